"""What headings announce: goals, tasks, who carries them out, or something else."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from normalizers.text import fold
from normalizers.vocabulary import folded_index, load


class Purpose(StrEnum):
    """What a section holds."""

    GOALS = "goals"
    TASKS = "tasks"
    ASSIGNMENT = "assignment"
    ORGANISATION = "organisation"
    FUNDING = "funding"
    OTHER = "other"


_PIECES = re.compile(r"\s*(?:[,;/]|\bvà\b|\s-\s)\s*", re.IGNORECASE)
_LONGEST = 25
"""Words. A longer title is a statement of its own: `Tổ chức thực hiện có hiệu quả Đề án ...` heads no such section."""
_LONGEST_ORGANISATION = 8


@lru_cache
def _words() -> dict[str, str]:
    vocabulary = load("sections")
    return folded_index("sections", ((word, name) for name in Purpose for word in vocabulary[name]))


@lru_cache
def _leading() -> tuple[str, ...]:
    return tuple(fold(word) for word in load("sections")["leading"])


@lru_cache(maxsize=4096)
def purposes_of(title: str) -> frozenset[Purpose]:
    """What a heading announces, nothing where its words do not say.

    >>> sorted(purposes_of("QUAN ĐIỂM, MỤC TIÊU")), sorted(purposes_of("NHIỆM VỤ VÀ GIẢI PHÁP"))
    ([<Purpose.GOALS: 'goals'>, <Purpose.OTHER: 'other'>], [<Purpose.TASKS: 'tasks'>])
    >>> purposes_of("TỔ CHỨC THỰC HIỆN"), purposes_of("Phát triển hạ tầng số")
    (frozenset({<Purpose.ORGANISATION: 'organisation'>}), frozenset())
    """
    if len(title.split()) > _LONGEST:
        return frozenset()
    found = [purpose for piece in _PIECES.split(title) if (purpose := _purpose_of(fold(piece)))]
    if found and found[0] in (Purpose.ASSIGNMENT, Purpose.ORGANISATION, Purpose.FUNDING):
        return frozenset(found[:1]) if len(title.split()) <= _LONGEST_ORGANISATION else frozenset()
    return frozenset(found)


def _purpose_of(piece: str) -> Purpose | None:
    for word in _leading():
        piece = piece.removeprefix(f"{word} ")
    opening = [word for word in _words() if piece == word or piece.startswith(f"{word} ")]
    return Purpose(_words()[max(opening, key=len)]) if opening else None
