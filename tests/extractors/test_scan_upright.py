"""How a page lies on the glass of the scanner: its quarter turns and how far it leans, on a scan of an annex."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
import pytest

from extractors.scan.cleaning import grey_of, ink_of
from extractors.scan.image import PageImage, Pixels
from extractors.scan.pictures import pdf_pictures
from extractors.scan.upright import Stance, lean_of, rotated, stance_of, turned
from tests.extractors.scans import scan

EXACT = 0.101
"""Degrees within which a lean is told."""


@lru_cache
def _grey() -> Pixels:
    """A page that stands upright."""
    (page,) = pdf_pictures(scan("tasks_512.pdf"), None, [1])
    assert isinstance(page, PageImage)
    return grey_of(page.pixels, page.scale)


def _clockwise(pixels: Pixels, degrees: int) -> Pixels:
    return np.ascontiguousarray(np.rot90(pixels, -(degrees // 90)))


@lru_cache
def _leaning(degrees: float) -> Pixels:
    """The ink of the page with lines that fall to the right by some degrees, as if it were put askew."""
    height, width = _grey().shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1)
    return ink_of(np.asarray(cv2.warpAffine(_grey(), matrix, (width, height), borderValue=255), np.uint8))


@pytest.mark.parametrize("quarter", [0, 90, 180, 270])
def test_a_page_turned_by_quarters(quarter: int) -> None:
    stance = stance_of(ink_of(_clockwise(_grey(), quarter)))
    assert stance.turned == quarter
    assert stance.lean == pytest.approx(0, abs=EXACT)


@pytest.mark.parametrize("degrees", [-5.0, -3.0, -1.3, -0.4, -0.1, 0.1, 0.4, 2.0, 4.5])
def test_a_page_that_leans(degrees: float) -> None:
    assert lean_of(_leaning(degrees)) == pytest.approx(degrees, abs=EXACT)


@pytest.mark.parametrize("quarter", [0, 90, 180, 270])
@pytest.mark.parametrize("degrees", [-3.0, 2.0])
def test_a_page_turned_by_quarters_that_leans(degrees: float, quarter: int) -> None:
    stance = stance_of(_clockwise(_leaning(degrees), quarter))
    assert stance.turned == quarter
    assert stance.lean == pytest.approx(degrees, abs=EXACT)


@pytest.mark.parametrize("degrees", [-9.0, 9.0])
def test_no_page_leans_so_far(degrees: float) -> None:
    assert lean_of(_leaning(degrees)) == 0


@pytest.mark.parametrize(("quarter", "degrees"), [(0, 2.0), (90, -3.0), (180, 4.5), (270, 0.4)])
def test_a_page_put_upright_stands_so(quarter: int, degrees: float) -> None:
    ink = _clockwise(_leaning(degrees), quarter)
    stance = stance_of(ink)
    upright = stance_of(turned(rotated(ink, stance.turned), stance.lean, 0))
    assert upright.turned == 0
    assert upright.lean == pytest.approx(0, abs=EXACT)


@pytest.mark.parametrize("size", [(2339, 1654), (1654, 2339), (40, 30)])
def test_a_blank_page_stands_upright(size: tuple[int, int]) -> None:
    assert stance_of(np.zeros(size, np.uint8)) == Stance(0, 0.0)


def test_rotated_takes_a_quarter_turn_back() -> None:
    pixels = np.arange(6, dtype=np.uint8).reshape(2, 3)
    assert rotated(pixels, 0).tolist() == [[0, 1, 2], [3, 4, 5]]
    assert rotated(pixels, 90).tolist() == [[2, 5], [1, 4], [0, 3]]
    for quarter in (90, 180, 270):
        assert np.array_equal(rotated(_clockwise(pixels, quarter), quarter), pixels)


def test_turned_goes_against_the_clock_and_fills_the_corners() -> None:
    bar = np.zeros((101, 101), np.uint8)
    bar[50, 20:81] = 255
    up = turned(bar, 10, 77)
    right, left = np.flatnonzero(up[:, 78] > 100).mean(), np.flatnonzero(up[:, 22] > 100).mean()
    assert right < 50 < left
    assert [int(up[row, column]) for row in (0, 100) for column in (0, 100)] == [77] * 4


def test_turned_by_nothing_is_the_same() -> None:
    pixels = np.arange(6, dtype=np.uint8).reshape(2, 3)
    assert np.array_equal(turned(pixels, 0.0, 255), pixels)
