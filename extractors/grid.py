"""A table as it stands in one place: on one page, in one sheet, in one element of a page; cells with their spans."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from schemas.raw import Place


@dataclass(frozen=True)
class GridCell:
    r"""A cell: its first row and column (from 1), how many of each it covers, its text and where that stands.

    Lines and paragraphs of the text are parted by `\n`; `places` holds one entry for each piece. `slack` is the room
    left below the text, in lines, and `room` what is left behind its last line, in letters; 0 and infinite where the
    source has no geometry. `confidence` (0..1) is that of its least sure word.
    """

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    places: tuple[Place, ...] = ()
    slack: float = 0.0
    room: float = math.inf
    confidence: float = 1.0

    @property
    def last_row(self) -> int:
        """The last row it covers."""
        return self.row + self.row_span - 1

    @property
    def last_column(self) -> int:
        """The last column it covers."""
        return self.column + self.column_span - 1


@dataclass(frozen=True)
class Grid:
    """The cells of one table in one place, in reading order; no two cover the same square.

    Attributes:
        cells: The cells; squares that none covers are blank.
        width: Number of columns.
        height: Number of rows.
        place: Where the table stands as a whole.
        edges: Where the columns begin and the last one ends, in points from the left; none where the source has no
            geometry.
        header_rows: How many rows the source itself marks as header; 0 where it marks none.
        layout: True where the source says that it only sets text side by side.
    """

    cells: tuple[GridCell, ...]
    width: int
    height: int
    place: Place | None = None
    edges: tuple[float, ...] = ()
    header_rows: int = 0
    layout: bool = False

    def row(self, number: int) -> list[GridCell]:
        """The cells that begin in a row."""
        return [cell for cell in self.cells if cell.row == number]


def squares(cell: GridCell) -> Iterator[tuple[int, int]]:
    """The squares (row, column) that a cell covers."""
    for row in range(cell.row, cell.last_row + 1):
        for column in range(cell.column, cell.last_column + 1):
            yield row, column
