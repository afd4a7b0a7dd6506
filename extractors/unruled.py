"""Tables that are not ruled, or only across: columns where no words stand, rows where an ordinal does.

Such a table is known by its header: a heading of ordinals (`STT`), others beside it, and white space between them all
the way down. What comes out is a lattice of cells, as ruled tables have.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from extractors.boxes import Box, union
from extractors.headers import is_header
from extractors.ruling import SNAP, Lattice, Rule, RuledCell
from normalizers.columns import is_ordinal_heading
from normalizers.headings import appendix_numeral, opens_foot
from normalizers.ordinals import OrdinalKind, parse_ordinal

_SAME_LINE = 0.5
"""Share of their height by which the middles of words of one line may differ."""
_HEAD_LEADING = 0.45
"""Share of the height of a line that may stay free between two lines of a header."""
_GUTTER = 0.6
"""Share of the height of a line that parts two columns; a space between words takes 0.25 to 0.4 of it."""
_END = 4.0
"""Heights of a line: more free room than this ends a table."""
_ACROSS = 0.6
"""Share of the width of a table that a rule between its rows covers."""
_MOST_TITLES = 0.5
"""Share of its lines that may run over the columns, as titles do, where a table goes on without a header."""


class Word(NamedTuple):
    """A word and its box."""

    text: str
    box: Box


@dataclass(frozen=True)
class _TextRow:
    """The words at one height, from the left."""

    words: tuple[Word, ...]
    box: Box

    @property
    def height(self) -> float:
        return self.box[3] - self.box[1]

    def in_column(self, left: float, right: float) -> list[Word]:
        return [word for word in self.words if left <= (word.box[0] + word.box[2]) / 2 < right]


@dataclass(frozen=True)
class Columns:
    """Where the columns of a table begin and the last one ends."""

    edges: tuple[float, ...]

    @property
    def inner(self) -> tuple[float, ...]:
        """The borders between columns."""
        return self.edges[1:-1]


def unruled_lattices(
    words: Sequence[Word], across: Sequence[Rule], going_on: Columns | None = None
) -> list[tuple[Lattice, Columns]]:
    """The tables among the words of a page that stand in no ruled table, from the top.

    Args:
        words: The words.
        across: Horizontal rules of the page.
        going_on: Columns of a table at the end of the page before; it may go on here without a header.
    """
    rows = list(_text_rows(words))
    found: list[tuple[Lattice, Columns]] = []
    start = 0
    if going_on and (first := _without_header(rows, going_on, across)):
        found.append((first, going_on))
        start = _after(rows, first)
    while start < len(rows):
        table = _next_table(rows, start, across)
        if table is None:
            break
        found.append(table)
        start = _after(rows, table[0])
    return found


def _after(rows: Sequence[_TextRow], lattice: Lattice) -> int:
    return next((index for index, row in enumerate(rows) if row.box[1] >= lattice.ys[-1] - 0.5), len(rows))


def _text_rows(words: Sequence[Word]) -> Iterator[_TextRow]:
    row: list[Word] = []
    for word in sorted(words, key=lambda word: word.box[1] + word.box[3]):
        height = word.box[3] - word.box[1]
        if row and (word.box[1] + word.box[3] - row[0].box[1] - row[0].box[3]) / 2 > _SAME_LINE * height:
            yield _row(row)
            row = []
        row.append(word)
    if row:
        yield _row(row)


def _row(words: Sequence[Word]) -> _TextRow:
    return _TextRow(tuple(sorted(words, key=lambda word: word.box[0])), union(word.box for word in words))


# --- header and columns -----------------------------------------------------------------------------------------------


def _next_table(rows: Sequence[_TextRow], start: int, across: Sequence[Rule]) -> tuple[Lattice, Columns] | None:
    for index in range(start, len(rows)):
        if not any(_is_ordinal_head(rows, index, word) for word in rows[index].words[:2]):
            continue
        first, last = _header_rows(rows, index, start, across)
        while first <= index:
            heads = _heads(rows[first : last + 1])
            if len(heads) > 2 and is_header([text for text, _, _ in heads]):
                body = rows[last + 1 : _next_header(rows, last + 1, across)]
                columns = _columns(heads, rows[first:last], body)
                lattice = _lattice(rows[first : last + 1], body, columns, across)
                return (lattice, columns) if lattice else None
            first += 1
    return None


def _next_header(rows: Sequence[_TextRow], start: int, across: Sequence[Rule]) -> int:
    """Where the header of another table begins, or an annex; the number of lines where there is none."""
    for index in range(start, len(rows)):
        if appendix_numeral(" ".join(word.text for word in rows[index].words)) is not None:
            return index
        if any(_is_ordinal_head(rows, index, word) for word in rows[index].words[:2]):
            return _header_rows(rows, index, start, across)[0]
    return len(rows)


def _is_ordinal_head(rows: Sequence[_TextRow], index: int, word: Word) -> bool:
    """Whether a word heads a column of ordinals, by itself or with the word below it (`Số` `TT`, `ST` `T`)."""
    if is_ordinal_heading(word.text):
        return True
    if word.text.upper() not in ("SỐ", "ST", "S"):
        return False
    near = [row.in_column(word.box[0] - 10, word.box[2] + 10) for row in rows[index + 1 : index + 4]]
    below = next(filter(None, near), [])
    return len(below) == 1 and is_ordinal_heading(f"{word.text} {below[0].text}")


def _header_rows(rows: Sequence[_TextRow], index: int, start: int, across: Sequence[Rule]) -> tuple[int, int]:
    """The first and last line of the header around the heading of ordinals: between two rules, or close together."""
    word = rows[index].words[0]
    over = max((rule.at for rule in across if rule.at <= word.box[1] + 1 and _spans(rule, word)), default=None)
    under = min((rule.at for rule in across if rule.at >= word.box[3] - 1 and _spans(rule, word)), default=None)
    first = last = index
    close = _HEAD_LEADING * rows[index].height
    while first > start and (
        rows[first - 1].box[1] >= over - SNAP
        if over is not None
        else rows[first].box[1] - rows[first - 1].box[3] <= close
    ):
        first -= 1
    while last + 1 < len(rows):
        below = rows[last + 1]
        if under is not None and below.box[3] > under + SNAP:
            break
        if under is None and below.box[1] - rows[last].box[3] > close:
            break
        if _begins_data(below, word):
            break
        last += 1
    return first, last


def _spans(rule: Rule, word: Word) -> bool:
    return rule.start <= word.box[0] + 2 and rule.end >= word.box[2] and rule.end - rule.start > 100


def _begins_data(row: _TextRow, head: Word) -> bool:
    first = row.words[0]
    under = first.box[0] < head.box[2] + 2
    return under and not is_ordinal_heading(first.text) and parse_ordinal(first.text) is not None


def _heads(rows: Sequence[_TextRow]) -> list[tuple[str, float, float]]:
    """The headings between gutters: text, left and right."""
    words = sorted((word for row in rows for word in row.words), key=lambda word: word.box[0])
    gutter = _GUTTER * median(row.height for row in rows)
    groups: list[list[Word]] = []
    end = 0.0
    for word in words:
        if groups and word.box[0] - end < gutter:
            groups[-1].append(word)
        else:
            groups.append([word])
        end = max(end, word.box[2]) if groups[-1] != [word] else word.box[2]
    return [
        (
            " ".join(word.text for word in sorted(group, key=lambda word: (round(word.box[1] / 3), word.box[0]))),
            min(word.box[0] for word in group),
            max(word.box[2] for word in group),
        )
        for group in groups
    ]


def _columns(
    heads: Sequence[tuple[str, float, float]], header: Sequence[_TextRow], body: Sequence[_TextRow]
) -> Columns:
    """Borders where the fewest words stand, between the middles of two headings."""
    rows = [*header, *body]
    left = min([heads[0][1], *(row.box[0] for row in body if _near(row, heads))])
    right = max([heads[-1][2], *(row.box[2] for row in body if _near(row, heads))])
    inner = [_border(one, two, rows) for one, two in pairwise(heads)]
    return Columns((left - 1, *inner, right + 1))


def _near(row: _TextRow, heads: Sequence[tuple[str, float, float]]) -> bool:
    """Whether a line lies within the width of the header, or little beside it."""
    return row.box[0] >= heads[0][1] - 40 and row.box[2] <= heads[-1][2] + 40


def _border(one: tuple[str, float, float], two: tuple[str, float, float], rows: Sequence[_TextRow]) -> float:
    low, high = (one[1] + one[2]) / 2, (two[1] + two[2]) / 2
    covered = [0] * (int(high - low) + 2)
    for row in rows:
        for word in row.words:
            for place in range(max(0, int(word.box[0] - low)), min(len(covered), int(word.box[2] - low) + 2)):
                covered[place] += 1
    least = min(covered)
    runs: list[tuple[int, int]] = []
    for place, count in enumerate(covered):
        if count == least:
            runs = [*runs[:-1], (runs[-1][0], place)] if runs and runs[-1][1] == place - 1 else [*runs, (place, place)]
    start, end = max(runs, key=lambda run: run[1] - run[0])
    return low + (start + end) / 2


# --- rows -------------------------------------------------------------------------------------------------------------


def _crossed(row: _TextRow, columns: Columns) -> set[int]:
    """Which inner borders a line runs over: a word stands on them, or no more than a space does."""
    crossed = set()
    for number, border in enumerate(columns.inner):
        left = [word for word in row.words if word.box[0] < border]
        right = [word for word in row.words if word.box[2] > border]
        if left and right:
            end, begin = max(word.box[2] for word in left), min(word.box[0] for word in right)
            if begin - end < _GUTTER * row.height:
                crossed.add(number)
    return crossed


def _is_title(row: _TextRow, columns: Columns) -> bool:
    return len(_crossed(row, columns)) * 2 >= len(columns.inner)


def _has_ordinal(row: _TextRow, columns: Columns) -> bool:
    own = row.in_column(columns.edges[0] - 30, columns.edges[1])
    return bool(own) and (parse_ordinal(own[0].text) is not None or own[0].text in ("-", "+", "•"))


def _body_end(body: Sequence[_TextRow], columns: Columns) -> int:
    """How many lines below the header are of the table."""
    for index, row in enumerate(body):
        if index and row.box[1] - body[index - 1].box[3] > _END * row.height:
            return index
        if opens_foot(" ".join(word.text for word in row.words)):
            return index
        if _is_title(row, columns) and not _is_section(row):
            later = next((each for each in body[index:] if not _is_title(each, columns)), None)
            goes_on = any(_has_ordinal(each, columns) for each in body[index + 1 :] if not _is_title(each, columns))
            above = index > 0 and _is_title(body[index - 1], columns)
            if later is None and above:
                continue  # the rest of the title of a section at the end of the page
            if not goes_on:
                return index
    return len(body)


def _is_section(row: _TextRow) -> bool:
    ordinal = parse_ordinal(row.words[0].text)
    return ordinal is not None and ordinal.kind in (OrdinalKind.ROMAN, OrdinalKind.CAPITAL)


def _lattice(
    header: Sequence[_TextRow], below: Sequence[_TextRow], columns: Columns, across: Sequence[Rule]
) -> Lattice | None:
    body = below[: _body_end(below, columns)]
    if not body:
        return None
    top = header[0].box[1] - 1 if header else body[0].box[1] - 1
    starts = [index for index in range(len(body)) if index == 0 or _starts_row(body, index, columns)]
    ruled = _ruled_starts(body, columns, across)
    if len(ruled) >= 0.6 * len(starts):
        starts = ruled
    groups = [list(body[one:two]) for one, two in zip(starts, [*starts[1:], len(body)], strict=True)]
    if header:
        groups.insert(0, list(header))
    ys = [top]
    for above, group in pairwise(groups):
        bottom = max(row.box[3] for row in above)
        ys.append((bottom + min(row.box[1] for row in group)) / 2)
    ys.append(max(row.box[3] for row in groups[-1]) + 1)
    cells = tuple(
        cell
        for number, group in enumerate(groups, start=1)
        for cell in _row_cells(
            number, group, columns, (ys[number - 1], ys[number]), is_head=bool(header) and number == 1
        )
    )
    return Lattice(columns.edges, tuple(ys), cells)


def _starts_row(body: Sequence[_TextRow], index: int, columns: Columns) -> bool:
    """Whether a line begins a row: it has an ordinal, is the title of a section, or follows one."""
    if _has_ordinal(body[index], columns):
        return True
    return _is_title(body[index], columns) is not _is_title(body[index - 1], columns) and not _ends_title(
        body, index, columns
    )


def _ends_title(body: Sequence[_TextRow], index: int, columns: Columns) -> bool:
    """Whether a shorter line is the last one of a title above it: it still runs over a border, or stands alone."""
    row = body[index]
    return _is_title(body[index - 1], columns) and (bool(_crossed(row, columns)) or not _spread(row, columns))


def _spread(row: _TextRow, columns: Columns) -> bool:
    """Whether words stand in several columns."""
    return sum(bool(row.in_column(left, right)) for left, right in pairwise(columns.edges)) > 1


def _ruled_starts(body: Sequence[_TextRow], columns: Columns, across: Sequence[Rule]) -> list[int]:
    """The lines below which rules stand that part rows, the first line with them."""
    width = columns.edges[-1] - columns.edges[0]
    places = [
        rule.at
        for rule in across
        if min(rule.end, columns.edges[-1]) - max(rule.start, columns.edges[0]) > _ACROSS * width
    ]
    starts = {0}
    for place in places:
        index = next((index for index, row in enumerate(body) if (row.box[1] + row.box[3]) / 2 > place), None)
        if index is not None:
            starts.add(index)
    return sorted(starts) if len(starts) > 1 else []


def _row_cells(
    number: int, group: Sequence[_TextRow], columns: Columns, band: tuple[float, float], *, is_head: bool
) -> Iterator[RuledCell]:
    """The cells of a row; where it is a title, those that its words run over are one."""
    crossed: set[int] = set()
    if not is_head and _is_title(group[0], columns):
        crossed = _crossed(group[0], columns)
        crossed |= set(range(min(crossed), len(columns.inner)))
    left = 0
    for border in range(len(columns.edges) - 1):
        if border in crossed:
            continue
        box = (columns.edges[left], band[0], columns.edges[border + 1], band[1])
        yield RuledCell(number, left + 1, 1, border + 1 - left, box)
        left = border + 1


def _without_header(rows: Sequence[_TextRow], columns: Columns, across: Sequence[Rule]) -> Lattice | None:
    """The rest of a table at the top of a page that does not repeat its header."""
    rows = rows[: _next_header(rows, 0, across)]
    body = rows[: _body_end(rows, columns)]
    titles = sum(_is_title(row, columns) for row in body)
    spread = sum(_spread(row, columns) for row in body)
    if not body or titles > _MOST_TITLES * len(body) or not spread:
        return None
    return _lattice((), rows, columns, across)
