"""A table as it stands in one place: on one page, in one sheet, in one element of a page; cells with their spans."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from schemas.raw import Place


@dataclass(frozen=True)
class GridCell:
    r"""A cell: its first row and column (from 1), how many of each it covers, its text and where that stands.

    Lines and paragraphs of the text are parted by `\n`; `places` holds one entry for each piece. `slack` is the room
    left below the text, in lines, and `room` what is left behind its last line, in letters; 0 and infinite where the
    source has no geometry.
    """

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    places: tuple[Place, ...] = ()
    slack: float = 0.0
    room: float = math.inf

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


@dataclass
class GridBuilder:
    """Takes cells in reading order, as markup gives them, and finds the columns they stand in.

    >>> builder = GridBuilder()
    >>> builder.begin_row(); _ = builder.add("TT", row_span=2); _ = builder.add("Cơ quan", column_span=2)
    >>> builder.begin_row(); _ = builder.add("Chủ trì"); _ = builder.add("Phối hợp")
    >>> [(cell.row, cell.column, cell.text) for cell in builder.grid().cells]
    [(1, 1, 'TT'), (1, 2, 'Cơ quan'), (2, 2, 'Chủ trì'), (2, 3, 'Phối hợp')]
    """

    cells: list[GridCell] = field(default_factory=list)
    _row: int = 0
    _taken: set[tuple[int, int]] = field(default_factory=set)

    def begin_row(self) -> None:
        """Cells added from here on stand in the next row."""
        self._row += 1

    def add(self, text: str, *, row_span: int = 1, column_span: int = 1, places: Sequence[Place] = ()) -> GridCell:
        """The cell in the first columns of the row that are free."""
        column = 1
        while (self._row, column) in self._taken:
            column += 1
        free = 1
        while free < column_span and (self._row, column + free) not in self._taken:
            free += 1
        cell = GridCell(self._row, column, text, max(row_span, 1), free, tuple(places))
        self._taken |= set(squares(cell))
        self.cells.append(cell)
        return cell

    def grid(self, *, place: Place | None = None, header_rows: int = 0, layout: bool = False) -> Grid:
        """The grid of the cells added; spans that reach below its last row end there."""
        cells = [_cut(cell, self._row) for cell in self.cells]
        width = max((cell.last_column for cell in cells), default=0)
        return Grid(tuple(cells), width, self._row, place, header_rows=min(header_rows, self._row), layout=layout)


def squares(cell: GridCell) -> Iterator[tuple[int, int]]:
    """The squares (row, column) that a cell covers."""
    for row in range(cell.row, cell.last_row + 1):
        for column in range(cell.column, cell.last_column + 1):
            yield row, column


def _cut(cell: GridCell, height: int) -> GridCell:
    if cell.last_row <= height:
        return cell
    return replace(cell, row_span=height - cell.row + 1)
