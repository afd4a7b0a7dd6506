"""Columns of a table without rules: borders where the fewest words stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.unruled.words import GUTTER, TextRow, Word
from normalizers.ordinals import OrdinalKind, parse_ordinal

_NEAR = 14.0
"""Points by which the gap between two columns may move from page to page."""


@dataclass(frozen=True)
class Columns:
    """Where the columns of a table begin and the last one ends, in points from the left."""

    edges: tuple[float, ...]

    @property
    def inner(self) -> tuple[float, ...]:
        """The borders between columns."""
        return self.edges[1:-1]


@dataclass(frozen=True)
class Heading:
    """A heading: its words, its left, right and top, and whether one above it covers others too."""

    text: str
    left: float
    right: float
    top: float
    has_upper: bool = False

    @property
    def middle(self) -> float:
        """Half way between its ends."""
        return (self.left + self.right) / 2


def columns_below(heads: Sequence[Heading], body: Sequence[TextRow], header: Sequence[TextRow]) -> Columns:
    """The columns of the lines below a header: borders between the middles of two headings."""
    rows = [*header, *body]
    within = [row for row in body if row.box[0] >= heads[0].left - 40 and row.box[2] <= heads[-1].right + 40]
    left = min([heads[0].left, *(row.box[0] for row in within)])
    right = max([heads[-1].right, *(row.box[2] for row in within)])
    inner = [_border(one.middle, two.middle, rows, (one.right, two.left)) for one, two in pairwise(heads)]
    return Columns((left - 1, *inner, right + 1))


def refined(columns: Columns, rows: Sequence[TextRow]) -> Columns:
    """The columns of a table on its next page, whose words may stand a little further to a side."""
    plain = [row for row in rows if not runs_over(row, columns)] or rows
    inner = [_border(at - _NEAR, at + _NEAR, plain, (at - 1, at + 1)) for at in columns.inner]
    left = min([columns.edges[0], *(row.box[0] - 1 for row in rows if row.box[0] > columns.edges[0] - 40)])
    right = max([columns.edges[-1], *(row.box[2] + 1 for row in rows if row.box[2] < columns.edges[-1] + 40)])
    return Columns((left, *inner, right))


def _border(low: float, high: float, rows: Sequence[TextRow], likely: tuple[float, float]) -> float:
    """The middle of the widest stretch between two places on which the fewest words stand, a likely one first.

    A space within a text counts as half a word: it is no gap between columns unless nothing better is there.
    """
    covered = [0] * (int(high - low) + 2)
    for left, right, weight in _stretches(rows):
        for place in range(max(0, int(left - low)), min(len(covered), int(right - low) + 2)):
            covered[place] += weight
    least = min(covered)
    runs: list[tuple[int, int]] = []
    for place, count in enumerate(covered):
        if count == least:
            runs = [*runs[:-1], (runs[-1][0], place)] if runs and runs[-1][1] == place - 1 else [*runs, (place, place)]
    start, end = max(runs, key=lambda run: (_meets(low + run[0], low + run[1], likely), run[1] - run[0]))
    return low + (start + end) / 2


def _stretches(rows: Sequence[TextRow]) -> Iterator[tuple[float, float, int]]:
    """Where words and the spaces between those that are near each other stand, with what each counts."""
    for row in rows:
        yield from ((word.box[0], word.box[2], 2) for word in row.words)
        for left, right in pairwise(row.words):
            if right.box[0] - left.box[2] < GUTTER * row.height:
                # the points at its ends are those of the words
                yield left.box[2] + 2, right.box[0] - 2, 1


def _meets(start: float, end: float, other: tuple[float, float]) -> bool:
    return start <= other[1] and end >= other[0]


def crossed(row: TextRow, columns: Columns) -> set[int]:
    """Which inner borders a line runs over: a word stands on them, or no more than a space does."""
    found = set()
    for number, border in enumerate(columns.inner):
        left = [word for word in row.words if word.box[0] < border]
        right = [word for word in row.words if word.box[2] > border]
        if left and right:
            end, begin = max(word.box[2] for word in left), min(word.box[0] for word in right)
            if begin - end < GUTTER * row.height:
                found.add(number)
    return found


def runs_over(row: TextRow, columns: Columns) -> bool:
    """Whether a line is set over the columns, as the title of a section is.

    It runs over half the borders or more; or it is one text that begins where the ordinals stand, or with the numeral
    of a section.
    """
    over = crossed(row, columns)
    if len(over) * 2 >= len(columns.inner) or (0 in over and is_one_text(row.words)):
        return True
    return bool(over) and is_numbered(row) and is_one_text(row.words[1:])


def is_one_text(words: Sequence[Word]) -> bool:
    """Whether no gutter parts words that stand beside each other."""
    gaps = [(right.box[0] - left.box[2]) / (left.box[3] - left.box[1]) for left, right in pairwise(words)]
    return max(gaps, default=0.0) < GUTTER


def is_numbered(row: TextRow) -> bool:
    """Whether a line begins with the numeral of a section: `II` or `A.`, say."""
    ordinal = parse_ordinal(row.words[0].text)
    return ordinal is not None and ordinal.kind in (OrdinalKind.ROMAN, OrdinalKind.CAPITAL)


def is_spread(row: TextRow, columns: Columns) -> bool:
    """Whether words stand in several columns."""
    return sum(bool(row.in_column(left, right)) for left, right in pairwise(columns.edges)) > 1
