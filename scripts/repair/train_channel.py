"""Learns the channel of the repair from pairs of printed and read lines.

    python -m scripts.repair.train_channel PAIRS.jsonl MODEL_FILE [--lang eng] [--scanned SYLLABLES.tsv]
    python -m scripts.repair.train_channel --count LINES.jsonl SYLLABLES.tsv [--lang eng]

Words of a line are aligned with what was read, each printed syllable is parted into onset and rhyme, and the cut
that parts its reading is found by a few rounds of hard expectation-maximisation. Syllables of a real scan, which are
few, weigh more than those of rendered pages. They are counted by themselves (`--count`), so that the lines of a scanned
document need not be kept.
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

_UNLIKE = {"shape": 2}
"""Words in a row that may be quite unlike their readings, by engine: `56` for `số`, where letters are read by shape."""
_SCANNED_WEIGHT = 10


def word_pairs(printed: str, read: str, unlike: int = 0) -> Iterator[tuple[str, str]]:
    """Words of a line with their readings, where the alignment is one to one and the words are somewhat alike.

    Args:
        printed: The line as it was printed.
        read: The line as it was read.
        unlike: So many words in a row are taken even where they are not alike.
    """
    left = [word.strip(EDGES) for word in printed.split()]
    right = [word.strip(EDGES) for word in read.split()]
    a, b = [plain(word) for word in left], [plain(word) for word in right]
    for start, end, other, stop in _spans(a, b):
        if end - start == stop - other:
            for i, j in zip(range(start, end), range(other, stop), strict=True):
                alike = end - start <= unlike or Levenshtein.normalized_similarity(a[i], b[j]) >= 0.3
                if left[i] and right[j] and alike:
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
        for printed, read in word_pairs(line["printed"], line["read"], _UNLIKE.get(line["lang"], 0)):
            small = one_tone_placement(printed.lower())
            if is_syllable(small) and not any(c in EDGES for c in printed) and len(read) <= len(printed) + 4:
                case = case_of(printed)
                pairs[case, small, normal(read, case)] += 1
    return pairs


def lines_of(file: Path, lang: str) -> list[dict[str, str]]:
    """The pairs of lines in a file that an engine read."""
    with file.open(encoding="utf-8") as lines:
        return [line for line in map(json.loads, lines) if line["lang"] == lang]


def write_counts(file: Path, pairs: Counter[tuple[str, str, str]]) -> None:
    """Write what `syllable_pairs` counted, sorted: case, printed syllable, reading, times, parted by tabs."""
    rows = ["\t".join([*pair, str(times)]) for pair, times in sorted(pairs.items())]
    file.write_text("".join(row + "\n" for row in rows), encoding="utf-8")


def read_counts(file: Path) -> Counter[tuple[str, str, str]]:
    """The counts that `write_counts` wrote."""
    rows = (row.split("\t") for row in file.read_text(encoding="utf-8").removesuffix("\n").split("\n"))
    return Counter({(case, printed, reading): int(times) for case, printed, reading, times in rows})


def train(lines: list[dict[str, str]], scanned: Counter[tuple[str, str, str]]) -> Counts:
    """The counts of a channel, of lines of rendered pages and of the syllables of real scans."""
    pairs = syllable_pairs(lines)
    for pair, times in scanned.items():
        pairs[pair] += times * _SCANNED_WEIGHT
    counts = learned(pairs)
    return {**counts, "letters": letters_of(counts)}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("output", type=Path, help="the model, or with --count the counts")
    parser.add_argument("--lang", default="eng")
    parser.add_argument("--count", action="store_true", help="only count the syllables of the lines")
    parser.add_argument("--scanned", type=Path, help="counted syllables of real scans")
    arguments = parser.parse_args()
    chosen = lines_of(arguments.pairs, arguments.lang)
    if arguments.count:
        counted = syllable_pairs(chosen)
        write_counts(arguments.output, counted)
        print(f"{len(chosen)} lines; {arguments.output}: {counted.total()} syllables", file=sys.stderr)
    else:
        scanned: Counter[tuple[str, str, str]] = read_counts(arguments.scanned) if arguments.scanned else Counter()
        size = write_channel(arguments.output, train(chosen, scanned))
        known = f"{len(chosen)} lines, {scanned.total()} scanned syllables"
        print(f"{known}; {arguments.output}: {size / 1e6:.2f} MB", file=sys.stderr)
