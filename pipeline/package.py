"""`datapackage.json`: the description of a folder of CSV files (Frictionless Data Package, version 1)."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from pipeline.shapes import SHAPES, VERSIONS, Column, Kind, Shape
from schemas.records import VersionRecord

NAME = "datapackage.json"

# Lists stay strings: the specification knows no list whose separator is longer than one character.
_TYPES: dict[Kind, str] = {
    Kind.TEXT: "string",
    Kind.INTEGER: "integer",
    Kind.NUMBER: "number",
    Kind.BOOLEAN: "boolean",
    Kind.DATE: "date",
    Kind.TEXTS: "string",
    Kind.INTEGERS: "string",
    Kind.COUNTS: "object",
}


def _constraints(column: Column, shape: Shape) -> dict[str, Any]:
    """What a cell must keep to; required are keys and typed cells only, for a text that is not null may be blank."""
    constraints: dict[str, Any] = {}
    key = column.name in (*shape.primary_key, *shape.foreign_keys)
    typed = column.choices or column.kind not in (Kind.TEXT, Kind.TEXTS, Kind.INTEGERS)
    if not column.nullable and (key or typed):
        constraints["required"] = True
    if column.choices:
        constraints["enum"] = list(column.choices)
    if column.minimum is not None:
        constraints["minimum"] = column.minimum
    if column.maximum is not None:
        constraints["maximum"] = column.maximum
    return constraints


def _field(column: Column, shape: Shape) -> dict[str, Any]:
    listed = " Entries joined with ` | `." if column.kind.is_list else ""
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES[column.kind],
        "description": column.description + listed,
    }
    constraints = _constraints(column, shape)
    return field | ({"constraints": constraints} if constraints else {})


def table_schema(shape: Shape) -> dict[str, Any]:
    """The Table Schema of a table: fields, keys, and blank as the only missing value."""
    schema: dict[str, Any] = {"fields": [_field(column, shape) for column in shape.columns], "missingValues": [""]}
    if shape.primary_key:
        schema["primaryKey"] = list(shape.primary_key)
    if shape.foreign_keys:
        schema["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": table, "fields": list(SHAPES[table].primary_key)}}
            for column, table in shape.foreign_keys.items()
        ]
    return schema


def file_hash(path: Path) -> str:
    """The hash of a file as a resource states it."""
    return f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"


def _twin(folder: Path, name: str) -> dict[str, Any]:
    """The Parquet file beside a CSV file, where there is one; the standard knows one file for each resource."""
    path = folder / f"{name}.parquet"
    if not path.is_file():
        return {}
    return {"parquet": {"path": path.name, "bytes": path.stat().st_size, "hash": file_hash(path)}}


def _resource(shape: Shape, folder: Path) -> dict[str, Any]:
    path = folder / f"{shape.name}.csv"
    return {
        "name": shape.name,
        "path": path.name,
        "profile": "tabular-data-resource",
        "description": shape.description,
        "format": "csv",
        "mediatype": "text/csv",
        # The files begin with a byte order mark, for spreadsheets; readers of UTF-8 skip it.
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": file_hash(path),
        "schema": table_schema(shape),
        **_twin(folder, shape.name),
    }


def describe(folder: Path, version: VersionRecord) -> dict[str, Any]:
    """The descriptor of the CSV files in the folder, which must be complete; no clock, no path of this machine."""
    return {
        "profile": "tabular-data-package",
        "name": "vnplans",
        "title": "Vietnamese government plans: indicators, tasks, references and links",
        "version": str(version.version),
        "created": version.created_at,
        "resources": [_resource(shape, folder) for shape in (*SHAPES.values(), VERSIONS)],
    }
