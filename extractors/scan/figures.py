"""Figures of a page read a second time, glyph by glyph: what both readings agree on is sure, the rest is doubtful."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np

from extractors.scan.glyphs import Seen, glyph_reader
from extractors.scan.image import Pixels

_HOLDS_FIGURE = re.compile(r"\d|[≥≤<>%]|^[-+–—=~]$")
_NUMERAL = re.compile(r"[IVXLl|1]+[.)]?|[a-hđ]\)")
_FORM = re.compile(
    r"[≥≤<>+-]?\(?\d+(?:[.,/-]\d+)*%?\)?[.,;:)]?"  # 9/2025  ≥55%  1.1.  (12)
    r"|[IVXL]+(?:/\d{4})?[.),;:]?"  # IV.  IV/2025
    r"|[a-hđ]\)?|[≥≤<>%+-]|S?TT"
)
"""What figures, numerals and signs look like; the heading of ordinals is read with them."""
_ALIKE = str.maketrans({"–": "-", "—": "-", "‐": "-", "−": "-", "»": ">", "›": ">"})
_ENDS = ".,;:'`"
_HEARD = 0.7
"""How sure the second reading must be to be heard at all."""
_SURE = 0.9
"""How sure a reading must be to stand against the other."""
AGREED = 0.99
"""Confidence of what both readings agree on."""
DISPUTED = 0.4
"""Confidence of a figure that the two readings read otherwise."""


class Verdict(NamedTuple):
    """What a token is taken for, how sure that is, and what the other reading said where it said otherwise."""

    text: str
    confidence: float
    otherwise: str | None = None


def is_figure(text: str) -> bool:
    """Whether a token of the first reading is one to read twice.

    >>> [is_figure(text) for text in ("9/2025", "≥", "IV.", "Sở", "-")]
    [True, True, True, False, True]
    """
    return bool(_HOLDS_FIGURE.search(text) or _NUMERAL.fullmatch(text))


def has_form(text: str) -> bool:
    """Whether a token is built as figures, numerals and signs are.

    >>> [has_form(text) for text in ("12/2025", "1T2025", "≥55%", "IV/2025", "g:", "a)")]
    [True, False, True, True, False, True]
    """
    return _FORM.fullmatch(text) is not None


def second_reading(grey: Pixels, ink: Pixels, box: tuple[int, int, int, int]) -> Seen:
    """What the glyphs in a box look like.

    Args:
        grey: The page, ink dark; shape (height, width).
        ink: Its ink without rules, of the same shape.
        box: Left, top, right and bottom in pixels.
    """
    left, top, right, bottom = box
    within = (slice(max(0, top), bottom), slice(max(0, left), right))
    if grey[within].size == 0:
        return Seen("", 0.0)
    return glyph_reader().read(np.ascontiguousarray(grey[within]), np.ascontiguousarray(ink[within]))


def settled(first: str, confidence: float, second: Seen) -> Verdict:
    """What a token is, by both readings: that which is built like a figure, and of two such the surer one.

    >>> settled("2", 0.8, Seen("≥", 0.99))
    Verdict(text='≥', confidence=0.4, otherwise='2')
    >>> settled("9/2025", 0.9, Seen("9a025", 0.98)).text, settled("Đề", 0.1, Seen("5.", 0.97))
    ('9/2025', Verdict(text='5.', confidence=0.97, otherwise=None))
    >>> settled("9/2025", 0.9, Seen("9/2025", 0.98)).confidence
    0.99
    """
    seen, plain = second.text, first.translate(_ALIKE)
    if second.confidence < _HEARD or not has_form(seen) or not _comparable(first, seen):
        return Verdict(first, confidence)
    if plain.strip(_ENDS) == seen.strip(_ENDS):
        ends = plain == seen or confidence >= second.confidence
        return Verdict(first if ends else seen, max(confidence, AGREED if plain.strip(_ENDS) else _SURE))
    if plain.replace(".", "").replace(",", "") == seen.replace(".", "").replace(",", ""):
        # points are small: where one reading has seen one, there is one
        return Verdict(max(first, seen, key=len), min(confidence, _SURE))
    if not has_form(plain):
        # what is no figure says nothing against one
        return Verdict(seen, second.confidence) if confidence < _SURE else Verdict(first, confidence)
    if second.confidence >= _SURE and second.confidence > confidence:
        return Verdict(seen, DISPUTED, first)
    return Verdict(first, DISPUTED, seen)


def _comparable(first: str, seen: str) -> bool:
    """Whether the second reading saw the same stretch: about as many glyphs."""
    return not first or abs(len(first) - len(seen)) <= max(1, len(seen) // 3)
