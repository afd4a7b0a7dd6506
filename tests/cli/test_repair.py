"""The command `repair`: line for line, text or JSON, from a file or standard input."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli import app

GARBLED = (
    "Trién khai thue hién Nghi quyét 71/NQ-CP ngay 01 thing 4 nim 2025 ciia\nChinh phii va Chwong trinh s0 95-CTr/TU"
)
PRINTED = [
    "Triển khai thực hiện Nghị quyết 71/NQ-CP ngày 01 tháng 4 năm 2025 của",
    "Chính phủ và Chương trình số 95-CTr/TU",
]


def test_a_file_is_mended_line_for_line(tmp_path: Path) -> None:
    (tmp_path / "scan.txt").write_text(GARBLED, encoding="utf-8")
    result = CliRunner().invoke(app, ["repair", str(tmp_path / "scan.txt")])
    assert (result.exit_code, result.stdout.splitlines()) == (0, PRINTED)


def test_standard_input_as_json() -> None:
    result = CliRunner().invoke(app, ["repair", "-", "--format", "json"], input=GARBLED)
    lines = json.loads(result.stdout)
    assert [line["text"] for line in lines] == PRINTED
    first = lines[0]["tokens"][1]
    assert (first["source"], first["text"], first["start"], first["end"]) == ("khai", "khai", 6, 10)


@pytest.mark.parametrize("given", ["", "Nghị quyết số 57-NQ/TW\n"])
def test_what_needs_no_mending_comes_back(given: str) -> None:
    result = CliRunner().invoke(app, ["repair", "-"], input=given)
    assert (result.exit_code, result.stdout) == (0, given)


def test_a_missing_file_is_wrong_usage(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["repair", str(tmp_path / "none.txt")])
    assert result.exit_code == 2
    assert "no such file" in result.stderr


def test_a_folder_is_wrong_usage(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["repair", str(tmp_path)])
    assert result.exit_code == 2
    assert "this is a folder" in result.stderr
