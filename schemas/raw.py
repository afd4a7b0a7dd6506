"""What stands on the page: paragraphs and tables as strings, each with its place. Nothing is interpreted."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from schemas.base import Model
from schemas.records import Severity


class Place(Model):
    """Where a piece of text stands: a page and a box in points (x0, top, x1, bottom), or lines of a text file."""

    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    first_line: int | None = None
    last_line: int | None = None


class ParagraphRole(StrEnum):
    """What a paragraph is on the page."""

    TEXT = "text"
    FOOTNOTE = "footnote"
    FURNITURE = "furniture"


class UnsureWord(Model):
    """A word that may have been printed otherwise: its span in the text it stands in, and its confidence (0..1)."""

    start: int
    end: int
    confidence: float


class Paragraph(Model):
    """Running text between tables, broken lines joined; furniture (a portal's menus, running heads) is marked.

    `places` holds one entry for each run of lines (or box) that was joined. `line_starts` are the offsets in `text` at
    which its lines begin, one for each line of `source_text`; empty where the lines cannot be told apart.
    """

    kind: Literal["paragraph"] = "paragraph"
    text: str
    role: ParagraphRole = ParagraphRole.TEXT
    places: tuple[Place, ...] = ()
    source_text: str
    line_starts: tuple[int, ...] = ()
    unsure: tuple[UnsureWord, ...] = ()


class RawCell(Model):
    """One cell of a table; `column` counts from 1, `places` holds one entry for each piece that was joined.

    `confidence` (0..1) is that of its least sure word, where it was read off a picture.
    """

    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    places: tuple[Place, ...] = ()
    confidence: float = 1.0


class RawRow(Model):
    """One row of a table, whole even where the page cut it.

    `source_rows` are the rows as they stand in the source (counted from 1, repeated headers included) that were
    joined; `source_text` is what stands there, untouched; `confidence` (0..1) says how sure its split into cells
    and the least sure of its words are.
    """

    cells: tuple[RawCell, ...]
    source_rows: tuple[int, ...]
    places: tuple[Place, ...] = ()
    source_text: str
    confidence: float = 1.0


class RawTable(Model):
    """A table whole across pages: the header row first, then the rows.

    A cell that spans rows or columns stands once, where it begins. `header` has one heading for each column;
    `heading_rows` are the rows it was made of, as they are printed, where there are several or some span columns.
    """

    kind: Literal["table"] = "table"
    index: int
    width: int
    header: RawRow
    rows: tuple[RawRow, ...]
    heading_rows: tuple[RawRow, ...] = ()

    @property
    def printed_rows(self) -> tuple[RawRow, ...]:
        """All rows as they are printed, those of the header first."""
        return (*(self.heading_rows or (self.header,)), *self.rows)


class RawFinding(Model):
    """Something an extractor saw that a reader should know; it becomes a row of `findings`."""

    severity: Severity
    code: str
    message: str
    place: Place | None = None


class Extraction(StrEnum):
    """How the text was got out of the file."""

    TEXT = "text"
    TEXT_LAYER = "text-layer"
    OCR = "ocr"
    DOCX = "docx"
    HTML = "html"


class OcrPolicy(StrEnum):
    """Which pages are read off their pictures: those that need it, all, or none."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class RawDocument(Model):
    """One file as read: paragraphs and tables in reading order.

    `scanned_pages` are those that were read off their pictures.
    """

    name: str
    media_type: str
    extraction: Extraction
    pages: int | None = None
    blocks: tuple[Paragraph | RawTable, ...] = ()
    findings: tuple[RawFinding, ...] = ()
    scanned_pages: tuple[int, ...] = ()

    @property
    def tables(self) -> tuple[RawTable, ...]:
        """The tables, in reading order."""
        return tuple(block for block in self.blocks if isinstance(block, RawTable))

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs, in reading order."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))
