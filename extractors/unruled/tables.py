"""Rows of a table without rules between its columns, made a lattice of cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from extractors.ruling import Lattice, Rule, RuledCell
from extractors.unruled.columns import (
    Columns,
    columns_below,
    crossed,
    is_numbered,
    is_one_text,
    is_spread,
    refined,
    runs_over,
)
from extractors.unruled.header import Header, end_of_table, next_header
from extractors.unruled.words import TextRow, Word, text_rows
from normalizers.headings import opens_foot
from normalizers.ordinals import parse_ordinal

_END = 4.0
"""Heights of a line: more free room than this ends a table."""
_APART = 1.3
"""The same at the top or bottom of a page, where running heads stand."""
_MARGIN = 0.14
"""Share of the height of a page at its top and bottom where these stand."""
_ACROSS = 0.6
"""Share of the width of a table that a rule between its rows covers."""
_MOST_TITLES = 0.5
"""Share of its lines that may run over the columns, as titles do, where a table goes on without a header."""
_ENOUGH_RULED = 0.6
"""Share of the rows told by ordinals that rules must part for the rules to tell the rows."""

_MOST_AT_TOP = 0.7
"""Share of the ordinals below the widest band where they stand at the top of their rows."""
_SEEN = 1.5
"""Points by which white bands must differ to be told apart."""

Table = tuple[Lattice, Columns]


def unruled_lattices(
    words: Sequence[Word], across: Sequence[Rule], height: float, going_on: Columns | None = None
) -> list[Table]:
    """The tables among the words of a page that stand in no ruled table, from the top.

    Args:
        words: The words.
        across: Horizontal rules of the page.
        height: Of the page, in points.
        going_on: Columns of a table at the end of the page before; it may go on here without a header.
    """
    rows = list(text_rows(words))
    if rows and going_on and _runs_apart(rows, 0, going_on, height):
        rows = rows[1:]
    found: list[Table] = []
    if going_on and (first := _without_header(rows, going_on, across, height)):
        found.append(first)
    start = _after(rows, found)
    while (header := next_header(rows, start, across)) is not None:
        body = rows[header.end : end_of_table(rows, header.end, across)]
        columns = columns_below(header.heads, body, rows[header.first : header.end])
        body = body[: _body_end(body, columns, height)]
        lattice = _lattice(rows[header.first : header.end], header, body, columns, across)
        if lattice is None:
            start = header.end
            continue
        found.append((lattice, columns))
        start = max(_after(rows, found), header.end)
    return found


def _after(rows: Sequence[TextRow], found: Sequence[Table]) -> int:
    """The first line below the last table."""
    end = found[-1][0].ys[-1] - 0.5 if found else 0.0
    return next((index for index, row in enumerate(rows) if row.box[1] >= end), len(rows))


def _without_header(rows: Sequence[TextRow], columns: Columns, across: Sequence[Rule], height: float) -> Table | None:
    """The rest of a table at the top of a page that does not repeat its header."""
    rows = rows[: end_of_table(rows, 0, across)]
    body = rows[: _body_end(rows, columns, height)]
    titles = sum(runs_over(row, columns) for row in body)
    spread = sum(is_spread(row, columns) for row in body)
    if not body or titles > _MOST_TITLES * len(body) or not spread:
        return None
    if len(body) == 1 and not _has_ordinal(body[0], columns) and _is_at_edge(body[0], height):
        return None
    columns = refined(columns, body)
    lattice = _lattice((), None, body, columns, across)
    return (lattice, columns) if lattice else None


# --- rows -------------------------------------------------------------------------------------------------------------


def _runs_apart(rows: Sequence[TextRow], index: int, columns: Columns, height: float) -> bool:
    """Whether the first or last line of a page is no part of its table: it stands apart and runs over the columns."""
    row = rows[index]
    near = rows[1] if index == 0 and len(rows) > 1 else rows[index - 1]
    gap = max(near.box[1] - row.box[3], row.box[1] - near.box[3])
    return (
        _is_at_edge(row, height)
        and gap > _APART * row.height
        and bool(crossed(row, columns))
        and not _has_ordinal(row, columns)
    )


def _is_at_edge(row: TextRow, height: float) -> bool:
    return row.box[3] < _MARGIN * height or row.box[1] > (1 - _MARGIN) * height


def _has_ordinal(row: TextRow, columns: Columns) -> bool:
    own = row.in_column(columns.edges[0] - 30, columns.edges[1])
    return bool(own) and (parse_ordinal(own[0].text) is not None or own[0].text in ("-", "+", "•"))


def _body_end(body: Sequence[TextRow], columns: Columns, height: float) -> int:
    """How many lines below the header are of the table."""
    for index, row in enumerate(body):
        if index and row.box[1] - body[index - 1].box[3] > _END * row.height:
            return index
        if opens_foot(row.text) or (index == len(body) - 1 and _runs_apart(body, index, columns, height)):
            return index
        if runs_over(row, columns) and not is_numbered(row):
            rest = [each for each in body[index:] if not runs_over(each, columns)]
            above = index > 0 and runs_over(body[index - 1], columns)
            if not rest and above:
                continue  # the rest of the title of a section at the end of the page
            if not any(_has_ordinal(each, columns) for each in rest):
                return index
    return len(body)


def _lattice(
    head: Sequence[TextRow], header: Header | None, body: Sequence[TextRow], columns: Columns, across: Sequence[Rule]
) -> Lattice | None:
    if not body:
        return None
    starts = _row_starts(body, columns)
    ruled = _ruled_starts(body, columns, across)
    if len(ruled) >= _ENOUGH_RULED * len(starts):
        starts = ruled
    groups = [list(body[one:two]) for one, two in zip(starts, [*starts[1:], len(body)], strict=True)]
    levels = _levels(head, header)
    parts = [*levels, *groups]
    ys = [min(row.box[1] for row in parts[0]) - 1]
    for above, group in pairwise(parts):
        ys.append((max(row.box[3] for row in above) + min(row.box[1] for row in group)) / 2)
    ys.append(max(row.box[3] for row in parts[-1]) + 1)
    cells = [*_head_cells(header, len(levels), columns, ys)] if header else []
    for number, group in enumerate(groups, start=len(levels) + 1):
        cells += _row_cells(number, group, columns, (ys[number - 1], ys[number]))
    return Lattice(columns.edges, tuple(ys), tuple(cells))


def _levels(head: Sequence[TextRow], header: Header | None) -> list[list[TextRow]]:
    """The lines of a header as its rows: two where one heading covers others."""
    if header is None:
        return []
    lower = [heading for heading in header.heads if heading.has_upper]
    if not lower:
        return [list(head)]
    top = min(heading.top for heading in lower)
    above = [row for row in head if (row.box[1] + row.box[3]) / 2 <= top]
    return [above, list(head[len(above) :])] if 0 < len(above) < len(head) else [list(head)]


def _head_cells(header: Header, levels: int, columns: Columns, ys: Sequence[float]) -> Iterator[RuledCell]:
    """The cells of a header; where it has two rows, headings without parts reach over both."""
    edges = columns.edges
    index = 0
    while index < len(header.heads):
        end = index + 1
        if levels == 2 and header.heads[index].has_upper:
            while end < len(header.heads) and header.heads[end].has_upper:
                end += 1
            yield RuledCell(1, index + 1, 1, end - index, (edges[index], ys[0], edges[end], ys[1]))
            for column in range(index, end):
                yield RuledCell(2, column + 1, 1, 1, (edges[column], ys[1], edges[column + 1], ys[2]))
        else:
            yield RuledCell(1, index + 1, levels, 1, (edges[index], ys[0], edges[end], ys[levels]))
        index = end


def _row_starts(body: Sequence[TextRow], columns: Columns) -> list[int]:
    """The lines that begin rows: those of titles, those below titles, and one for each ordinal.

    Where ordinals stand half way down their rows, a row begins below the widest white band above its ordinal.
    """
    starts = {0}
    ordinals: list[tuple[int, int]] = []
    since = 0
    for index in range(len(body)):
        turns = index > 0 and runs_over(body[index], columns) is not runs_over(body[index - 1], columns)
        if turns and not _ends_title(body, index, columns):
            starts.add(index)
            since = index
        if _has_ordinal(body[index], columns) and not runs_over(body[index], columns):
            ordinals.append((since, index))
            since = index
    widest = {index: _widest_above(body, since, index) for since, index in ordinals}
    below_a_band = [index for since, index in ordinals if since < index]
    at_top = sum(widest[index] == index for index in below_a_band) >= _MOST_AT_TOP * len(below_a_band)
    for since, index in ordinals:
        if at_top:
            starts.add(index)
        elif since < index and (since not in starts or _has_ordinal(body[since], columns)):
            starts.add(widest[index])
        elif since == 0 < index and _gap(body, widest[index]) > _usual_gap(body):
            starts.add(widest[index])  # the rest of a row that the page before cut
    return sorted(starts)


def _widest_above(body: Sequence[TextRow], since: int, index: int) -> int:
    """The line below the widest white band between two lines; the last one where several are as wide."""
    return max(range(since + 1, index + 1), key=lambda below: (_gap(body, below), below), default=index)


def _usual_gap(body: Sequence[TextRow]) -> float:
    return median(_gap(body, index) for index in range(1, len(body)))


def _gap(body: Sequence[TextRow], index: int) -> int:
    """The room above a line, in steps too small to see."""
    return round((body[index].box[1] - body[index - 1].box[3]) / _SEEN)


def _ends_title(body: Sequence[TextRow], index: int, columns: Columns) -> bool:
    """Whether a shorter line is the last one of a title above it: it still runs over a border, or stands alone."""
    row = body[index]
    return runs_over(body[index - 1], columns) and (bool(crossed(row, columns)) or not is_spread(row, columns))


def _ruled_starts(body: Sequence[TextRow], columns: Columns, across: Sequence[Rule]) -> list[int]:
    """The lines below which rules stand that part rows, the first line with them."""
    left, right = columns.edges[0], columns.edges[-1]
    places = [rule.at for rule in across if min(rule.end, right) - max(rule.start, left) > _ACROSS * (right - left)]
    starts = {0}
    for place in places:
        index = next((index for index, row in enumerate(body) if (row.box[1] + row.box[3]) / 2 > place), None)
        if index is not None:
            starts.add(index)
    return sorted(starts) if len(starts) > 1 else []


def _row_cells(
    number: int, group: Sequence[TextRow], columns: Columns, band: tuple[float, float]
) -> Iterator[RuledCell]:
    """The cells of a row; where it is a title, those that its words run over are one."""
    merged: set[int] = set()
    if runs_over(group[0], columns):
        over = crossed(group[0], columns)
        begins_apart = group[0].words[0].box[2] <= columns.inner[0]
        # a numeral may stand half way down its title
        numeral = any(is_numbered(row) and row.words[0].box[2] <= columns.inner[0] for row in group)
        first = 0 if is_one_text(group[0].words) and not (begins_apart or numeral) else min(over)
        merged = set(range(first, len(columns.inner)))
    left = 0
    for border in range(len(columns.edges) - 1):
        if border in merged:
            continue
        box = (columns.edges[left], band[0], columns.edges[border + 1], band[1])
        yield RuledCell(number, left + 1, 1, border + 1 - left, box)
        left = border + 1
