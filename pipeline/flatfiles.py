"""Flat files of one dataset version in a folder: CSV with its `datapackage.json`, and Parquet."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet

from pipeline import flat, package
from pipeline.shapes import SHAPES, VERSIONS, Shape
from schemas.records import VersionRecord

ALL_SHAPES: tuple[Shape, ...] = (*SHAPES.values(), VERSIONS)


def _write_csv(path: Path, shape: Shape, table: pa.Table) -> None:
    """One table as CSV: a byte order mark, without which spreadsheets misread Vietnamese, then UTF-8.

    Cells stay as printed: a text that begins with `=`, `+`, `-` or `@` is not defused, for the file is data first
    and has to give back what the document says (`- Đến năm 2030 ...`).
    """
    columns = [flat.texts(column, table[column.name]) for column in shape.columns]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(shape.names())
        writer.writerows(zip(*columns, strict=True))


def write_csv(folder: Path, version: VersionRecord, tables: Mapping[str, pa.Table]) -> None:
    """Writes `<table>.csv` for every table, and `datapackage.json`, which describes them."""
    for shape in ALL_SHAPES:
        _write_csv(folder / f"{shape.name}.csv", shape, tables[shape.name])
    descriptor = json.dumps(package.describe(folder, version), ensure_ascii=False, indent=2)
    (folder / package.NAME).write_text(descriptor + "\n", encoding="utf-8")


def write_parquet(folder: Path, tables: Mapping[str, pa.Table]) -> None:
    """Writes `<table>.parquet` for every table."""
    for shape in ALL_SHAPES:
        pyarrow.parquet.write_table(tables[shape.name], folder / f"{shape.name}.parquet")
