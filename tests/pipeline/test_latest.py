from __future__ import annotations

import codecs
import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet
import pytest

from pipeline import latest
from pipeline.dataset import Dataset
from pipeline.shapes import SHAPES
from schemas.records import VersionRecord
from tests.pipeline.made import Records, publish, records, task

TABLES = [*SHAPES, "versions"]
LATER = "2026-03-01T00:00:00Z"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    publish(tmp_path)
    return tmp_path


def _newest(root: Path) -> VersionRecord:
    newest = Dataset(root).latest()
    assert newest is not None
    return newest


def _csv_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_table_is_there_in_both_formats(root: Path) -> None:
    expected = {f"{table}.{ending}" for table in TABLES for ending in ("csv", "parquet")} | {"datapackage.json"}
    assert {path.name for path in (root / "latest").iterdir()} == expected


def test_csv_begins_with_a_byte_order_mark(root: Path) -> None:
    for table in TABLES:
        assert (root / "latest" / f"{table}.csv").read_bytes().startswith(codecs.BOM_UTF8)


def test_csv_cells(tmp_path: Path) -> None:
    made = [
        task("t1", description='=SUM(A1)\n"trích", dẫn', lead=["Sở A", "Sở B"], note="- gạch", confidence=0.5),
        task("t2", appendix=None, coordinating=[], source_rows=None, corrected=True, confidence=1.0),
    ]
    publish(tmp_path, tasks=made)
    first, second = _csv_rows(tmp_path / "latest" / "tasks.csv")
    assert first["description"] == '=SUM(A1)\n"trích", dẫn'
    assert (first["lead"], first["note"]) == ("Sở A | Sở B", "- gạch")
    assert (first["deadline_end"], first["source_rows"], first["confidence"]) == ("2025-06-30", "3 | 4", "0.5")
    assert (first["corrected"], second["corrected"]) == ("false", "true")
    assert (second["coordinating"], second["source_rows"], second["confidence"]) == ("", "", "1")
    # Blank both; only Parquet tells an annex without a number from prose.
    assert (first["appendix"], second["appendix"]) == ("", "")
    parquet = pyarrow.parquet.ParquetFile(tmp_path / "latest" / "tasks.parquet").read()
    assert parquet["appendix"].to_pylist() == ["", None]


def test_versions_are_exported_with_their_counts(root: Path) -> None:
    rows = _csv_rows(root / "latest" / "versions.csv")
    assert [row["version"] for row in rows] == ["1"]
    assert json.loads(rows[0]["tables"])["links"] == 3
    assert "delta_versions" not in rows[0]


def test_the_package_says_when_and_which(root: Path) -> None:
    package = json.loads((root / "latest" / "datapackage.json").read_text(encoding="utf-8"))
    assert (package["version"], package["created"]) == ("1", "2026-02-03T04:05:06Z")
    assert [resource["name"] for resource in package["resources"]] == TABLES
    tasks = next(resource for resource in package["resources"] if resource["name"] == "tasks")
    assert tasks["schema"]["primaryKey"] == ["task_id"]
    assert tasks["schema"]["foreignKeys"] == [
        {"fields": ["document_id"], "reference": {"resource": "documents", "fields": ["document_id"]}}
    ]
    fields = {field["name"]: field for field in tasks["schema"]["fields"]}
    assert fields["deadline_end"]["type"] == "date"
    assert fields["pillar"]["constraints"] == {"minimum": 1, "maximum": 7}
    assert fields["deadline_kind"]["constraints"]["enum"][:2] == ["date", "month"]


@pytest.fixture
def frictionless_errors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], list[str]]:
    frictionless = pytest.importorskip("frictionless")

    def errors(folder: Path) -> list[str]:
        monkeypatch.chdir(folder)
        report = frictionless.validate("datapackage.json")
        return [kind for (kind,) in report.flatten(["type"])]

    return errors


@pytest.mark.filterwarnings("default")  # frictionless has its own
@pytest.mark.parametrize("empty", [False, True])
def test_frictionless_finds_nothing_wrong(
    tmp_path: Path, empty: bool, frictionless_errors: Callable[[Path], list[str]]
) -> None:
    made: Records = {name: [] for name in SHAPES} if empty else {}
    publish(tmp_path, LATER, **made)
    assert frictionless_errors(tmp_path / "latest") == []


@pytest.mark.filterwarnings("default")
def test_frictionless_checks_foreign_keys_types_and_bytes(
    root: Path, frictionless_errors: Callable[[Path], list[str]]
) -> None:
    folder = root / "latest"
    links, versions = folder / "links.csv", folder / "versions.csv"
    links.write_text(links.read_text(encoding="utf-8").replace("512-qd-ubnd", "khong-co"), encoding="utf-8")
    versions.write_text(versions.read_text(encoding="utf-8").replace("\n1,", "\nmột,"), encoding="utf-8")
    assert {"foreign-key", "type-error", "hash-count", "byte-count"} <= set(frictionless_errors(folder))


def test_pandas_opens_both(root: Path) -> None:
    pandas = pytest.importorskip("pandas")
    parquet = pandas.read_parquet(root / "latest" / "tasks.parquet")
    assert list(parquet["lead"].iloc[0]) == ["Sở Khoa học và Công nghệ"]
    assert list(pandas.read_csv(root / "latest" / "tasks.csv")["task_id"]) == ["t1", "t2"]


def test_polars_opens_both(root: Path) -> None:
    polars = pytest.importorskip("polars")
    parquet = polars.read_parquet(root / "latest" / "tasks.parquet")
    assert parquet["coordinating"].to_list()[0] == ["Các sở, ban, ngành", "UBND cấp xã"]
    assert polars.read_csv(root / "latest" / "tasks.csv").columns[0] == "task_id"


def test_duckdb_opens_both(root: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    for ending in ("parquet", "csv"):
        query = f"select task_id, deadline_end::varchar from '{root}/latest/tasks.{ending}' order by task_id"
        assert duckdb.sql(query).fetchall() == [("t1", "2025-06-30"), ("t2", "2025-06-30")]


def test_same_records_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        publish(tmp_path / name)
    for path in (tmp_path / "a" / "latest").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / "latest" / path.name).read_bytes(), path.name


def test_latest_moves_in_one_step_and_leaves_nothing_behind(root: Path) -> None:
    before = (root / "latest").resolve()
    publish(root, LATER, tasks=[])
    after = (root / "latest").resolve()
    assert (root / "latest").is_symlink()
    assert before != after
    assert sorted(path.name for path in root.iterdir()) == sorted([".lock", "delta", "latest", after.name])


def _remove_link(root: Path) -> None:
    (root / "latest").unlink()


def _remove_file(root: Path) -> None:
    (root / "latest" / "links.parquet").unlink()


def _cut_file(root: Path) -> None:
    (root / "latest" / "links.csv").write_text("child_id\n")


def _cut_package(root: Path) -> None:
    (root / "latest" / "datapackage.json").write_text('{"version": ')


def _copy_without_links(root: Path) -> None:
    shutil.copytree(root / "latest", root / "copy")
    (root / "latest").unlink()
    (root / "copy").rename(root / "latest")
    (root / "latest" / "links.csv").unlink()


def _old_columns(root: Path) -> None:
    path = root / "latest" / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    package["resources"][0]["schema"]["fields"].pop()
    path.write_text(json.dumps(package), encoding="utf-8")


@pytest.mark.parametrize(
    "harm", [_remove_link, _remove_file, _cut_file, _cut_package, _copy_without_links, _old_columns]
)
def test_the_next_run_mends_latest(root: Path, harm: Callable[[Path], None]) -> None:
    version = _newest(root)
    files = {path.name: path.read_bytes() for path in (root / "latest").iterdir()}
    harm(root)
    assert not latest.is_current(root, version)
    assert publish(root, LATER) is None
    assert latest.is_current(root, version)
    assert {path.name: path.read_bytes() for path in (root / "latest").iterdir()} == files
    assert len(list(root.glob(".latest-*"))) == 1


def test_a_copied_folder_is_as_good_as_the_link(root: Path) -> None:
    _copy_without_links(root)
    publish(root, LATER, tasks=[])
    assert (root / "latest").is_symlink()
    assert _csv_rows(root / "latest" / "tasks.csv") == []


def test_an_edited_file_is_told(root: Path) -> None:
    assert latest.damaged_files(root) == []
    path = root / "latest" / "tasks.csv"
    path.write_bytes(path.read_bytes().replace(b"t2", b"t9"))
    assert latest.damaged_files(root) == ["tasks.csv"]
    parquet = root / "latest" / "tasks.parquet"
    parquet.write_bytes(bytes(len(parquet.read_bytes())))
    assert latest.damaged_files(root) == ["tasks.csv", "tasks.parquet"]


def test_row_order_is_that_of_the_records(tmp_path: Path) -> None:
    made = [task(f"t{number}") for number in (2, 10, 1)]
    publish(tmp_path, tasks=made)
    assert [row["task_id"] for row in _csv_rows(tmp_path / "latest" / "tasks.csv")] == ["t2", "t10", "t1"]
    # The same rows in another order change nothing, neither the version nor its files.
    before = (tmp_path / "latest" / "tasks.csv").stat().st_mtime_ns
    publish(tmp_path, LATER, tasks=list(reversed(made)))
    assert (tmp_path / "latest" / "tasks.csv").stat().st_mtime_ns == before


def test_the_made_records_are_of_every_kind() -> None:
    """What is said above about every table is proved only where every table has rows."""
    assert [name for name in SHAPES if not records()[name]] == []
