"""Figures of a page read a second time, glyph by glyph: what both readings agree on is sure, the rest is doubtful."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np

from extractors.scan.glyphs import OTHER, Seen, glyph_reader
from extractors.scan.image import PixelBox, Pixels

_HOLDS_FIGURE = re.compile(r"\d|[≥≤<>%]|^[-+–—=~]$")
_NUMERAL = re.compile(r"[IVXLl|1]+[.)]?|[a-hđ]\)")
_FORM = re.compile(
    r"[≥≤<>+-]?\(?\d+(?:[.,/-]\d+)*%?\)?[.,;:)]?"  # 9/2025  ≥55%  1.1.  (12)
    r"|[IVXL]+(?:/\d{4})?[.),;:]?"  # IV.  IV/2025
    r"|[a-hđ]\)?|[≥≤<>%+-]|S?TT"
)
"""What figures, numerals and signs look like; the heading of ordinals is read with them."""
_ALIKE = str.maketrans({"–": "-", "—": "-", "‐": "-", "−": "-", "»": ">", "›": ">"})
_ORDINAL = re.compile(r"(?:\d{1,3}|[IVXL]+)[,;:'`]")
_ROMAN = re.compile(r"(?=1*[IVXL])[1IVXL]+[.)]?")
_LIKE_NUMERAL = re.compile(r"[HIVXLTY1l|!]+[.)]?")
"""As what the engine reads numerals in bold, whose letters touch: `H` for `II`, `IH` for `III`."""
_NUMBER = re.compile(r"(?=.*[02-9])[\dI]+[.)]?")
_HEADING = re.compile(r"S[TI17]{2}")
_ENDS = ".,;:'`"
_BOUNDS = {"≥": (">", "="), "≤": ("<", "=")}
"""Signs that the engine may not know, and as what it then reads them."""
SIGNS = frozenset("≥≤<>")
_LEAST_CORE = 4
"""Glyphs of a figure among others that are none."""
_HALF = 0.5
_HEARD = 0.7
"""How sure the second reading must be to be heard at all."""
_LIKELY = 0.8
"""Confidence of glyphs that were made to agree with each other."""
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


def looks_like_figure(second: Seen) -> bool:
    """Whether glyphs spell what is built like a figure, numeral or sign."""
    return has_form(_consistent(_heading(second.text)))


def second_reading(grey: Pixels, ink: Pixels, box: PixelBox, scale: float) -> Seen:
    """What the glyphs in a box look like.

    Args:
        grey: The page, ink dark; shape (height, width).
        ink: Its ink without rules, of the same shape.
        box: Left, top, right and bottom in pixels.
        scale: Pixels for each point.
    """
    left, top, right, bottom = box
    within = (slice(max(0, top), bottom), slice(max(0, left), right))
    if grey[within].size == 0:
        return Seen()
    return glyph_reader().read(np.ascontiguousarray(grey[within]), np.ascontiguousarray(ink[within]), scale)


def settled(first: str, confidence: float, second: Seen, *, whole: bool = False) -> Verdict:
    """What a token is, by both readings: that which is built like a figure, and of two such the surer one.

    Args:
        first: What the engine read.
        confidence: How sure it is.
        second: What the glyphs look like.
        whole: Whether the token is all that stands in its cell, so that the second reading saw nothing else.

    >>> settled("2", 0.8, Seen(("≥",), (0.99,))).text
    '≥'
    >>> settled("Đề", 0.1, Seen(("5", "."), (0.99, 0.97)))
    Verdict(text='5.', confidence=0.99, otherwise=None)
    >>> settled(">30", 0.9, Seen(("≥", "?"), (0.99, 0.9)))
    Verdict(text='≥30', confidence=0.9, otherwise=None)
    """
    verdict = _settled(first, confidence, second, whole=whole)
    if second.apart and verdict.text[:1] in SIGNS and len(verdict.text) > 1:
        return verdict._replace(text=f"{verdict.text[0]} {verdict.text[1:].lstrip()}")
    return verdict


def _settled(first: str, confidence: float, second: Seen, *, whole: bool) -> Verdict:
    plain = _signed(first.translate(_ALIKE), second)
    seen, sure = _spelled(second, plain, whole=whole)
    if whole:
        plain = _pointed(plain)
    if sure < (_HEARD if has_form(plain) else _HALF) or not has_form(seen) or not (whole or _comparable(plain, seen)):
        return Verdict(plain, confidence)
    if plain.strip(_ENDS) == seen.strip(_ENDS):
        ends = plain if plain == seen or confidence >= sure else seen
        return Verdict(ends, max(confidence, AGREED if plain.strip(_ENDS) else _SURE))
    if plain.replace(".", "").replace(",", "") == seen.replace(".", "").replace(",", ""):
        # points are small: where one reading has seen one, there is one
        return Verdict(max(plain, seen, key=len), min(confidence, _SURE))
    if confidence < _HALF or (whole and _LIKE_NUMERAL.fullmatch(plain) and _ROMAN.fullmatch(seen)):
        return Verdict(seen, sure)
    if _completes(seen, plain):
        return Verdict(seen, sure)
    if not has_form(plain):
        # a word stands against a figure only where it was read less surely
        heard = sure >= max(_LIKELY, confidence) and (whole or any(map(str.isdigit, plain)))
        return Verdict(seen, sure, plain) if heard else Verdict(plain, confidence)
    if sure >= _SURE and sure > confidence:
        return Verdict(seen, DISPUTED, plain)
    return Verdict(plain, DISPUTED, seen)


def _spelled(second: Seen, plain: str, *, whole: bool) -> tuple[str, float]:
    """What the glyphs of a token spell, and how sure that is."""
    seen = _consistent(_heading(second.text))
    if not has_form(seen) and not whole:
        return _core(second, plain)
    sure = second.confidence if seen == second.text else max(second.confidence, _LIKELY)
    return (_pointed(seen) if whole else seen), sure


def _completes(seen: str, plain: str) -> bool:
    """Whether glyphs spell a token with figures where the engine read letters among them: `2026` for `202ó`.

    >>> _completes("12/2026", "12/202ó"), _completes("55", "Sở"), _completes("2026", "2025")
    (True, False, False)
    """
    seen, plain = seen.strip(_ENDS), plain.strip(_ENDS)
    if len(seen) != len(plain) or not any(map(str.isdigit, plain)):
        return False
    pairs = list(zip(seen, plain, strict=True))
    return all(a == b or (a.isdigit() and b.isalpha()) for a, b in pairs) and any(a != b for a, b in pairs)


def _core(second: Seen, plain: str) -> tuple[str, float]:
    """What the glyphs spell without those at the ends that are no figures, and how sure that is.

    The sign behind a date in a text may fall apart or touch the next word; it is taken as the engine read it.

    >>> _core(Seen(tuple("22/11/2019,?"), (1.0,) * 12), "22/11/2010;")
    ('22/11/2019;', 1.0)
    """
    glyphs = list(zip(second.glyphs, second.shares, strict=True))
    while glyphs and (glyphs[-1][0] == OTHER or glyphs[-1][0] in _ENDS):
        glyphs.pop()
    while glyphs and glyphs[0][0] == OTHER:
        glyphs.pop(0)
    text = "".join(glyph for glyph, _ in glyphs)
    if len(text) < _LEAST_CORE or not any(map(str.isdigit, text)):
        return second.text, second.confidence
    return text + plain[len(plain.rstrip(_ENDS)) :], min(share for _, share in glyphs)


def _pointed(text: str) -> str:
    """What stands alone in a cell, with a point behind a number or numeral where dirt made it another sign.

    >>> _pointed("12,"), _pointed("IV;"), _pointed("a)"), _pointed("2025")
    ('12.', 'IV.', 'a)', '2025')
    """
    return f"{text[:-1]}." if _ORDINAL.fullmatch(text) else text


def _consistent(text: str) -> str:
    """What the glyphs spell, where narrow ones were told apart wrongly: a numeral holds no `1`, a number no `I`.

    >>> _consistent("1I."), _consistent("V1"), _consistent("I2."), _consistent("11")
    ('II.', 'VI', '12.', '11')
    """
    if "I" in text and _NUMBER.fullmatch(text):
        return text.replace("I", "1")
    return text.replace("1", "I") if _ROMAN.fullmatch(text) else text


def _heading(text: str) -> str:
    """The heading of ordinals, whose narrow capitals look like figures: `S11` is `STT`."""
    return "STT" if _HEADING.fullmatch(text) else text


def _signed(text: str, second: Seen) -> str:
    """A token with its first sign as the glyph looks: models of the engine may know `>` and `<` only."""
    if second.glyphs and second.glyphs[0] in _BOUNDS and second.shares[0] >= _SURE:
        known = _BOUNDS[second.glyphs[0]]
        return second.glyphs[0] + text[1:].removeprefix("=") if text.startswith(known) else text
    return text


def _comparable(first: str, seen: str) -> bool:
    """Whether the second reading saw the same stretch: about as many glyphs."""
    return not first or abs(len(first) - len(seen)) <= max(1, len(seen) // 3)
