"""Grids as readers give them, and documents put together from them, written as rows of texts."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.assembly import assemble
from extractors.grid import Grid, GridCell
from extractors.items import Items, paragraph
from schemas.raw import Extraction, Paragraph, ParagraphRole, Place, RawDocument, RawTable
from tests.extractors.pdfs import ABOVE, LEFT, Row

HEADS = ("TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời hạn")
EDGES = (50.0, 80.0, 300.0, 420.0, 500.0)


def grid(
    *rows: Row,
    page: int = 1,
    edges: Sequence[float] = (),
    header_rows: int = 0,
    slack: float = 0.0,
    layout: bool = False,
) -> Grid:
    """A grid of some rows, each cell with a box of its own; `LEFT` and `ABOVE` stand where a cell covers more."""
    cells = []
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            if text is LEFT or text is ABOVE:
                continue
            across, down = 1, 1
            while column + across < len(texts) and texts[column + across] is LEFT:
                across += 1
            while row + down < len(rows) and rows[row + down][column] is ABOVE:
                down += 1
            places = (Place(page=page, box=_box(row, column, down, across)),)
            cells.append(GridCell(row + 1, column + 1, text, down, across, places, slack))
    width = max(map(len, rows))
    return Grid(tuple(cells), width, len(rows), Place(page=page), tuple(edges), header_rows, layout)


def _box(row: int, column: int, down: int, across: int) -> tuple[float, float, float, float]:
    return 50.0 + 100 * column, 100.0 + 20 * row, 50.0 + 100 * (column + across), 100.0 + 20 * (row + down)


def text(words: str, role: ParagraphRole = ParagraphRole.TEXT) -> Paragraph:
    return paragraph(words, Place(page=1), role)


def assembled(*items: Grid | Paragraph, paged: bool = True) -> RawDocument:
    """The document of what a reader found."""
    found = Items("application/pdf", Extraction.TEXT_LAYER, items, pages=len(items), paged=paged)
    return assemble(found, "kế hoạch.pdf")


def rows(table: RawTable) -> list[list[str]]:
    """The texts of the cells of each row, lines of a cell put together; a cell over rows stands where it begins."""
    return [[" ".join(cell.text.split()) for cell in row.cells] for row in table.rows]


def headings(table: RawTable) -> list[str]:
    return [cell.text for cell in table.header.cells]
