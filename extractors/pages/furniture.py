"""What a page prints besides its text: page numbers, running heads, the stamp of an electronic signature."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from extractors.pages.textline import TextLine
from normalizers.headings import begins_item
from normalizers.text import fold
from normalizers.vocabulary import load

_MARGIN = 0.12
"""Share of the height of a page at its top and bottom where running heads and numbers stand."""
_DASHES = r"[-–—\s|]*"
_PAGE_NUMBER = re.compile(
    rf"^{_DASHES}(?:(?:trang|page)\s*)?\d{{1,3}}(?:\s*(?:/|of)\s*\d{{1,3}})?{_DASHES}$", re.IGNORECASE
)
_NUMBER_OF_PAGE = re.compile(
    r"^\d{1,3}\s*[|–-]|(?:\b(?:trang|page)|[|–-])\s*\d{1,3}(?:\s*/\s*\d{1,3})?$", re.IGNORECASE
)
_REPEATED = 0.25
"""The same for lines that stand there in the same words on many pages."""
_SAME_PLACE = 6.0
"""Points within which a running head stands from page to page."""
_SHARE = 0.3
"""Share of the pages on which it must stand."""
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
        seen: Counter[Key] = Counter()
        count = 0
        for lines, height in pages:
            count += 1
            seen.update({_key(line, height) for line in lines if _may_run(line, height)})
        self._repeated = {key for key, times in seen.items() if times >= max(_OFTEN, _SHARE * count) and key[0]}

    def hold(self, line: TextLine, height: float) -> bool:
        """Whether a line of a page is one of them, a page number, or called no text by the file itself."""
        if in_margin(line, height) and (line.is_artifact or is_page_number(line, height)):
            return True
        return _may_run(line, height) and _key(line, height) in self._repeated


def is_page_number(line: TextLine, height: float) -> bool:
    """Whether a line at the top or bottom of a page is only its number: `- 2 -`, `Trang 2/7`."""
    return in_margin(line, height) and _PAGE_NUMBER.match(line.text) is not None


def stands_alone(line: TextLine, lines: Sequence[TextLine]) -> bool:
    """Whether nothing stands beside a line; an ordinal has its row beside it."""
    return not any(other is not line and line.box[1] < other.middle < line.box[3] for other in lines)


def in_margin(line: TextLine, height: float, share: float = _MARGIN) -> bool:
    """Whether a line stands at the top or bottom of its page."""
    return line.box[3] < share * height or line.box[1] > (1 - share) * height


def _may_run(line: TextLine, height: float) -> bool:
    return in_margin(line, height, _REPEATED) and not begins_item(line.text)


Key = tuple[str, bool, int]
"""The words of a line, whether it stands at the top, and how far from the edge."""


def _key(line: TextLine, height: float) -> Key:
    at_top = line.middle < height / 2
    place = line.middle if at_top else height - line.middle
    return fold(_NUMBER_OF_PAGE.sub("", line.text)), at_top, round(place / _SAME_PLACE)
