"""What state a text is in: clean, worn, marks stripped, letters lost, garbled by OCR, or not Vietnamese at all."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from normalizers.quality import possible_and_marked, without_acronyms
from normalizers.repair.language_model import LanguageModel, Numbers
from normalizers.repair.losses import is_doubly_marked
from normalizers.repair.tokens import CLASSES, words_of
from normalizers.text import plain

_WORD = re.compile(r"[^\W\d_]++(?:\d++[^\W\d_]*+)*+|(?<!\d)\d++[^\W\d_]++")
_ENOUGH = 5
_ENOUGH_FOR_LOSS = 20
_ENOUGH_IMPOSSIBLE = 2
"""Fewer impossible words do not make a text garbled, however short it is."""
_OF_THE_LANGUAGE = 0.55
_OF_THE_LANGUAGE_AT_LENGTH = 0.5
"""Garbled Vietnamese without its marks still has 57 % of its words in the language, other languages at most 45 % of
many, and by chance a little more of a few."""
_AT_LENGTH = 200
_STRIPPED = 0.95
_ENOUGH_FOR_STRIPPED = 40
"""Of text that only lost its marks, 97 words in 100 and more are words; in a short one names weigh too much."""
_SEEN_PAIRS = 0.6
_STRANGERS = 0.003


class Condition(StrEnum):
    """The state of a line or document."""

    CLEAN = "clean"
    WORN = "worn"
    STRIPPED = "stripped"
    LOSSY = "lossy"
    GARBLED = "garbled"
    FOREIGN = "foreign"


@dataclass(frozen=True)
class Known:
    """What words of the language are read as once something is lost: their marks, or their letters with two marks."""

    stripped: Collection[str]
    dropped: Collection[str]


@dataclass(frozen=True)
class Signs:
    """What the words of a text show.

    Attributes:
        words: How many there are.
        possible: The share that are possible syllables.
        marked: The share that bear marks.
        folded: The share that are words once their marks are off.
        dropped: The share that are words, or words less their letters with two marks.
        doubly_marked: The share that hold a letter with two marks.
    """

    words: int
    possible: float
    marked: float
    folded: float
    dropped: float
    doubly_marked: float


def signs_of(text: str, known: Known) -> Signs:
    """The signs of a text."""
    words = without_acronyms(_WORD.findall(text))
    possible, marked = possible_and_marked(words)
    if not words:
        return Signs(0, possible, marked, 1.0, 1.0, 1.0)
    folded = sum(plain(word) in known.stripped for word in words) / len(words)
    dropped = sum(word.lower() in known.dropped for word in words) / len(words)
    doubly = sum(map(is_doubly_marked, words)) / len(words)
    return Signs(len(words), possible, marked, folded, dropped, doubly)


def condition_of(signs: Signs, *, default: Condition = Condition.CLEAN) -> Condition:
    """The state that signs speak for; of a few words nothing can be said and the default is taken.

    Clean Vietnamese: nearly all words possible, two in three marked. Stripped: no marks, and the words are syllables
    without theirs. Lossy: single marks are there, double ones are not, and the words are syllables without such
    letters. Text whose words are none even without marks is another language, and none of our business. Garbled: the
    rest.
    """
    if signs.words < _ENOUGH:
        return default
    if signs.words >= _ENOUGH_FOR_LOSS and signs.dropped >= 0.9 > signs.possible and signs.doubly_marked <= 0.02:
        return Condition.LOSSY
    if signs.possible >= 0.9 and signs.marked >= 0.25:
        return Condition.CLEAN
    if signs.words * (1 - signs.possible) < _ENOUGH_IMPOSSIBLE and signs.marked >= 0.25:
        return Condition.CLEAN
    if signs.folded < (_OF_THE_LANGUAGE_AT_LENGTH if signs.words >= _AT_LENGTH else _OF_THE_LANGUAGE):
        return Condition.FOREIGN
    if signs.marked < 0.04 and signs.folded >= 0.8 and _is_all_words(signs):
        return Condition.STRIPPED
    return Condition.GARBLED


def _is_all_words(signs: Signs) -> bool:
    """Whether nothing was misread: an engine that knows no marks garbles more than them (`thyc hien` is no word)."""
    return signs.folded >= _STRIPPED or signs.words < _ENOUGH_FOR_STRIPPED


def numbers_of(lines: Iterable[str], model: LanguageModel) -> Numbers:
    """The words of lines as numbers of the language model, in order."""
    words = (word for line in lines for word in words_of(line))
    return np.array([model.index.get(word, 1) for word in words] or [0], dtype=np.int64)


def reads_as_vietnamese(lines: Iterable[str], model: LanguageModel) -> bool:
    """Whether words stand beside words that were seen beside them: mended text of another language has no such order.

    Of mended Vietnamese, however garbled, at least 80 % of all pairs of words were seen before; of English "mended"
    into syllables half as many.
    """
    numbers = numbers_of(lines, model)
    words = numbers >= len(CLASSES)
    judged = words[:-1] & words[1:]
    if judged.sum() < _ENOUGH:
        return True
    return bool(model.has_pair(numbers[:-1], numbers[1:])[judged].mean() >= _SEEN_PAIRS)


def is_fluent(lines: Sequence[str], model: LanguageModel) -> bool:
    """Whether hardly any word stands between two that were never seen beside it: then no engine misread the text.

    Clean decrees and plans have 1 to 34 such words in 10,000, scans with 3 % of words misread 50 and more.
    """
    numbers = numbers_of(lines, model)
    if len(numbers) < 3:
        return True
    met = model.has_pair(numbers[:-1], numbers[1:])
    words = numbers >= len(CLASSES)
    judged = words[:-2] & words[1:-1] & words[2:]
    return bool((judged & ~met[:-1] & ~met[1:]).sum() < _STRANGERS * max(judged.sum(), 1))
