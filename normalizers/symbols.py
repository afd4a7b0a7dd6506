"""Symbols of documents: `512/QĐ-UBND`, `57-NQ/TW`, `179/2024/NĐ-CP`, drafts with a blank number.

State documents follow Nghị định 30/2020/NĐ-CP (number/[year/]kind-issuer, letters number/issuer-unit), Party documents
Hướng dẫn 36-HD/VPTW (number-kind/issuer), laws and resolutions of the Quốc hội number/year/QH and term.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from normalizers.text import fold
from normalizers.vocabulary import load

_LETTERS = r"[A-ZĐƯƠÔÂÊĂ]"
_WORD = rf"{_LETTERS}[A-Za-zĐđƯưƠơÔôÂâÊêĂă]*\d{{0,3}}"
_STATE = rf"\d{{1,5}}\s?/\s?(?:(?:19|20)\d\d\s?/\s?)?{_WORD}(?:\s?[-–]\s?{_WORD}|&{_WORD}|\.{_WORD})+"
_PARTY = rf"\d{{1,4}}\s?[-–]\s?{_LETTERS}[A-Za-zĐđ]{{1,5}}\s?/\s?{_LETTERS}{{2,}}(?:[-.]{_LETTERS}+)*"
_ASSEMBLY = r"\d{1,4}\s?/\s?(?:19|20)\d\d\s?/\s?(?:QH|UBTVQH|PL-UBTVQH|NQ-UBTVQH)\d{1,2}"
SYMBOL = re.compile(rf"(?<![\w/.-])(?<!\d,)(?:{_ASSEMBLY}|{_PARTY}|{_STATE})(?![\w/])")
_DRAFT = re.compile(
    rf"(?:^|(?<=[\s:]))(?:[.…_]+\s?)?(?P<tail>(?:/\s?20\d\d\s?)?[/-]\s?{_WORD}(?:\s?[-–/]\s?{_WORD})+)(?!\w)"
)


@dataclass(frozen=True)
class Symbol:
    """A symbol in tidy spelling: `06/QĐ- TTg` -> `06/QĐ-TTg`; `number` is null in a draft."""

    text: str
    number: int | None
    year: int | None
    kind: str | None
    issuer: str


@lru_cache
def kind_names() -> tuple[str, ...]:
    """Names of the kinds of documents, longest first."""
    return tuple(sorted(load("document_kinds")["kinds"], key=lambda name: (-len(name), name)))


@lru_cache
def _abbreviations() -> dict[str, str]:
    return {short.upper(): name for name, shorts in load("document_kinds")["kinds"].items() for short in shorts}


def _short_form(abbreviation: str) -> str:
    """An abbreviation in its usual case: `CTR` -> `CTr`."""
    shorts = (short for shorts in load("document_kinds")["kinds"].values() for short in shorts)
    return next((short for short in shorts if short.upper() == abbreviation.upper()), abbreviation)


def is_letter(kind: str | None) -> bool:
    """Whether a kind is correspondence, which carries orders but heads no cascade of plans."""
    return kind in load("document_kinds")["letters"]


def kind_named(text: str) -> str | None:
    """The kind of document that a text names and nothing else, in canonical spelling.

    >>> kind_named("QUYẾT ĐỊNH"), kind_named("CHƯƠNG TRÌNH HÀNH ĐỘNG"), kind_named("QUYẾT ĐỊNH:") is None
    ('Quyết định', 'Chương trình hành động', False)
    """
    folded = fold(text)
    return next((name for name in kind_names() if fold(name) == folded), None)


@lru_cache(maxsize=8192)
def parse_symbol(text: str) -> Symbol | None:
    """A symbol from its printed form, or None where the text is not one; spaces and long dashes are tidied.

    >>> parse_symbol("06/QĐ- TTg")
    Symbol(text='06/QĐ-TTg', number=6, year=None, kind='Quyết định', issuer='TTg')
    >>> parse_symbol("57-NQ/TW").kind, parse_symbol("146/SKHCHN-QLKHCHNĐMST").kind
    ('Nghị quyết', 'Công văn')
    """
    text = re.sub(r"\s+", "", text).replace("–", "-")
    if not SYMBOL.fullmatch(text) and not _DRAFT.fullmatch(text):
        return None
    parts = [part for part in re.split(r"[/-]", text) if part]
    number = int(parts.pop(0)) if parts[0].isdigit() else None
    year = int(parts.pop(0)) if parts and re.fullmatch(r"(?:19|20)\d\d", parts[0]) else None
    kind = _abbreviations().get(parts[0].upper()) if parts else None
    if kind is not None:
        # titles in capitals print `49-CTR/TU`
        text = text.replace(parts[0], _short_form(parts[0]), 1)
    if kind is None and len(parts) > 1 and number is not None and year is None:
        # a letter bears its issuer and unit, not a kind: 146/SKHCN-VP
        kind, issuer = "Công văn", "-".join(parts)
    else:
        issuer = "-".join(parts[1:])
    return Symbol(text, number, year, kind, issuer)


def names_kind(symbol: str) -> bool:
    """Whether a symbol bears the abbreviation of a kind that is known: `1679-CV/TU`, not `71/NO-CP`."""
    return any(part.upper() in _abbreviations() for part in re.split(r"[/-]", symbol)) or "/QH" in symbol


def draft_symbol(text: str) -> str | None:
    """The symbol of a draft whose number is blank: `Số:      /KH-UBND` -> `/KH-UBND`.

    >>> draft_symbol("Số: /KH-SXD"), draft_symbol("Số: ..../QĐ-UBND")
    ('/KH-SXD', '/QĐ-UBND')
    """
    found = _DRAFT.search(text)
    return re.sub(r"\s+", "", found["tail"]) if found else None
