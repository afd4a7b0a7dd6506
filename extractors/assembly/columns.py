"""Columns of a grid fitted to those of the table it goes on, whichever of the two shows more of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from extractors.grid import Grid, GridCell

_NEAR = 6.0
"""Points by which the borders of one column may differ from page to page."""


def fitted(grid: Grid, width: int, edges: Sequence[float]) -> tuple[Grid, tuple[float, ...]] | None:
    """A grid with the columns of a table, and the borders of these; None where they are not the same columns.

    As many columns are the same ones, wherever they stand. A page that shows fewer, because its rows are merged over
    columns, is spread over those of the table; one that shows more gives the table its columns (see `spread`).

    >>> cell = GridCell(1, 1, "I. Nâng cao nhận thức")
    >>> fitted(Grid((cell,), 1, 1, edges=(50, 300)), 3, (50, 80, 200, 300))[0].cells[0].column_span
    3
    """
    if grid.width == width:
        return grid, tuple(edges)
    if not edges or not grid.edges:
        return None
    if grid.width < width and _are_among(grid.edges, edges):
        return spread(grid, edges), tuple(edges)
    if grid.width > width and _are_among(edges, grid.edges):
        return grid, grid.edges
    return None


def _are_among(few: Sequence[float], many: Sequence[float]) -> bool:
    """Whether each border has its like; the outer ones too."""
    return all(abs(edge - many[_nearest(edge, many)]) <= _NEAR for edge in few) and (
        abs(few[0] - many[0]) <= _NEAR and abs(few[-1] - many[-1]) <= _NEAR
    )


def _nearest(edge: float, edges: Sequence[float]) -> int:
    place = bisect_left(edges, edge)
    near = [index for index in (place - 1, place) if 0 <= index < len(edges)]
    return min(near, key=lambda index: abs(edges[index] - edge))


def columns_between(left: float, right: float, edges: Sequence[float]) -> tuple[int, int]:
    """The first column, from 1, and how many lie between two borders."""
    first, last = _nearest(left, edges), _nearest(right, edges)
    return first + 1, max(last - first, 1)


def spread(grid: Grid, edges: Sequence[float]) -> Grid:
    """A grid whose cells span the columns between borders of a finer division."""
    return replace(grid, cells=tuple(_spread(cell, grid, edges) for cell in grid.cells), width=len(edges) - 1)


def _spread(cell: GridCell, grid: Grid, edges: Sequence[float]) -> GridCell:
    column, span = columns_between(grid.edges[cell.column - 1], grid.edges[cell.last_column], edges)
    return replace(cell, column=column, column_span=span)
