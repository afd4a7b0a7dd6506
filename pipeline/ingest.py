"""The main job: read files, link what they say, and publish one new version of the dataset."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from pipeline.dataset import Dataset
from pipeline.inputs import documents_in
from pipeline.merging import Outcome, merged, stored_in
from pipeline.reading import read_file, shown_path
from pipeline.release import tool_version
from pipeline.tables import to_tables
from pipeline.validation import check_tables
from schemas.errors import IntegrityError, VnplansError

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
    # locked from the first look at what is stored: two runs at once must not lose each other's documents
    with dataset.locked():
        outcomes = _read_all(files, jobs, progress)
        tables = to_tables(merged(stored_in(dataset), outcomes))
        _refuse_faults(tables)
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


def _refuse_faults(tables: dict[str, pa.Table]) -> None:
    """Checks gate publication."""
    faults = check_tables(tables)
    if faults:
        shown = "; ".join(str(fault) for fault in faults[:5])
        raise IntegrityError(f"nothing published, {len(faults)} faults in what was read: {shown}")


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
