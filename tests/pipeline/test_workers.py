"""Several processes: none outlives the run, none keeps its lock, and one that ends takes one file with it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.dataset import Dataset
from pipeline.folder import locked
from pipeline.ingest import ingest
from tests.documents import REPOSITORY
from tests.pipeline import bad_readers
from tests.pipeline.plans import write_plan


def _wait_until(true: Callable[[], bool], seconds: float = 30) -> bool:
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def _is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc to tell which processes run")
def test_a_killed_run_leaves_neither_lock_nor_processes(tmp_path: Path) -> None:
    files = [write_plan(tmp_path, f"{number}.txt", number) for number in (1, 2, 3)]
    out = tmp_path / "clean"
    code = (
        "import sys; from pathlib import Path; import pipeline.ingest as job\n"
        "from tests.pipeline.bad_readers import waits; job.read_one = waits\n"
        "job.ingest([Path(name) for name in sys.argv[2:]], Path(sys.argv[1]), jobs=2)"
    )
    run = subprocess.Popen([sys.executable, "-c", code, str(out), *map(str, files)], cwd=REPOSITORY)
    try:
        assert _wait_until(lambda: len(list(tmp_path.glob("*.pid"))) == 2)
        workers = [int(path.read_text()) for path in tmp_path.glob("*.pid")]
        assert all(map(_is_running, workers))
    finally:
        run.kill()
        run.wait()
    with locked(out):
        pass
    assert _wait_until(lambda: not any(map(_is_running, workers)), 10)


def test_a_process_that_ends_takes_one_file_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.ingest.read_one", bad_readers.dies)
    names = ("a", "b-dies", "c", "d", "e-dies")
    files = [write_plan(tmp_path, f"{name}.txt", number) for number, name in enumerate(names, start=1)]
    report = ingest(files, tmp_path / "clean", jobs=2)
    assert [file.status for file in report.files] == ["read", "failed", "read", "read", "failed"]
    tables = Dataset(tmp_path / "clean").read_all()
    assert tables["documents"]["number"].to_pylist() == [1, 3, 4]
    errors = [row for row in tables["findings"].to_pylist() if row["severity"] == "error"]
    assert [row["code"] for row in errors] == ["internal-error"] * 2
    assert all(row["source_path"] in row["message"] and "memory" in row["message"] for row in errors)


def test_processes_work_in_the_folder_of_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_plan(tmp_path, "a.txt", 1)
    write_plan(tmp_path, "b.txt", 2)
    monkeypatch.chdir(tmp_path)
    report = ingest([Path("a.txt"), Path("b.txt")], Path("clean"), jobs=2)
    assert [(file.path, file.status) for file in report.files] == [("a.txt", "read"), ("b.txt", "read")]


def test_a_program_that_calls_is_not_run_anew_in_each_process(tmp_path: Path) -> None:
    """Also not where it calls from the top of the file, without asking whether it is the main program."""
    files = [str(write_plan(tmp_path, f"{number}.txt", number)) for number in (1, 2)]
    program = tmp_path / "program.py"
    program.write_text(
        "from pathlib import Path\nfrom pipeline.ingest import ingest\nprint('begun')\n"
        f"print(ingest([Path(name) for name in {files}], Path({str(tmp_path / 'clean')!r}), jobs=2).failed)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run(
        [sys.executable, program], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "begun\n0\n", "")
