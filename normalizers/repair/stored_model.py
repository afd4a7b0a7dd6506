"""The file of the language model: its tree quantised and packed."""

from __future__ import annotations

import io
import json
import struct
import zlib
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from normalizers.repair.language_model import ORDER, WORD_BITS, LanguageModel, Level, Numbers, Scores

Keys = npt.NDArray[np.uint64]
_MAGIC = b"VNLM2\n"
_STEP = 0.08
"""Natural logarithm that one step of the stored bytes stands for: 255 steps reach e^-20."""


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
