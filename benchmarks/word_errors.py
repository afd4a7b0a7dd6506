"""What mending did to the words of lines whose true text is known, and whether its confidence can be trusted."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Levenshtein

from benchmarks.fresh_runs import Line
from scripts.repair.evaluate import compared, error_rate, matched, words_of

BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0)


def confidences_of(line: Line) -> list[tuple[str, float | None]]:
    """The words of a mended line as they are compared, each with its confidence; None where nothing was decoded."""
    spans = []
    shift = 0
    for start, end, text, confidence in line.tokens:
        spans.append((start + shift, start + shift + len(text), confidence))
        shift += len(text) - (end - start)
    found = []
    for match in re.finditer(r"\S+", line.text or ""):
        parts = [sure for start, end, sure in spans if start < match.end() and end > match.start()]
        if word := compared(match[0]):
            # a word of parts, `cứu-triển`, is right where all of them are
            found.append((word, math.prod(parts) if parts else None))
    return found


@dataclass
class Harm:
    """How many true words were read right, how many of these mending made wrong; the same for words with digits."""

    right: int = 0
    harmed: int = 0
    figures: int = 0
    figures_harmed: int = 0

    def add(self, read: str, mended: str, true: str) -> None:
        """Count a line."""
        words = words_of([true])
        right = matched(words_of([read]), words)
        harmed = right - matched(words_of([mended]), words)
        self.right += len(right)
        self.harmed += len(harmed)
        self.figures += sum(has_digit(words[place]) for place in right)
        self.figures_harmed += sum(has_digit(words[place]) for place in harmed)


def has_digit(word: str) -> bool:
    """Whether a word holds a digit."""
    return any(letter.isdigit() for letter in word)


def report(read: Sequence[str], mended: Sequence[str], true: Sequence[str]) -> str:
    """Share of words wrong before and after, and the harm done, in words."""
    harm = Harm()
    for lines in zip(read, mended, true, strict=True):
        harm.add(*lines)
    return (
        f"words wrong {error_rate(read, true):.2%} before, {error_rate(mended, true):.2%} after; "
        f"right words made wrong {harm.harmed / max(harm.right, 1):.2%} ({harm.harmed} of {harm.right}); "
        f"right figures changed {harm.figures_harmed} of {harm.figures}"
    )


@dataclass
class Reliability:
    """Confidence and rightness of each mended word whose true word is known.

    Attributes:
        outcomes: (confidence, right) of words that had rivals.
        certain: Whether right, for words of confidence 1 (four places).
        apart: How many words lie in stretches where mended and true words cannot be paired one to one.
    """

    outcomes: list[tuple[float, bool]] = field(default_factory=list)
    certain: list[bool] = field(default_factory=list)
    apart: int = 0

    def add(self, line: Line, true: str) -> None:
        """Pair the words of a mended line with the true ones."""
        mended, right = confidences_of(line), words_of([true])
        source = target = 0
        for block in Levenshtein.opcodes([word for word, _ in mended], right).as_matching_blocks():
            before = mended[source : block.a]
            if len(before) == block.b - target:
                self._count(before, right=False)
            else:
                self.apart += sum(confidence is not None for _, confidence in before)
            source, target = block.a + block.size, block.b + block.size
            self._count(mended[block.a : source], right=True)

    def _count(self, words: Sequence[tuple[str, float | None]], *, right: bool) -> None:
        sure = [confidence for _, confidence in words if confidence is not None]
        self.outcomes += [(confidence, right) for confidence in sure if confidence < 1]
        self.certain += [right for confidence in sure if confidence == 1]

    def merge(self, other: Reliability) -> None:
        """Take in what was counted on another text."""
        self.outcomes += other.outcomes
        self.certain += other.certain
        self.apart += other.apart

    def rows(self) -> list[tuple[float, float, int, float, float]]:
        """For each bin that holds words: its ends, how many, their mean confidence, the share that is right."""
        found = []
        for low, high in zip(BINS, BINS[1:], strict=False):
            inside = [outcome for outcome in self.outcomes if low <= outcome[0] < high]
            if inside:
                count = len(inside)
                mean = sum(confidence for confidence, _ in inside) / count
                found.append((low, high, count, mean, sum(right for _, right in inside) / count))
        return found

    @property
    def calibration_error(self) -> float:
        """The expected one: how far confidence lies from the share that is right, on average over the words."""
        gaps = sum(count * abs(mean - right) for _, _, count, mean, right in self.rows())
        return gaps / max(len(self.outcomes), 1)
