"""Ids made from a document's own words and numbers: the same today, tomorrow and beside other documents."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from normalizers.symbols import parse_symbol
from normalizers.text import fold
from schemas.drafts import DraftDocument, DraftRecord


def slug(text: str | None) -> str:
    """Text as part of an id.

    >>> slug("512/QĐ-UBND")
    '512-qd-ubnd'
    """
    return "-".join(fold(text or "").replace("%", " ").split())


def digest(text: str, length: int) -> str:
    """A short hash of a text, blind to case, marks and white space."""
    return hashlib.sha256(fold(text).encode()).hexdigest()[:length]


def document_id(head: DraftDocument, text: str) -> str:
    """The id of a document.

    A numbered document is known by its symbol, place and year, whatever file it comes from. A draft, whose number is
    blank, is known by kind, issuer, date and a hash of its title; one with no head at all by a hash of its text.
    """
    symbol = parse_symbol(head.symbol) if head.symbol else None
    if symbol and symbol.number is not None:
        year = (head.issued_on or "")[:4]
        return "-".join(part for part in (slug(head.symbol), slug(head.place or head.issuer), year) if part)
    named = (slug(head.kind), slug(head.issuer), slug(head.issued_on))
    return "-".join([*(part for part in named if part), digest(head.title or text, 8)])


def record_ids(document: str, letter: str, drafts: Iterable[tuple[DraftRecord, str]]) -> list[str]:
    """Ids of the records of one document: annex, section and ordinal as printed.

    What has no number of its own (dash rows, rows without ordinal) and what repeats a number adds a hash of its words,
    and in the last resort a count, so that a row added elsewhere changes no id.

    Args:
        document: Id of the document.
        letter: `t` for tasks, `i` for indicators.
        drafts: The drafts in order, each with its statement.
    """
    taken: dict[str, int] = {}
    ids: list[str] = []
    for draft, statement in drafts:
        numbered = draft.ordinal is not None and draft.ordinal != "-"
        number = draft.ordinal if numbered else draft.parent_ordinal
        seat = ".".join(part for part in (draft.appendix or "0", draft.section or "0", number) if part)
        name = f"{document}:{letter}:{seat}" if numbered else f"{document}:{letter}:{seat}~{digest(statement, 6)}"
        ids.append(_free(name, statement, taken))
    return ids


def _free(name: str, statement: str, taken: dict[str, int]) -> str:
    """A name that is not taken yet, which it then is; `taken` holds the last count given to each name."""
    if name in taken and "~" not in name:
        name = f"{name}~{digest(statement, 6)}"
    free = name
    while free in taken:
        taken[name] += 1
        free = f"{name}.{taken[name]}"
    taken[free] = 1
    return free
