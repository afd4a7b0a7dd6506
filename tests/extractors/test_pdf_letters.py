"""Letters of a page: taken once, with their marks, in the direction they are read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.boxes import Box
from extractors.pages.frame import Frame
from extractors.pdf.letters import UNMAPPED, frame_of, letters_of, turn_of
from extractors.pdf.objects import Drawn, Glyph

UPRIGHT = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
PAGE = Frame(0, 595, 842)


def _glyph(
    text: str, x: float = 100, top: float = 200, size: float = 12, *, matrix: tuple[float, ...] = UPRIGHT
) -> Glyph:
    return Glyph(text, (x, top, x + size / 2, top + size), matrix, "Times", False)


def _texts(*glyphs: Glyph, frame: Frame = PAGE) -> list[str]:
    return [letter.text for letter in letters_of(glyphs, frame)]


@pytest.mark.parametrize(
    ("glyphs", "texts"),
    [
        ([_glyph("S"), _glyph("ở", 106)], ["S", "ở"]),
        # drawn twice to make it bold
        ([_glyph("S"), _glyph("S", 100.4)], ["S"]),
        ([_glyph("S"), _glyph("ở", 106), _glyph("S", 100.4, 200.3), _glyph("ở", 106.4)], ["S", "ở"]),
        ([_glyph("1"), _glyph("1", 106)], ["1", "1"]),
        ([_glyph("l"), _glyph("l", 101.5)], ["l", "l"]),  # narrow letters beside each other
        ([_glyph("1", top=200), _glyph("1", top=214)], ["1", "1"]),
        # marks that stand by themselves
        ([_glyph("ê"), _glyph("\u0301", 101)], ["ế"]),
        ([_glyph("e"), _glyph("\u0302", 101), _glyph("\u0301", 101)], ["ế"]),
        ([_glyph("o"), _glyph("\u031b", 101), _glyph("\u0309", 101), _glyph("n", 107)], ["ở", "n"]),
        # a glyph of which nobody knows the letter
        ([_glyph("(cid:12)")], [UNMAPPED]),
        # spaces of other kinds
        ([_glyph("\u00a0"), _glyph("\t", 106), _glyph("\n", 112)], [" ", " ", " "]),
        ([_glyph("\r"), _glyph("")], []),
        # beside the page
        ([_glyph("a", x=-40), _glyph("b", x=700), _glyph("c", top=900), _glyph("d", top=-30)], []),
    ],
)
def test_letters(glyphs: list[Glyph], texts: list[str]) -> None:
    assert _texts(*glyphs) == texts


def test_a_mark_before_any_letter_is_kept() -> None:
    assert _texts(_glyph("\u0301"), _glyph("a", 106)) == ["\u0301", "a"]


@pytest.mark.parametrize(
    ("matrix", "turned"),
    [
        ((1, 0, 0, 1, 0, 0), 0),
        ((12, 0, 3, 12, 0, 0), 0),  # slanted
        ((0.9, 0.1, -0.1, 0.9, 0, 0), 0),  # a little skew, as scans are
        ((0, 1, -1, 0, 0, 0), 270),
        ((0, -1, 1, 0, 0, 0), 90),
        ((-1, 0, 0, -1, 0, 0), 180),
        ((-1, 0, 0, 1, 0, 0), 0),  # mirrored, as some programs write letters from right to left
    ],
)
def test_turn_of(matrix: tuple[float, ...], turned: int) -> None:
    assert turn_of(_glyph("a", matrix=matrix)) == turned


def test_a_page_is_turned_as_most_of_its_letters_are() -> None:
    turned = [_glyph("a", matrix=(0, 1, -1, 0, 0, 0))] * 5
    assert frame_of(Drawn(595, 842, [*turned, _glyph("b")])).turned == 270
    assert frame_of(Drawn(595, 842, [*turned, *[_glyph("b")] * 6])).turned == 0
    assert frame_of(Drawn(595, 842, [*turned, *[_glyph(" ")] * 9])).turned == 270
    assert frame_of(Drawn(595, 842)).turned == 0


def test_letters_turned_against_the_page_say_so() -> None:
    aside = _glyph("b", matrix=(0, 1, -1, 0, 0, 0))
    assert [letter.turned for letter in letters_of([_glyph("a"), aside], PAGE)] == [0, 270]
    assert [letter.turned for letter in letters_of([_glyph("a"), aside], Frame(270, 595, 842))] == [90, 0]


@pytest.mark.parametrize(
    ("turned", "upright"),
    [
        (0, (10.0, 20.0, 60.0, 32.0)),
        (90, (20.0, 540.0, 32.0, 590.0)),
        (180, (540.0, 768.0, 590.0, 780.0)),
        (270, (768.0, 10.0, 780.0, 60.0)),
    ],
)
def test_a_box_stood_upright(turned: int, upright: Box) -> None:
    """A box 50 wide and 12 high near the top left corner of a page of 600 by 800 points."""
    assert Frame(turned, 600, 800).upright((10, 20, 60, 32)) == upright


@given(
    st.sampled_from([0, 90, 180, 270]),
    st.tuples(st.integers(0, 500), st.integers(0, 700), st.integers(1, 90), st.integers(1, 90)),
)
def test_a_box_comes_back_to_the_page(turned: int, box: tuple[int, int, int, int]) -> None:
    x, top, width, height = box
    frame = Frame(turned, 595, 842)
    on_page = (float(x), float(top), float(x + width), float(top + height))
    upright = frame.upright(on_page)
    assert frame.on_page(upright) == on_page
    assert upright[0] < upright[2] <= frame.upright_size[0]
    assert upright[1] < upright[3] <= frame.upright_size[1]


@given(st.lists(st.tuples(st.sampled_from("Sởyt ế"), st.integers(0, 80), st.integers(0, 60)), max_size=12))
def test_no_letter_is_lost_unless_it_is_drawn_twice(places: list[tuple[str, int, int]]) -> None:
    """Letters two points and more apart are letters of their own."""
    glyphs = [_glyph(text, 100 + 6 * x, 100 + 12 * y) for text, x, y in places]
    printed = {(glyph.text, glyph.box) for glyph in glyphs if glyph.text != " "}
    found = [(letter.text, (letter.x0, letter.top, letter.x1, letter.bottom)) for letter in letters_of(glyphs, PAGE)]
    assert set(found) - {each for each in found if each[0] == " "} == printed
    assert len([each for each in found if each[0] != " "]) == len(printed)
