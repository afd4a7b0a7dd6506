"""Citations: which documents a text cites, with kind, date and issuer as the citation gives them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from normalizers.dates import DATE, iso_date
from normalizers.symbols import SYMBOL, kind_names, parse_symbol
from normalizers.text import capital_first

_KIND = re.compile(
    rf"({'|'.join(re.escape(name) for name in kind_names())})(?:\s+(?:liên tịch|hành động))?\s*(?:số\s*:?\s*)?$",
    re.IGNORECASE,
)
_ISSUER = re.compile(
    r"^[\s,]*(?:ngày[^;]{6,30}?)?[\s,]*(?:năm \d{4}\s+)?của\s+((?:[^;,.:()]|,(?= Thể thao)){2,80}?)"
    r"(?=\s+(?:về|ngày|ban hành|thực hiện|triển khai|tiếp tục|sửa đổi|phê duyệt|quy định|tại)\b"
    rf"|\s+và\s+(?i:{'|'.join(map(re.escape, kind_names()))})\b|[;,.:()“\"]|$)"
)
_LAW = re.compile(
    r"\b(Luật|Bộ luật|Pháp lệnh)\s+(?P<name>\w[^;:()“”\"]{3,110}?)\s+"
    r"(?P<when>ngày\s+\d{1,2}\s*(?:/|tháng)\s*\d{1,2}\s*(?:/|năm)\s*(?:19|20)\d\d|năm\s+(?:19|20)\d\d)"
)
_DATE_REACH = 90


@dataclass(frozen=True)
class Citation:
    """One citation in a text; `start` and `end` are its span, `symbol` is None for a law cited by name."""

    symbol: str | None
    kind: str | None
    date: str | None
    issuer: str | None
    start: int
    end: int


def citations_in(text: str) -> list[Citation]:
    """The citations of a text, in order.

    >>> found = citations_in("Nghị quyết số 48-NQ/TU ngày 20/02/2025 của Ban Chấp hành Đảng bộ tỉnh về chuyển đổi số")
    >>> found[0].symbol, found[0].date, found[0].issuer
    ('48-NQ/TU', '2025-02-20', 'Ban Chấp hành Đảng bộ tỉnh')
    """
    marks = [(match.start(), match.end()) for match in SYMBOL.finditer(text)]
    found = [_citation(text, marks, index) for index in range(len(marks))]
    return sorted([c for c in found if c] + _laws(text, marks), key=lambda citation: citation.start)


def _citation(text: str, marks: Sequence[tuple[int, int]], index: int) -> Citation | None:
    start, end = marks[index]
    symbol = parse_symbol(text[start:end])
    if symbol is None:
        return None
    begin = marks[index - 1][1] if index else 0
    limit = marks[index + 1][0] if index + 1 < len(marks) else len(text)
    named = _KIND.search(text[begin:start])
    tail = text[end : min(limit, end + _DATE_REACH + 60)]
    issuer = _ISSUER.match(tail)
    return Citation(
        symbol.text,
        _kind_as_named(named[0], symbol.kind) if named else symbol.kind or _law_before(text[begin:start]),
        _date_after(tail),
        capital_first(issuer[1].strip()) if issuer else None,
        begin + named.start() if named else start,
        end,
    )


def _law_before(text: str) -> str | None:
    """The kind of a law cited by name and symbol: `Luật Khoa học, công nghệ số 93/2025/QH15`."""
    named = re.findall(r"\b(Luật|Bộ luật|Pháp lệnh|Nghị quyết)\b", re.split(r"[;.]", text)[-1])
    return str(named[0]) if named else None


def _kind_as_named(words: str, by_symbol: str | None) -> str | None:
    """The longest kind the words before a symbol name; the symbol's own where they name none."""
    bare = re.sub(r"\s*số\s*:?\s*$", "", words, flags=re.IGNORECASE).strip().lower()
    return next((name for name in kind_names() if bare.startswith(name.lower())), by_symbol)


def _date_after(tail: str) -> str | None:
    """The date of a citation: at once after its symbol or after its issuer, before the next clause begins."""
    clause = re.split(r"[;(“\"]|\bvề\b|\bban hành\b|\bthực hiện\b|\btriển khai\b|\bsửa đổi\b", tail, maxsplit=1)[0]
    found = DATE.search(clause[:_DATE_REACH])
    date = iso_date(found[0]) if found else None
    return date if date and len(date) == 10 else None


def _laws(text: str, marks: Sequence[tuple[int, int]]) -> list[Citation]:
    laws = []
    for match in _LAW.finditer(text):
        if any(match.start() < end and start < match.end() for start, end in marks):
            continue
        date = iso_date(match["when"]) or match["when"][-4:]
        laws.append(Citation(None, match[1].capitalize(), date, None, match.start(), match.end()))
    return laws


def merged(citations: Sequence[Citation]) -> dict[str, Citation]:
    """One citation for each symbol: the first, with what later ones add (date, issuer)."""
    by_symbol: dict[str, Citation] = {}
    for citation in citations:
        if citation.symbol is None:
            continue
        known = by_symbol.setdefault(citation.symbol, citation)
        by_symbol[citation.symbol] = replace(
            known, date=known.date or citation.date, issuer=known.issuer or citation.issuer
        )
    return by_symbol
