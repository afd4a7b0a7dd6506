"""Learns the channel of the repair from pairs of printed and read lines.

    python -m scripts.repair.train_channel PAIRS.jsonl MODEL_FILE [--lang eng]

Words of a line are aligned with what was read, each printed syllable is parted into onset and rhyme, and the cut
that parts its reading is found by a few rounds of hard expectation-maximisation.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from normalizers.quality import is_syllable
from normalizers.repair.channel import Counts, case_of, normal, write_channel
from normalizers.repair.learning import learned, letters_of
from normalizers.repair.tokens import EDGES, one_tone_placement
from normalizers.text import plain


def word_pairs(printed: str, read: str) -> Iterator[tuple[str, str]]:
    """Words of a line with their readings, where the alignment is one to one and the words are somewhat alike."""
    left = [word.strip(EDGES) for word in printed.split()]
    right = [word.strip(EDGES) for word in read.split()]
    a, b = [plain(word) for word in left], [plain(word) for word in right]
    for start, end, other, stop in _spans(a, b):
        if end - start == stop - other:
            for i, j in zip(range(start, end), range(other, stop), strict=True):
                if left[i] and right[j] and Levenshtein.normalized_similarity(a[i], b[j]) >= 0.3:
                    yield left[i], right[j]


def _spans(a: list[str], b: list[str]) -> Iterator[tuple[int, int, int, int]]:
    i = j = 0
    for op in Levenshtein.opcodes(a, b):
        if op.tag == "equal":
            if (op.src_start, op.dest_start) != (i, j):
                yield i, op.src_start, j, op.dest_start
            yield op.src_start, op.src_end, op.dest_start, op.dest_end
            i, j = op.src_end, op.dest_end
    yield i, len(a), j, len(b)


def syllable_pairs(lines: list[dict[str, str]]) -> Counter[tuple[str, str, str]]:
    """(case, printed syllable in small letters, reading) with how often it was met."""
    pairs: Counter[tuple[str, str, str]] = Counter()
    for line in lines:
        for printed, read in word_pairs(line["printed"], line["read"]):
            small = one_tone_placement(printed.lower())
            if is_syllable(small) and not any(c in EDGES for c in printed) and len(read) <= len(printed) + 4:
                case = case_of(printed)
                pairs[case, small, normal(read, case)] += 1
    return pairs


def train(lines: list[dict[str, str]]) -> Counts:
    """The counts of a channel."""
    counts = learned(syllable_pairs(lines))
    return {**counts, "letters": letters_of(counts)}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("--lang", default="eng")
    arguments = parser.parse_args()
    with arguments.pairs.open(encoding="utf-8") as file:
        chosen = [line for line in map(json.loads, file) if line["lang"] == arguments.lang]
    size = write_channel(arguments.model, train(chosen))
    print(f"{len(chosen)} lines; {arguments.model}: {size / 1e6:.2f} MB", file=sys.stderr)
