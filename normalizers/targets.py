"""Quantified targets that a clause of prose states: the words that name each, and the words that give its value."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from normalizers.figures import Figure, any_word, figures_in
from normalizers.target_names import BASE, SCALE, Share, is_bound, is_named_behind, name_before, name_behind
from normalizers.units import leading_unit

_PARTING = re.compile(rf"[,;]?\s*\b(?:trong đó|riêng)\b\s*|(?:,|\bvà\b)\s+(?={any_word('openers')}\b)")
_SEPARATOR = re.compile(r",\s+|\s+và\s+")
_ABOUT = re.compile(r"\s+về\s+(?=[^\W\d_])")
_INDEX = re.compile(rf"{any_word('names')}|chỉ số|mức độ|xếp hạng|trình độ|tiềm lực")
_LONGEST_PLACE = 6
"""Words of a place that is to rank: `đưa tỉnh Khánh Hòa vào nhóm ...`; what is longer is what ranks."""
_YEAR = re.compile(r"(?<!so với )(?<!cùng kỳ )(?:\b(?:vào|đến|trong)\s+)?(?:(?:hết|cuối)\s+)?\bnăm\s+(20\d\d)\b")
_BARE_YEAR = re.compile(r"\bđến (?:hết )?(20\d\d)\b|\b(20\d\d)\s*:")
_YEAR_AT_END = re.compile(rf"[\s,(]*{_YEAR.pattern}[\s)]*$")
_OR_MORE = re.compile(r"\s*\btrở (?:lên|xuống)\b.*$")
_NEAR = 5
"""Words after a figure within which a comma ends what belongs to it."""
_REST = 6
"""Words after the last comma of a clause that still belong to what a rank is about."""
_LONGEST_UNIT = 8


@dataclass(frozen=True)
class Target:
    """One target of a clause: its name, its words, its unit as printed, the year these words name, its span.

    `is_bound` tells that an operator or a per cent sign, and a verb besides, show the figure to be one to reach;
    `is_rank` that it is a place in an order, `is_about` that its name stands behind the rank.
    """

    name: str
    words: str
    unit: str | None
    year: int | None
    is_rank: bool
    is_bound: bool
    start: int
    end: int
    is_about: bool = False


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
    nameless: list[Share] = []
    for share in _shares(clause):
        target = _named_behind(share) or _ranked_about(share) or _named_before(share, last_name)
        if target is None:
            nameless.append(share)
            continue
        # `Đến năm 2027 đạt 60%, đến năm 2030 đạt 90% hộ gia đình`: the first has the name of the second
        found += [named for early in nameless if (named := _named_before(early, target.name))]
        nameless = []
        found.append(target)
        last_name = target.name
    return _ranked_alike(found)


def _ranked_alike(targets: list[Target]) -> list[Target]:
    """`thuộc nhóm 3 nước dẫn đầu khu vực, nhóm 50 nước dẫn đầu thế giới về X`: both ranks are in X."""
    for number, (first, second) in reversed(list(enumerate(pairwise(targets)))):
        if first.is_rank and second.is_about and not first.is_about and len(first.name.split()) <= _LONGEST_PLACE:
            targets[number] = replace(first, name=second.name, is_about=True)
    return targets


def _shares(clause: str) -> list[Share]:
    """The clause cut between its figures."""
    words = clause.lower()
    if len(words) != len(clause):
        words = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in clause)
    figures = figures_in(words)
    cuts = [_cut(words, first, second) for first, second in pairwise(figures)]
    lefts = [0, *(behind for _, behind in cuts)]
    rights = [*(before for before, _ in cuts), len(clause)]
    return [Share(clause, words, figure, lefts[n], rights[n]) for n, figure in enumerate(figures)]


def _cut(words: str, first: Figure, second: Figure) -> tuple[int, int]:
    """Where, between two figures, the words of the first end and those of the second begin."""
    start, end = first.end, second.start
    if parting := _PARTING.search(words, start, end):
        return parting.start(), parting.end()
    separators = list(_SEPARATOR.finditer(words, start, end))
    if not separators:
        return (start, start) if words[start:end].strip() else (end, end)
    if separators[-1].end() == end:
        # `120 doanh nghiệp khoa học và công nghệ, 35 doanh nghiệp khởi nghiệp`
        return separators[-1].start(), end
    near = len(words[start : separators[0].start()].split()) <= _NEAR
    chosen = separators[0] if near else separators[-1]
    return chosen.start(), chosen.end()


def _named_behind(share: Share) -> Target | None:
    """`100% các đơn vị ...`, `Hình thành 3 trung tâm ...`: nothing before the figure names it, the words behind do."""
    figure = share.figure
    start, end = name_behind(share)
    if figure.rank or start >= end or not is_named_behind(share):
        return None
    name = share.clause[start:end]
    base = BASE.match(share.words, figure.end, share.right) if figure.percent else None
    scale = None if figure.percent else SCALE.match(share.words, figure.end, share.right)
    last = base.end() if base else scale.end() if scale else figure.end
    return Target(
        name=name,
        words=share.clause[figure.start : last].strip(),
        unit=_unit(share, _tail_end(share)) if figure.percent else _scaled(share, scale, name),
        year=_year(share.before) or _year(share.behind),
        is_rank=False,
        is_bound=is_bound(share),
        start=share.left,
        end=end,
    )


def _scaled(share: Share, scale: re.Match[str] | None, name: str) -> str | None:
    """The unit of what is counted, with its scale: `triệu lượt khách`, `tỷ đồng`."""
    if scale is None:
        return leading_unit(name)
    printed = share.clause[scale.start() : scale.end()].strip()
    noun = None if printed.lower().endswith(("đồng", "usd")) else leading_unit(name)
    return f"{printed} {noun}" if noun else printed


def _ranked_about(share: Share) -> Target | None:
    """`đưa tỉnh vào nhóm 20 tỉnh dẫn đầu về chỉ số chuyển đổi số`: a place ranks in what stands behind `về`."""
    figure = share.figure
    start, end = name_before(share)
    subject = share.words[start:end]
    about = _ABOUT.search(share.words, figure.start, figure.end) if figure.rank else None
    if about is None or len(subject.split()) > _LONGEST_PLACE or _INDEX.match(subject):
        return None
    rest = share.words[figure.end : share.right]
    until = share.right if rest.startswith(",") and len(rest.split()) <= _REST else figure.end
    return Target(
        name=share.clause[about.end() : until].strip(" .,;"),
        words=share.clause[figure.start : about.start()],
        unit=None,
        year=_year(share.before),
        is_rank=True,
        is_bound=True,
        start=share.left,
        end=share.right,
        is_about=True,
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
        base = BASE.match(share.words, figure.end, tail)
        printed = share.clause[figure.end : base.end()].strip() if base else ""
        return f"%{printed}" if printed.startswith("/") or not printed else f"% {printed}"
    rest = _OR_MORE.sub("", _without_year(share, figure.end, tail)).strip(" .,;")
    return (rest or None) if len(rest.split()) <= _LONGEST_UNIT else leading_unit(rest)


def _year(words: str) -> int | None:
    years = _YEAR.findall(words) or ["".join(found) for found in _BARE_YEAR.findall(words)]
    return int(years[-1]) if years else None


def _without_year(share: Share, start: int, end: int) -> str:
    """Words without a year that ends them: `50% vào năm 2030`."""
    ending = _YEAR_AT_END.search(share.words[start:end])
    return share.clause[start : start + ending.start() if ending else end].strip(" ,;.")
