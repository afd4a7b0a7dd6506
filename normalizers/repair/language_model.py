"""The language model: probabilities of a syllable after up to three others, as a tree in flat arrays."""

from __future__ import annotations

import io
import json
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

ORDER = 4
WORD_BITS = 14
Keys = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float32]

_MAGIC = b"VNLM2\n"
_STEP = 0.08
"""Natural logarithm that one step of the stored bytes stands for: 255 steps reach e^-20."""
_NARROW = 15
"""Ranges up to so many words are searched apart from wider ones, in fewer steps."""
_DOCUMENT_SHARE = 0.2
_DOCUMENT_TRUST = 3.0


@dataclass(frozen=True)
class Level:
    """The n-grams of one order, those that go on from one shorter n-gram side by side, by their last word.

    Attributes:
        starts: Where the n-grams that go on from each shorter one begin; one more than there are shorter ones.
        words: Last words.
        scores: Natural log probabilities.
        backoffs: Natural logs of what each leaves to shorter contexts; empty in the highest order.
    """

    starts: npt.NDArray[np.int32]
    words: npt.NDArray[np.uint16]
    scores: Scores
    backoffs: Scores

    def find(self, parents: Numbers, words: Numbers) -> Numbers:
        """Places of the n-grams that go on from parents with words, -1 where there is none."""
        low = self.starts[parents].astype(np.int64)
        end = self.starts[parents + 1].astype(np.int64)
        places = np.empty(len(low), dtype=np.int64)
        wide = end - low > _NARROW
        for group in (np.flatnonzero(~wide), np.flatnonzero(wide)):
            places[group] = self._search(low[group], end[group], words[group])
        found = places < end
        found[found] = self.words[places[found]] == words[found]
        return np.where(found, places, -1)

    def _search(self, low: Numbers, high: Numbers, words: Numbers) -> Numbers:
        """The first places between low and high whose word is not before the one looked for."""
        last = len(self.words) - 1
        for _ in range(int((high - low).max(initial=0)).bit_length()):
            middle = (low + high) >> 1
            # a range that is used up may read past its end, which does no harm: it stays used up
            less = (self.words[np.minimum(middle, last)] < words) & (low < high)
            low = np.where(less, middle + 1, low)
            high = np.where(less, high, middle)
        return low


@dataclass(frozen=True)
class States:
    """What the model knows of the words before a place, for many places.

    Attributes:
        last: The last word.
        pair: Place of the last two words among the bigrams, -1 where they are none.
        triple: Place of the last three among the trigrams, -1 where they are none.
    """

    last: Numbers
    pair: Numbers
    triple: Numbers

    def __getitem__(self, chosen: Numbers) -> States:
        return States(self.last[chosen], self.pair[chosen], self.triple[chosen])

    @classmethod
    def at_boundary(cls, count: int) -> States:
        """States after a boundary between sentences."""
        none = np.full(count, -1, dtype=np.int64)
        return cls(np.zeros(count, dtype=np.int64), none, none)


class LanguageModel:
    """Scores of words after words; numbers of words are those of `words`.

    Attributes:
        words: The vocabulary; 0 is the boundary between sentences, 1 an unknown word.
        index: Number of each word.
    """

    def __init__(self, words: list[str], unigrams: Scores, backoffs: Scores, levels: Mapping[int, Level]) -> None:
        self.words = words
        self.index = {word: number for number, word in enumerate(words)}
        self._unigrams = unigrams
        self._backoffs = backoffs
        self._levels = levels

    def unigram(self, word: int) -> float:
        """Natural log probability of a word by itself."""
        return float(self._unigrams[word])

    def has_pair(self, first: Numbers, second: Numbers) -> npt.NDArray[np.bool_]:
        """Whether words were seen after others."""
        found: npt.NDArray[np.bool_] = self._levels[2].find(first, second) >= 0
        return found

    def after(self, words: Numbers) -> States:
        """The states after the three words of each row, the oldest first, 0 for the boundary."""
        first, second, third = words.T
        levels = self._levels
        pair = levels[2].find(first, second)
        triple = np.full(len(words), -1, dtype=np.int64)
        known = np.flatnonzero(pair >= 0)
        triple[known] = levels[3].find(pair[known], third[known])
        return States(third, levels[2].find(second, third), triple)

    def extend(self, states: States, words: Numbers) -> tuple[Scores, States]:
        """Natural log probabilities of words after states, one by one, and the states after them."""
        two, three, four = self._levels[2], self._levels[3], self._levels[4]
        left = [
            self._backoffs[states.last],
            np.where(states.pair >= 0, two.backoffs[states.pair], np.float32(0.0)),
            np.where(states.triple >= 0, three.backoffs[states.triple], np.float32(0.0)),
        ]
        scores = self._unigrams[words] + left[0] + left[1] + left[2]
        pair = two.find(states.last, words)
        # an n-gram is only kept where its shorter endings are: what has no bigram has nothing longer
        met = np.flatnonzero(pair >= 0)
        scores[met] = two.scores[pair[met]] + left[1][met] + left[2][met]
        triple = np.full(len(words), -1, dtype=np.int64)
        met = met[states.pair[met] >= 0]
        triple[met] = three.find(states.pair[met], words[met])
        met = met[triple[met] >= 0]
        scores[met] = three.scores[triple[met]] + left[2][met]
        met = met[states.triple[met] >= 0]
        whole = four.find(states.triple[met], words[met])
        scores[met[whole >= 0]] = four.scores[whole[whole >= 0]]
        return scores, States(words, pair, triple)


class DocumentModel(LanguageModel):
    """A language model that has read a document: pairs of words that it repeats are likelier in it.

    Source of the method: cache language models (Kuhn and De Mori, 1990).
    """

    def __init__(self, model: LanguageModel, words: Numbers) -> None:
        """The model with the words of a document as numbers, in order, 0 between sentences."""
        super().__init__(model.words, model._unigrams, model._backoffs, model._levels)
        first, second = words[:-1], words[1:]
        whole = (first > 1) & (second > 1)
        keys, times = np.unique((first[whole] << WORD_BITS) | second[whole], return_counts=True)
        # a pair that was met once may be a fault that would only find itself again
        again = times > 1
        met = np.bincount(words, minlength=len(self.words))
        self._pairs = keys[again]
        self._chances = ((times[again] - 1) / (met[self._pairs >> WORD_BITS] + _DOCUMENT_TRUST)).astype(np.float32)

    def extend(self, states: States, words: Numbers) -> tuple[Scores, States]:
        """As of the model itself, pairs of the document raised."""
        scores, following = super().extend(states, words)
        if len(self._pairs):
            wanted = (states.last << WORD_BITS) | words
            places = np.searchsorted(self._pairs, wanted)
            places[places == len(self._pairs)] = 0
            found = self._pairs[places] == wanted
            chances = self._chances[places[found]]
            scores[found] = np.log((1 - _DOCUMENT_SHARE) * np.exp(scores[found]) + _DOCUMENT_SHARE * chances)
        return scores, following


def _quantised(values: npt.NDArray[np.float64]) -> bytes:
    steps = np.clip(np.rint(-np.log(np.maximum(values, 1e-9)) / _STEP), 0, 255)
    return steps.astype(np.uint8).tobytes()


def _dequantised(data: bytes) -> Scores:
    return np.frombuffer(data, dtype=np.uint8).astype(np.float32) * np.float32(-_STEP)


def write_model(
    target: Path,
    words: list[str],
    unigrams: npt.NDArray[np.float64],
    kept: dict[int, tuple[Keys, npt.NDArray[np.float64]]],
    backoffs: dict[int, tuple[Keys, npt.NDArray[np.float64]]],
) -> int:
    """Write the model; returns its size in bytes.

    Args:
        target: The file.
        words: The vocabulary.
        unigrams: Probability of each word.
        kept: By order from 2: keys in order and their interpolated probabilities. The beginning of each n-gram is
            among those of the order below.
        backoffs: By order of the context: keys in order and the mass each leaves to the order below.
    """
    buffer = io.BytesIO()
    buffer.write(_MAGIC)
    parents = np.arange(len(words), dtype=np.uint64)
    _put(buffer, json.dumps(words, ensure_ascii=False).encode())
    _put(buffer, _quantised(unigrams))
    _put(buffer, _quantised(_left_of(parents, backoffs[1])))
    for order in range(2, ORDER + 1):
        keys, probabilities = kept[order]
        heads = keys >> np.uint64(WORD_BITS)
        sizes = np.searchsorted(heads, parents, side="right") - np.searchsorted(heads, parents)
        if sizes.sum() != len(keys):
            raise ValueError(f"{len(keys) - sizes.sum()} n-grams of order {order} begin with none of the order below")
        last = (keys & np.uint64((1 << WORD_BITS) - 1)).astype(np.int64)
        _put(buffer, _planes(sizes))
        _put(buffer, _planes(np.diff(last, prepend=0) & 0xFFFF))
        _put(buffer, _quantised(probabilities))
        _put(buffer, _quantised(_left_of(keys, backoffs[order])) if order < ORDER else b"")
        parents = keys
    target.write_bytes(buffer.getvalue())
    return buffer.tell()


def _left_of(keys: Keys, backoffs: tuple[Keys, npt.NDArray[np.float64]]) -> npt.NDArray[np.float64]:
    contexts, left = backoffs
    places = np.searchsorted(contexts, keys)
    places[places == len(contexts)] = 0
    return np.where(contexts[places] == keys, left[places], 1.0)


def _put(buffer: BinaryIO, data: bytes) -> None:
    packed = zlib.compress(data, 9)
    buffer.write(struct.pack("<II", len(packed), len(data)))
    buffer.write(packed)


def _planes(numbers: Numbers) -> bytes:
    """Numbers of 16 bits, low bytes and high bytes apart, which is what compresses best."""
    if numbers.max(initial=0) > 0xFFFF:
        raise ValueError("a number does not fit in 16 bits")
    return np.ascontiguousarray(numbers.astype("<u2").view(np.uint8).reshape(-1, 2).T).tobytes()


def _unplaned(data: bytes) -> npt.NDArray[np.uint16]:
    low, high = np.frombuffer(data, dtype=np.uint8).reshape(2, -1).astype(np.uint16)
    return low | (high << np.uint16(8))


def read_model(stored: bytes) -> LanguageModel:
    """The model from the bytes of its file.

    Raises:
        ValueError: They are not a model of this version.
    """
    data = memoryview(stored)
    if bytes(data[: len(_MAGIC)]) != _MAGIC:
        raise ValueError("not a language model of this version; train it again with make train-repair")
    blocks: list[bytes] = []
    place = len(_MAGIC)
    while place < len(data):
        size, _ = struct.unpack_from("<II", data, place)
        place += 8
        blocks.append(zlib.decompress(data[place : place + size]))
        place += size
    levels = {}
    for order in range(2, ORDER + 1):
        sizes, steps, scores, backoffs = blocks[4 * order - 5 : 4 * order - 1]
        starts = np.concatenate([[0], np.cumsum(_unplaned(sizes), dtype=np.int64)]).astype(np.int32)
        words = np.cumsum(_unplaned(steps), dtype=np.uint16)
        levels[order] = Level(starts, words, _dequantised(scores), _dequantised(backoffs))
    return LanguageModel(json.loads(blocks[0]), _dequantised(blocks[1]), _dequantised(blocks[2]), levels)
