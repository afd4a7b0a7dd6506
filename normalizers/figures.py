"""Figures of a clause of prose that may be targets: shares, counts, levels and ranks, told from numbers of things."""

from __future__ import annotations

import re
from dataclasses import dataclass

from normalizers.text import plain
from normalizers.vocabulary import load


def any_of(words: str) -> str:
    """A pattern for any of the words of the vocabulary of targets, folded, the longest first."""
    listed = sorted({plain(word) for word in load("targets")[words]}, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, listed))})"


_NUMBER = r"(?:[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?|\d+(?:[,.]\d{1,2})?)"
_QUANTITY = re.compile(
    rf"(?:(?<!\w)(?P<operator>{any_of('operators')})(?:\s+(?:la|dat|co|tu))*\s*)?"
    rf"(?<![\w/.,-])(?P<figures>{_NUMBER}(?:\s*%?\s*(?:-|–|den)\s*{_NUMBER})?(?:\s*/\s*\d+)?)(?P<percent>\s*%)?"
    r"(?![\w%]|[.,]\d|-\w|/(?!nam\b|nguoi\b|ho\b|thang\b|[a-z]+ )\w)"
)
_GROUP = re.compile(
    r"(?<!\w)(?:(?:thuoc|trong)\s+)?(?:nhom|top)\s+(?:cua\s+|cac\s+)?\d{1,3}\b(?!\s*%)"
    r"(?:[^,;.]|, (?=thanh pho|dia phuong|phuong|xa))*"
    rf"|(?<!\w)(?:thuoc|trong)\s+(?:so\s+)?\d{{1,3}}\s+{any_of('among')}[^,;.]*(?:dan|dung) dau[^,;.]*"
)
_PLACE = re.compile(rf"\s*{any_of('among')}\b(?:,? {any_of('among')}\b)*")
_RANKED = re.compile(r"\b(?:xep|hang|dung|vi tri)\s+(?:hang\s+)?(?:thu\s+)?$")
_NO_TARGET = re.compile(rf"(?:\b{any_of('numbers')}|[a-z]/|/[a-z-]+)\s*$")
_REACHES = re.compile(rf"\b{any_of('reaches_alone')}\s*$")
_MAKES = re.compile(rf"\b{any_of('makes')}(?:\s+(?:duoc|moi|them|thanh))*\s*$")
OR_MORE = re.compile(r"(?:\s+[a-z]+){0,2}\s+tro len\b")
_COLON = re.compile(r":\s*$")
_YEARS = re.compile(r"(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?")
_SPAN = re.compile(r"[-–]|den")


@dataclass(frozen=True)
class Figure:
    """A figure with the operator before it: its span, whether it is a share or a rank, whether a sign marks it."""

    start: int
    end: int
    percent: bool = False
    marked: bool = False
    rank: bool = False


def figures_in(words: str) -> list[Figure]:
    """The figures of a folded clause that state targets, in order.

    Years, symbols and numbers of things are none (`nam 2030`, `de an 06`, `5g`).

    >>> words = "dat tren 85% nam 2030; de an 06; mang 5g; co it nhat 2 - 3 to chuc"
    >>> [(figure.percent, figure.marked) for figure in figures_in(words)]
    [(True, True), (False, True)]
    """
    ranks = [Figure(m.start(), m.end(), marked=True, rank=True) for m in _GROUP.finditer(words)]
    every = [figure for match in _QUANTITY.finditer(words) if (figure := _figure(words, match))]
    own = [rank for rank in ranks if not any(_describes(words, rank, count) for count in every)]
    counts = [f for f in every if not any(r.start < f.end and f.start < r.end for r in own)]
    return sorted([*own, *counts], key=lambda figure: figure.start)


def _describes(words: str, rank: Figure, count: Figure) -> bool:
    """Whether a rank belongs to what is counted: `50 doanh nghiệp vào nhóm 500 doanh nghiệp lớn nhất`."""
    between = words[count.end : rank.start]
    return count.end <= rank.start and not count.percent and not re.search(r"[,;]|\bva\b", between)


def _figure(words: str, match: re.Match[str]) -> Figure | None:
    before = words[: match.start()]
    if match["percent"]:
        return Figure(match.start(), match.end(), percent=True, marked=True)
    if _YEARS.fullmatch(match["figures"]) or _NO_TARGET.search(before):
        return None
    if match["operator"] == "tu" and not _SPAN.search(match["figures"]) and not OR_MORE.match(words, match.end()):
        return None
    marked = match["operator"] is not None
    if not marked and not _stands_as_target(before, words[match.end() :]):
        return None
    place = _PLACE.match(words, match.end()) if "/" in match["figures"] else None
    end = place.end() if place else match.end()
    return Figure(match.start(), end, marked=marked, rank=place is not None or _RANKED.search(before) is not None)


def _stands_as_target(before: str, after: str) -> bool:
    """Whether a bare figure is a target by where it stands: behind a verb or colon, or first in a clause."""
    if not before.strip(" -+"):
        return re.match(r"\s+[a-z]", after) is not None
    return any(pattern.search(before) for pattern in (_REACHES, _MAKES, _COLON))
