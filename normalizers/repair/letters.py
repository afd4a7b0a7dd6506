"""The channel letter by letter: what may be read where one letter of a syllable was printed.

It speaks where no count of a whole onset or rhyme does: `ting` was never seen for `tầng`, but `i` was for `ầ`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from normalizers.text import plain

Vector = npt.NDArray[np.float32]
LONGEST_PIECE = 3
"""A letter is read as at most so many signs (`ii` for `ủ`), or as none."""
_NEVER = np.float32(-40.0)
_ANYTHING = (0.1, 1 / 80, 80.0**-2, 80.0**-3)
"""Chance of a piece of each length where nothing is known."""
_SHARES = {False: (0.88, 0.07, 0.02, 0.03), True: (0.82, 0.07, 0.02, 0.09)}
"""What the counts of the letter, those of its base, likeness of shape and nothing in particular have to say; the last
more where other engines may have read than the one that was counted."""
_LOOKS_LIKE = {
    "0": "o", "1": "il", "3": "a", "4": "a", "5": "s", "6": "ob", "8": "sb", "9": "gq",
    "$": "s", "§": "s", "&": "e", "¢": "ec", "€": "ec", "@": "oa", "|": "il", "!": "il",
}  # fmt: skip
"""Letters without marks that a figure or sign looks like, whatever the engine."""
_SIGNS_ALIKE = 4
_TRUST = 8.0
_STRAY_SIGN = np.float32(-5.0)
_CHUNK = 64

LetterCounts = Mapping[str, Mapping[str, float]]
"""Printed letter -> what was read for it -> times."""


class Letters:
    """Log P(read piece | printed letter) for all letters, smoothed over letters of one base, then over any sign."""

    def __init__(self, counts: LetterCounts, alphabet: Sequence[str], *, open_minded: bool = False) -> None:
        self._shares = _SHARES[open_minded]
        self.alphabet = list(alphabet)
        self.index = {letter: number for number, letter in enumerate(self.alphabet)}
        bases = self._bases = sorted({plain(letter) for letter in self.alphabet})
        self._base_of = np.array([bases.index(plain(letter)) for letter in self.alphabet])
        self._pieces: dict[str, Vector] = {}
        self._counts: dict[str, list[tuple[int, float]]] = {}
        totals = np.zeros(len(self.alphabet))
        for letter, pieces in counts.items():
            if letter in self.index:
                for piece, times in pieces.items():
                    self._counts.setdefault(piece, []).append((self.index[letter], times))
                    totals[self.index[letter]] += times
        self._totals = totals
        self._base_totals = np.bincount(self._base_of, weights=totals, minlength=len(bases))

    def of_piece(self, piece: str) -> Vector:
        """Log probabilities that the piece was read, for each letter of the alphabet as the printed one."""
        if piece not in self._pieces:
            chances = np.log(self._smoothed(piece)).astype(np.float32)
            if len(piece) > 1:
                # a sign that stands there for nothing, before or after what was read for the letter
                stray = np.maximum(self.of_piece(piece[1:]), self.of_piece(piece[:-1])) + _STRAY_SIGN
                chances = np.maximum(chances, stray)
            self._pieces[piece] = chances
        return self._pieces[piece]

    def forget(self) -> None:
        """Give up what was worked out for pieces."""
        self._pieces.clear()

    def _smoothed(self, piece: str) -> npt.NDArray[np.float64]:
        seen = np.zeros(len(self.alphabet))
        for letter, times in self._counts.get(piece, ()):
            seen[letter] = times
        by_base = np.bincount(self._base_of, weights=seen, minlength=len(self._base_totals))
        of_base = (by_base / (self._base_totals + _TRUST))[self._base_of]
        anything = _ANYTHING[len(piece)]
        own, base, alike, rest = self._shares
        looks = np.array([letter in _LOOKS_LIKE.get(piece, "") for letter in self._bases], dtype=float)[self._base_of]
        counted: npt.NDArray[np.float64] = own * seen / (self._totals + _TRUST) + base * of_base
        counted += alike * looks / _SIGNS_ALIKE + rest * anything
        return counted


class Spelled:
    """Parts of syllables (all onsets or all rhymes) in a tree of their letters, scored all at once."""

    def __init__(self, letters: Letters, parts: Sequence[str]) -> None:
        self._letters = letters
        self.parts = list(parts)
        self._levels, self._leaves = _tree(letters, self.parts)
        self._scores: dict[str, Vector] = {}

    def __len__(self) -> int:
        """How many readings are worked out."""
        return len(self._scores)

    def scores(self, reading: str) -> Vector:
        """Log P(reading | part) for each part."""
        if reading not in self._scores:
            self.prepare([reading])
        return self._scores[reading]

    def forget(self) -> None:
        """Give up what was worked out for readings."""
        self._scores.clear()
        self._letters.forget()

    def prepare(self, readings: Iterable[str]) -> None:
        """Score many readings together, which costs far less than one by one."""
        new = sorted({reading for reading in readings if reading not in self._scores}, key=lambda r: (len(r), r))
        for start in range(0, len(new), _CHUNK):
            chunk = new[start : start + _CHUNK]
            for reading, scores in zip(chunk, self._scored(chunk), strict=True):
                self._scores[reading] = scores

    def _scored(self, readings: Sequence[str]) -> Vector:
        width = max(len(reading) for reading in readings) + 1
        pieces = self._pieces_of(readings, width)
        level = np.full((len(readings), 1, width), _NEVER, dtype=np.float32)
        level[:, :, 0] = 0.0
        nodes = [level]
        for letters, parents in self._levels:
            above = level[:, parents, :]
            level = above + pieces[0][:, letters, :]
            for length in range(1, min(LONGEST_PIECE, width - 1) + 1):
                np.maximum(
                    level[:, :, length:],
                    above[:, :, :-length] + pieces[length][:, letters, length:],
                    out=level[:, :, length:],
                )
            nodes.append(level)
        ends = np.array([len(reading) for reading in readings])
        at_end = [level[np.arange(len(readings)), :, ends] for level in nodes]
        return np.concatenate(at_end, axis=1)[:, self._leaves]

    def _pieces_of(self, readings: Sequence[str], width: int) -> list[Vector]:
        """For each length of a piece: log P(piece that ends here | letter), as readings x letters x places."""
        size = len(self._letters.alphabet)
        found = [np.full((len(readings), size, width), _NEVER, dtype=np.float32) for _ in range(LONGEST_PIECE + 1)]
        found[0][:] = self._letters.of_piece("")[None, :, None]
        for row, reading in enumerate(readings):
            for length in range(1, LONGEST_PIECE + 1):
                for end in range(length, len(reading) + 1):
                    found[length][row, :, end] = self._letters.of_piece(reading[end - length : end])
        return found


def _tree(
    letters: Letters, parts: Sequence[str]
) -> tuple[list[tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]], npt.NDArray[np.intp]]:
    """The tree of the letters of parts: for each level the letter and parent of each node; the nodes of the parts."""
    levels: list[tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]] = []
    above = {"": 0}
    number = {"": 0}
    for depth in range(1, max(map(len, parts), default=0) + 1):
        heads = sorted({part[:depth] for part in parts if len(part) >= depth})
        levels.append(
            (np.array([letters.index[head[-1]] for head in heads]), np.array([above[head[:-1]] for head in heads]))
        )
        number.update({head: len(number) + place for place, head in enumerate(heads)})
        above = {head: place for place, head in enumerate(heads)}
    return levels, np.array([number[part] for part in parts])


class Aligner:
    """Finds which signs were read for which letter of a part, by what is known so far."""

    def __init__(self) -> None:
        self.counts: dict[str, dict[str, float]] = {}

    def align(self, part: str, reading: str) -> list[str] | None:
        """The pieces read for each letter of the part; None where the reading is too long for it."""
        best: dict[int, tuple[float, tuple[str, ...]]] = {0: (0.0, ())}
        for letter in part:
            following: dict[int, tuple[float, tuple[str, ...]]] = {}
            for place, (score, pieces) in best.items():
                for end in range(place, min(place + LONGEST_PIECE, len(reading)) + 1):
                    piece = reading[place:end]
                    gained = score + self._score(letter, piece)
                    if end not in following or gained > following[end][0]:
                        following[end] = (gained, (*pieces, piece))
            best = following
        return list(best[len(reading)][1]) if len(reading) in best else None

    def _score(self, letter: str, piece: str) -> float:
        known = self.counts.get(letter, {})
        likeness = (0.5 if plain(letter) in plain(piece) else 0.02) * 0.1 ** abs(len(piece) - 1)
        return math.log((known.get(piece, 0.0) + likeness) / (sum(known.values()) + 1.0))


def learned_letters(pairs: Mapping[tuple[str, str], float], *, rounds: int = 4) -> dict[str, dict[str, float]]:
    """The letter counts of parts with their readings, aligned anew in each round by what the last one found."""
    aligner = Aligner()
    for _ in range(rounds):
        counts: dict[str, dict[str, float]] = {}
        for (part, reading), times in sorted(pairs.items()):
            for letter, piece in zip(part, aligner.align(part, reading) or (), strict=False):
                row = counts.setdefault(letter, {})
                row[piece] = row.get(piece, 0.0) + times
        aligner = Aligner()
        aligner.counts = counts
    return aligner.counts
