"""Mending of a document that was read badly: its texts repaired, what stood there kept, doubtful words told."""

from __future__ import annotations

from dataclasses import dataclass

from normalizers.quality import is_garbled, may_be_garbled, text_quality
from pipeline.mended_layout import blocks_mended
from pipeline.mended_texts import Doubt, mended_texts
from pipeline.texts import texts_of
from schemas.raw import ParagraphRole, RawDocument


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
    texts = mended_texts([piece for block in raw.blocks for piece in texts_of(block)])
    if not any(each.changed for each in texts):
        return Mended(raw, text, quality)
    blocks = tuple(blocks_mended(raw, iter(texts)))
    doubts = tuple(doubt for each in texts for doubt in each.doubts)
    return Mended(raw.model_copy(update={"blocks": blocks}), text, quality, changed=True, doubts=doubts)


def _text_of(raw: RawDocument) -> str:
    paragraphs = [p.text for p in raw.paragraphs if p.role is not ParagraphRole.FURNITURE]
    cells = [cell.text for table in raw.tables for row in table.rows for cell in row.cells]
    return "\n".join([*paragraphs, *cells])
