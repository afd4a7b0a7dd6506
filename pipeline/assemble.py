"""Drafts to typed records: values read, the raw string kept beside each, doubts turned into findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.boxes import Box
from normalizers.citations import merged
from normalizers.document import DocumentDrafts, read_document
from normalizers.relations import Stated, strongest
from normalizers.symbols import is_letter, names_kind, parse_symbol
from pipeline.findings import Findings, boxes_in
from pipeline.identity import document_id
from pipeline.lineage import CENTRAL_RESOLUTION, parents_of, root_of
from pipeline.mending import Mended, mended
from pipeline.typed import Seat, typed_indicators, typed_tasks
from schemas.drafts import Origin
from schemas.raw import Place, RawDocument, RawFinding
from schemas.records import DocumentRecord, IndicatorRecord, Reading, ReferenceRecord, Severity, TaskRecord


@dataclass(frozen=True)
class Source:
    """The file a document was read from."""

    path: str
    sha256: str


def assemble(raw: RawDocument, source: Source) -> Reading:
    """The records of one document."""
    mending = mended(raw)
    drafts = read_document(mending.raw)
    head = drafts.head.draft
    document = document_id(head, mending.text)
    findings = Findings(document, source.path)
    seat = Seat(document, has_pillars=any(s.citation.symbol == CENTRAL_RESOLUTION for s in drafts.stated))
    tasks = typed_tasks(seat, drafts.tasks, findings)
    indicators = typed_indicators(seat, drafts.indicators, findings)
    seats = _Seats(tasks, indicators)
    for found in [*raw.findings, *drafts.findings]:
        _add_raw(findings, found, seats)
    stated = strongest(_readable(drafts.stated, mending, findings))
    parents = parents_of(stated)
    _mending_findings(findings, mending, seats)
    _document_findings(findings, drafts, parents, has_records=bool(tasks or indicators))
    symbol = parse_symbol(head.symbol) if head.symbol else None
    record = DocumentRecord(
        document_id=document,
        symbol=head.symbol,
        number=symbol.number if symbol else None,
        kind=head.kind,
        issuer=head.issuer,
        place=head.place,
        issued_on=head.issued_on,
        title=head.title,
        signer=head.signer,
        signer_title=head.signer_title,
        is_draft=head.is_draft,
        root_symbol=root_of(parents, stated),
        parent_symbols=parents,
        source_path=source.path,
        source_sha256=source.sha256,
        media_type=raw.media_type,
        pages=raw.pages,
        extraction=raw.extraction.value,
        repaired=mending.changed,
        text_quality=mending.text_quality,
    )
    return Reading(
        document=record,
        indicators=tuple(indicators),
        tasks=tuple(tasks),
        references=tuple(_references(document, stated, drafts.stated)),
        findings=tuple(findings.records),
    )


def _readable(stated: Sequence[Stated], mending: Mended, findings: Findings) -> list[Stated]:
    """In text that was garbled only symbols of a known kind are trusted: `71/NO-CP` may be anything.

    Where it was mended, letters are trusted too, whose symbols name no kind, and laws cited by name.
    """
    if (not mending.changed or mending.only_words) and not mending.still_garbled:
        return list(stated)
    letters = {s.citation.symbol for s in stated if mending.changed and is_letter(s.citation.kind)}
    symbols = dict.fromkeys(s.citation.symbol for s in stated if s.citation.symbol)
    trusted = {symbol for symbol in symbols if names_kind(symbol) or symbol in letters}
    for symbol in [symbol for symbol in symbols if symbol not in trusted]:
        message = f"cited symbol {symbol!r} is of no kind that is known, as it is misread; it is left out"
        findings.add(Severity.WARNING, "unread-symbol", message)
    return [
        s
        for s in stated
        if (s.citation.symbol in trusted or (s.citation.symbol is None and mending.changed))
        and (s.via is None or s.via in trusted)
    ]


class _Seats:
    """The records of a document by the rows and lines they were read from."""

    def __init__(self, tasks: Sequence[TaskRecord], indicators: Sequence[IndicatorRecord]) -> None:
        self._at_row: dict[tuple[int, int], str] = {}
        self._at_line: dict[int, list[tuple[str, str]]] = {}
        self._on_page: dict[int, list[tuple[Box, str]]] = {}
        named = [(task.task_id, task.description, task) for task in tasks]
        others = [(each.indicator_id, f"{each.name} {each.target_raw}", each) for each in indicators]
        for name, words, record in (*named, *others):
            for row in record.source_rows or ():
                self._at_row[record.source_table or 0, row] = name
            for page, box in boxes_in(record.source_boxes or ()):
                self._on_page.setdefault(page, []).append((box, name))
            for line in record.source_lines or ():
                self._at_line.setdefault(line, []).append((name, words))

    def at_line(self, line: int | None) -> str | None:
        """The record read from a line; the first of several."""
        return next((name for name, _ in self._at_line.get(line or 0, ())), None)

    def at_box(self, place: Place) -> str | None:
        """The record in whose box on the page the middle of a place lies."""
        if not place.box or place.page is None:
            return None
        x, y = (place.box[0] + place.box[2]) / 2, (place.box[1] + place.box[3]) / 2
        boxes = self._on_page.get(place.page, ())
        return next((name for (x0, top, x1, bottom), name in boxes if x0 <= x <= x1 and top <= y <= bottom), None)

    def with_word(self, origin: Origin, word: str) -> list[str]:
        """The records that hold a word: that of its row, those of its line whose own words hold it."""
        of_rows = [self._at_row.get((origin.table or 0, row)) for row in origin.rows]
        if any(of_rows):
            return [name for name in of_rows if name][:1]
        lines = [self._at_line.get(place.first_line or 0, []) for place in origin.places]
        held = [name for line in lines for name, words in line if word in words]
        return list(dict.fromkeys(held)) or [name for line in lines for name, _ in line[:1] if len(line) == 1][:1]


def _add_raw(findings: Findings, found: RawFinding, seats: _Seats) -> None:
    """A finding of an extractor; where it is about a row that became a record, it names the record."""
    record = (seats.at_line(found.place.first_line) or seats.at_box(found.place)) if found.place else None
    places = [found.place] if found.place else []
    findings.add(found.severity, found.code, found.message, record=record, places=places)


def _mending_findings(findings: Findings, mending: Mended, seats: _Seats) -> None:
    """That the text was mended, or could not be, and each word of it that is doubtful."""
    read = f"text quality {mending.text_quality:.2f}: likely read by an OCR engine without Vietnamese"
    if mending.still_garbled:
        message = f"{read}, or another language; it is not mended"
        findings.add(Severity.WARNING, "garbled-text", message)
    if not mending.changed:
        return
    doubtful = len(mending.doubts)
    if mending.only_words:
        findings.add(
            Severity.INFO,
            "mended-words",
            f"words that were misread on scanned pages are mended, {doubtful or 'none'} of them doubtful",
        )
    else:
        findings.add(
            Severity.WARNING,
            "garbled-text",
            f"{read}; it is mended, {doubtful or 'no'} word{'' if doubtful == 1 else 's'} of it doubtful",
        )
    for doubt in mending.doubts:
        severity, code = (
            (Severity.WARNING, "mended-figure") if doubt.changes_figure else (Severity.INFO, "doubtful-word")
        )
        records: Sequence[str | None] = seats.with_word(doubt.origin, doubt.text) or [None]
        for record in records:
            findings.add(severity, code, doubt.message, record=record, origin=doubt.origin)


def _references(document: str, stated: Sequence[Stated], every: Sequence[Stated]) -> list[ReferenceRecord]:
    """One row for each cited document and each relation between two of them, dates and issuers from all citations."""
    known = merged([statement.citation for statement in every])
    references = []
    for statement in stated:
        citation = known.get(statement.citation.symbol or "", statement.citation)
        references.append(
            ReferenceRecord(
                document_id=document,
                symbol=statement.citation.symbol,
                kind=statement.citation.kind,
                date=citation.date,
                issuer=citation.issuer,
                relation=statement.relation,
                target_document_id=None,
                via_symbol=statement.via,
                evidence=statement.evidence,
            )
        )
    return references


def _document_findings(
    findings: Findings, drafts: DocumentDrafts, parents: Sequence[str], *, has_records: bool
) -> None:
    head = drafts.head.draft
    missing = [name for name in ("symbol", "kind", "issuer", "issued_on", "title") if getattr(head, name) is None]
    if missing:
        findings.add(Severity.INFO, "incomplete-head", f"not found in the head of the document: {', '.join(missing)}")
    if not has_records:
        message = "no table of tasks or indicators, and no section of prose with goals, tasks or orders that is known"
        findings.add(Severity.INFO, "no-records", message)
    elif not parents:
        message = "the document says of no other that it carries it out; its records have no parent"
        findings.add(Severity.WARNING, "no-parent", message)
