"""Drafts to typed records: values read, the raw string kept beside each, doubts turned into findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from normalizers.agencies import split_agencies
from normalizers.citations import merged
from normalizers.deadlines import parse_deadline
from normalizers.document import DocumentDrafts, read_document
from normalizers.quantities import Quantity, modality_of, parse_quantity
from normalizers.relations import Stated, strongest
from normalizers.symbols import is_letter, names_kind, parse_symbol
from normalizers.text import fold, none_if_blank
from normalizers.units import canonical_unit
from pipeline.findings import Findings, provenance
from pipeline.identity import document_id, record_ids
from pipeline.lineage import parents_of, root_of
from pipeline.mending import Mended, mended
from schemas.drafts import DraftIndicator, DraftTask, Origin
from schemas.raw import RawDocument, RawFinding
from schemas.records import (
    DocumentRecord,
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


def assemble(raw: RawDocument, source: Source) -> Reading:
    """The records of one document."""
    mending = mended(raw)
    drafts = read_document(mending.raw)
    head = drafts.head.draft
    document = document_id(head, mending.text)
    findings = Findings(document, source.path)
    tasks = _tasks(document, [task for table in drafts.tables for task in table.tasks], findings)
    indicators = _indicators(document, [i for table in drafts.tables for i in table.indicators], findings)
    at_line = {line: name for name, record in _named(tasks, indicators) for line in record.source_lines or ()}
    for found in [*raw.findings, *(finding for table in drafts.tables for finding in table.findings)]:
        _add_raw(findings, found, at_line)
    stated = strongest(_readable(drafts.stated, mending, findings))
    parents = parents_of(stated)
    at_row = {(r.source_table, row): name for name, r in _named(tasks, indicators) for row in r.source_rows or ()}
    _mending_findings(findings, mending, at_line, at_row)
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
    if not mending.changed and not mending.still_garbled:
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


def _named(
    tasks: Sequence[TaskRecord], indicators: Sequence[IndicatorRecord]
) -> Iterator[tuple[str, TaskRecord | IndicatorRecord]]:
    """The records with their ids."""
    yield from ((task.task_id, task) for task in tasks)
    yield from ((indicator.indicator_id, indicator) for indicator in indicators)


def _add_raw(findings: Findings, found: RawFinding, at_line: dict[int, str]) -> None:
    """A finding of an extractor; where it is about a row that became a record, it names the record."""
    record = at_line.get(found.place.first_line or 0) if found.place else None
    places = [found.place] if found.place else []
    findings.add(found.severity, found.code, found.message, record=record, places=places)


def _mending_findings(
    findings: Findings, mending: Mended, at_line: Mapping[int, str], at_row: Mapping[tuple[int | None, int], str]
) -> None:
    """That the text was mended, or could not be, and each word of it that is doubtful."""
    read = f"text quality {mending.text_quality:.2f}: likely read by an OCR engine without Vietnamese"
    if mending.still_garbled:
        message = f"{read}, or another language; it is not mended"
        findings.add(Severity.WARNING, "garbled-text", message)
    if not mending.changed:
        return
    doubtful = len(mending.doubts)
    message = f"{read}; it is mended, {doubtful or 'no'} word{'' if doubtful == 1 else 's'} of it doubtful"
    findings.add(Severity.WARNING, "garbled-text", message)
    for doubt in mending.doubts:
        record = _record_with(doubt.origin, at_line, at_row)
        findings.add(Severity.INFO, "doubtful-word", doubt.message, record=record, origin=doubt.origin)


def _record_with(
    origin: Origin, at_line: Mapping[int, str], at_row: Mapping[tuple[int | None, int], str]
) -> str | None:
    """The record that was read from a row of a table, or from a line of prose."""
    of_rows = (at_row.get((origin.table, row)) for row in origin.rows)
    of_lines = (at_line.get(place.first_line or 0) for place in origin.places)
    return next((record for record in (*of_rows, *of_lines) if record), None)


# --- records ----------------------------------------------------------------------------------------------------------


def _tasks(document: str, drafts: Sequence[DraftTask], findings: Findings) -> list[TaskRecord]:
    ids = record_ids(document, "t", [(draft, draft.description) for draft in drafts])
    return [_task(name, document, draft, findings) for name, draft in zip(ids, drafts, strict=True)]


def _task(name: str, document: str, draft: DraftTask, findings: Findings) -> TaskRecord:
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


def _indicators(document: str, drafts: Sequence[DraftIndicator], findings: Findings) -> list[IndicatorRecord]:
    ids = record_ids(document, "i", [(draft, f"{draft.name} {draft.year or ''}") for draft in drafts])
    return [_indicator(name, document, draft, findings) for name, draft in zip(ids, drafts, strict=True)]


def _indicator(name: str, document: str, draft: DraftIndicator, findings: Findings) -> IndicatorRecord:
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
    findings: Findings, drafts: DocumentDrafts, parents: Sequence[str], *, has_records: bool
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
