"""One Delta Lake table in a folder: write a version, read a version.

Every write replaces all rows and makes one new Delta version; older versions stay readable. What goes wrong below
comes out as a `DatasetError` that names the folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

import pyarrow as pa
import pyarrow.parquet
from deltalake import DeltaTable, PostCommitHookProperties, WriterProperties, write_deltalake
from deltalake.exceptions import DeltaError

from pipeline.folder import sync
from schemas.errors import DatasetError

# Versions are kept for good: the log of an old version must not be cleaned away after its thirty days.
_CONFIGURATION = {
    "delta.enableExpiredLogCleanup": "false",
    "delta.logRetentionDuration": "interval 36500 days",
    "delta.deletedFileRetentionDuration": "interval 36500 days",
    # No statistics: tables are read whole.
    "delta.dataSkippingNumIndexedCols": "0",
}


@contextmanager
def _reported(path: Path, doing: str, remedy: str) -> Iterator[None]:
    """Turns what the libraries raise into a `DatasetError`."""
    try:
        yield
    except (DeltaError, pa.ArrowException, OSError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise DatasetError(f"cannot {doing} {path}: {reason}; {remedy}") from error


_RESTORE = "restore the dataset folder from a copy, or move it away and run `vnplans ingest` to build a new one"


def exists(path: Path) -> bool:
    """True where at least one version of a table was committed in the folder.

    Raises:
        DatasetError: the folder cannot be looked into.
    """
    with _reported(path, "read", "check the permissions of the folder"):
        return bool(_log_files(path))


def _log_files(path: Path) -> list[Path]:
    """The commits of a table; `Path.glob` would take a folder that cannot be read for an empty one."""
    log = path / "_delta_log"
    try:
        return [log / name for name in os.listdir(log) if name.endswith(".json")]  # noqa: PTH208 - iterdir is lazy
    except (FileNotFoundError, NotADirectoryError):
        return []


def write(path: Path, table: pa.Table) -> int:
    """Makes the table the newest Delta version of the folder and returns the number of that version.

    The version is there whole or not at all: the commit is one rename of one log file. It is on the disk before this
    returns, so that a power cut leaves no publication that names it without it.
    """
    with _reported(path, "write", "free some space or mend the folder, and run again: the last version is whole"):
        write_deltalake(
            path,
            table,
            mode="overwrite",
            schema_mode="overwrite",
            configuration=None if exists(path) else _CONFIGURATION,
            writer_properties=WriterProperties(compression="ZSTD"),
            post_commithook_properties=PostCommitHookProperties(cleanup_expired_logs=False),
        )
        delta = DeltaTable(path)
        log = path / "_delta_log"
        sync([*_files(path, delta), log / f"{delta.version():020}.json", path, log])
        return delta.version()


def read(path: Path, version: int | None = None) -> pa.Table:
    """The rows of one Delta version (the newest where none is named), in the order they were written."""
    with _reported(path, "read", _RESTORE):
        _refuse_blank_log(path)
        delta = DeltaTable(path, version=version)
        files = _files(path, delta)
        if not files:
            return pa.Table.from_batches([], schema=pa.schema(delta.schema()))
        return pa.concat_tables([pyarrow.parquet.ParquetFile(file).read() for file in files])


def _files(path: Path, delta: DeltaTable) -> list[Path]:
    """The files of a version; the library percent-encodes the folder in its addresses, but they lie just below it."""
    return sorted(path / unquote(uri).rpartition("/")[2] for uri in delta.file_uris())


def _refuse_blank_log(path: Path) -> None:
    """A blank log file is damage, but the library takes it for a commit that changes nothing and shows older rows."""
    for entry in _log_files(path):
        if entry.stat().st_size == 0:
            raise OSError(f"log file {entry.name} is blank")
