"""From the codes of a legacy font to Unicode letters: the tables, and the text they are applied to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from normalizers.vocabulary import load
from schemas.errors import VocabularyError

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
"""None, huyền, sắc, hỏi, ngã, nặng: the order of the tables."""


class LegacyEncoding(StrEnum):
    """The encodings that are read, by the name that people know them by."""

    TCVN3 = "TCVN3"
    VNI = "VNI"
    VPS = "VPS"
    VISCII = "VISCII"


@dataclass(frozen=True)
class Table:
    """The codes of one encoding, each one or two characters that stand for bytes."""

    letters: Mapping[str, str]
    code: re.Pattern[str]
    beside_letters: Mapping[str, str]


_UNDEFINED = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
_LATIN1_OF = {ord(bytes([byte]).decode("cp1252")): byte for byte in range(0x80, 0xA0) if byte not in _UNDEFINED}
_WINDOWS_OF = {byte: shown for shown, byte in _LATIN1_OF.items()}
_SYMBOL_FONT = re.compile(r"[\uf020-\uf0ff]")
_GLYPH_WITHOUT_NAME = re.compile(r"\(cid:(\d{1,3})\)")
_LETTER_BEFORE = re.compile(r"[A-Za-z\x80-\xff]")
_LETTER_AFTER = re.compile(r"[a-z\xa1-\xff]")
_HYPHEN_IN_SYMBOL = r"(?P<hyphen>(?<=[A-Z0-9/])\xad(?=[A-Z0-9]))"
"""An optional hyphen of Word in `NQ-CP`, not the letter ư of TCVN3 that has the same code."""


def to_unicode(text: str, encoding: LegacyEncoding, *, capitals: bool = False) -> str:
    """The text that a font of this encoding shows, in Unicode NFC.

    Args:
        text: What programs give for such a text: its bytes as windows-1252 or Latin-1 characters, as characters of a
            symbol font (U+F0xx), as glyph numbers `(cid:173)`, with the slips that text layers make (`−` for `ư`).
        encoding: The encoding of the font.
        capitals: Whether the font shows small letters as capitals (`.VnTimeH`).

    >>> to_unicode("§iÒu 2. QuyÕt ®Þnh nµy cã hiÖu lùc", LegacyEncoding.TCVN3)
    'Điều 2. Quyết định này có hiệu lực'
    >>> to_unicode("ñy ban nh©n d©n", LegacyEncoding.TCVN3, capitals=True)
    'ỦY BAN NHÂN DÂN'
    >>> to_unicode("UÛY BAN NHAÂN DAÂN TÆNH", LegacyEncoding.VNI)
    'ỦY BAN NHÂN DÂN TỈNH'
    """
    return pieces_to_unicode([(text, capitals)], encoding)


def pieces_to_unicode(pieces: Sequence[tuple[str, bool]], encoding: LegacyEncoding) -> str:
    """Neighbouring pieces of text in fonts of one encoding, each with whether its font shows capitals.

    They are converted together: a letter of two codes may begin in one piece and end in the next.

    >>> pieces_to_unicode([("ho", False), ("àng", False)], LegacyEncoding.VNI)
    'hồng'
    """
    table = table_of(encoding)
    codes = [(as_codes(text), capitals) for text, capitals in pieces]
    text = _with_letters_read_as_signs("".join(piece for piece, _ in codes), table)
    capital = [capitals for piece, capitals in codes for _ in piece]
    shown = (
        letter.translate(_WINDOWS_OF).upper() if capital[start] else letter.translate(_WINDOWS_OF)
        for start, letter in _letters(text, table)
    )
    return unicodedata.normalize("NFC", "".join(shown))


def as_codes(text: str) -> str:
    r"""The text with every code of a font as the Latin-1 character of its byte, however a program gave it.

    >>> as_codes("đã Ch(cid:173)¬ng ‰")
    'đã Ch\xad¬ng \x89'
    """
    text = unicodedata.normalize("NFC", text)
    if "(cid:" in text:
        text = _GLYPH_WITHOUT_NAME.sub(lambda glyph: chr(int(glyph[1])) if int(glyph[1]) < 256 else glyph[0], text)
    return _SYMBOL_FONT.sub(lambda sign: chr(ord(sign[0]) - 0xF000), text.translate(_LATIN1_OF))


def _letters(text: str, table: Table) -> Iterator[tuple[int, str]]:
    """The letters of a text of codes, each with where its code begins; what is no code stays as it is."""
    end = 0
    for match in table.code.finditer(text):
        yield from enumerate(text[end : match.start()], start=end)
        yield match.start(), match[0] if match.lastgroup else table.letters[match[0]]
        end = match.end()
    yield from enumerate(text[end:], start=end)


def _with_letters_read_as_signs(text: str, table: Table) -> str:
    """The text with signs put back to the codes they were read for, where a letter stands beside them."""
    if not any(sign in text for sign in table.beside_letters):
        return text
    parts = list(text)
    for at, sign in enumerate(parts):
        before, after = "".join(parts[max(at - 1, 0) : at]), "".join(parts[at + 1 : at + 2])
        if sign in table.beside_letters and _stands_in_word(before, after):
            parts[at] = table.beside_letters[sign]
    return "".join(parts)


def _stands_in_word(before: str, after: str) -> bool:
    if _LETTER_AFTER.match(after):
        return True
    return bool(_LETTER_BEFORE.match(before)) and not ("A" <= after <= "Z")


@lru_cache
def table_of(encoding: LegacyEncoding) -> Table:
    """The table of an encoding, checked.

    Raises:
        VocabularyError: A vowel lacks codes for its tones, or a code stands for two letters.
    """
    entry = load("legacy")[encoding.value.lower()]
    letters: dict[str, str] = {}
    for letter, code in [*_rows(entry, encoding), *((letter, code) for letter, code in entry.get("also", {}).items())]:
        for written in _in_both_cases(code):
            if letters.setdefault(written, letter) != letter:
                raise VocabularyError(f"legacy.yaml: {encoding}: {code!r} stands for {letter} and {letters[written]}")
    codes = sorted(letters, key=lambda code: (-len(code), code))
    own_hyphen = [_HYPHEN_IN_SYMBOL] if encoding is LegacyEncoding.TCVN3 else []
    pattern = "|".join([*own_hyphen, *map(re.escape, codes)])
    return Table(letters, re.compile(pattern), entry.get("beside_letters", {}))


def _rows(entry: Mapping[str, Any], encoding: LegacyEncoding) -> Iterator[tuple[str, str]]:
    """The letters of the rows with their codes, those left out that are written as in ASCII."""
    for letter, codes in entry["letters"].items():
        if len(codes) not in ((6, 1) if encoding is LegacyEncoding.TCVN3 or letter in "đĐ" else (6,)):
            raise VocabularyError(f"legacy.yaml: {encoding}: {letter} has {len(codes)} codes, not 6")
        for tone, code in zip(TONES, codes, strict=False):
            toned = unicodedata.normalize("NFC", letter + tone)
            if code and not (code == toned and code.isascii()):
                yield toned, code


def _in_both_cases(code: str) -> set[str]:
    """A code of two characters is typed with its second in either case: `Aù` for `AÙ`."""
    return {code} if len(code) == 1 else {code[0] + code[1].lower(), code[0] + code[1].upper()}
