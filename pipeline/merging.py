"""What was read now put together with what is stored: one set of records, linked anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from pipeline.dataset import Dataset
from pipeline.lineage import links_of, resolved
from pipeline.tables import to_records
from schemas.base import Model
from schemas.records import (
    DocumentRecord,
    FindingRecord,
    IndicatorRecord,
    Reading,
    ReferenceRecord,
    Severity,
    TaskRecord,
)

Row = TypeVar("Row", IndicatorRecord, TaskRecord, ReferenceRecord)


@dataclass(frozen=True)
class Outcome:
    """One file, read or failed; `error` holds code and message of a failure."""

    path: str
    reading: Reading | None
    error: tuple[str, str] | None
    seconds: float


@dataclass
class Records:
    """The records of a dataset version before links are drawn."""

    documents: list[DocumentRecord]
    indicators: list[IndicatorRecord]
    tasks: list[TaskRecord]
    references: list[ReferenceRecord]
    findings: list[FindingRecord]

    def without(self, document_ids: set[str], failed_paths: set[str]) -> Records:
        """What is left when these documents, and the findings of these files, are taken out."""
        return Records(
            [row for row in self.documents if row.document_id not in document_ids],
            [row for row in self.indicators if row.document_id not in document_ids],
            [row for row in self.tasks if row.document_id not in document_ids],
            [row for row in self.references if row.document_id not in document_ids],
            [
                row
                for row in self.findings
                if row.document_id not in document_ids
                and not (row.document_id is None and row.source_path in failed_paths)
            ],
        )


def stored_in(dataset: Dataset) -> Records:
    """What the newest version holds; nothing where none was published yet."""
    if dataset.latest() is None:
        return Records([], [], [], [], [])
    tables = dataset.read_all()
    return Records(
        to_records(DocumentRecord, tables["documents"]),
        to_records(IndicatorRecord, tables["indicators"]),
        to_records(TaskRecord, tables["tasks"]),
        to_records(ReferenceRecord, tables["references"]),
        to_records(FindingRecord, tables["findings"]),
    )


def merged(stored: Records, outcomes: Sequence[Outcome]) -> dict[str, list[Model]]:
    """The records of the next version: stored ones, replaced by what was read now, all linked anew."""
    read = _one_for_each_document([outcome.reading for outcome in outcomes if outcome.reading])
    paths = {outcome.path for outcome in outcomes}
    replaced = {reading.document.document_id for reading in read}
    read_paths = {outcome.path for outcome in outcomes if outcome.reading}
    replaced |= {row.document_id for row in stored.documents if row.source_path in read_paths}
    kept = stored.without(replaced, paths)
    documents = sorted([*kept.documents, *(reading.document for reading in read)], key=lambda row: row.document_id)
    order = {document.document_id: place for place, document in enumerate(documents)}
    indicators = _in_order([*kept.indicators, *(row for reading in read for row in reading.indicators)], order)
    tasks = _in_order([*kept.tasks, *(row for reading in read for row in reading.tasks)], order)
    references = resolved(
        _in_order([*kept.references, *(row for reading in read for row in reading.references)], order), documents
    )
    new_findings = [row for reading in read for row in reading.findings]
    findings: list[FindingRecord] = [*kept.findings, *new_findings, *_failures(outcomes)]
    findings.sort(key=lambda row: (order.get(row.document_id or "", -1), row.source_path))
    records = [(row.indicator_id, row.document_id) for row in indicators] + [
        (row.task_id, row.document_id) for row in tasks
    ]
    return {
        "documents": list(documents),
        "references": list(references),
        "indicators": list(indicators),
        "tasks": list(tasks),
        "links": list(links_of(records, documents, references)),
        "findings": list(findings),
    }


def _in_order(rows: list[Row], order: dict[str, int]) -> list[Row]:
    return sorted(rows, key=lambda row: order[row.document_id])


def _one_for_each_document(readings: Sequence[Reading]) -> list[Reading]:
    """One reading for each document: of several files that hold the same one, the one that yields most is kept."""
    groups: dict[str, list[Reading]] = {}
    for reading in readings:
        groups.setdefault(reading.document.document_id, []).append(reading)
    return [_best(group) for group in groups.values()]


def _best(group: Sequence[Reading]) -> Reading:
    best = max(group, key=lambda r: (len(r.tasks) + len(r.indicators), r.document.text_quality))
    others = [reading for reading in group if reading is not best]
    if not others:
        return best
    extra = tuple(_duplicate(best.document, other.document) for other in others)
    return best.model_copy(update={"findings": (*best.findings, *extra)})


def _duplicate(kept: DocumentRecord, other: DocumentRecord) -> FindingRecord:
    same = kept.source_sha256 == other.source_sha256
    message = (
        f"{other.source_path} is the same file as {kept.source_path}"
        if same
        else f"{other.source_path} holds the same document as {kept.source_path}, which yields more; it was not stored"
    )
    return _finding(
        kept.document_id,
        Severity.INFO if same else Severity.WARNING,
        "duplicate-file" if same else "duplicate-document",
        message,
        other.source_path,
    )


def _failures(outcomes: Sequence[Outcome]) -> list[FindingRecord]:
    return [
        _finding(None, Severity.ERROR, outcome.error[0], outcome.error[1], outcome.path)
        for outcome in outcomes
        if outcome.error
    ]


def _finding(document: str | None, severity: Severity, code: str, message: str, path: str) -> FindingRecord:
    return FindingRecord(
        document_id=document,
        record_id=None,
        severity=severity,
        code=code,
        message=message,
        page=None,
        source_path=path,
        source_page=None,
        source_boxes=None,
        source_table=None,
        source_rows=None,
        source_lines=None,
        source_text=None,
        confidence=None,
    )
