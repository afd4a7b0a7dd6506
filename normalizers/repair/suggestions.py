"""Readings that the words beside one suggest, where nothing that it looks like fits: `Chinh phez` is `Chính phủ`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from normalizers.repair.confidence import LANGUAGE_WEIGHT, Choice
from normalizers.repair.decoder import BEAM, decode, stretches
from normalizers.repair.language_model import LanguageModel
from normalizers.repair.lattice import Reader, Rivals, Slot

_ROUNDS = 2
"""The word beside may have been misread as badly: what is found for it helps the other."""
_DOUBTFUL = -5.0
"""Log P(read | reading) below which a reading was chosen for want of a better one."""
_UNSURE = 0.6
"""Confidence below which a rival is as likely."""
_SUGGESTED = 16


def decode_with_suggestions(
    slots: Sequence[Slot], breaks: set[int], model: LanguageModel, reader: Reader, *, beam: int = BEAM
) -> list[Choice]:
    """A choice for every slot, in order; see `decode`.

    Stretches in which a word hardly looks like what was chosen for it are decoded again: words that were seen beside
    its neighbours come among its readings.
    """
    own = list(slots)
    chosen = decode(own, breaks, model, beam=beam)
    parts = stretches(own, breaks)
    for _ in range(_ROUNDS):
        changed = [part for part in parts if _widen(own, chosen, part, model, reader)]
        if not changed:
            break
        again = [index for part in changed for index in part]
        starts = set(np.cumsum([0, *map(len, changed)]).tolist())
        for index, choice in zip(again, decode([own[n] for n in again], starts, model, beam=beam), strict=True):
            chosen[index] = choice
    return chosen


def _widen(
    slots: list[Slot], chosen: Sequence[Choice], part: Sequence[int], model: LanguageModel, reader: Reader
) -> bool:
    """Give the doubtful words of a stretch more readings; whether there were any to give."""
    changed = False
    for place, index in enumerate(part):
        slot = slots[index]
        if len(slot.rivals.readings) == 1 or (
            chosen[index].reading.score >= _DOUBTFUL and chosen[index].confidence >= _UNSURE
        ):
            continue
        before = chosen[part[place - 1]].reading.words[-1] if place else None
        after = chosen[part[place + 1]].reading.words[0] if place + 1 < len(part) else None
        rivals = _with_words_beside(slot, before, after, model, reader)
        if rivals is not slot.rivals:
            slots[index] = replace(slot, rivals=rivals)
            changed = True
    return changed


def _with_words_beside(
    slot: Slot, before: str | None, after: str | None, model: LanguageModel, reader: Reader
) -> Rivals:
    """The rivals of a slot, and of the words seen beside its neighbours those that suit best."""
    words, chances = model.followers(model.index.get(before, 1) if before else 0)
    if after:
        leaders, raised = model.leaders(model.index.get(after, 1))
        words, chances = np.concatenate([words, leaders]), np.concatenate([chances, raised])
    return reader.with_words(slot, words, LANGUAGE_WEIGHT * chances, _SUGGESTED)
