"""Rules to cells: whatever a program draws for the borders of a table, the same cells come out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.ruling import Lattice, Rule, joined, lattices_of

Cell = tuple[int, int, int, int]
"""Row, column, rows and columns covered."""


def _cells(lattice: Lattice) -> list[Cell]:
    return [(cell.row, cell.column, cell.row_span, cell.column_span) for cell in lattice.cells]


def _across(*rules: tuple[float, float, float]) -> list[Rule]:
    return [Rule(*rule) for rule in rules]


_down = _across

XS, YS = (50.0, 80.0, 250.0, 400.0), (100.0, 130.0, 160.0)
ACROSS, DOWN = [Rule(y, XS[0], XS[-1]) for y in YS], [Rule(x, YS[0], YS[-1]) for x in XS]
SQUARES = [(1, 1, 1, 1), (1, 2, 1, 1), (1, 3, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1), (2, 3, 1, 1)]
"""A table of three columns and two rows: TT, Nội dung, Thời hạn."""


_DRAWN = [
    ("as it is", ACROSS, DOWN, SQUARES),
    ("every rule twice, a little apart", [*ACROSS, *(Rule(r.at + 1.5, r.start, r.end) for r in ACROSS)], DOWN, SQUARES),
    (
        "in pieces, cell by cell",
        [Rule(y, left, right) for y in YS for left, right in pairwise(XS)],
        [Rule(x, top, bottom) for x in XS for top, bottom in pairwise(YS)],
        SQUARES,
    ),
    (
        "in pieces with gaps between them",
        [Rule(y, start, min(start + 9, XS[-1])) for y in YS for start in range(50, 400, 11)],
        DOWN,
        SQUARES,
    ),
    ("a little off from row to row", ACROSS, [*DOWN[:2], Rule(250, 100, 130), Rule(251.5, 130, 160), DOWN[3]], SQUARES),
    ("without its left and right border", ACROSS, DOWN[1:-1], SQUARES),
    ("without its upper and lower border", ACROSS[1:-1], DOWN, SQUARES),
    ("with rules that stick out", [Rule(r.at, 45, 406) for r in ACROSS], [Rule(r.at, 96, 165) for r in DOWN], SQUARES),
    (
        "its first row merged over all columns",
        ACROSS,
        [DOWN[0], Rule(80, 130, 160), Rule(250, 130, 160), DOWN[3]],
        [(1, 1, 1, 3), *SQUARES[3:]],
    ),
    (
        "its last column merged over the rows",
        [ACROSS[0], Rule(130, 50, 250), ACROSS[2]],
        DOWN,
        [(1, 1, 1, 1), (1, 2, 1, 1), (1, 3, 2, 1), (2, 1, 1, 1), (2, 2, 1, 1)],
    ),
    (
        "merged over rows and columns at once",
        [ACROSS[0], Rule(130, 50, 80), ACROSS[2]],
        [DOWN[0], DOWN[1], DOWN[3]],
        [(1, 1, 1, 1), (1, 2, 2, 1), (2, 1, 1, 1)],
    ),
    ("with words underlined in a cell", [*ACROSS, Rule(118, 90, 140)], DOWN, SQUARES),
    ("with a rule under words that touches a border", [*ACROSS, Rule(118, 80, 120)], DOWN, SQUARES),
    ("with a short mark across a border", ACROSS, [*DOWN, Rule(160, 128, 133)], SQUARES),
]


@pytest.mark.parametrize(("across", "down", "cells"), [case[1:] for case in _DRAWN], ids=[case[0] for case in _DRAWN])
def test_a_table_drawn(across: list[Rule], down: list[Rule], cells: list[Cell]) -> None:
    (lattice,) = lattices_of(across, down)
    assert _cells(lattice) == cells


def test_the_box_of_a_merged_cell_is_all_it_covers() -> None:
    (lattice,) = lattices_of(ACROSS, [DOWN[0], Rule(80, 130, 160), Rule(250, 130, 160), DOWN[3]])
    assert lattice.cells[0].box == (50, 100, 400, 130)
    assert lattice.box == (50, 100, 400, 160)


@pytest.mark.parametrize(
    ("across", "down"),
    [
        ((), ()),
        (ACROSS, ()),  # rules below each other, as under a letterhead
        ((), DOWN),
        ([Rule(100, 50, 200)], [Rule(60, 300, 400)]),  # two that do not meet
        ([Rule(100, 50, 200)], [Rule(60, 99, 101)]),  # a tick
    ],
)
def test_rules_that_make_no_table(across: Sequence[Rule], down: Sequence[Rule]) -> None:
    assert lattices_of(across, down) == []


def test_a_frame_is_one_cell() -> None:
    (lattice,) = lattices_of([Rule(100, 50, 300), Rule(200, 50, 300)], [Rule(50, 100, 200), Rule(300, 100, 200)])
    assert _cells(lattice) == [(1, 1, 1, 1)]


def test_two_tables_of_a_page_are_two_from_the_top() -> None:
    lower = [Rule(r.at + 200, r.start, r.end) for r in ACROSS], [Rule(r.at, r.start + 200, r.end + 200) for r in DOWN]
    found = lattices_of([*lower[0], *ACROSS], [*lower[1], *DOWN])
    assert [(lattice.ys[0], _cells(lattice)) for lattice in found] == [(100, SQUARES), (300, SQUARES)]


def test_two_tables_beside_each_other_are_two() -> None:
    beside = [Rule(r.at, 450, 560) for r in ACROSS], [Rule(450, 100, 160), Rule(560, 100, 160)]
    found = lattices_of([*ACROSS, *beside[0]], [*DOWN, *beside[1]])
    assert [lattice.xs for lattice in found] == [XS, (450, 560)]


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([(10, 0, 50), (10, 50, 90)], [(10, 0, 90)]),
        ([(10, 0, 50), (10, 52, 90)], [(10, 0, 90)]),
        ([(10, 0, 50), (10, 60, 90)], [(10, 0, 50), (10, 60, 90)]),
        ([(10, 0, 90), (12, 0, 90)], [(11, 0, 90)]),
        ([(10, 0, 90), (14, 0, 90)], [(10, 0, 90), (14, 0, 90)]),
        ([(10, 20, 30), (10, 0, 90)], [(10, 0, 90)]),
        ([], []),
    ],
)
def test_joined(rules: list[tuple[float, float, float]], expected: list[tuple[float, float, float]]) -> None:
    assert joined(_across(*rules)) == _across(*expected)


# --- any table --------------------------------------------------------------------------------------------------------


@st.composite
def _tables(draw: st.DrawFn) -> tuple[list[float], list[float], list[Cell]]:
    """Places of columns and rows, and cells of which each square is in one."""
    widths = draw(st.lists(st.integers(12, 90), min_size=1, max_size=6))
    heights = draw(st.lists(st.integers(12, 60), min_size=1, max_size=6))
    taken: set[tuple[int, int]] = set()
    cells = []
    for row in range(len(heights)):
        for column in range(len(widths)):
            if (row, column) in taken:
                continue
            free = 1
            while column + free < len(widths) and (row, column + free) not in taken:
                free += 1
            across = draw(st.integers(1, free))
            down = draw(st.integers(1, len(heights) - row))
            taken |= {(row + y, column + x) for y in range(down) for x in range(across)}
            cells.append((row, column, down, across))
    xs = [40 + sum(widths[:column]) for column in range(len(widths) + 1)]
    ys = [60 + sum(heights[:row]) for row in range(len(heights) + 1)]
    return [float(x) for x in xs], [float(y) for y in ys], cells


def _visible(cells: Sequence[Cell]) -> list[Cell]:
    """The cells counted by the columns and rows at which any of them begins: others cannot be seen."""
    rows = sorted({row for row, *_ in cells})
    columns = sorted({column for _, column, *_ in cells})
    return [
        (
            rows.index(row) + 1,
            columns.index(column) + 1,
            sum(row <= each < row + down for each in rows),
            sum(column <= each < column + across for each in columns),
        )
        for row, column, down, across in cells
    ]


@given(_tables(), st.lists(st.sampled_from([-1.0, 0.0, 1.0]), min_size=150, max_size=150))
def test_cells_drawn_one_by_one_come_back(
    table: tuple[list[float], list[float], list[Cell]], shifts: list[float]
) -> None:
    xs, ys, cells = table
    shift = iter(shifts)
    across, down = [], []
    for row, column, height, width in cells:
        left, top, right, bottom = xs[column], ys[row], xs[column + width], ys[row + height]
        across += [Rule(top + next(shift), left, right), Rule(bottom + next(shift), left, right)]
        down += [Rule(left + next(shift), top, bottom), Rule(right + next(shift), top, bottom)]
    (lattice,) = lattices_of(across, down)
    assert _cells(lattice) == _visible(cells)


@given(
    st.lists(st.tuples(st.integers(0, 120), st.integers(0, 100), st.integers(5, 120)), max_size=12),
    st.lists(st.tuples(st.integers(0, 120), st.integers(0, 100), st.integers(5, 120)), max_size=12),
)
def test_any_rules_make_cells_that_cover_each_square_once(
    across: list[tuple[int, int, int]], down: list[tuple[int, int, int]]
) -> None:
    rules = [[Rule(at, start, start + length) for at, start, length in each] for each in (across, down)]
    for lattice in lattices_of(*rules):
        covered = [
            (row, column)
            for cell in lattice.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        ]
        squares = [(row, column) for row in range(1, len(lattice.ys)) for column in range(1, len(lattice.xs))]
        assert sorted(covered) == squares


@given(_tables(), st.randoms(use_true_random=False))
def test_the_order_in_which_rules_are_drawn_does_not_matter(
    table: tuple[list[float], list[float], list[Cell]], random: Random
) -> None:
    xs, ys, cells = table
    across = [Rule(ys[row], xs[column], xs[column + width]) for row, column, _, width in cells]
    across.append(Rule(ys[-1], xs[0], xs[-1]))
    down = [Rule(xs[column], ys[row], ys[row + height]) for row, column, height, _ in cells]
    down.append(Rule(xs[-1], ys[0], ys[-1]))
    expected = lattices_of(across, down)
    random.shuffle(across)
    random.shuffle(down)
    assert lattices_of(across, down) == expected
