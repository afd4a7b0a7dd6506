"""The versioned dataset: one Delta table for each record kind, and the table `versions` that binds them.

A row of `versions` *is* a publication: it names the Delta version of every table. So a reader sees all tables of one
dataset version or none of them, and a run that is killed before that row is committed has changed nothing: the Delta
versions it left behind are named by no row and the next run writes newer ones over them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline import delta, latest
from pipeline.changes import Changes, count_changes, same_rows
from pipeline.folder import locked
from pipeline.shapes import SHAPES, VERSIONS
from pipeline.tables import arrow_schema, conform, empty_table, table_of_rows, to_records
from schemas.errors import DatasetError, UsageError
from schemas.records import VersionRecord

_DELTA_VERSIONS = "delta_versions"
_COUNTED = ("documents", "indicators", "tasks")


@dataclass(frozen=True)
class Publication:
    """A row of `versions`: what readers see of it, and the Delta version of each table."""

    record: VersionRecord
    delta_versions: dict[str, int]

    def row(self) -> dict[str, Any]:
        """The row as it is stored."""
        return {
            **self.record.model_dump(mode="json"),
            "tables": json.dumps(self.record.tables),
            _DELTA_VERSIONS: json.dumps(self.delta_versions),
        }


class Dataset:
    """The dataset in a folder: `delta/` holds every version, `latest/` the newest as flat files."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._is_locked = False

    def _path(self, table: str) -> Path:
        return self.root / "delta" / table

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Holds the dataset against other runs that publish, from reading what is stored to publishing what follows.

        Without it, a run that began from version 3 could publish over a version 4 it never saw.

        Raises:
            DatasetError: the folder cannot be written, or another run holds it.
        """
        if self._is_locked:
            yield
            return
        with locked(self.root):
            self._is_locked = True
            try:
                yield
            finally:
                self._is_locked = False

    def _publications(self) -> list[Publication]:
        """Every publication, oldest first."""
        path = self._path(VERSIONS.name)
        if not delta.exists(path):
            return []
        table = delta.read(path)
        try:
            bound = [json.loads(text) for text in table[_DELTA_VERSIONS].to_pylist()]
            records = to_records(VersionRecord, conform(VERSIONS, table.drop_columns([_DELTA_VERSIONS])))
        except (KeyError, ValueError) as error:
            raise DatasetError(f"{path} does not hold the versions of a vnplans dataset: {error}") from error
        return [Publication(record, versions) for record, versions in zip(records, bound, strict=True)]

    def _publication(self, version: int | None) -> Publication:
        """The publication of that number, or the newest.

        Raises:
            UsageError: there is none.
        """
        publications = self._publications()
        if not publications:
            raise UsageError(f"no dataset version in {self.root}; `vnplans ingest` publishes one")
        if version is None:
            return publications[-1]
        for publication in publications:
            if publication.record.version == version:
                return publication
        known = f"1 to {publications[-1].record.version}"
        raise UsageError(f"no version {version} in {self.root}; there are {known}: see `vnplans versions`")

    def versions(self) -> list[VersionRecord]:
        """All versions, oldest first."""
        return [publication.record for publication in self._publications()]

    def latest(self) -> VersionRecord | None:
        """The newest version, or None where nothing was published yet."""
        return next(reversed(self.versions()), None)

    def version(self, version: int | None = None) -> VersionRecord:
        """The row of one version, the newest where none is named.

        Raises:
            UsageError: there is no such version.
        """
        return self._publication(version).record

    def read(self, table_name: str, version: int | None = None) -> pa.Table:
        """One table of one version (the newest where none is named), in the shape of today's models.

        Raises:
            UsageError: there is no such table or version.
            DatasetError: the files of the table are damaged.
        """
        if table_name == VERSIONS.name:
            return self._versions_until(self._publication(version))
        if table_name not in SHAPES:
            raise UsageError(f"no table {table_name}; there are {', '.join([*SHAPES, VERSIONS.name])}")
        return self._read(table_name, self._publication(version))

    def read_all(self, version: int | None = None) -> dict[str, pa.Table]:
        """Every table of one version, `versions` (up to that one) last."""
        publication = self._publication(version)
        tables = {name: self._read(name, publication) for name in SHAPES}
        return {**tables, VERSIONS.name: self._versions_until(publication)}

    def _read(self, name: str, publication: Publication) -> pa.Table:
        shape = SHAPES[name]
        if name not in publication.delta_versions:  # a record kind that came with a later vnplans
            return empty_table(arrow_schema(shape))
        return conform(shape, delta.read(self._path(name), publication.delta_versions[name]))

    def _versions_until(self, last: Publication) -> pa.Table:
        rows = [publication.row() for publication in self._publications()]
        columns = VERSIONS.names()
        return table_of_rows(
            arrow_schema(VERSIONS),
            ({name: row[name] for name in columns} for row in rows if row["version"] <= last.record.version),
        )

    def publish(
        self, tables: Mapping[str, pa.Table], *, tool_version: str, created_at: str, force: bool = False
    ) -> VersionRecord | None:
        """Publishes the tables as the next version; None where they hold what the latest version holds.

        Rows are compared without regard to their order. Only tables whose rows changed get a new Delta version.
        Whether or not something is published, `latest/` holds the newest version afterwards.

        Args:
            tables: a table for every record kind.
            tool_version: version of vnplans, for the row of the version.
            created_at: UTC time in ISO 8601, for that row; no clock is read here.
            force: publish even if nothing changed.

        Raises:
            DatasetError: the folder cannot be written, is damaged, or another run is publishing.
        """
        wanted = {name: conform(shape, tables[name]) for name, shape in SHAPES.items()}
        with self.locked():
            publications = self._publications()
            last = publications[-1] if publications else None
            before = {} if last is None else {name: self._read(name, last) for name in SHAPES}
            changed = {name for name in SHAPES if not before or not same_rows(before[name], wanted[name])}
            after = {name: wanted[name] if name in changed else before[name] for name in SHAPES}
            published: VersionRecord | None = None
            if changed or force:
                published = VersionRecord(
                    version=last.record.version + 1 if last else 1,
                    created_at=created_at,
                    tool_version=tool_version,
                    tables={name: table.num_rows for name, table in after.items()},
                    **_count(before, after)._asdict(),
                )
                written = {name: delta.write(self._path(name), after[name]) for name in SHAPES if name in changed}
                bound = {**(last.delta_versions if last else {}), **written}
                self._commit([*publications, Publication(published, bound)])
            self._refresh_latest(after)
        return published

    def _commit(self, publications: list[Publication]) -> None:
        """The moment of publication: one Delta commit of the table `versions`, all rows in one file."""
        binding = pa.field(_DELTA_VERSIONS, pa.string(), False, {"description": "Delta version of each table (JSON)."})
        schema = arrow_schema(VERSIONS).append(binding)
        delta.write(self._path(VERSIONS.name), table_of_rows(schema, (item.row() for item in publications)))

    def _refresh_latest(self, tables: Mapping[str, pa.Table]) -> None:
        """Brings `latest/` up to the newest version, also where a run before was killed half way."""
        newest = self._publication(None)
        if latest.is_current(self.root, newest.record):
            latest.tidy(self.root)
        else:
            latest.replace(self.root, newest.record, {**tables, VERSIONS.name: self._versions_until(newest)})


def _count(before: Mapping[str, pa.Table], after: Mapping[str, pa.Table]) -> Changes:
    """Records added, removed and changed, over documents, indicators and tasks."""
    counts = (
        count_changes(before.get(name, empty_table(after[name].schema)), after[name], SHAPES[name].primary_key)
        for name in _COUNTED
    )
    return reduce(Changes.plus, counts, Changes())
