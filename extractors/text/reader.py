"""A text file as a whole: decoded, freed of furniture, sorted into paragraphs and tables."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.line import Line
from extractors.prose import paragraphs_of
from extractors.text import cellwise, tabbed
from extractors.text.decoding import decode
from extractors.text.furniture import document_span
from normalizers.text import is_blank
from schemas.raw import Extraction, Paragraph, ParagraphRole, RawDocument, RawFinding, RawTable


def read_text(data: bytes, name: str) -> RawDocument:
    """The layout of a text file: paragraphs and tables in reading order, each with its lines.

    Raises:
        UnreadableFileError: The file is empty, too large or not text.
    """
    decoded = decode(data, name)
    lines = decoded.lines
    first, last = document_span(lines)
    own = lines[first:last]
    tables, covered, findings = _tables(own)
    blocks: list[Paragraph | RawTable] = [*tables, *_prose(own, covered)]
    blocks.sort(key=_first_line)
    return RawDocument(
        name=name,
        media_type="text/plain",
        extraction=Extraction.TEXT,
        pages=decoded.pages,
        blocks=(*_furniture(lines[:first]), *blocks, *_furniture(lines[last:])),
        findings=(*decoded.findings, *findings),
    )


def _tables(lines: Sequence[Line]) -> tuple[list[RawTable], set[int], list[RawFinding]]:
    """Tables of both shapes and the numbers of the lines they cover."""
    if any(tabbed.is_row(line) for line in lines):
        found, covered, findings = tabbed.read_tables(lines, 1)
        return [table for table, _ in found], covered, findings
    tables = cellwise.find_tables(lines, 1)
    covered = {
        number
        for found_table in tables
        for row in (found_table.table.header, *found_table.table.rows)
        for place in row.places
        for number in range(place.first_line or 0, (place.last_line or 0) + 1)
    }
    return [t.table for t in tables], covered, [finding for t in tables for finding in t.findings]


def _prose(lines: Sequence[Line], covered: set[int]) -> list[Paragraph]:
    """Paragraphs of the lines that no table covers, never joined across a table."""
    paragraphs: list[Paragraph] = []
    stretch: list[Line] = []
    for line in lines:
        if line.number in covered:
            paragraphs += paragraphs_of(stretch)
            stretch = []
        else:
            stretch.append(line)
    return paragraphs + paragraphs_of(stretch)


def _furniture(lines: Sequence[Line]) -> list[Paragraph]:
    """What a portal printed around the document: kept, but marked."""
    return [
        Paragraph(
            text=line.text.strip(),
            role=ParagraphRole.FURNITURE,
            places=(line.place,),
            source_text=line.text,
        )
        for line in lines
        if not is_blank(line.text)
    ]


def _first_line(block: Paragraph | RawTable) -> int:
    place = block.places[0] if isinstance(block, Paragraph) else block.header.places[0]
    return place.first_line or 0
