"""Tidying of text for storage, and folding of text for comparison (folded text is never stored)."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from unidecode import unidecode

from normalizers.characters import plain_characters

CAPITALS = "".join(
    letter
    for letter in map(chr, range(0x41, 0x1EFA))
    if letter.isupper()
    and (letter.isascii() or letter in "ĐĂÂÊÔƠƯ" or unicodedata.normalize("NFD", letter)[0] in "AEIOUY")
)
"""The capital letters of Vietnamese, for character classes of patterns."""

_INLINE_TAG = re.compile(r"</?(?:i|b|u|em|strong|sup|sub|span|font|a|small)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_BLOCK_TAG = re.compile(r"</?(?:p|br|ul|ol|li|div|td|tr|th|table|tbody|thead|h[1-6])(?:\s[^<>]*)?/?>", re.IGNORECASE)
_SUPERSCRIPT = re.compile(r"<sup>\s*(\d{1,2})\s*</sup>", re.IGNORECASE)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_MATH = re.compile(r"\$([^$\n]{0,40}[<>=≥≤~\\\d][^$\n]{0,40})\$(?!\w)")
_MATH_WORDS = {r"\geq": "≥", r"\ge": "≥", r"\leq": "≤", r"\le": "≤", r"\%": "%", r"\times": "x", r"\approx": "~"}
TONE_MARKS = frozenset("\u0300\u0301\u0303\u0309\u0323")
"""The combining marks of the five tones: huyền, sắc, ngã, hỏi, nặng."""

_NOTHING = "\u200b\ufeff"
"""Zero-width characters; a no-break space is white space to Python itself."""
_BLANKS = f" \t\r\n\u00a0{_NOTHING}"
FOOTNOTE_SIGNS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
"""Raised figures that point to footnotes."""
_FOOTNOTE_MARKS = re.compile(f"[{FOOTNOTE_SIGNS}]+")
_NOTE_SIGNS = re.compile(rf"(?<!\bm)(?<!\b[kcdm]m){_FOOTNOTE_MARKS.pattern}")
"""The same, but not where they make a square or cubic measure: `km²`, `m³`."""
_MARKS = re.compile(r"[\u0300-\u036f]+")
_NOT_WORD = re.compile(r"[^0-9a-z%]+")


def raised(figures: str) -> str:
    """Figures as they are printed raised, to point to a footnote or after a measure.

    >>> raised("12")
    '¹²'
    """
    return figures.translate(_RAISED)


def footnote_signs_in(text: str) -> list[str]:
    """The raised figures that point to footnotes, in order.

    >>> footnote_signs_in("5 m² nhà xưởng¹, số hóa¹²")
    ['¹', '¹²']
    """
    return _NOTE_SIGNS.findall(text)


def without_footnote_signs(text: str) -> str:
    """Text without the raised figures that point to footnotes.

    >>> without_footnote_signs("5.000 m² nhà xưởng¹")
    '5.000 m² nhà xưởng'
    """
    return _NOTE_SIGNS.sub("", text)


def tidy(text: str) -> str:
    r"""Text as it is stored: NFC, tags and LaTeX dollars removed, white space collapsed, ends trimmed.

    >>> tidy("<i>Kế hoạch</i>  của\nUBND tỉnh ")
    'Kế hoạch của UBND tỉnh'
    >>> tidy("$> 0,7$")
    '> 0,7'
    """
    return " ".join(without_markup(text).split())


def without_markup(text: str) -> str:
    """Text in plain characters without HTML tags and LaTeX dollars; line breaks stay where they are.

    A `<` that opens no HTML tag is a comparison and stays: `< 5%`.
    """
    if "<" in text:
        text = _SUPERSCRIPT.sub(lambda found: raised(found[1]), text)
        text = _BLOCK_TAG.sub(" ", _INLINE_TAG.sub("", text))
    if "&" in text:
        text = html.unescape(text)
    if "**" in text:
        text = _BOLD.sub(r"\1", text)
    if "$" in text:
        text = _MATH.sub(_plain_math, text)
    # last: entities of HTML stand for such characters too
    return plain_characters(text)


def _plain_math(match: re.Match[str]) -> str:
    formula = match.group(1)
    for command, sign in _MATH_WORDS.items():
        formula = formula.replace(command, sign)
    return formula


def is_blank(text: str) -> bool:
    r"""Whether nothing is printed there (a no-break space prints nothing).

    >>> is_blank("\u00a0")
    True
    """
    return not text or not text.strip() or not text.strip(_BLANKS)


def none_if_blank(text: str | None) -> str | None:
    """The tidied text, or None where nothing is printed."""
    return (tidy(text) or None) if text is not None else None


# What unidecode makes of the letters and signs that Vietnamese text is written with: one pass in C instead of one
# call for each letter. Whatever else occurs goes through unidecode itself.
_ASCII = {
    code: unidecode(chr(code))
    for block in (range(0xA0, 0x250), range(0x300, 0x370), range(0x1E00, 0x1F00), range(0x2000, 0x2070))
    for code in block
}


def plain(text: str) -> str:
    """Small letters without diacritics, punctuation and spaces kept: what patterns are matched against.

    >>> plain("Trước 02/2026")
    'truoc 02/2026'
    """
    # most texts hold nothing but ASCII and Vietnamese letters: those come apart into letter and marks
    bare = without_marks(text)
    if bare.isascii():
        return bare.lower()
    ascii_text = _FOOTNOTE_MARKS.sub("", text).translate(_ASCII)
    return (ascii_text if ascii_text.isascii() else unidecode(ascii_text)).lower()


def without_marks(text: str) -> str:
    """Text whose letters lost their marks, all else kept.

    >>> without_marks("Đổi mới, 57-NQ/TW")
    'Doi moi, 57-NQ/TW'
    """
    return _MARKS.sub("", unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D")))


def by_letters(words: Iterable[str]) -> dict[str, list[str]]:
    """Words by what is left of them without case and marks, in the order they come.

    >>> by_letters(["số", "sở", "tổ"])
    {'so': ['số', 'sở'], 'to': ['tổ']}
    """
    grouped: dict[str, list[str]] = {}
    for word in words:
        grouped.setdefault(plain(word), []).append(word)
    return grouped


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Text for comparison: no case, no diacritics, no punctuation, single spaces.

    >>> fold("Cơ quan chủ trì theo dõi, đánh giá")
    'co quan chu tri theo doi danh gia'
    """
    return _NOT_WORD.sub(" ", plain(text)).strip()


def is_upper(text: str) -> bool:
    """Whether the letters of a line are capitals (at least one letter).

    >>> is_upper("PHỤ LỤC II"), is_upper("512")
    (True, False)
    """
    return text.upper() == text and any(letter.isalpha() for letter in text)


def starts_lower(text: str) -> bool:
    """Whether a text goes on a sentence: it begins with a small letter."""
    return text[:1].islower()


def capital_first(text: str) -> str:
    """The text with its first letter capital, the rest as it stands.

    >>> capital_first("các sở, ngành")
    'Các sở, ngành'
    """
    return text[:1].upper() + text[1:]
