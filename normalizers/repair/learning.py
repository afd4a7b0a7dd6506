"""Learning of a channel from syllables and their readings: of machine-made pairs, or of a document as decoded."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping

from rapidfuzz.distance import Levenshtein

from normalizers.repair.channel import CAPITAL, LOWER, UPPER, Counts, parted, rhyme_case
from normalizers.repair.letters import learned_letters
from normalizers.text import plain

ROUNDS = 4
LEAST_WHOLE = 2
_CASES = (LOWER, CAPITAL, UPPER)
Pairs = Mapping[tuple[str, str, str], float]
"""(case, printed syllable in small letters, reading) with how often it was met."""


class Cutter:
    """Finds the cut of a reading that goes with onset and rhyme of the syllable printed."""

    def __init__(self) -> None:
        self.onsets: dict[str, dict[str, Counter[str]]] = {c: defaultdict(Counter) for c in _CASES}
        self.rhymes: dict[str, dict[str, Counter[str]]] = {c: defaultdict(Counter) for c in _CASES}

    def cut(self, case: str, syllable: str, read: str) -> int:
        """The best cut, by what is known so far and by likeness of letters."""
        onset, rhyme = parted(syllable)
        return max(range(len(read) + 1), key=lambda k: self._score(case, onset, rhyme, read[:k], read[k:]))

    def _score(self, case: str, onset: str, rhyme: str, head: str, tail: str) -> float:
        known = _log(self.onsets[case][onset], head) + _log(self.rhymes[rhyme_case(case, onset)][rhyme], tail)
        alike = Levenshtein.distance(plain(onset), plain(head).lower()) + Levenshtein.distance(
            plain(rhyme), plain(tail)
        )
        return known - 1.2 * alike


def _log(counts: Counter[str], reading: str) -> float:
    return math.log((counts[reading] + 0.05) / (sum(counts.values()) + 1.0))


def learned(pairs: Pairs, *, rounds: int = ROUNDS) -> Counts:
    """The counts of a channel: each syllable parted into onset and rhyme, the cut of its reading found by hard EM."""
    cutter = Cutter()
    for _ in range(rounds):
        following = Cutter()
        for (case, syllable, read), times in pairs.items():
            place = cutter.cut(case, syllable, read)
            onset, rhyme = parted(syllable)
            following.onsets[case][onset][read[:place]] += times  # type: ignore[assignment]
            following.rhymes[rhyme_case(case, onset)][rhyme][read[place:]] += times  # type: ignore[assignment]
        cutter = following
    whole: dict[str, dict[str, Counter[str]]] = {case: defaultdict(Counter) for case in _CASES}
    for (case, syllable, read), times in pairs.items():
        if times >= LEAST_WHOLE:
            whole[case][syllable][read] += times  # type: ignore[assignment]
    return {
        "onsets": _as_counts(cutter.onsets),
        "rhymes": _as_counts(cutter.rhymes),
        "whole": _as_counts(whole),
    }


def letters_of(counts: Counts) -> dict[str, dict[str, dict[str, float]]]:
    """For each case the counts of letters that the counts of onsets and rhymes imply."""
    found = {}
    for case in _CASES:
        pairs: Counter[tuple[str, str]] = Counter()
        for kind in ("onsets", "rhymes"):
            for part, readings in counts[kind][case].items():
                for reading, times in readings.items():
                    pairs[part, reading] += times  # type: ignore[assignment]
        found[case] = {
            letter: dict(sorted(pieces.items())) for letter, pieces in sorted(learned_letters(pairs).items())
        }
    return found


def _as_counts(tables: dict[str, dict[str, Counter[str]]]) -> dict[str, dict[str, dict[str, float]]]:
    return {
        case: {printed: dict(sorted(readings.items())) for printed, readings in sorted(table.items()) if readings}
        for case, table in tables.items()
    }


def added(base: Counts, more: Counts, weight: float) -> Counts:
    """The counts of two channels together, those of the second times a weight."""
    return {
        kind: {
            case: {
                printed: _sum(table.get(printed, {}), more.get(kind, {}).get(case, {}).get(printed, {}), weight)
                for printed in sorted({*table, *more.get(kind, {}).get(case, {})})
            }
            for case, table in cases.items()
        }
        for kind, cases in base.items()
    }


def _sum(base: Mapping[str, float], more: Mapping[str, float], weight: float) -> dict[str, float]:
    return {reading: base.get(reading, 0.0) + weight * more.get(reading, 0.0) for reading in sorted({*base, *more})}
