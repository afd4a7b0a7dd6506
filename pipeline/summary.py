"""Counts and health of one dataset version, as tables to print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.shapes import SHAPES
from schemas.records import Severity, VersionRecord

if TYPE_CHECKING:
    import pyarrow as pa

    from pipeline.dataset import Dataset

Rows = list[Sequence[object]]


@dataclass(frozen=True)
class Listing:
    """A table to print."""

    header: tuple[str, ...]
    rows: Rows


VERSIONS_HEADER = ("version", "created_at", "tool_version", "documents", "added", "removed", "changed")


def version_rows(versions: list[VersionRecord]) -> Rows:
    """One line for each version, under `VERSIONS_HEADER`."""
    return [
        (
            version.version,
            version.created_at,
            version.tool_version,
            version.tables.get("documents", 0),
            version.added,
            version.removed,
            version.changed,
        )
        for version in versions
    ]


def health(dataset: Dataset, version: int | None) -> list[Listing]:
    """Rows of each table, each document with what was found in it, and the findings by severity and code."""
    record = dataset.version(version)
    tables = dataset.read_all(record.version)
    return [
        Listing(VERSIONS_HEADER, version_rows([record])),
        Listing(("table", "rows"), [(name, tables[name].num_rows) for name in SHAPES]),
        _documents(tables),
        _findings(tables),
    ]


def _documents(tables: Mapping[str, pa.Table]) -> Listing:
    counted = ("indicators", "tasks", "references", "findings")
    counts = {name: Counter(tables[name]["document_id"].to_pylist()) for name in counted}
    documents: list[dict[str, Any]] = tables["documents"].to_pylist()
    rows: Rows = [
        (
            document["document_id"],
            document["symbol"],
            document["extraction"],
            document["text_quality"],
            *(counts[name][document["document_id"]] for name in counted),
        )
        for document in documents
    ]
    return Listing(("document_id", "symbol", "extraction", "text_quality", *counted), rows)


def _findings(tables: Mapping[str, pa.Table]) -> Listing:
    """Gravest first, then the most frequent."""
    columns = zip(tables["findings"]["severity"].to_pylist(), tables["findings"]["code"].to_pylist(), strict=True)
    gravity = [severity.value for severity in Severity]
    counts = sorted(Counter(columns).items(), key=lambda item: (gravity.index(item[0][0]), -item[1], item[0][1]))
    return Listing(("severity", "code", "findings"), [(severity, code, count) for (severity, code), count in counts])
