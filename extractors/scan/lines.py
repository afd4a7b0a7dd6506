"""Words as the engine read them, made lines of text in points."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import NamedTuple

from extractors.boxes import Box, union
from extractors.pages.textline import TextLine

_LINE_HEIGHT = 1.12
"""Height of a line from the marks above its letters to the tails below them, as times the size of its letters."""
_LIKE_OTHERS = (0.8, 1.25)
"""Share of the usual height between which a line is set in the usual size."""
_TAIL = 0.22
"""Share of the size of letters that lies below the line they stand on."""
_GAP = 2.0
"""Share of the size of letters: a wider gap parts what stands side by side."""
_TAILED = frozenset("gjpqyQJ,;()[]{}|/@_ç")
_DOT_BELOW = "\u0323"
LEGIBLE = 0.5
"""Confidence below which a word is told to the reader."""
_QUOTES = "'‘’`´"
_ALIKE = re.compile(r"(?=.*[^\x00-\x7f])(?:[SVXCOUƠƯÔ]|[ÓÒỎÕỌỐỒỔỖỘỚỜỞỠỢÚÙỦŨỤỨỪỬỮỰ]){2,4}")
"""Capitals that look as small letters do; with a mark, for numerals and abbreviations have none."""
_CONJUNCTIONS = frozenset({"Và", "Với", "Của"})
"""Words that begin no name."""
_STOPS = tuple(".;:!?-–+…")
_SCRAPS = frozenset("|_¦‹›¬~`´'‘’\"“”°^*«»—.,:;\\/{}[]¡¿§©®")
"""Signs as which the engine reads dirt and remains of rules, where they stand by themselves."""
_SURE_SCRAP = 0.85
"""How sure the engine must be of such a sign for it to stand."""


class SeenWord(NamedTuple):
    """A word of a scan: its text, its box in points in the upright frame, how surely it was read (0..1)."""

    text: str
    box: Box
    confidence: float


SeenLine = tuple[SeenWord, ...]
"""The words of a line, from the left."""


def without_scraps(line: Sequence[SeenWord]) -> SeenLine:
    """The words of a line without signs that are no text at its ends, nor a quotation mark that nothing closes."""
    words = [
        word
        for position, word in enumerate(line)
        if not (set(word.text) <= _SCRAPS and word.confidence < _SURE_SCRAP and position in (0, len(line) - 1))
    ]
    if words and words[0].text[0] in _QUOTES and not any(mark in word.text[1:] for mark in _QUOTES for word in words):
        words[0] = words[0]._replace(text=words[0].text[1:] or words[0].text)
    return tuple(words)


def in_true_case(lines: Sequence[SeenLine]) -> list[SeenLine]:
    """The lines of a piece with words small that stand inside a sentence and look alike in capitals but for their size.

    >>> words = [SeenWord(text, (0, 0, 9, 9), 0.9) for text in ("Kinh", "tế", "SỐ", "Và", "số")]
    >>> [word.text for line in in_true_case([tuple(words)]) for word in line]
    ['Kinh', 'tế', 'số', 'và', 'số']
    """
    before = "."
    small: list[SeenLine] = []
    for line in lines:
        words = []
        for word in line:
            inside = before[-1:] not in _STOPS and not before.isupper()
            alike = word.text in _CONJUNCTIONS or (word.text.isupper() and _ALIKE.fullmatch(word.text))
            words.append(word._replace(text=word.text.lower()) if inside and alike else word)
            before = words[-1].text
        small.append(tuple(words))
    return small


def from_the_top(lines: Iterable[SeenLine]) -> list[SeenLine]:
    """Lines in the order they stand."""
    return sorted((line for line in lines if line), key=lambda line: median(word.box[1] + word.box[3] for word in line))


def usual_height(lines: Iterable[Sequence[SeenWord]]) -> float:
    """The height of most lines of a page, in points; 0 where it has none."""
    heights = [height for line in lines if len(line) > 2 and (height := _height(line))]
    return median(heights) if heights else 0.0


def _height(line: Sequence[SeenWord]) -> float:
    _, top, _, bottom = union(word.box for word in line)
    return bottom - top


def text_lines(line: Sequence[SeenWord], usual: float, *, part_columns: bool = False) -> Iterator[TextLine]:
    """A line of words as text; with `part_columns` each piece between wide gaps is a line of its own.

    Its box is as high as its letters are large, whichever letters it has, so that lines can be compared.

    Args:
        line: The words, from the left.
        usual: Height of most lines of the page, in points.
        part_columns: Whether wide gaps part it.
    """
    size = _size(line, usual)
    bottom = _stands_on(line, size) + _TAIL * size
    for piece in _pieces(line, _GAP * size) if part_columns else [list(line)]:
        left, _, right, _ = union(word.box for word in piece)
        yield TextLine(
            " ".join(word.text for word in piece),
            (left, bottom - size, right, bottom),
            size,
            confidence=min(word.confidence for word in piece),
            unsure=tuple((word.text, word.confidence) for word in piece if word.confidence < LEGIBLE),
        )


def _size(line: Sequence[SeenWord], usual: float) -> float:
    height = _height(line)
    if usual and (len(line) < 3 or _LIKE_OTHERS[0] <= height / usual <= _LIKE_OTHERS[1]):
        height = usual
    return height / _LINE_HEIGHT


def _stands_on(line: Sequence[SeenWord], size: float) -> float:
    """Where the letters of a line stand: the bottom of its words without tails."""
    plain = [word.box[3] for word in line if not _has_tail(word.text)]
    return median(plain) if plain else max(word.box[3] for word in line) - _TAIL * size


def _has_tail(text: str) -> bool:
    return any(letter in _TAILED for letter in text) or _DOT_BELOW in unicodedata.normalize("NFD", text)


def _pieces(line: Sequence[SeenWord], gap: float) -> Iterator[list[SeenWord]]:
    piece: list[SeenWord] = []
    for word in sorted(line, key=lambda word: word.box[0]):
        if piece and word.box[0] - max(each.box[2] for each in piece) > gap:
            yield piece
            piece = []
        piece.append(word)
    if piece:
        yield piece
