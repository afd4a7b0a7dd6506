"""Figures read glyph by glyph, and what a token is taken for once two readings of it are compared."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from extractors.scan.figures import has_form, is_figure, looks_like_figure, second_reading, settled
from extractors.scan.glyphs import OTHER, Seen, cut, features_of, glyph_boxes, glyph_reader
from extractors.scan.image import PixelBox, Pixels

PAD = 10
"""Pixels of paper around a token."""


def _printed(text: str, size: float = 13, dpi: float = 250) -> Pixels:
    """A token as it is printed, dark on light."""
    font = ImageFont.load_default(size * dpi / 72)
    left, top, right, bottom = (int(side) for side in font.getbbox(text))
    image = Image.new("L", (right - left + 2 * PAD, bottom - top + 2 * PAD), 255)
    ImageDraw.Draw(image).text((PAD - left, PAD - top), text, 0, font)
    return np.array(image)


def _ink(grey: Pixels) -> Pixels:
    return np.where(grey < 128, 255, 0).astype(np.uint8)


def _touching(text: str, overlap: int) -> Pixels:
    """Two glyphs moved together until they overlap by some pixels."""
    glyphs = [np.pad(_printed(glyph), ((20, 0), (0, 0)), constant_values=255)[-60:] for glyph in text]
    left, right = (glyph[:, np.flatnonzero(_ink(glyph).any(axis=0))] for glyph in glyphs)
    shared = np.minimum(left[:, -overlap:], right[:, :overlap])
    return np.pad(np.hstack([left[:, :-overlap], shared, right[:, overlap:]]), PAD, constant_values=255)


def _read(grey: Pixels, dpi: float = 250) -> Seen:
    return glyph_reader().read(grey, _ink(grey), dpi / 72)


def _mask(*boxes: PixelBox, size: tuple[int, int] = (40, 120)) -> Pixels:
    mask = np.zeros(size, np.uint8)
    for left, top, right, bottom in boxes:
        mask[top:bottom, left:right] = 255
    return mask


def _seen(text: str, *shares: float, apart: bool = False) -> Seen:
    """Glyphs, all as sure where one share is given."""
    return Seen(tuple(text), shares if len(shares) == len(text) else shares * len(text), apart)


# --- glyphs -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "glyphs"),
    [
        ([(10, 5, 20, 30), (25, 5, 35, 30)], [(10, 5, 20, 30), (25, 5, 35, 30)]),
        ([(25, 5, 35, 30), (10, 5, 20, 30)], [(10, 5, 20, 30), (25, 5, 35, 30)]),
        ([(10, 5, 14, 9), (10, 26, 14, 30)], [(10, 5, 14, 30)]),  # a colon
        ([(10, 5, 30, 8), (10, 14, 30, 17), (11, 20, 30, 23)], [(10, 5, 30, 23)]),  # three bars
        ([(10, 5, 20, 30), (17, 32, 30, 38)], [(10, 5, 20, 30), (17, 32, 30, 38)]),  # hardly above each other
        ([(10, 5, 20, 30), (40, 30, 41, 31)], [(10, 5, 20, 30)]),  # a speck
        ([], []),
    ],
)
def test_glyph_boxes(parts: list[PixelBox], glyphs: list[PixelBox]) -> None:
    assert glyph_boxes(_mask(*parts)) == glyphs


@pytest.mark.parametrize(("text", "count"), [("2025", 4), ("12/2025", 7), ("55%", 3), ("1:2", 3), ("i", 1), ("=", 1)])
def test_the_glyphs_of_print(text: str, count: int) -> None:
    boxes = glyph_boxes(_ink(_printed(text)))
    assert len(boxes) == count
    assert boxes == sorted(boxes)


@pytest.mark.parametrize(
    ("parts", "count", "pieces"),
    [
        # two that touch by a thin bridge, a little off the middle
        ([(10, 5, 22, 30), (22, 16, 24, 18), (24, 5, 34, 30)], 2, [(10, 5, 22, 30), (22, 5, 34, 30)]),
        # the second is lower
        ([(10, 5, 22, 30), (22, 16, 24, 18), (24, 15, 36, 30)], 2, [(10, 5, 22, 30), (22, 15, 36, 30)]),
        ([(10, 5, 40, 30)], 1, [(10, 5, 40, 30)]),
    ],
)
def test_cut_where_there_is_least_ink(parts: list[PixelBox], count: int, pieces: list[PixelBox]) -> None:
    mask = _mask(*parts)
    (box,) = glyph_boxes(mask)
    assert cut(mask, box, count) == pieces


@pytest.mark.parametrize("count", [2, 3, 5])
def test_pieces_lie_side_by_side(count: int) -> None:
    pieces = cut(_mask((10, 5, 70, 30)), (10, 5, 70, 30), count)
    assert len(pieces) == count
    assert (pieces[0][0], pieces[-1][2]) == (10, 70)
    assert all(piece[2] == other[0] for piece, other in zip(pieces, pieces[1:], strict=False))


# --- reading ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dpi", [150, 200, 300])
@pytest.mark.parametrize(
    "text",
    ["2025", "12/2025", "31/12/2025", "37", "55%", "100%", "9", "1.", "1.1", "0,5", "3-4", "(12)", "<5", "IV", "b)"],
)
def test_print_is_read(text: str, dpi: float) -> None:
    seen = _read(_printed(text, dpi=dpi), dpi)
    assert seen.text == text
    assert seen.confidence > 0.6
    assert looks_like_figure(seen)


@pytest.mark.parametrize("overlap", [1, 2, 3])
@pytest.mark.parametrize("text", ["25", "37", "48"])
def test_figures_that_touch_are_parted(text: str, overlap: int) -> None:
    grey = _touching(text, overlap)
    assert len(glyph_boxes(_ink(grey))) == 1
    assert _read(grey).text == text


@pytest.mark.parametrize("text", ["Sở", "Bộ", "mn"])
def test_words_are_no_figures(text: str) -> None:
    seen = _read(_printed(text))
    assert OTHER in seen.glyphs
    assert not looks_like_figure(seen)


@pytest.mark.parametrize(("text", "apart"), [("> 30", True), (">30", False), ("1 2", True), ("2025", False)])
def test_a_first_glyph_that_stands_apart(text: str, *, apart: bool) -> None:
    assert _read(_printed(text)).apart is apart


def test_a_flat_glyph_alone_is_a_dash() -> None:
    bar = _mask((20, 15, 44, 20))
    assert glyph_reader().read(255 - bar, bar, 200 / 72) == Seen(("-",), (0.9,))


@pytest.mark.parametrize("box", [(10, 10, 12, 40), (10, 5, 40, 38)])
def test_what_is_not_flat_is_no_dash(box: PixelBox) -> None:
    block = _mask(box, size=(50, 60))
    assert glyph_reader().read(255 - block, block, 200 / 72).text != "-"


def test_tokens_without_a_figure_are_not_read() -> None:
    blank = np.full((30, 30), 255, np.uint8)
    assert _read(blank) == Seen()
    assert _read(_printed("1" * 24)).text == "1" * 24
    assert _read(_printed("1" * 25)) == Seen()


def test_shares_add_up() -> None:
    grey = _printed("2025")
    boxes = glyph_boxes(_ink(grey))
    shares = glyph_reader().shares(features_of(grey, boxes, boxes))
    assert shares.sum(axis=1) == pytest.approx([1.0] * 4, abs=1e-5)


@pytest.mark.parametrize(
    ("seen", "confidence"),
    [
        (_seen("20", 0.9, 0.7), 0.7),
        (_seen("2.", 0.9, 0.3), 0.9),  # a point may be a comma
        (_seen(".", 0.3), 0.3),
        (Seen(), 0.0),
    ],
)
def test_a_token_is_as_sure_as_its_least_sure_glyph(seen: Seen, confidence: float) -> None:
    assert seen.confidence == confidence


def test_second_reading_looks_into_a_box_of_the_page() -> None:
    page = np.full((300, 400), 255, np.uint8)
    token = _printed("37")
    height, width = token.shape
    page[100 : 100 + height, 200 : 200 + width] = token
    box = (200, 100, 200 + width, 100 + height)
    assert second_reading(page, _ink(page), box, 250 / 72).text == "37"
    assert second_reading(page, _ink(page), (0, 0, 90, 90), 250 / 72) == Seen()
    assert second_reading(page, _ink(page), (500, 100, 520, 120), 250 / 72) == Seen()


# --- two readings -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["2025", "9/2025", "≥", "≥55%", "IV.", "a)", "đ)", "l", "|", "-", "–", "B2"])
def test_is_figure(text: str) -> None:
    assert is_figure(text)


@pytest.mark.parametrize("text", ["", "Sở", "a", "Quý", "TT", "và/hoặc", "--"])
def test_is_no_figure(text: str) -> None:
    assert not is_figure(text)


@pytest.mark.parametrize(
    "text",
    [
        "9/2025",
        "31/12/2025",
        "≥55%",
        "1.1.",
        "(12)",
        "0,5",
        "3-4",
        "2.",
        "IV",
        "IV.",
        "IV/2025",
        "a)",
        "-",
        "TT",
        "STT",
    ],
)
def test_has_form(text: str) -> None:
    assert has_form(text)


@pytest.mark.parametrize("text", ["", "1T2025", "9//2025", "2025/", "g:", "IV/25", "Sở", "%5", "1..2", "--"])
def test_has_no_form(text: str) -> None:
    assert not has_form(text)


_SETTLED = [
    # both say the same
    ("2025", 0.8, _seen("2025", 0.95), False, ("2025", 0.99, None)),
    ("2025", 0.995, _seen("2025", 0.95), False, ("2025", 0.995, None)),
    ("–", 0.8, _seen("-", 0.9), False, ("-", 0.99, None)),
    # they differ: the surer one is taken if it is very sure, and the other is told
    ("2025", 0.8, _seen("2026", 0.99), False, ("2026", 0.4, "2025")),
    ("2025", 0.97, _seen("2026", 0.95), False, ("2025", 0.4, "2026")),
    ("7", 0.6, _seen("1", 0.75), False, ("7", 0.4, "1")),
    # the second is too unsure to be heard
    ("2025", 0.8, _seen("2026", 0.6), False, ("2025", 0.8, None)),
    ("", 0.0, _seen("7", 0.4), False, ("", 0.0, None)),
    ("9/2025", 0.9, Seen(), False, ("9/2025", 0.9, None)),
    # one read no figure
    ("Đề", 0.1, _seen("5.", 0.99), False, ("5.", 0.99, None)),
    ("", 0.0, _seen("7", 0.6), False, ("7", 0.6, None)),
    ("7", 0.3, _seen("1", 0.75), False, ("1", 0.75, None)),
    ("1T2025", 0.6, _seen("1/2025", 0.95), False, ("1/2025", 0.95, "1T2025")),
    ("1T2025", 0.92, _seen("1/2025", 0.95), False, ("1/2025", 0.95, "1T2025")),
    ("Sở", 0.95, _seen("55", 0.99), False, ("Sở", 0.95, None)),
    ("Sở", 0.95, _seen("55", 0.99), True, ("55", 0.99, "Sở")),
    ("a)", 0.9, _seen("?)", 0.99), False, ("a)", 0.9, None)),
    # the second saw more than the token, unless that is all of its cell
    ("1", 0.9, _seen("12345", 0.99), False, ("1", 0.9, None)),
    ("1", 0.9, _seen("12345", 0.99), True, ("12345", 0.4, "1")),
    # points and commas
    ("1.2", 0.95, _seen("12", 0.99), False, ("1.2", 0.9, None)),
    ("12", 0.95, _seen("1.2", 0.99), False, ("1.2", 0.9, None)),
    ("12.", 0.5, _seen("12,", 0.97), False, ("12,", 0.99, None)),
    ("12.", 0.98, _seen("12,", 0.97), False, ("12.", 0.99, None)),
    ("12,", 0.9, _seen("12,", 0.99), True, ("12.", 0.99, None)),
    ("IV;", 0.9, _seen("IV.", 0.99), True, ("IV.", 0.99, None)),
    # narrow glyphs
    ("II.", 0.9, _seen("1I.", 0.99), False, ("II.", 0.99, None)),
    ("12", 0.9, _seen("I2", 0.99), False, ("12", 0.99, None)),
    ("STT", 0.9, _seen("S11", 0.9), False, ("STT", 0.99, None)),
    # signs
    (">55", 0.9, _seen("≥55", 0.99), False, ("≥55", 0.99, None)),
    (">55", 0.9, _seen("≥55", 0.99, apart=True), False, ("≥ 55", 0.99, None)),
    ("≥", 0.9, _seen("≥", 0.99, apart=True), False, ("≥", 0.99, None)),
    ("<5", 0.9, _seen("≤?", 0.99), False, ("≤5", 0.9, None)),
    (">30", 0.9, _seen("≥?", 0.6), False, (">30", 0.9, None)),
    ("2", 0.8, _seen("≥", 0.99), False, ("≥", 0.4, "2")),
]


@pytest.mark.parametrize(("first", "confidence", "second", "whole", "verdict"), _SETTLED)
def test_settled(
    first: str, confidence: float, second: Seen, *, whole: bool, verdict: tuple[str, float, str | None]
) -> None:
    assert tuple(settled(first, confidence, second, whole=whole)) == verdict
