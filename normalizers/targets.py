"""Quantified targets that a clause of prose states: the words that name each, and the words that give its value."""

from __future__ import annotations

import re
from dataclasses import dataclass

from normalizers.figures import Figure, any_of, figures_in
from normalizers.target_names import BASE, Share, is_bound, is_named_behind, name_before, name_behind
from normalizers.text import plain
from normalizers.units import leading_unit

_OPERATORS = ("từ", "hơn", "trên")
_LIKE_OPERATOR = re.compile(r"\b(?:t[uùúủũụưừứửữự]|h[oòóỏõọôồốổỗộơờớởỡợ]n|tr[eèéẻẽẹêềếểễệ]n)\b", re.IGNORECASE)
_PARTING = re.compile(rf"[,;]?\s*\b(?:trong do|rieng)\b\s*|(?:,|\bva\b)\s+(?={any_of('openers')}\b)")
_SEPARATOR = re.compile(r",\s+|\s+va\s+")
_ABOUT = re.compile(r"\s+ve\s+(?=(?:chi so|muc do|ket qua|xep hang|nang luc)\b)")
_ABOUT_ANY = re.compile(r"\s+ve\s+(?=[a-z])")
_YEAR = re.compile(r"(?<!so voi )(?<!cung ky )(?:\b(?:vao|den|trong)\s+)?(?:(?:het|cuoi)\s+)?\bnam\s+(20\d\d)\b")
_BARE_YEAR = re.compile(r"\bden (?:het )?(20\d\d)\b")
_YEAR_AT_END = re.compile(rf"[\s,(]*{_YEAR.pattern}[\s)]*$")
_OR_MORE_PRINTED = re.compile(r"\s*\btrở (?:lên|xuống)\b.*$")
_NEAR = 5
"""Words after a figure within which a comma ends what belongs to it."""
_LONGEST_UNIT = 8


@dataclass(frozen=True)
class Target:
    """One target of a clause: its name, its words, its unit as printed, the year these words name, its span.

    `is_bound` tells that an operator or a per cent sign, and a verb besides, show the figure to be one to reach;
    `is_rank` that it is a place in an order.
    """

    name: str
    words: str
    unit: str | None
    year: int | None
    is_rank: bool
    is_bound: bool
    start: int
    end: int


def targets_in(clause: str, last_name: str | None = None) -> list[Target]:
    """The targets of a clause, in order; `start` and `end` are the span of each in it.

    A figure that no words name has the name of the target before it, `last_name` for the first.

    >>> [(t.name, t.words, t.unit) for t in targets_in("Quy mô kinh tế số đạt tối thiểu 30% GRDP")]
    [('Quy mô kinh tế số', 'tối thiểu 30% GRDP', '% GRDP')]
    >>> [(t.name, t.words) for t in targets_in("Chi cho R&D đạt 2% GRDP, trong đó kinh phí từ xã hội chiếm hơn 60%")]
    [('Chi cho R&D', '2% GRDP'), ('kinh phí từ xã hội', 'hơn 60%')]
    >>> [(t.name, t.words, t.unit) for t in targets_in("Hình thành 3-5 doanh nghiệp công nghệ số")]
    [('doanh nghiệp công nghệ số', '3-5', 'doanh nghiệp')]
    """
    found: list[Target] = []
    for share in _shares(clause):
        target = _named_behind(share) or _ranked_about(share) or _named_before(share, last_name)
        if target:
            found.append(target)
            last_name = target.name
    return found


def _shares(clause: str) -> list[Share]:
    """The clause cut between its figures."""
    folded = _same_length(clause)
    figures = figures_in(folded)
    cuts = [_cut(folded, first, second) for first, second in zip(figures, figures[1:], strict=False)]
    lefts = [0, *(behind for _, behind in cuts)]
    rights = [*(before for before, _ in cuts), len(clause)]
    return [Share(clause, folded, figure, lefts[n], rights[n]) for n, figure in enumerate(figures)]


def _same_length(text: str) -> str:
    """The text folded letter by letter, so that places in it are places in the text.

    Words that only look like an operator once they are folded (`tử`, `hồn`) are hidden.
    """
    text = _LIKE_OPERATOR.sub(lambda word: word[0] if word[0].lower() in _OPERATORS else "x" * len(word[0]), text)
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


def _named_behind(share: Share) -> Target | None:
    """`100% các đơn vị ...`, `Hình thành 3 trung tâm ...`: nothing before the figure names it, the words behind do."""
    figure = share.figure
    start, end = name_behind(share)
    if figure.rank or start >= end or not is_named_behind(share):
        return None
    name = share.clause[start:end]
    base = BASE.match(share.folded, figure.end, share.right) if figure.percent else None
    return Target(
        name=name,
        words=share.clause[figure.start : base.end() if base else figure.end].strip(),
        unit=_unit(share, _tail_end(share)) if figure.percent else leading_unit(name),
        year=_year(share.before) or _year(share.behind),
        is_rank=False,
        is_bound=is_bound(share),
        start=share.left,
        end=end,
    )


def _ranked_about(share: Share) -> Target | None:
    """`đưa tỉnh vào nhóm 20 tỉnh dẫn đầu về chỉ số chuyển đổi số`: the rank is one in what stands behind `về`."""
    if not share.figure.rank:
        return None
    start, end = name_before(share)
    about = (_ABOUT if start < end else _ABOUT_ANY).search(share.folded, share.figure.start, share.figure.end)
    if about is None:
        return None
    return Target(
        name=share.clause[about.end() : share.figure.end].strip(),
        words=share.clause[share.figure.start : about.start()],
        unit=None,
        year=_year(share.before),
        is_rank=True,
        is_bound=True,
        start=share.left,
        end=share.right,
    )


def _named_before(share: Share, last_name: str | None) -> Target | None:
    """`Quy mô kinh tế số đạt ...`; a figure without words of its own has the name of the one before it."""
    start, end = name_before(share)
    name = share.clause[start:end] if start < end else last_name
    if name is None:
        return None
    tail = _tail_end(share)
    return Target(
        name=name,
        words=_without_year(share, share.figure.start, tail),
        unit=_unit(share, tail),
        year=_year(share.behind) or _year(share.before),
        is_rank=share.figure.rank,
        is_bound=is_bound(share),
        start=share.left,
        end=share.right,
    )


def _tail_end(share: Share) -> int:
    """How far the words go that belong to a figure: a rank whole, a share up to the next comma, a unit to its end."""
    figure, rest = share.figure, share.behind
    if figure.rank:
        return figure.end
    comma = re.search(r",\s", rest)
    if comma and (figure.percent or len(rest.split()) > _LONGEST_UNIT):
        rest = rest[: comma.start()]
    return figure.end + len(rest.rstrip(" .,;:"))


def _unit(share: Share, tail: int) -> str | None:
    figure = share.figure
    if figure.rank:
        return None
    if figure.percent:
        base = BASE.match(share.folded, figure.end, tail)
        printed = share.clause[figure.end : base.end()].strip() if base else ""
        return f"%{printed}" if printed.startswith("/") or not printed else f"% {printed}"
    rest = _OR_MORE_PRINTED.sub("", _without_year(share, figure.end, tail)).strip(" .,;")
    return (rest or None) if len(rest.split()) <= _LONGEST_UNIT else leading_unit(rest)


def _year(folded: str) -> int | None:
    years = _YEAR.findall(folded) or _BARE_YEAR.findall(folded)
    return int(years[-1]) if years else None


def _without_year(share: Share, start: int, end: int) -> str:
    """Words without a year that ends them: `50% vào năm 2030`."""
    ending = _YEAR_AT_END.search(share.folded[start:end])
    return share.clause[start : start + ending.start() if ending else end].strip(" ,;.")
