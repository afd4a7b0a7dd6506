"""Twins: passages of prose that say what a row of a table says, in more words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from rapidfuzz.distance import LCSseq

from normalizers.text import fold
from schemas.drafts import DraftRecord, Twin

_HELD = 0.8
"""Share of the words of a row, in their order, that a passage must hold."""
_MORE = 1.1
"""How many times as many words a passage must have to say more."""
_FEWEST = 6
"""Words. What is shorter stands in many a passage by chance."""
Record = TypeVar("Record", bound=DraftRecord)


def with_twins(
    rows: Sequence[Record], statements: Sequence[str], prose: Sequence[tuple[str, DraftRecord]]
) -> tuple[Record, ...]:
    """The rows, each with the passage of prose that says the same in more words, where there is one.

    Args:
        rows: The records of tables.
        statements: The statement of each.
        prose: What stands in prose: the words of each passage, and the draft made from it.
    """
    passages = [fold(text).split() for text, _ in prose]
    return tuple(
        _with_twin(row, fold(said).split(), prose, passages) for row, said in zip(rows, statements, strict=True)
    )


def _with_twin(
    row: Record, said: list[str], prose: Sequence[tuple[str, DraftRecord]], passages: Sequence[list[str]]
) -> Record:
    if len(said) < _FEWEST:
        return row
    held = [LCSseq.similarity(said, passage) for passage in passages]
    best = max(range(len(held)), key=held.__getitem__, default=None)
    if best is None or held[best] < _HELD * len(said) or len(passages[best]) < _MORE * len(said):
        return row
    text, draft = prose[best]
    return row.model_copy(update={"twin": Twin(text=text, places=draft.origin.places)})
