"""Names of targets: which words of a clause name what a figure is the target of, before the figure or behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from normalizers.figures import OR_MORE, Figure, any_of
from normalizers.orders import begins_with_order

_REACH = any_of("reaches")
_MODAL = rf"{any_of('modals')}(?:\s+(?:de|phai|dat|cho))*"
_TIME = (
    r"(?:(?:den|vao|trong|tu nay den)\s+(?:het\s+|cuoi\s+)?(?:nam\s+)?20\d\d"
    r"|giai doan\s+20\d\d\s*[-–]\s*20\d\d|(?:hang|moi)\s+nam)"
)
_OPENS_NAME = re.compile(rf"^\W*(?:(?:va|dong thoi|ngoai ra|rieng|trong do|{_TIME}|{_MODAL})\b\W*)+")
_ENDS_NAME = re.compile(rf"(?:[\s,;:–-]+|\b{_REACH}\b)+$")
_TURN_TO_GOAL = re.compile(rf"(?:,|\bva|\bde)\s+{_MODAL}\s+")
_NAMES = re.compile(rf"{any_of('names')}\b")
_COMMA_NAMES = re.compile(rf",\s+(?={any_of('names')}\b)")
_LABEL = re.compile(r":\s+(?=\S)")
"""What labels a clause: `Về ngân sách nhà nước: Tỉ lệ ...`."""
_ASIDE = re.compile(r"\s*\([^()]{60,}\)\s*$")
_ONLY_MAKES = re.compile(rf"^\W*(?:{any_of('makes')}(?:\s+(?:duoc|moi|them|va|thanh|vao|van hanh))*\W*)*$")
_MAKES_LAST = re.compile(rf"\b{any_of('makes_for')}(?:\s+(?:duoc|moi|them))*\s*$")
_CHANGES = re.compile(r"\b(?:cat giam|giam|tang|rut ngan)\W*$")
_BINDS = re.compile(rf"\b(?:{any_of('reaches_alone')}|{any_of('makes_for')})(?:\s+(?:duoc|moi|them))*\W*$")
_MODAL_BEFORE = re.compile(rf"\b{_MODAL}\b")
_FEW = 2
"""Words behind a figure that are its unit only: `có 12 người`."""
_TURN = re.compile(rf"(?:,|\s+va)\s+(?={any_of('turns')}\b)")
_NO_NAME = re.compile(r"(?:vao|den|trong|so voi)\s+(?:het\s+|cuoi\s+)?(?:nam\s+)?20\d\d|tro len|tro xuong")
_NOTHING_MORE = re.compile(r"\W*(?:$|(?:vao|den|trong|so voi|nam|moi|giai doan)\b)")
BASE = re.compile(rf"\s*(?:{any_of('bases')}|/\s*nam|moi nam)\b")
"""What a share is a share of."""
Span = tuple[int, int]


@dataclass(frozen=True)
class Share:
    """What belongs to one figure of a clause: from `left` up to `right`; `folded` is the clause letter by letter."""

    clause: str
    folded: str
    figure: Figure
    left: int
    right: int

    @property
    def before(self) -> str:
        """The folded words before the figure."""
        return self.folded[self.left : self.figure.start]

    @property
    def behind(self) -> str:
        """The folded words behind the figure."""
        return self.folded[self.figure.end : self.right]


def name_before(share: Share) -> Span:
    """What stands before a figure without the words that lead up to it: `Phấn đấu`, `đến năm 2030`, `đạt`, `ở mức`.

    The span is empty where nothing names the figure.
    """
    folded, start, end = share.folded, share.left, share.figure.start
    turns = [
        *_name_in_mid_sentence(folded, start, end),
        *_LABEL.finditer(folded, start, end),
        *_TURN_TO_GOAL.finditer(folded, start, end),
    ]
    start = max((turn.end() for turn in turns), default=start)
    opening = _OPENS_NAME.match(folded[start:end])
    bare = folded[start:end].lstrip(" ,;-–+:")
    start = start + opening.end() if opening else end - len(bare)
    for ending in (_ENDS_NAME, _ASIDE):
        found = ending.search(folded[start:end])
        end = start + found.start() if found else end
    return start, max(start, end)


def _name_in_mid_sentence(folded: str, start: int, end: int) -> list[re.Match[str]]:
    """Where the name begins in a sentence that begins with something else: `..., quy mô kinh tế số đạt ...`."""
    if _NAMES.match(folded[start:end].lstrip()):
        return []
    return list(_COMMA_NAMES.finditer(folded, start, end))[-1:]


def is_named_behind(share: Share) -> bool:
    """Whether the words before a figure are none, or only say that something is made, had or changed."""
    start, end = name_before(share)
    until, words = share.folded[: share.figure.start], len(share.behind.split())
    if start >= end or _ONLY_MAKES.match(share.folded[start:end]):
        return True
    if words > _FEW and _MAKES_LAST.search(until):
        return True
    if words > _FEW and _CHANGES.search(until) and begins_with_order(share.clause[start:end]):
        # `Rà soát quy trình, cắt giảm 20% thời gian giải quyết`
        return True
    # `Bảo đảm đến hết năm 2025, 100% thủ tục ...`, be the verb misread
    return share.figure.percent and until.rstrip().endswith(",")


def name_behind(share: Share) -> Span:
    """The words behind a figure that name it, up to where the sentence turns to something else; empty for none."""
    folded, end = share.folded, share.right
    start = end - len(share.behind.lstrip())
    base = BASE.match(folded, share.figure.end, end)
    if base and _NOTHING_MORE.match(folded, base.end(), end):
        return start, start
    if _NO_NAME.match(folded, start, end) or OR_MORE.match(folded, share.figure.end, end):
        return start, start
    turn = _TURN.search(folded, start, end)
    end = turn.start() if turn else end
    return start, start + len(folded[start:end].rstrip(" .,;:"))


def is_bound(share: Share) -> bool:
    """Whether a marked figure is one to reach: a verb or modal stands before it, or it is the whole."""
    whole = share.figure.percent and "100" in share.folded[share.figure.start : share.figure.end]
    return share.figure.marked and (whole or any(p.search(share.before) for p in (_BINDS, _MODAL_BEFORE)))
