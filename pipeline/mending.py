"""Mending of a document that was read badly: its texts repaired, what stood there kept, doubtful words told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from normalizers.quality import is_garbled, may_be_garbled, text_quality
from pipeline.mended_layout import blocks_mended
from pipeline.mended_texts import Doubt, left_alone, mended_texts
from pipeline.texts import Text, texts_of
from schemas.raw import ParagraphRole, RawDocument

_FEW_WORDS = 3
"""Of a cell with a figure, that is a target, deadline or ordinal."""


@dataclass(frozen=True)
class Mended:
    """A document with its texts mended.

    `text` and `text_quality` are those of the text as it came. A document whose text did not change is the very one
    that was given; `source_text` of paragraphs and rows is what stood there in any case. `only_words` tells that the
    text was clean as a whole, and some words of it were mended that were read off a picture.
    """

    raw: RawDocument
    text: str
    text_quality: float
    changed: bool = False
    only_words: bool = False
    doubts: tuple[Doubt, ...] = ()

    @property
    def still_garbled(self) -> bool:
        """Whether the text cannot be trusted and could not be mended either."""
        return not self.changed and is_garbled(self.text, self.text_quality)


def mended(raw: RawDocument) -> Mended:
    """The document with its garbled texts mended; clean text, furniture and figures are left as they stand.

    The models are loaded only where the text may be garbled, or was read off pictures. What is garbled is mended
    together, for the mender learns from each document how it was misread.
    """
    text = _text_of(raw)
    quality = text_quality(text)
    pieces = [piece for block in raw.blocks for piece in texts_of(block)]
    garbled = _garbled(pieces, whole=may_be_garbled(text, quality))
    scanned = not any(garbled) and bool(raw.scanned_pages)
    if scanned:
        garbled = [_page(piece) in raw.scanned_pages and not (_is_name(piece) or _is_figure(piece)) for piece in pieces]
    if not any(garbled):
        return Mended(raw, text, quality)
    bad = [piece for piece, is_bad in zip(pieces, garbled, strict=True) if is_bad]
    done = iter(mended_texts(bad, scanned=scanned))
    texts = [next(done) if is_bad else left_alone(piece) for piece, is_bad in zip(pieces, garbled, strict=True)]
    if not any(each.changed for each in texts):
        return Mended(raw, text, quality)
    blocks = tuple(blocks_mended(raw, iter(texts)))
    doubts = tuple(doubt for each in texts for doubt in each.doubts)
    new = raw.model_copy(update={"blocks": blocks})
    return Mended(new, text, quality, changed=True, only_words=scanned, doubts=doubts)


def _garbled(pieces: Sequence[Text], *, whole: bool) -> list[bool]:
    """Which texts are to be mended: all of a document that is garbled as a whole, else those of its garbled pages.

    A document may hold a page that was scanned and read badly among pages that were typed.
    """
    if whole:
        return [True] * len(pieces)
    by_page: dict[int | None, list[str]] = {}
    for piece in pieces:
        by_page.setdefault(_page(piece), []).extend(piece.lines)
    bad = {
        page
        for page, lines in by_page.items()
        if page is not None and is_garbled("\n".join(lines), text_quality("\n".join(lines)))
    }
    return [_page(piece) in bad for piece in pieces]


def _is_name(piece: Text) -> bool:
    """Whether a text is the name of a person, as under a signature: any name is as likely as another.

    A heading of a table (`Văn phòng`) has a small word, a body (`Sở Xây dựng`) too.
    """
    words = " ".join(piece.lines).split()
    return 2 <= len(words) <= 5 and all(word.isalpha() and word.istitle() for word in words)


def _is_figure(piece: Text) -> bool:
    """Whether a text is a figure with hardly a word: `Top 10`, `Quý IV/2026`; no word beside it tells what it says."""
    words = " ".join(piece.lines).split()
    return len(words) <= _FEW_WORDS and any(any(map(str.isdigit, word)) for word in words)


def _page(piece: Text) -> int | None:
    return piece.places[0].page if piece.places else None


def _text_of(raw: RawDocument) -> str:
    paragraphs = [p.text for p in raw.paragraphs if p.role is not ParagraphRole.FURNITURE]
    cells = [cell.text for table in raw.tables for row in table.rows for cell in row.cells]
    return "\n".join([*paragraphs, *cells])
