"""Figures of a clause of prose that may be targets: shares, counts, levels and ranks, told from numbers of things."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial

from normalizers.vocabulary import any_of

any_word = partial(any_of, "targets")
"""A pattern for any of the words of lists of the vocabulary of targets."""
_NUMBER = r"(?:[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?|\d+(?:[,.]\d{1,2})?)"
_OPERATORS = rf"(?:(?<!\w){any_word('operators')}(?:\s+(?:là|đạt|có))*\s*)+"
_QUANTITY = re.compile(
    rf"(?:từ\s+{_NUMBER}\s*%?\s*(?P<change>xuống|lên|còn)(?:\s+(?:còn|tới|đến))?\s+)?(?P<operator>{_OPERATORS})?"
    rf"(?<![\w/.,-])(?P<figures>{_NUMBER}(?:\s*%?\s*(?:-|–|đến)\s*{_NUMBER})?(?:\s*/\s*\d+)?)(?P<percent>\s*[%‰])?"
    r"(?!(?!(?:m2|km|ha|kg|mw|mbps)\b)[\w%]|[.,]\d|-\w|/(?!năm\b|người\b|hộ\b|tháng\b|\w+ )\w)"
)
_GROUP = re.compile(
    r"(?<!\w)(?:(?:thuộc|trong)\s+)?(?:nhóm|top|tốp)\s+(?:của\s+|các\s+)?\d{1,3}\b(?!\s*%)"
    r"(?:[^,;.]|, (?=thành phố|địa phương|phường|xã))*"
    rf"|(?<!\w)(?:thuộc|trong)\s+(?:số\s+)?\d{{1,3}}\s+{any_word('among')}[^,;.]*(?:dẫn|đứng) đầu[^,;.]*"
)
_PLACED = re.compile(r"(?<!\w)(?:xếp|đứng)\s+(?:hạng\s+)?(?:thứ\s+)?\d{1,3}\b(?!\s*%|/)(?:(?!năm 20)[^,;.])*")
_OUT_OF = re.compile(rf"\s*{any_word('among')}\b(?:,? {any_word('among')}\b)*")
_NO_TARGET = re.compile(rf"(?:\b{any_word('numbers')}|\w/|/[\w-]+)\s*$")
_STANDS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{any_word('reaches_alone')}\s*$",
        rf"\b{any_word('makes')}(?:\s+(?:được|mới|thêm|thành))*\s*$",
        r":\s*$",
    )
)
_YEARS = re.compile(r"(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?")
_AGE = re.compile(r"\s+tuổi\b|\s+năm\s+20\d\d\s*[-–]")
"""`dưới 5 tuổi`, `bình quân 5 năm 2021-2025`: whom or when a target is about."""
_SPAN = re.compile(r"[-–]|đến")
OR_MORE = re.compile(r"(?:\s+\w+){0,2}\s+trở lên\b")
"""`2 ngày trở lên`, up to its end."""


@dataclass(frozen=True)
class Figure:
    """A figure with the operator before it: its span, whether it is a share or a rank, whether a sign marks it.

    `changes` tells that it is what a level comes to from another (`từ 59% xuống 30%`).
    """

    start: int
    end: int
    percent: bool = False
    marked: bool = False
    rank: bool = False
    changes: bool = False


def figures_in(words: str) -> list[Figure]:
    """The figures of a clause in small letters that state targets, in order.

    Years, symbols and numbers of things are none (`năm 2030`, `đề án 06`, `5g`).

    >>> words = "đạt trên 85% năm 2030; đề án 06; mạng 5g; có ít nhất 2 - 3 tổ chức"
    >>> [(figure.percent, figure.marked) for figure in figures_in(words)]
    [(True, True), (False, True)]
    """
    ranks = [Figure(m.start(), m.end(), marked=True, rank=True) for m in _GROUP.finditer(words)]
    ranks += [Figure(m.start(), m.end(), marked=True, rank=True) for m in _PLACED.finditer(words)]
    every = [figure for match in _QUANTITY.finditer(words) if (figure := _figure(words, match))]
    own = [rank for rank in ranks if not any(_describes(words, rank, count) for count in every)]
    counts = [f for f in every if not any(r.start < f.end and f.start < r.end for r in own)]
    return sorted([*own, *counts], key=lambda figure: figure.start)


def _describes(words: str, rank: Figure, count: Figure) -> bool:
    """Whether a rank belongs to what is counted: `50 doanh nghiệp vào nhóm 500 doanh nghiệp lớn nhất`."""
    between = words[count.end : rank.start]
    return count.end <= rank.start and not count.percent and not re.search(r"[,;]|\bvà\b", between)


def _figure(words: str, match: re.Match[str]) -> Figure | None:
    before = words[: match.start()]
    changes = match["change"] is not None
    if match["percent"] or changes:
        return Figure(match.start(), match.end(), match["percent"] is not None, marked=True, changes=changes)
    operator = (match["operator"] or "").strip()
    if _YEARS.fullmatch(match["figures"]) or _NO_TARGET.search(before) or _AGE.match(words, match.end()):
        return None
    if operator == "từ" and not _SPAN.search(match["figures"]) and not OR_MORE.match(words, match.end()):
        return None
    if not operator and not _stands_as_target(before, words[match.end() :]):
        return None
    place = _OUT_OF.match(words, match.end()) if "/" in match["figures"] else None
    return Figure(match.start(), place.end() if place else match.end(), marked=bool(operator), rank=place is not None)


def _stands_as_target(before: str, after: str) -> bool:
    """Whether a bare figure is a target by where it stands: behind a verb or colon, or first in a clause."""
    if not before.strip(" -+"):
        return re.match(r"\s+[^\W\d_]", after) is not None
    return any(pattern.search(before) for pattern in _STANDS)
