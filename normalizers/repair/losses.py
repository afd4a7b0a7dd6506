"""Channels without noise: a text that lost its marks, or letters that a code page did not hold, and nothing else."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from normalizers.repair.language_model import Numbers, Scores
from normalizers.text import TONE_MARKS, by_letters, plain

Printed = list[tuple[str, float]]


_TWO_MARKS = frozenset(
    unicodedata.normalize("NFC", letter + own + tone)
    for letters, own in (("aeoAEO", "\u0302"), ("aA", "\u0306"), ("ouOU", "\u031b"))
    for letter in letters
    for tone in TONE_MARKS
)


def without_double_marks(word: str, put: str = "") -> str:
    """A text without its letters that bear two marks, as law portals copied from code pages that lacked them.

    >>> without_double_marks("triển"), without_double_marks("quốc"), without_double_marks("quốc", "?")
    ('trin', 'quc', 'qu?c')
    """
    return "".join(put if letter in _TWO_MARKS else letter for letter in word)


def is_doubly_marked(word: str) -> bool:
    """Whether a word holds a letter that bears a tone on top of a mark of its own: `ể`, `ố`, `ợ`, not `ê` or `é`.

    >>> [word for word in "phát triển đại biểu quê hương".split() if is_doubly_marked(word)]
    ['triển', 'biểu']
    """
    return not _TWO_MARKS.isdisjoint(word)


class _Lossless:
    """A channel whose readings are looked up."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self._words = {reading: [(word, 0.0) for word in alike] for reading, alike in words.items()}

    def prepare(self, readings: Iterable[tuple[str, str]]) -> None:
        """Nothing is to be worked out."""

    def forget(self) -> None:
        """Nothing was worked out."""

    def printed(self, reading: str, case: str) -> Printed:
        """The syllables that a reading may stand for."""
        return self._words.get(self._key(reading), [])

    def suited(self, reading: str, case: str, words: Numbers, chances: Scores, most: int) -> Printed:
        """None but those that `printed` gives."""
        return []

    @property
    def readings(self) -> frozenset[str]:
        """All that can be read where a word was printed."""
        return frozenset(self._words)

    def _key(self, reading: str) -> str:
        return reading.lower()


class Stripping(_Lossless):
    """The channel of a text that lost its marks."""

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__(by_letters(words))

    def _key(self, reading: str) -> str:
        return plain(reading)


class Dropping(_Lossless):
    """The channel of a text that lost its letters with two marks, a question mark in their place or nothing."""

    def __init__(self, words: Sequence[str]) -> None:
        grouped: dict[str, list[str]] = {}
        for word in words:
            if not word.startswith("<"):
                for reading in {without_double_marks(word), without_double_marks(word, "?"), word}:
                    grouped.setdefault(reading, []).append(word)
        super().__init__(grouped)
