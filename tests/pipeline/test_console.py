from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pipeline.console import aligned, page_counter, print_table, progress_bar


def test_columns_stand_under_each_other() -> None:
    header = ("file", "symbol", "tasks", "seconds")
    rows = [("kế hoạch.txt", None, 7, 0.123), ("b.txt", "/KH-UBND", 120, 11.0)]
    assert aligned(header, rows).splitlines() == [
        "file          symbol    tasks  seconds",
        "kế hoạch.txt                7     0.12",
        "b.txt         /KH-UBND    120    11.00",
    ]


def test_no_rows_leave_the_header() -> None:
    assert aligned(("severity", "code"), []) == "severity  code"


def test_a_pipe_gets_plain_columns(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("a", "b"), [("x", 1)])
    assert capsys.readouterr().out == "a  b\nx  1\n"


def test_a_terminal_gets_a_frame_and_every_bracket(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "80")
    print_table(("file", "tasks"), [("[red]kế hoạch[/].txt", 79)])
    printed = capsys.readouterr().out
    assert "[red]kế hoạch[/].txt" in printed
    assert "│" in printed


def test_no_bar_without_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bar() as (progress, _):
        assert progress is None
    assert capsys.readouterr().err == ""


def test_a_terminal_gets_a_bar_on_standard_error(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("FORCE_COLOR", "1")
    with progress_bar() as (progress, page_progress):
        assert progress is not None
        page_progress("scan [2].pdf", 3, 20)
        progress(Path("data/raw/plan [1].txt"), 1, 5)
    captured = capsys.readouterr()
    assert "1/5" in captured.err
    assert "plan [1].txt" in captured.err
    assert captured.out == ""


def test_a_log_is_told_of_scanned_pages_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    with page_counter() as count:
        for page in range(1, 13):
            count("scan.pdf", page, 12)
    assert capsys.readouterr().err.splitlines() == [
        "scan.pdf: 10 of 12 scanned pages done",
        "scan.pdf: 12 of 12 scanned pages done",
    ]


def test_a_terminal_is_told_of_each_page(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with page_counter() as count:
        count("scan.pdf", 1, 2)
    assert "scan.pdf: page 1 of 2" in capsys.readouterr().err
