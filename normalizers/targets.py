"""Quantified targets that a clause of prose states: the words that name each, and the words that give its value."""

from __future__ import annotations

import re
from dataclasses import dataclass

from normalizers.figures import Figure, any_of, figures_in
from normalizers.text import plain
from normalizers.units import leading_unit

_REACH = any_of("reaches")
_MODAL = rf"{any_of('modals')}(?:\s+(?:de|phai|dat|cho))*"
_TIME = (
    r"(?:(?:den|vao|trong|tu nay den)\s+(?:het\s+|cuoi\s+)?(?:nam\s+)?20\d\d"
    r"|giai doan\s+20\d\d\s*[-–]\s*20\d\d|(?:hang|moi)\s+nam)"
)
_BEFORE_NAME = re.compile(rf"^\W*(?:(?:va|dong thoi|ngoai ra|rieng|trong do|{_TIME}|{_MODAL})\b\W*)+")
_AFTER_NAME = re.compile(rf"(?:[\s,;:–-]+|\b{_REACH}\b)+$")
_REACHED = re.compile(rf"\b{_REACH}\W*$")
_TURN_TO_GOAL = re.compile(rf"(?:,|\bva|\bde)\s+{_MODAL}\s+")
_ONLY_MAKES = re.compile(rf"^\W*(?:{any_of('makes')}(?:\s+(?:duoc|moi|them|va|thanh|vao|van hanh))*\W*)*$")
_PARTING = re.compile(rf"[,;]?\s*\b(?:trong do|rieng)\b\s*|(?:,|\bva\b)\s+(?={any_of('openers')}\b)")
_SEPARATOR = re.compile(r",\s+|\s+va\s+")
_TURN = re.compile(rf"(?:,|\s+va)\s+(?={any_of('turns')}\b)")
_NO_NAME = re.compile(r"(?:vao|den|trong|so voi)\s+(?:het\s+|cuoi\s+)?(?:nam\s+)?20\d\d|tro len|tro xuong")
_YEAR = re.compile(r"(?:\b(?:vao|den|trong)\s+)?(?:(?:het|cuoi)\s+)?\bnam\s+(20\d\d)\b")
_BARE_YEAR = re.compile(r"\bden (?:het )?(20\d\d)\b")
_YEAR_AT_END = re.compile(rf"[\s,(]*{_YEAR.pattern}[\s)]*$")
_BASE = re.compile(rf"\s*(?:{any_of('bases')}|/\s*nam|moi nam)\b")
_OR_MORE = re.compile(r"\s*\btrở (?:lên|xuống)\b.*$")
_FEW = 2
"""Words before a share that name nothing where the words behind it do: `Có 100% các xã ...`."""
_NEAR = 5
"""Words after a figure within which a comma ends what belongs to it."""
_LONGEST_UNIT = 8


@dataclass(frozen=True)
class Target:
    """One target of a clause: its name, its words, its unit as printed, the year these words name, its span.

    `is_marked` tells that an operator or a per cent sign shows the figure to be a target; `is_rank` that it is a place
    in an order.
    """

    name: str
    words: str
    unit: str | None
    year: int | None
    is_rank: bool
    is_marked: bool
    start: int
    end: int


@dataclass(frozen=True)
class _Share:
    """What belongs to one figure of a clause: from `left` up to `right`."""

    clause: str
    folded: str
    figure: Figure
    left: int
    right: int


def targets_in(clause: str) -> list[Target]:
    """The targets of a clause, in order; `start` and `end` are the span of each in it.

    >>> [(t.name, t.words, t.unit) for t in targets_in("Quy mô kinh tế số đạt tối thiểu 30% GRDP")]
    [('Quy mô kinh tế số', 'tối thiểu 30% GRDP', '% GRDP')]
    >>> [(t.name, t.words) for t in targets_in("Chi cho R&D đạt 2% GRDP, trong đó kinh phí từ xã hội chiếm hơn 60%")]
    [('Chi cho R&D', '2% GRDP'), ('kinh phí từ xã hội', 'hơn 60%')]
    >>> [(t.name, t.words, t.unit) for t in targets_in("Hình thành 3-5 doanh nghiệp công nghệ số")]
    [('doanh nghiệp công nghệ số', '3-5', 'doanh nghiệp')]
    """
    found: list[Target] = []
    for share in _shares(clause):
        target = _named_behind(share) or _named_before(share, found[-1].name if found else None)
        if target:
            found.append(target)
    return found


def _shares(clause: str) -> list[_Share]:
    """The clause cut between its figures."""
    folded = _same_length(clause)
    figures = figures_in(folded)
    cuts = [_cut(folded, first, second) for first, second in zip(figures, figures[1:], strict=False)]
    lefts = [0, *(behind for _, behind in cuts)]
    rights = [*(before for before, _ in cuts), len(clause)]
    return [_Share(clause, folded, figure, lefts[n], rights[n]) for n, figure in enumerate(figures)]


def _same_length(text: str) -> str:
    """The text folded letter by letter, so that places in it are places in the text."""
    folded = plain(text)
    return folded if len(folded) == len(text) else "".join(plain(letter)[:1] or " " for letter in text)


def _cut(folded: str, first: Figure, second: Figure) -> tuple[int, int]:
    """Where, between two figures, the words of the first end and those of the second begin."""
    start, end = first.end, second.start
    if parting := _PARTING.search(folded, start, end):
        return parting.start(), parting.end()
    separators = list(_SEPARATOR.finditer(folded, start, end))
    if not separators:
        return (start, start) if folded[start:end].strip() else (end, end)
    near = len(folded[start : separators[0].start()].split()) <= _NEAR
    chosen = separators[0] if near else separators[-1]
    return chosen.start(), chosen.end()


# --- named before the figure ------------------------------------------------------------------------------------------


def _named_before(share: _Share, last_name: str | None) -> Target | None:
    """`Quy mô kinh tế số đạt ...`; a figure without words of its own has the name of the one before it."""
    figure = share.figure
    start, end = _name_span(share)
    name = share.clause[start:end] if start < end else last_name
    if name is None:
        return None
    tail = _tail_end(share)
    year = _year(share.folded[figure.end : share.right]) or _year(share.folded[share.left : figure.start])
    words = _without_year(share, figure.start, tail)
    return Target(name, words, _unit(share, tail), year, figure.rank, figure.marked, share.left, share.right)


def _name_span(share: _Share) -> tuple[int, int]:
    """What stands before a figure without the words that lead up to it: `Phấn đấu`, `đến năm 2030`, `đạt`, `ở mức`."""
    folded, start, end = share.folded, share.left, share.figure.start
    turns = list(_TURN_TO_GOAL.finditer(folded, start, end))
    start = turns[-1].end() if turns else start
    opening = _BEFORE_NAME.match(folded[start:end])
    bare = folded[start:end].lstrip(" ,;-–+:")
    start = start + opening.end() if opening else end - len(bare)
    closing = _AFTER_NAME.search(folded[start:end])
    return start, start + closing.start() if closing else end


def _tail_end(share: _Share) -> int:
    """How far the words go that belong to a figure: a rank whole, a share up to the next comma, a unit to its end."""
    figure, rest = share.figure, share.folded[share.figure.end : share.right]
    if figure.rank:
        return figure.end
    comma = re.search(r",\s", rest)
    if comma and (figure.percent or len(rest.split()) > _LONGEST_UNIT):
        rest = rest[: comma.start()]
    return figure.end + len(rest.rstrip(" .,;:"))


def _unit(share: _Share, tail: int) -> str | None:
    figure = share.figure
    if figure.rank:
        return None
    if figure.percent:
        base = _BASE.match(share.folded, figure.end, tail)
        printed = share.clause[figure.end : base.end()].strip() if base else ""
        return f"%{printed}" if printed.startswith("/") or not printed else f"% {printed}"
    rest = _OR_MORE.sub("", _without_year(share, figure.end, tail)).strip(" .,;")
    return (rest or None) if len(rest.split()) <= _LONGEST_UNIT else leading_unit(rest)


# --- named behind the figure ------------------------------------------------------------------------------------------


def _named_behind(share: _Share) -> Target | None:
    """`100% các đơn vị ...`, `Hình thành 3 trung tâm ...`: nothing before the figure names it, the words behind do."""
    figure = share.figure
    if figure.rank or not _names_nothing(share):
        return None
    start, end = _span_behind(share)
    if start >= end:
        return None
    name = share.clause[start:end]
    base = _BASE.match(share.folded, figure.end, share.right) if figure.percent else None
    words = share.clause[figure.start : base.end() if base else figure.end].strip()
    unit = _unit(share, _tail_end(share)) if figure.percent else leading_unit(name)
    year = _year(share.folded[share.left : figure.start]) or _year(share.folded[figure.end : share.right])
    return Target(name, words, unit, year, is_rank=False, is_marked=figure.marked, start=share.left, end=end)


def _names_nothing(share: _Share) -> bool:
    """Whether the words before a figure are none, or only say that something is made or had."""
    start, end = _name_span(share)
    before = share.folded[start:end]
    if start >= end or _ONLY_MAKES.match(before):
        return True
    reached = _REACHED.search(share.folded[: share.figure.start])
    return share.figure.percent and len(before.split()) <= _FEW and not reached


def _span_behind(share: _Share) -> tuple[int, int]:
    folded, end = share.folded, share.right
    start = end - len(folded[share.figure.end : end].lstrip())
    if _NO_NAME.match(folded, start, end):
        return start, start
    turn = _TURN.search(folded, start, end)
    end = turn.start() if turn else end
    return start, start + len(folded[start:end].rstrip(" .,;:"))


# --- years ------------------------------------------------------------------------------------------------------------


def _year(folded: str) -> int | None:
    years = _YEAR.findall(folded) or _BARE_YEAR.findall(folded)
    return int(years[-1]) if years else None


def _without_year(share: _Share, start: int, end: int) -> str:
    """Words without a year that ends them: `50% vào năm 2030`."""
    ending = _YEAR_AT_END.search(share.folded[start:end])
    return share.clause[start : start + ending.start() if ending else end].strip(" ,;.")
