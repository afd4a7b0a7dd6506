"""The letters of the cells of a table."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from extractors.boxes import Box
from extractors.pdf.letters import Letter
from extractors.ruling import Lattice


def letters_within(letters: Iterable[Letter], boxes: Sequence[Box]) -> tuple[list[list[Letter]], list[Letter]]:
    """The letters of each box, and those outside all."""
    within: list[list[Letter]] = [[] for _ in boxes]
    outside: list[Letter] = []
    for letter in letters:
        x, y = (letter.x0 + letter.x1) / 2, letter.middle
        for index, (x0, top, x1, bottom) in enumerate(boxes):
            if x0 <= x <= x1 and top <= y <= bottom:
                within[index].append(letter)
                break
        else:
            outside.append(letter)
    return within, outside


def letters_by_cell(lattice: Lattice, letters: Iterable[Letter]) -> list[list[Letter]]:
    """The letters of each cell of a lattice, by their middles."""
    squares = {
        (row, column): index
        for index, cell in enumerate(lattice.cells)
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
    held: list[list[Letter]] = [[] for _ in lattice.cells]
    height, width = len(lattice.ys) - 1, len(lattice.xs) - 1
    for letter in letters:
        row = bisect_right(lattice.ys, letter.middle)
        column = bisect_right(lattice.xs, (letter.x0 + letter.x1) / 2)
        held[squares[min(max(row, 1), height), min(max(column, 1), width)]].append(letter)
    return held
