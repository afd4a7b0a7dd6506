"""Names of targets: which words of a clause name what a figure is the target of, before the figure or behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from normalizers.figures import OR_MORE, Figure, any_word
from normalizers.orders import begins_with_order

_REACH = any_word("reaches")
_MODAL = rf"{any_word('modals')}(?:\s+(?:để|phải|đạt|cho))*"
_YEAR = (
    r"(?:(?:vào|đến|trong|từ nay đến)\s+)?(?:hết\s+|cuối\s+)?năm\s+20\d\d|(?:vào|đến|trong)\s+20\d\d"
    r"|20\d\d(?=\s*:)"
)
_TIME = rf"(?:{_YEAR}|giai đoạn\s+20\d\d\s*[-–]\s*20\d\d|(?:hằng|hàng|mỗi)\s+năm)"
_OPENS_NAME = re.compile(rf"^\W*(?:(?:và|đồng thời|ngoài ra|riêng|trong đó|{_TIME}|{_MODAL})\b\W*)+")
_ENDS_NAME = re.compile(rf"(?:[\s,;:–-]+|\b{_REACH}\b|\b(?:{_YEAR}))+$")
_OPENS_CHANGE = re.compile(rf"^\W*{any_word('changes')}\s+")
_ENDS_CHANGE = re.compile(rf"(?:[\s,]+|\b{any_word('changes', 'reaches')}\b|\b(?:{_YEAR})\b)+$")
_COMES_TO = re.compile(r"\b(?:còn|xuống|lên)\W*$")
_ONLY_CHANGE = re.compile(rf"^\W*(?:(?:{any_word('changes')}|bình quân|trung bình|thêm|xuống|còn|lên)\b\W*)+$")
_TURN_TO_GOAL = re.compile(rf"(?:,|\bvà|\bđể)\s+{_MODAL}\s+")
_NAMES = re.compile(rf"{any_word('names')}\b")
_THEN_NAMES = re.compile(rf"(?:,|\bcó)\s+(?={any_word('names')}\b)")
_LABEL = re.compile(r":\s+(?=\S)")
"""What labels a clause: `Về ngân sách nhà nước: Tỉ lệ ...`."""
_ONLY_YEAR = re.compile(r"(?:năm\s+)?20\d\d\s*:?\s*$")
_ASIDE = re.compile(r"\s*\([^()]{60,}\)\s*$")
_EXPLAINS = re.compile(r"\s*\((?!đối với\b)[^()]+\)?$")
"""Brackets behind a name that are longer than half of it, and do not limit it."""
_ONLY_MAKES = re.compile(rf"^\W*(?:{any_word('makes')}(?:\s+(?:được|mới|thêm|và|thành|vào|vận hành))*\W*)*$")
_MAKES_LAST = re.compile(rf"\b{any_word('makes_for')}(?:\s+(?:được|mới|thêm))*\s*$")
_CHANGES_LAST = re.compile(rf"\b{any_word('changes')}\W*$")
_BINDS = re.compile(rf"\b(?:{any_word('reaches_alone', 'makes_for')})(?:\s+(?:được|mới|thêm))*\W*$")
_MODAL_BEFORE = re.compile(rf"\b{_MODAL}\b")
_RATIO = re.compile(r"\s*[^\W\d_]+(?:\s+[^\W\d_]+)?/\S")
"""`15 bác sĩ/vạn dân` has its unit behind it, whatever makes it."""
_PLACED_IN = re.compile(r"\b(?:tại|cho|với)\s*$")
_LONG_SUBJECT = 40
"""Letters of a subject that names no share: `Sở ... chủ trì phủ sóng 5G tại 100% trung tâm xã`."""
_FEW = 2
"""Words behind a figure that are its unit only: `có 12 người`."""
_TURN = re.compile(rf"(?:,|\s+và)\s+(?={any_word('turns')}\b)|\s+so với\s+(?:năm|cùng kỳ)")
_NO_NAME = re.compile(rf"(?:{_YEAR}|so với\s|đối với\s|trở lên|trở xuống)")
_NOTHING_MORE = re.compile(r"\W*(?:$|\(|(?:vào|đến|trong|so với|năm|mỗi|giai đoạn)\b)")
BASE = re.compile(rf"\s*(?:{any_word('bases')}|/\s*năm|mỗi năm)\b")
"""What a share is a share of."""
SCALE = re.compile(rf"\s*{any_word('scales')}\b(?:\s+(?:đồng|usd)\b)?")
"""`triệu`, `tỷ đồng` behind a figure."""
Span = tuple[int, int]


@dataclass(frozen=True)
class Share:
    """What belongs to one figure of a clause: from `left` up to `right`; `words` is the clause in small letters."""

    clause: str
    words: str
    figure: Figure
    left: int
    right: int

    @property
    def before(self) -> str:
        """The words before the figure."""
        return self.words[self.left : self.figure.start]

    @property
    def behind(self) -> str:
        """The words behind the figure."""
        return self.words[self.figure.end : self.right]


def name_before(share: Share) -> Span:
    """What stands before a figure without the words that lead up to it: `Phấn đấu`, `đến năm 2030`, `đạt`, `ở mức`.

    The span is empty where nothing names the figure.
    """
    words, start, end = share.words, share.left, share.figure.start
    turns = [
        *_name_in_mid_sentence(words, start, end),
        *(label for label in _LABEL.finditer(words, start, end) if not _ONLY_YEAR.match(words, label.end(), end)),
        *_TURN_TO_GOAL.finditer(words, start, end),
    ]
    start = max((turn.end() for turn in turns), default=start)
    comes_to = share.figure.changes or _COMES_TO.search(words[start:end]) is not None
    opening = _OPENS_NAME.match(words[start:end])
    bare = words[start:end].lstrip(" ,;-–+:")
    start = start + opening.end() if opening else end - len(bare)
    if comes_to and (change := _OPENS_CHANGE.match(words[start:end])):
        start += change.end()
    for ending in (_ENDS_CHANGE if comes_to else _ENDS_NAME, _ASIDE):
        found = ending.search(words[start:end])
        end = start + found.start() if found else end
    return (start, start) if _ONLY_CHANGE.match(words[start:end]) else (start, max(start, end))


def _name_in_mid_sentence(words: str, start: int, end: int) -> list[re.Match[str]]:
    """Where the name begins in a sentence that begins with something else: `..., quy mô kinh tế số đạt ...`."""
    if _NAMES.match(words[start:end].lstrip()):
        return []
    return list(_THEN_NAMES.finditer(words, start, end))[-1:]


def is_named_behind(share: Share) -> bool:
    """Whether the words before a figure are none, or only say that something is made, had or changed."""
    if share.figure.changes:
        return False
    start, end = name_before(share)
    until, many = share.words[: share.figure.start], len(share.behind.split()) > _FEW
    if _ONLY_CHANGE.match(share.before):
        # `Cắt giảm 30% thời gian giải quyết`, but `..., tăng 8%/năm`
        return many
    if start < end and _RATIO.match(share.behind):
        return False
    if many and _PLACED_IN.search(until) and (end - start) > _LONG_SUBJECT:
        return True
    if start >= end or _ONLY_MAKES.match(share.words[start:end]) or (many and _MAKES_LAST.search(until)):
        return True
    if many and _CHANGES_LAST.search(until) and begins_with_order(share.clause[start:end]):
        # `Rà soát quy trình, cắt giảm 20% thời gian giải quyết`
        return True
    # `Bảo đảm đến hết năm 2025, 100% thủ tục ...`, be the verb misread
    return share.figure.percent and until.rstrip().endswith(",")


def name_behind(share: Share) -> Span:
    """The words behind a figure that name it, up to where the sentence turns to something else; empty for none."""
    words, end = share.words, share.right
    start = end - len(share.behind.lstrip())
    base = BASE.match(words, share.figure.end, end)
    if base and _NOTHING_MORE.match(words, base.end(), end):
        return start, start
    if _NO_NAME.match(words, start, end) or OR_MORE.match(words, share.figure.end, end):
        return start, start
    if scale := SCALE.match(words, share.figure.end, end):
        start = end - len(words[scale.end() : end].lstrip())
    turn = _TURN.search(words, start, end)
    end = turn.start() if turn else end
    ending = re.search(rf"[\s,(]*(?:{_YEAR})[\s).]*$", words[start:end])
    end = start + ending.start() if ending else end
    end = start + len(words[start:end].rstrip(" .,;:("))
    if words[start:end].count(")") > words[start:end].count("("):
        end = start + len(words[start:end].rstrip(" )"))
    aside = _EXPLAINS.search(words[start:end])
    return start, start + aside.start() if aside and 2 * len(aside[0]) > end - start - len(aside[0]) else end


def is_bound(share: Share) -> bool:
    """Whether a marked figure is one to reach: a verb or modal stands before it, or it is the whole."""
    whole = share.figure.percent and "100" in share.words[share.figure.start : share.figure.end]
    changes = share.figure.changes or whole
    return share.figure.marked and (changes or any(p.search(share.before) for p in (_BINDS, _MODAL_BEFORE)))
