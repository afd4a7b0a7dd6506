"""Words of a page in rows, as tables without rules are made of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractors.boxes import Box, union

_SAME_LINE = 0.5
"""Share of their height by which the middles of words of one line may differ."""
GUTTER = 0.6
"""Share of the height of a line that parts two columns; a space between words takes 0.25 to 0.4 of it."""


class Word(NamedTuple):
    """A word and its box."""

    text: str
    box: Box


@dataclass(frozen=True)
class TextRow:
    """The words at one height, from the left."""

    words: tuple[Word, ...]
    box: Box

    @property
    def height(self) -> float:
        """Of the line, in points."""
        return self.box[3] - self.box[1]

    @property
    def text(self) -> str:
        """The words with a space between."""
        return " ".join(word.text for word in self.words)

    def in_column(self, left: float, right: float) -> list[Word]:
        """The words whose middle lies between two borders."""
        return [word for word in self.words if left <= (word.box[0] + word.box[2]) / 2 < right]


def text_rows(words: Sequence[Word]) -> Iterator[TextRow]:
    """Words put to the rows in which they stand, from the top."""
    row: list[Word] = []
    for word in sorted(words, key=lambda word: word.box[1] + word.box[3]):
        height = word.box[3] - word.box[1]
        if row and (word.box[1] + word.box[3] - row[0].box[1] - row[0].box[3]) / 2 > _SAME_LINE * height:
            yield _row(row)
            row = []
        row.append(word)
    if row:
        yield _row(row)


def _row(words: Sequence[Word]) -> TextRow:
    return TextRow(tuple(sorted(words, key=lambda word: word.box[0])), union(word.box for word in words))
