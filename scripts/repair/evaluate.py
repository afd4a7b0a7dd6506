"""Measures the repair on text it was not trained on.

    python -m scripts.repair.evaluate PAIRS.jsonl [--corpus CORPUS_DIR]

Of pairs of printed and read lines: the share of words wrong before and after, for each engine and degree of wear; of
the words that were read right, the share made wrong. Lines are mended in one go for each engine, pages of an engine
with a Vietnamese model one by one. With a corpus also: held-out paragraphs left as they are, without their marks, and
without their letters of two marks. Case, punctuation at the edges and the placement of the tone are set aside.
"""

from __future__ import annotations

import argparse
import itertools
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from normalizers.repair.losses import without_double_marks
from normalizers.repair.mending import mender
from normalizers.repair.tokens import EDGES, is_figure, one_tone_placement
from normalizers.text import without_marks
from scripts.repair.corpus import paragraphs_of

MODERN = ("nq57_nq03_planning", "vbpl_2025_2026", "legalrag_2025_2026", "tthc_dichvucong_2026")
PARAGRAPHS = 2500
"""Held-out paragraphs taken from each modern part of the corpus."""
Lines = Sequence[str]


def compared(word: str) -> str:
    """A word as it is compared: punctuation at its edges, case and the placement of the tone set aside."""
    return one_tone_placement(word.strip(EDGES).lower())


def words_of(lines: Lines) -> list[str]:
    """The words of lines as they are compared."""
    return [word for line in lines for word in map(compared, line.split()) if word]


def error_rate(lines: Lines, printed: Lines) -> float:
    """Word edits per printed word.

    >>> error_rate(["Nghi quyết số 57"], ["Nghị quyết số 57"])
    0.25
    """
    right = words_of(printed)
    return Levenshtein.distance(words_of(lines), right) / len(right)


def damage(read: Lines, mended: Lines, printed: Lines) -> tuple[int, int, int]:
    """How many words were read right, how many of them were made wrong, and how many of these are figures."""
    words = words_of(printed)
    right, still = matched(words_of(read), words), matched(words_of(mended), words)
    return len(right), len(right - still), sum(is_figure(words[place]) for place in right - still)


def matched(words: list[str], printed: list[str]) -> set[int]:
    """Places of the printed words that stand among the words."""
    spans = (op for op in Levenshtein.opcodes(words, printed) if op.tag == "equal")
    return {place for span in spans for place in range(span.dest_start, span.dest_end)}


def report(name: str, read: Lines, mended: Lines, printed: Lines) -> None:
    """Print one line of the table."""
    right, wronged, figures = damage(read, mended, printed)
    before, after = error_rate(read, printed), error_rate(mended, printed)
    harm = wronged / max(right, 1)
    print(f"{name:<28}{len(read):>7}{before:>9.4f}{after:>9.4f}{wronged:>7} of {right:<7}{harm:>8.5f}{figures:>6}")


def _mended(lines: Lines) -> list[str]:
    return [line.text for line in mender().mend(lines)]


def _by_page(pairs: Sequence[dict[str, str]]) -> list[str]:
    pages = itertools.groupby(pairs, key=lambda pair: pair["page"])
    return [line for _, page in pages for line in _mended([pair["read"] for pair in page])]


def measure_pairs(pairs: Sequence[dict[str, str]], lang: str) -> None:
    """The readings of one engine, by degree of wear."""
    chosen = [pair for pair in pairs if pair["lang"] == lang]
    mended = _by_page(chosen) if lang == "vie" else _mended([pair["read"] for pair in chosen])
    for wear in [*dict.fromkeys(pair["wear"] for pair in chosen), "all"]:
        rows = [n for n, pair in enumerate(chosen) if wear in (pair["wear"], "all")]
        read, printed = [chosen[n]["read"] for n in rows], [chosen[n]["printed"] for n in rows]
        report(f"tesseract {lang}, {wear}", read, [mended[n] for n in rows], printed)


def measure_corpus(folder: Path) -> None:
    """Held-out paragraphs: as they are, without marks, without letters of two marks."""
    printed = list(_held_out(folder))
    kinds: dict[str, Callable[[str], str]] = {
        "clean": str,
        "without marks": without_marks,
        "without letters of two marks": without_double_marks,
    }
    for name, spoilt in kinds.items():
        read = [spoilt(line) for line in printed]
        report(name, read, _mended(read), printed)


def _held_out(folder: Path) -> Iterator[str]:
    for name in MODERN:
        long = (line for line in paragraphs_of(folder, name, held_out=True) if len(line.split()) >= 8)
        yield from itertools.islice(long, PARAGRAPHS)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--corpus", type=Path)
    arguments = parser.parse_args()
    with arguments.pairs.open(encoding="utf-8") as file:
        every = [json.loads(line) for line in file]
    print(f"{'':<28}{'lines':>7}{'before':>9}{'after':>9}{'right words made wrong':>26}{'figures':>10}")
    for engine in dict.fromkeys(pair["lang"] for pair in every):
        measure_pairs(every, engine)
    if arguments.corpus:
        measure_corpus(arguments.corpus)
