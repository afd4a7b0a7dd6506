"""Tables of a page with the lines of text in their cells."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from extractors.boxes import Box, inside, rounded, union
from extractors.grid import Grid, GridCell
from extractors.pages.frame import Frame
from extractors.pages.textline import TextLine
from extractors.ruling import Lattice, RuledCell
from extractors.wrapping import WrappedLine, unbroken
from normalizers.text import starts_lower
from schemas.raw import Place

_LETTER = 0.6
"""Share of its size that a letter needs."""
_SPARE = 2.0
"""Share of its size that a line has left besides the next word, where it was ended in the middle of a sentence."""
_PADDING = 6.0
"""Points that cells leave free on each side; text set in the middle stands further in."""


def tables_among(lattices: Sequence[Lattice]) -> list[Lattice]:
    """The lattices that are tables: no single frames, and none that stands within a cell of another."""
    several = [lattice for lattice in lattices if len(lattice.cells) > 1]
    return [
        lattice
        for lattice in several
        if not any(inside(lattice.box, cell.box) for other in several if other is not lattice for cell in other.cells)
    ]


def grid_of(lattice: Lattice, lines: Sequence[Sequence[TextLine]], page: int, frame: Frame) -> Grid:
    """A table with the text of its cells; boxes are those of the page as it is shown.

    Args:
        lattice: Its cells.
        lines: The lines of each cell, from the top.
        page: Number of the page.
        frame: How its text is turned.
    """
    widest = _widest(lattice.cells, lines)
    cells = tuple(_grid_cell(cell, own, page, frame, widest) for cell, own in zip(lattice.cells, lines, strict=True))
    return Grid(
        cells,
        width=len(lattice.xs) - 1,
        height=len(lattice.ys) - 1,
        place=Place(page=page, box=rounded(frame.on_page(lattice.box))),
        edges=lattice.xs,
    )


Columns = tuple[int, int]
"""The first column of a cell and how many it covers."""


def _widest(cells: Sequence[RuledCell], lines: Sequence[Sequence[TextLine]]) -> dict[Columns, float]:
    """The width of the widest line in the columns that a cell covers, where some cell there has several lines."""
    widest: dict[Columns, float] = {}
    for cell, own in zip(cells, lines, strict=True):
        if len(own) > 1:
            columns = (cell.column, cell.column_span)
            widest[columns] = max(widest.get(columns, 0.0), *(line.width for line in own))
    return widest


def _grid_cell(
    cell: RuledCell, lines: Sequence[TextLine], page: int, frame: Frame, widest: Mapping[Columns, float]
) -> GridCell:
    box = union([cell.box, *(line.box for line in lines)])
    room = _room(lines, cell.box)
    return GridCell(
        cell.row,
        cell.column,
        _cell_text(lines, room, widest.get((cell.column, cell.column_span), 0.0)),
        cell.row_span,
        cell.column_span,
        (Place(page=page, box=rounded(frame.on_page(box))),),
        max(0.0, (cell.box[3] - lines[-1].box[3]) / lines[-1].size) if lines else 0.0,
        _letters_left(lines[-1], room) if lines else math.inf,
        min((line.confidence for line in lines), default=1.0),
    )


def _letters_left(line: TextLine, room: float) -> float:
    """How many letters more a line could take."""
    return max(0.0, room - line.width) * len(line.text) / max(line.width, 1.0)


def _cell_text(lines: Sequence[TextLine], room: float, widest: float) -> str:
    """The lines of a cell; those that were broken only for want of room are put together again."""
    texts = unbroken([WrappedLine(line.text, line.width + _LETTER * line.size > room, line.spaced) for line in lines])
    if len(texts) != len(lines):
        return "\n".join(texts)
    parts = texts[:1]
    for above, text, line in zip(lines, texts[1:], lines[1:], strict=False):
        first_word = len(text.split(" ")[0]) * line.width / max(len(line.text), 1)
        # in the middle of a sentence it takes more than a little room to show that a line was ended by hand
        needed = first_word + (_SPARE if starts_lower(text) else _LETTER / 2) * above.size
        parts += ["\n" if above.width + needed < min(room, widest + _LETTER * above.size / 2) else " ", text]
    return "".join(parts)


def _room(lines: Sequence[TextLine], box: Box) -> float:
    """How wide the lines of a cell can be."""
    if not lines:
        return 0.0
    padding = min(_PADDING, *(max(0.0, min(line.box[0] - box[0], box[2] - line.box[2])) for line in lines))
    return box[2] - box[0] - 2 * padding
