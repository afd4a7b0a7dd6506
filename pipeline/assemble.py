"""Drafts to typed records: values read, the raw string kept beside each, doubts turned into findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from normalizers.agencies import split_agencies
from normalizers.citations import merged
from normalizers.deadlines import parse_deadline
from normalizers.document import DocumentDrafts, read_document
from normalizers.quality import is_garbled, text_quality
from normalizers.quantities import Quantity, modality_of, parse_quantity
from normalizers.relations import Stated, strongest
from normalizers.symbols import names_kind, parse_symbol
from normalizers.text import fold, none_if_blank
from normalizers.units import canonical_unit
from pipeline.identity import document_id, record_ids
from pipeline.lineage import parents_of, root_of
from schemas.drafts import DraftIndicator, DraftTask, Origin
from schemas.raw import ParagraphRole, Place, RawDocument, RawFinding
from schemas.records import (
    DocumentRecord,
    FindingRecord,
    IndicatorRecord,
    Operator,
    Reading,
    ReferenceRecord,
    Severity,
    TaskRecord,
)

_UNREAD_CONFIDENCE = 0.5
_UNSURE_CONFIDENCE = 0.7


@dataclass(frozen=True)
class Source:
    """The file a document was read from."""

    path: str
    sha256: str


@dataclass
class _Findings:
    """The findings of one document while it is being assembled."""

    document: str
    path: str
    records: list[FindingRecord] = field(default_factory=list)

    def add(
        self,
        severity: Severity,
        code: str,
        message: str,
        *,
        record: str | None = None,
        origin: Origin | None = None,
        places: Sequence[Place] = (),
    ) -> None:
        """One more finding, with the way back to the page of the record it is about."""
        back = provenance(origin) if origin else provenance_of(places)
        self.records.append(
            FindingRecord(
                document_id=self.document,
                record_id=record,
                severity=severity,
                code=code,
                message=message,
                page=back["source_page"],
                source_path=self.path,
                **back,
            )
        )


def assemble(raw: RawDocument, source: Source) -> Reading:
    """The records of one document."""
    drafts = read_document(raw)
    text = _text_of(raw)
    head = drafts.head.draft
    document = document_id(head, text)
    findings = _Findings(document, source.path)
    quality = text_quality(text)
    garbled = is_garbled(text, quality)
    tasks = _tasks(document, [task for table in drafts.tables for task in table.tasks], findings)
    indicators = _indicators(document, [i for table in drafts.tables for i in table.indicators], findings)
    at_line = {line: name for name, lines in _lines_of(tasks, indicators) for line in lines}
    for found in [*raw.findings, *(finding for table in drafts.tables for finding in table.findings)]:
        _add_raw(findings, found, at_line)
    stated = strongest(_readable(drafts.stated, garbled=garbled))
    parents = parents_of(stated)
    if garbled:
        message = f"text quality {quality:.2f}: likely read by an OCR engine without Vietnamese; it is not mended"
        findings.add(Severity.WARNING, "garbled-text", message)
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
        repaired=False,
        text_quality=quality,
    )
    return Reading(
        document=record,
        indicators=tuple(indicators),
        tasks=tuple(tasks),
        references=tuple(_references(document, stated, drafts.stated)),
        findings=tuple(findings.records),
    )


def _text_of(raw: RawDocument) -> str:
    paragraphs = [p.text for p in raw.paragraphs if p.role is not ParagraphRole.FURNITURE]
    cells = [cell.text for table in raw.tables for row in table.rows for cell in row.cells]
    return "\n".join([*paragraphs, *cells])


def _readable(stated: Iterable[Stated], *, garbled: bool) -> list[Stated]:
    """In garbled text only symbols of a known kind are trusted: `71/NO-CP` may be anything."""
    if not garbled:
        return list(stated)
    known = {s.citation.symbol for s in stated if s.citation.symbol and names_kind(s.citation.symbol)}
    return [s for s in stated if s.citation.symbol in known and (s.via is None or s.via in known)]


# --- provenance -------------------------------------------------------------------------------------------------------


def provenance(origin: Origin) -> dict[str, object]:
    """The provenance columns of a record or finding."""
    return {
        **provenance_of(origin.places),
        "source_table": origin.table,
        "source_rows": list(origin.rows) or None,
        "source_text": origin.source_text,
        "confidence": origin.confidence,
    }


def provenance_of(places: Sequence[Place]) -> dict[str, object]:
    """Page, boxes and lines of some places; null where the source has none."""
    pages = [place.page for place in places if place.page is not None]
    boxes = [f"{p.page}:{','.join(f'{edge:g}' for edge in p.box)}" for p in places if p.box is not None]
    lines = sorted({n for p in places if p.first_line for n in range(p.first_line, (p.last_line or p.first_line) + 1)})
    return {"source_page": min(pages, default=None), "source_boxes": boxes or None, "source_lines": lines or None}


def _lines_of(
    tasks: Sequence[TaskRecord], indicators: Sequence[IndicatorRecord]
) -> Iterator[tuple[str, Sequence[int]]]:
    """The records with the lines they were read from."""
    for task in tasks:
        yield task.task_id, task.source_lines or ()
    for indicator in indicators:
        yield indicator.indicator_id, indicator.source_lines or ()


def _add_raw(findings: _Findings, found: RawFinding, at_line: dict[int, str]) -> None:
    """A finding of an extractor; where it is about a row that became a record, it names the record."""
    record = at_line.get(found.place.first_line or 0) if found.place else None
    places = [found.place] if found.place else []
    findings.add(found.severity, found.code, found.message, record=record, places=places)


# --- records ----------------------------------------------------------------------------------------------------------


def _tasks(document: str, drafts: Sequence[DraftTask], findings: _Findings) -> list[TaskRecord]:
    ids = record_ids(document, "t", [(draft, draft.description) for draft in drafts])
    return [_task(name, document, draft, findings) for name, draft in zip(ids, drafts, strict=True)]


def _task(name: str, document: str, draft: DraftTask, findings: _Findings) -> TaskRecord:
    deadline = parse_deadline(draft.deadline) if draft.deadline else None
    confidence = draft.origin.confidence
    if draft.deadline and deadline is None:
        message = f"task {draft.ordinal or '(no ordinal)'}: deadline {draft.deadline!r} not understood; no date stored"
        findings.add(Severity.WARNING, "unread-deadline", message, record=name, origin=draft.origin)
        confidence = min(confidence, _UNREAD_CONFIDENCE)
    return TaskRecord(
        task_id=name,
        document_id=document,
        appendix=draft.appendix,
        section=draft.section,
        section_title=draft.section_title,
        ordinal=draft.ordinal,
        parent_ordinal=draft.parent_ordinal,
        description=draft.description,
        lead_raw=none_if_blank(draft.lead),
        lead=list(split_agencies(draft.lead)) if draft.lead else [],
        coordinating_raw=none_if_blank(draft.coordinating),
        coordinating=list(split_agencies(draft.coordinating)) if draft.coordinating else [],
        output=draft.output,
        deadline_raw=draft.deadline,
        deadline_kind=deadline.kind if deadline else None,
        deadline_start=deadline.start if deadline else None,
        deadline_end=deadline.end if deadline else None,
        note=draft.note,
        pillar=None,
        corrected=False,
        **{**provenance(draft.origin), "confidence": confidence},
    )


def _indicators(document: str, drafts: Sequence[DraftIndicator], findings: _Findings) -> list[IndicatorRecord]:
    ids = record_ids(document, "i", [(draft, f"{draft.name} {draft.year or ''}") for draft in drafts])
    return [_indicator(name, document, draft, findings) for name, draft in zip(ids, drafts, strict=True)]


def _indicator(name: str, document: str, draft: DraftIndicator, findings: _Findings) -> IndicatorRecord:
    quantity = parse_quantity(draft.target) if draft.target else None
    confidence = draft.origin.confidence
    where = f"indicator {draft.ordinal or '(no ordinal)'}"
    stated = bool(draft.target and any(letter.isalnum() for letter in draft.target))
    if stated and quantity is None:
        message = f"{where}: target {draft.target!r} not understood; no value stored"
        findings.add(Severity.WARNING, "unread-target", message, record=name, origin=draft.origin)
        confidence = min(confidence, _UNREAD_CONFIDENCE)
    elif quantity and (not quantity.sure or _scaled_twice(quantity, draft.unit)):
        message = f"{where}: target {draft.target!r} states more figures than the main one; compare with the page"
        findings.add(Severity.WARNING, "further-figures", message, record=name, origin=draft.origin)
        confidence = min(confidence, _UNSURE_CONFIDENCE)
    unit = canonical_unit(draft.unit) or (quantity.unit if quantity else None)
    return IndicatorRecord(
        indicator_id=name,
        document_id=document,
        appendix=draft.appendix,
        section=draft.section,
        section_title=draft.section_title,
        ordinal=draft.ordinal,
        parent_ordinal=draft.parent_ordinal,
        name=draft.name,
        unit_raw=draft.unit,
        unit=unit,
        target_raw=draft.target,
        operator=quantity.operator if quantity else None,
        value=quantity.value if quantity else None,
        value_max=quantity.value_max if quantity and quantity.operator is Operator.BETWEEN else None,
        out_of=quantity.out_of if quantity else None,
        target_year=draft.year,
        agencies=list(split_agencies(draft.agencies)) if draft.agencies else [],
        note=draft.note,
        modality=modality_of(draft.target, draft.name),
        pillar=None,
        corrected=False,
        **{**provenance(draft.origin), "confidence": confidence},
    )


def _scaled_twice(quantity: Quantity, unit: str | None) -> bool:
    """Whether the target names a scale (`1 triệu`) that the unit column does not."""
    return bool(unit and quantity.unit and quantity.unit != "%" and fold(quantity.unit) not in fold(unit))


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
    findings: _Findings, drafts: DocumentDrafts, parents: Sequence[str], *, has_records: bool
) -> None:
    head = drafts.head.draft
    missing = [name for name in ("symbol", "kind", "issuer", "issued_on", "title") if getattr(head, name) is None]
    if missing:
        findings.add(Severity.INFO, "incomplete-head", f"not found in the head of the document: {', '.join(missing)}")
    if not has_records:
        message = "no table of tasks or indicators; what stands in prose is not read as records"
        findings.add(Severity.INFO, "no-records", message)
    elif not parents:
        message = "the document says of no other that it carries it out; its records have no parent"
        findings.add(Severity.WARNING, "no-parent", message)
