"""One dataset version as files of a user's choice, written whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa

from pipeline import flatfiles, package
from pipeline.dataset import Dataset
from pipeline.folder import sync
from pipeline.formats import ExportFormat
from schemas.errors import DatasetError, UsageError
from schemas.records import VersionRecord

Tables = Mapping[str, pa.Table]


def _write_parquet(folder: Path, _: VersionRecord, tables: Tables) -> None:
    flatfiles.write_parquet(folder, tables)


def _write_xlsx(folder: Path, version: VersionRecord, tables: Tables) -> None:
    from pipeline import workbook

    workbook.write(folder / f"vnplans-v{version.version}.xlsx", version, tables)


def _write_sqlite(folder: Path, version: VersionRecord, tables: Tables) -> None:
    from pipeline import database

    database.write(folder / f"vnplans-v{version.version}.sqlite", tables)


_WRITERS: dict[ExportFormat, Callable[[Path, VersionRecord, Tables], None]] = {
    ExportFormat.CSV: flatfiles.write_csv,
    ExportFormat.PARQUET: _write_parquet,
    ExportFormat.XLSX: _write_xlsx,
    ExportFormat.SQLITE: _write_sqlite,
}


def export(dataset: Dataset, version: int | None, format: ExportFormat, to: Path | None = None) -> list[Path]:  # noqa: A002
    """Writes one version (the newest where none is named) into a folder and returns the files, sorted by name.

    CSV: `<table>.csv` and `datapackage.json`. Parquet: `<table>.parquet`. Excel and SQLite: `vnplans-v<N>.xlsx`,
    `vnplans-v<N>.sqlite`.

    Args:
        dataset: where to read.
        version: its number.
        format: which files to write.
        to: the folder, `vnplans-v<N>` where none is named. Other files in it stay; files of the same name are
            replaced.

    Raises:
        UsageError: there is no such version, or `to` is a file.
        DatasetError: the dataset cannot be read, the folder cannot be written, or the format cannot hold a table.
    """
    record = dataset.version(version)
    tables = dataset.read_all(record.version)
    target = to or Path(f"vnplans-v{record.version}")
    try:
        if target.exists() and not target.is_dir():
            raise UsageError(f"{target} is a file; name a folder with --to")
        with _staged(target) as staging:
            _WRITERS[format](staging, record, tables)
            names = sorted(path.name for path in staging.iterdir())
    except OSError as error:
        raise DatasetError(f"cannot export to {target}: {error}; choose another folder with --to") from error
    return [target / name for name in names]


@contextmanager
def _staged(target: Path) -> Iterator[Path]:
    """A folder beside the target whose files become the target's once all are written; it is gone either way."""
    target.parent.mkdir(parents=True, exist_ok=True)
    staging = target.absolute().parent / f".{target.absolute().name}-{os.getpid()}"
    staging.mkdir()
    try:
        yield staging
        sync([*staging.iterdir(), staging])
        if target.is_dir():
            _move_files(staging, target)
        else:
            staging.rename(target)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _move_files(staging: Path, target: Path) -> None:
    """File by file, for a folder with other files in it cannot be replaced; the description goes last."""
    for path in sorted(staging.iterdir(), key=lambda path: (path.name == package.NAME, path.name)):
        path.replace(target / path.name)
