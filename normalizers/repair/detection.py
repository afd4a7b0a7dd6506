"""What state a text is in: clean, marks stripped, letters lost, garbled by OCR, or not Vietnamese at all."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from normalizers.quality import possible_and_marked, without_acronyms
from normalizers.text import plain

_WORD = re.compile(r"[^\W\d_]+(?:\d+[^\W\d_]*)*|\d+[^\W\d_]+")
_ENOUGH = 5


class Condition(StrEnum):
    """The state of a line or document."""

    CLEAN = "clean"
    STRIPPED = "stripped"
    GARBLED = "garbled"
    FOREIGN = "foreign"


@dataclass(frozen=True)
class Signs:
    """What the words of a text show: how many there are, and the share that is possible, marked, known when folded."""

    words: int
    possible: float
    marked: float
    folded: float


def signs_of(text: str, folded_words: Collection[str]) -> Signs:
    """The signs of a text; `folded_words` are the syllables of the language without marks."""
    words = without_acronyms(_WORD.findall(text))
    possible, marked = possible_and_marked(words)
    folded = sum(plain(word) in folded_words for word in words) / len(words) if words else 1.0
    return Signs(len(words), possible, marked, folded)


def condition_of(signs: Signs, *, default: Condition = Condition.CLEAN) -> Condition:
    """The state that signs speak for; of a few words nothing can be said and the default is taken.

    Clean Vietnamese: nearly all words possible, two in three marked. Stripped: no marks, and the words are syllables
    without theirs. Garbled: marks there, but many words impossible. Without marks and without syllables it is another
    language, and none of our business.
    """
    if signs.words < _ENOUGH:
        return default
    if signs.possible >= 0.9 and signs.marked >= 0.25:
        return Condition.CLEAN
    if signs.marked < 0.04:
        return Condition.STRIPPED if signs.folded >= 0.8 else Condition.FOREIGN
    if signs.folded < 0.3 and signs.marked < 0.15:
        return Condition.FOREIGN
    return Condition.GARBLED
