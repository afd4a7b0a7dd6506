"""The channel: how likely a reading is, given what was printed; learned part by part of a syllable."""

from __future__ import annotations

import json
import math
import zlib
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from pathlib import Path

import numpy as np

from normalizers.quality import is_syllable
from normalizers.repair.language_model import Numbers, Scores
from normalizers.repair.letters import Letters, Spelled, Vector
from normalizers.vocabulary import load

LOWER, CAPITAL, UPPER = "l", "c", "u"
_ONSETS = tuple(load("syllables")["onsets"])
_LONGEST_ONSET = 4
_LONGEST = 14
"""A longer reading is no syllable, whatever happened to it."""
_REMEMBERED = 20_000
"""Parts of readings whose scores are kept at hand; some 60 MB."""
_NEVER = np.float32(-80.0)
_TIE = 1e-9
_ONSETS_WITHIN = 9.0
READINGS = 32
"""Readings that are kept for a word."""
_COMMONNESS = 0.9
_WITHIN = 11.0
"""Readings that are so much less likely than the best are not worth a look."""
_PART_TRUST = 25.0
"""Readings of a part that was seldom printed are not to be trusted for their number."""
_COUNTED = {False: 0.7, True: 0.5}
"""The share that counts of a whole part have at most; the rest is left to its letters. Less where other engines may
have read than the one that was counted: their letters are more alike than their words."""
_WHOLE_TRUST = 25.0


@lru_cache(maxsize=65536)
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


def rhyme_case(case: str, onset: str) -> str:
    """The case of a rhyme: after an onset with a capital come small letters."""
    return LOWER if case == CAPITAL and onset else case


Counts = dict[str, dict[str, dict[str, dict[str, float]]]]
"""Kind of part (letters, onsets, rhymes, whole) -> case -> printed -> reading -> times."""


class Parts:
    """All onsets or all rhymes in one case: what was counted for each, and by its letters what was not."""

    def __init__(self, counts: dict[str, dict[str, float]], spelled: Spelled, share: float) -> None:
        self.spelled = spelled
        index = {part: number for number, part in enumerate(spelled.parts)}
        counted = np.zeros(len(index), dtype=np.float32)
        self._seen: dict[str, list[tuple[int, float]]] = {}
        for part, readings in counts.items():
            if part in index:
                total = sum(readings.values())
                counted[index[part]] = share * total / (total + _PART_TRUST)
                for reading, times in readings.items():
                    seen = share * times / (total + _PART_TRUST)
                    self._seen.setdefault(reading, []).append((index[part], seen))
        self._by_letters = np.log(1 - counted)
        self._scores: dict[str, Vector] = {}
        self._best: dict[str, float] = {}

    def scores(self, reading: str) -> Vector:
        """Log P(reading | part) for each part."""
        if reading not in self._scores:
            scores = self.spelled.scores(reading) + self._by_letters
            for part, seen in self._seen.get(reading, ()):
                scores[part] = math.log(seen + math.exp(scores[part]))
            self._scores[reading] = scores
        return self._scores[reading]

    def forget(self) -> None:
        """Give up what was worked out for readings."""
        self._scores.clear()
        self._best.clear()
        self.spelled.forget()

    def best(self, reading: str) -> float:
        """The greatest of the scores."""
        if reading not in self._best:
            self._best[reading] = float(self.scores(reading).max())
        return self._best[reading]


class Channel:
    """What may have been printed for a reading, with log P(reading | printed)."""

    def __init__(
        self, counts: Counts, words: Mapping[str, float], base: Channel | None = None, *, open_minded: bool = False
    ) -> None:
        """A channel of counts; one that shares the letters of `base` shares what was worked out for them.

        Args:
            counts: What was read for what.
            words: The words it may restore, with the log probability of each by itself.
            base: A channel of the same letters.
            open_minded: Whether other engines may have read than the one counted; as of `base` if there is one.
        """
        self.counts = counts
        self.words = words
        self._base = base or self
        self._open_minded: bool = base._open_minded if base else open_minded
        if base is None:
            self.syllables = [word for word in words if is_syllable(word)]
            is_one = np.array([is_syllable(word) for word in words])
            self._place_of = np.where(is_one, np.cumsum(is_one) - 1, -1)
            pairs = [parted(word) for word in self.syllables]
            onsets, rhymes = (sorted({pair[side] for pair in pairs}) for side in (0, 1))
            places = [{part: place for place, part in enumerate(parts)} for parts in (onsets, rhymes)]
            self._onset_of, self._rhyme_of = (np.array([places[side][pair[side]] for pair in pairs]) for side in (0, 1))
            alphabet = sorted({letter for word in self.syllables for letter in word})
            letters = {
                case: Letters(table, alphabet, open_minded=open_minded) for case, table in counts["letters"].items()
            }
            self.spelled = {case: (Spelled(known, onsets), Spelled(known, rhymes)) for case, known in letters.items()}
        root = self._base
        self._commonness = _COMMONNESS * np.array([words[word] for word in root.syllables], dtype=np.float32)
        self._number = {word: number for number, word in enumerate(root.syllables)}
        share = _COUNTED[self._open_minded]
        self._onsets = {case: Parts(counts["onsets"][case], pair[0], share) for case, pair in root.spelled.items()}
        self._rhymes = {case: Parts(counts["rhymes"][case], pair[1], share) for case, pair in root.spelled.items()}
        self._whole = {case: self._by_reading(table) for case, table in counts["whole"].items()}

    def _by_reading(self, table: dict[str, dict[str, float]]) -> dict[str, list[tuple[int, float, float]]]:
        """Reading -> syllables it was counted for, the share of this reading and the share left to the parts."""
        found: dict[str, list[tuple[int, float, float]]] = {}
        for word, readings in table.items():
            if word in self._number:
                total = sum(readings.values()) + _WHOLE_TRUST
                for reading, times in readings.items():
                    found.setdefault(reading, []).append((self._number[word], times / total, _WHOLE_TRUST / total))
        return found

    def prepare(self, readings: Iterable[tuple[str, str]]) -> None:
        """Work out what the letters say of many readings at once, each with its case."""
        if sum(len(table) for pair in self._base.spelled.values() for table in pair) > _REMEMBERED:
            self.forget()
        small = {(normal(reading, case), case) for reading, case in readings if len(reading) <= _LONGEST}
        heads: dict[str, set[str]] = {case: set() for case in self._base.spelled}
        tails: dict[str, set[str]] = {case: set() for case in self._base.spelled}
        for word, case in small:
            heads[case].update(word[:cut] for cut in range(min(_LONGEST_ONSET, len(word)) + 1))
        for case, parts in heads.items():
            self._base.spelled[case][0].prepare(parts)
        for word, case in small:
            for cut in self._cuts(word, case):
                tails[rhyme_case(case, word[:cut])].add(word[cut:])
        for case, parts in tails.items():
            self._base.spelled[case][1].prepare(parts)

    def forget(self) -> None:
        """Give up what was worked out for readings, to bound memory."""
        for table in (*self._onsets.values(), *self._rhymes.values()):
            table.forget()

    def _cuts(self, reading: str, case: str) -> list[int]:
        """Where the onset may end: every place whose beginning is not far less an onset than the best one."""
        onsets = self._onsets[case]
        best = [onsets.best(reading[:cut]) for cut in range(min(_LONGEST_ONSET, len(reading)) + 1)]
        floor = max(best) - _ONSETS_WITHIN
        return [cut for cut, score in enumerate(best) if score >= floor]

    def scores(self, reading: str, case: str) -> Vector:
        """Log P(reading | syllable) for each of the syllables."""
        small = normal(reading, case)
        onset_of, rhyme_of = self._base._onset_of, self._base._rhyme_of
        best = np.full(len(self._base.syllables), _NEVER, dtype=np.float32)
        for cut in self._cuts(small, case):
            onsets = self._onsets[case].scores(small[:cut])
            rhymes = self._rhymes[rhyme_case(case, small[:cut])].scores(small[cut:])
            np.maximum(best, onsets[onset_of] + rhymes[rhyme_of], out=best)
        for word, share, left in self._whole[case].get(small, ()):
            best[word] = math.log(share + left * math.exp(best[word]))
        return best

    def printed(self, reading: str, case: str) -> list[tuple[str, float]]:
        """The syllables that may have been printed, the best by score and commonness first; in small letters."""
        if not reading or len(reading) > _LONGEST:
            return []
        scores = self.scores(reading, case)
        # of equals the first, on every machine
        worth = (scores + self._commonness).astype(np.float64) - _TIE * np.arange(len(scores))
        best = np.argpartition(-worth, READINGS)[:READINGS]
        best = best[np.argsort(-worth[best], kind="stable")]
        floor = worth[best[0]] - _WITHIN
        return [(self._base.syllables[n], float(scores[n])) for n in best if worth[n] >= floor]

    def likelihood(self, readings: Collection[tuple[str, str]]) -> float:
        """The log probability of a reading, with its case, whatever was printed; the mean of many."""
        self.prepare(readings)
        sums = [self.scores(reading, case) + self._commonness for reading, case in readings if len(reading) <= _LONGEST]
        return float(np.logaddexp.reduce(np.array(sums), axis=1).mean()) if sums else 0.0

    def suited(self, reading: str, case: str, words: Numbers, chances: Scores, most: int) -> list[tuple[str, float]]:
        """Of words, by their numbers and the log chance of each, the best to be printed; as `printed` gives them."""
        places = self._base._place_of[words]
        places, chances = places[places >= 0], chances[places >= 0]
        if not len(places) or not reading or len(reading) > _LONGEST:
            return []
        scores = self.scores(reading, case)[places]
        best = np.argsort(-(scores + chances), kind="stable")[: 4 * most]
        found = {int(places[n]): float(scores[n]) for n in best}
        return [(self._base.syllables[place], score) for place, score in found.items()][:most]


def write_channel(target: Path, counts: Counts) -> int:
    """Write the counts of a channel; returns the size in bytes."""
    data = zlib.compress(json.dumps(counts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode(), 9)
    target.write_bytes(data)
    return len(data)


def read_channel(stored: bytes, words: Mapping[str, float], *, open_minded: bool = False) -> Channel:
    """The channel from the bytes of its file, over the syllables it may restore."""
    return Channel(json.loads(zlib.decompress(stored)), words, open_minded=open_minded)
