"""A dataset version as one Excel workbook, a sheet for each table."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from pipeline import flat
from pipeline.flatfiles import ALL_SHAPES
from pipeline.shapes import Shape
from schemas.errors import DatasetError
from schemas.records import VersionRecord

MAX_ROWS = 1_048_576
"""Rows that a sheet holds, its header counted."""
MAX_TEXT = 32_767
"""Characters that a cell holds; what writes the file would cut off the rest without a word."""

_FORMULA_SIGNS = ("=", "+", "-", "@")
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(<)")


Columns = list[list[Any]]


def write(path: Path, version: VersionRecord, tables: Mapping[str, pa.Table]) -> None:
    """Writes every table as a sheet of its own; lists are joined, dates are dates, every text is a text.

    Raises:
        DatasetError: a table has more rows, or a cell more characters, than a sheet holds.
    """
    # All limits are looked at before the first row is written: the library cannot give up half way without noise.
    sheets = {shape.name: _fitting_columns(shape, tables[shape.name]) for shape in ALL_SHAPES}
    workbook = Workbook(write_only=True)
    for shape in ALL_SHAPES:
        _write_sheet(workbook.create_sheet(shape.name), shape, sheets[shape.name])
    created = dt.datetime.fromisoformat(version.created_at).replace(tzinfo=None)
    workbook.properties.creator = f"vnplans {version.tool_version}"
    workbook.properties.created = created
    written = io.BytesIO()
    workbook.save(written)
    path.write_bytes(_without_clock(written.getvalue(), created))


def _fitting_columns(shape: Shape, table: pa.Table) -> Columns:
    """The columns of a table as a sheet can hold them."""
    if table.num_rows >= MAX_ROWS:
        raise DatasetError(
            f"table {shape.name} has {table.num_rows} rows, a sheet holds {MAX_ROWS - 1}: export as csv or parquet"
        )
    columns = [[_printable(cell) for cell in flat.scalars(column, table[column.name])] for column in shape.columns]
    for column in columns:
        for number, cell in enumerate(column, start=2):
            if isinstance(cell, str) and len(cell) > MAX_TEXT:
                where = f"{shape.name}, row {number}"
                raise DatasetError(f"{where}: a text of {len(cell)} characters fits no cell: export as csv or parquet")
    return columns


def _printable(cell: Any) -> Any:
    """Control characters cannot stand in a workbook; `_x0007_` is the format's own way to write them."""
    if not isinstance(cell, str):
        return cell
    return ILLEGAL_CHARACTERS_RE.sub(lambda match: f"_x{ord(match[0]):04X}_", cell)


def _write_sheet(sheet: WriteOnlyWorksheet, shape: Shape, columns: Columns) -> None:
    sheet.freeze_panes = "A2"
    sheet.append(list(shape.names()))
    for row in zip(*columns, strict=True):
        sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet: WriteOnlyWorksheet, value: Any) -> Any:
    """What is appended for a value: a text becomes a cell that is never taken for a formula, date or error."""
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    if value.startswith(_FORMULA_SIGNS):
        cell.quotePrefix = True  # stays a text also when a person edits the cell
    return cell


def _without_clock(data: bytes, created: dt.datetime) -> bytes:
    """The workbook with the time of publication where the library put the time of writing: same rows, same bytes."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + created.isoformat().encode() + rb"Z\g<2>", content)
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, content)
    return written.getvalue()
