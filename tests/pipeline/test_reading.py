"""Whatever a path leads to: a reading, or one error that names it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.dataset import Dataset
from pipeline.ingest import ingest, read_one
from pipeline.reading import InternalError, extract_file, read_file, shown_path
from schemas.errors import FileTooLargeError, UnreadableFileError, UsageError, VnplansError
from tests.documents import REPOSITORY
from tests.pipeline.plans import write_plan


def _error(path: Path) -> VnplansError:
    with pytest.raises(VnplansError) as caught:
        extract_file(path)
    return caught.value


@pytest.mark.parametrize(
    ("path", "kind", "says"),
    [
        ("/dev/zero", UnreadableFileError, "/dev/zero: not a file but a device"),
        ("n" * 300 + ".txt", UnreadableFileError, "n.txt: cannot be read (File name too long)"),
        ("/" + "n/" * 5000, UnreadableFileError, "cannot be read (File name too long)"),
        ("not/there.txt", UsageError, "not/there.txt: no such file"),
        ("/dev", UsageError, "/dev: this is a folder"),
    ],
)
def test_paths_that_lead_to_no_document(path: str, kind: type[VnplansError], says: str) -> None:
    error = _error(Path(path))
    assert type(error) is kind
    assert says in str(error)


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "pipe.txt: not a file" in str(_error(tmp_path / "pipe.txt"))


def test_a_large_text_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail("read"))
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000_000)
    error = _error(path)
    assert type(error) is FileTooLargeError
    assert "large.txt: 50000 MB of text, the limit is 20 MB" in str(error)


def test_a_folder_above_that_may_not_be_entered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, **_: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "stat", refuse)
    assert "cannot be read (Permission denied)" in str(_error(tmp_path / "a.txt"))
    outcome = read_one(tmp_path / "a.txt")
    assert outcome.error is not None
    assert outcome.error[0] == "unreadable-file"


def test_a_fault_of_the_program_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_plan(tmp_path, "a.txt", 1)

    def fail(*_: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("pipeline.reading.extract", fail)
    for read in (extract_file, read_file):
        with pytest.raises(InternalError, match=r"a\.txt: vnplans failed on this file \(ZeroDivisionError: division"):
            read(path)


@pytest.mark.parametrize("error", [ZeroDivisionError("no"), RecursionError("deep"), MemoryError(), KeyError("x")])
def test_one_file_that_the_program_fails_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    good, bad = write_plan(tmp_path, "a.txt", 1), write_plan(tmp_path, "b.txt", 2)

    def fail_on_one(path: Path, _password: str | None, _ocr: object) -> object:
        if path == bad:
            raise error
        return read_file(path)

    monkeypatch.setattr("pipeline.ingest.read_file", fail_on_one)
    report = ingest([good, bad], tmp_path / "clean")
    assert (report.version, report.failed) == (1, 1)
    tables = Dataset(tmp_path / "clean").read_all()
    assert tables["documents"]["number"].to_pylist() == [1]
    (found,) = (row for row in tables["findings"].to_pylist() if row["severity"] == "error")
    assert found["code"] == "internal-error"
    assert "b.txt" in found["message"]
    assert type(error).__name__ in found["message"]


def test_names_that_are_not_utf8(tmp_path: Path) -> None:
    good = write_plan(tmp_path, "a.txt", 1)
    bad = Path(os.fsdecode(os.fsencode(tmp_path / "k") + b"\xea.txt"))
    try:
        good.rename(bad)
    except OSError:
        pytest.skip("this file system takes only UTF-8")
    (tmp_path / os.fsdecode(b"\xff.txt")).write_bytes(b"")
    report = ingest([tmp_path], tmp_path / "clean")
    assert [(file.path.rpartition("/")[2], file.status) for file in report.files] == [
        ("k%EA.txt", "read"),
        ("%FF.txt", "failed"),
    ]
    tables = Dataset(tmp_path / "clean").read_all()
    assert tables["documents"]["source_path"].to_pylist() == [f"{tmp_path}/k%EA.txt"]
    assert any("%FF.txt" in message for message in tables["findings"]["message"].to_pylist())
    assert ingest([tmp_path], tmp_path / "clean").version is None
    assert "k%EA" in extract_file(bad).name


def test_shown_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert shown_path(Path("b/../kế hoạch.txt")) == "kế hoạch.txt"
    assert shown_path(tmp_path / "c.txt") == "c.txt"
    assert shown_path(Path("../c.txt")) == f"{tmp_path.parent}/c.txt"


def test_a_working_folder_that_was_removed(tmp_path: Path) -> None:
    path = write_plan(tmp_path, "a.txt", 1)
    gone = tmp_path / "gone"
    gone.mkdir()
    code = (
        "import os, sys; os.rmdir(os.getcwd()); sys.argv[0] = 'vnplans'\n"
        "from pathlib import Path; from cli import app; app(sys.argv[1:])"
    )

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        gone.mkdir(exist_ok=True)
        return subprocess.run(
            [sys.executable, "-c", code, *map(str, arguments)],
            cwd=gone,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
            capture_output=True,
            text=True,
            check=False,
        )

    done = run("ingest", path, "--out", tmp_path / "clean", "--jobs", 2)
    assert (done.returncode, "version 1 is published" in done.stderr) == (0, True), done.stderr
    for arguments, code_ in ((("ingest", path), 1), (("records", "a.txt"), 2), (("versions",), 2)):
        done = run(*arguments)
        assert (done.returncode, done.stderr.count("\n"), done.stderr[:6]) == (code_, 1, "error:"), done.stderr
