"""The main job from files to a dataset version: what is replaced, what stays, what is said about it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from cli import app
from pipeline.dataset import Dataset
from pipeline.ingest import IngestReport, ingest
from pipeline.validation import validate
from schemas.errors import UsageError
from tests.documents import DECISION_512, DOCUMENTS, PLAN_2026, PLAN_SXD, RAW, RESOLUTION_48, path_of, reading
from tests.pipeline.plans import PLAN, write_plan


@pytest.fixture(autouse=True, scope="module")
def _no_waiting_for_the_disk() -> Iterator[None]:
    """Nothing here is about power cuts (`test_killed_runs.py` is): the disk need not hold each file at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.fsync", lambda descriptor: None)
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    raw = tmp_path / "raw"
    raw.mkdir()
    return raw


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "clean"


def _rows(out: Path, table: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = Dataset(out).read_all()[table].to_pylist()
    return rows


def _statuses(report: IngestReport) -> list[str]:
    return [file.status for file in report.files]


# --- the five documents -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("seeds") / "clean"
    report = ingest([RAW], root)
    assert (report.version, report.failed, _statuses(report)) == (1, 0, ["read"] * len(DOCUMENTS))
    return root


def test_the_documents_become_one_sound_version(published: Path) -> None:
    assert validate(Dataset(published)) == []
    counts = {name: len(_rows(published, name)) for name in ("documents", "tasks", "indicators")}
    assert counts == {"documents": 5, "tasks": 79 + 14 + 110 + 26 + 33 + 46, "indicators": 43 + 63 + 2 + 18 + 19}


def test_a_second_run_publishes_nothing(published: Path) -> None:
    report = ingest([RAW], published)
    assert (report.version, report.latest, report.failed) == (None, 1, 0)
    assert len(Dataset(published).versions()) == 1


def test_every_record_carries_out_a_parent(published: Path) -> None:
    records = {row["task_id"] for row in _rows(published, "tasks")}
    records |= {row["indicator_id"] for row in _rows(published, "indicators")}
    links = [row for row in _rows(published, "links") if row["relation"] == "implements"]
    assert {row["child_id"] for row in links} == records
    assert all(row["parent_symbol"] for row in links)
    assert {row["root_symbol"] for row in links} == {"57-NQ/TW"}


def test_parents_of_the_plans(published: Path) -> None:
    ids = {row["symbol"]: row["document_id"] for row in _rows(published, "documents") if row["symbol"]}
    resolution = next(row["document_id"] for row in _rows(published, "documents") if row["kind"] == "Nghị quyết")
    parents: dict[str, set[tuple[str, str | None]]] = {}
    for row in _rows(published, "links"):
        parents.setdefault(row["child_document_id"], set()).add((row["parent_symbol"], row["parent_document_id"]))
    # 48-NQ/TU is in the dataset, though its text does not print its symbol
    assert parents[ids["/KH-UBND"]] == {("11/NQ-CP", None), ("48-NQ/TU", resolution)}
    assert parents[ids["512/QĐ-UBND"]] == {("03/NQ-CP", None), ("48-NQ/TU", resolution)}
    assert parents[ids["/KH-SXD"]] == {("512/QĐ-UBND", ids["512/QĐ-UBND"])}


def test_references_lead_to_documents_of_the_dataset(published: Path) -> None:
    targets = {(r["document_id"], r["symbol"]): r["target_document_id"] for r in _rows(published, "references")}
    sxd, decision = (reading(name).document.document_id for name in (PLAN_SXD, DECISION_512))
    assert targets[sxd, "512/QĐ-UBND"] == decision
    assert targets[sxd, "8027/KH-UBND"] is None


def test_ids_stay_when_a_document_is_added(tmp_path: Path) -> None:
    alone, both = tmp_path / "alone", tmp_path / "both"
    ingest([path_of(PLAN_SXD)], alone)
    ingest([path_of(PLAN_SXD), path_of(PLAN_2026)], both)
    mine = reading(PLAN_SXD).document.document_id
    before = [row["task_id"] for row in _rows(alone, "tasks")]
    assert [row["task_id"] for row in _rows(both, "tasks") if row["document_id"] == mine] == before


# --- what is replaced and what stays ----------------------------------------------------------------------------------


def test_a_changed_file_replaces_its_rows_and_no_others(folder: Path, out: Path) -> None:
    write_plan(folder, "a.txt", 11, tasks=2)
    write_plan(folder, "b.txt", 22, tasks=2)
    ingest([folder], out)
    write_plan(folder, "a.txt", 11, tasks=3)
    report = ingest([folder], out)
    assert report.version == 2
    tasks = [(row["document_id"], row["ordinal"]) for row in _rows(out, "tasks")]
    first, second = "11-kh-ubnd-nghe-an-2025", "22-kh-ubnd-nghe-an-2025"
    assert tasks == [(first, "1"), (first, "2"), (first, "3"), (second, "1"), (second, "2")]
    newest = Dataset(out).versions()[-1]
    assert (newest.added, newest.removed, newest.changed) == (1, 0, 1)


def test_documents_of_earlier_runs_stay(folder: Path, out: Path) -> None:
    first = write_plan(folder, "a.txt", 11)
    ingest([first], out)
    first.unlink()
    report = ingest([write_plan(folder, "b.txt", 22)], out)
    assert report.version == 2
    assert [row["number"] for row in _rows(out, "documents")] == [11, 22]
    assert len(_rows(out, "links")) == 4


def test_a_moved_file_is_the_same_document(folder: Path, out: Path) -> None:
    first = write_plan(folder, "a.txt", 11)
    ingest([folder], out)
    before = [row["task_id"] for row in _rows(out, "tasks")]
    shutil.move(first, folder / "renamed.txt")
    ingest([folder], out)
    assert [row["task_id"] for row in _rows(out, "tasks")] == before
    assert [row["source_path"].rsplit("/", 1)[-1] for row in _rows(out, "documents")] == ["renamed.txt"]


def test_two_files_with_the_same_document(folder: Path, out: Path) -> None:
    write_plan(folder, "a.txt", 11, tasks=1)
    write_plan(folder, "b.txt", 11, tasks=3)
    shutil.copy(folder / "b.txt", folder / "c.txt")
    report = ingest([folder], out)
    assert (report.failed, len(_rows(out, "documents")), len(_rows(out, "tasks"))) == (0, 1, 3)
    said = {(row["code"], row["severity"], row["source_path"].rsplit("/", 1)[-1]) for row in _rows(out, "findings")}
    assert {("duplicate-document", "info", "a.txt"), ("duplicate-file", "info", "c.txt")} <= said
    assert ingest([folder], out).version is None


# --- bad input --------------------------------------------------------------------------------------------------------

BAD = {
    "empty.txt": (b"", "empty-file"),
    "blank.txt": (b" \n\t\n", "empty-file"),
    "word.txt": (b"PK\x03\x04" + bytes(500), "unreadable-file"),
    "noise.txt": (bytes(range(256)) * 10, "unreadable-file"),
    "cut.pdf": (b"%PDF-1.7", "unreadable-file"),
    "scan.png": (b"\x89PNG", "unreadable-file"),
    "huge.txt": (b"a" * 20_000_001, "file-too-large"),
}


def test_bad_files_among_a_good_one(folder: Path, out: Path) -> None:
    write_plan(folder, "a.txt", 11)
    for name, (data, _) in BAD.items():
        (folder / name).write_bytes(data)
    report = ingest([folder], out)
    assert (report.version, report.failed) == (1, len(BAD))
    assert [row["number"] for row in _rows(out, "documents")] == [11]
    found = {row["source_path"].rsplit("/", 1)[-1]: row for row in _rows(out, "findings") if row["severity"] == "error"}
    assert {name: row["code"] for name, row in found.items()} == {name: code for name, (_, code) in BAD.items()}
    assert all(name in row["message"] and row["document_id"] is None for name, row in found.items())
    assert ingest([folder], out).version is None


def test_a_bad_file_that_was_mended_leaves_no_finding(folder: Path, out: Path) -> None:
    write_plan(folder, "a.txt", 11)
    (folder / "b.txt").write_bytes(b"")
    assert ingest([folder], out).failed == 1
    write_plan(folder, "b.txt", 22)
    assert ingest([folder], out).failed == 0
    assert [row["code"] for row in _rows(out, "findings") if row["severity"] == "error"] == []


def test_a_document_whose_file_went_bad_stays(folder: Path, out: Path) -> None:
    path = write_plan(folder, "a.txt", 11)
    ingest([folder], out)
    path.write_bytes(b"")
    report = ingest([folder], out)
    assert (report.failed, report.version) == (1, 2)
    assert [row["number"] for row in _rows(out, "documents")] == [11]


ODD_DATES = (
    "ngày 31 tháng 02 năm 2025",
    "ngày 00 tháng 3 năm 2025",
    "ngày 05 tháng 13 năm 2025",
    "ngày 05 tháng 3 năm 1925",
)
ODD_ROWS = (
    "1\tLập đề án\tSở Y tế\t\t6/2025\n1\tLập đề án\tSở Y tế\t\t6/2025",
    "99\tLập đề án\tSở\x0b Y tế\t\t?",
    "1\tLập đề án\tSở Y tế\t\t01/01/2099",
    "1\tLập đề án theo Nghị định số 1/2025/NĐ-CP ngày 31/02/2025\tSở Y tế\t\t6/2025",
)


def test_odd_documents_do_not_stop_the_others(folder: Path, out: Path) -> None:
    """What cannot be is a finding about one document; the batch does not die of it."""
    good = write_plan(folder, "good.txt", 11).read_text("utf-8")
    for number, date in enumerate(ODD_DATES, start=20):
        text = good.replace("ngày 05 tháng 3 năm 2025", date).replace("11/KH-UBND", f"{number}/KH-UBND")
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    for number, rows in enumerate(ODD_ROWS, start=30):
        (folder / f"{number}.txt").write_text(PLAN.format(number=number, rows=rows), encoding="utf-8")
    report = ingest([folder], out)
    assert (report.version, report.failed) == (1, 0)
    numbers = sorted(row["number"] for row in _rows(out, "documents"))
    assert numbers == [11, *range(20, 20 + len(ODD_DATES)), *range(30, 30 + len(ODD_ROWS))]
    assert validate(Dataset(out)) == []


def test_only_bad_files(folder: Path, out: Path) -> None:
    (folder / "a.txt").write_bytes(b"")
    report = ingest([folder], out)
    assert (report.version, report.failed) == (1, 1)
    assert _rows(out, "documents") == []
    assert [row["code"] for row in _rows(out, "findings")] == ["empty-file"]


@pytest.mark.parametrize("names", [[], ["SOURCES.csv"], [".hidden.txt"]])
def test_a_folder_without_documents(folder: Path, out: Path, names: list[str]) -> None:
    for name in names:
        (folder / name).write_text("a", encoding="utf-8")
    with pytest.raises(UsageError, match="no documents"):
        ingest([folder], out)


def test_a_path_that_is_not_there(folder: Path, out: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        ingest([folder / "a.txt"], out)


def test_exit_codes(folder: Path, out: Path) -> None:
    run = CliRunner().invoke
    assert run(app, ["ingest", str(folder), "--out", str(out)]).exit_code == 2
    write_plan(folder, "a.txt", 11)
    assert run(app, ["ingest", str(folder), "--out", str(out)]).exit_code == 0
    (folder / "b.txt").write_bytes(b"")
    result = run(app, ["ingest", str(folder), "--out", str(out)])
    assert result.exit_code == 1
    assert "1 of 2 files could not be read" in result.stderr
    assert "Traceback" not in result.stderr


def test_many_workers_give_the_same_version(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    paths = [path_of(PLAN_SXD), path_of(RESOLUTION_48)]
    ingest(paths, one, jobs=1)
    ingest(paths, two, jobs=2)
    for name in ("documents", "references", "indicators", "tasks", "links", "findings"):
        assert _rows(one, name) == _rows(two, name)
