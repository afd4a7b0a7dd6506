"""A whole document sorted into drafts: head, records of tables and of prose, and what it cites."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from normalizers.head import Head, read_head
from normalizers.headings import appendix_numeral
from normalizers.places import touch
from normalizers.prose import Prose, read_prose
from normalizers.relations import Part, Stated, relations_in
from normalizers.rows import TableContext, TableDrafts, drafts_of
from normalizers.text import is_blank, tidy
from normalizers.twins import with_twins
from normalizers.years import year_set_by
from schemas.drafts import DraftIndicator, DraftTask
from schemas.raw import Paragraph, ParagraphRole, RawDocument, RawFinding, RawTable


@dataclass(frozen=True)
class DocumentDrafts:
    """Everything a document says, as drafts."""

    head: Head
    tasks: tuple[DraftTask, ...]
    indicators: tuple[DraftIndicator, ...]
    stated: tuple[Stated, ...]
    findings: tuple[RawFinding, ...]


def read_document(raw: RawDocument) -> DocumentDrafts:
    """Sort a raw document into drafts.

    There is one list of each kind, not two: a document that holds a table of tasks gives the tasks of its tables only,
    and so with indicators. Its prose then only adds to a row what it says of it in more words.
    """
    paragraphs = [p for p in raw.paragraphs if p.role is ParagraphRole.TEXT]
    head = read_head([p.text for p in paragraphs], _touching(paragraphs))
    year = year_set_by(head.draft.title)
    tables = tuple(drafts_of(table, context) for table, context in _tables(raw, year))
    footnotes = [p for p in raw.paragraphs if p.role is ParagraphRole.FOOTNOTE]
    has_tables = any(table.tasks or table.indicators for table in tables)
    prose = read_prose(paragraphs[head.title[1] :], footnotes, year, has_tables=has_tables)
    return DocumentDrafts(
        head,
        _tasks(tables, prose),
        _indicators(tables, prose),
        tuple(_stated(raw, paragraphs, footnotes, head)),
        tuple(finding for table in tables for finding in table.findings),
    )


def _tasks(tables: Sequence[TableDrafts], prose: Prose) -> tuple[DraftTask, ...]:
    rows = [task for table in tables for task in table.tasks]
    if not rows:
        return prose.tasks
    passages = [(task.description, task) for task in prose.tasks]
    return tuple(with_twins(rows, [row.description for row in rows], passages))


def _indicators(tables: Sequence[TableDrafts], prose: Prose) -> tuple[DraftIndicator, ...]:
    rows = [indicator for table in tables for indicator in table.indicators]
    if not rows:
        return prose.indicators
    passages = [(indicator.wording or indicator.name, indicator) for indicator in prose.indicators]
    return tuple(with_twins(rows, [row.name for row in rows], passages))


def _touching(paragraphs: Sequence[Paragraph]) -> list[bool]:
    """For each paragraph, whether it follows the one before without an empty line."""
    touching = [False]
    for above, below in zip(paragraphs, paragraphs[1:], strict=False):
        touching.append(bool(above.places and below.places) and touch(above.places[-1], below.places[0]))
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


def _stated(
    raw: RawDocument, paragraphs: Sequence[Paragraph], footnotes: Sequence[Paragraph], head: Head
) -> Iterator[Stated]:
    """What title, opening, body, footnotes and cells state of cited documents, in that order."""
    own = head.draft.symbol
    if head.draft.title:
        yield from relations_in(head.draft.title, Part.TITLE, own)
    for index, paragraph in enumerate(paragraphs):
        if head.title[0] <= index < head.title[1]:
            continue
        part = Part.OPENING if head.opening[0] <= index < head.opening[1] else Part.BODY
        yield from relations_in(paragraph.text, part, own)
    for footnote in footnotes:
        yield from relations_in(footnote.text, Part.BODY, own)
    for table in raw.tables:
        for row in table.rows:
            for cell in row.cells:
                if not is_blank(cell.text):
                    yield from relations_in(tidy(cell.text), Part.BODY, own)
