"""Where a page cuts a table: rows that go on below the cut, and rows that only stand there."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractors.assembly.junction import cell_goes_on, row_goes_on
from extractors.assembly.rows import Row, rows_of
from normalizers.columns import Column, columns_of, kind_of
from tests.extractors.grids import HEADS, grid
from tests.extractors.pdfs import ABOVE, LEFT

NUMBERLESS = ("Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời hạn")
Texts = Sequence[str | None]


def _columns(heads: Sequence[str] = HEADS) -> tuple[Column, ...]:
    return columns_of(heads, kind_of(heads))


def _row(texts: Texts, slack: float = 0.0) -> Row:
    return rows_of(grid(texts, slack=slack), 1)[0]


_CUT: list[tuple[str, Texts, Texts, bool]] = [
    # --- the row goes on
    (
        "one cell",
        ("1", "Tổ chức tuyên truyền, phổ biến kiến thức về", "Sở Y tế", "2026"),
        ("", "chuyển đổi số cho người dân", "", ""),
        True,
    ),
    (
        "several cells",
        ("1", "Tổ chức tuyên truyền, phổ biến", "Sở Khoa học và", "2026"),
        ("", "kiến thức về chuyển đổi số", "Công nghệ", ""),
        True,
    ),
    (
        "a cell that is not the statement",
        ("1", "Xây dựng đề án", "Sở Khoa học và", "2026"),
        ("", "", "Công nghệ", ""),
        True,
    ),
    (
        "a list of agencies that goes on with another",
        ("1", "Xây dựng đề án", "Sở Tài chính;", "2026"),
        ("", "", "Sở Tư pháp", ""),
        True,
    ),
    (
        "at the end of a sentence within the cell",
        ("1", "Xây dựng nền tảng dữ liệu của tỉnh.", "Sở Y tế", "2026"),
        ("", "bảo đảm kết nối với trung ương", "", ""),
        True,
    ),
    (
        "an ordinal in the middle of its cell, on the second page",
        ("", "Tổ chức tuyên truyền, phổ biến kiến thức về", "Sở Khoa học và", ""),
        ("12", "chuyển đổi số cho người dân", "Công nghệ", "2026"),
        True,
    ),
    ("the title of a section", ("I", "NÂNG CAO NHẬN THỨC VÀ", LEFT, LEFT), ("", "đổi mới tư duy", LEFT, LEFT), True),
    # --- another row
    (
        "an ordinal of its own",
        ("1", "Tổ chức tuyên truyền, phổ biến kiến thức về", "Sở Y tế", "2026"),
        ("2", "chuyển đổi số cho người dân", "Sở Y tế", "2026"),
        False,
    ),
    (
        "no ordinal, but a sentence and a deadline of its own",
        ("1", "Xây dựng đề án chuyển đổi số.", "Sở Y tế", "2026"),
        ("", "Rà soát văn bản đã ban hành.", "Sở Tư pháp", "2027"),
        False,
    ),
    ("blank", ("1", "Xây dựng đề án về", "Sở Y tế", "2026"), ("", "", "", ""), False),
    (
        "the title of a section below a row",
        ("1", "Xây dựng đề án về", "Sở Y tế", "2026"),
        ("II. THỂ CHẾ", LEFT, LEFT, LEFT),
        False,
    ),
    (
        "a row below the title of a section",
        ("I. THỂ CHẾ", LEFT, LEFT, LEFT),
        ("1", "Xây dựng", "Sở Y tế", "2026"),
        False,
    ),
    ("the title of the next section", ("I. THỂ CHẾ", LEFT, LEFT, LEFT), ("II. HẠ TẦNG SỐ", LEFT, LEFT, LEFT), False),
    ("a section in small letters", ("I. Thể chế", LEFT, LEFT, LEFT), ("a) hạ tầng số", LEFT, LEFT, LEFT), False),
]


@pytest.mark.parametrize(("above", "below", "goes_on"), [case[1:] for case in _CUT], ids=[case[0] for case in _CUT])
def test_row_goes_on(above: Texts, below: Texts, goes_on: bool) -> None:
    assert row_goes_on(_row(above), _row(below), _columns()) is goes_on


def test_a_statement_with_room_below_it_was_not_cut() -> None:
    above = ("1", "Tổ chức tuyên truyền, phổ biến kiến thức về", "Sở Y tế", "2026")
    below = _row(("", "chuyển đổi số cho người dân", "", ""))
    assert row_goes_on(_row(above, slack=0.4), below, _columns())
    assert not row_goes_on(_row(above, slack=3.0), below, _columns())


@pytest.mark.parametrize(
    ("above", "below", "goes_on"),
    [
        (("Xây dựng nền tảng dữ liệu của", "Sở Y tế", "2026"), ("các ngành", "", ""), True),
        (("Xây dựng nền tảng dữ liệu của", "Sở Khoa học và", "2026"), ("các ngành", "Công nghệ", ""), True),
        (("Xây dựng nền tảng dữ liệu.", "Sở Y tế", "2026"), ("Số hóa hồ sơ.", "Sở Y tế", "2027"), False),
        (("Xây dựng nền tảng dữ liệu", "Sở Y tế", "2026"), ("Số hóa hồ sơ", "Sở Y tế", "2027"), False),
    ],
)
def test_a_table_without_ordinals(above: Texts, below: Texts, goes_on: bool) -> None:
    assert row_goes_on(_row(above), _row(below), _columns(NUMBERLESS)) is goes_on


# --- merged cells -----------------------------------------------------------------------------------------------------

GROUPED = ("TT", "Nội dung nhiệm vụ", "Sản phẩm", "Thời hạn", "Ghi chú")


def _merged(first: Sequence[Texts], second: Sequence[Texts], slack: float = 0.0) -> tuple[Row, Row]:
    """The last row of a page and the first of the next one."""
    return rows_of(grid(*first, slack=slack), 1)[-1], rows_of(grid(*second, page=2), 1)[0]


_NOTE = ("1", "Xây dựng đề án", "Đề án", "2026", "Kinh phí bố trí từ ngân sách của")


_MERGED: list[tuple[str, list[Texts], list[Texts], int, bool]] = [
    (
        "blank below, merged on both pages",
        [_NOTE, ("2", "Số hóa hồ sơ", "Báo cáo", "2026", ABOVE)],
        [("3", "Đào tạo", "Lớp học", "2027", ""), ("4", "Kiểm tra", "Kết quả", "2027", ABOVE)],
        4,
        True,
    ),
    (
        "blank below, merged on the first page",
        [_NOTE, ("2", "Số hóa hồ sơ", "Báo cáo", "2026", ABOVE)],
        [("3", "Đào tạo", "Lớp học", "2027", "")],
        4,
        True,
    ),
    ("blank below, merged on neither", [_NOTE], [("3", "Đào tạo", "Lớp học", "2027", "")], 4, False),
    (
        "its sentence goes on",
        [_NOTE, ("2", "Số hóa hồ sơ", "Báo cáo", "2026", ABOVE)],
        [("3", "Đào tạo", "Lớp học", "2027", "tỉnh và các nguồn khác"), ("4", "Kiểm tra", "Kết quả", "2027", ABOVE)],
        4,
        True,
    ),
    (
        "a note of its own",
        [
            ("1", "Xây dựng đề án", "Đề án", "2026", "Theo Nghị quyết 57-NQ/TW."),
            ("2", "Số hóa", "Báo cáo", "2026", ABOVE),
        ],
        [("3", "Đào tạo", "Lớp học", "2027", "Theo Kế hoạch 84/KH-UBND"), ("4", "Kiểm tra", "x", "2027", ABOVE)],
        4,
        False,
    ),
    (
        "another statement",
        [("1", "Xây dựng đề án của", "Đề án", "2026", ""), ("2", ABOVE, "Báo cáo", "2026", "")],
        [("3", "các ngành", "Lớp học", "2027", "")],
        1,
        False,
    ),
    (
        "nothing above",
        [("1", "Xây dựng đề án", "Đề án", "2026", ""), ("2", "Số hóa", "Báo cáo", "2026", ABOVE)],
        [("3", "Đào tạo", "Lớp học", "2027", "theo quy định"), ("4", "Kiểm tra", "Kết quả", "2027", ABOVE)],
        4,
        False,
    ),
    (
        "the title of a section below",
        [_NOTE, ("2", "Số hóa hồ sơ", "Báo cáo", "2026", ABOVE)],
        [("II. HẠ TẦNG SỐ", LEFT, LEFT, LEFT, LEFT)],
        4,
        False,
    ),
    (
        "other columns below",
        [_NOTE, ("2", "Số hóa hồ sơ", "Báo cáo", "2026", ABOVE)],
        [("3", "Đào tạo", "Lớp học", "", LEFT), ("4", "Kiểm tra", "Kết quả", "2027", "")],
        4,
        False,
    ),
]


@pytest.mark.parametrize(
    ("first", "second", "column", "goes_on"), [case[1:] for case in _MERGED], ids=[case[0] for case in _MERGED]
)
def test_cell_goes_on(first: list[Texts], second: list[Texts], column: int, goes_on: bool) -> None:
    above, below = _merged(first, second)
    assert cell_goes_on(above, below, _columns(GROUPED)[column]) is goes_on


def test_a_note_with_room_below_it_was_not_cut() -> None:
    first = [_NOTE, ("2", "Số hóa hồ sơ", "Báo cáo", "2026", ABOVE)]
    second = [("3", "Đào tạo", "Lớp học", "2027", "tỉnh và các nguồn khác")]
    above, below = _merged(first, second, slack=3.0)
    assert not cell_goes_on(above, below, _columns(GROUPED)[4])


@pytest.mark.parametrize(
    ("upper", "lower", "goes_on"),
    [
        ("Sở Khoa học và", "Công nghệ", True),
        ("Sở Tài chính,", "Sở Nội vụ", True),
        ("Sở Tài chính", "Sở Nội vụ", False),
        ("Sở Khoa học", "công nghệ", False),  # in small letters alone: too little for a column of names
    ],
)
def test_an_agency_merged_over_rows_goes_on_in_the_middle_of_its_name(upper: str, lower: str, goes_on: bool) -> None:
    first: list[Texts] = [("1", "Xây dựng đề án", upper, "2026"), ("2", "Số hóa hồ sơ", ABOVE, "2026")]
    second: list[Texts] = [("3", "Đào tạo", lower, "2027"), ("4", "Kiểm tra", ABOVE, "2027")]
    above, below = _merged(first, second)
    assert cell_goes_on(above, below, _columns()[2]) is goes_on
