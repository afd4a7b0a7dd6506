from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet
import pytest

from pipeline import exports, workbook
from pipeline.dataset import Dataset
from pipeline.exports import export
from pipeline.formats import ExportFormat
from pipeline.shapes import SHAPES
from schemas.errors import DatasetError, UsageError
from tests.pipeline.made import indicator, link, publish, task

TABLES = [*SHAPES, "versions"]


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    root = tmp_path / "clean"
    publish(root, tasks=[task("t1", description="=1+1"), task("t2", note="@a", appendix=None, coordinating=[])])
    publish(root, "2026-03-01T00:00:00Z", tasks=[task("t1")], links=[link("t1"), link("i1")], findings=[])
    return Dataset(root)


def _sheet(path: Path, name: str) -> list[dict[str, Any]]:
    rows = list(openpyxl.load_workbook(path)[name].iter_rows(values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def test_csv_is_what_latest_holds(dataset: Dataset, tmp_path: Path) -> None:
    written = export(dataset, 2, ExportFormat.CSV, tmp_path / "out")
    assert [path.name for path in written] == sorted([*(f"{table}.csv" for table in TABLES), "datapackage.json"])
    # the descriptor in latest/ also states the Parquet files, which stand beside it there
    for path in (path for path in written if path.suffix == ".csv"):
        assert path.read_bytes() == (dataset.root / "latest" / path.name).read_bytes()


def test_parquet_of_an_older_version(dataset: Dataset, tmp_path: Path) -> None:
    written = export(dataset, 1, ExportFormat.PARQUET, tmp_path / "out")
    assert [path.name for path in written] == sorted(f"{table}.parquet" for table in TABLES)
    read = pyarrow.parquet.ParquetFile(tmp_path / "out" / "tasks.parquet").read()
    assert read.equals(dataset.read("tasks", 1))


def test_a_workbook_takes_no_text_for_a_formula(dataset: Dataset, tmp_path: Path) -> None:
    (path,) = export(dataset, 1, ExportFormat.XLSX, tmp_path / "out")
    assert path.name == "vnplans-v1.xlsx"
    sheets = openpyxl.load_workbook(path)
    assert sheets.sheetnames == TABLES
    cells = {cell.value: cell for row in sheets["tasks"].iter_rows() for cell in row}
    for text in ("=1+1", "@a"):
        assert (cells[text].data_type, cells[text].quotePrefix) == ("s", True)
    assert not cells["Hội nghị"].quotePrefix


def test_a_workbook_keeps_values(dataset: Dataset, tmp_path: Path) -> None:
    (path,) = export(dataset, 1, ExportFormat.XLSX, tmp_path / "out")
    first, second = _sheet(path, "tasks")
    assert first["deadline_end"] == dt.datetime(2025, 6, 30)  # noqa: DTZ001
    assert (first["coordinating"], second["coordinating"]) == ("Các sở, ban, ngành | UBND cấp xã", None)
    assert (first["corrected"], first["pillar"], first["source_rows"]) == (False, 1, "3 | 4")
    assert _sheet(path, "indicators")[0]["value_max"] == 18.0


def test_a_workbook_of_the_same_records_has_the_same_bytes(dataset: Dataset, tmp_path: Path) -> None:
    (one,) = export(dataset, 1, ExportFormat.XLSX, tmp_path / "a")
    (two,) = export(dataset, 1, ExportFormat.XLSX, tmp_path / "b")
    assert one.read_bytes() == two.read_bytes()
    properties = openpyxl.load_workbook(one).properties
    assert properties.modified == properties.created == dt.datetime(2026, 2, 3, 4, 5, 6)  # noqa: DTZ001


def test_a_control_character_does_not_break_a_workbook(tmp_path: Path) -> None:
    publish(tmp_path / "clean", tasks=[task("t1", note="a\x07b\x0c")])
    (path,) = export(Dataset(tmp_path / "clean"), None, ExportFormat.XLSX, tmp_path / "out")
    assert _sheet(path, "tasks")[0]["note"] == "a_x0007_b_x000C_"


def test_a_text_longer_than_a_cell_is_refused(tmp_path: Path) -> None:
    publish(tmp_path / "clean", tasks=[task("t1"), task("t2", note="a" * 32_768)])
    with pytest.raises(DatasetError, match="tasks, row 3: a text of 32768 characters fits no cell: export as csv"):
        export(Dataset(tmp_path / "clean"), None, ExportFormat.XLSX, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_table_longer_than_a_sheet_is_refused(
    dataset: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MAX_ROWS", 2)
    with pytest.raises(DatasetError, match="references has 2 rows, a sheet holds 1: export as csv or parquet"):
        export(dataset, 1, ExportFormat.XLSX, tmp_path / "out")


def test_sqlite(dataset: Dataset, tmp_path: Path) -> None:
    (path,) = export(dataset, 1, ExportFormat.SQLITE, tmp_path / "out")
    assert path.name == "vnplans-v1.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        query = "select task_id, description, lead, deadline_end, corrected, appendix from tasks order by task_id"
        assert connection.execute(query).fetchall() == [
            ("t1", "=1+1", "Sở Khoa học và Công nghệ", "2025-06-30", 0, ""),
            ("t2", "Tổ chức hội nghị quán triệt", "Sở Khoa học và Công nghệ", "2025-06-30", 0, None),
        ]
        assert connection.execute('select count(*) from "references"').fetchone() == (2,)
        assert connection.execute("pragma foreign_key_check").fetchall() == []
        keys = connection.execute("pragma foreign_key_list(links)").fetchall()
        assert {(key[3], key[2]) for key in keys} == {
            ("child_document_id", "documents"),
            ("parent_document_id", "documents"),
        }


def test_an_export_again_replaces_its_files_and_leaves_others(dataset: Dataset, tmp_path: Path) -> None:
    out = tmp_path / "out"
    export(dataset, 1, ExportFormat.CSV, out)
    (out / "notes.txt").write_text("mine")
    export(dataset, 2, ExportFormat.CSV, out)
    assert "t2" not in (out / "tasks.csv").read_text(encoding="utf-8")
    assert (out / "notes.txt").read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["clean", "out"]


def test_the_folder_is_named_after_the_version(
    dataset: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    written = export(dataset, None, ExportFormat.SQLITE)
    assert written == [Path("vnplans-v2/vnplans-v2.sqlite")]
    assert written[0].is_file()


@pytest.mark.parametrize("there_before", [False, True])
@pytest.mark.parametrize("format_", list(ExportFormat))
def test_an_export_that_fails_leaves_things_as_they_were(
    dataset: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format_: ExportFormat, there_before: bool
) -> None:
    out = tmp_path / "out"
    if there_before:
        export(dataset, 1, format_, out)
    before = {path.name: path.read_bytes() for path in out.iterdir()} if there_before else {}

    def fail(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(exports, "sync", fail)
    with pytest.raises(DatasetError, match=f"cannot export to {out}: .*No space left.*another folder with --to"):
        export(dataset, 1, format_, out)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before if there_before else not out.exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["clean", *(["out"] if there_before else [])]


def test_wrong_usage(dataset: Dataset, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="file is a file; name a folder with --to"):
        export(dataset, 1, ExportFormat.CSV, tmp_path / "file")
    with pytest.raises(UsageError, match="no version 9"):
        export(dataset, 9, ExportFormat.CSV, tmp_path / "out")
    with pytest.raises(DatasetError, match="choose another folder"):
        export(dataset, 1, ExportFormat.CSV, tmp_path / "file" / "below")


def test_numbers_in_a_workbook_stay_numbers(tmp_path: Path) -> None:
    publish(tmp_path / "clean", indicators=[indicator(value=0.7, value_max=55.0, out_of=None)])
    (path,) = export(Dataset(tmp_path / "clean"), None, ExportFormat.XLSX, tmp_path / "out")
    row = _sheet(path, "indicators")[0]
    assert (row["value"], row["value_max"], row["out_of"]) == (0.7, 55, None)
