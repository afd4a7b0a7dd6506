"""The main job: read files, link what they say, and publish one new version of the dataset."""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pyarrow as pa

from pipeline.console import PageProgress
from pipeline.dataset import Dataset
from pipeline.inputs import Inputs, inputs_in
from pipeline.merging import Outcome, Records, merged, stored_in
from pipeline.ocr import OcrWish, cache_beside
from pipeline.reading import internal_error, printable, read_file, shown_path
from pipeline.release import tool_version
from pipeline.tables import to_tables
from pipeline.validation import check_tables
from pipeline.workers import in_processes, page_slot, tell
from schemas.errors import IntegrityError, UnreadableFileError, UsageError, VnplansError

Progress = Callable[[Path, int, int], None]
_PARALLEL_BYTES = 2_000_000
"""Below this many bytes of input a second process costs more to start than it saves."""


@dataclass(frozen=True)
class FileReport:
    """What came of one file."""

    path: str
    status: str
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
    paths: Sequence[Path],
    out: Path,
    *,
    jobs: int | None = None,
    force: bool = False,
    progress: Progress | None = None,
    password: str | None = None,
    ocr: OcrWish | None = None,
    page_progress: PageProgress | None = None,
) -> IngestReport:
    """Read files and folders and publish one new dataset version.

    Documents that earlier runs stored stay, those read now take the place of what was stored of them. A file that
    cannot be read, or whose records break a rule of the dataset, becomes a finding; what was stored of it before stays.

    Args:
        paths: Files, or folders that stand for the documents in them.
        out: Folder of the dataset.
        jobs: Files and pages read at a time; None for as many as pay.
        force: Publish even if nothing changed.
        progress: Called after each file with its path, how many are done, and how many there are.
        password: What opens the files that are encrypted.
        ocr: How pages that are pictures are read; kept beside the dataset where it names no other folder.
        page_progress: Called after each of these pages.

    Raises:
        UsageError: A path is not there, or a folder holds no document.
        DatasetError: The dataset cannot be written.
        IntegrityError: A rule of the dataset is broken, and not by a file of this run; nothing is published.
    """
    started = time.perf_counter()
    inputs = inputs_in(paths)
    dataset = Dataset(out)
    # locked from the first look at what is stored: two runs at once must not lose each other's documents
    with dataset.locked():
        reading = _Reading(jobs, password, _wish(ocr, jobs, out), progress, page_progress)
        outcomes = [*_closed(inputs), *reading.all_of(inputs.files)]
        looked_into = [shown_path(folder) for folder in inputs.folders]
        outcomes, tables = _sound(stored_in(dataset), outcomes, looked_into)
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


def _sound(
    stored: Records, outcomes: Sequence[Outcome], looked_into: Sequence[str]
) -> tuple[list[Outcome], dict[str, pa.Table]]:
    """The tables of the next version, which keep every rule: files whose own records break one have failed."""
    tables, faults = _checked(stored, outcomes, looked_into)
    if faults:
        outcomes = [_without_faults(outcome) for outcome in outcomes]
        tables, faults = _checked(stored, outcomes, looked_into)
    if faults:
        raise IntegrityError(f"nothing published, {_listed(faults)}; ingest the documents they come from anew")
    return list(outcomes), tables


def _checked(
    stored: Records, outcomes: Sequence[Outcome], looked_into: Sequence[str] = ()
) -> tuple[dict[str, pa.Table], list[str]]:
    """The tables of stored records and of those read now, and their faults."""
    try:
        tables = to_tables(merged(stored, outcomes, looked_into))
    except ValueError as error:  # a value that no table can hold
        return {}, [" ".join(str(error).split())]
    return tables, [str(fault) for fault in check_tables(tables)]


def _without_faults(outcome: Outcome) -> Outcome:
    """A reading as it is where its records by themselves keep every rule, else a failure."""
    if outcome.reading is None:
        return outcome
    _, faults = _checked(Records(), [outcome])
    if not faults:
        return outcome
    message = f"{outcome.path}: it is left out, {_listed(faults)}; compare these with the document"
    return replace(outcome, reading=None, error=(IntegrityError.code, message))


def _listed(faults: Sequence[str]) -> str:
    return f"{len(faults)} fault{'s' * (len(faults) != 1)} in what was read: {'; '.join(faults[:5])}"


# --- reading ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Reading:
    """How the files of a run are read, and who is told of it."""

    jobs: int | None
    password: str | None
    ocr: OcrWish
    progress: Progress | None
    page_progress: PageProgress | None

    def all_of(self, files: Sequence[Path]) -> list[Outcome]:
        """The outcome of each file, in the order of the files, whatever order they were read in."""
        outcomes = []
        for done, outcome in enumerate(self._each(files), start=1):
            outcomes.append(outcome)
            if self.progress:
                self.progress(Path(outcome.path), done, len(files))
        return outcomes

    def _each(self, files: Sequence[Path]) -> Iterable[Outcome]:
        workers = min(self.jobs or _paying_jobs(files), len(files))
        if workers <= 1:
            work = partial(read_one, password=self.password, ocr=self.ocr, page_progress=self.page_progress)
            return map(work, files)
        # the last files of a run are read by more than one core each, and few pictures wait in each process
        own = replace(self.ocr, jobs=-(-self.ocr.pages_at_a_time // workers) + 1)
        work = partial(read_one, password=self.password, ocr=own)
        return in_processes(work, files, workers, _lost, slots=self.ocr.pages_at_a_time, told=self.page_progress)


def _wish(ocr: OcrWish | None, jobs: int | None, out: Path) -> OcrWish:
    """What is asked for, with as many pages at a time as files, and a folder to keep pages in."""
    wish = ocr or OcrWish()
    wish.settings("")  # a model that is not there is told before anything is read
    return replace(wish, jobs=wish.jobs or jobs, cache=wish.cache or cache_beside(out))


def _closed(inputs: Inputs) -> list[Outcome]:
    """Folders that could not be looked into."""
    outcomes = []
    for folder, reason in inputs.closed.items():
        name = shown_path(folder)
        message = f"{name}: this folder cannot be read ({reason}); what it holds is left out: check its permissions"
        outcomes.append(Outcome(name, None, ("unreadable-folder", message), 0.0))
    return outcomes


def _paying_jobs(files: Sequence[Path]) -> int:
    return (os.cpu_count() or 1) if sum(map(_size, files)) > _PARALLEL_BYTES else 1


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # reading it says why
        return 0


def _lost(path: Path) -> Outcome:
    name = shown_path(path)
    message = (
        f"{name}: the process that read it was ended, most likely for want of memory; "
        "free some memory or leave the file out, and run again"
    )
    return Outcome(name, None, ("internal-error", message), 0.0)


def read_one(
    path: Path,
    password: str | None = None,
    ocr: OcrWish | None = None,
    page_progress: PageProgress | None = None,
) -> Outcome:
    """Read one file; an error it raises is part of the outcome. Runs in a worker."""
    started = time.perf_counter()
    reading, error = None, None
    try:
        settings = (ocr or OcrWish()).settings(printable(path.name), page_progress or tell, page_slot())
        reading = read_file(path, password, settings)
    except UsageError as failure:  # it was there when the run began
        error = (UnreadableFileError.code, str(failure))
    except VnplansError as failure:
        error = (failure.code, str(failure))
    except Exception as failure:  # noqa: BLE001 - the others are published, whatever happens with one file
        fault = internal_error(path, failure)
        error = (fault.code, str(fault))
    return Outcome(shown_path(path), reading, error, time.perf_counter() - started)


def _report(outcome: Outcome) -> FileReport:
    reading = outcome.reading
    return FileReport(
        path=outcome.path,
        status="read" if reading else "failed",
        symbol=reading.document.symbol if reading else None,
        indicators=len(reading.indicators) if reading else 0,
        tasks=len(reading.tasks) if reading else 0,
        references=len(reading.references) if reading else 0,
        findings=len(reading.findings) if reading else 1,
        seconds=outcome.seconds,
    )
