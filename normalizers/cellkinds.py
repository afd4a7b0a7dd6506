"""What a cell looks like: the evidence by which a flat dump is sorted back into its columns.

Scores are log-odds by hand: positive where a text is at home in a column, negative where it is not. They need only
be right in order; `extractors.text.lattice` adds them up over whole rows.
"""

from __future__ import annotations

import re
from functools import lru_cache

from normalizers.agencies import split_agencies
from normalizers.agency_names import all_heads, is_collective, names_body, opens_with
from normalizers.deadlines import states_time
from normalizers.quantities import states_quantity
from normalizers.text import fold, is_blank, tidy
from normalizers.units import is_unit
from normalizers.vocabulary import load
from schemas.drafts import ColumnRole

_CONDITION = re.compile(r"^(?:ngay )?(?:sau khi|khi co|theo|to chuc thuong xuyen|trong nam)\b")
_MARK = re.compile(r"^(?:x|-|–|—)$", re.IGNORECASE)

BLANK: dict[ColumnRole, float] = {
    ColumnRole.DESCRIPTION: -7.0,
    ColumnRole.NAME: -7.0,
    ColumnRole.LEAD: -2.5,
    ColumnRole.AGENCIES: -2.0,
    ColumnRole.COORDINATING: -0.5,
    ColumnRole.UNIT: -0.5,
    ColumnRole.TARGET: -1.0,
    ColumnRole.DEADLINE: -1.5,
    ColumnRole.OUTPUT: -0.5,
    ColumnRole.NOTE: 1.5,
    ColumnRole.OTHER: 0.0,
    ColumnRole.ORDINAL: -3.0,
}
"""How natural an empty cell is in a column of each role."""


@lru_cache(maxsize=32768)
def agency_likeness(text: str) -> float:
    """Share of the words of a text, 0 to 1, that belong to names of bodies.

    >>> agency_likeness("Sở Tài chính, Cục Thống kê tỉnh"), agency_likeness("Xây dựng nền tảng dữ liệu")
    (1.0, 0.0)
    """
    if not _opens_body(text):
        return 0.0
    bodies = split_agencies(text)
    words = sum(len(body.split()) for body in bodies)
    known = sum(len(body.split()) for body in bodies if _is_body(body))
    return known / words if words else 0.0


def _opens_body(text: str) -> bool:
    """Whether the first words can be those of a body; most cells are told apart by this alone."""
    return opens_with(text, all_heads()) is not None or is_collective(text) or names_body(text)


def _is_body(name: str) -> bool:
    long = len(name.split()) > 14
    return not long and (is_collective(name) or names_body(name) or opens_with(name, all_heads()) is not None)


@lru_cache(maxsize=65536)
def cell_score(text: str, role: ColumnRole) -> float:
    """How much a text is at home in a column of this role.

    >>> cell_score("12/2026", ColumnRole.DEADLINE) > cell_score("12/2026", ColumnRole.LEAD)
    True
    """
    if is_blank(text):
        return BLANK[role]
    text = tidy(text)
    scorer = _SCORERS.get(role)
    return scorer(text) if scorer else -0.3


def _statement(text: str) -> float:
    words = len(text.split())
    score = 1.5 if words >= 8 else 0.5 if words >= 3 else -0.5
    if states_time(text):
        return -4.0
    if states_quantity(text) or _MARK.match(text):
        return -5.0
    if is_unit(text):
        score -= 2.0
    return score - 4.0 * (agency_likeness(text) if words <= 40 else 0.0)


def _agency(text: str) -> float:
    if states_time(text):
        return -6.0
    if states_quantity(text) or is_unit(text):
        return -5.0
    likeness = agency_likeness(text)
    return 3.5 * likeness - (3.0 if likeness < 0.3 else 0.0)


def _lead(text: str) -> float:
    return _agency(text) - (0.4 if is_collective(text) else 0.0)


def _coordinating(text: str) -> float:
    return _agency(text) + (0.7 if is_collective(text) else 0.0)


def _unit(text: str) -> float:
    if is_unit(text):
        return 3.0
    words = len(text.split())
    if states_time(text) or states_quantity(text) or (agency_likeness(text) > 0.6 and words > 2):
        return -4.0
    return 0.3 if words <= 4 else -0.5 if words <= 7 else -3.0


def _target(text: str) -> float:
    if states_quantity(text):
        return 3.5
    if agency_likeness(text) > 0.6:
        return -4.0
    if is_unit(text):
        return -2.0
    words = len(text.split())
    return (0.8 if re.search(r"\d", text) else 0.0) - (0.0 if words <= 12 else 0.5 if words <= 25 else 3.0)


def _deadline(text: str) -> float:
    if states_time(text):
        return 4.0
    if agency_likeness(text) > 0.6:
        return -5.0
    return -0.5 if re.search(r"20\d\d", text) and len(text) < 90 else -3.0


def _output(text: str) -> float:
    if states_time(text):
        return -4.0
    words = len(text.split())
    score = 0.5 if words <= 15 else -0.3 if words <= 30 else -1.5
    if fold(text).startswith(_output_words()):
        score += 1.5
    return score - (3.0 * agency_likeness(text) if words <= 40 else 0.0)


@lru_cache
def _output_words() -> tuple[str, ...]:
    return tuple(fold(word) for word in load("wording")["outputs"])


def _note(text: str) -> float:
    if _CONDITION.match(fold(text)):
        return 1.5
    score = -0.5 if len(text.split()) <= 20 else -2.0
    return score - (2.5 if states_time(text) else 0.0) - 2.0 * agency_likeness(text)


_SCORERS = {
    ColumnRole.DESCRIPTION: _statement,
    ColumnRole.NAME: _statement,
    ColumnRole.LEAD: _lead,
    ColumnRole.AGENCIES: _agency,
    ColumnRole.COORDINATING: _coordinating,
    ColumnRole.UNIT: _unit,
    ColumnRole.TARGET: _target,
    ColumnRole.DEADLINE: _deadline,
    ColumnRole.OUTPUT: _output,
    ColumnRole.NOTE: _note,
}

_OPEN_END = re.compile(r"[,;:(]$|\b(?:và|của|với|các|cho|trong|theo|về|tại|để|hoặc|từ|đến)$")
_BULLET = re.compile(r"^(?:[-+•*–]\s*\S|\([a-z0-9]+\)\s|[a-zđ]\)\s|\d+\)\s)")


def goes_on(before: str, after: str) -> float:
    """How much a text reads as going on from the one before it, in the same cell.

    >>> goes_on("Sở Tài chính,", "Sở Tư pháp") > goes_on("Sở Tài chính", "Sở Tư pháp")
    True
    """
    if is_blank(before) or is_blank(after):
        return -8.0
    score = -1.5
    if _OPEN_END.search(before.rstrip()):
        score += 2.5
    if after[:1].islower() or _BULLET.match(after):
        score += 1.8
    if before.count("(") > before.count(")") or before.count("“") > before.count("”"):
        score += 2.0
    return score
