"""What a reader finds in a file: paragraphs and grids in reading order, before grids become tables."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.grid import Grid
from normalizers.text import tidy
from schemas.raw import Extraction, Paragraph, ParagraphRole, Place, RawFinding


@dataclass(frozen=True)
class Items:
    """A file as a reader gives it.

    `paged` tells that tables may be cut by pages, so that one may go on in the next grid; `scanned_pages` are the pages
    that were read off their pictures.
    """

    media_type: str
    extraction: Extraction
    items: tuple[Paragraph | Grid, ...]
    findings: tuple[RawFinding, ...] = ()
    pages: int | None = None
    paged: bool = False
    scanned_pages: tuple[int, ...] = ()


def paragraph(
    text: str, place: Place | None, role: ParagraphRole = ParagraphRole.TEXT, source: str | None = None
) -> Paragraph:
    """A paragraph with its text tidied; `source` is what stands in the file, the text itself if left out."""
    places = (place,) if place else ()
    return Paragraph(text=tidy(text), role=role, places=places, source_text=text if source is None else source)
