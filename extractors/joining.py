"""Rows that a page break cut: whether a row goes on the one above it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from normalizers.cellkinds import goes_on
from normalizers.columns import STATEMENTS, Column, index_of
from normalizers.deadlines import states_time
from normalizers.ordinals import OrdinalKind, parse_ordinal
from normalizers.text import is_blank, tidy
from schemas.drafts import ColumnRole

_ENDS_SENTENCE = re.compile(r"[.;:!?”\"]$")
OPEN_TIME = re.compile(
    r"(?:[-–]|\b(?:trước|ngày|tháng|quý|năm|giai đoạn|đến|từ|trong|và|những|các|tiếp|theo)|\bquý\s+[ivx\d]+"
    r"|^năm \d{4})$",
    re.IGNORECASE,
)
"""A time that the end of the page broke off: `2025 -`, `Trước ngày`, `Quý II`."""
_NEEDED = 2.0


def continues(above: Sequence[str], row: Sequence[str], columns: Sequence[Column], *, page_break: bool) -> bool:
    """Whether `row` goes on the row `above`; both hold one string for each column.

    A row with an ordinal of its own never does. A row that states nothing always does: no record has an empty
    statement. Else the sentence decides: one that breaks off above and goes on in small letters is one row, while a
    capital after a full stop with a deadline of its own is a row without an ordinal.
    """
    ordinal = index_of(columns, ColumnRole.ORDINAL)
    statement = index_of(columns, *STATEMENTS)
    if ordinal is None or statement is None or not is_blank(row[ordinal]):
        return False
    if is_blank(row[statement]):
        return not all(map(is_blank, row))
    others = [i for i, cell in enumerate(row) if i not in (ordinal, statement) and not is_blank(cell)]
    if _is_section(above, ordinal) and others:
        return False
    score = _sentence_score(above[statement], row[statement], page_break) - _own_cells(
        above, row, others, index_of(columns, ColumnRole.DEADLINE)
    )
    # a row that holds a statement and nothing else is seldom a record of its own
    return score + (0.0 if others else 1.0) >= _NEEDED


def _is_section(row: Sequence[str], ordinal: int) -> bool:
    parsed = parse_ordinal(tidy(row[ordinal]))
    return parsed is not None and parsed.kind in (OrdinalKind.ROMAN, OrdinalKind.CAPITAL)


def _sentence_score(above: str, below: str, page_break: bool) -> float:
    above, below = tidy(above), tidy(below)
    score = goes_on(above, below) + 1.5
    if not below[:1].isupper():
        score += 1.0
    if not _ENDS_SENTENCE.search(above):
        score += 1.0
    return score + (1.0 if page_break else 0.0)


def _own_cells(above: Sequence[str], row: Sequence[str], others: list[int], deadline: int | None) -> float:
    """What speaks for a row of its own: cells that are whole in both rows, above all a second deadline."""
    cost = 0.0
    for index in others:
        if deadline in (None, index) and states_time(tidy(row[index])) and not OPEN_TIME.search(tidy(above[index])):
            cost += 3.0
        elif not is_blank(above[index]) and goes_on(tidy(above[index]), tidy(row[index])) < 0:
            cost += 1.0
    return cost
