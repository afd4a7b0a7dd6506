"""A table while it is put together: rows of squares, each covered by a cell that may go on over rows and pages."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.boxes import union
from extractors.grid import Grid, GridCell, squares
from extractors.wrapping import WrappedLine, unbroken
from normalizers.text import is_blank
from schemas.raw import Place


@dataclass(eq=False)
class Cell:
    """A cell, with one text and place for each piece; `rows` counts those of the fragment it was last seen in."""

    column: int
    column_span: int
    texts: list[str]
    places: list[Place]
    rows: int = 1
    slack: float = 0.0
    room: float = math.inf
    confidence: float = 1.0

    @property
    def text(self) -> str:
        """The pieces put together, words broken between them whole."""
        lines = [line for text in self.texts for line in text.split("\n") if not is_blank(line)]
        return "\n".join(unbroken([WrappedLine(line) for line in lines])) if len(self.texts) > 1 else "\n".join(lines)

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return all(map(is_blank, self.texts))

    def take(self, other: Cell) -> None:
        """The piece of the same cell on the next page."""
        if not other.is_blank:
            held = not self.is_blank
            self.texts = [*self.texts, *other.texts] if held else other.texts
            self.places = [*self.places, *other.places] if held else other.places
        self.rows = max(self.rows, other.rows)
        self.slack, self.room = other.slack, other.room
        self.confidence = min(self.confidence, other.confidence)


@dataclass(eq=False)
class Row:
    """A row: the cell that covers each of its columns, the rows of the source it was put together from, its places."""

    squares: list[Cell]
    source_rows: list[int]
    places: list[Place]

    @property
    def texts(self) -> list[str]:
        """The text of each column; one that spans columns stands in its first."""
        return [cell.text if cell.column == column else "" for column, cell in enumerate(self.squares)]

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return all(cell.is_blank for cell in self.squares)

    def is_one_text(self) -> bool:
        """Whether one cell covers all columns, or all but the first."""
        last = self.squares[-1]
        return last.column_span >= max(2, len(self.squares) - 1)


def join(above: Row, below: Row, fragment: Sequence[Row]) -> None:
    """Put the rest of a row that the page cut, the first row of the next fragment, to the row above it."""
    for column in range(len(below.squares)):
        extend(above, below, column, fragment)
    above.source_rows += below.source_rows
    above.places += below.places


def extend(above: Row, below: Row, column: int, fragment: Sequence[Row]) -> None:
    """The cell of a column goes on in the next fragment, whether or not its row does."""
    lower = below.squares[column]
    upper = above.squares[lower.column]
    if upper is lower or lower.column != column:
        return
    if lower.is_blank and (upper.column, upper.column_span) != (lower.column, lower.column_span):
        return
    upper.take(lower)
    for row in fragment:
        row.squares = [upper if cell is lower else cell for cell in row.squares]


def rows_of(grid: Grid, first_source_row: int) -> list[Row]:
    """The rows of a grid; squares that no cell covers are blank cells of their own."""
    covering: dict[tuple[int, int], Cell] = {}
    for each in grid.cells:
        cell = Cell(
            each.column - 1,
            each.column_span,
            [each.text],
            list(each.places),
            each.row_span,
            each.slack,
            each.room,
            each.confidence,
        )
        for square in squares(each):
            covering[square] = cell
    places = _row_places(grid)
    rows = []
    for number in range(1, grid.height + 1):
        held = [
            covering.get((number, column + 1)) or Cell(column, 1, [""], list(places[number - 1]))
            for column in range(grid.width)
        ]
        rows.append(Row(held, [first_source_row + number - 1], list(places[number - 1])))
    return rows


def _row_places(grid: Grid) -> list[list[Place]]:
    """Where each row stands: the boxes of its own cells put together, or the lines they were read from."""
    own: list[list[GridCell]] = [[] for _ in range(grid.height)]
    for cell in grid.cells:
        own[cell.row - 1].append(cell)
    return [_row_place(cells, grid) for cells in own]


def _row_place(cells: Sequence[GridCell], grid: Grid) -> list[Place]:
    within = [cell for cell in cells if cell.row_span == 1] or cells
    places = [place for cell in within for place in cell.places]
    boxes = [place.box for place in places if place.box]
    if boxes:
        return [Place(page=places[0].page, box=union(boxes))]
    lines = [line for place in places for line in (place.first_line, place.last_line) if line is not None]
    if lines:
        return [Place(page=places[0].page, first_line=min(lines), last_line=max(lines))]
    return [grid.place] if grid.place else []


def spans_of(rows: Iterable[Row]) -> dict[int, int]:
    """How many of the rows each cell covers, by identity of the cell."""
    counts: dict[int, int] = {}
    for row in rows:
        for cell in {id(cell): cell for cell in row.squares}.values():
            counts[id(cell)] = counts.get(id(cell), 0) + 1
    return counts
