"""Charges: the bodies that a sentence makes responsible for what it orders."""

from __future__ import annotations

import re
from functools import lru_cache

from normalizers.agency_names import all_heads, is_collective, opens_with
from normalizers.orders import verbs_pattern
from normalizers.sentences import sentences_of
from normalizers.vocabulary import load

_GIVES = re.compile(r"^(?:đồng thời\s+)?(?:giao|yêu cầu|đề nghị|phân công)\s+(?:cho\s+)?(?P<rest>.+)$", re.IGNORECASE)
_LEADS = re.compile(
    r"^(?P<lead>.{2,160}?),?\s+(?:là (?:cơ quan|đơn vị) (?:chủ trì|đầu mối)|chủ trì|có trách nhiệm|chịu trách nhiệm)\b"
)
_LEADS_ITSELF = re.compile(r"chủ trì,?\s+phối hợp\b", re.IGNORECASE)
"""An order to whoever the heading above names: `a) Chủ trì, phối hợp với Sở Nội vụ ...`."""
_WITH = re.compile(
    r"\bphối hợp(?: chặt chẽ)?(?: với| cùng|(?= Sở | Bộ | Ban | UBND | Ủy ban ))\s+(?P<rest>.+)$", re.IGNORECASE
)
_NEXT_BODY = re.compile(r"\s*(?:$|[,;]\s+[A-ZĐ]|và\s+[A-ZĐ])")
_LONGEST = 160


@lru_cache(maxsize=2048)
def charges_in(text: str) -> tuple[str | None, str | None]:
    """The body charged to lead and those to coordinate, as printed; None where the text charges nobody.

    >>> charges_in("Giao Sở Tài chính chủ trì, phối hợp với Sở Nội vụ, các địa phương tham mưu bố trí kinh phí.")
    ('Sở Tài chính', 'Sở Nội vụ, các địa phương')
    >>> charges_in("Chủ trì, phối hợp với Sở Nội vụ xây dựng quy chế.")
    (None, 'Sở Nội vụ')
    >>> charges_in("Xây dựng nền tảng số dùng chung của tỉnh.")
    (None, None)
    """
    text = text.replace("uỷ", "ủy").replace("Uỷ", "Ủy")
    for start, end in sentences_of(text):
        sentence = text[start:end].strip()
        if _LEADS_ITSELF.match(sentence):
            return None, _coordinating(sentence)
        given = _GIVES.match(sentence)
        rest = given["rest"] if given else sentence
        if not _opens_body(rest):
            continue
        leads = _LEADS.match(rest)
        lead = leads["lead"] if leads else _up_to_verb(rest) if given else None
        if lead and _opens_body(lead):
            return lead.strip(" ,:"), _coordinating(rest[len(lead) :])
    return None, None


def _coordinating(rest: str) -> str | None:
    found = _WITH.search(rest[: _LONGEST * 2])
    if not found or not _opens_body(found["rest"]):
        return None
    return _up_to_verb(found["rest"])


def _up_to_verb(text: str) -> str | None:
    """The bodies up to the verb of what they are to do, or to the colon of a lead-in; None where neither comes."""
    verbs = [m for m in verbs_pattern().finditer(text[:_LONGEST]) if m[0][:1].islower()]
    for number, match in enumerate(verbs):
        before = text[: match.start()]
        if not before.endswith(" ") or before.count("(") != before.count(")"):
            continue
        # `Viện Vật liệu xây dựng nghiên cứu ...`, `Cục Quản lý đầu tư, Vụ Vận tải`
        following = verbs[number + 1].start() if number + 1 < len(verbs) else None
        goes_on = following == match.end() + 1 or _NEXT_BODY.match(text, match.end())
        if not (match[0] in load("orders")["in_names"] and goes_on):
            return before.strip(" ,:;") or None
    return text.rstrip(" :") if text.rstrip().endswith(":") else None


def _opens_body(text: str) -> bool:
    return opens_with(text, all_heads()) is not None or is_collective(text)
