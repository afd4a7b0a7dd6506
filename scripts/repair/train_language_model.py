"""Trains the language model of the repair from clean official text.

    python -m scripts.repair.train_language_model CORPUS_DIR MODEL_FILE

Counts n-grams of up to four syllables with a weight for each corpus file, smooths them after Kneser and Ney, prunes
what is rare and stores it quantised. Same corpus, same bytes out.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

import numpy as np

from normalizers.quality import is_syllable
from normalizers.repair.language_model import ORDER, WORD_BITS
from normalizers.repair.stored_model import write_model
from normalizers.repair.tokens import BOUNDARY, CLASSES, UNKNOWN, words_of
from scripts.repair.corpus import WEIGHTS, paragraphs_of

DISCOUNT = 0.75
LEAST = {2: 0.0, 3: 0.0, 4: 1.0}
"""The least weighted count with which an n-gram of each order is kept."""


def vocabulary(folder: Path) -> list[str]:
    """Words to know: every syllable seen three times, other words (foreign, acronyms) seen more often."""
    counts: Counter[str] = Counter()
    for name, weight in WEIGHTS.items():
        found: Counter[str] = Counter()
        for line in paragraphs_of(folder, name):
            found.update(words_of(line))
        for word, count in found.items():
            counts[word] += count * weight
    kept = [
        word
        for word, count in counts.items()
        if word not in CLASSES and len(word) <= 12 and count >= (2 if is_syllable(word) else 20)
    ]
    kept.sort(key=lambda word: (-counts[word], word))
    return [*CLASSES, *kept[: (1 << WORD_BITS) - len(CLASSES)]]


def encoded(folder: Path, name: str, index: dict[str, int]) -> np.ndarray:
    """A corpus file as word numbers, paragraphs parted by boundaries."""
    unknown, boundary = index[UNKNOWN], index[BOUNDARY]
    numbers: list[int] = [boundary]
    for line in paragraphs_of(folder, name):
        numbers += [index.get(word, unknown) for word in words_of(line)]
        if numbers[-1] != boundary:
            numbers.append(boundary)
    return np.array(numbers, dtype=np.uint64)


def grams(words: np.ndarray, order: int) -> np.ndarray:
    """The n-grams of a sequence as keys, the oldest word in the highest bits; none goes on over a boundary."""
    count = len(words) - order + 1
    keys = np.zeros(count, dtype=np.uint64)
    whole = np.ones(count, dtype=bool)
    for place in range(order):
        keys = (keys << np.uint64(WORD_BITS)) | words[place : place + count]
        if 0 < place < order - 1:
            whole &= words[place : place + count] != 0
    return keys[whole]


def counted(parts: list[tuple[np.ndarray, float]]) -> tuple[np.ndarray, np.ndarray]:
    """Distinct keys in order and their weighted counts."""
    keys: list[np.ndarray] = []
    weights: list[np.ndarray] = []
    for part, weight in parts:
        distinct, times = np.unique(part, return_counts=True)
        keys.append(distinct)
        weights.append(times * weight)
    every, order = np.unique(np.concatenate(keys), return_inverse=True)
    return every, np.bincount(order, weights=np.concatenate(weights))


class Smoothed:
    """Interpolated probabilities of one order and the mass that each context leaves to the order below."""

    def __init__(self, keys: np.ndarray, counts: np.ndarray, lower: np.ndarray) -> None:
        contexts, inverse = np.unique(keys >> np.uint64(WORD_BITS), return_inverse=True)
        totals = np.bincount(inverse, weights=counts)
        left = np.bincount(inverse, weights=np.minimum(counts, DISCOUNT)) / totals
        self.keys = keys
        self.counts = counts
        self.contexts = contexts
        self.left = left
        self.probabilities = np.maximum(counts - DISCOUNT, 0) / totals[inverse] + left[inverse] * lower


def continuation(keys: np.ndarray, order: int) -> tuple[np.ndarray, np.ndarray]:
    """How many different words precede each shorter n-gram: what its lower-order probability is made from."""
    mask = np.uint64((1 << (WORD_BITS * (order - 1))) - 1)
    return np.unique(keys & mask, return_counts=True)


def train(folder: Path, target: Path) -> None:
    """Count, smooth, prune and write; prints what was kept."""
    words = vocabulary(folder)
    index = {word: number for number, word in enumerate(words)}
    print(f"vocabulary: {len(words)} words", file=sys.stderr)
    texts = [(encoded(folder, name, index), weight) for name, weight in WEIGHTS.items()]
    raw = {order: counted([(grams(text, order), weight) for text, weight in texts]) for order in range(2, ORDER + 1)}
    unigram_keys, unigram_counts = continuation(raw[2][0], 2)
    base = np.full(len(words), 0.1)
    base[unigram_keys.astype(np.int64)] += unigram_counts
    probabilities = {1: base / base.sum()}
    levels: dict[int, Smoothed] = {}
    lower_keys, lower = np.arange(len(words), dtype=np.uint64), probabilities[1]
    for order in range(2, ORDER + 1):
        keys, counts = raw[order]
        if order < ORDER:
            shorter, times = continuation(raw[order + 1][0], order + 1)
            places = np.searchsorted(shorter, keys)
            places[places == len(shorter)] = 0
            # weighted counts where nothing longer was seen, continuation counts else
            counts = np.where(shorter[places] == keys, np.maximum(times[places], 1), np.minimum(counts, 1.0))
        mask = np.uint64((1 << (WORD_BITS * (order - 1))) - 1)
        below = lower[np.searchsorted(lower_keys, keys & mask)]
        levels[order] = Smoothed(keys, counts.astype(float), below)
        lower_keys, lower = keys, levels[order].probabilities
    kept = {}
    for order, level in levels.items():
        keep = raw[order][1] >= LEAST[order]
        kept[order] = (level.keys[keep], level.probabilities[keep])
        print(f"order {order}: {len(level.keys)} n-grams, {keep.sum()} kept", file=sys.stderr)
    backoffs = {order - 1: (levels[order].contexts, levels[order].left) for order in levels}
    size = write_model(target, words, probabilities[1], kept, backoffs)
    print(f"{target}: {size / 1e6:.1f} MB", file=sys.stderr)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("model", type=Path)
    arguments = parser.parse_args()
    train(arguments.corpus, arguments.model)
