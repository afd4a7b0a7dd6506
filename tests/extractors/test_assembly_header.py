"""The header of a table: how deep it is, what heads each column, and where it is printed again."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractors.assembly.header import drop_overflow, header_depth, headings_of, repeated_rows, same_row
from extractors.assembly.rows import rows_of
from tests.extractors.grids import HEADS, grid
from tests.extractors.pdfs import ABOVE, LEFT, Row

DATA = ("1", "Xây dựng nền tảng dữ liệu", "Sở Xây dựng", "2027")
LEVELS: list[Row] = [
    ("TT", "Nhiệm vụ", "Cơ quan thực hiện", LEFT, "Thời hạn"),
    (ABOVE, ABOVE, "Chủ trì", "Phối hợp", ABOVE),
]
LEVEL_DATA = ("1", "Xây dựng nền tảng dữ liệu", "Sở Xây dựng", "Sở Tài chính", "2027")
NUMBERS = ("(1)", "(2)", "(3)", "(4)")
TITLE = ("DANH MỤC NHIỆM VỤ", LEFT, LEFT, LEFT)

_DEPTHS: list[tuple[str, list[Row], int, int]] = [
    ("one row", [HEADS, DATA], 0, 1),
    ("two levels", [*LEVELS, LEVEL_DATA], 0, 2),
    (
        "levels whose squares are not merged but blank",
        [("TT", "Nhiệm vụ", "Cơ quan thực hiện", LEFT, "Thời hạn"), ("", "", "Chủ trì", "Phối hợp", ""), LEVEL_DATA],
        0,
        2,
    ),
    (
        "three levels",
        [
            ("TT", "Chỉ tiêu", "Kết quả", LEFT, LEFT, LEFT),
            (ABOVE, ABOVE, "Năm 2026", LEFT, "Năm 2027", LEFT),
            (ABOVE, ABOVE, "Kế hoạch", "Thực hiện", "Kế hoạch", "Thực hiện"),
            ("1", "Tỷ lệ hồ sơ trực tuyến", "85%", "", "90%", ""),
        ],
        0,
        3,
    ),
    ("numbers of the columns", [HEADS, NUMBERS, DATA], 0, 2),
    ("numbers of the columns without brackets", [HEADS, ("1", "2", "3", "4"), DATA], 0, 2),
    ("levels and numbers", [*LEVELS, ("1", "2", "3", "4", "5"), LEVEL_DATA], 0, 3),
    ("a title over the headings", [TITLE, HEADS, DATA], 0, 2),
    ("a blank row and a title over the headings", [("", LEFT, LEFT, LEFT), TITLE, HEADS, DATA], 0, 3),
    ("a section right below", [HEADS, ("I. NÂNG CAO NHẬN THỨC", LEFT, LEFT, LEFT), DATA], 0, 1),
    ("a section with its numeral right below", [HEADS, ("I", "NÂNG CAO NHẬN THỨC", LEFT, LEFT), DATA], 0, 1),
    ("headings of no vocabulary", [("Mã", "Tên dự án", "Địa điểm", "Vốn"), ("DA01", "Hạ tầng số", "Xã A", "5")], 0, 1),
    ("none", [DATA, ("2", "Số hóa hồ sơ", "Sở Y tế", "2026")], 0, 0),
    ("none below the title of a section", [("I", "NÂNG CAO NHẬN THỨC", LEFT, LEFT), DATA], 0, 0),
    ("marked by the source", [("Mã", "Tên dự án", "Địa điểm", "Vốn"), ("A", "Hạ tầng số", "Xã A", "5"), DATA], 2, 2),
    ("marked by the source but for its numbers", [HEADS, NUMBERS, DATA], 1, 2),
    ("all rows marked", [HEADS, DATA], 2, 1),
]


@pytest.mark.parametrize(
    ("table", "marked", "depth"), [case[1:] for case in _DEPTHS], ids=[case[0] for case in _DEPTHS]
)
def test_depth(table: list[Row], marked: int, depth: int) -> None:
    assert header_depth(rows_of(grid(*table), 1), marked) == depth


_HEADINGS: list[tuple[list[Row], list[str]]] = [
    ([HEADS], list(HEADS)),
    (LEVELS, ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn"]),
    ([*LEVELS, ("1", "2", "3", "4", "5")], ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn"]),
    ([TITLE, HEADS], list(HEADS)),
    # the year stands above, what it is below
    (
        [("TT", "Chỉ tiêu", "Năm 2026", LEFT), (ABOVE, ABOVE, "Kế hoạch", "Thực hiện")],
        ["TT", "Chỉ tiêu", "Kế hoạch\nNăm 2026", "Thực hiện\nNăm 2026"],
    ),
    (
        [("TT", "Tên chỉ tiêu", "Mục tiêu", LEFT), (ABOVE, ABOVE, "2026", "2030")],
        ["TT", "Tên chỉ tiêu", "2026", "2030"],
    ),
    # a part that says nothing by itself
    (
        [("TT", "Nội dung", "Kinh phí", LEFT), (ABOVE, ABOVE, "Trung ương", "Địa phương")],
        ["TT", "Nội dung", "Kinh phí\nTrung ương", "Kinh phí\nĐịa phương"],
    ),
    ([("", "Nội dung", "Chủ trì", "")], ["", "Nội dung", "Chủ trì", ""]),
]


@pytest.mark.parametrize(("head", "expected"), _HEADINGS)
def test_headings(head: list[Row], expected: list[str]) -> None:
    assert headings_of(rows_of(grid(*head), 1)) == expected


@pytest.mark.parametrize(
    ("page", "head", "repeated"),
    [
        ([HEADS, DATA], [HEADS], 1),
        ([DATA], [HEADS], 0),
        ([tuple(each.upper() for each in HEADS), DATA], [HEADS], 1),
        ([*LEVELS, LEVEL_DATA], LEVELS, 2),
        # only the last rows of the header
        ([NUMBERS, DATA], [HEADS, NUMBERS], 1),
        ([HEADS, DATA], [TITLE, HEADS], 1),
        ([HEADS, NUMBERS, DATA], [TITLE, HEADS, NUMBERS], 2),
        # words cut off by the program that set it
        ([("TT", "Nội dung nhiệm vụ", "Cơ quan", "Thời hạn"), DATA], [HEADS], 1),
        # another header
        ([("TT", "Chỉ tiêu", "Đơn vị tính", "Mục tiêu"), DATA], [HEADS], 0),
        ([("TT", "Nội dung chỉ tiêu", "Đơn vị tính", "Thời hạn"), DATA], [HEADS], 0),
    ],
)
def test_a_header_printed_again(page: Sequence[Row], head: Sequence[Row], repeated: int) -> None:
    assert repeated_rows(rows_of(grid(*page), 1), rows_of(grid(*head), 1)) == repeated


@pytest.mark.parametrize(
    ("row", "other", "same"),
    [
        (HEADS, HEADS, True),
        (HEADS, ("TT", "NỘI DUNG\nNHIỆM VỤ", "Cơ quan chủ trì", "Thời hạn"), True),
        (HEADS, ("TT", "Nội dung", "Cơ quan", "Thời hạn"), True),
        (HEADS, ("TT", "Nội dung", "Cơ quan", "Thời"), False),  # one whole heading is too little
        (HEADS, DATA, False),
        (("", "", "", ""), ("", "", "", ""), False),  # nothing says nothing
    ],
)
def test_same_row(row: Row, other: Row, same: bool) -> None:
    assert same_row(rows_of(grid(row), 1)[0], rows_of(grid(other), 1)[0]) is same


def _without_overflow(shown: Row, below: Row) -> list[str]:
    head, first = rows_of(grid(HEADS), 1), rows_of(grid(below), 1)[0]
    drop_overflow(rows_of(grid(shown), 1), first, head)
    return first.texts


CUT = ("TT", "Nội dung nhiệm vụ", "Cơ quan", "Thời hạn")


def test_the_line_of_a_header_that_runs_into_the_row_below_is_taken_out() -> None:
    below = ("1", "Xây dựng nền tảng", "chủ trì\nSở Xây dựng", "2027")
    assert _without_overflow(CUT, below) == ["1", "Xây dựng nền tảng", "Sở Xây dựng", "2027"]


@pytest.mark.parametrize(
    ("shown", "agency"), [(CUT, "Sở Xây dựng"), (HEADS, "chủ trì\nSở Xây dựng"), (CUT, "Đơn vị đồng chủ trìa")]
)
def test_a_row_that_holds_no_overflow_is_left_alone(shown: Row, agency: str) -> None:
    below = ("1", "Xây dựng nền tảng", agency, "2027")
    assert _without_overflow(shown, below) == list(below)
