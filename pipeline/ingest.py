"""The main job: read files, link what they say, and publish one new version of the dataset."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pipeline.dataset import Dataset
from pipeline.inputs import documents_in
from pipeline.lineage import links_of, resolved
from pipeline.reading import read_file, shown_path
from pipeline.release import tool_version
from pipeline.tables import to_records, to_tables
from pipeline.validation import check_tables
from schemas.base import Model
from schemas.errors import IntegrityError, VnplansError
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
Progress = Callable[[Path, int, int], None]
_PARALLEL_BYTES = 2_000_000
"""Below this many bytes of input a second process costs more to start than it saves."""


@dataclass(frozen=True)
class FileReport:
    """What came of one file."""

    path: str
    status: str
    document_id: str | None
    symbol: str | None
    indicators: int
    tasks: int
    references: int
    findings: int
    seconds: float


@dataclass(frozen=True)
class IngestReport:
    """What came of a run: `version` is the one it published, None where nothing changed."""

    files: list[FileReport]
    version: int | None
    latest: int | None
    failed: int
    seconds: float


@dataclass(frozen=True)
class Outcome:
    """One file, read or failed; `error` holds code and message of a failure."""

    path: str
    reading: Reading | None
    error: tuple[str, str] | None
    seconds: float


def ingest(
    paths: Sequence[Path], out: Path, *, jobs: int | None = None, force: bool = False, progress: Progress | None = None
) -> IngestReport:
    """Read files and folders and publish one new dataset version.

    Documents that earlier runs stored stay, those read now take the place of what was stored of them. A file that
    cannot be read becomes a finding; what was stored of it before stays.

    Args:
        paths: Files, or folders that stand for the documents in them.
        out: Folder of the dataset.
        jobs: Processes at a time; None for as many as pay.
        force: Publish even if nothing changed.
        progress: Called after each file with its path, how many are done, and how many there are.

    Raises:
        UsageError: A path is not there, or a folder holds no document.
        DatasetError: The dataset cannot be written.
        IntegrityError: What was read breaks a rule of the dataset; nothing is published.
    """
    started = time.perf_counter()
    files = documents_in(paths)
    dataset = Dataset(out)
    dataset.prepare()
    outcomes = _read_all(files, jobs, progress)
    records = _merged(_stored(dataset), outcomes)
    tables = to_tables(records)
    faults = check_tables(tables)
    if faults:
        shown = "; ".join(str(fault) for fault in faults[:5])
        raise IntegrityError(f"nothing published, {len(faults)} faults in what was read: {shown}")
    created = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    published = dataset.publish(tables, tool_version=tool_version(), created_at=created, force=force)
    newest = published or dataset.latest()
    return IngestReport(
        files=[_report(outcome) for outcome in outcomes],
        version=published.version if published else None,
        latest=newest.version if newest else None,
        failed=sum(outcome.error is not None for outcome in outcomes),
        seconds=time.perf_counter() - started,
    )


# --- reading ----------------------------------------------------------------------------------------------------------


def _read_all(files: Sequence[Path], jobs: int | None, progress: Progress | None) -> list[Outcome]:
    """The outcome of each file, in the order of the files, whatever order they were read in."""
    workers = jobs or _paying_jobs(files)
    outcomes = []
    for done, outcome in enumerate(_outcomes(files, min(workers, len(files))), start=1):
        outcomes.append(outcome)
        if progress:
            progress(Path(outcome.path), done, len(files))
    return outcomes


def _paying_jobs(files: Sequence[Path]) -> int:
    import os

    size = sum(path.stat().st_size for path in files if path.exists())
    return (os.cpu_count() or 1) if size > _PARALLEL_BYTES else 1


def _outcomes(files: Sequence[Path], workers: int) -> Iterable[Outcome]:
    if workers <= 1:
        return map(read_one, files)
    return _in_processes(files, workers)


def _in_processes(files: Sequence[Path], workers: int) -> Iterable[Outcome]:
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(workers) as executor:
        yield from executor.map(read_one, files)


def read_one(path: Path) -> Outcome:
    """Read one file; an error it raises is part of the outcome. Runs in a worker."""
    started = time.perf_counter()
    try:
        reading, error = read_file(path), None
    except VnplansError as failure:
        reading, error = None, (failure.code, str(failure))
    return Outcome(shown_path(path), reading, error, time.perf_counter() - started)


def _report(outcome: Outcome) -> FileReport:
    reading = outcome.reading
    return FileReport(
        path=outcome.path,
        status="read" if reading else "failed",
        document_id=reading.document.document_id if reading else None,
        symbol=reading.document.symbol if reading else None,
        indicators=len(reading.indicators) if reading else 0,
        tasks=len(reading.tasks) if reading else 0,
        references=len(reading.references) if reading else 0,
        findings=len(reading.findings) if reading else 1,
        seconds=outcome.seconds,
    )


# --- putting together ---------------------------------------------------------------------------------------------------


@dataclass
class _Records:
    """The records of a dataset version before links are drawn."""

    documents: list[DocumentRecord]
    indicators: list[IndicatorRecord]
    tasks: list[TaskRecord]
    references: list[ReferenceRecord]
    findings: list[FindingRecord]

    def without(self, document_ids: set[str], failed_paths: set[str]) -> _Records:
        """What is left when these documents, and the findings of these files, are taken out."""
        return _Records(
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


def _stored(dataset: Dataset) -> _Records:
    """What the newest version holds; nothing where none was published yet."""
    if dataset.latest() is None:
        return _Records([], [], [], [], [])
    tables = dataset.read_all()
    return _Records(
        to_records(DocumentRecord, tables["documents"]),
        to_records(IndicatorRecord, tables["indicators"]),
        to_records(TaskRecord, tables["tasks"]),
        to_records(ReferenceRecord, tables["references"]),
        to_records(FindingRecord, tables["findings"]),
    )


def _merged(stored: _Records, outcomes: Sequence[Outcome]) -> dict[str, list[Model]]:
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
    findings = [*kept.findings, *(row for reading in read for row in reading.findings), *_failures(outcomes)]
    records = [(row.indicator_id, row.document_id) for row in indicators] + [
        (row.task_id, row.document_id) for row in tasks
    ]
    return {
        "documents": list(documents),
        "references": list(references),
        "indicators": list(indicators),
        "tasks": list(tasks),
        "links": list(links_of(records, documents, references)),
        "findings": sorted(findings, key=lambda row: (order.get(row.document_id or "", -1), row.source_path)),
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
