"""The channel: how likely a reading is, given what was printed; learned part by part of a syllable."""

from __future__ import annotations

import json
import math
import unicodedata
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from normalizers.quality import is_syllable
from normalizers.text import TONE_MARKS, by_letters, plain
from normalizers.vocabulary import load

LOWER, CAPITAL, UPPER = "l", "c", "u"
_ONSETS = tuple(load("syllables")["onsets"])
_UNSEEN = -9.0
_PARTS_KEPT = 16
_NEAR = -6.0
_ALIKE = -3.0
_ANY_LETTER = -7.0
_SHRINK = 25.0
"""Readings of a part that was seldom printed are not to be trusted for their number."""
_LETTERS_KEPT = 60


def case_of(word: str) -> str:
    """How a word is set: in small letters, with a capital, or in capitals.

    >>> case_of("Nghi"), case_of("PiCH"), case_of("thue")
    ('c', 'u', 'l')
    """
    letters = [letter for letter in word if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    if len(letters) > 1 and capitals * 2 > len(letters):
        return UPPER
    return CAPITAL if letters and letters[0].isupper() else LOWER


def in_case(word: str, case: str) -> str:
    """A small-letter word set in a case."""
    return word.upper() if case == UPPER else word[:1].upper() + word[1:] if case == CAPITAL else word


def normal(read: str, case: str) -> str:
    """A reading as the channel counts it: capitals kept only where a capital opens the word."""
    return read[:1] + read[1:].lower() if case == CAPITAL else read.lower()


@lru_cache(maxsize=32768)
def parted(syllable: str) -> tuple[str, str]:
    """Onset and rhyme of a syllable in small letters.

    >>> parted("nghiệp"), parted("ủy"), parted("quốc")
    (('ngh', 'iệp'), ('', 'ủy'), ('qu', 'ốc'))
    """
    for onset in _ONSETS:
        if syllable.startswith(onset) and len(syllable) > len(onset):
            return onset, syllable[len(onset) :]
    return "", syllable


Counts = dict[str, dict[str, dict[str, dict[str, float]]]]
"""Kind of part (onsets, rhymes, whole) -> case -> printed -> reading -> times."""


@dataclass
class Table:
    """Readings of printed parts in one case: reading -> printed parts with log P(reading | printed)."""

    readings: dict[str, list[tuple[str, float]]] = field(default_factory=dict)
    deletes: dict[str, list[str]] = field(default_factory=dict)
    bare: dict[str, list[str]] = field(default_factory=dict)
    _found: dict[str, list[tuple[str, float]]] = field(default_factory=dict)

    @classmethod
    def from_counts(cls, counts: dict[str, dict[str, float]], parts: Iterable[str] = ()) -> Table:
        """The table of counts printed -> reading -> times; `parts` are all that can be printed."""
        table = cls(bare=by_letters(sorted({*parts, *counts})))
        for printed, readings in counts.items():
            total = sum(readings.values())
            for reading, times in readings.items():
                score = math.log(times / (total + _SHRINK))
                table.readings.setdefault(reading, []).append((printed, score))
        for reading, printed_parts in table.readings.items():
            printed_parts.sort(key=lambda part: (-part[1], part[0]))
            for shorter in _shortened(reading):
                table.deletes.setdefault(shorter, []).append(reading)
        return table

    def printed(self, reading: str) -> list[tuple[str, float]]:
        """The parts that may have been printed where this was read, likeliest first."""
        if reading not in self._found:
            self._found[reading] = self._search(reading)
        return self._found[reading]

    def _search(self, reading: str) -> list[tuple[str, float]]:
        """What was seen, and what differs from it a little: readings one letter off, parts of like letters."""
        scores: dict[str, float] = {}
        guesses = [self._one_letter_off(reading), self._alike(reading), self.readings.get(reading, [])]
        if len(reading) <= 1:
            guesses.append(self._any_letter())
        for printed, score in (pair for pairs in guesses for pair in pairs):
            if score > scores.get(printed, -math.inf):
                scores[printed] = score
        kept = _LETTERS_KEPT if len(reading) <= 1 else _PARTS_KEPT
        return sorted(scores.items(), key=lambda part: (-part[1], part[0]))[:kept]

    def _one_letter_off(self, reading: str) -> list[tuple[str, float]]:
        near = (seen for shorter in _shortened(reading) for seen in self.deletes.get(shorter, ()))
        return [
            (printed, score + _NEAR)
            for seen in near
            if seen != reading and abs(len(seen) - len(reading)) <= 1
            for printed, score in self.readings[seen][:6]
        ]

    def _alike(self, reading: str) -> list[tuple[str, float]]:
        shapes, tone = _as_letters(reading), _tone(reading)
        found = []
        for bare, parts in self.bare.items():
            distance = min(Levenshtein.distance(bare, letters, score_cutoff=1) for letters in shapes)
            if distance <= 1:
                found += [(part, _ALIKE - 4.0 * distance - 0.5 * (_tone(part) != tone)) for part in parts]
        return found

    def _any_letter(self) -> list[tuple[str, float]]:
        """Of a single letter anything short may have been printed, and context must tell."""
        return [(part, _ANY_LETTER) for bare, parts in self.bare.items() if len(bare) == 1 for part in parts]


_DIGITS = str.maketrans("0123456789¢§w", "olzeasgtbgeeu")


@lru_cache(maxsize=65536)
def _as_letters(reading: str) -> tuple[str, ...]:
    """A reading without marks, digits and signs taken for the letters they look like (`1` for `l` or for `i`)."""
    letters = plain(reading.translate(_DIGITS))
    return (letters, plain(reading.replace("1", "i").translate(_DIGITS))) if "1" in reading else (letters,)


@lru_cache(maxsize=65536)
def _tone(part: str) -> str:
    return "".join(mark for mark in unicodedata.normalize("NFD", part) if mark in TONE_MARKS)


def _shortened(text: str) -> list[str]:
    return [text, *(text[:i] + text[i + 1 :] for i in range(len(text)))] if len(text) <= 8 else [text]


class Channel:
    """What may have been printed for a reading, with log P(reading | printed)."""

    def __init__(self, counts: Counts, words: list[str]) -> None:
        self.counts = counts
        self.words = words
        self._syllables = {parted(word): word for word in words if is_syllable(word)}
        onsets, rhymes = ({pair[side] for pair in self._syllables} for side in (0, 1))
        self._onsets = {case: Table.from_counts(table, onsets) for case, table in counts["onsets"].items()}
        self._rhymes = {case: Table.from_counts(table, rhymes) for case, table in counts["rhymes"].items()}
        self._whole = {case: Table.from_counts(table) for case, table in counts["whole"].items()}
        self._folded = by_letters(words)
        self._cache: dict[tuple[str, str], list[tuple[str, float]]] = {}

    def printed(self, reading: str, case: str) -> list[tuple[str, float]]:
        """Syllables that may have been printed, likeliest reading first; in small letters."""
        key = (normal(reading, case), case)
        if key not in self._cache:
            self._cache[key] = self._search(*key)
        return self._cache[key]

    def _search(self, reading: str, case: str) -> list[tuple[str, float]]:
        scores: dict[str, float] = {}
        for printed, score in self._whole[case].readings.get(reading, ()):
            scores[printed] = score
        for cut in range(min(4, len(reading)) + 1):
            for onset, onset_score in self._onset_parts(reading[:cut], case):
                for rhyme, rhyme_score in self._rhymes[case].printed(reading[cut:]):
                    word = self._syllables.get((onset, rhyme))
                    if word is not None:
                        score = onset_score + rhyme_score
                        scores[word] = max(scores.get(word, -99.0), score)
        for word in self._folded.get(plain(reading), ()):
            scores.setdefault(word, _UNSEEN)
        return sorted(scores.items(), key=lambda found: (-found[1], found[0]))

    def _onset_parts(self, reading: str, case: str) -> list[tuple[str, float]]:
        return self._onsets[case].printed(reading)[:8]


def write_channel(target: Path, counts: Counts) -> int:
    """Write the counts of a channel; returns the size in bytes."""
    data = zlib.compress(json.dumps(counts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode(), 9)
    target.write_bytes(data)
    return len(data)


def read_channel(stored: bytes, words: list[str]) -> Channel:
    """The channel from the bytes of its file, over the syllables it may restore."""
    return Channel(json.loads(zlib.decompress(stored)), words)
