"""Words that the end of a line broke, put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from normalizers.quality import is_syllable
from normalizers.text import CAPITALS, is_blank, is_upper, plain, starts_lower

_HYPHENED = re.compile(r"(?:.*\s)?(?P<word>\S*[^\W_]-|\S*\d/)$", re.DOTALL)
_OPENING = "([“"
_STOP = re.compile(r"(?!\.\.)[.,;:)%]|/\w")
_SYMBOL = re.compile(rf"(?:.*\s)?(?P<word>\d+/(?:\d{{4}}/)?[{CAPITALS}]+)$", re.DOTALL)
_ISSUER = re.compile(rf"-[{CAPITALS}]{{2,}}")
_STRAY = re.compile(r"(?:^|/)[bcdđknpqrsvx]$")
"""A consonant alone, which is no word and no unit either."""
_VOWELS = "aeiouy"
_FINALS = frozenset({"c", "ch", "n", "ng", "nh", "p", "t"})
"""Consonants that end syllables and are no words."""
_DOTTED = re.compile(r"(?:\d{1,3}\.)+|\d{1,3}(?:\.\d{1,3})*\.?")
"""An ordinal, or a part of one: `19.` `1`."""
_ADDRESS = re.compile(r"\S*(?:://|@|\.vn\b)\S*")
_SCHEME = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True)
class WrappedLine:
    """A line of a cell or paragraph and how it ends.

    Attributes:
        text: What stands in it.
        full: Whether the next letter found no more room.
        spaced: Whether the file itself has a space at its end.
    """

    text: str
    full: bool = False
    spaced: bool = False


def unbroken(lines: Sequence[WrappedLine]) -> list[str]:
    """Lines with each broken word whole on the line where it ends.

    Words are broken after a hyphen or stroke (`48-` `NQ/TU`), before the hyphen of a symbol (`30/TT` `-BGDĐT`), before
    a stop that found no room (`III` `.`), and figures and addresses anywhere where they are wider than their cell. In
    files that keep the space at which a line was wrapped, a full line without one was broken within a word.

    >>> unbroken([WrappedLine("theo Nghị quyết số 48-"), WrappedLine("NQ/TU ngày 20/02/2025")])
    ['theo Nghị quyết số', '48-NQ/TU ngày 20/02/2025']
    >>> unbroken([WrappedLine("2.0019", full=True), WrappedLine("15.000")])
    ['2.001915.000']
    >>> unbroken([WrappedLine("2025 -"), WrappedLine("2026")])
    ['2025 -', '2026']
    """
    keeps_spaces = any(line.spaced for line in lines)
    whole: list[str] = []
    carried = ""
    for index, line in enumerate(lines):
        text, carried = carried + line.text, ""
        if index + 1 < len(lines) and not line.spaced:
            carried = _broken_off(text, lines[index + 1].text, line.full, keeps_spaces)
            text = text[: len(text) - len(carried)].rstrip()
        if not is_blank(text):
            whole.append(text)
    return whole


def _broken_off(line: str, below: str, is_full: bool, keeps_spaces: bool) -> str:
    """The end of a line that belongs to the word which goes on below."""
    if not below or not line:
        return ""
    last, first = line.split()[-1], below.split()[0]
    if _STOP.match(below) and line[-1].isalnum():
        return last
    symbol = _SYMBOL.match(line) if _ISSUER.match(below) else None
    hyphened = symbol or (_HYPHENED.match(line) if below[0].isalnum() else None)
    if hyphened:
        return hyphened["word"]
    if line[-1] in _OPENING or (last[-1] == "/" and (below[0].isdigit() or (last == line and starts_lower(below)))):
        return last
    if line[-1] == "." and _DOTTED.fullmatch(line) and _DOTTED.fullmatch(below):
        return line
    if _SCHEME.match(last + first) and not _SCHEME.match(first):
        return last
    if is_full and _is_cut(last, first):
        return last
    if keeps_spaces:
        return last if is_full and _is_one_word(last, first) else ""
    runs_over = is_full and last == line and (line[-1] + below[0]).isdecimal()
    return line if runs_over or (is_full and _ADDRESS.fullmatch(line)) else ""


def _is_cut(left: str, right: str) -> bool:
    """Whether a word was cut where its cell ended: a consonant stands alone, before a vowel or behind one."""
    if _STRAY.search(left) and plain(right[0]) in _VOWELS and starts_lower(right):
        return True
    if (right in _FINALS and plain(left[-1]) in _VOWELS) or (left[-1] + right).lower() in _FINALS:
        return True
    return len(right) == 1 and is_upper(right) and left[-1].isupper()


def _is_one_word(left: str, right: str) -> bool:
    """Whether two pieces without a space between them are one word: a figure or address, or no words by themselves."""
    if _ADDRESS.fullmatch(left) or left[-1] in "(_@" or (left[-1] + right[0]).isdecimal():
        return right[0].isalnum() or right[0] in "./-_?=&"
    if not (left[-1].isalpha() and right[0].isalpha()) or is_upper(left):
        return False
    pieces = ["".join(letter for letter in piece.lower() if letter.isalpha()) for piece in (left, right)]
    return starts_lower(right) and not all(map(is_syllable, pieces))
