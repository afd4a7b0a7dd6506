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
    rf"(?:từ\s+{_NUMBER}\s*%?(?:\s+\w+){{0,3}}?\s*(?P<change>xuống|lên|còn)(?:\s+(?:còn|tới|đến))?\s+)?(?P<operator>{_OPERATORS})?"
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
_AGE = re.compile(r"\s+tuổi\b")
_DURATION = re.compile(r"\s+năm\s+20\d\d\s*[-–]")
"""`dưới 5 tuổi`, `bình quân 5 năm 2021-2025` tell whom or when a target is about."""
_LISTED = re.compile(r"(?:,|\bvà|trong đó(?: có)?)\s+$")
_NOUN = re.compile(r"\s+(?!năm\b|tháng\b|ngày\b|quý\b)[^\W\d_]")
_AMOUNT = re.compile(rf"\W*{any_word('amounts')}(?:\s+[^\W\d_]+)*\s*$")
"""`Sản lượng lương thực 2,1 triệu tấn`: no verb stands between."""
_REACHED_BEFORE = re.compile(r"\((?:[^()]*\b)?(?:năm\s+20\d\d|hiện\s+(?:nay|tại|có)|đến nay|trước đây)\b[^()]*$")
"""What brackets say was reached before: `(năm 2024 là 12,8%)`."""
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
    every: list[Figure] = []
    for match in _QUANTITY.finditer(words):
        figure = _figure(words, match, listed=bool(every))
        if figure and not any(_belongs_to(words, figure, count) for count in every):
            every.append(figure)
    own = [rank for rank in ranks if not any(_describes(words, rank, count) for count in every)]
    counts = [f for f in every if not any(r.start < f.end and f.start < r.end for r in own)]
    return sorted([*own, *counts], key=lambda figure: figure.start)


def _belongs_to(words: str, figure: Figure, count: Figure) -> bool:
    """Whether a figure tells of the things counted: `02 doanh nghiệp được định giá trên 100 triệu USD`."""
    bare = not figure.percent and not figure.changes and not count.percent and not count.changes
    counts = _STANDS[1].search(words[: count.start]) is not None or not words[: count.start].strip(" -+")
    return bare and counts and not re.search(r"[,;(]|\bvà\b", words[count.end : figure.start])


def _describes(words: str, rank: Figure, count: Figure) -> bool:
    """Whether a rank belongs to what is counted: `50 doanh nghiệp vào nhóm 500 doanh nghiệp lớn nhất`."""
    between = words[count.end : rank.start]
    return count.end <= rank.start and not count.percent and not re.search(r"[,;]|\bvà\b", between)


def _figure(words: str, match: re.Match[str], *, listed: bool) -> Figure | None:
    before = words[: match.start()]
    changes = match["change"] is not None
    if _REACHED_BEFORE.search(before):
        return None
    if match["percent"] or changes:
        return Figure(match.start(), match.end(), match["percent"] is not None, marked=True, changes=changes)
    operator = (match["operator"] or "").strip()
    if _YEARS.fullmatch(match["figures"]) or _NO_TARGET.search(before) or _DURATION.match(words, match.end()):
        return None
    if operator and _AGE.match(words, match.end()):
        return None
    if operator == "từ" and not (
        _SPAN.search(match["figures"]) or OR_MORE.match(words, match.end()) or _STANDS[0].search(before)
    ):
        return None
    if not operator and not _stands_as_target(before, words[match.end() :], listed=listed):
        return None
    ranked = "/" in match["figures"] and before.strip(" -+")
    place = _OUT_OF.match(words, match.end()) if ranked else None
    return Figure(match.start(), place.end() if place else match.end(), marked=bool(operator), rank=place is not None)


def _stands_as_target(before: str, after: str, *, listed: bool) -> bool:
    """Whether a bare figure is a target by where it stands: behind a verb or colon, first in a clause, or in a list.

    Args:
        before: The clause up to the figure.
        after: The clause behind it.
        listed: Whether a target stands before it: `120 doanh nghiệp khoa học, 35 doanh nghiệp khởi nghiệp`.
    """
    if listed and _LISTED.search(before):
        return _NOUN.match(after) is not None
    if not before.strip(" -+") or _AMOUNT.match(before):
        return _NOUN.match(after) is not None
    return any(pattern.search(before) for pattern in _STANDS)
