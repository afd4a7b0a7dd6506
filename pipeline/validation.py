"""The rules every dataset version keeps: keys, references, ranges, counts, lineage. They gate publication."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline import latest
from pipeline.shapes import SHAPES, Column, Shape
from schemas.records import LinkRelation, Operator, VersionRecord

if TYPE_CHECKING:
    import pyarrow as pa

    from pipeline.dataset import Dataset

Row = dict[str, Any]
Rows = Mapping[str, list[Row]]

FIRST_YEAR, LAST_YEAR = 1990, 2100
NO_PARENT = "no-parent"
"""Code of the finding that excuses the records of a document from having a parent."""

_PARTIAL_DATE = re.compile(r"(\d{4})(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True)
class Fault:
    """A rule that a record breaks; `record` is its key, or its row counted from 1 where the table has no key."""

    table: str
    record: str
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.table} {self.record}: {self.message} [{self.rule}]"


def check_tables(tables: Mapping[str, pa.Table]) -> list[Fault]:
    """The faults of the tables of one dataset version; an empty list where every rule is kept.

    Args:
        tables: a table for every record kind, as `pipeline.tables.to_tables` makes them.
    """
    rows: dict[str, list[Row]] = {name: tables[name].to_pylist() for name in SHAPES}
    return [fault for rule in _RULES for fault in rule(rows)]


def validate(dataset: Dataset, version: int | None = None) -> list[Fault]:
    """The faults of a published version (the newest where none is named), its row counts and `latest/` included.

    Raises:
        UsageError: there is no such version.
        DatasetError: its files are damaged.
    """
    record = dataset.version(version)
    tables = dataset.read_all(record.version)
    faults = [*_check_counts(record, tables), *check_tables(tables)]
    if record == dataset.latest():
        faults.extend(_check_latest(dataset, record))
    return faults


def _label(shape: Shape, row: Row, index: int) -> str:
    if shape.primary_key:
        return " ".join(str(row[name]) for name in shape.primary_key)
    return f"row {index}"


def _labelled(rows: Rows) -> Iterator[tuple[Shape, str, Row]]:
    """Every row of every table with its shape and the name a reader finds it by."""
    for name, shape in SHAPES.items():
        for index, row in enumerate(rows[name], start=1):
            yield shape, _label(shape, row, index), row


def _check_keys(rows: Rows) -> Iterator[Fault]:
    for name, shape in SHAPES.items():
        keys = Counter(_label(shape, row, index) for index, row in enumerate(rows[name], start=1))
        for key, count in keys.items():
            if count > 1:
                yield Fault(name, key, "key", f"{count} rows have this key; a key names one record")


def _cell_fault(column: Column, value: Any) -> tuple[str, str] | None:
    """The rule a single cell breaks, and how; None where it breaks none."""
    if value is None:
        return None if column.nullable else ("required", f"{column.name} is null")
    if column.choices and value not in column.choices:
        return "enumeration", f"{column.name} is {value!r}, not one of {', '.join(column.choices)}"
    if isinstance(value, float) and not math.isfinite(value):
        return "range", f"{column.name} is {value}, not a number"
    if column.minimum is not None and value < column.minimum:
        return "range", f"{column.name} is {value}, below {column.minimum}"
    if column.maximum is not None and value > column.maximum:
        return "range", f"{column.name} is {value}, above {column.maximum}"
    return None


def _check_cells(rows: Rows) -> Iterator[Fault]:
    for shape, label, row in _labelled(rows):
        for column in shape.columns:
            fault = _cell_fault(column, row[column.name])
            if fault:
                yield Fault(shape.name, label, *fault)


def _check_references(rows: Rows) -> Iterator[Fault]:
    known = {name: {row[shape.primary_key[0]] for row in rows[name]} for name, shape in _keyed().items()}
    for shape, label, row in _labelled(rows):
        for column, table in shape.foreign_keys.items():
            if row[column] is not None and row[column] not in known[table]:
                yield Fault(shape.name, label, "reference", f"{column} {row[column]} is not in {table}")
    records = known["tasks"] | known["indicators"]
    for name, column in (("links", "child_id"), ("links", "parent_id"), ("findings", "record_id")):
        for index, row in enumerate(rows[name], start=1):
            if row[column] is not None and row[column] not in records:
                message = f"{column} {row[column]} is neither a task nor an indicator"
                yield Fault(name, f"row {index}", "reference", message)


def _keyed() -> dict[str, Shape]:
    return {name: shape for name, shape in SHAPES.items() if shape.primary_key}


def _year_fault(table: str, label: str, column: str, year: int | None) -> Iterator[Fault]:
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        yield Fault(table, label, "range", f"{column} is in {year}, outside {FIRST_YEAR} to {LAST_YEAR}")


def _check_documents(rows: Rows) -> Iterator[Fault]:
    for row in rows["documents"]:
        issued, label = row["issued_on"], row["document_id"]
        printed = _PARTIAL_DATE.fullmatch(issued or "")
        if printed:
            yield from _year_fault("documents", label, "issued_on", int(printed[1]))
        elif issued is not None:
            yield Fault("documents", label, "date", f"issued_on {issued!r} is not `2025`, `2025-03` or `2025-03-31`")


def _check_indicators(rows: Rows) -> Iterator[Fault]:
    for row in rows["indicators"]:
        label, low, high = row["indicator_id"], row["value"], row["value_max"]
        yield from _year_fault("indicators", label, "target_year", row["target_year"])
        if row["operator"] == Operator.BETWEEN and (low is None or high is None or low > high):
            yield Fault("indicators", label, "range", f"between {low} and {high} is no range")


def _check_tasks(rows: Rows) -> Iterator[Fault]:
    for row in rows["tasks"]:
        label, start, end = row["task_id"], row["deadline_start"], row["deadline_end"]
        for column in ("deadline_start", "deadline_end"):
            yield from _year_fault("tasks", label, column, row[column] and row[column].year)
        if start and end and start > end:
            yield Fault("tasks", label, "range", f"deadline_start {start} is after deadline_end {end}")


def _check_lineage(rows: Rows) -> Iterator[Fault]:
    """Every task and indicator carries out something, unless its document is known to name no parent."""
    linked = {
        row["child_id"] for row in rows["links"] if row["relation"] == LinkRelation.IMPLEMENTS and row["parent_symbol"]
    }
    excused = {row["document_id"] for row in rows["findings"] if row["code"] == NO_PARENT}
    for table, key in (("tasks", "task_id"), ("indicators", "indicator_id")):
        for row in rows[table]:
            if row[key] not in linked and row["document_id"] not in excused:
                yield Fault(table, row[key], "lineage", "no `implements` link names the document it carries out")


_RULES: tuple[Callable[[Rows], Iterator[Fault]], ...] = (
    _check_keys,
    _check_cells,
    _check_references,
    _check_documents,
    _check_indicators,
    _check_tasks,
    _check_lineage,
)


def _check_counts(record: VersionRecord, tables: Mapping[str, pa.Table]) -> Iterator[Fault]:
    for name in SHAPES:
        stated, found = record.tables.get(name, 0), tables[name].num_rows
        if stated != found:
            message = f"version {record.version} states {stated} rows of {name}, {found} are there"
            yield Fault("versions", str(record.version), "count", message)


def _check_latest(dataset: Dataset, record: VersionRecord) -> Iterator[Fault]:
    if not latest.is_current(dataset.root, record):
        yield Fault("versions", str(record.version), "latest", "latest/ does not hold it; `vnplans ingest` mends that")
        return
    for name in latest.damaged_files(dataset.root):
        message = f"latest/{name} was altered after it was written; remove {latest.LINK} and run `vnplans ingest`"
        yield Fault("versions", str(record.version), "latest", message)
