"""A dataset version as one SQLite database."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline import flat
from pipeline.flatfiles import ALL_SHAPES
from pipeline.shapes import SHAPES, Kind, Shape

_TYPES: dict[Kind, str] = {Kind.INTEGER: "INTEGER", Kind.NUMBER: "REAL", Kind.BOOLEAN: "INTEGER"}


def _definition(shape: Shape) -> str:
    """The statement that makes the table, keys included; names are quoted (`references` is a word of SQL)."""
    columns = [
        f'"{column.name}" {_TYPES.get(column.kind, "TEXT")}'
        + ("" if column.nullable or column.kind.is_list else " NOT NULL")
        for column in shape.columns
    ]
    if shape.primary_key:
        columns.append(f"PRIMARY KEY ({', '.join(map(_quoted, shape.primary_key))})")
    for column, table in shape.foreign_keys.items():
        key = SHAPES[table].primary_key[0]
        columns.append(f'FOREIGN KEY ("{column}") REFERENCES "{table}" ("{key}")')
    return f'CREATE TABLE "{shape.name}" ({", ".join(columns)})'


def _quoted(name: str) -> str:
    return f'"{name}"'


def _stored(cell: Any) -> Any:
    return cell.isoformat() if isinstance(cell, dt.date) else cell


def write(path: Path, tables: Mapping[str, pa.Table]) -> None:
    """Writes every table; lists are joined with ` | `, dates are ISO text, true and false are 1 and 0."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for shape in ALL_SHAPES:
            table = tables[shape.name]
            connection.execute(_definition(shape))
            columns = [map(_stored, flat.scalars(column, table[column.name])) for column in shape.columns]
            marks = ", ".join("?" * len(columns))
            connection.executemany(f'INSERT INTO "{shape.name}" VALUES ({marks})', zip(*columns, strict=True))
