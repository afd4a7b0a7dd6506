"""Ordinals of rows and headings: `I.`, `A`, `1.`, `6.1`, `a)`, `-`, and which may follow which."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class OrdinalKind(StrEnum):
    """How an ordinal is written."""

    ROMAN = "roman"
    CAPITAL = "capital"
    NUMBER = "number"
    DOTTED = "dotted"
    LETTER = "letter"
    DASH = "dash"


@dataclass(frozen=True)
class Ordinal:
    """An ordinal as printed (no final dot or bracket) and its value as a path: `6.10` is (6, 10)."""

    kind: OrdinalKind
    printed: str
    path: tuple[int, ...] = ()


_ROMAN = re.compile(r"(?=[IVXL])(XL|L?X{0,3})(IX|IV|V?I{0,3})")
_NUMBER = re.compile(r"\(?(\d{1,4})[.)/]?")
_FIRST_YEAR = 1900
"""Numbers from here on are years, not ordinals."""
_DOTTED = re.compile(r"(\d{1,3}(?:\.\d{1,3})+)[.)]?")
_SECTIONED = re.compile(r"(([IVXL]+|[A-H])((?:\.\d{1,3})+))[.)]?")
_INSERTED = re.compile(r"(\d{1,3})([a-hđ])[.)]?")
_NAMED_PART = re.compile(r"(?:phần|mục|nhóm|chương)\s+(?=[IVXL]+$|[A-H]$|\d{1,2}$)", re.IGNORECASE)
_LETTER = re.compile(r"\(?([a-zđ])[.)]")
_CAPITAL = re.compile(r"([A-HĐ])[.)]?")
_DASHES = frozenset("-–—+•*·●▪")
_ALPHABET = "abcdđefghijklmnopqrstuvwxyz"
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50}


@lru_cache(maxsize=16384)
def parse_ordinal(text: str) -> Ordinal | None:
    """The ordinal a cell holds, or None where it holds something else; the whole cell must be the ordinal.

    >>> parse_ordinal("IV."), parse_ordinal("6.10").path, parse_ordinal("105").path
    (Ordinal(kind=<OrdinalKind.ROMAN: 'roman'>, printed='IV', path=(4,)), (6, 10), (105,))
    >>> parse_ordinal("2025") is None
    True
    """
    text = text.strip()
    if not text or len(text) > 16:
        return None
    if named := _NAMED_PART.match(text):
        return _section_of(text[named.end() :])
    if text in _DASHES:
        return Ordinal(OrdinalKind.DASH, "-")
    return _roman(text) or _arabic(text) or _lettered(text)


def _section_of(numeral: str) -> Ordinal | None:
    """`Phần I`, `Nhóm 2`: a section, whatever its numeral is written with."""
    found = _roman(numeral) or _arabic(numeral) or _lettered(numeral)
    return Ordinal(OrdinalKind.ROMAN, found.printed, found.path) if found else None


def _roman(text: str) -> Ordinal | None:
    bare = text.rstrip(".)")
    if not bare or not _ROMAN.fullmatch(bare):
        return None
    digits = [_ROMAN_DIGITS[letter] for letter in bare]
    value = sum(-d if i + 1 < len(digits) and d < digits[i + 1] else d for i, d in enumerate(digits))
    return Ordinal(OrdinalKind.ROMAN, bare, (value,))


def _arabic(text: str) -> Ordinal | None:
    if found := _DOTTED.fullmatch(text):
        return Ordinal(OrdinalKind.DOTTED, found[1], tuple(int(part) for part in found[1].split(".")))
    if found := _SECTIONED.fullmatch(text):
        head = _roman(found[2]) or _lettered(found[2])
        rest = tuple(int(part) for part in found[3].split(".") if part)
        return Ordinal(OrdinalKind.DOTTED, found[1], ((head.path if head else (0,)) + rest))
    if found := _INSERTED.fullmatch(text):
        return Ordinal(OrdinalKind.DOTTED, found[1] + found[2], (int(found[1]), _ALPHABET.index(found[2]) + 1))
    if (found := _NUMBER.fullmatch(text)) and int(found[1]) < _FIRST_YEAR:
        return Ordinal(OrdinalKind.NUMBER, found[1], (int(found[1]),))
    return None


def _lettered(text: str) -> Ordinal | None:
    if found := _CAPITAL.fullmatch(text):
        return Ordinal(OrdinalKind.CAPITAL, found[1], (_ALPHABET.index(found[1].lower()) + 1,))
    if found := _LETTER.fullmatch(text):
        return Ordinal(OrdinalKind.LETTER, found[1], (_ALPHABET.index(found[1]) + 1,))
    return None


def _letter_follows(last: int, value: int) -> bool:
    """Whether a letter comes next; lists may leave out `đ` and the letters that Vietnamese does not have."""
    return value > last and all(letter in "đfjwz" for letter in _ALPHABET[last : value - 1])


@dataclass(frozen=True, slots=True)
class Counter:
    """Where the numbering of a table stands: the last section, the last number, its last sub-numbers and letter."""

    section: tuple[OrdinalKind | None, int] = (None, 0)
    above: tuple[OrdinalKind | None, int] = (None, 0)
    path: tuple[int, ...] = (0,)
    letter: int = 0
    restarted: bool = False

    def after(self, ordinal: Ordinal | None) -> Counter:
        """The counter once a row with this ordinal has been read."""
        if ordinal is None or ordinal.kind is OrdinalKind.DASH:
            return self
        if ordinal.kind in (OrdinalKind.ROMAN, OrdinalKind.CAPITAL):
            here = (ordinal.kind, ordinal.path[0])
            # sections may nest: capitals over Roman numerals or the other way round
            if ordinal.kind == self.section[0]:
                above = self.above
            else:
                above = (None, 0) if ordinal.kind == self.above[0] else self.section
            return Counter(here, above, self.path, 0, restarted=True)
        if ordinal.kind is OrdinalKind.LETTER:
            return Counter(self.section, self.above, self.path, ordinal.path[0], self.restarted)
        return Counter(self.section, self.above, ordinal.path, 0)

    def expects(self, ordinal: Ordinal) -> bool:
        """Whether this ordinal is one that comes next: the next number, a first sub-number, the next section."""
        if ordinal.kind is OrdinalKind.DASH:
            return True
        if ordinal.kind in (OrdinalKind.ROMAN, OrdinalKind.CAPITAL):
            return self._expects_section(ordinal)
        if ordinal.kind is OrdinalKind.LETTER:
            return _letter_follows(self.letter, ordinal.path[0])
        return ordinal.path in self._next_paths()

    def _expects_section(self, ordinal: Ordinal) -> bool:
        value = ordinal.path[0]
        for kind, last in (self.section, self.above):
            if kind == ordinal.kind:
                # a section repeated by mistake (`IV` printed twice) is as good as the next one
                return value == last or (
                    _letter_follows(last, value) if kind is OrdinalKind.CAPITAL else value == last + 1
                )
        return value == 1

    def _next_paths(self) -> set[tuple[int, ...]]:
        paths = {(*self.path, 1), (self.path[0] + 1,)}
        paths |= {(*self.path[:depth], self.path[depth] + 1) for depth in range(1, len(self.path))}
        if self.restarted:
            paths |= {(1,), (self.section[1], 1)}
        return paths
