"""Relations between a document and those it cites, read from the words around each citation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from normalizers.citations import Citation, citations_in
from normalizers.text import CAPITALS
from schemas.records import Relation


class Part(StrEnum):
    """The part of a document a paragraph stands in."""

    TITLE = "title"
    OPENING = "opening"
    BODY = "body"


@dataclass(frozen=True)
class Stated:
    """A relation as stated once: of the document itself (`via` None), or of the cited document `via`.

    `direct` is True for a document that this one carries out at first hand, not by way of another.
    """

    citation: Citation
    relation: Relation
    via: str | None
    direct: bool
    evidence: str


RANK = {relation: rank for rank, relation in enumerate(Relation)}
"""Strongest first."""

_VERBS: tuple[tuple[re.Pattern[str], Relation], ...] = (
    (re.compile(r"\b(?:thay thế|bãi bỏ|hủy bỏ)\b", re.IGNORECASE), Relation.REPLACES),
    (re.compile(r"\b(?:sửa đổi|bổ sung|cập nhật|điều chỉnh)\b", re.IGNORECASE), Relation.AMENDS),
    (
        re.compile(
            r"\b(?:thực hiện|triển khai|cụ thể hóa|cụ thể hoá|thi hành|quán triệt|tổ chức thực hiện)\b", re.IGNORECASE
        ),
        Relation.IMPLEMENTS,
    ),
)
_BASIS = re.compile(
    r"^(?:-\s*)?(?:căn cứ|theo đề nghị|xét đề nghị|xét tờ trình|theo tờ trình|trên cơ sở)\b", re.IGNORECASE
)
_ORDER = re.compile(r"^(?:-\s*)?(?:triển khai|thực hiện|tiếp tục|để triển khai|để thực hiện|nhằm)\b", re.IGNORECASE)
_OWN_ACT = re.compile(
    r"\b(?:quyết định|kế hoạch|nghị quyết|chương trình|chỉ thị|văn bản)(?: hành động)? này\b[^.;]{0,40}"
    r"\b(?P<verb>thay thế|bãi bỏ|sửa đổi)\b|^(?:điều \d+\.?\s*)?(?P<head>bãi bỏ|sửa đổi|thay thế)\b",
    re.IGNORECASE,
)
_ALIAS = re.compile(r"(?:gọi tắt là|gọi là|viết tắt là)[^();]*$", re.IGNORECASE)
_EVIDENCE = 160


def relations_in(text: str, part: Part, own_symbol: str | None) -> list[Stated]:
    """What one paragraph states of each document it cites."""
    citations = [c for c in citations_in(text) if c.symbol is None or c.symbol != own_symbol]
    stated: list[Stated] = []
    chain: list[tuple[Citation, Relation, str | None]] = []
    for index, citation in enumerate(citations):
        begin = citations[index - 1].end if index else 0
        between = text[begin : citation.start]
        top, relation, via = _place(between, index, chain)
        own = _own_relation(text, part, citation, top=top, chain=chain, relation=relation)
        evidence = _evidence(text, citation)
        direct = top and own is Relation.IMPLEMENTS
        stated.append(Stated(citation, own, None, direct, evidence))
        if via and relation is not Relation.MENTIONS and citation.symbol and via != citation.symbol:
            stated.append(Stated(citation, relation, via, False, evidence))
        chain.append((citation, Relation.IMPLEMENTS if top and own is Relation.IMPLEMENTS else relation, via))
    return stated


def _place(
    between: str, index: int, chain: Sequence[tuple[Citation, Relation, str | None]]
) -> tuple[bool, Relation, str | None]:
    """Whether a citation stands at the top of its sentence; else the relation and the cited document it hangs on.

    After a `;` or a full stop the sentence starts anew. A verb between two citations hangs the second on the first
    (`Nghị quyết A ... sửa đổi Nghị quyết B`); `và` or a comma alone sets it beside the first.
    """
    verb = last_verb(between)
    if index == 0 or _starts_anew(between):
        return True, verb or Relation.MENTIONS, None
    before, before_relation, before_via = chain[-1]
    if _ALIAS.search(between):
        return False, Relation.MENTIONS, None
    tail = re.split(r"[,]|\bvà\b", between)[-1] if not verb else between
    if verb is None or (re.search(r"\bvà\s*$", between) and last_verb(tail) is None):
        top = before_via is None and before_relation is not Relation.MENTIONS
        return top, before_relation, before_via
    return False, verb, before.symbol


def _starts_anew(between: str) -> bool:
    outside = re.sub(r"\([^()]*\)|“[^”]*”", " ", between)
    return bool(re.search(rf";|\.\s+[{CAPITALS}]", outside))


def last_verb(between: str) -> Relation | None:
    """The relation of the last verb in the words before a citation.

    >>> last_verb("của Chính phủ sửa đổi, bổ sung Chương trình hành động thực hiện ").value
    'implements'
    """
    ends = [(match.end(), relation) for pattern, relation in _VERBS for match in pattern.finditer(between)]
    return max(ends, key=lambda end: end[0])[1] if ends else None


def _own_relation(
    text: str,
    part: Part,
    citation: Citation,
    *,
    top: bool,
    chain: Sequence[tuple[Citation, Relation, str | None]],
    relation: Relation,
) -> Relation:
    """What the document itself states of a citation."""
    act = _OWN_ACT.search(text[max(0, citation.start - 400) : citation.start])
    if act and top and (act["verb"] or part is Part.TITLE or text.startswith("Điều")):
        replaces = (act["verb"] or act["head"]).lower() in ("thay thế", "bãi bỏ")
        return Relation.REPLACES if replaces else Relation.AMENDS
    if part is Part.BODY:
        return Relation.MENTIONS
    if _BASIS.match(text):
        return Relation.BASIS if top else Relation.MENTIONS
    if part is Part.OPENING and not _ORDER.match(text):
        return Relation.MENTIONS
    if top:
        first = chain[0][1] if chain else relation
        return first if relation is Relation.MENTIONS else relation
    carried = all(link is Relation.IMPLEMENTS for _, link, _ in chain[_sentence_start(chain) :])
    return Relation.IMPLEMENTS if carried and relation is Relation.IMPLEMENTS else Relation.MENTIONS


def _sentence_start(chain: Sequence[tuple[Citation, Relation, str | None]]) -> int:
    """Index of the citation at the top of the sentence that the chain has come to."""
    return max((i for i, (_, _, via) in enumerate(chain) if via is None), default=0)


def _evidence(text: str, citation: Citation) -> str:
    """The words that state a relation: from the start of the clause, or not too far back, to the citation's end."""
    clause = max(text.rfind(";", 0, citation.start), text.rfind(". ", 0, citation.start)) + 1
    start = max(clause, citation.end - _EVIDENCE)
    if start > clause:
        start = text.find(" ", start) + 1
    return text[start : citation.end].strip(" ,;.)")


def strongest(stated: Iterable[Stated]) -> list[Stated]:
    """One statement for each cited document and each `via`: the strongest, of equals the first."""
    best: dict[tuple[object, str | None], Stated] = {}
    for statement in stated:
        key = (statement.citation.symbol or (statement.citation.kind, statement.citation.date), statement.via)
        known = best.get(key)
        if known is None or RANK[statement.relation] < RANK[known.relation]:
            best[key] = statement
    return list(best.values())
