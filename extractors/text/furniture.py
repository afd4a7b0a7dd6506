"""The furniture of a law portal before and after a document, told from the document by its wording."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from extractors.text.decoding import Line
from normalizers.headings import appendix_numeral, opens_letterhead
from normalizers.text import fold, is_blank
from normalizers.vocabulary import load

_TEMPLATE = re.compile(r"\{\{.*\}\}|https?://|www\.|\.(?:vn|com)\b")
_LONG = 140
"""Characters. Portals print menus and notices; a longer line is more likely the document's own."""


@lru_cache
def _marks(kind: str) -> tuple[str, ...]:
    return tuple(fold(mark) for mark in load("furniture")[kind] if fold(mark))


@lru_cache(maxsize=8192)
def _is_portal_line(text: str) -> bool:
    if _TEMPLATE.search(text):
        return True
    if len(text) > _LONG * 2:
        return False
    folded = fold(text)
    if folded in _marks("whole"):
        return True
    return folded.startswith(_marks("opens")) or any(f" {mark} " in f" {folded} " for mark in _marks("marks"))


def document_span(lines: Sequence[Line]) -> tuple[int, int]:
    """First and one-past-last index of the lines that are the document's own.

    Before the document the longest run of lines that reads as a portal's, up to the letterhead, is left out; after
    it the run with the most portal lines for its length. A file with no portal lines is all document.
    """
    if not any(_is_portal_line(line.text) for line in lines if len(line.text) < _LONG * 2):
        return 0, len(lines)
    first = _head_end(lines)
    return first, max(first, _tail_start(lines, first))


def _head_end(lines: Sequence[Line]) -> int:
    for index, line in enumerate(lines):
        if opens_letterhead(line.text):
            portal = sum(_is_portal_line(before.text) for before in lines[:index])
            return index if portal >= 2 else 0
        if len(line.text) > 4 * _LONG:
            return 0
    return 0


def _tail_start(lines: Sequence[Line], first: int) -> int:
    """The suffix of lines with the best balance: a portal line counts for it, any other against it."""
    repeated = Counter(line.text for line in lines[first:] if not is_blank(line.text))
    best, best_start, balance = 1.0, len(lines), 0.0
    for index in range(len(lines) - 1, first - 1, -1):
        text = lines[index].text
        if is_blank(text):
            continue
        if appendix_numeral(text) is not None:
            break
        balance += _weight(text, repeated[text])
        if balance > best and _is_portal_line(text):
            best, best_start = balance, index
    return best_start


def _weight(text: str, times: int) -> float:
    if _is_portal_line(text):
        return 1.0
    if times >= 3 and len(text) > 25:
        return 0.5
    return -0.7 if len(text) < _LONG else -4.0
