"""What was read now put together with what is stored: one set of records, linked anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from pipeline.dataset import Dataset
from pipeline.lineage import links_of, resolved
from pipeline.sources import groups_of, put_together
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

    documents: list[DocumentRecord] = field(default_factory=list)
    indicators: list[IndicatorRecord] = field(default_factory=list)
    tasks: list[TaskRecord] = field(default_factory=list)
    references: list[ReferenceRecord] = field(default_factory=list)
    findings: list[FindingRecord] = field(default_factory=list)

    def without(self, document_ids: set[str], paths: set[str]) -> Records:
        """What is left when these documents, and what was said of these files beside a document, are taken out.

        A finding about a document stays with it, unless it is about another file that holds the same.
        """
        sources = {row.document_id: row.source_path for row in self.documents}
        return Records(
            [row for row in self.documents if row.document_id not in document_ids],
            [row for row in self.indicators if row.document_id not in document_ids],
            [row for row in self.tasks if row.document_id not in document_ids],
            [row for row in self.references if row.document_id not in document_ids],
            [
                row
                for row in self.findings
                if row.document_id not in document_ids
                and not (row.source_path in paths and row.source_path != sources.get(row.document_id or ""))
            ],
        )


def stored_in(dataset: Dataset) -> Records:
    """What the newest version holds; nothing where none was published yet."""
    if dataset.latest() is None:
        return Records()
    tables = dataset.read_all()
    return Records(
        to_records(DocumentRecord, tables["documents"]),
        to_records(IndicatorRecord, tables["indicators"]),
        to_records(TaskRecord, tables["tasks"]),
        to_records(ReferenceRecord, tables["references"]),
        to_records(FindingRecord, tables["findings"]),
    )


def merged(stored: Records, outcomes: Sequence[Outcome], folders: Sequence[str] = ()) -> dict[str, list[Model]]:
    """The records of the next version: stored ones, replaced by what was read now, all linked anew.

    Args:
        stored: What the version before holds.
        outcomes: The files read now.
        folders: Those that were looked into; what was said of them before is said no more.
    """
    paths = {outcome.path for outcome in outcomes}
    read_paths = {outcome.path for outcome in outcomes if outcome.reading}
    read, surplus = _one_for_each_document(
        [outcome.reading for outcome in outcomes if outcome.reading], _stored_elsewhere(stored, read_paths)
    )
    replaced = {reading.document.document_id for reading in read}
    replaced |= {row.document_id for row in stored.documents if row.source_path in read_paths}
    kept = stored.without(replaced, paths | set(folders))
    documents = sorted([*kept.documents, *(reading.document for reading in read)], key=lambda row: row.document_id)
    order = {document.document_id: place for place, document in enumerate(documents)}
    indicators = _in_order([*kept.indicators, *(row for reading in read for row in reading.indicators)], order)
    tasks = _in_order([*kept.tasks, *(row for reading in read for row in reading.tasks)], order)
    references = resolved(
        _in_order([*kept.references, *(row for reading in read for row in reading.references)], order), documents
    )
    new_findings = [row for reading in read for row in reading.findings]
    findings: list[FindingRecord] = [*kept.findings, *new_findings, *surplus, *_failures(outcomes)]
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


Yield = tuple[int, float]
"""How much a file yields of its document: records, then text quality."""


def _yield(reading: Reading) -> Yield:
    return len(reading.tasks) + len(reading.indicators), reading.document.text_quality


def _stored_elsewhere(stored: Records, read_paths: set[str]) -> dict[str, tuple[DocumentRecord, Yield]]:
    """The stored documents whose own files were not read now, by id, with what they yield."""
    counts = Counter([*(row.document_id for row in stored.tasks), *(row.document_id for row in stored.indicators)])
    return {
        row.document_id: (row, (counts[row.document_id], row.text_quality))
        for row in stored.documents
        if row.source_path not in read_paths
    }


def _one_for_each_document(
    readings: Sequence[Reading], elsewhere: Mapping[str, tuple[DocumentRecord, Yield]]
) -> tuple[list[Reading], list[FindingRecord]]:
    """One reading for each document: files of this run that hold the same one are put together.

    Where a file that was not read now yielded more, its stored records stay: none is kept, and findings say so.
    """
    kept, surplus = [], []
    for name, group in groups_of(readings).items():
        whole = put_together(group)
        stored = elsewhere.get(name)
        if stored and stored[1] > _yield(whole):
            surplus += [_duplicate(stored[0], reading.document) for reading in group]
            continue
        path = whole.document.source_path
        copies = [reading.document for reading in group if reading.document.source_path != path]
        surplus += [_duplicate(whole.document, copy) for copy in copies if _is_copy(copy, whole.document)]
        kept.append(whole)
    return kept, surplus


def _is_copy(one: DocumentRecord, other: DocumentRecord) -> bool:
    return one.source_sha256 == other.source_sha256


def _duplicate(kept: DocumentRecord, other: DocumentRecord) -> FindingRecord:
    same = _is_copy(kept, other)
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
