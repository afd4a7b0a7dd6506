"""What a section of a document is for: told from the words of its heading and those of the headings above it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from normalizers.outline import Item
from normalizers.text import fold
from normalizers.vocabulary import folded_index, load


class Purpose(StrEnum):
    """What a section holds."""

    GOALS = "goals"
    TASKS = "tasks"
    ORGANISATION = "organisation"
    FUNDING = "funding"
    OTHER = "other"


_PIECES = re.compile(r"\s*(?:[,;/]|\bvà\b|\s-\s)\s*", re.IGNORECASE)
_LONGEST = 25
"""Words. A longer title is a statement of its own: `Tổ chức thực hiện có hiệu quả Đề án ...` heads no such section."""
_LONGEST_ORGANISATION = 8
_RUN_IN = re.compile(r"^([^:.]{2,90}):\s+(?=\S)")


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
    if found and found[0] in (Purpose.ORGANISATION, Purpose.FUNDING):
        return frozenset(found[:1]) if len(title.split()) <= _LONGEST_ORGANISATION else frozenset()
    return frozenset(found)


def _purpose_of(piece: str) -> Purpose | None:
    for word in _leading():
        piece = piece.removeprefix(f"{word} ")
    opening = [word for word in _words() if piece == word or piece.startswith(f"{word} ")]
    return Purpose(_words()[max(opening, key=len)]) if opening else None


@dataclass(frozen=True)
class Placed:
    """An item with what the section it stands in is for."""

    item: Item
    purposes: frozenset[Purpose]

    @property
    def holds(self) -> frozenset[Purpose]:
        """Goals and tasks only."""
        return self.purposes & {Purpose.GOALS, Purpose.TASKS}


def placed(document: Item) -> list[Placed]:
    """All items of an outline in reading order, each with the purposes it inherits or its heading sets."""
    return list(_placed(document, frozenset()))


def _placed(item: Item, inherited: frozenset[Purpose]) -> Iterator[Placed]:
    purposes = inherited
    if item.passage and not item.is_bullet and (own := purposes_of(heading_of(item))):
        purposes = _within(inherited, own)
    yield Placed(item, purposes)
    for below in item.items:
        yield from _placed(below, purposes)


def _within(inherited: frozenset[Purpose], own: frozenset[Purpose]) -> frozenset[Purpose]:
    """A heading among tasks may set goals of its own, but does not end them: `Nguồn lực` there is one more group."""
    if inherited == {Purpose.TASKS} and not own & {Purpose.GOALS, Purpose.TASKS}:
        return inherited
    return own


def heading_of(item: Item) -> str:
    """The heading of an item: what stands before a colon where text runs on behind it, else all its words.

    >>> from normalizers.outline import outline_of
    >>> from schemas.raw import Paragraph
    >>> text = "1. Mục tiêu chung: Tập trung phát triển khoa học, công nghệ."
    >>> heading_of(outline_of([Paragraph(text=text, source_text=text)]).items[0])
    'Mục tiêu chung'
    """
    return item.text[: run_in_at(item)].rstrip(" :")


def run_in_at(item: Item) -> int | None:
    """Where the text begins that runs on behind a heading and its colon; None where none does."""
    found = _RUN_IN.match(item.text)
    return found.end() if found and len(found[1].split()) <= 14 else None


def section_above(items: Sequence[Item]) -> Item | None:
    """The nearest numbered heading of some items, the outermost given first."""
    numbered = [item for item in items if item.is_numbered and item.items]
    return numbered[-1] if numbered else None
