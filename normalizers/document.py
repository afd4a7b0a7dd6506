"""A whole document sorted into drafts: head, tables with the annexes they stand in, and what it cites."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from normalizers.head import Head, read_head
from normalizers.headings import appendix_numeral
from normalizers.relations import Part, Stated, relations_in
from normalizers.rows import TableContext, TableDrafts, drafts_of
from normalizers.text import is_blank, tidy
from normalizers.years import year_set_by
from schemas.raw import Paragraph, ParagraphRole, RawDocument, RawTable


@dataclass(frozen=True)
class DocumentDrafts:
    """Everything a document says, as drafts."""

    head: Head
    tables: tuple[TableDrafts, ...]
    stated: tuple[Stated, ...]


def read_document(raw: RawDocument) -> DocumentDrafts:
    """Sort a raw document into drafts."""
    paragraphs = [p for p in raw.paragraphs if p.role is ParagraphRole.TEXT]
    head = read_head([p.text for p in paragraphs], _touching(paragraphs))
    year = year_set_by(head.draft.title)
    tables = tuple(drafts_of(table, context) for table, context in _tables(raw, year))
    return DocumentDrafts(head, tables, tuple(_stated(raw, paragraphs, head)))


def _touching(paragraphs: Sequence[Paragraph]) -> list[bool]:
    """For each paragraph, whether no empty line parts it from the one before."""
    touching = [False]
    for above, below in zip(paragraphs, paragraphs[1:], strict=False):
        last, first = above.places[-1].last_line, below.places[0].first_line
        touching.append(last is not None and first is not None and first == last + 1)
    return touching[: len(paragraphs)]


def _tables(raw: RawDocument, year: int | None) -> Iterator[tuple[RawTable, TableContext]]:
    """Each table with the annex and title that stand above it."""
    appendix, titles = "", list[str]()
    for block in raw.blocks:
        if isinstance(block, RawTable):
            title = " ".join(titles[-4:])
            yield block, TableContext(appendix, title, year_set_by(title) or year)
            continue
        numeral = appendix_numeral(block.text)
        if numeral is not None:
            appendix, titles = numeral, []
        titles.append(block.text)


def _stated(raw: RawDocument, paragraphs: Sequence[Paragraph], head: Head) -> Iterator[Stated]:
    """What title, opening, body and cells state of cited documents, in that order."""
    own = head.draft.symbol
    if head.draft.title:
        yield from relations_in(head.draft.title, Part.TITLE, own)
    for index, paragraph in enumerate(paragraphs):
        if head.title[0] <= index < head.title[1]:
            continue
        part = Part.OPENING if head.opening[0] <= index < head.opening[1] else Part.BODY
        yield from relations_in(paragraph.text, part, own)
    for table in raw.tables:
        for row in table.rows:
            for cell in row.cells:
                if not is_blank(cell.text):
                    yield from relations_in(tidy(cell.text), Part.BODY, own)
