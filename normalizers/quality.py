"""How much of a text is possible Vietnamese: the first sign of garbled reading."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from normalizers.text import TONE_MARKS
from normalizers.vocabulary import load

_WORD = re.compile(r"[^\W\d_]+")
LOW_QUALITY = 0.8
"""Below this a text is garbled: clean seeds measure 0.97 and more, a scan read without a Vietnamese model 0.6."""
MAY_BE_GARBLED = 0.9
"""Below this a closer look is worth its time; the lowest of a clean document was 0.95, a table of figures and codes."""
_ENOUGH_WORDS = 40


@lru_cache
def _onsets() -> tuple[str, ...]:
    return tuple(load("syllables")["onsets"])


@lru_cache
def _rhymes() -> frozenset[str]:
    return frozenset(load("syllables")["rhymes"])


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether a word can be a Vietnamese syllable by its onset, rhyme and tone.

    >>> [is_syllable(word) for word in ("nghị", "quyết", "hién", "ciia", "triển")]
    [True, True, False, False, True]
    """
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in decomposed if mark in TONE_MARKS]
    if len(tones) > 1:
        return False
    bare = unicodedata.normalize("NFC", "".join(letter for letter in decomposed if letter not in TONE_MARKS))
    if not _is_bare_syllable(bare):
        return False
    # a rhyme closed by c, ch, p or t bears no tone but sắc and nặng
    return not bare.endswith(("c", "ch", "p", "t")) or not tones or tones[0] in "\u0301\u0323"


def _is_bare_syllable(bare: str) -> bool:
    if bare in _rhymes():
        return True
    onset = next((onset for onset in _onsets() if bare.startswith(onset)), None)
    if onset is None:
        return False
    rhyme = bare[len(onset) :]
    if onset == "gi":
        return rhyme in _rhymes() or f"i{rhyme}" in _rhymes()
    if onset == "qu":
        return rhyme in _rhymes() or f"u{rhyme}" in _rhymes()
    return rhyme in _rhymes() or bare in ("gi", "gin", "gia")


def is_garbled(text: str, quality: float) -> bool:
    """Whether a text of this quality is garbled; of a few words nothing can be said."""
    return quality < LOW_QUALITY and _says_enough(text)


def may_be_garbled(text: str, quality: float) -> bool:
    """Whether a text of this quality deserves a closer look."""
    return quality < MAY_BE_GARBLED and _says_enough(text)


def _says_enough(text: str) -> bool:
    return len(text.split()) >= _ENOUGH_WORDS


def text_quality(text: str) -> float:
    """How likely a text is clean Vietnamese, 0 to 1: the share of possible syllables, less what its marks lack.

    About three words in four of Vietnamese bear a mark; a text with hardly any has lost them, however possible its
    syllables look. Capital acronyms are left out. A text without words counts as clean.

    >>> text_quality("Triển khai thực hiện Nghị quyết") > 0.95, text_quality("Trién khai thue hién Nghi quyét") < 0.8
    (True, True)
    """
    possible, marked = possible_and_marked(without_acronyms(_WORD.findall(text)))
    return round(possible * min(1.0, marked / 0.35), 4)


def without_acronyms(words: Iterable[str]) -> list[str]:
    """The words less those in capitals that are short enough to be acronyms, which are no syllables."""
    return [word for word in words if not (word.isupper() and len(word) <= 6)]


def possible_and_marked(words: Sequence[str]) -> tuple[float, float]:
    """The share of words that are possible syllables and the share that bear marks, each 1 where there is no word."""
    if not words:
        return 1.0, 1.0
    return sum(map(is_syllable, words)) / len(words), sum(not word.isascii() for word in words) / len(words)
