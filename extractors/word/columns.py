"""Where the cells of a Word table stand: their columns, told from spans and widths, and what they cover."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from extractors.word.names import WRAPPERS, Element, child, children_in_place, number, switch, value, w

_WIDEST = 10_000
"""Columns that a cell may claim to cover; Word itself stops at 63."""
_NARROWEST = 113
"""Twips (2 mm). No letter fits between edges that are closer: they are one edge, drawn unevenly."""
_TOLERANCE = 60
"""Twips (1 mm) by which the widths of cells and of columns may differ."""
_ROWS, _CELLS = frozenset({w("tr")}), frozenset({w("tc")})


@dataclass
class Slot:
    """A cell of a table and the squares that it covers (rows and columns from 1)."""

    element: Element
    row: int
    column: int
    column_span: int
    row_span: int = 1
    goes_on: bool = False  # it belongs to the cell above it, or to the one before it


@dataclass
class Row:
    """A row of a table and its cells, those that belong to a cell above or before them left out."""

    element: Element
    slots: list[Slot] = field(default_factory=list)
    covered: list[Slot] = field(default_factory=list)  # those that belong to the cell before them


@dataclass(frozen=True)
class Layout:
    """The rows of a table, and the cells that lie hidden under a merged one."""

    rows: list[Row]
    covered: list[Slot]


def layout_of(table: Element) -> Layout:
    """Where the cells of a table stand; deleted and hidden rows and cells are not there."""
    elements = [each for each in children_in_place(table, _ROWS, WRAPPERS) if not _is_gone(child(each, "trPr"))]
    columns = child(table, "tblGrid")
    widths = () if columns is None else columns.iterchildren(w("gridCol"))
    grid = [max(number(each, "w") or 0, 0) for each in widths]
    edges = list(accumulate(grid, initial=0))
    rows = [_row(element, place, edges) for place, element in enumerate(elements, 1)]
    _close_up(rows, edges)
    return _merged(rows)


def _is_gone(properties: Element | None) -> bool:
    return child(properties, "del") is not None or switch(properties, "hidden") is True


def _row(element: Element, row_number: int, edges: Sequence[int]) -> Row:
    properties = child(element, "trPr")
    before = _span(child(properties, "gridBefore"), least=0)
    column, last = 1 + before, None
    found: list[tuple[Slot, int]] = []
    covered: list[Slot] = []
    for cell in children_in_place(element, _CELLS, WRAPPERS):
        own = child(cell, "tcPr")
        if child(own, "cellDel") is not None:
            continue
        span = _span(child(own, "gridSpan"))
        across = child(own, "hMerge")
        if across is not None and value(across) != "restart" and last is not None:
            last.column_span += span
            covered.append(Slot(cell, row_number, column, span, goes_on=True))
        else:
            last = Slot(cell, row_number, column, span, goes_on=_goes_on(own))
            found.append(
                (last, number(child(own, "tcW"), "w") or 0 if value(child(own, "tcW"), "type") == "dxa" else 0)
            )
        column += span
    short = column - 1 < len(edges) - 1 and child(properties, "gridAfter") is None
    if short:
        _stretch(found, before, edges)
    return Row(element, [slot for slot, _ in found], covered)


def _span(element: Element | None, least: int = 1) -> int:
    given = number(element)
    return least if given is None else min(max(given, least), _WIDEST)


def _goes_on(properties: Element | None) -> bool:
    merge = child(properties, "vMerge")
    return merge is not None and value(merge) != "restart"


def _stretch(cells: Sequence[tuple[Slot, int]], before: int, edges: Sequence[int]) -> None:
    """Gives the cells of a short row the columns that their widths say: some programs write no spans."""
    ends = list(accumulate((width for _, width in cells), initial=edges[min(before, len(edges) - 1)]))
    places = [_nearest(end, edges) for end in ends]
    if any(place is None for place in places) or any(width <= 0 for _, width in cells):
        return
    known = [place for place in places if place is not None]
    if any(right <= left for left, right in zip(known, known[1:], strict=False)):
        return
    for (slot, _), left, right in zip(cells, known, known[1:], strict=False):
        slot.column, slot.column_span = left + 1, right - left


def _nearest(edge: int, edges: Sequence[int]) -> int | None:
    place = bisect_left(edges, edge)
    near = [each for each in (place - 1, place) if 0 <= each < len(edges) and abs(edges[each] - edge) <= _TOLERANCE]
    return min(near, key=lambda each: abs(edges[each] - edge), default=None)


def _close_up(rows: Sequence[Row], edges: Sequence[int]) -> None:
    """Counts the columns anew: only those between edges that some cell has, and that are wide enough for a letter."""
    slots = [slot for row in rows for slot in row.slots]
    used = sorted({edge for slot in slots for edge in (slot.column, slot.column + slot.column_span)})
    starts = {slot.column for slot in slots}
    beyond = []  # ends that only cells spanning too much reach: no cell begins in the column before
    while len(used) > 2 and used[-2] not in starts:
        beyond.append(used.pop())
    # what stands in a narrow column keeps it
    filled = {(slot.column, slot.column + slot.column_span) for slot in slots if holds_text(slot.element)}
    new: dict[int, int] = {}
    column, kept = 0, 0
    for edge in used:
        narrow = (
            kept > 0
            and edge <= len(edges)
            and edges[edge - 1] - edges[kept - 1] < _NARROWEST
            and not any(kept <= left and right <= edge for left, right in filled)
        )
        if not narrow:
            column, kept = column + 1, edge
        new[edge] = column
    new |= dict.fromkeys(beyond, column)
    for row in rows:
        for slot in row.slots:
            left, right = new[slot.column], new[slot.column + slot.column_span]
            slot.column, slot.column_span = left, right - left
        row.slots = [slot for slot in row.slots if slot.column_span]


def holds_text(element: Element) -> bool:
    """Whether any letter stands in an element."""
    return any((text.text or "").strip() for text in element.iter(w("t")))


def _merged(rows: Sequence[Row]) -> Layout:
    """Cells that go on below grow; what lies under them is set aside."""
    covered: list[Slot] = []
    above: dict[tuple[int, int], Slot] = {}
    result = []
    for row in rows:
        here: dict[tuple[int, int], Slot] = {}
        slots = []
        for slot in row.slots:
            key = (slot.column, slot.column_span)
            owner = above.get(key) if slot.goes_on else None
            if owner is None:
                slots.append(slot)
            else:
                owner.row_span += 1
                covered.append(slot)
            here[key] = owner or slot
        above = here
        covered += row.covered
        result.append(replace(row, slots=slots))
    return Layout(result, covered)
