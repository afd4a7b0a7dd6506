"""The furniture of a law portal before and after a document, told from the document by its wording."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from extractors.line import Line
from normalizers.headings import appendix_numeral, opens_letterhead
from normalizers.text import fold, is_blank
from normalizers.vocabulary import load

_TEMPLATE = re.compile(r"\{\{.*\}\}|https?://|www\.|\.(?:vn|com)\b")
_NUMBERED = re.compile(r"^\s*(?:\d{1,3}(?:\.\d+)*|[IVX]+|[a-zđ])[.)]\s|^\s*[-+]\s")
_ENOUGH = 3
_LEAST_SHARE = 0.2
_LONG = 140
"""Characters. Portals print menus and notices; a longer line is more likely the document's own."""


@lru_cache
def _marks(kind: str) -> tuple[str, ...]:
    return tuple(fold(mark) for mark in load("furniture")[kind] if fold(mark))


def is_field_name(text: str) -> bool:
    """Whether a text is the name of an attribute that portals list, alone in its cell.

    >>> is_field_name("Ngày ban hành:"), is_field_name("Ban hành quy chế")
    (True, False)
    """
    return len(text) < _LONG and fold(text.rstrip(": ")) in _marks("opens")


@lru_cache(maxsize=8192)
def is_portal_line(text: str) -> bool:
    """Whether a line reads as a portal's.

    >>> is_portal_line("Tình trạng hiệu lực: Còn hiệu lực"), is_portal_line("Điều 1. Phạm vi điều chỉnh")
    (True, False)
    """
    if _TEMPLATE.search(text):
        return True
    if len(text) > _LONG * 2 or _NUMBERED.match(text):
        return False
    folded = fold(text)
    if folded in _marks("whole"):
        return True
    # `Ban hành: 05/3/2025` is a field of a portal, `Ban hành quy chế` is a task
    field = fold(text.partition(":")[0]) if ":" in text[:40] else ""
    return field in _marks("opens") or any(f" {mark} " in f" {folded} " for mark in _marks("marks"))


@lru_cache(maxsize=8192)
def _is_strong(text: str) -> bool:
    """Whether a line can only be a portal's: its name, a template that was left unfilled, an address."""
    if len(text) > _LONG * 2:
        return False
    folded = f" {fold(text)} "
    return _TEMPLATE.search(text) is not None or any(f" {mark} " in folded for mark in _marks("strong"))


def document_span(lines: Sequence[Line]) -> tuple[int, int]:
    """First and one-past-last index of the lines that are the document's own.

    What stands before the letterhead is left out where it reads as a portal's. After the document the run of lines
    with the best balance of portal lines is left out, if one of them can only be a portal's.
    """
    first = _head_end(lines)
    return first, max(first, _tail_start(lines, first))


def _head_end(lines: Sequence[Line]) -> int:
    portal = printed = 0
    for index, line in enumerate(lines):
        if opens_letterhead(line.text):
            # a letterhead further down, as that of a form, leaves the document's own lines above it
            return index if portal >= _ENOUGH and portal >= _LEAST_SHARE * printed else 0
        if len(line.text) > 4 * _LONG:
            return 0
        portal += is_portal_line(line.text)
        printed += not is_blank(line.text)
    return 0


def _tail_start(lines: Sequence[Line], first: int) -> int:
    """The suffix of lines with the best balance: a portal line counts for it, any other against it."""
    if not any(_is_strong(line.text) for line in lines[first:]):
        return len(lines)
    repeated = Counter(line.text for line in lines[first:] if not is_blank(line.text))
    best, best_start, balance, strong = 1.0, len(lines), 0.0, False
    for index in range(len(lines) - 1, first - 1, -1):
        text = lines[index].text
        if is_blank(text):
            continue
        if appendix_numeral(text) is not None:
            break
        strong = strong or _is_strong(text)
        balance += _weight(text, repeated[text])
        if strong and balance > best and is_portal_line(text):
            best, best_start = balance, index
    return best_start


def _weight(text: str, times: int) -> float:
    if is_portal_line(text):
        return 1.0
    if times >= 3 and len(text) > 25:
        return 0.5
    return -0.7 if len(text) < _LONG else -4.0
