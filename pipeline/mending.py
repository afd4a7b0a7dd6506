"""Mending of a document that was read badly: its texts repaired, what stood there kept, doubtful words told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from normalizers.headings import begins_item
from normalizers.quality import is_garbled, may_be_garbled, text_quality
from normalizers.text import is_blank, tidy
from schemas.drafts import Origin
from schemas.raw import Paragraph, ParagraphRole, Place, RawCell, RawDocument, RawRow, RawTable

if TYPE_CHECKING:
    from normalizers.repair.mending import MendedLine, MendedToken

DOUBTFUL = 0.6
"""Words read with less confidence than this are told to the reader."""
_FIGURE = re.compile(r"[\d.,:/%()+<>=≥≤~\s-]*\d[\d.,:/%()+<>=≥≤~\s-]*")


@dataclass(frozen=True)
class Doubt:
    """A word that may have been printed otherwise, with the line it stands in."""

    source: str
    text: str
    confidence: float
    others: tuple[tuple[str, float], ...]
    origin: Origin

    @property
    def message(self) -> str:
        """What was read for what, and what else it may be."""
        first = self.origin.places[0] if self.origin.places else Place()
        where = f"line {first.first_line}: " if first.first_line else f"page {first.page}: " if first.page else ""
        others = "".join(f"; or {text!r} ({share:.2f})" for text, share in self.others)
        return f"{where}read {self.source!r} as {self.text!r} ({self.confidence:.2f}){others}"


@dataclass(frozen=True)
class Mended:
    """A document with its texts mended.

    `text` and `text_quality` are those of the text as it came. A document whose text did not change is the very one
    that was given; `source_text` of paragraphs and rows is what stood there in any case.
    """

    raw: RawDocument
    text: str
    text_quality: float
    changed: bool = False
    doubts: tuple[Doubt, ...] = ()

    @property
    def still_garbled(self) -> bool:
        """Whether the text cannot be trusted and could not be mended either."""
        return not self.changed and is_garbled(self.text, self.text_quality)


def mended(raw: RawDocument) -> Mended:
    """The document with its garbled texts mended; clean text, furniture and figures are left as they stand.

    The models are loaded only where the text may be garbled. The document is mended as a whole, for the mender learns
    from each document how it was misread.
    """
    text = _text_of(raw)
    quality = text_quality(text)
    if not may_be_garbled(text, quality):
        return Mended(raw, text, quality)
    from normalizers.repair.mending import mender

    texts = [piece for block in raw.blocks for piece in _texts_of(block)]
    lines = iter(mender().mend([line for piece in texts for line in piece.lines], second_look=False))
    answers = [_Answer(piece, [next(lines) for _ in piece.lines]) for piece in texts]
    if not any(answer.changed for answer in answers):
        return Mended(raw, text, quality)
    in_order = iter(answers)
    blocks = tuple(part for block in raw.blocks for part in _put_back(block, in_order))
    doubts = tuple(doubt for answer in answers for doubt in answer.doubts)
    return Mended(raw.model_copy(update={"blocks": blocks}), text, quality, changed=True, doubts=doubts)


def _text_of(raw: RawDocument) -> str:
    paragraphs = [p.text for p in raw.paragraphs if p.role is not ParagraphRole.FURNITURE]
    cells = [cell.text for table in raw.tables for row in table.rows for cell in row.cells]
    return "\n".join([*paragraphs, *cells])


# --- the lines of a document ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Text:
    """The text of a paragraph or cell as the lines it was put together from; the row where it is a cell."""

    lines: tuple[str, ...]
    between: str
    places: tuple[Place, ...]
    table: int | None = None
    rows: tuple[int, ...] = ()

    def places_of(self, start: int, end: int) -> tuple[Place, ...]:
        """Where some of the lines stand; the places of the whole text where they do not tell its lines apart."""
        lines = [line for place in self.places for line in _lines_of(place)]
        return _joined(lines[start:end]) if len(lines) == len(self.lines) else self.places


def _lines_of(place: Place) -> list[Place]:
    if place.first_line is None:
        return [place]
    numbers = range(place.first_line, (place.last_line or place.first_line) + 1)
    return [place.model_copy(update={"first_line": number, "last_line": number}) for number in numbers]


def _joined(places: Sequence[Place]) -> tuple[Place, ...]:
    """One place for lines that follow each other, else the places as they are."""
    first, last = places[0], places[-1]
    if first.first_line is None or last.last_line is None or first.page != last.page:
        return tuple(places)
    if last.last_line - first.first_line != len(places) - 1:
        return tuple(places)
    return (first.model_copy(update={"last_line": last.last_line}),)


def _texts_of(block: Paragraph | RawTable) -> Iterator[_Text]:
    """The texts of a block in reading order, the header of a table first; furniture is no text of the document."""
    if isinstance(block, RawTable):
        for row in (block.header, *block.rows):
            for cell in row.cells:
                yield _Text(tuple(cell.text.split("\n")), "\n", cell.places, block.index, row.source_rows)
    elif block.role is not ParagraphRole.FURNITURE:
        # paragraphs are joined from lines; each is mended by itself, so that a doubtful word is told with its line
        lines = tuple(tidy(line) for line in block.source_text.split("\n") if not is_blank(line))
        if " ".join(lines) == block.text:
            yield _Text(lines, " ", block.places)
        else:
            yield _Text(tuple(block.text.split("\n")), "\n", block.places)


# --- the lines mended -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Answer:
    """A text with its lines mended."""

    piece: _Text
    lines: Sequence[MendedLine]

    @property
    def changed(self) -> bool:
        return any(line.text != line.source for line in self.lines)

    @property
    def text(self) -> str:
        return self.piece.between.join(line.text for line in self.lines)

    @property
    def confidence(self) -> float:
        """That of the least sure word; 1 where none was decoded."""
        return min((token.confidence for line in self.lines for token in line.tokens if _is_decoded(token)), default=1)

    @property
    def doubts(self) -> Iterator[Doubt]:
        for number, line in enumerate(self.lines):
            for token in line.tokens:
                if token.confidence < DOUBTFUL and _is_decoded(token):
                    origin = Origin(
                        table=self.piece.table,
                        rows=self.piece.rows,
                        places=self.piece.places_of(number, number + 1),
                        source_text=line.source,
                        confidence=token.confidence,
                    )
                    yield Doubt(token.source, token.text, token.confidence, token.others, origin)


def _is_decoded(token: MendedToken) -> bool:
    """Whether there was a choice of words: it was changed or has rivals, and is no figure left as it stands."""
    if token.source != token.text:
        return True
    return bool(token.others) and not _FIGURE.fullmatch(token.source)


def _put_back(block: Paragraph | RawTable, answers: Iterator[_Answer]) -> Iterator[Paragraph | RawTable]:
    """A block with its mended texts, taken in the order in which `_texts_of` gave them."""
    if isinstance(block, RawTable):
        header, *rows = [_row_put_back(row, answers) for row in (block.header, *block.rows)]
        yield block.model_copy(update={"header": header, "rows": tuple(rows)})
    elif block.role is ParagraphRole.FURNITURE:
        yield block
    else:
        yield from _parted(block, next(answers))


def _parted(block: Paragraph, answer: _Answer) -> Iterator[Paragraph]:
    """A paragraph mended, parted before each line of which only mending shows that it begins an item.

    `Can ctr Luat ...` and `Sé: 12/KH-UBND` were joined to the line above; `Căn cứ Luật ...`, `Số: 12/KH-UBND` are not.
    """
    piece, lines = answer.piece, answer.lines
    stands = [line for line in block.source_text.split("\n") if not is_blank(line)]
    cuts = [n for n, line in enumerate(lines) if n and begins_item(line.text) and not begins_item(line.source)]
    if not cuts or piece.between != " ":
        yield block.model_copy(update={"text": answer.text})
        return
    for start, end in pairwise([0, *cuts, len(lines)]):
        yield block.model_copy(
            update={
                "text": " ".join(line.text for line in lines[start:end]),
                "places": piece.places_of(start, end),
                "source_text": "\n".join(stands[start:end]),
            }
        )


def _row_put_back(row: RawRow, answers: Iterator[_Answer]) -> RawRow:
    """A row with its mended cells; it is no surer than the least sure of their words."""
    given = [next(answers) for _ in row.cells]
    cells: tuple[RawCell, ...] = tuple(
        cell.model_copy(update={"text": answer.text}) for cell, answer in zip(row.cells, given, strict=True)
    )
    confidence = min(row.confidence, *(answer.confidence for answer in given), 1.0)
    return row.model_copy(update={"cells": cells, "confidence": confidence})
