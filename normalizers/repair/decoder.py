"""The decoder: the likeliest reading of every token, chosen together by channel and language model.

Many stretches of text are decoded side by side, so that each step is one look-up of many words in the arrays of the
language model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from normalizers.repair.language_model import ORDER, WORD_BITS, Keys, LanguageModel
from normalizers.repair.lattice import Reading, Slot

LANGUAGE_WEIGHT = 0.9
_BEAM = 10
_SIDE_BY_SIDE = 128
_LONGEST = 80
_MASK = np.uint64((1 << (WORD_BITS * (ORDER - 1))) - 1)
_BITS = np.uint64(WORD_BITS)
_NEVER = np.float32(-1e9)


@dataclass(frozen=True)
class Choice:
    """The reading chosen for a slot and how sure it is, 0 to 1, with the others by their share."""

    reading: Reading
    confidence: float
    others: tuple[tuple[Reading, float], ...]


@dataclass
class _Batch:
    """Slots of several stretches as arrays: word numbers, scores and second words of their readings."""

    first: Keys
    second: npt.NDArray[np.int64]
    score: npt.NDArray[np.float32]
    lengths: npt.NDArray[np.int64]


def stretches(slots: Sequence[Slot], breaks: set[int]) -> list[list[int]]:
    """Indices of slots, cut after sentences, before the slots in `breaks`, and at a greatest length."""
    parts: list[list[int]] = [[]]
    for index, slot in enumerate(slots):
        if index in breaks and parts[-1]:
            parts.append([])
        parts[-1].append(index)
        if slot.ends_sentence or len(parts[-1]) >= _LONGEST:
            parts.append([])
    return [part for part in parts if part]


def decode(slots: Sequence[Slot], breaks: set[int], model: LanguageModel) -> list[Choice]:
    """A choice for every slot, in order."""
    parts = sorted(stretches(slots, breaks), key=len)
    chosen: list[int] = [0] * len(slots)
    for start in range(0, len(parts), _SIDE_BY_SIDE):
        group = parts[start : start + _SIDE_BY_SIDE]
        for part, path in zip(group, _decode_group(slots, group, model), strict=True):
            for index, reading in zip(part, path, strict=True):
                chosen[index] = reading
    return _with_confidence(slots, chosen, parts, model)


def _batch(slots: Sequence[Slot], group: Sequence[Sequence[int]], model: LanguageModel) -> _Batch:
    steps = max(len(part) for part in group)
    width = max(len(slots[index].readings) for part in group for index in part)
    shape = (len(group), steps, width)
    first = np.zeros(shape, dtype=np.uint64)
    second = np.full(shape, -1, dtype=np.int64)
    score = np.full(shape, _NEVER, dtype=np.float32)
    for row, part in enumerate(group):
        for step, index in enumerate(part):
            for column, reading in enumerate(slots[index].readings):
                first[row, step, column] = model.index.get(reading.words[0], 1)
                if len(reading.words) > 1:
                    second[row, step, column] = model.index.get(reading.words[1], 1)
                score[row, step, column] = reading.score
    return _Batch(first, second, score, np.array([len(part) for part in group]))


def _decode_group(slots: Sequence[Slot], group: Sequence[Sequence[int]], model: LanguageModel) -> list[list[int]]:
    """The best reading of each slot of each stretch, by beam search over contexts."""
    batch = _batch(slots, group, model)
    rows, steps, width = batch.score.shape
    contexts = np.zeros((rows, 1), dtype=np.uint64)
    scores = np.zeros((rows, 1), dtype=np.float32)
    came_from = np.zeros((rows, steps, _BEAM), dtype=np.int32)
    picked = np.zeros((rows, steps, _BEAM), dtype=np.int32)
    finals: list[list[int]] = [[] for _ in group]
    for step in range(steps):
        total, following = _extended(contexts, scores, batch, step, model)
        beam = min(_BEAM, total.shape[1])
        best = np.argpartition(-total, beam - 1, axis=1)[:, :beam]
        scores = np.take_along_axis(total, best, axis=1)
        contexts = np.take_along_axis(following, best, axis=1)
        came_from[:, step, :beam] = best // width
        picked[:, step, :beam] = best % width
        for row in np.flatnonzero(batch.lengths == step + 1):
            finals[row] = _path(came_from[row], picked[row], step, int(np.argmax(scores[row])))
    return finals


def _extended(
    contexts: Keys, scores: npt.NDArray[np.float32], batch: _Batch, step: int, model: LanguageModel
) -> tuple[npt.NDArray[np.float32], Keys]:
    """Scores and new contexts of every state with every reading of the step, flattened by row."""
    words = batch.first[:, step, :][:, None, :]
    spread = contexts[:, :, None]
    gained = model.scores(spread, words)
    following = ((spread << _BITS) | words) & _MASK
    two = batch.second[:, step, :] >= 0
    if two.any():
        wide = np.broadcast_to(two[:, None, :], following.shape)
        seconds = np.broadcast_to(batch.second[:, step, :][:, None, :], following.shape)[wide].astype(np.uint64)
        gained = gained.copy()
        gained[wide] += model.scores(following[wide], seconds)
        following = following.copy()
        following[wide] = ((following[wide] << _BITS) | seconds) & _MASK
    total = scores[:, :, None] + LANGUAGE_WEIGHT * gained + batch.score[:, step, :][:, None, :]
    rows = total.shape[0]
    return total.reshape(rows, -1), following.reshape(rows, -1)


def _path(came_from: npt.NDArray[np.int32], picked: npt.NDArray[np.int32], step: int, state: int) -> list[int]:
    path = []
    for place in range(step, -1, -1):
        path.append(int(picked[place, state]))
        state = int(came_from[place, state])
    return path[::-1]


def _with_confidence(
    slots: Sequence[Slot], chosen: Sequence[int], parts: Sequence[Sequence[int]], model: LanguageModel
) -> list[Choice]:
    """The share of each chosen reading among its rivals, its neighbours held as chosen."""
    choices: list[Choice | None] = [None] * len(slots)
    contexts, afters = _neighbours(slots, chosen, parts, model)
    owner: list[int] = []
    rival: list[int] = []
    for index, slot in enumerate(slots):
        owner += [index] * len(slot.readings)
        rival += range(len(slot.readings))
    numbers = np.array(
        [model.index.get(slots[i].readings[r].words[-1], 1) for i, r in zip(owner, rival, strict=True)], dtype=np.uint64
    )
    own = np.array(owner, dtype=np.int64)
    context = contexts[own]
    score = model.scores(context, numbers)
    context = ((context << _BITS) | numbers) & _MASK
    for ahead in range(2):
        after = afters[ahead][own]
        known = after >= 0
        added = np.zeros_like(score)
        added[known] = model.scores(context[known], after[known].astype(np.uint64))
        score = score + added
        context = ((context << _BITS) | np.where(known, after, 0).astype(np.uint64)) & _MASK
    channel = np.array([slots[i].readings[r].score for i, r in zip(owner, rival, strict=True)], dtype=np.float32)
    total = LANGUAGE_WEIGHT * score + channel
    start = 0
    for index, slot in enumerate(slots):
        end = start + len(slot.readings)
        share = np.exp(total[start:end] - total[start:end].max())
        share = share / share.sum()
        others = tuple(
            (slot.readings[r], float(share[r]))
            for r in np.argsort(-share)[:4]
            if r != chosen[index] and share[r] > 0.02
        )
        choices[index] = Choice(slot.readings[chosen[index]], float(share[chosen[index]]), others)
        start = end
    return [choice for choice in choices if choice is not None]


def _neighbours(
    slots: Sequence[Slot], chosen: Sequence[int], parts: Sequence[Sequence[int]], model: LanguageModel
) -> tuple[Keys, list[npt.NDArray[np.int64]]]:
    """The context before each slot and the first words of the two slots after it, as chosen; -1 where none follows."""
    contexts = np.zeros(len(slots), dtype=np.uint64)
    afters = [np.full(len(slots), -1, dtype=np.int64) for _ in range(2)]
    mask = int(_MASK)
    for part in parts:
        context = 0
        for place, index in enumerate(part):
            contexts[index] = context
            for ahead in range(2):
                if place + ahead + 1 < len(part):
                    follower = part[place + ahead + 1]
                    word = slots[follower].readings[chosen[follower]].words[0]
                    afters[ahead][index] = model.index.get(word, 1)
            for word in slots[index].readings[chosen[index]].words:
                context = ((context << WORD_BITS) | model.index.get(word, 1)) & mask
    return contexts, afters
