"""Mended texts put back into the layout: cells where they stood, running text laid out anew from its mended lines.

`I. MUC PiCH` is no line in capitals and `Can ctr Luat` begins no item; `I. MỤC ĐÍCH` is and `Căn cứ Luật` does. So the
lines of running text are joined to paragraphs again once they can be read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.line import Line
from extractors.prose import paragraphs_of, unsure_in
from normalizers.text import is_blank
from pipeline.mended_texts import MendedText, decoded
from schemas.raw import Paragraph, ParagraphRole, RawCell, RawDocument, RawRow, RawTable, UnsureWord

if TYPE_CHECKING:
    from normalizers.repair.mending import MendedLine


def blocks_mended(raw: RawDocument, texts: Iterator[MendedText]) -> Iterator[Paragraph | RawTable]:
    """The blocks with their mended texts, taken in the order in which `texts_of` gave them."""
    stretch: list[_Prose] = []
    for block in raw.blocks:
        if isinstance(block, Paragraph) and block.role is not ParagraphRole.FURNITURE:
            stretch.append(_Prose(block, next(texts)))
            continue
        yield from _laid_out(stretch)
        stretch = []
        yield _table_mended(block, texts) if isinstance(block, RawTable) else block
    yield from _laid_out(stretch)


@dataclass(frozen=True)
class _Prose:
    """A paragraph with its mended text."""

    block: Paragraph
    mended: MendedText

    @property
    def has_lines(self) -> bool:
        return self.mended.piece.line_numbers is not None

    @property
    def source_lines(self) -> list[str]:
        return [line for line in self.block.source_text.split("\n") if not is_blank(line)]


def _laid_out(stretch: Sequence[_Prose]) -> Iterator[Paragraph]:
    """The paragraphs between two tables; where their lines are known, joined anew."""
    if not any(prose.mended.changed for prose in stretch):
        yield from (prose.block for prose in stretch)
    elif all(prose.has_lines for prose in stretch):
        lines = list(_mended_lines(stretch))
        words = _words_by_line(stretch)
        for paragraph in paragraphs_of(lines):
            unsure = {word.start: word for word in (*paragraph.unsure, *_unsure(paragraph, words))}
            yield paragraph.model_copy(update={"unsure": tuple(unsure[start] for start in sorted(unsure))})
    else:
        for prose in stretch:
            words_here = [word for line in prose.mended.lines for word in _words(line)]
            text = prose.mended.text
            yield prose.block.model_copy(update={"text": text, "unsure": tuple(unsure_in(text, words_here))})


def _mended_lines(stretch: Sequence[_Prose]) -> Iterator[Line]:
    """The mended lines, each with what stood there, and an empty one wherever line numbers leave some out."""
    last: int | None = None
    for prose in stretch:
        page = prose.block.places[0].page
        numbers = prose.mended.piece.line_numbers or []
        boxes = {place.first_line: place.box for place in prose.block.places}
        # told with the first line: they are looked for in the whole paragraph
        unsure = [(prose.block.text[word.start : word.end], word.confidence) for word in prose.block.unsure]
        for number, line, source in zip(numbers, prose.mended.lines, prose.source_lines, strict=True):
            if last is not None and number > last + 1 and not boxes.get(number):
                yield Line(number - 1, "", page)
            yield Line(number, line.text, page, source, boxes.get(number), unsure=tuple(unsure))
            last, unsure = number, []


_Word = tuple[str, float]


def _words_by_line(stretch: Sequence[_Prose]) -> dict[int, list[_Word]]:
    """The decoded words of each line with their confidence, by number of the line."""
    words: dict[int, list[_Word]] = {}
    for prose in stretch:
        for number, line in zip(prose.mended.piece.line_numbers or [], prose.mended.lines, strict=True):
            words.setdefault(number, []).extend(_words(line))
    return words


def _words(line: MendedLine) -> Iterator[_Word]:
    for token in decoded(line):
        yield token.text, token.confidence


def _unsure(paragraph: Paragraph, words: dict[int, list[_Word]]) -> Iterator[UnsureWord]:
    numbers = [
        number
        for place in paragraph.places
        if place.first_line
        for number in range(place.first_line, (place.last_line or place.first_line) + 1)
    ]
    return unsure_in(paragraph.text, [word for number in numbers for word in words.get(number, [])])


def _table_mended(table: RawTable, texts: Iterator[MendedText]) -> RawTable:
    header, *rows = [_row_mended(row, texts) for row in (table.header, *table.rows)]
    return table.model_copy(update={"header": header, "rows": tuple(rows)})


def _row_mended(row: RawRow, texts: Iterator[MendedText]) -> RawRow:
    """A row with its mended cells; it is no surer than the least sure of their words."""
    given = [next(texts) for _ in row.cells]
    cells: tuple[RawCell, ...] = tuple(
        cell.model_copy(update={"text": mended.text}) for cell, mended in zip(row.cells, given, strict=True)
    )
    confidence = min(row.confidence, *(mended.confidence for mended in given), 1.0)
    return row.model_copy(update={"cells": cells, "confidence": confidence})
