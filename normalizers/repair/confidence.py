"""How sure each reading is beside its rivals, and the last word on which one is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from normalizers.repair.language_model import LanguageModel, Numbers, Scores, States
from normalizers.repair.lattice import Reading, Slot

LANGUAGE_WEIGHT = 0.9
_AHEAD = 3
_ROUNDS = 3
_BETTER = 0.5
_RIVALS_WITHIN = 10.0
"""A reading that is so much less likely by what stands before it is no rival, whatever follows."""
_NOTABLE = 0.02
"""The least share with which a reading is worth telling of."""


@dataclass(frozen=True)
class Choice:
    """The reading chosen for a slot and how sure it is, 0 to 1, with the others by their share."""

    reading: Reading
    confidence: float
    others: tuple[tuple[Reading, float], ...]


@dataclass(frozen=True)
class _Field:
    """The readings of all slots in one row: where those of each slot begin, how many there are, whose each is."""

    starts: Numbers
    counts: Numbers
    own: Numbers
    first: Numbers
    second: Numbers
    score: Scores

    @property
    def is_one_word(self) -> npt.NDArray[np.bool_]:
        """Whether each reading is a single word."""
        return self.second < 0

    @classmethod
    def of(cls, slots: Sequence[Slot]) -> _Field:
        counts = np.array([len(slot.rivals.readings) for slot in slots])
        return cls(
            np.cumsum(counts) - counts,
            counts,
            np.repeat(np.arange(len(slots)), counts),
            np.concatenate([slot.rivals.first for slot in slots]),
            np.concatenate([slot.rivals.second for slot in slots]),
            np.concatenate([slot.rivals.score for slot in slots]),
        )


def choices(
    slots: Sequence[Slot], chosen: list[int], parts: Sequence[Sequence[int]], model: LanguageModel
) -> list[Choice]:
    """The choice for every slot, with the share of each reading among its rivals, its neighbours held as chosen.

    Where the search gave up a path too early, and a rival has most of the share, the rival is chosen instead and the
    shares are reckoned again.

    Args:
        slots: The words with their readings.
        chosen: For each, the reading that the search chose; changed where a rival is better.
        parts: The stretches that are read together, as indices of slots.
        model: The language model.
    """
    field = _Field.of(slots)
    share = _shares(slots, field, chosen, parts, model)
    for _ in range(_ROUNDS):
        better = _better(field, share, chosen)
        if not better:
            break
        for slot, reading in better.items():
            chosen[slot] = reading
        share = _shares(slots, field, chosen, parts, model)
    notable = np.flatnonzero(share > _NOTABLE)
    bounds = np.searchsorted(notable, np.append(field.starts, len(share))).tolist()
    rivals = (notable - np.repeat(field.starts, np.diff(bounds))).tolist()
    notable_shares = share[notable].tolist()
    own_shares = share[field.starts + np.array(chosen)].tolist()
    return [
        _choice(slot, chosen[n], own_shares[n], rivals[low:high], notable_shares[low:high])
        for n, (slot, low, high) in enumerate(zip(slots, bounds, bounds[1:], strict=False))
    ]


def _better(field: _Field, share: Scores, chosen: Sequence[int]) -> dict[int, int]:
    """Slots whose rival of one word has most of the share, no two so near that they weigh on each other."""
    held = field.starts + np.array(chosen)
    is_one_word = field.is_one_word
    found: dict[int, int] = {}
    last = -_AHEAD - 1
    for place in np.flatnonzero((share > _BETTER) & is_one_word).tolist():
        slot = int(field.own[place])
        if place != held[slot] and is_one_word[held[slot]] and slot - last > _AHEAD:
            found[slot] = place - int(field.starts[slot])
            last = slot
    return found


def _shares(
    slots: Sequence[Slot], field: _Field, chosen: Sequence[int], parts: Sequence[Sequence[int]], model: LanguageModel
) -> Scores:
    before, afters = _neighbours(slots, chosen, parts)
    score, states = model.extend(model.after(before)[field.own], field.first)
    two = np.flatnonzero(field.second >= 0)
    more, after_two = model.extend(states[two], field.second[two])
    score[two] += more
    states = _replaced(states, two, after_two)
    total = LANGUAGE_WEIGHT * score + field.score
    best = np.maximum.reduceat(total, field.starts)
    hopeful = np.flatnonzero(total > np.repeat(best, field.counts) - _RIVALS_WITHIN)
    own = field.own[hopeful]
    total[hopeful] += LANGUAGE_WEIGHT * _of_what_follows(states[hopeful], [after[own] for after in afters], model)
    share = np.zeros_like(total)
    # among hopeful readings only: what is left out would weigh nothing
    within = np.full_like(total, -np.inf)
    within[hopeful] = total[hopeful]
    share[hopeful] = np.exp(total[hopeful] - np.maximum.reduceat(within, field.starts)[own])
    share /= np.repeat(np.add.reduceat(share, field.starts), field.counts)
    return share


def _of_what_follows(states: States, following: Sequence[Numbers], model: LanguageModel) -> Scores:
    """Log probabilities of the words that follow on states, -1 where none does."""
    score = np.zeros(len(states.last), dtype=np.float32)
    for word in following:
        there = np.flatnonzero(word >= 0)
        more, after = model.extend(states[there], word[there])
        score[there] += more
        states = _replaced(states, there, after)
    return score


def _choice(slot: Slot, chosen: int, share: float, rivals: list[int], shares: list[float]) -> Choice:
    readings = slot.rivals.readings
    if len(readings) == 1:
        return Choice(readings[0], 1.0, ())
    others = [(readings[rival], part) for rival, part in zip(rivals, shares, strict=True) if rival != chosen]
    others.sort(key=lambda other: -other[1])
    return Choice(readings[chosen], share, tuple(others[:3]))


def _replaced(states: States, where: Numbers, new: States) -> States:
    last, pair, triple = states.last.copy(), states.pair.copy(), states.triple.copy()
    last[where], pair[where], triple[where] = new.last, new.pair, new.triple
    return States(last, pair, triple)


def _neighbours(
    slots: Sequence[Slot], chosen: Sequence[int], parts: Sequence[Sequence[int]]
) -> tuple[Numbers, list[Numbers]]:
    """The three words before each slot and the first words of the slots after it, as chosen; -1 where none is."""
    before = np.zeros((len(slots), 3), dtype=np.int64)
    afters = [np.full(len(slots), -1, dtype=np.int64) for _ in range(_AHEAD)]
    for part in parts:
        firsts = [int(slots[index].rivals.first[chosen[index]]) for index in part]
        context = [0, 0, 0]
        for place, index in enumerate(part):
            before[index] = context[-3:]
            for ahead in range(_AHEAD):
                if place + ahead + 1 < len(part):
                    afters[ahead][index] = firsts[place + ahead + 1]
            context.append(firsts[place])
            second = int(slots[index].rivals.second[chosen[index]])
            if second >= 0:
                context.append(second)
    return before, afters
