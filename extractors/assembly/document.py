"""The items of a reader put together to a document: tables over pages, layouts as text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.assembly.layout import is_layout, paragraphs_in
from extractors.assembly.table import OpenTable
from extractors.grid import Grid
from extractors.items import Items
from schemas.errors import FileTooLargeError
from schemas.raw import Paragraph, ParagraphRole, RawDocument, RawFinding, RawTable

_CARRIED_ON = re.compile(r"^\W*(?:.{0,60}\()?\s*tiếp theo(?:\s+trang\s+trước)?\s*\)?\W*$", re.IGNORECASE)


MOST_SQUARES = 2_000_000
"""Rows times columns of all tables of a document; 1,000 pages of tables have some 300,000."""


def assemble(read: Items, name: str) -> RawDocument:
    """The raw document of a file from what its reader found.

    Raises:
        FileTooLargeError: Its tables have more than `MOST_SQUARES` squares.
    """
    squares = sum(item.width * item.height for item in read.items if isinstance(item, Grid))
    if squares > MOST_SQUARES:
        raise FileTooLargeError(
            f"{name}: tables of {squares:,} cells, the limit is {MOST_SQUARES:,}; split it into several files"
        )
    assembly = _Assembly(read)
    blocks = tuple(assembly.blocks())
    return RawDocument(
        name=name,
        media_type=read.media_type,
        extraction=read.extraction,
        pages=read.pages,
        blocks=blocks,
        findings=(*read.findings, *assembly.findings),
        scanned_pages=read.scanned_pages,
    )


class _Assembly:
    def __init__(self, read: Items) -> None:
        self._read = read
        self._open: OpenTable | None = None
        self._waiting: list[Paragraph] = []
        self._tables = 0
        self.findings: list[RawFinding] = []

    def blocks(self) -> Iterator[Paragraph | RawTable]:
        """The blocks in reading order; what stands between two pages of a table comes behind it."""
        for item in self._read.items:
            if isinstance(item, Grid) and not item.layout and self._open and self._open.goes_on_in(item):
                self._open.take(item, cut=self._read.paged)
                continue
            if isinstance(item, Grid) and not is_layout(item):
                yield from self._closed()
                self._open = OpenTable(item)
                continue
            for paragraph in paragraphs_in(item) if isinstance(item, Grid) else (item,):
                yield from self._text(paragraph)
        yield from self._closed()

    def _text(self, paragraph: Paragraph) -> Iterator[Paragraph | RawTable]:
        """A paragraph: one that is no part of the text, or says that a table goes on, does not close the table."""
        if self._open and paragraph.role is ParagraphRole.TEXT and _CARRIED_ON.match(paragraph.text):
            paragraph = paragraph.model_copy(update={"role": ParagraphRole.FURNITURE})
        if self._open and paragraph.role is not ParagraphRole.TEXT:
            self._waiting.append(paragraph)
            return
        yield from self._closed()
        yield paragraph

    def _closed(self) -> Iterator[Paragraph | RawTable]:
        if self._open:
            table = self._open.table(self._tables + 1)
            if table:
                self._tables += 1
                self.findings += self._open.findings(self._tables)
                yield table
        self._open = None
        yield from self._waiting
        self._waiting = []
