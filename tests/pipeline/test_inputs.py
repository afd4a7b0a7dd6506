from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.dataset import Dataset
from pipeline.ingest import ingest
from pipeline.inputs import inputs_in
from tests.pipeline.plans import write_plan


@pytest.fixture
def close(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path | None], None]:
    """Has the system refuse to list a folder; permissions alone do not stop the superuser."""
    scandir = os.scandir

    def refuse(closed: Path | None) -> None:
        def listing(path: Any = ".") -> Any:
            if closed is not None and Path(path) == closed:
                raise PermissionError(13, "Permission denied", str(path))
            return scandir(path)

        monkeypatch.setattr(os, "scandir", listing)

    return refuse


def test_a_folder_stands_for_the_documents_in_and_below_it(tmp_path: Path) -> None:
    for name in ("b.txt", "a.TXT", "SOURCES.csv", ".a.txt", "c/d.pdf", "c/.e/f.txt", "a/z.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    found = inputs_in([tmp_path / "b.txt", tmp_path, tmp_path / "SOURCES.csv"])
    assert [path.relative_to(tmp_path).as_posix() for path in found.files] == [
        "b.txt",
        "a/z.txt",
        "a.TXT",
        "c/d.pdf",
        "SOURCES.csv",
    ]


def test_a_folder_below_that_cannot_be_read_is_said(tmp_path: Path, close: Callable[[Path | None], None]) -> None:
    raw, out = tmp_path / "raw", tmp_path / "clean"
    (raw / "closed").mkdir(parents=True)
    write_plan(raw, "a.txt", 1)
    write_plan(raw / "closed", "b.txt", 2)
    close(raw / "closed")
    report = ingest([raw], out)
    assert (report.version, report.failed, [file.status for file in report.files]) == (1, 1, ["failed", "read"])
    tables = Dataset(out).read_all()
    assert tables["documents"]["number"].to_pylist() == [1]
    (found,) = (row for row in tables["findings"].to_pylist() if row["severity"] == "error")
    assert (found["code"], found["source_path"]) == ("unreadable-folder", str(raw / "closed"))
    assert "Permission denied" in found["message"]
    assert ingest([raw], out).version is None
    close(None)
    assert ingest([raw], out).failed == 0
    assert "unreadable-folder" not in Dataset(out).read_all()["findings"]["code"].to_pylist()


def test_a_folder_that_cannot_be_read_is_a_failure_and_not_blank(
    tmp_path: Path, close: Callable[[Path | None], None]
) -> None:
    close(tmp_path / "raw")
    (tmp_path / "raw").mkdir()
    assert ingest([tmp_path / "raw"], tmp_path / "clean").failed == 1


@pytest.mark.parametrize("name", ["dangling.txt", "pipe.txt"])
def test_what_cannot_be_a_document_is_said(tmp_path: Path, name: str) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    write_plan(raw, "a.txt", 1)
    (raw / "dangling.txt").symlink_to("nowhere") if name == "dangling.txt" else os.mkfifo(raw / name)
    report = ingest([raw], tmp_path / "clean")
    assert [(file.path.rpartition("/")[2], file.status) for file in report.files] == [
        ("a.txt", "read"),
        (name, "failed"),
    ]
    codes = Dataset(tmp_path / "clean").read_all()["findings"]["code"].to_pylist()
    assert codes.count("unreadable-file") == 1


def test_a_path_that_cannot_be_looked_at_fails_by_itself(tmp_path: Path) -> None:
    good = write_plan(tmp_path, "a.txt", 1)
    report = ingest([good, Path("n" * 300)], tmp_path / "clean")
    assert [file.status for file in report.files] == ["read", "failed"]
