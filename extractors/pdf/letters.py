"""The letters of a page in the direction they are read, whichever way the page or its text is turned."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from extractors.pages.frame import Frame
from extractors.pdf.objects import Drawn, Glyph

UNMAPPED = "\ufffd"
"""Stands for a glyph of which the file does not say which letter it is."""
_NEAR = 1.0
"""Points. The same letter drawn twice so near makes it bold."""
_SMALLEST = 0.5
"""Points: letters below this height are hidden marks."""
_SLANT = 0.2
"""Rise of a line of letters that is neither level nor upright: 11 degrees."""
_SUBSTITUTES = {"\u00a0": " ", "\t": " ", "\r": "", "\n": " "}


class Letter(NamedTuple):
    """A letter with its box.

    `turned` is by how many degrees clockwise it is turned against most letters of the page; `artifact` tells that the
    file itself calls it no part of the text, as running heads are; `order` is its place among those the file draws.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    font: str
    turned: int = 0
    artifact: bool = False
    order: int = 0

    @property
    def middle(self) -> float:
        """Half way between its top and bottom."""
        return (self.top + self.bottom) / 2


def turn_of(glyph: Glyph) -> int:
    """By how many degrees clockwise a letter is turned: 0, 90, 180 or 270."""
    a, b, c, d, *_ = glyph.matrix
    if abs(a) >= abs(b):
        return 0 if a >= 0 or (b == 0 and c == 0 and d > 0) else 180
    return 270 if b > 0 else 90


def is_slanted(glyph: Glyph) -> bool:
    """Whether a letter runs slantwise over the page, as a watermark does."""
    a, b, *_ = glyph.matrix
    return min(abs(a), abs(b)) > _SLANT * max(abs(a), abs(b))


def frame_of(drawn: Drawn) -> Frame:
    """The frame in which most letters of a page stand upright."""
    turns = Counter(turn_of(glyph) for glyph in drawn.glyphs if not glyph.text.isspace())
    turned = max(turns, key=lambda turn: (turns[turn], -turn)) if turns else 0
    return Frame(turned, drawn.width, drawn.height)


def letters_of(glyphs: Iterable[Glyph], frame: Frame) -> list[Letter]:
    """The letters of a page in its upright frame, in the order of the file.

    Letters outside the page are none of it; one that is drawn twice in a place is taken once; a mark that stands by
    itself is put to the letter before it.
    """
    width, height = frame.upright_size
    letters: list[Letter] = []
    drawn: dict[tuple[str, int, int], Letter] = {}
    for order, glyph in enumerate(glyphs):
        if is_slanted(glyph) or (glyph.text < " " and glyph.text not in _SUBSTITUTES):
            continue  # a watermark, or a control character
        if glyph.box[2] <= glyph.box[0] or glyph.box[3] - glyph.box[1] < _SMALLEST:
            continue  # nothing that shows
        letter = _letter(glyph, frame, order)
        if not letter.text or not (0 <= letter.middle <= height and -1 <= letter.x0 <= width):
            continue
        if unicodedata.combining(letter.text[0]) and letters:
            letters[-1] = _with_mark(letters[-1], letter)
            continue
        if _is_drawn(letter, drawn):
            continue
        drawn[letter.text, round(letter.x0), round(letter.top)] = letter
        letters.append(letter)
    return letters


def _letter(glyph: Glyph, frame: Frame, order: int) -> Letter:
    x0, top, x1, bottom = frame.upright(glyph.box)
    text = UNMAPPED if glyph.text.startswith("(cid:") else glyph.text
    turned = (turn_of(glyph) - frame.turned) % 360
    size = x1 - x0 if turned in (90, 270) else bottom - top
    return Letter(_SUBSTITUTES.get(text, text), x0, top, x1, bottom, size, glyph.font, turned, glyph.artifact, order)


def _with_mark(letter: Letter, mark: Letter) -> Letter:
    return letter._replace(text=unicodedata.normalize("NFC", letter.text + mark.text))


def _is_drawn(letter: Letter, drawn: Mapping[tuple[str, int, int], Letter]) -> bool:
    """Whether the same letter stands in the same place already."""
    if letter.text == " ":
        return False
    x, y = round(letter.x0), round(letter.top)
    for column in (x - 1, x, x + 1):
        for row in (y - 1, y, y + 1):
            other = drawn.get((letter.text, column, row))
            if other and abs(other.x0 - letter.x0) < _NEAR and abs(other.top - letter.top) < _NEAR:
                return True
    return False
