"""Mending of a document that was read badly: its texts repaired, what stood there kept, doubtful words told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from normalizers.headings import begins_item
from normalizers.quality import is_garbled, may_be_garbled, text_quality
from normalizers.text import is_blank
from pipeline.texts import Text, texts_of
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

    texts = [piece for block in raw.blocks for piece in texts_of(block)]
    lines = iter(mender().mend([line for piece in texts for line in piece.lines], second_look=False))
    answers = [_Answer(piece, [_guarded(next(lines), piece) for _ in piece.lines]) for piece in texts]
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


# --- the lines mended -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Answer:
    """A text with its lines mended."""

    piece: Text
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


def _guarded(line: MendedLine, piece: Text) -> MendedLine:
    """The line with figures and signs as they stand, in cells and wherever no letter shows that there are words.

    In running text `Ty 1&` may be read as `Tỷ lệ`; in a cell `1` is an ordinal or a value and `%` a unit.
    """
    from normalizers.repair.mended import with_tokens

    if piece.table is None and _holds_letters(line.source):
        return line
    tokens = tuple(
        token if _holds_letters(token.source) else replace(token, text=token.source, others=()) for token in line.tokens
    )
    return with_tokens(line.source, line.condition, tokens)


def _holds_letters(text: str) -> bool:
    return any(map(str.isalpha, text))


def _is_decoded(token: MendedToken) -> bool:
    """Whether there was a choice of words: it was changed or has rivals, and is no figure left as it stands."""
    if token.source != token.text:
        return True
    return bool(token.others) and not _FIGURE.fullmatch(token.source)


def _put_back(block: Paragraph | RawTable, answers: Iterator[_Answer]) -> Iterator[Paragraph | RawTable]:
    """A block with its mended texts, taken in the order in which `texts_of` gave them."""
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
