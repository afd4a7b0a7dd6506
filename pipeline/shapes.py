"""The shape of each published table, read off the record models: columns, kinds, keys, descriptions.

The models of `schemas.records` are the only place where a column is declared. What this module makes of them feeds
the Arrow schema, the CSV writer, `datapackage.json`, SQLite and the data dictionary.
"""

from __future__ import annotations

import datetime as dt
import functools
import types
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin

from schemas.base import Model
from schemas.records import RECORDS, VersionRecord

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo


class Kind(StrEnum):
    """What one cell of a column holds; the value is the word the data dictionary uses."""

    TEXT = "text"
    INTEGER = "whole number"
    NUMBER = "number"
    BOOLEAN = "true or false"
    DATE = "date"
    TEXTS = "list of texts"
    INTEGERS = "list of whole numbers"
    COUNTS = "counts by name (JSON)"

    @property
    def is_list(self) -> bool:
        """True for the two kinds whose cells hold several values."""
        return self in (Kind.TEXTS, Kind.INTEGERS)


@dataclass(frozen=True)
class Column:
    """One column: its name, what its cells hold, and what a reader may rely on."""

    name: str
    kind: Kind
    nullable: bool
    description: str
    choices: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True)
class Shape:
    """One table: its record model, its columns in published order, its keys."""

    name: str
    model: type[Model]
    description: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]
    foreign_keys: dict[str, str]

    def names(self, *kinds: Kind) -> tuple[str, ...]:
        """Names of the columns, in order; only those of the given kinds where any is given."""
        return tuple(column.name for column in self.columns if not kinds or column.kind in kinds)


_KINDS: tuple[tuple[object, Kind], ...] = (
    (str, Kind.TEXT),
    (int, Kind.INTEGER),
    (float, Kind.NUMBER),
    (bool, Kind.BOOLEAN),
    (dt.date, Kind.DATE),
    (list[str], Kind.TEXTS),
    (list[int], Kind.INTEGERS),
    (dict[str, int], Kind.COUNTS),
)


def _without_none(annotation: object) -> tuple[object, bool]:
    """The annotation without `| None`, and whether None was allowed."""
    if get_origin(annotation) not in (types.UnionType, Union):
        return annotation, False
    members = [member for member in get_args(annotation) if member is not types.NoneType]
    if len(members) != 1:
        raise TypeError(f"a column holds one kind of value, not {annotation}")
    return members[0], True


def _kind(annotation: object) -> tuple[Kind, tuple[str, ...]]:
    """The kind of cell an annotation stands for, and the values an enumeration allows."""
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return Kind.TEXT, tuple(member.value for member in annotation)
    for known, kind in _KINDS:
        if annotation == known:
            return kind, ()
    raise TypeError(f"no kind of column is known for {annotation}; add one to pipeline/shapes.py")


def _bound(field: FieldInfo, name: str) -> float | None:
    """The `ge` or `le` of a field, or None."""
    bounds: list[Any] = [getattr(item, name) for item in field.metadata if hasattr(item, name)]
    return bounds[0] if bounds else None


def _column(name: str, field: FieldInfo) -> Column:
    annotation, nullable = _without_none(field.annotation)
    kind, choices = _kind(annotation)
    return Column(
        name=name,
        kind=kind,
        nullable=nullable,
        description=field.description or "",
        choices=choices,
        minimum=_bound(field, "ge"),
        maximum=_bound(field, "le"),
    )


@functools.cache
def shape_of(model: type[Model]) -> Shape:
    """The shape of a record model's table.

    A model's own columns come first and those it inherits (provenance) last: a person who opens the file wants to
    see the record before the way back to its page.
    """
    inherited = {name for base in model.__mro__[1:] for name in getattr(base, "model_fields", {})}
    fields = sorted(model.model_fields.items(), key=lambda item: item[0] in inherited)
    declared: Any = model
    return Shape(
        name=declared.table,
        model=model,
        description=(model.__doc__ or "").strip(),
        columns=tuple(_column(name, field) for name, field in fields),
        primary_key=declared.primary_key,
        foreign_keys=declared.foreign_keys,
    )


SHAPES: dict[str, Shape] = {shape.name: shape for shape in map(shape_of, RECORDS)}
"""The tables of a dataset version, in order of publication."""

VERSIONS: Shape = shape_of(VersionRecord)
"""The table of versions, which stands beside them."""
