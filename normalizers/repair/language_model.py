"""The language model: probabilities of a syllable after up to three others, in sorted arrays."""

from __future__ import annotations

import io
import json
import struct
import zlib
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

ORDER = 4
WORD_BITS = 14
_DOCUMENT_SHARE = 0.2
_DOCUMENT_TRUST = 3.0
Keys = npt.NDArray[np.uint64]
Scores = npt.NDArray[np.float32]

_MAGIC = b"VNLM1\n"
_STEP = 0.08
"""Natural logarithm that one step of the stored bytes stands for: 255 steps reach e^-20."""


class LanguageModel:
    """Scores of words after words; numbers of words are those of `words`.

    Attributes:
        words: The vocabulary; 0 is the boundary between sentences, 1 an unknown word.
        index: Number of each word.
    """

    def __init__(self, words: list[str], unigrams: Scores, levels: dict[int, tuple[Keys, Scores, Scores]]) -> None:
        self.words = words
        self.index = {word: number for number, word in enumerate(words)}
        self._unigrams = unigrams
        self._levels = levels

    def unigram(self, word: int) -> float:
        """Natural log probability of a word by itself."""
        return float(self._unigrams[word])

    def backoffs(self, contexts: Keys) -> Scores:
        """What contexts leave to shorter ones: column `n` is the sum of what they leave down to `n` words, last 0.

        Args:
            contexts: Contexts of `ORDER - 1` words as keys, the oldest in the highest bits; one dimension.
        """
        left = np.zeros((len(contexts), ORDER), dtype=np.float32)
        for order in range(ORDER - 1, 0, -1):
            history = contexts & _last(order)
            if order == 1:
                own = self._levels[1][2][history.astype(np.int64)]
            else:
                keys, _, backoffs = self._levels[order]
                places, found = _look_up(keys, history)
                own = np.where(found, backoffs[places], np.float32(0.0))
            left[:, order - 1] = left[:, order] + own
        return left

    def scores(self, contexts: Keys, words: Keys, backoffs: Scores) -> Scores:
        """Natural log probabilities of words after contexts, one by one.

        Args:
            contexts: As `backoffs` takes them.
            words: A word number for each context.
            backoffs: What `backoffs` gives for the contexts.
        """
        result = self._unigrams[words.astype(np.int64)] + backoffs[:, 0]
        # an n-gram is only kept where its shorter ending is: what has no bigram has nothing longer
        rest = np.arange(len(words))
        for order in range(2, ORDER + 1):
            keys, probabilities, _ = self._levels[order]
            wanted = ((contexts[rest] & _last(order - 1)) << np.uint64(WORD_BITS)) | words[rest]
            places, found = _look_up(keys, wanted)
            rest = rest[found]
            result[rest] = probabilities[places[found]] + backoffs[rest, order - 1]
        return result


class DocumentModel(LanguageModel):
    """A language model that has read a document: pairs of words that it repeats are likelier in it.

    Source of the method: cache language models (Kuhn and De Mori, 1990).
    """

    def __init__(self, model: LanguageModel, words: npt.NDArray[np.uint64]) -> None:
        """The model with the words of a document as numbers, in order, 0 between sentences."""
        self.words, self.index = model.words, model.index
        self._unigrams, self._levels = model._unigrams, model._levels
        first, second = words[:-1], words[1:]
        whole = (first > 1) & (second > 1)
        keys, times = np.unique((first[whole] << np.uint64(WORD_BITS)) | second[whole], return_counts=True)
        # a pair that was met once may be a fault that would only find itself again
        again = times > 1
        met = np.bincount(words.astype(np.int64), minlength=len(self.words))
        self._pairs = keys[again]
        heads = (self._pairs >> np.uint64(WORD_BITS)).astype(np.int64)
        self._chances = ((times[again] - 1) / (met[heads] + _DOCUMENT_TRUST)).astype(np.float32)

    def scores(self, contexts: Keys, words: Keys, backoffs: Scores) -> Scores:
        """As of the model itself, pairs of the document raised."""
        result = super().scores(contexts, words, backoffs)
        if len(self._pairs):
            wanted = ((contexts & _last(1)) << np.uint64(WORD_BITS)) | words
            places, found = _look_up(self._pairs, wanted)
            chances = self._chances[places[found]]
            result[found] = np.log((1 - _DOCUMENT_SHARE) * np.exp(result[found]) + _DOCUMENT_SHARE * chances)
        return result


def _last(count: int) -> np.uint64:
    """The mask for the last words of a context."""
    return np.uint64((1 << (WORD_BITS * count)) - 1)


def _look_up(keys: Keys, wanted: Keys) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.bool_]]:
    places = np.searchsorted(keys, wanted)
    places[places == len(keys)] = 0
    return places, keys[places] == wanted


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
        kept: By order from 2: keys in order and their interpolated probabilities.
        backoffs: By order of the context: keys in order and the mass each leaves to the order below.
    """
    buffer = io.BytesIO()
    buffer.write(_MAGIC)
    _put(buffer, json.dumps(words, ensure_ascii=False).encode())
    _put(buffer, _quantised(unigrams))
    _put(buffer, _quantised(_left_of(np.arange(len(words), dtype=np.uint64), backoffs[1])))
    for order in range(2, ORDER + 1):
        keys, probabilities = kept[order]
        _put(buffer, _packed(keys))
        _put(buffer, _quantised(probabilities))
        left = _left_of(keys, backoffs[order]) if order in backoffs else np.ones(len(keys))
        _put(buffer, _quantised(left) if order < ORDER else b"")
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


def _packed(keys: Keys) -> bytes:
    """Sorted keys as differences, each byte plane by itself, which is what compresses best."""
    steps = np.diff(keys, prepend=np.uint64(0))
    planes = steps.astype("<u8").view(np.uint8).reshape(-1, 8).T
    return np.ascontiguousarray(planes).tobytes()


def _unpacked(data: bytes) -> Keys:
    planes = np.frombuffer(data, dtype=np.uint8).reshape(8, -1)
    return np.cumsum(np.ascontiguousarray(planes.T).view("<u8").ravel(), dtype=np.uint64)


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
    words = json.loads(blocks[0])
    empty = np.zeros(0, dtype=np.uint64)
    none = np.zeros(0, dtype=np.float32)
    levels: dict[int, tuple[Keys, Scores, Scores]] = {1: (empty, none, _dequantised(blocks[2]))}
    for order in range(2, ORDER + 1):
        keys, probabilities, backoffs = blocks[3 * order - 3 : 3 * order]
        levels[order] = (_unpacked(keys), _dequantised(probabilities), _dequantised(backoffs))
    return LanguageModel(words, _dequantised(blocks[1]), levels)
