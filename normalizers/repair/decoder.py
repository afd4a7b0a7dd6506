"""The decoder: the likeliest reading of every token, chosen together by channel and language model.

Many stretches of text are decoded side by side, so that each step is one look-up of many words in the arrays of the
language model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from normalizers.repair.confidence import LANGUAGE_WEIGHT, Choice, choices
from normalizers.repair.language_model import WORD_BITS, LanguageModel, Numbers, Scores, States
from normalizers.repair.lattice import Slot

BEAM = 10
_PATHS_WITHIN = 8.0
"""A path that is so much less likely than the best is given up."""
_SIDE_BY_SIDE = 256
_LONGEST = 80
_CONTEXT = (1 << (WORD_BITS * 3)) - 1
_NEVER = np.float32(-1e9)
_TIE = 1e-9


@dataclass
class _Batch:
    """Slots of several stretches, the longest first: arrays of stretches x places x readings."""

    first: Numbers
    second: Numbers
    score: Scores
    lengths: Numbers


def stretches(slots: Sequence[Slot], breaks: set[int]) -> list[list[int]]:
    """Indices of slots, cut after sentences, before the slots in `breaks`, and at a greatest length."""
    parts: list[list[int]] = [[]]
    for index, slot in enumerate(slots):
        if index in breaks and parts[-1]:
            parts.append([])
        parts[-1].append(index)
        if slot.core.ends_sentence or len(parts[-1]) >= _LONGEST:
            parts.append([])
    return [part for part in parts if part]


def decode(slots: Sequence[Slot], breaks: set[int], model: LanguageModel, *, beam: int = BEAM) -> list[Choice]:
    """A choice for every slot, in order.

    Args:
        slots: The words with their readings.
        breaks: Slots before which the text is read afresh.
        model: The language model.
        beam: How many paths to keep at each step.
    """
    parts = sorted(stretches(slots, breaks), key=len, reverse=True)
    chosen: list[int] = [0] * len(slots)
    for start in range(0, len(parts), _SIDE_BY_SIDE):
        group = parts[start : start + _SIDE_BY_SIDE]
        for part, path in zip(group, _decode_group(slots, group, model, beam), strict=True):
            for index, reading in zip(part, path, strict=True):
                chosen[index] = reading
    return choices(slots, chosen, parts, model)


def _batch(slots: Sequence[Slot], group: Sequence[Sequence[int]]) -> _Batch:
    rivals = [slots[index].rivals for part in group for index in part]
    lengths = np.array([len(part) for part in group])
    counts = np.array([len(rival.readings) for rival in rivals])
    shape = (len(group), int(lengths[0]), int(counts.max()))
    cells = np.concatenate([row * shape[1] + np.arange(length) for row, length in enumerate(lengths)])
    inner = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    places = np.repeat(cells * shape[2], counts) + inner
    batch = _Batch(
        np.zeros(shape, dtype=np.int64),
        np.full(shape, -1, dtype=np.int64),
        np.full(shape, _NEVER, dtype=np.float32),
        lengths,
    )
    batch.first.ravel()[places] = np.concatenate([rival.first for rival in rivals])
    batch.second.ravel()[places] = np.concatenate([rival.second for rival in rivals])
    batch.score.ravel()[places] = np.concatenate([rival.score for rival in rivals])
    return batch


@dataclass
class _Paths:
    """The best paths of each stretch so far: arrays of stretches x paths; unused ones score `_NEVER`.

    Attributes:
        scores: Log probabilities.
        context: The last words, as far as a path that ends on them can tell from another.
        states: What the language model knows of each path, flat.
    """

    scores: Scores
    context: Numbers
    states: States


def _decode_group(
    slots: Sequence[Slot], group: Sequence[Sequence[int]], model: LanguageModel, beam: int
) -> list[list[int]]:
    """The best reading of each slot of each stretch, by beam search over contexts."""
    batch = _batch(slots, group)
    rows, steps, _ = batch.score.shape
    nothing = np.zeros((rows, 1))
    paths = _Paths(nothing.astype(np.float32), nothing.astype(np.int64), States.at_boundary(rows))
    came_from = np.zeros((rows, steps, beam), dtype=np.int32)
    picked = np.zeros((rows, steps, beam), dtype=np.int32)
    finals: list[list[int]] = [[] for _ in group]
    for step in range(steps):
        active = int((batch.lengths > step).sum())
        paths, states, readings = _extended(paths, batch, step, active, model, beam)
        came_from[:active, step, : states.shape[1]] = states
        picked[:active, step, : states.shape[1]] = readings
        for row in np.flatnonzero(batch.lengths[:active] == step + 1):
            finals[row] = _path(came_from[row], picked[row], step, int(np.argmax(paths.scores[row])))
    return finals


def _extended(
    paths: _Paths, batch: _Batch, step: int, rows: int, model: LanguageModel, most: int
) -> tuple[_Paths, npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """The best paths with one more reading: the paths, which one each goes on from, and with which reading."""
    beam = paths.scores.shape[1]
    score = batch.score[:rows, step]
    width = int((score > _NEVER / 2).sum(axis=1).max())
    hopeful = paths.scores[:rows] > paths.scores[:rows].max(axis=1, keepdims=True) - _PATHS_WITHIN
    live = hopeful[:, :, None] & (score[:, :width] > _NEVER / 2)[:, None, :]
    row, path, reading = np.nonzero(live)
    word = batch.first[row, step, reading]
    context = ((paths.context[row, path] << WORD_BITS) | word) & _CONTEXT
    gained, after = model.extend(paths.states[row * beam + path], word)
    second = batch.second[row, step, reading]
    two = np.flatnonzero(second >= 0)
    if two.size:
        more, ending = model.extend(after[two], second[two])
        gained[two] += more
        context[two] = ((context[two] << WORD_BITS) | second[two]) & _CONTEXT
        for known, new in ((after.last, ending.last), (after.pair, ending.pair), (after.triple, ending.triple)):
            known[two] = new
    shape = (rows, beam * width)
    total = np.full(shape, _NEVER, dtype=np.float32)
    contexts = np.full(shape, -1, dtype=np.int64)
    place = np.zeros(shape, dtype=np.int64)
    column = path * width + reading
    total[row, column] = paths.scores[row, path] + LANGUAGE_WEIGHT * gained + score[row, reading]
    contexts[row, column] = context
    place[row, column] = np.arange(len(row))
    best = _best_apart(total, contexts, most)
    following = _Paths(
        np.take_along_axis(total, best, axis=1),
        np.take_along_axis(contexts, best, axis=1),
        after[np.take_along_axis(place, best, axis=1).ravel()],
    )
    return following, best // width, best % width


def _best_apart(total: Scores, following: Numbers, beam: int) -> npt.NDArray[np.intp]:
    """The best of each row, no two of the same context, at most `beam`."""
    most = min(2 * beam, total.shape[1])
    # of equals the first, on every machine
    rank = np.arange(total.shape[1]) * _TIE - total.astype(np.float64)
    best = np.argpartition(rank, most - 1, axis=1)[:, :most]
    best = np.take_along_axis(best, np.argsort(np.take_along_axis(rank, best, axis=1), axis=1, kind="stable"), axis=1)
    contexts = np.take_along_axis(following, best, axis=1)
    order = np.argsort(contexts, axis=1, kind="stable")
    sorted_contexts = np.take_along_axis(contexts, order, axis=1)
    again = np.zeros(order.shape, dtype=bool)
    again[:, 1:] = sorted_contexts[:, 1:] == sorted_contexts[:, :-1]
    worse = np.zeros(order.shape, dtype=bool)
    np.put_along_axis(worse, order, again, axis=1)
    # a context that comes again goes to the end: its score is lost, its place is taken by the next best
    np.put_along_axis(total, best, np.where(worse, _NEVER, np.take_along_axis(total, best, axis=1)), axis=1)
    last = np.argsort(worse, axis=1, kind="stable")[:, :beam]
    return np.take_along_axis(best, last, axis=1)


def _path(came_from: npt.NDArray[np.int32], picked: npt.NDArray[np.int32], step: int, state: int) -> list[int]:
    path = []
    for place in range(step, -1, -1):
        path.append(int(picked[place, state]))
        state = int(came_from[place, state])
    return path[::-1]
