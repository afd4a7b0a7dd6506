"""What differs between two versions of a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

import pyarrow as pa

Row = tuple[Any, ...]


class Changes(NamedTuple):
    """Records that came, went, or have other fields under the same key."""

    added: int = 0
    removed: int = 0
    changed: int = 0

    def plus(self, other: Changes) -> Changes:
        """The counts of both."""
        return Changes(*(mine + its for mine, its in zip(self, other, strict=True)))


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _rows(table: pa.Table, names: Iterable[str]) -> list[Row]:
    """The rows as tuples that can be counted and compared."""
    columns = [map(_frozen, table[name].to_pylist()) for name in names]
    return list(zip(*columns, strict=True))


def same_rows(old: pa.Table, new: pa.Table) -> bool:
    """True where both tables of one schema hold the same rows, each as often, in whatever order."""
    if old.num_rows != new.num_rows:
        return False
    return old.equals(new) or Counter(_rows(old, new.column_names)) == Counter(_rows(new, new.column_names))


def count_changes(old: pa.Table, new: pa.Table, key: tuple[str, ...]) -> Changes:
    """How many records were added, removed and changed, told apart by their key."""
    names = [*key, *(name for name in new.column_names if name not in key)]
    before, after = ({row[: len(key)]: row for row in _rows(table, names)} for table in (old, new))
    kept = before.keys() & after.keys()
    return Changes(
        added=len(after.keys() - kept),
        removed=len(before.keys() - kept),
        changed=sum(before[record] != after[record] for record in kept),
    )
