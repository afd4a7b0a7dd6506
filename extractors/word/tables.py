"""Tables of Word as grids: what each cell holds, tables inside cells, notes that cells refer to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extractors.grid import Grid, GridCell
from extractors.word.columns import Layout, Row, Slot, holds_text, layout_of
from extractors.word.names import Element, child, switch
from extractors.word.notes import Note
from extractors.word.stories import Printed, Story
from extractors.word.texts import lines_in
from schemas.errors import UnreadableFileError
from schemas.raw import Place

DEEPEST_TABLE = 20
"""Tables inside one another; more were never set by hand, and each goes down several calls."""


@dataclass
class TableReader:
    """Reads the tables of a story, the outer ones and those inside their cells.

    Attributes:
        story: What paragraphs are read with.
        name: The name of the file, for messages.
        notes: The notes that cells referred to since they were last taken.
    """

    story: Story
    name: str
    notes: list[Note] = field(default_factory=list)
    _depth: int = 0

    def grids(self, table: Element) -> list[Grid]:
        """The grids of a table.

        It is one grid, but where a cell is all there is of a row and holds a table of several columns, that table is a
        grid of its own: such cells are frames around a text. A table inside any other cell is read as lines of it.

        Raises:
            UnreadableFileError: Tables are nested too deeply.
        """
        self._depth += 1
        if self._depth > DEEPEST_TABLE:
            raise UnreadableFileError(
                f"{self.name}: tables are nested more than {DEEPEST_TABLE} deep; save the document from Word anew"
            )
        layout = layout_of(table)
        self._report_covered(layout)
        found = _Pieces(self.story.place_of(table), _header_rows(layout.rows))
        for row in layout.rows:
            found.begin_row()
            for slot in row.slots:
                self._read_cell(slot, found, frame=len(row.slots) == 1)
        self._depth -= 1
        return found.finish()

    def lines(self, block: Printed | Element) -> list[str]:
        """A paragraph, with the boxes of text anchored in it, or a table as lines."""
        if not isinstance(block, Printed):
            return [line for grid in self.grids(block) for line in rows_as_lines(grid)]
        self.notes += block.notes
        boxes = [line for box in block.boxes for inside in self.story.blocks(box) for line in self.lines(inside)]
        return lines_in(block.whole) + boxes

    def take_notes(self) -> list[Note]:
        """The notes that cells referred to since this was last asked."""
        taken, self.notes = self.notes, []
        return taken

    def _read_cell(self, slot: Slot, found: _Pieces, *, frame: bool) -> None:
        place = self.story.place_of(slot.element)
        lines: list[str] = []
        inner = False
        for block in self.story.blocks(slot.element):
            if not frame or isinstance(block, Printed):
                lines += self.lines(block)
                continue
            for grid in self.grids(block):
                if grid.width < 2:
                    lines += rows_as_lines(grid)
                    continue
                if lines:
                    found.add(slot, lines, place)
                found.insert(grid)
                lines, inner = [], True
        if lines or not inner:
            found.add(slot, lines, place)

    def _report_covered(self, layout: Layout) -> None:
        for slot in layout.covered:
            if holds_text(slot.element):
                self.story.find(
                    "covered-text",
                    "text under a merged cell is not printed and was left out",
                    self.story.place_of(slot.element),
                )


@dataclass
class _Pieces:
    """The grids that a table comes apart into, mostly one."""

    place: Place | None
    headers: int
    done: list[Grid] = field(default_factory=list)
    rows: list[list[GridCell]] = field(default_factory=list)

    def begin_row(self) -> None:
        """Cells added from here on stand in the next row."""
        self.rows.append([])

    def add(self, slot: Slot, lines: Sequence[str], place: Place | None) -> None:
        """A cell in the row begun last."""
        cell = GridCell(
            len(self.rows), slot.column, "\n".join(lines), slot.row_span, slot.column_span, (place,) if place else ()
        )
        self.rows[-1].append(cell)

    def insert(self, grid: Grid) -> None:
        """A grid that stands on its own here; the row goes on below it."""
        if not self.rows[-1]:
            self.rows.pop()
        self._close()
        self.done.append(grid)
        self.rows = [[]]

    def finish(self) -> list[Grid]:
        """The grids in order."""
        self._close()
        return self.done

    def _close(self) -> None:
        # below a table that was taken out, the row goes on only where something stands there
        above = 1 if self.done and self.rows and not self.rows[0] else 0
        height = len(self.rows) - above
        cells = [replace(cell, row=cell.row - above) for row in self.rows for cell in row]
        if not any(cell.text for cell in cells) and (self.done or height < 2):
            return
        fitting = tuple(replace(cell, row_span=min(cell.row_span, height - cell.row + 1)) for cell in cells)
        width = max((cell.last_column for cell in fitting), default=0)
        self.done.append(Grid(fitting, width, height, self.place, header_rows=min(self.headers, height)))
        self.headers = 0


def rows_as_lines(grid: Grid) -> Iterator[str]:
    """The rows of a grid as lines, their cells parted by one space."""
    for number in range(1, grid.height + 1):
        line = " ".join(" ".join(cell.text.split()) for cell in grid.row(number) if cell.text)
        if line:
            yield line


def _header_rows(rows: Sequence[Row]) -> int:
    """The rows that Word repeats at the top of each page: those marked so, from the first without a gap."""
    marked = [switch(child(row.element, "trPr"), "tblHeader") is True for row in rows]
    return next((number for number, header in enumerate(marked) if not header), len(marked))
