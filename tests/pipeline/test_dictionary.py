from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import dictionary
from pipeline.shapes import SHAPES
from tests.documents import REPOSITORY


def test_the_page_is_current() -> None:
    assert (REPOSITORY / dictionary.PAGE).read_text(encoding="utf-8") == dictionary.render(), (
        "run python -m pipeline.dictionary"
    )


@pytest.mark.parametrize("table", list(SHAPES))
def test_every_column_has_its_row(table: str) -> None:
    section = dictionary.render().split(f"\n## {table}\n")[1].split("\n## ")[0]
    rows = [line.split("`")[1] for line in section.splitlines() if line.startswith("| `")]
    assert tuple(rows) == SHAPES[table].names()


@pytest.mark.parametrize(
    "row",
    [
        "| `deadline_end` | date | yes | Last day of the date, month, quarter, year or range. |",
        "| `lead` | list of texts | no | Lead agencies, canonical spelling, one entry each. |",
        "| `task_id` | text | no | Stable between versions: document, appendix, section and ordinal. |",
        "| `severity` | text | no | `error`, `warning` or `info`. One of `error`, `warning`, `info`. |",
    ],
)
def test_rows_say_type_null_and_meaning(row: str) -> None:
    assert row in dictionary.render().splitlines()


def test_writing_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dictionary, "source_tree", lambda: tmp_path)
    (tmp_path / "docs").mkdir()
    dictionary.main()
    assert (tmp_path / dictionary.PAGE).read_text(encoding="utf-8").startswith("# Data dictionary\n")


def test_an_installed_package_prints_the_page(tmp_path: Path) -> None:
    """As from a wheel: packages without the folder `docs` and without `pyproject.toml` beside them."""
    for name in ("pipeline", "schemas", "normalizers", "extractors"):
        (tmp_path / name).symlink_to(REPOSITORY / name)
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "pipeline.dictionary"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == dictionary.render()
