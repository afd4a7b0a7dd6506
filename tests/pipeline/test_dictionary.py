from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import dictionary
from pipeline.shapes import SHAPES


def test_the_page_is_current() -> None:
    assert dictionary.PAGE.read_text(encoding="utf-8") == dictionary.render(), "run python -m pipeline.dictionary"


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
    monkeypatch.setattr(dictionary, "PAGE", tmp_path / "page.md")
    dictionary.main()
    assert (tmp_path / "page.md").read_text(encoding="utf-8").startswith("# Data dictionary\n")
