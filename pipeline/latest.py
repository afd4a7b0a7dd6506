"""`latest/`: the newest version as flat files, replaced in one step.

A folder cannot be replaced in one step: between moving the old one away and the new one in, there is none. A symbolic
link can. So the files are written into `.latest-v<N>-<k>/`, and `latest`, a link, is then renamed over.
"""

from __future__ import annotations

import itertools
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline import package
from pipeline.flatfiles import ALL_SHAPES, write_csv, write_parquet
from pipeline.folder import sync
from schemas.errors import DatasetError
from schemas.records import VersionRecord

LINK = "latest"
_PREFIX = ".latest-"
_NEXT = f"{_PREFIX}next"


def is_current(root: Path, version: VersionRecord) -> bool:
    """True where `latest/` is a whole export of that version with today's columns."""
    folder = root / LINK
    try:
        descriptor: dict[str, Any] = json.loads((folder / package.NAME).read_text(encoding="utf-8"))
        stated = (descriptor["version"], descriptor["created"])
        resources = {resource["name"]: resource for resource in descriptor["resources"]}
        return stated == (str(version.version), version.created_at) and all(
            resources[shape.name]["schema"] == package.table_schema(shape)
            and resources[shape.name]["bytes"] == (folder / f"{shape.name}.csv").stat().st_size
            and resources[shape.name]["parquet"]["bytes"] == (folder / f"{shape.name}.parquet").stat().st_size
            for shape in ALL_SHAPES
        )
    except (OSError, ValueError, KeyError, TypeError):
        return False


def damaged_files(root: Path) -> list[str]:
    """Names of the CSV and Parquet files in `latest/` that are not as they were written (edited or cut short)."""
    folder = root / LINK
    descriptor: dict[str, Any] = json.loads((folder / package.NAME).read_text(encoding="utf-8"))
    files = [file for resource in descriptor["resources"] for file in (resource, resource["parquet"])]
    return [file["path"] for file in files if package.file_hash(folder / file["path"]) != file["hash"]]


def replace(root: Path, version: VersionRecord, tables: Mapping[str, pa.Table]) -> None:
    """Writes the tables and points `latest` at them; the caller holds the lock of the dataset folder.

    A run that is killed here leaves the old `latest` and perhaps a hidden folder, which the next call removes.

    Raises:
        DatasetError: the files cannot be written; the version itself is published by then.
    """
    with _reported(root):
        _remove_leftovers(root)
        folder = _free_name(root, version.version)
        folder.mkdir()
        # the descriptor that comes with the CSV files states the hashes of both
        write_parquet(folder, tables)
        write_csv(folder, version, tables)
        sync([*folder.iterdir(), folder])
        _point(root, folder)
        _remove_leftovers(root)


def tidy(root: Path) -> None:
    """Removes what a killed run left behind; the caller holds the lock of the dataset folder."""
    with _reported(root):
        _remove_leftovers(root)


@contextmanager
def _reported(root: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, pa.ArrowException) as error:
        raise DatasetError(
            f"the newest version is published, but {root / LINK} cannot be brought up to it: {error}; "
            "free some space or mend the folder and run again"
        ) from error


def _free_name(root: Path, version: int) -> Path:
    """A folder that is not there: the version's own name may be taken by a damaged export still linked to."""
    names = (root / f"{_PREFIX}v{version}-{count}" for count in itertools.count(1))
    return next(name for name in names if not name.exists())


def _point(root: Path, folder: Path) -> None:
    link = root / LINK
    (root / _NEXT).symlink_to(folder.name, target_is_directory=True)
    if link.is_dir() and not link.is_symlink():
        # A copy that followed the link left a real folder; only here is there a moment without `latest`.
        link.rename(root / f"{_PREFIX}copied")
    (root / _NEXT).replace(link)


def _remove_leftovers(root: Path) -> None:
    """Removes exports that `latest` does not lead to."""
    kept = (root / LINK).resolve()
    for path in root.glob(f"{_PREFIX}*"):
        if path.is_symlink():
            path.unlink()
        elif path.resolve() != kept:
            shutil.rmtree(path)
