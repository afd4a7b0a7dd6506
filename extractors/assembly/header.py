"""The header of a table: how many rows it has, and the heading of each column."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.assembly.rows import Row
from extractors.headers import is_header, numbers_columns, parts_columns
from normalizers.columns import is_heading, is_ordinal_heading, year_in
from normalizers.ordinals import parse_ordinal
from normalizers.text import fold, is_blank, tidy

_DEEPEST = 6
"""Rows that a header has at most: a title, two or three levels, numbers of the columns."""
_ALIKE = 0.75
"""Share of its cells that a row printed again must have in common with a row of the header."""


def header_depth(rows: Sequence[Row], marked: int) -> int:
    """How many of the first rows make up the header; 0 where the table begins with its data.

    Args:
        rows: The first rows of the table.
        marked: How many the source itself marks.
    """
    if 0 < marked < len(rows):
        return _after_numbers(rows, marked)
    start = _title_rows(rows)
    if start >= len(rows):
        return 0
    if not is_header(rows[start].texts) and _begins_with_data(rows[start:]):
        return 0
    depth = _after_levels(rows, start)
    return _after_numbers(rows, depth)


def _title_rows(rows: Sequence[Row]) -> int:
    """How many rows above the headings hold one text over the whole width."""
    for index, row in enumerate(rows[:_DEEPEST]):
        if is_header(row.texts) and not row.is_one_text():
            return index
        if not row.is_one_text() and not row.is_blank:
            break
    return 0


def _begins_with_data(rows: Sequence[Row]) -> bool:
    """Whether the first row has an ordinal, or the next one an ordinal that is not the first."""
    if parse_ordinal(tidy(rows[0].texts[0])) is not None:
        return True
    following = parse_ordinal(tidy(rows[1].texts[0])) if len(rows) > 1 and is_blank(rows[0].texts[0]) else None
    return following is not None and following.path[0] > 1


def _after_levels(rows: Sequence[Row], start: int) -> int:
    """The row after the headings: those merged over rows reach down to it, those over columns have parts below them."""
    end = start + max((cell.rows for cell in rows[start].squares if not cell.is_blank), default=1)
    end = min(end, start + _DEEPEST, len(rows))
    while end < min(len(rows), start + _DEEPEST) and _is_level(rows[end - 1], rows[end]):
        end += 1
    return end


def _is_level(above: Row, below: Row) -> bool:
    """Whether a row parts headings of the row above it."""
    if parts_columns(below.texts):
        return True
    parted = [
        (above.squares[column], cell)
        for column, cell in enumerate(below.squares)
        if cell.column == column and not cell.is_blank and above.squares[column] is not cell
    ]
    return (
        bool(parted)
        and is_blank(below.texts[0])
        and all(upper.column_span > 1 and lower.column_span < upper.column_span for upper, lower in parted)
    )


def _after_numbers(rows: Sequence[Row], depth: int) -> int:
    """The row after one that numbers the columns."""
    if depth < len(rows) and numbers_columns([tidy(text) for text in rows[depth].texts]):
        return depth + 1
    return depth


def headings_of(rows: Sequence[Row]) -> list[str]:
    """The heading of each column from the rows of a header.

    Where a heading is parted, the part below speaks for its column (`Chủ trì` under `Cơ quan thực hiện`); the one above
    is put before it where the part says nothing by itself, and behind it where only it names a year.
    """
    texts = [row for row in rows if not numbers_columns([tidy(text) for text in row.texts])]
    width = len(rows[0].squares) if rows else 0
    return [_heading([row.squares[column].text for row in texts if not _is_title(row)]) for column in range(width)]


def _is_title(row: Row) -> bool:
    return row.is_one_text() and len(row.squares) > 2


def _heading(levels: Sequence[str]) -> str:
    levels = list(dict.fromkeys(text for text in levels if not is_blank(text)))
    if not levels:
        return ""
    lowest, above = levels[-1], levels[:-1]
    if not above or is_ordinal_heading(lowest):
        return lowest
    if not is_heading(lowest) and year_in(lowest) is None:
        return "\n".join(levels)
    years = [text for text in above if year_in(text) is not None]
    return f"{lowest}\n{years[-1]}" if years and year_in(lowest) is None else lowest


def repeated_rows(rows: Sequence[Row], head: Sequence[Row]) -> int:
    """How many of the first rows of a page repeat the header of the table, all of it or its last rows."""
    for count in range(min(len(rows), len(head)), 0, -1):
        for first in range(len(head) - count + 1):
            if all(same_row(rows[index], head[first + index]) for index in range(count)):
                return count
    return 0


def same_row(row: Row, other: Row) -> bool:
    """Whether two rows of a header hold the same words, give or take those cut off where one is printed again."""
    mine, theirs = ([fold(text) for text in each.texts] for each in (row, other))
    if len(mine) != len(theirs):
        return bool(any(mine)) and list(filter(None, mine)) == list(filter(None, theirs))
    pairs = [(one, two) for one, two in zip(mine, theirs, strict=True) if one or two]
    same = sum(one == two for one, two in pairs)
    alike = sum(bool(one and two) and (one.startswith(two) or two.startswith(one)) for one, two in pairs)
    return bool(pairs) and (same == len(pairs) or (same >= 2 and alike >= _ALIKE * len(pairs)))


def drop_overflow(repeated: Sequence[Row], first: Row, head: Sequence[Row]) -> None:
    """Take words of a header that was printed again too low for them out of the first row below it.

    Some programs keep the height of a header and let its last line run over the row below, where it does not show.
    """
    for column, cell in enumerate(first.squares):
        shown = {tidy(row.squares[column].text) for row in repeated}
        for heading in {tidy(row.squares[column].text) for row in head} - shown:
            overflow = next((heading[len(text) :].strip() for text in shown if text and heading.startswith(text)), "")
            if overflow and not any(map(str.isdecimal, overflow)):
                cell.texts = [_without(text, overflow) for text in cell.texts]


def _without(text: str, words: str) -> str:
    """A text without some words that it begins or ends with."""
    return re.sub(rf"^{re.escape(words)}(?:\s+|$)|\s+{re.escape(words)}$", "", text, count=1)
