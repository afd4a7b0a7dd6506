"""The language model: probabilities of a syllable after up to three others, as a tree in flat arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from normalizers.repair.tokens import CLASSES

ORDER = 4
WORD_BITS = 14
Numbers = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float32]

_NARROW = 15
"""Ranges up to so many words are searched apart from wider ones, in fewer steps."""
_DOCUMENT_SHARE = 0.2
_FIRST_WORD = len(CLASSES)
"""Numbers below it are those of classes: figures, symbols, boundaries, what is unknown."""
_QUOTED_SHARE = 0.2
_HINTED_SHARE = 0.02
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
        places = first * len(self.words) + second
        bits: npt.NDArray[np.uint8] = (self._pairs_met[places >> 3] >> (places & 7).astype(np.uint8)) & np.uint8(1)
        return bits.astype(np.bool_)

    def followers(self, word: int) -> tuple[Numbers, Scores]:
        """The words that were seen after a word, with the natural log probability of each there."""
        level = self._levels[2]
        start, end = int(level.starts[word]), int(level.starts[word + 1])
        return level.words[start:end].astype(np.int64), level.scores[start:end]

    def leaders(self, word: int) -> tuple[Numbers, Scores]:
        """The words after which a word was seen, with its natural log probability after each, less that by itself.

        What is left is how much likelier it makes them.
        """
        heads, scores, starts = self._by_last_word
        start, end = int(starts[word]), int(starts[word + 1])
        own = heads[start:end].astype(np.int64)
        return own, self._unigrams[own] + scores[start:end] - self._unigrams[word]

    @cached_property
    def _by_last_word(self) -> tuple[npt.NDArray[np.uint16], Scores, npt.NDArray[np.int64]]:
        level = self._levels[2]
        order = np.argsort(level.words, kind="stable")
        heads = np.repeat(np.arange(len(self.words), dtype=np.uint16), np.diff(level.starts))
        starts = np.searchsorted(level.words[order], np.arange(len(self.words) + 1))
        return heads[order], level.scores[order], starts

    @cached_property
    def _pairs_met(self) -> npt.NDArray[np.uint8]:
        """A bit for each pair of words: most pairs were never seen, and this says so faster than a search."""
        level = self._levels[2]
        size = len(self.words)
        first = np.repeat(np.arange(size), np.diff(level.starts))
        bits = np.zeros(size * size, dtype=np.bool_)
        bits[first * size + level.words] = True
        return np.packbits(bits, bitorder="little")

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
        pair = np.full(len(words), -1, dtype=np.int64)
        # an n-gram is only kept where its shorter endings are: what has no bigram has nothing longer
        met = np.flatnonzero(self.has_pair(states.last, words))
        pair[met] = two.find(states.last[met], words[met])
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
    """A language model that has read a document: pairs of words that it repeats are likelier.

    Source of the method: cache language models (Kuhn and De Mori, 1990).
    """

    def __init__(self, model: LanguageModel, words: Numbers) -> None:
        """The model with the words of a document as they were read, in order, 0 between sentences."""
        super().__init__(model.words, model._unigrams, model._backoffs, model._levels)
        self._inner = model
        # a pair that was met once may be a fault that would only find itself again
        self._known = _Followers(words[:-1], words[1:], _DOCUMENT_SHARE, discount=1)

    def extend(self, states: States, words: Numbers) -> tuple[Scores, States]:
        """As of the model itself, pairs of the document raised."""
        scores, following = self._inner.extend(states, words)
        return self._known.raised(scores, states.last, words), following


class QuotingModel(LanguageModel):
    """A language model that has read a clean document: where two words stand as in it, its third is likelier."""

    def __init__(self, model: LanguageModel, words: Numbers) -> None:
        """The model with the words of a clean document, in order, 0 between sentences."""
        super().__init__(model.words, model._unigrams, model._backoffs, model._levels)
        self._inner = model
        pairs = model._levels[2].find(words[:-2], words[1:-1])
        self._after_two = _Followers(pairs, words[2:], _QUOTED_SHARE)
        self._after_one = _Followers(words[:-1], words[1:], _HINTED_SHARE)

    def extend(self, states: States, words: Numbers) -> tuple[Scores, States]:
        """As of the model itself, triples of the document raised, and its pairs a little."""
        scores, following = self._inner.extend(states, words)
        scores = self._after_one.raised(scores, states.last, words)
        return self._after_two.raised(scores, states.pair, words), following


class _Followers:
    """Which words follow on contexts in a document, and how often."""

    def __init__(self, contexts: Numbers, words: Numbers, share: float, *, discount: int = 0) -> None:
        whole = (contexts >= _FIRST_WORD) & (words >= _FIRST_WORD)
        keys, times = np.unique((contexts[whole] << WORD_BITS) | words[whole], return_counts=True)
        heads, places = np.unique(keys >> WORD_BITS, return_inverse=True)
        met = np.bincount(places, weights=times, minlength=len(heads))
        kept = times > discount
        self._keys = keys[kept]
        self._chances = ((times - discount) / (met[places] + _DOCUMENT_TRUST))[kept].astype(np.float32)
        self._share = np.float32(share)

    def raised(self, scores: Scores, contexts: Numbers, words: Numbers) -> Scores:
        """Log probabilities of words after contexts, raised where the document has them so."""
        if len(self._keys):
            wanted = (contexts << WORD_BITS) | words
            places = np.searchsorted(self._keys, wanted)
            places[places == len(self._keys)] = 0
            found = self._keys[places] == wanted
            chances = self._chances[places[found]]
            scores[found] = np.log((1 - self._share) * np.exp(scores[found]) + self._share * chances)
        return scores
