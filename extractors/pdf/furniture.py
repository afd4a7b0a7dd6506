"""What a page prints besides its text: page numbers, running heads, the stamp of an electronic signature."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from extractors.pdf.lines import TextLine
from normalizers.text import fold
from normalizers.vocabulary import load

_MARGIN = 0.12
"""Share of the height of a page at its top and bottom where running heads and numbers stand."""
_PAGE_NUMBER = re.compile(r"^\W*(?:(?:trang|page)\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\W*$", re.IGNORECASE)
_FIGURES = re.compile(r"\d+")
_STAMP_LINES = 6
"""Lines that a stamp has at most."""
_OFTEN = 3
"""Pages on which a line must stand to be a running head."""


@lru_cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(fold(words) for words in load("furniture")[kind])


def stamped(texts: Sequence[str]) -> list[bool]:
    """For each line, whether it is of the stamp that an electronic signature leaves on the page.

    >>> stamped(["Người ký: Ủy ban", "nhân dân tỉnh", "Email: ubnd@a.vn", "SỞ XÂY DỰNG"])
    [True, True, True, False]
    >>> stamped(["Cơ quan: Sở Xây dựng", "Người ký ban hành"])
    [False, False]
    """
    openings = [fold(text.partition(":")[0]) if ":" in text else fold(text) for text in texts]
    marks = [index for index, words in enumerate(openings) if words in _words("stamp_marks")]
    if not marks:
        return [False] * len(texts)
    fields = [
        index
        for index, words in enumerate(openings)
        if words in _words("stamp_fields") and min(abs(index - mark) for mark in marks) <= _STAMP_LINES
    ]
    held = sorted({*marks, *fields})
    # what stands between two lines of a stamp goes on the first of them
    between = {index for first, last in pairwise(held) if last - first <= 2 for index in range(first, last)}
    return [index in between or index in held for index in range(len(texts))]


class RunningLines:
    """The lines that pages repeat at their top or bottom, learned from all pages of a document."""

    def __init__(self, pages: Iterable[tuple[Sequence[TextLine], float]]) -> None:
        """Learns from the lines and the height of each page."""
        seen: Counter[tuple[str, bool]] = Counter()
        count = 0
        for lines, height in pages:
            count += 1
            seen.update({_key(line, height) for line in lines if in_margin(line, height)})
        self._repeated = {key for key, times in seen.items() if times >= max(_OFTEN, 0.3 * count) and key[0]}

    def hold(self, line: TextLine, height: float) -> bool:
        """Whether a line of a page is one of them, a page number, or called no text by the file itself."""
        if not in_margin(line, height):
            return False
        return line.is_artifact or is_page_number(line, height) or _key(line, height) in self._repeated


def is_page_number(line: TextLine, height: float) -> bool:
    """Whether a line at the top or bottom of a page is only its number: `- 2 -`, `Trang 2/7`."""
    return in_margin(line, height) and _PAGE_NUMBER.match(line.text) is not None


def in_margin(line: TextLine, height: float) -> bool:
    """Whether a line stands at the top or bottom of its page."""
    return line.box[3] < _MARGIN * height or line.box[1] > (1 - _MARGIN) * height


def _key(line: TextLine, height: float) -> tuple[str, bool]:
    return fold(_FIGURES.sub(" ", line.text)), line.middle < height / 2
