"""The commands as a user meets them: what goes to which channel, and with which exit code."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner

from cli import app
from pipeline.folder import locked
from pipeline.formats import LayoutFormat
from pipeline.ocr import OcrWish
from schemas.errors import EmptyFileError, IntegrityError, VnplansError
from schemas.raw import Extraction, OcrPolicy, Paragraph, RawDocument
from schemas.records import Reading
from tests.pipeline.made import document, link, publish, task

COMMANDS = ("ingest", "extract", "records", "repair", "versions", "show", "export", "validate", "doctor")
REPOSITORY = Path(__file__).parents[2]

Run = Callable[..., Any]


@pytest.fixture
def run() -> Run:
    runner = CliRunner()
    return lambda *arguments: runner.invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    publish(tmp_path / "clean")
    return tmp_path / "clean"


def _vnplans(*arguments: object, **options: Any) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    command = [sys.executable, "-m", "cli", *map(str, arguments)]
    return subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False, **options)


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Stand-ins for the modules that read files: the command line is tested without them."""
    calls = SimpleNamespace(ingest=None, read_file=None, extract_file=None, draw_file=None, asked=[])
    ingesting, reading = ModuleType("pipeline.ingest"), ModuleType("pipeline.reading")

    def record(name: str) -> Callable[..., Any]:
        def called(*arguments: Any, **options: Any) -> Any:
            calls.asked.append((name, arguments, options))
            answer = getattr(calls, name)
            if isinstance(answer, BaseException):
                raise answer
            return answer

        return called

    ingesting.ingest = record("ingest")  # type: ignore[attr-defined]
    reading.read_file = record("read_file")  # type: ignore[attr-defined]
    reading.extract_file = record("extract_file")  # type: ignore[attr-defined]
    reading.draw_file = record("draw_file")  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pipeline.ingest", ingesting)
    monkeypatch.setitem(sys.modules, "pipeline.reading", reading)
    return calls


def _report(failed: int = 0, version: int | None = 4) -> SimpleNamespace:
    def file(path: str, status: str, tasks: int) -> SimpleNamespace:
        return SimpleNamespace(
            path=path,
            status=status,
            symbol="/KH-UBND",
            indicators=3,
            tasks=tasks,
            references=2,
            findings=1,
            seconds=0.5,
        )

    files = [file("data/raw/kế hoạch.txt", "read", 79), *(file("x.txt", "failed", 0) for _ in range(failed))]
    return SimpleNamespace(files=files, version=version, latest=version or 3, failed=failed, seconds=1.25)


def test_help_lists_the_commands(run: Run) -> None:
    result = run("--help")
    assert result.exit_code == 0
    assert re.findall(r"^  (\w+)  ", result.stdout.split("Commands:")[1], re.MULTILINE) == list(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(run: Run, command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"Example: vnplans {command} " in result.stdout


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["ingest", "--help"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys; import cli; from typer.testing import CliRunner\n"
        f"assert CliRunner().invoke(cli.app, {arguments!r}).exit_code == 0\n"
        "print(sorted({'pandas', 'pyarrow', 'deltalake', 'openpyxl', 'numpy', 'rich'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_version_of_the_program(run: Run) -> None:
    result = run("--version")
    assert (result.exit_code, re.fullmatch(r"vnplans \d+\.\d+\.\d+\n", result.stdout) is not None) == (0, True)


@pytest.mark.parametrize(
    "arguments",
    [
        ["unknown"],
        ["show", "--version", "0"],
        ["show", "--version", "x"],
        ["export", "--format", "pdf"],
        ["extract"],
        ["extract", "a.txt", "--format", "xml"],
        ["ingest", "--jobs", "0"],
        ["versions", "--data", "not/there"],
        ["show", "--data", "not/there"],
        ["export", "--data", "not/there"],
        ["validate", "--data", "not/there"],
    ],
)
def test_wrong_usage_is_exit_code_two(run: Run, arguments: list[str]) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "rror" in result.stderr


def test_versions(run: Run, root: Path) -> None:
    publish(root, "2026-03-01T00:00:00Z", tasks=[task("t1")], links=[link("t1"), link("i1")], findings=[])
    result = run("versions", "--data", root)
    assert result.exit_code == 0
    assert [line.split() for line in result.stdout.splitlines()] == [
        ["version", "created_at", "tool_version", "documents", "added", "removed", "changed"],
        ["1", "2026-02-03T04:05:06Z", "0.1.0", "1", "4", "0", "0"],
        ["2", "2026-03-01T00:00:00Z", "0.1.0", "1", "0", "1", "0"],
    ]
    assert result.stderr == ""


def test_show(run: Run, root: Path) -> None:
    publish(root, "2026-03-01T00:00:00Z", findings=[])
    old, new = run("show", "--version", 1, "--data", root), run("show", "--data", root)
    assert (old.exit_code, new.exit_code) == (0, 0)
    assert re.search(r"^findings +2$", old.stdout, re.MULTILINE)
    assert re.search(r"^findings +0$", new.stdout, re.MULTILINE)
    assert re.search(r"^error +unreadable-file +1$", old.stdout, re.MULTILINE)
    assert re.search(r"^512-qd-ubnd  512/QĐ-UBND +text +0.98 +1 +2 +2 +1$", old.stdout, re.MULTILINE)


def test_show_of_a_version_that_is_not_there(run: Run, root: Path) -> None:
    result = run("show", "--version", 8, "--data", root)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("error: no version 8")


@pytest.mark.parametrize(("format_", "files"), [("csv", 8), ("parquet", 7), ("xlsx", 1), ("sqlite", 1)])
def test_export_prints_what_it_wrote(run: Run, root: Path, tmp_path: Path, format_: str, files: int) -> None:
    result = run("export", "--format", format_, "--to", tmp_path / "out", "--data", root)
    assert result.exit_code == 0
    printed = [Path(line) for line in result.stdout.splitlines()]
    assert len(printed) == files
    assert sorted(printed) == sorted((tmp_path / "out").iterdir())


def test_validate(run: Run, root: Path) -> None:
    result = run("validate", "--data", root)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "every rule is kept" in result.stderr


def test_validate_lists_faults_with_exit_code_three(run: Run, root: Path) -> None:
    publish(root, "2026-03-01T00:00:00Z", links=[link("t1"), link("t9")])
    result = run("validate", "--data", root)
    assert result.exit_code == 3
    assert [line.split(":")[0] for line in result.stdout.splitlines()] == ["links row 2", "tasks t2", "indicators i1"]
    assert result.stderr.startswith("error: 3 faults")
    assert run("validate", "--version", 1, "--data", root).exit_code == 0


def _damage(root: Path) -> None:
    for path in (root / "delta" / "tasks").glob("*.parquet"):
        path.write_bytes(b"nonsense")


@pytest.mark.parametrize(("command", "code"), [("show", 1), ("export", 1), ("validate", 3)])
def test_a_damaged_dataset_is_one_line(run: Run, root: Path, command: str, code: int) -> None:
    _damage(root)
    result = run(command, "--data", root)
    assert (result.exit_code, result.stdout) == (code, "")
    assert re.fullmatch(r"error: cannot read .*delta/tasks.*restore the dataset folder.*\n", result.stderr)


def test_doctor(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    result = run("doctor", "--data", tmp_path / "clean")
    assert result.exit_code == 0
    assert re.search(r"^ok +pyarrow +\d+", result.stdout, re.MULTILINE)
    assert re.search(r"^optional +tesseract +not found +apt-get install", result.stdout, re.MULTILINE)


def test_doctor_fails_where_something_needed_is_missing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "clean").write_text("")
    result = run("doctor", "--data", tmp_path / "clean")
    assert result.exit_code == 1
    assert "clean must be mended before vnplans can work" in result.stderr


def test_ingest(run: Run, readers: SimpleNamespace) -> None:
    readers.ingest = _report()
    result = run("ingest", "a.txt", "b", "--out", "d", "--jobs", 2, "--force", "--password", "abc")
    assert result.exit_code == 0
    assert [line.split() for line in result.stdout.splitlines()] == [
        ["file", "status", "symbol", "indicators", "tasks", "references", "findings", "seconds"],
        ["data/raw/kế", "hoạch.txt", "read", "/KH-UBND", "3", "79", "2", "1", "0.50"],
    ]
    assert result.stderr == "version 4 is published in d (1.2 s)\n"
    ((_, arguments, options),) = readers.asked
    assert arguments == ([Path("a.txt"), Path("b")], Path("d"))
    assert (options["jobs"], options["force"], options["progress"], options["password"]) == (2, True, None, "abc")
    assert options["ocr"] == OcrWish(OcrPolicy.AUTO, jobs=2)


def test_ingest_without_arguments(run: Run, readers: SimpleNamespace) -> None:
    readers.ingest = _report(version=None)
    result = run("ingest")
    assert result.exit_code == 0
    assert "nothing changed: version 3 in data/clean stays the newest" in result.stderr
    ((_, arguments, options),) = readers.asked
    assert arguments == ([Path("data/raw")], Path("data/clean"))
    assert (options["jobs"], options["force"], options["progress"], options["password"]) == (None, False, None, None)
    assert options["ocr"] == OcrWish()


def test_ingest_with_a_file_that_failed(run: Run, readers: SimpleNamespace) -> None:
    readers.ingest = _report(failed=1)
    result = run("ingest", "a.txt")
    assert result.exit_code == 1
    assert re.search(r"^x.txt +failed", result.stdout, re.MULTILINE)
    assert "version 4 is published" in result.stderr
    assert "error: 1 of 2 files could not be read" in result.stderr


@pytest.mark.parametrize(
    ("raised", "code", "says"),
    [
        (EmptyFileError("a.txt is empty"), 1, "error: a.txt is empty\n"),
        (IntegrityError("2 faults"), 3, "error: 2 faults\n"),
        (VnplansError("no"), 1, "error: no\n"),
        (KeyboardInterrupt(), 130, "error: interrupted"),
        (OSError(28, "No space left on device"), 1, "error: this command: No space left on device"),
        (PermissionError(13, "Permission denied", "a/b"), 1, "error: a/b: Permission denied"),
    ],
)
def test_errors_become_one_line_and_an_exit_code(
    run: Run, readers: SimpleNamespace, raised: BaseException, code: int, says: str
) -> None:
    readers.ingest = raised
    result = run("ingest", "a.txt")
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr.startswith(says)
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("format_", "starts"), [("json", '{\n  "name": "plan.txt"'), ("text", "KẾ HOẠCH\n"), ("csv", "table,row,column,")]
)
def test_extract(run: Run, readers: SimpleNamespace, format_: str, starts: str) -> None:
    readers.extract_file = RawDocument(
        name="plan.txt",
        media_type="text/plain",
        extraction=Extraction.TEXT,
        blocks=(Paragraph(text="KẾ HOẠCH", source_text="KẾ HOẠCH"),),
    )
    result = run("extract", "plan.txt", "--format", format_)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(starts)
    assert [(name, arguments[:2]) for name, arguments, _ in readers.asked] == [
        ("extract_file", (Path("plan.txt"), None))
    ]


@pytest.mark.parametrize(
    ("arguments", "asked"),
    [
        (["--format", "html"], (Path("plan.pdf"), LayoutFormat.HTML, Path("plan-pages"), None)),
        (["--format", "png", "--to", "drawn"], (Path("plan.pdf"), LayoutFormat.PNG, Path("drawn"), None)),
        (["--format", "html", "--password", "abc"], (Path("plan.pdf"), LayoutFormat.HTML, Path("plan-pages"), "abc")),
    ],
)
def test_extract_draws(run: Run, readers: SimpleNamespace, arguments: list[str], asked: tuple[object, ...]) -> None:
    readers.draw_file = ["<html>", "</html>\n"]
    result = run("extract", "plan.pdf", *arguments)
    assert (result.exit_code, result.stdout) == (0, "<html></html>\n")
    assert [(name, arguments[:4]) for name, arguments, _ in readers.asked] == [("draw_file", asked)]


@pytest.mark.parametrize("command", ["extract", "records"])
def test_a_password_is_handed_on(run: Run, readers: SimpleNamespace, command: str) -> None:
    readers.read_file = Reading(document=document())
    readers.extract_file = RawDocument(name="a.pdf", media_type="application/pdf", extraction=Extraction.TEXT_LAYER)
    assert run(command, "a.pdf", "--password", "abc").exit_code == 0
    assert [arguments[:2] for _, arguments, _ in readers.asked] == [(Path("a.pdf"), "abc")]


@pytest.mark.parametrize("command", ["extract", "records"])
def test_how_scans_are_read_is_handed_on(run: Run, readers: SimpleNamespace, command: str, tmp_path: Path) -> None:
    readers.read_file = Reading(document=document())
    readers.extract_file = RawDocument(name="a.pdf", media_type="application/pdf", extraction=Extraction.OCR)
    (tmp_path / "vie.traineddata").touch()
    options = ["--ocr", "always", "--jobs", "3", "--page-seconds", "7", "--tessdata", str(tmp_path)]
    assert run(command, "a.pdf", *options).exit_code == 0
    ((_, arguments, _),) = readers.asked
    ocr = arguments[2]
    assert (ocr.policy, ocr.jobs, ocr.seconds, ocr.model.folder) == (OcrPolicy.ALWAYS, 3, 7, str(tmp_path))


def test_a_model_that_is_not_there(run: Run) -> None:
    result = run("records", "a.pdf", "--tessdata", "nowhere")
    assert result.exit_code == 2
    assert "--tessdata nowhere: no such model" in result.stderr


def test_a_folder_is_for_pngs_only(run: Run) -> None:
    result = run("extract", "plan.pdf", "--format", "html", "--to", "drawn")
    assert result.exit_code == 2
    assert "--to is for --format png" in result.stderr


def test_records(run: Run, readers: SimpleNamespace) -> None:
    readers.read_file = Reading(document=document(), tasks=(task(),))
    result = run("records", "plan.txt")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["tasks"][0]["deadline_end"] == "2025-06-30"
    assert "Sở Khoa học và Công nghệ" in result.stdout


def test_a_locked_dataset_can_be_read(root: Path) -> None:
    with locked(root):
        assert _vnplans("versions", "--data", root).returncode == 0


def test_vietnamese_is_printed_whatever_the_locale(root: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    done = _vnplans("show", "--data", root, env=environment, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")
    assert "512/QĐ-UBND" in done.stdout


def test_a_reader_that_stops_early_is_no_error(root: Path) -> None:
    """`vnplans show | head -1`: nothing on standard error, and the exit code of a broken pipe."""
    command = f"{sys.executable} -m cli show --data '{root}' | true; exit ${{PIPESTATUS[0]}}"
    # Standard output is closed before the program prints, for `true` ends at once.
    done = subprocess.run(["bash", "-c", command], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (141, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_below_standard_output(root: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "cli", "show", "--data", str(root)],
            cwd=REPOSITORY,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert re.fullmatch(r"error: .*No space left on device.*\n", done.stderr)


@pytest.mark.parametrize("command", ["records", "extract", "ingest"])
def test_a_name_that_is_not_utf8_is_shown(command: str) -> None:
    done = _vnplans(command, os.fsdecode(b"not-there-\xff.txt"))
    assert (done.returncode, done.stdout) == (2, "")
    assert re.fullmatch(r"error: not-there-%FF\.txt: no such file.*\n", done.stderr)
