"""Measures the repair on pairs of printed and read lines it was not trained on.

    python -m scripts.repair.evaluate PAIRS.jsonl [--lang eng]

Prints the share of words wrong before and after, for each degree of wear and for all lines together. Case, punctuation
at the edges and the placement of the tone are set aside.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from normalizers.repair.mending import mender
from normalizers.repair.tokens import EDGES, one_tone_placement


def _words(lines: Sequence[str]) -> list[str]:
    cores = (token.strip(EDGES) for line in lines for token in line.split())
    return [one_tone_placement(core.lower()) for core in cores if core]


def error_rate(lines: Sequence[str], printed: Sequence[str]) -> float:
    """Word edits per printed word.

    >>> error_rate(["Nghi quyết số 57"], ["Nghị quyết số 57"])
    0.25
    """
    right = _words(printed)
    return Levenshtein.distance(_words(lines), right) / len(right)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--lang", default="eng")
    arguments = parser.parse_args()
    with arguments.pairs.open(encoding="utf-8") as file:
        pairs = [pair for pair in map(json.loads, file) if pair["lang"] == arguments.lang]
    mended = [line.text for line in mender().mend([pair["read"] for pair in pairs])]
    print(f"{'wear':<10}{'lines':>7}{'before':>9}{'after':>9}")
    for wear in [*dict.fromkeys(pair["wear"] for pair in pairs), "all"]:
        chosen = [n for n, pair in enumerate(pairs) if wear in (pair["wear"], "all")]
        printed = [pairs[n]["printed"] for n in chosen]
        before = error_rate([pairs[n]["read"] for n in chosen], printed)
        after = error_rate([mended[n] for n in chosen], printed)
        print(f"{wear:<10}{len(chosen):>7}{before:>9.4f}{after:>9.4f}")
