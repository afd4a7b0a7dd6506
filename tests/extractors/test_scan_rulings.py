"""Rules found in the ink of a page: whole, worn and slanted ones, and what letters look like that is none."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from extractors.ruling import Rule, lattices_of
from extractors.scan.image import Pixels
from extractors.scan.rulings import rulings_of

SCALE = 200 / 72
"""Pixels for each point."""
XS, YS = (50.0, 150.0, 300.0, 450.0), (60.0, 90.0, 120.0, 150.0)
"""Where the rules of the table lie: three columns and three rows."""

Cell = tuple[int, int, int, int]
"""Row, column, rows and columns covered."""
SQUARES: list[Cell] = [(row, column, 1, 1) for row in (1, 2, 3) for column in (1, 2, 3)]
TITLED: list[Cell] = [(1, 1, 1, 3), *SQUARES[3:]]
"""The first row is a title over all columns."""


def _px(points: float) -> int:
    return round(points * SCALE)


def _paper(width: float = 500, height: float = 200) -> Pixels:
    return np.zeros((_px(height), _px(width)), np.uint8)


def _ruled(y: float, left: float, right: float, thick: int = 3, ink: Pixels | None = None) -> Pixels:
    """A horizontal rule; thickness in pixels."""
    ink = _paper() if ink is None else ink
    top = _px(y) - thick // 2
    ink[top : top + thick, _px(left) : _px(right)] = 255
    return ink


def _table(*, titled: bool = False, sides: bool = True, ends: bool = True, thick: int = 3) -> Pixels:
    """A table; `sides` are its left and right borders, `ends` the upper and lower ones."""
    ink = _paper()
    for y in YS if ends else YS[1:-1]:
        _ruled(y, XS[0], XS[-1], thick, ink)
    for x in XS if sides else XS[1:-1]:
        top = YS[1] if titled and x in XS[1:-1] else YS[0]
        left = _px(x) - thick // 2
        ink[_px(top) : _px(YS[-1]), left : left + thick] = 255
    return ink


def _written(ink: Pixels, x: float, y: float, text: str, size: float) -> Pixels:
    image = Image.fromarray(255 - ink)
    ImageDraw.Draw(image).text((_px(x), _px(y)), text, 0, ImageFont.load_default(size * SCALE))
    return np.where(np.asarray(image) < 128, 255, 0).astype(np.uint8)


def _leaning(ink: Pixels, degrees: float) -> Pixels:
    height, width = ink.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1)
    return np.where(cv2.warpAffine(ink, matrix, (width, height)) > 127, 255, 0).astype(np.uint8)


def _dashed(ink: Pixels, on: int, off: int) -> Pixels:
    """Rules across of which dashes are left; pixels."""
    worn = ink.copy()
    worn[:, np.arange(ink.shape[1]) % (on + off) >= on] = 0
    return worn


def _dashed_table(on: int, off: int, thick: int) -> Pixels:
    ink = _paper()
    for y in YS:
        _ruled(y, XS[0], XS[-1], thick, ink)
    ink = _dashed(ink, on, off)
    upright = np.zeros_like(ink)
    for x in XS:
        upright[_px(YS[0]) : _px(YS[-1]), _px(x) : _px(x) + thick] = 255
    upright[np.arange(ink.shape[0]) % (on + off) >= on] = 0
    return ink | upright


def _cells(ink: Pixels, scale: float = SCALE) -> list[list[Cell]]:
    """The cells of each table."""
    rulings = rulings_of(ink, scale)
    return [
        [(cell.row, cell.column, cell.row_span, cell.column_span) for cell in lattice.cells]
        for lattice in lattices_of(rulings.across, rulings.down)
    ]


def _near(rules: Sequence[Rule], expected: Sequence[tuple[float, float, float]], off: float = 1.0) -> bool:
    """Whether rules are where they are expected, give or take some points."""
    return len(rules) == len(expected) and all(
        max(abs(rule.at - at), abs(rule.start - start), abs(rule.end - end)) <= off
        for rule, (at, start, end) in zip(rules, expected, strict=True)
    )


# --- single rules -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("thick", [1, 2, 3, 4, 6, 8, 10])
def test_a_rule_whatever_its_weight(thick: int) -> None:
    rulings = rulings_of(_ruled(100, 50, 450, thick), SCALE)
    assert _near(rulings.across, [(100, 50, 450)])
    assert rulings.down == ()


def test_a_rule_that_stands() -> None:
    rulings = rulings_of(np.ascontiguousarray(_ruled(100, 50, 450).T), SCALE)
    assert rulings.across == ()
    assert _near(rulings.down, [(100, 50, 450)])


@pytest.mark.parametrize("gap", [1, 3, 5, 7, 9, 10])
def test_a_broken_rule_is_one(gap: float) -> None:
    ink = _ruled(100, 50, 200)
    assert _near(rulings_of(_ruled(100, 200 + gap, 450, ink=ink), SCALE).across, [(100, 50, 450)])


def test_rules_far_from_each_other_in_a_line_are_two() -> None:
    ink = _ruled(100, 50, 200)
    rulings = rulings_of(_ruled(100, 260, 450, ink=ink), SCALE)
    assert _near(rulings.across, [(100, 50, 200), (100, 260, 450)])


@pytest.mark.parametrize(("on", "off"), [(2, 1), (2, 2), (3, 1), (3, 2), (6, 3)])
@pytest.mark.parametrize("thick", [1, 2])
def test_a_hairline_of_dashes_is_a_rule(on: int, off: int, thick: int) -> None:
    rulings = rulings_of(_dashed(_ruled(100, 50, 450, thick), on, off), SCALE)
    assert _near(rulings.across, [(100, 50, 450)], 2.0)


@pytest.mark.parametrize(("on", "off", "end"), [(5, 8, 450), (3, 8, 330)])
def test_a_rule_reaches_the_next_one_if_enough_of_its_end_is_left(on: int, off: int, end: float) -> None:
    border = _paper()
    border[_px(60) : _px(150), _px(450) : _px(450) + 3] = 255
    ink = border | _ruled(100, 50, 330) | _dashed(_ruled(100, 330, 450), on, off)
    assert _near(rulings_of(ink, SCALE).across, [(100, 50, end)])


@pytest.mark.parametrize("apart", [3, 4, 5, 6, 8])
def test_a_doubled_rule_is_told_at_one_place(apart: int) -> None:
    """Two hairlines may be told as two rules, but so near each other that a table takes them for one."""
    ink = _ruled(100, 50, 450, 2)
    rulings = rulings_of(ink | np.roll(ink, apart, axis=0), SCALE)
    middle = 100 + apart / SCALE / 2
    assert rulings.across
    assert all(abs(rule.at - middle) <= 2 for rule in rulings.across)
    assert {(round(rule.start), round(rule.end)) for rule in rulings.across} == {(50, 450)}


@pytest.mark.parametrize("degrees", [0.2, -0.2, 0.5, 1.0])
def test_a_slanted_rule_is_told_where_it_runs(degrees: float) -> None:
    ink = _leaning(_ruled(100, 50, 450), degrees)
    rules = rulings_of(ink, SCALE).across
    assert min(rule.start for rule in rules) == pytest.approx(50, abs=2)
    assert max(rule.end for rule in rules) == pytest.approx(450, abs=2)
    climb = np.tan(np.radians(degrees))
    for rule in rules:
        middle = 100 + ((rule.start + rule.end) / 2 - 250) * climb
        assert rule.at == pytest.approx(middle, abs=0.75)


# --- what is no rule --------------------------------------------------------------------------------------------------


def test_a_blank_page_has_none() -> None:
    rulings = rulings_of(_paper(), SCALE)
    assert (rulings.across, rulings.down) == ((), ())
    assert not rulings.ink.any()


@pytest.mark.parametrize("size", [11, 13, 16])
@pytest.mark.parametrize("text", ["TFP FTE THTTTEF", "HLTI ELIT", "Sở Y tế chủ trì, phối hợp"])
def test_letters_are_no_rules(text: str, size: int) -> None:
    rulings = rulings_of(_written(_paper(), 60, 80, text, size), SCALE)
    assert (rulings.across, rulings.down) == ((), ())
    assert not rulings.ink.any()


@pytest.mark.parametrize(("length", "count"), [(25, 0), (40, 0), (50, 1)])
def test_a_short_bar_alone_is_no_rule(length: float, count: int) -> None:
    """The bars of `TFP` run into each other where it is printed large."""
    assert len(rulings_of(_ruled(100, 100, 100 + length), SCALE).across) == count


def test_a_short_bar_that_touches_a_rule_at_one_end_is_of_a_letter() -> None:
    """As the stroke of `Ị` does, with the dot below that stands on the rule."""
    ink = _table()
    _ruled(105, 50, 80, ink=ink)
    assert not any(abs(rule.at - 105) < 1 for rule in rulings_of(ink, SCALE).across)


@pytest.mark.parametrize("thick", [16, 24, 40])
def test_a_thick_bar_is_no_rule(thick: int) -> None:
    rulings = rulings_of(_ruled(100, 50, 450, thick), SCALE)
    assert (rulings.across, rulings.down) == ((), ())


# --- the ink of rules -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("thick", "scale"), [(1, 1.0), (3, 1.0), (5, 1.0), (2, 1.5), (3, 1.5), (5, 1.5)])
def test_the_ink_of_a_table_is_of_its_rules(thick: int, scale: float) -> None:
    ink = _table(thick=thick)
    size = (round(ink.shape[1] * scale), round(ink.shape[0] * scale))
    finer = np.asarray(cv2.resize(ink, size, interpolation=cv2.INTER_NEAREST), np.uint8)
    own = rulings_of(finer, SCALE * scale).ink
    assert own.shape == finer.shape
    assert ((finer > 0) & (own == 0)).sum() < 0.01 * (finer > 0).sum()


def test_letters_in_a_cell_are_not_of_the_rules() -> None:
    table = _table()
    written = _written(table, 60, 70, "Sở Y tế", 11)
    letters = (written > 0) & (table == 0)
    assert letters.sum() > 200
    assert not (rulings_of(written, SCALE).ink[letters] > 0).any()


def _stroke(above: float, below: float) -> Pixels:
    """An upright stroke of a letter at a rule at 100: how far it goes on above and below, in points."""
    ink = _paper()
    ink[_px(100) - _px(above) : _px(100) + _px(below) + 1, _px(200) : _px(200) + 3] = 255
    return ink


@pytest.mark.parametrize("flat", [True, False])
def test_a_stroke_that_crosses_a_hairline_stays(*, flat: bool) -> None:
    rule, stroke = _ruled(100, 50, 450, 1), _stroke(4, 4)
    if not flat:
        rule, stroke = (np.ascontiguousarray(ink.T) for ink in (rule, stroke))
    own = rulings_of(rule | stroke, SCALE).ink
    assert not (own[stroke > 0] > 0).any()
    assert (own[(rule > 0) & (stroke == 0)] > 0).mean() > 0.98


@pytest.mark.parametrize("thick", [2, 3])
def test_a_stroke_that_crosses_a_rule_stays_in_a_finer_picture(thick: int) -> None:
    """At 300 dots per inch."""
    rule, stroke = np.zeros((600, 1800), np.uint8), np.zeros((600, 1800), np.uint8)
    rule[300 : 300 + thick, 200:1600] = 255
    stroke[284 : 316 + thick, 800:804] = 255
    own = rulings_of(rule | stroke, 300 / 72).ink
    assert not (own[stroke > 0] > 0).any()


@pytest.mark.parametrize("thick", [1, 2, 3])
@pytest.mark.parametrize(("above", "below"), [(6, 0), (0, 6)])
def test_a_stroke_that_touches_a_rule_loses_no_more_than_its_end(thick: int, above: float, below: float) -> None:
    rule, stroke = _ruled(100, 50, 450, thick), _stroke(above, below)
    own = rulings_of(rule | stroke, SCALE).ink
    away = stroke.copy()
    away[_px(100) - 5 : _px(100) + 6] = 0
    assert away.any()
    assert not (own[away > 0] > 0).any()
    assert (own[(rule > 0) & (stroke == 0)] > 0).mean() > 0.98


# --- tables -----------------------------------------------------------------------------------------------------------


_BROKEN = _table()
for _x in (75.0, 220.0, 370.0):
    _BROKEN[:, _px(_x) : _px(_x + 10)] = 0

_TABLES = [
    ("of three rows and columns", _table(), SQUARES),
    ("with a title over its columns", _table(titled=True), TITLED),
    ("without left and right border", _table(sides=False), SQUARES),
    ("without left and right border, with a title", _table(titled=True, sides=False), TITLED),
    ("without upper and lower border", _table(ends=False), SQUARES),
    ("of hairlines", _table(thick=1), SQUARES),
    ("broken all the way down", _BROKEN, SQUARES),
    ("of doubled hairlines", _table(thick=2) | np.roll(_table(thick=2), (6, 6), (0, 1)), SQUARES),
    ("of dashes, a third of them worn off", _dashed_table(2, 1, 1), SQUARES),
    ("of dashes, two fifths of them worn off", _dashed_table(3, 2, 2), SQUARES),
    ("leaning a little", _leaning(_table(), 0.2), SQUARES),
    ("leaning a little the other way, with a title", _leaning(_table(titled=True), -0.2), TITLED),
    ("with words", _written(_written(_table(), 60, 70, "Sở Y tế", 11), 160, 100, "Quý IV, TTTT", 11), SQUARES),
]


@pytest.mark.parametrize(("ink", "cells"), [case[1:] for case in _TABLES], ids=[case[0] for case in _TABLES])
def test_a_table(ink: Pixels, cells: list[Cell]) -> None:
    assert _cells(ink) == [cells]


def test_a_table_in_a_finer_picture_lies_where_it_does_in_a_coarse_one() -> None:
    finer = np.asarray(cv2.resize(_table(), None, fx=1.5, fy=1.5, interpolation=cv2.INTER_NEAREST), np.uint8)
    assert _cells(finer, 1.5 * SCALE) == [SQUARES]
    rulings = rulings_of(finer, 1.5 * SCALE)
    (lattice,) = lattices_of(rulings.across, rulings.down)
    assert lattice.xs == pytest.approx(XS, abs=0.6)
    assert lattice.ys == pytest.approx(YS, abs=0.6)
