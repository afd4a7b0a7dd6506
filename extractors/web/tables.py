"""Tables of a page as grids: their rows and cells, told from the tables and text within the cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from extractors.grid import Grid, GridCell
from extractors.web.flow import Block, Cells, Line, flow
from extractors.web.page import Page, place_between, place_of
from extractors.web.spans import spots_of
from schemas.raw import Place

_GROUP_ORDER = {"thead": 0, "tfoot": 2}
_LABEL = 6
"""Letters of an ordinal: `1`, `II.`, `1.2.3`"""
_SPAN = re.compile(r"\s*(\d{1,9})", re.ASCII)


@dataclass
class Row:
    """A row as it stands in the page, and the group it belongs to."""

    group: str
    cells: list[etree._Element] = field(default_factory=list)


@dataclass
class TableParts:
    """The rows of a table, by groups in the order they are shown, and what else lies in it.

    `strays` are elements within the table that are neither rows nor cells, captions above all, and text that stands
    between rows; a browser shows them before the table.
    """

    groups: list[list[Row]]
    strays: list[etree._Element | Block]
    nested: list[etree._Element]

    @property
    def rows(self) -> list[Row]:
        """All rows, as they are shown."""
        return [row for group in self.groups for row in group]


def parts_of(table: etree._Element, page: Page) -> TableParts:
    """The rows and cells of a table itself; what lies in its cells is left alone."""
    parts = TableParts([], [], [])
    owner: object = None
    _add_stray(parts, page, table, table.text)
    waiting: list[tuple[etree._Element, etree._Element]] = [(child, table) for child in reversed(table)]
    while waiting:
        element, group = waiting.pop()
        tag = element.tag
        _add_stray(parts, page, element.getparent(), element.tail)
        if not isinstance(tag, str) or page.is_left_out(element):
            continue
        if tag in ("td", "th"):
            if owner is not element.getparent() or not parts.groups:
                owner = element.getparent()
                _begin_row(parts, group)
            parts.groups[-1][-1].cells.append(element)
        elif tag == "tr":
            _add_stray(parts, page, element, element.text)
            _begin_row(parts, group)
            owner = element
            waiting += [(child, group) for child in reversed(element)]
        elif tag in ("thead", "tbody", "tfoot"):
            _add_stray(parts, page, element, element.text)
            parts.groups.append([])
            waiting += [(child, element) for child in reversed(element)]
        elif tag in ("caption", "table") or not _holds_rows(element):
            parts.strays.append(element)
        else:
            _add_stray(parts, page, element, element.text)
            waiting += [(child, group) for child in reversed(element)]
    parts.groups = sorted(
        (group for group in parts.groups if any(row.cells for row in group)),
        key=lambda group: _GROUP_ORDER.get(group[0].group, 1),
    )
    parts.nested = [inner for row in parts.rows for cell in row.cells for inner in _outermost_tables(cell, page)]
    return parts


def _add_stray(parts: TableParts, page: Page, owner: etree._Element | None, text: str | None) -> None:
    """Add text that stands in an element of the table itself."""
    if owner is None or not text or not text.strip():
        return
    line = Line([(" ".join(text.split()), page.font_within(owner))], owner.sourceline or 0)
    parts.strays.append(Block(owner, [line], text_of=page.text_of))


def _begin_row(parts: TableParts, group: etree._Element) -> None:
    name = group.tag if group.tag in ("thead", "tfoot") else "tbody"
    if not parts.groups or (parts.groups[-1] and parts.groups[-1][0].group != name):
        parts.groups.append([])
    parts.groups[-1].append(Row(name))


def _holds_rows(element: etree._Element) -> bool:
    return next(element.iter("tr", "td", "th"), None) is not None


def _outermost_tables(cell: etree._Element, page: Page) -> Iterator[etree._Element]:
    waiting = list(reversed(cell)) if _has_table(cell) else []
    while waiting:
        element = waiting.pop()
        if not isinstance(element.tag, str) or page.is_left_out(element):
            continue
        if element.tag == "table":
            yield element
        else:
            waiting += reversed(element)


def grid_of(table: etree._Element, parts: TableParts, page: Page) -> Grid:
    """The grid of a table; tables within its cells are lines of text there."""
    spans = [[[_spans(cell) for cell in row.cells] for row in group if row.cells] for group in parts.groups]
    elements = [cell for row in parts.rows for cell in row.cells]
    cells = []
    for element, spot in zip(elements, spots_of(spans), strict=True):
        text, places = cell_text(element, page)
        cells.append(GridCell(spot.row, spot.column, text, spot.row_span, spot.column_span, places))
    # a row that nothing but cells from above fills is none of its own
    header = _header_rows(parts)
    height = max((cell.last_row for cell in cells), default=0)
    return Grid(
        cells=tuple(cells),
        width=max((cell.last_column for cell in cells), default=0),
        height=height,
        place=place_of(table),
        header_rows=header if header < height else 0,
        layout=(table.get("role") or "").lower() in ("presentation", "none"),
    )


def cell_text(cell: etree._Element, page: Page) -> tuple[str, tuple[Place, ...]]:
    """The lines of a cell, and the lines of the file that they come from."""
    texts: list[str] = []
    numbers: list[int] = []
    for block in flow(cell, page, Cells.ROWS):
        if isinstance(block, Block):
            texts += block.texts
            numbers += [line.number for line in block.lines if line.number]
    place = place_between(numbers) or place_of(cell)
    return "\n".join(texts), (place,) if place else ()


def _header_rows(parts: TableParts) -> int:
    count = 0
    for row in parts.rows:
        if not row.cells:
            continue
        if row.group != "thead" and any(cell.tag != "th" for cell in row.cells):
            break
        count += 1
    return count


def _spans(cell: etree._Element) -> tuple[int, int]:
    return _span(cell.get("rowspan"), 0), _span(cell.get("colspan"), 1)


def _span(stated: str | None, least: int) -> int:
    found = _SPAN.match(stated or "")
    return max(int(found[1]), least) if found else 1


def lays_out(parts: TableParts) -> bool:
    """Whether a table that holds other tables only sets them on the page.

    Such a table has little text of its own beside them: no header cells, no two rows filled in several columns, and
    fewer cells than the tables within it.
    """
    if not parts.nested:
        return False
    own = [[cell for cell in row.cells if _prints(cell) and not _has_table(cell)] for row in parts.rows]
    if any(cell.tag == "th" for row in own for cell in row):
        return False
    widest = max((len(row.cells) for row in parts.rows), default=0)
    filled = sum(len(row) >= 2 for row in own)
    if widest >= 3 and filled >= 2:
        return False
    if any(_labels(row) for row in parts.rows):
        return False
    inner = sum(1 for table in parts.nested for cell in table.iter("td", "th") if _prints(cell))
    return inner >= sum(map(len, own))


def _labels(row: Row) -> bool:
    """Whether a row numbers or names what a table in one of its cells holds."""
    if not any(map(_has_table, row.cells)):
        return False
    first = row.cells[0]
    text = "".join("".join(first.itertext()).split())
    return not _has_table(first) and 0 < len(text) <= _LABEL


def _has_table(cell: etree._Element) -> bool:
    return next(cell.iter("table"), None) is not None


def _prints(cell: etree._Element) -> bool:
    return any(text.strip() for text in cell.itertext())
