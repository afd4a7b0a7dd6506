"""Markdown: labels as typed, tables whole whatever their shape, tags within."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.grid import Grid, squares
from extractors.items import Items
from extractors.markdown import read_markdown
from schemas.errors import EmptyFileError, FileTooLargeError, UnreadableFileError
from schemas.raw import Paragraph, ParagraphRole


def _read(text: str) -> Items:
    return read_markdown(text.encode(), "van-ban.md")


def _texts(text: str) -> list[str]:
    return [item.text for item in _read(text).items if isinstance(item, Paragraph)]


def _rows(text: str) -> list[list[str]]:
    (grid,) = (item for item in _read(text).items if isinstance(item, Grid))
    return [[cell.text for cell in grid.row(number)] for number in range(1, grid.height + 1)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# NGHỊ QUYẾT\n\nBan hành **Chương trình** _hành động_ ", ["NGHỊ QUYẾT", "Ban hành Chương trình hành động"]),
        ("CHÍNH PHỦ\n-------\nSố: 03/NQ-CP", ["CHÍNH PHỦ", "Số: 03/NQ-CP"]),
        ("1. một\n3. ba\n   - con\n\n2) hai", ["1. một", "3. ba", "- con", "2) hai"]),
        ("* sao\n+ cộng", ["* sao", "+ cộng"]),
        ("dòng một  \ntiếp theo\nvà hết", ["dòng một tiếp theo và hết"]),
        ("        thụt vào không phải mã", ["thụt vào không phải mã"]),
        ("đạt $\\geq 55$ và $> 0,7$; giá 5 m<sup>2</sup>", ["đạt ≥ 55 và > 0,7; giá 5 m²"]),
        ("xem [Luật](http://x.vn) và <b>đậm</b> &amp; `mã`", ["xem Luật và đậm & mã"]),
        ("> trích dẫn\n> tiếp", ["trích dẫn tiếp"]),
        ("```\nĐiều 1. Hiệu lực.\n```", ["Điều 1. Hiệu lực."]),
        ("<div>\nĐiều 2. Trách nhiệm\n</div>", ["Điều 2. Trách nhiệm"]),
        ("Giao <UBND> và <SYT> <b>thực hiện</b></UBND><!-- x -->", ["Giao <UBND> và <SYT> thực hiện</UBND>"]),
        ("<UBND>\nchủ trì<br>", ["<UBND> chủ trì"]),
        ("<div>Giao <SYT> và <Sở Y tế></div>", ["Giao <SYT> và <Sở Y tế>"]),
        ("một\n\n<p>\u200b</p>\n\nhai", ["một", "hai"]),
        ("[1]: http://khong-mat.vn", ["[1]: http://khong-mat.vn"]),
    ],
)
def test_running_text(text: str, expected: list[str]) -> None:
    assert _texts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("| TT | Việc |\n| :-: | --- |\n| **1** | a \\| b<br>c |", [["TT", "Việc"], ["1", "a | b\nc"]]),
        ("TT | Việc\n--- | ---\n1 | a", [["TT", "Việc"], ["1", "a"]]),
        # short rows stay short, long ones keep all they hold
        ("| a | b |\n|---|---|\n| 1 |\n| 2 | 3 | 4 |\n| | 5 |", [["a", "b"], ["1"], ["2", "3", "4"], ["", "5"]]),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n\n\n| 3 | 4 |", [["a", "b"], ["1", "2"], ["3", "4"]]),
        ("| a | b |\n| 1 | 2 |\n| 3 | 4 |", [["a", "b"], ["1", "2"], ["3", "4"]]),
        ("| a | `x|y` |\n|---|---|\n| $≥ 55$ | 5 m<sup>2</sup> |", [["a", "x|y"], ["≥ 55", "5 m²"]]),
        ("<table><tr><td>a\n\n</td><td>b</td></tr>\n\n<tr><td colspan=2>c</td></tr></table>", [["a", "b"], ["c"]]),
        (
            "| a | b |\n|-|-|\n| - | - |\n| 1 | 2 |\n| --- | - |\n|---|---|",
            [["a", "b"], ["-", "-"], ["1", "2"], ["---", "-"]],
        ),
        ("| a | <UBND> |\n|---|---|\n| 1 | 2 |", [["a", "<UBND>"], ["1", "2"]]),
        ("| a | b |\n|---|---|\n| - Sở A | 1. x |", [["a", "b"], ["- Sở A", "1. x"]]),
    ],
)
def test_tables(text: str, expected: list[list[str]]) -> None:
    assert _rows(f"trước\n\n{text}\n\nsau") == expected
    assert _texts(f"trước\n\n{text}\n\nsau") == ["trước", "sau"]


def test_two_tables_are_two() -> None:
    items = _read("| a | b |\n|--|--|\n| 1 | 2 |\n\n| c | d |\n|--|--|\n| 3 | 4 |").items
    assert [[cell.text for cell in item.cells] for item in items if isinstance(item, Grid)] == [
        ["a", "b", "1", "2"],
        ["c", "d", "3", "4"],
    ]


def test_a_line_that_touches_a_table_is_text() -> None:
    first, second = _read("| a | b |\n|--|--|\n| 1 | 2 |\nGhi chú: không có").items
    assert isinstance(first, Grid)
    assert isinstance(second, Paragraph)
    assert (first.height, first.header_rows, second.text) == (2, 1, "Ghi chú: không có")
    assert second.places[0].first_line == 4


def test_front_matter_and_notes() -> None:
    items = _read("---\ntitle: x\n---\nxã hội[^1].\n\n[^1]: Nghị quyết số 57").items
    assert [(item.role, item.text) for item in items if isinstance(item, Paragraph)] == [
        (ParagraphRole.FURNITURE, "---"),
        (ParagraphRole.FURNITURE, "title: x"),
        (ParagraphRole.FURNITURE, "---"),
        (ParagraphRole.TEXT, "xã hội¹."),
        (ParagraphRole.FOOTNOTE, "¹ Nghị quyết số 57"),
    ]


def test_places_are_lines() -> None:
    text, grid = _read("\nmột\nhai\n\n| a | b |\n|--|--|\n| 1 | 2 |").items
    assert isinstance(text, Paragraph)
    assert isinstance(grid, Grid)
    assert (text.places[0].first_line, text.places[0].last_line) == (2, 3)
    assert [cell.places[0].first_line for cell in grid.cells] == [5, 5, 7, 7]


def test_a_row_wider_than_the_header_is_told() -> None:
    assert [(found.code, "lines 3;" in found.message) for found in _read("| a |\n|--|\n| 1 | 2 |").findings] == [
        ("ragged-table", True)
    ]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyFileError),
        (b" \n\n", EmptyFileError),
        (b"<!-- chi co ghi chu -->", EmptyFileError),
        (b"\xff\xfe\x00\xd8\x00\x00" * 50, UnreadableFileError),
        (b"PK\x03\x04", UnreadableFileError),
        (b"a" * 5_000_001, FileTooLargeError),
    ],
)
def test_bad_input(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"van-ban\.md"):
        read_markdown(data, "van-ban.md")


@pytest.mark.parametrize("text", ["> " * 5_000 + "sâu", "- " * 5_000 + "sâu", "*" * 50_000, "[" * 20_000, "|" * 20_000])
def test_text_made_to_do_harm_is_read_or_refused(text: str) -> None:
    with suppress(UnreadableFileError):
        assert _read(text).items


_CELL = st.text(alphabet="aăâbcdđ ếộ0123456789%,≥/", min_size=1, max_size=10).map(str.strip).filter(bool)


@given(st.lists(st.lists(_CELL, min_size=2, max_size=5), min_size=1, max_size=6))
def test_every_cell_comes_out_once(table: list[list[str]]) -> None:
    lines = ["| " + " | ".join(row) + " |" for row in table]
    lines.insert(1, "|" + "---|" * len(table[0]))
    (grid,) = _read("\n".join(lines)).items
    assert isinstance(grid, Grid)
    assert [cell.text for cell in grid.cells] == [" ".join(cell.split()) for row in table for cell in row]
    covered = [square for cell in grid.cells for square in squares(cell)]
    assert len(covered) == len(set(covered))


def test_tables_of_tags_that_are_never_closed() -> None:
    text = "<table>\n\n" * 4_000 + "<table><tr><td>a\n\n</td></tr></table>\n\nđoạn"
    items = _read(text).items
    assert [item.cells[0].text for item in items if isinstance(item, Grid)] == ["a"]
    assert [item.text for item in items if isinstance(item, Paragraph)] == ["đoạn"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\n".join("  " * depth + f"- mục {depth}" for depth in range(90)), [f"- mục {depth}" for depth in range(90)]),
        ("> " * 5_000 + "sâu\n\ncuối", ["sâu", "cuối"]),
        ("- " * 5_000 + "sâu\n\ncuối", ["- sâu", "cuối"]),
    ],
)
def test_what_lies_too_deep_is_read_line_by_line(text: str, expected: list[str]) -> None:
    assert _texts(text) == expected
    assert [found.code for found in _read(text).findings] == ["flattened-markup"]


def test_blank_lines_between_lines_of_dashes_are_no_settings() -> None:
    assert _texts("---\n" + "\n" * 190 + "---\nđoạn") == ["đoạn"]


def test_a_long_run_of_ticks_in_a_row() -> None:
    assert _rows("| a | b |\n|---|---|\n| c | " + "`" * 50_000 + "d" * 50_000 + " |")[1][0] == "c"
