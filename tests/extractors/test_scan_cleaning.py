"""What a scanner and a stamp add to a page, taken away, while letters and their marks stay."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from extractors.scan.cleaning import grey_of, ink_of, without_dirt
from extractors.scan.image import Pixels

SCALE = 200 / 72
"""Pixels for each point."""
WIDTH, HEIGHT = 595.0, 842.0
"""Points of an A4 sheet."""
RED, BLACK = (215, 30, 40), (25, 25, 25)
BASE, END = 400.0, 260.0
"""Points: where the line of letters stands, and where it ends."""


def _px(points: float) -> int:
    return round(points * SCALE)


def _printed(color: tuple[int, int, int], *lines: str) -> Pixels:
    """Words on a white sheet, from 100 points to the right and below."""
    image = Image.new("RGB", (_px(WIDTH), _px(HEIGHT)), "white")
    for number, line in enumerate(lines):
        place = (_px(100), _px(100 + 14.5 * number))
        ImageDraw.Draw(image).text(place, line, color, ImageFont.load_default(12 * SCALE))
    return np.array(image)


def _box(x: float, y: float, width: float, height: float) -> tuple[slice, slice]:
    """A place on the page, in points."""
    return slice(_px(y), _px(y + height)), slice(_px(x), _px(x + width))


# --- colour -----------------------------------------------------------------------------------------------------------


def _stamped(page: Pixels) -> Pixels:
    """A round stamp about the place 300, 300."""
    cv2.circle(page, (_px(300), _px(300)), _px(40), RED, _px(3))
    cv2.line(page, (_px(262), _px(300)), (_px(338), _px(300)), RED, _px(2))
    return page


def test_a_red_stamp_is_bleached_and_black_ink_under_it_stays() -> None:
    page = _stamped(_printed(BLACK))
    page[_box(290, 292, 4, 18)] = BLACK
    grey = grey_of(page, SCALE)
    assert grey[_box(258, 296, 3, 8)].min() > 200
    assert grey[_box(310, 299, 20, 1)].min() > 200
    assert grey[_box(290, 292, 4, 18)].max() < 60


def test_ink_is_less_the_stamp() -> None:
    page = _stamped(_printed(BLACK, "Sở Y tế"))
    alone = ink_of(grey_of(_printed(BLACK, "Sở Y tế"), SCALE))
    assert alone.any()
    assert (ink_of(grey_of(page, SCALE)) == alone).mean() > 0.9999


@pytest.mark.parametrize("lines", [("Sở Y tế chủ trì",), ("Sở Y tế chủ trì", "phối hợp")])
def test_words_in_red_are_kept(lines: Sequence[str]) -> None:
    red, black = (ink_of(grey_of(_printed(color, *lines), SCALE)) for color in (RED, BLACK))
    assert (red > 0).sum() > 0.9 * (black > 0).sum() > 0


def test_red_words_beside_a_stamp_are_kept() -> None:
    grey = grey_of(_stamped(_printed(RED, "Sở Y tế chủ trì")), SCALE)
    assert grey[_box(100, 100, 90, 16)].min() < 110
    assert grey[_box(255, 255, 90, 90)].min() > 200


@pytest.mark.parametrize("color", [(20, 40, 200), (20, 150, 60), BLACK])
def test_other_colours_are_grey(color: tuple[int, int, int]) -> None:
    page = _printed(BLACK)
    page[_box(300, 300, 60, 60)] = color
    assert np.array_equal(grey_of(page, SCALE), cv2.cvtColor(page, cv2.COLOR_RGB2GRAY))


def test_a_page_in_grey_is_as_it_was() -> None:
    page = np.arange(256, dtype=np.uint8).repeat(40).reshape(64, 160)
    assert np.array_equal(grey_of(page.copy(), SCALE), page)


# --- ink --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("left", "right"), [(255, 255), (255, 130), (120, 240), (150, 150)])
def test_ink_on_paper_however_bright(left: int, right: int) -> None:
    paper = np.tile(np.linspace(left, right, _px(WIDTH)).astype(np.uint8), (_px(200), 1))
    letters = np.zeros_like(paper)
    for x in (40, 180, 320, 500):
        cv2.putText(letters, "Ab", (_px(x), _px(100)), cv2.FONT_HERSHEY_SIMPLEX, 1.5, 255, 5)
    ink = ink_of(np.where(letters > 0, 45, paper).astype(np.uint8))
    # the edges of letters may be a pixel off
    assert (ink[cv2.erode(letters, np.ones((3, 3), np.uint8)) > 0] > 0).all()
    assert not (ink[cv2.dilate(letters, np.ones((5, 5), np.uint8)) == 0] > 0).any()
    assert set(np.unique(ink)) == {0, 255}


@pytest.mark.parametrize("bright", [255, 235, 160])
def test_a_blank_page_has_no_ink(bright: int) -> None:
    noise = np.random.default_rng(7).normal(bright, 5, (900, 700))
    assert not ink_of(np.clip(noise, 0, 255).astype(np.uint8)).any()


# --- dirt -------------------------------------------------------------------------------------------------------------


def _line() -> Pixels:
    """A page of ink with one word, that ends at END and stands on BASE."""
    ink = np.zeros((_px(HEIGHT), _px(WIDTH)), np.uint8)
    for x in (200, 212, 224, 236, 248):
        ink[_box(x, BASE - 9, 3, 9)] = 255
        ink[_box(x, BASE - 3, END - 248, 3)] = 255
    return ink


def _left(added: Pixels) -> float:
    """The share of added ink that is left once the page is clean; its word must be."""
    line = _line()
    cleaned = without_dirt(line | added, SCALE)
    assert (cleaned.ink[line > 0] == 255).all()
    return float((cleaned.ink[(added > 0) & (line == 0)] > 0).mean())


def _blot(x: float, y: float, width: float, height: float) -> Pixels:
    ink = np.zeros_like(_line())
    ink[_box(x, y, width, height)] = 255
    return ink


def _disc(x: float, y: float, diameter: float) -> Pixels:
    ink = np.zeros_like(_line())
    cv2.circle(ink, (_px(x), _px(y)), _px(diameter / 2), 255, cv2.FILLED)
    return ink


@pytest.mark.parametrize("size", [0.4, 0.7])
def test_specks_go_even_among_letters(size: float) -> None:
    assert _left(_blot(END + 2, BASE - 4, size, size)) == 0


@pytest.mark.parametrize("size", [1.2, 1.8, 2.4])
@pytest.mark.parametrize(("x", "y"), [(END + 2, BASE - 2), (END + 3, BASE - 1), (203.5, BASE - 12.5)])
def test_points_and_marks_near_letters_stay(x: float, y: float, size: float) -> None:
    assert _left(_blot(x, y, size, size)) == 1


@pytest.mark.parametrize("size", [1.2, 1.8, 2.4])
@pytest.mark.parametrize(("x", "y"), [(END + 15, BASE - 2), (230, BASE + 20), (400, 700)])
def test_points_far_from_letters_go(x: float, y: float, size: float) -> None:
    assert _left(_blot(x, y, size, size)) == 0


def test_points_do_not_hold_each_other() -> None:
    row = _blot(400, 700, 1.8, 1.8)
    for x in (404, 408, 412):
        row |= _blot(x, 700, 1.8, 1.8)
    assert _left(row) == 0


@pytest.mark.parametrize(("width", "height"), [(4, 4), (8, 2), (2, 8)])
def test_what_is_as_large_as_letters_stays_wherever_it_is(width: float, height: float) -> None:
    assert _left(_blot(400, 700, width, height)) == 1


@pytest.mark.parametrize(
    ("x", "diameter", "share"),
    [
        (25, 16, 0),
        (48, 16, 0),
        (25, 12, 0),
        (30, 26, 0),
        (570, 16, 0),
        (90, 16, 1),  # too far from the edge
        (300, 16, 1),
        (30, 8, 1),  # too small
        (40, 34, 1),  # too large
    ],
)
def test_punch_holes_go(x: float, diameter: float, share: float) -> None:
    assert _left(_disc(x, 300, diameter)) == share


@pytest.mark.parametrize(("width", "height"), [(12, 24), (24, 12)])
def test_what_is_not_round_is_no_punch_hole(width: float, height: float) -> None:
    assert _left(_blot(25, 300, width, height)) == 1


@pytest.mark.parametrize(
    ("x", "y", "width", "height"),
    [
        (0, 0, 4, HEIGHT),
        (WIDTH - 10, 0, 20, HEIGHT),
        (0, 0, WIDTH, 4),
        (0, HEIGHT - 12, WIDTH, 20),
        (0, 200, 30, 300),  # along a part of the edge
        (300, HEIGHT - 10, 20, 20),  # a piece of it
    ],
)
def test_shadows_of_the_edges_go(x: float, y: float, width: float, height: float) -> None:
    assert _left(_blot(x, y, width, height)) == 0


@pytest.mark.parametrize(("x", "y", "width", "height"), [(8, 300, 10, 20), (0, 300, 40, 20), (300, 20, 6, 9)])
def test_what_only_lies_near_the_edge_stays(x: float, y: float, width: float, height: float) -> None:
    assert _left(_blot(x, y, width, height)) == 1


# --- pictures ---------------------------------------------------------------------------------------------------------


def test_large_parts_are_told_and_stay() -> None:
    ink = _line()
    ink[_box(300, 600, 40, 36)] = 255
    cv2.circle(ink, (_px(450), _px(200)), _px(30), 255, 4)
    cleaned = without_dirt(ink, SCALE)
    assert np.array_equal(cleaned.ink, ink)
    boxes = [tuple(side / SCALE for side in box) for box in cleaned.pictures]
    assert len(boxes) == 2
    assert boxes[0] == pytest.approx((420, 170, 480, 230), abs=2)
    assert boxes[1] == pytest.approx((300, 600, 340, 636), abs=1)


@pytest.mark.parametrize(("width", "height"), [(28, 60), (200, 20), (20, 200)])
def test_what_is_large_one_way_only_is_no_picture(width: float, height: float) -> None:
    assert without_dirt(_line() | _blot(300, 500, width, height), SCALE).pictures == ()


def test_the_shadow_of_an_edge_is_no_picture() -> None:
    assert without_dirt(_line() | _blot(0, 0, 40, HEIGHT), SCALE).pictures == ()


def test_a_page_without_ink() -> None:
    cleaned = without_dirt(np.zeros((300, 200), np.uint8), SCALE)
    assert not cleaned.ink.any()
    assert cleaned.pictures == ()
