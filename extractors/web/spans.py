"""Where the cells of a table stand once their spans are resolved."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

WIDEST = 1000
"""Columns that one cell may span at most, as in browsers."""
HANGING = 300
"""Columns in which cells may span rows: a page made to do harm would else need a search through all of them per row."""


@dataclass(frozen=True)
class Spot:
    """The square of a cell's first row and column (from 1) and how many of each it covers."""

    row: int
    column: int
    row_span: int
    column_span: int


def spots_of(groups: Sequence[Sequence[Sequence[tuple[int, int]]]]) -> list[Spot]:
    """A spot for each cell, in reading order; the cells come as (row span, column span) by row groups and rows.

    A row span of 0 reaches to the end of its group, none reaches further. A cell takes the first free columns of its
    row and ends where another cell stands. Columns and rows in which no cell begins are no columns and rows: a title
    over `colspan=100` spans the table and no more.

    >>> spots_of([[[(2, 1), (1, 100)], [(1, 1), (1, 1)]]])[1:]
    [Spot(row=1, column=2, row_span=1, column_span=2), Spot(row=2, column=2, row_span=1, column_span=1), \
Spot(row=2, column=3, row_span=1, column_span=1)]
    """
    spots: list[Spot] = []
    row = 0
    for group in groups:
        last = row + len(group)
        hanging: list[Spot] = []  # cells of rows above that reach into this one, from left to right
        for cells in group:
            row += 1
            hanging = [spot for spot in hanging if spot.row + spot.row_span > row]
            placed = _place_row(cells, row, last, hanging)
            spots += placed
            spanning = [spot for spot in placed if spot.row_span > 1]
            if spanning:
                hanging = sorted([*hanging, *spanning], key=lambda spot: spot.column)
    return _without_phantoms(spots)


def _place_row(cells: Sequence[tuple[int, int]], row: int, last: int, hanging: Sequence[Spot]) -> list[Spot]:
    placed: list[Spot] = []
    column, ahead = 1, 0
    for row_span, column_span in cells:
        while ahead < len(hanging) and hanging[ahead].column <= column:
            column = max(column, hanging[ahead].column + hanging[ahead].column_span)
            ahead += 1
        free = hanging[ahead].column - column if ahead < len(hanging) else WIDEST
        wide = max(1, min(column_span, free, WIDEST))
        high = last - row + 1 if row_span == 0 else max(1, min(row_span, last - row + 1))
        placed.append(Spot(row, column, high if column <= HANGING else 1, wide))
        column += wide
    return placed


def _without_phantoms(spots: Sequence[Spot]) -> list[Spot]:
    columns = sorted({spot.column for spot in spots})
    rows = sorted({spot.row for spot in spots})
    return [
        Spot(
            bisect_left(rows, spot.row) + 1,
            bisect_left(columns, spot.column) + 1,
            bisect_left(rows, spot.row + spot.row_span) - bisect_left(rows, spot.row),
            bisect_left(columns, spot.column + spot.column_span) - bisect_left(columns, spot.column),
        )
        for spot in spots
    ]
