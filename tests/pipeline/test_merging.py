"""What stays and what is left out: poorer copies of stored documents, documents that break a rule."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.dataset import Dataset
from pipeline.ingest import ingest
from pipeline.reading import read_file
from pipeline.validation import Fault, validate
from schemas.errors import IntegrityError
from schemas.records import Reading
from tests.pipeline.made import indicator
from tests.pipeline.plans import write_plan


def _rows(out: Path, table: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = Dataset(out).read_all()[table].to_pylist()
    return rows


def _stored(out: Path) -> list[tuple[str, int]]:
    tasks = [row["document_id"] for row in _rows(out, "tasks")]
    return [(Path(row["source_path"]).name, tasks.count(row["document_id"])) for row in _rows(out, "documents")]


def _duplicates(out: Path) -> list[str]:
    return [Path(row["source_path"]).name for row in _rows(out, "findings") if row["code"] == "duplicate-document"]


# --- copies -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tasks", "stored", "duplicates"),
    [(1, ("rich.txt", 3), ["copy.txt"]), (3, ("copy.txt", 3), []), (4, ("copy.txt", 4), [])],
)
def test_a_copy_of_a_stored_document_from_another_path(
    tmp_path: Path, tasks: int, stored: tuple[str, int], duplicates: list[str]
) -> None:
    out = tmp_path / "clean"
    ingest([write_plan(tmp_path, "rich.txt", 11, tasks=3)], out)
    copy = write_plan(tmp_path, "copy.txt", 11, tasks=tasks)
    assert ingest([copy], out).failed == 0
    assert _stored(out) == [stored]
    assert _duplicates(out) == duplicates
    assert ingest([copy], out).version is None


def test_the_finding_about_a_poorer_copy_goes_with_it(tmp_path: Path) -> None:
    out = tmp_path / "clean"
    ingest([write_plan(tmp_path, "rich.txt", 11, tasks=3)], out)
    copy = write_plan(tmp_path, "copy.txt", 11, tasks=1)
    ingest([copy], out)
    write_plan(tmp_path, "copy.txt", 22, tasks=1)
    ingest([copy], out)
    assert _stored(out) == [("rich.txt", 3), ("copy.txt", 1)]
    assert _duplicates(out) == []


def test_the_same_path_always_replaces(tmp_path: Path) -> None:
    out = tmp_path / "clean"
    ingest([write_plan(tmp_path, "a.txt", 11, tasks=3)], out)
    ingest([write_plan(tmp_path, "a.txt", 11, tasks=1)], out)
    assert _stored(out) == [("a.txt", 1)]


def test_a_copy_does_not_drive_out_a_document_whose_file_went_bad(tmp_path: Path) -> None:
    out = tmp_path / "clean"
    rich = write_plan(tmp_path, "rich.txt", 11, tasks=3)
    ingest([rich], out)
    rich.write_bytes(b"")
    ingest([rich, write_plan(tmp_path, "copy.txt", 11, tasks=1)], out)
    assert _stored(out) == [("rich.txt", 3)]


# --- documents that break a rule --------------------------------------------------------------------------------------


def _spoil(monkeypatch: pytest.MonkeyPatch, **changes: Any) -> None:
    """Has every file named `bad...` yield an indicator that no dataset may hold."""

    def spoilt(path: Path, _password: str | None, _ocr: object) -> Reading:
        reading = read_file(path)
        name = reading.document.document_id
        if not path.name.startswith("bad"):
            return reading
        wrong = indicator(f"{name}:i:1", document_id=name, **changes)
        return reading.model_copy(update={"indicators": (wrong,)})

    monkeypatch.setattr("pipeline.ingest.read_file", spoilt)


@pytest.mark.parametrize("changes", [{"target_year": 3000}, {"value": float("inf")}, {"target_year": 10**30}])
def test_a_document_that_breaks_a_rule_does_not_stop_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changes: dict[str, Any]
) -> None:
    out = tmp_path / "clean"
    good = write_plan(tmp_path, "good.txt", 11)
    ingest([write_plan(tmp_path, "bad-1.txt", 22, tasks=1)], out)
    _spoil(monkeypatch, **changes)
    bad = [write_plan(tmp_path, "bad-1.txt", 22, tasks=3), write_plan(tmp_path, "bad-2.txt", 33)]
    report = ingest([good, *bad], out)
    assert [file.status for file in report.files] == ["read", "failed", "failed"]
    assert (report.version, report.failed) == (2, 2)
    assert _stored(out) == [("good.txt", 2), ("bad-1.txt", 1)]
    errors = {Path(row["source_path"]).name: row for row in _rows(out, "findings") if row["severity"] == "error"}
    assert {name: row["code"] for name, row in errors.items()} == dict.fromkeys(("bad-1.txt", "bad-2.txt"), "integrity")
    assert all(name in row["message"] for name, row in errors.items())
    assert validate(Dataset(out)) == []
    assert ingest([good, *bad], out).version is None


def test_a_fault_that_no_file_of_the_run_has_stops_publication(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fault_of_the_whole(tables: Any) -> list[Fault]:
        wrong = tables["documents"].num_rows != 1
        return [Fault("documents", "x", "key", "2 rows have this key")] if wrong else []

    monkeypatch.setattr("pipeline.ingest.check_tables", fault_of_the_whole)
    files = [write_plan(tmp_path, "a.txt", 11), write_plan(tmp_path, "b.txt", 22)]
    with pytest.raises(IntegrityError, match=r"nothing published, 1 fault .*documents x: 2 rows") as caught:
        ingest(files, tmp_path / "clean")
    assert caught.value.exit_code == 3
    assert Dataset(tmp_path / "clean").latest() is None
