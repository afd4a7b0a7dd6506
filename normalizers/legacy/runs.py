"""Text that comes in runs with a font each: which runs to convert, as far as their fonts can be believed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from normalizers.legacy.encodings import LegacyEncoding, as_codes, pieces_to_unicode
from normalizers.legacy.evidence import (
    Reading,
    guess_encoding,
    has_unicode_letters,
    reading_of,
    tell_legacy,
    words_that_speak,
)
from normalizers.legacy.fonts import encoding_of_font, is_capital_font, is_symbol_font

Run = tuple[str, str | None]
"""Text with the name of its font, None where no name is known."""

_GAPS = re.compile(r"(\s+)")


@dataclass(frozen=True)
class DocumentEncodings:
    """What a whole document says of its encodings.

    `unnamed` is the encoding of text in ordinary or unknown fonts, if its letters can be nothing else. `lying` are the
    encodings whose fonts are named though the text is Unicode: documents typed anew that kept their styles.
    """

    unnamed: LegacyEncoding | None = None
    lying: frozenset[LegacyEncoding] = frozenset()


def document_encodings(lines: Iterable[Sequence[Run]]) -> DocumentEncodings:
    """What the runs of all paragraphs (or lines, or cells) of a document say of its encodings.

    >>> document_encodings([[("Uû ban nh©n d©n tØnh Kh¸nh Hoµ ban hµnh QuyÕt ®Þnh", None)]]).unnamed
    <LegacyEncoding.TCVN3: 'TCVN3'>
    >>> document_encodings([[("Quyết định này có hiệu lực", ".VnTime")]]).lying
    frozenset({<LegacyEncoding.TCVN3: 'TCVN3'>})
    """
    texts: dict[LegacyEncoding | None, list[str]] = {}
    for line in lines:
        for encoding, group in groupby(_without_symbols(line), key=lambda run: encoding_of_font(run[1] or "")):
            texts.setdefault(encoding, []).append("".join(text for text, _ in group))
    lying = set()
    for encoding, found in texts.items():
        if encoding is not None:
            legacy, unicode = tell_legacy(words_that_speak("\n".join(found)), encoding)
            if unicode > legacy:
                lying.add(encoding)
    return DocumentEncodings(guess_encoding("\n".join(texts.get(None, []))), frozenset(lying))


def _without_symbols(line: Sequence[Run]) -> list[Run]:
    return [run for run in line if not is_symbol_font(run[1] or "")]


def converted(runs: Sequence[Run], document: DocumentEncodings | None = None) -> str:
    """The text of neighbouring runs of one paragraph, line or cell, those in a legacy encoding converted.

    Args:
        runs: Text and font name of each run, in order.
        document: What `document_encodings` found; without it each font is believed and ordinary fonts are left alone.

    >>> converted([("QuyÕt ®Þnh sè ", ".VnTime"), ("71/NQ-CP", "Arial"), (" chÝnh phñ", ".VnTimeH")])
    'Quyết định số 71/NQ-CP CHÍNH PHỦ'
    >>> converted([("h", "VNI-Times"), ("oaø bình", "VNI-Times,Bold")])
    'hoà bình'
    >>> converted([("Quyết định", ".VnTime")])
    'Quyết định'
    """
    known = document or DocumentEncodings()
    parts = []
    for encoding, group in groupby(runs, key=lambda run: _encoding_of(run, known)):
        pieces = [(text, is_capital_font(font or "")) for text, font in group]
        parts.append("".join(text for text, _ in pieces) if encoding is None else _of_group(pieces, encoding, known))
    return "".join(parts)


def _encoding_of(run: Run, document: DocumentEncodings) -> LegacyEncoding | None:
    _, font = run
    if font is None:
        return document.unnamed
    return encoding_of_font(font) or (None if is_symbol_font(font) else document.unnamed)


def _of_group(pieces: Sequence[tuple[str, bool]], encoding: LegacyEncoding, document: DocumentEncodings) -> str:
    """Runs of one encoding: all converted, or word by word where some of the text stands in Unicode already."""
    text = "".join(piece for piece, _ in pieces)
    if not _holds_codes(text) and not any(capitals for _, capitals in pieces):
        return text
    legacy, unicode = tell_legacy(words_that_speak(text), encoding)
    believed = encoding not in document.lying and legacy >= unicode
    if believed and not has_unicode_letters(text):
        return pieces_to_unicode(pieces, encoding)
    return "".join(
        pieces_to_unicode(word, encoding) if _is_legacy(word, encoding, believed) else "".join(part for part, _ in word)
        for word in _words(pieces)
    )


def _holds_codes(text: str) -> bool:
    return not as_codes(text).isascii() or any(letter < " " for letter in text)


def _is_legacy(word: Sequence[tuple[str, bool]], encoding: LegacyEncoding, believed: bool) -> bool:
    """Whether to convert a word of a text that holds Unicode too; what could be either follows the rest of the text."""
    text = "".join(part for part, _ in word)
    return reading_of(text, encoding) is Reading.LEGACY or (believed and not has_unicode_letters(text))


def _words(pieces: Sequence[tuple[str, bool]]) -> Iterator[list[tuple[str, bool]]]:
    """Words and the gaps between them, each as the pieces it consists of."""
    word: list[tuple[str, bool]] = []
    for text, capitals in pieces:
        for part in filter(None, _GAPS.split(text)):
            if word and part.isspace() != word[-1][0].isspace():
                yield word
                word = []
            word.append((part, capitals))
    if word:
        yield word
