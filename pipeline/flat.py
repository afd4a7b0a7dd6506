r"""Cells as plain text, for files that know no lists: CSV, spreadsheets, SQLite.

A list is joined with ` | `; a bar or backslash inside an entry is written `\|` and `\\`, so that splitting at ` | `
always gives the entries back. Null is blank, and so are an empty text and an empty list: in these files they look
alike (column `appendix` tells the first two apart in Parquet only).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

import pyarrow as pa

from pipeline.shapes import Column, Kind

SEPARATOR = " | "


def join(values: Iterable[object]) -> str:
    r"""The entries of a list as one text.

    >>> join(["Sở Tài chính", "UBND cấp xã"])
    'Sở Tài chính | UBND cấp xã'
    >>> join([3, 4])
    '3 | 4'
    >>> print(join(["a | b"]))
    a \| b
    """
    return SEPARATOR.join(str(value).replace("\\", "\\\\").replace("|", "\\|") for value in values)


def number(value: float) -> str:
    """A number in the shortest form that reads back as the same number.

    >>> number(55.0), number(0.7), number(1e22)
    ('55', '0.7', '10000000000000000000000')
    """
    return str(int(value)) if value.is_integer() else repr(value)


def _boolean(value: bool) -> str:
    return "true" if value else "false"


_WRITERS: dict[Kind, Callable[[Any], str]] = {
    Kind.TEXT: str,
    Kind.INTEGER: str,
    Kind.NUMBER: number,
    Kind.BOOLEAN: _boolean,
    Kind.DATE: dt.date.isoformat,
    Kind.TEXTS: join,
    Kind.INTEGERS: join,
    Kind.COUNTS: str,
}


def texts(column: Column, values: pa.ChunkedArray) -> list[str]:
    """The cells of a column as text; null is the empty text."""
    write = _WRITERS[column.kind]
    return ["" if value is None else write(value) for value in values.to_pylist()]


def scalars(column: Column, values: pa.ChunkedArray) -> list[Any]:
    """The cells of a column as single values: lists are joined, an empty list is null, all else stays as it is."""
    cells: list[Any] = values.to_pylist()
    return [join(cell) if cell else None for cell in cells] if column.kind.is_list else cells
