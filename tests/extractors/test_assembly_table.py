"""Tables put together from their pages: every row whole, every cell once, nothing joined that is not one."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from extractors.assembly.table import OpenTable
from extractors.grid import Grid
from schemas.raw import Paragraph, ParagraphRole, RawTable
from tests.extractors.grids import EDGES, HEADS, assembled, grid, headings, rows, text
from tests.extractors.pdfs import ABOVE, LEFT, Row

ROW_1 = ("1", "Xây dựng nền tảng dữ liệu", "Sở Xây dựng", "2027")
ROW_2 = ("2", "Số hóa hồ sơ, giấy tờ", "Sở Y tế", "2026")
ROW_3 = ("3", "Đào tạo kỹ năng số", "Sở Nội vụ", "2028")
FIRST = grid(HEADS, ROW_1)
LEVELS: list[Row] = [
    ("TT", "Nhiệm vụ", "Cơ quan thực hiện", LEFT),
    (ABOVE, ABOVE, "Chủ trì", "Phối hợp"),
]
NUMBERS = ("(1)", "(2)", "(3)", "(4)")
FOOT = text("Trang 2", ParagraphRole.FURNITURE)
NOTE = text("¹ Nghị quyết số 57-NQ/TW", ParagraphRole.FOOTNOTE)


def _only(*items: Grid | Paragraph, paged: bool = True) -> RawTable:
    (table,) = assembled(*items, paged=paged).tables
    return table


_JOINED: list[tuple[str, list[Grid | Paragraph], list[list[str]]]] = [
    ("the header not repeated", [FIRST, grid(ROW_2, page=2)], [list(ROW_1), list(ROW_2)]),
    ("the header repeated", [FIRST, grid(HEADS, ROW_2, page=2)], [list(ROW_1), list(ROW_2)]),
    ("nothing but the header repeated", [FIRST, grid(HEADS, page=2), grid(ROW_2, page=3)], [list(ROW_1), list(ROW_2)]),
    ("a page number between", [FIRST, FOOT, grid(ROW_2, page=2)], [list(ROW_1), list(ROW_2)]),
    ("a footnote between", [FIRST, NOTE, grid(ROW_2, page=2)], [list(ROW_1), list(ROW_2)]),
    ("it says that it goes on", [FIRST, text("(tiếp theo)"), grid(HEADS, ROW_2, page=2)], [list(ROW_1), list(ROW_2)]),
    (
        "it says so after its name",
        [FIRST, text("Phụ lục II (tiếp theo)"), grid(HEADS, ROW_2, page=2)],
        [list(ROW_1), list(ROW_2)],
    ),
    ("levels repeated", [grid(*LEVELS, ROW_1), grid(*LEVELS, ROW_2, page=2)], [list(ROW_1), list(ROW_2)]),
    (
        "numbers of columns repeated",
        [grid(HEADS, NUMBERS, ROW_1), grid(NUMBERS, ROW_2, page=2)],
        [list(ROW_1), list(ROW_2)],
    ),
    ("numbers of columns on the second page only", [FIRST, grid(NUMBERS, ROW_2, page=2)], [list(ROW_1), list(ROW_2)]),
    (
        "the header cut off by the program",
        [FIRST, grid(("TT", "Nội dung nhiệm vụ", "Cơ quan", "Thời hạn"), ("2", "Số hóa", "chủ trì\nSở Y tế", "2026"))],
        [list(ROW_1), ["2", "Số hóa", "Sở Y tế", "2026"]],
    ),
    (
        "a row cut in one cell",
        [FIRST, grid(("", "của tỉnh và kết nối với trung ương", "", ""), ROW_2, page=2)],
        [["1", "Xây dựng nền tảng dữ liệu của tỉnh và kết nối với trung ương", *ROW_1[2:]], list(ROW_2)],
    ),
    (
        "a row cut in several cells, the header repeated",
        [
            grid(HEADS, ("1", "Xây dựng nền tảng dữ liệu của", "Sở Khoa học và", "2027")),
            grid(HEADS, ("", "tỉnh", "Công nghệ", ""), ROW_2, page=2),
        ],
        [["1", "Xây dựng nền tảng dữ liệu của tỉnh", "Sở Khoa học và Công nghệ", "2027"], list(ROW_2)],
    ),
    (
        "a row over three pages",
        [
            FIRST,
            grid(("", "của tỉnh, kết nối với cơ sở dữ liệu", "", ""), page=2),
            grid(("", "quốc gia về dân cư", "", ""), ROW_2, page=3),
        ],
        [
            ["1", "Xây dựng nền tảng dữ liệu của tỉnh, kết nối với cơ sở dữ liệu quốc gia về dân cư", *ROW_1[2:]],
            list(ROW_2),
        ],
    ),
    (
        "a symbol broken by the page",
        [
            grid(HEADS, ("1", "Triển khai Nghị quyết số 57-", "Sở Y tế", "2026")),
            grid(("", "NQ/TW của Bộ Chính trị", "", ""), page=2),
        ],
        [["1", "Triển khai Nghị quyết số 57-NQ/TW của Bộ Chính trị", "Sở Y tế", "2026"]],
    ),
    (
        "an ordinal that comes on the second page",
        [
            grid(HEADS, ("", "Xây dựng nền tảng dữ liệu của", "Sở Khoa học và", "")),
            grid(("1", "tỉnh", "Công nghệ", "2027"), ROW_2, page=2),
        ],
        [["1", "Xây dựng nền tảng dữ liệu của tỉnh", "Sở Khoa học và Công nghệ", "2027"], list(ROW_2)],
    ),
    (
        "a section at the end of the page",
        [grid(HEADS, ROW_1, ("II. HẠ TẦNG SỐ", LEFT, LEFT, LEFT)), grid(ROW_2, page=2)],
        [list(ROW_1), ["II. HẠ TẦNG SỐ"], list(ROW_2)],
    ),
    (
        "a section beside its numeral at the end of the page, the task below it without a number",
        [
            grid(HEADS, ROW_1, ("II", "Phát triển hạ tầng số của tỉnh và", "", "")),
            grid(("", "Cụ thể hóa nhiệm vụ của từng sở", "Sở Nội vụ", "2026"), page=2),
        ],
        [
            list(ROW_1),
            ["II", "Phát triển hạ tầng số của tỉnh và", "", ""],
            ["", "Cụ thể hóa nhiệm vụ của từng sở", "Sở Nội vụ", "2026"],
        ],
    ),
    (
        "a section at the top of the page",
        [FIRST, grid(("II. HẠ TẦNG SỐ", LEFT, LEFT, LEFT), ROW_2, page=2)],
        [list(ROW_1), ["II. HẠ TẦNG SỐ"], list(ROW_2)],
    ),
    (
        "nothing but sections on a page",
        [
            grid(HEADS, ROW_1, edges=EDGES),
            grid(("II", "HẠ TẦNG SỐ"), page=2, edges=(50, 80, 500)),
            grid(ROW_2, page=3, edges=EDGES),
        ],
        [list(ROW_1), ["II", "HẠ TẦNG SỐ"], list(ROW_2)],
    ),
    (
        "columns a little narrower",
        [grid(HEADS, ROW_1, edges=EDGES), grid(ROW_2, page=2, edges=[edge - 3 for edge in EDGES])],
        [list(ROW_1), list(ROW_2)],
    ),
    (
        "fewer columns, as its rows are merged",
        [grid(HEADS, ROW_1, edges=EDGES), grid(("2", "Số hóa", ""), page=2, edges=(53, 76, 304, 497))],
        [list(ROW_1), ["2", "Số hóa", ""]],
    ),
    (
        "more columns, as a first page without header shows merged rows only",
        [
            grid(("1", "Xây dựng đề án", "Thường xuyên"), edges=(50, 80, 300, 500)),
            grid(("2", "Số hóa", "Sở Y tế", "2026"), page=2, edges=EDGES),
        ],
        [["1", "Xây dựng đề án", "Thường xuyên"], ["2", "Số hóa", "Sở Y tế", "2026"]],
    ),
]


@pytest.mark.parametrize(("items", "expected"), [case[1:] for case in _JOINED], ids=[case[0] for case in _JOINED])
def test_a_table_goes_on(items: list[Grid | Paragraph], expected: list[list[str]]) -> None:
    assert rows(_only(*items)) == expected


_APART: list[tuple[str, list[Grid | Paragraph]]] = [
    ("text between", [FIRST, text("Tổ chức thực hiện Kế hoạch:"), grid(ROW_2, page=2)]),
    ("an annex between", [FIRST, text("PHỤ LỤC II"), grid(HEADS, ROW_2, page=2)]),
    ("another header", [FIRST, grid(("TT", "Tên chỉ tiêu", "Đơn vị tính", "Mục tiêu"), ROW_2, page=2)]),
    ("other columns", [FIRST, grid(("1", "Tỷ lệ hồ sơ", "%", "85", "90"), ROW_2[:4] + ("",), page=2)]),
    (
        "other borders",
        [
            grid(HEADS, ROW_1, edges=EDGES),
            grid(("a", "b", "c"), ("d", "e", "f"), page=2, edges=(50, 200, 350, 500)),
        ],
    ),
]


@pytest.mark.parametrize("items", [case[1] for case in _APART], ids=[case[0] for case in _APART])
def test_two_tables_stay_two(items: list[Grid | Paragraph]) -> None:
    assert len(assembled(*items).tables) == 2


def test_what_stands_between_the_pages_comes_behind_the_table() -> None:
    raw = assembled(FIRST, FOOT, grid(ROW_2, page=2), text("Nơi nhận:"))
    shown = [block.text if isinstance(block, Paragraph) else rows(block) for block in raw.blocks]
    assert shown == [[list(ROW_1), list(ROW_2)], "Trang 2", "Nơi nhận:"]


def test_a_line_that_says_that_the_table_goes_on_is_furniture() -> None:
    raw = assembled(FIRST, text("(tiếp theo)"), grid(ROW_2, page=2))
    assert [(each.text, each.role) for each in raw.paragraphs] == [("(tiếp theo)", ParagraphRole.FURNITURE)]


@pytest.mark.parametrize(
    "words", ["Các nhiệm vụ tiếp theo", "Xây dựng kế hoạch năm tiếp theo của các sở, ngành, địa phương"]
)
def test_other_words_about_what_follows_are_text(words: str) -> None:
    raw = assembled(FIRST, text(f"{words} như sau:"), grid(ROW_2, page=2))
    assert [each.role for each in raw.paragraphs] == [ParagraphRole.TEXT]


def test_nothing_is_joined_where_no_page_cuts() -> None:
    """In a web page the second row stands below the first, whatever its sentence says."""
    below = ("", "của tỉnh và kết nối với trung ương", "", "")
    first, second = assembled(FIRST, grid(below), paged=False).tables
    assert rows(first) == [list(ROW_1)]
    assert second.printed_rows[0].cells[1].text == below[1]


def test_the_last_piece_of_a_row_tells_whether_it_was_cut_again() -> None:
    """On the second page there was room below it, so that what stands on the third is a row of its own."""
    second = grid(("", "của tỉnh", "", ""), page=2, slack=3.0)
    third = grid(("", "kết nối với trung ương", "", ""), page=3)
    assert rows(_only(FIRST, second, third)) == [
        ["1", "Xây dựng nền tảng dữ liệu của tỉnh", *ROW_1[2:]],
        ["", "kết nối với trung ương", "", ""],
    ]


# --- places -----------------------------------------------------------------------------------------------------------


def test_a_row_cut_by_the_page_knows_both_of_its_places() -> None:
    table = _only(FIRST, grid(HEADS, ("", "của tỉnh", "", ""), ROW_2, page=2))
    first, second = table.rows
    assert [place.page for place in first.places] == [1, 2]
    assert first.source_rows == (2, 4)
    assert [[place.page for place in cell.places] for cell in first.cells] == [[1], [1, 2], [1], [1]]
    assert second.source_rows == (5,)


def test_the_header_knows_where_it_stands_first() -> None:
    table = _only(FIRST, grid(HEADS, ROW_2, page=2))
    assert headings(table) == list(HEADS)
    assert table.header.source_rows == (1,)
    assert [place.page for place in table.header.places] == [1]


def test_headings_over_levels_are_kept_as_printed() -> None:
    table = _only(grid(*LEVELS, ROW_1))
    assert headings(table) == ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp"]
    spans = [[(cell.text, cell.row_span, cell.column_span) for cell in row.cells] for row in table.heading_rows]
    assert spans == [
        [("TT", 2, 1), ("Nhiệm vụ", 2, 1), ("Cơ quan thực hiện", 1, 2)],
        [("Chủ trì", 1, 1), ("Phối hợp", 1, 1)],
    ]


# --- merged cells -----------------------------------------------------------------------------------------------------


def _first_with_spans(table: RawTable, column: int) -> list[tuple[int, str, int]]:
    """The row, text and rows covered of the cells of a column."""
    return [
        (number, " ".join(cell.text.split()), cell.row_span)
        for number, row in enumerate(table.rows, start=1)
        for cell in row.cells
        if cell.column == column
    ]


GROUP = grid(("TT", "Nội dung nhiệm vụ", "Chủ trì", "Ghi chú"), (*ROW_1[:3], "Theo Đề án 06"), (*ROW_2[:3], ABOVE))


def test_a_merged_cell_is_carried_over_pages() -> None:
    table = _only(GROUP, grid((*ROW_3[:3], ""), ("4", "Kiểm tra", "Sở Tư pháp", ABOVE), page=2))
    assert _first_with_spans(table, 4) == [(1, "Theo Đề án 06", 4)]


def test_a_merged_cell_is_carried_over_three_pages() -> None:
    second = grid((*ROW_3[:3], ""), ("4", "Kiểm tra", "Sở Tư pháp", ABOVE), page=2)
    third = grid(("5", "Sơ kết", "Sở Tài chính", ""), ("6", "Tổng kết", "Sở Tài chính", ABOVE), page=3)
    assert _first_with_spans(_only(GROUP, second, third), 4) == [(1, "Theo Đề án 06", 6)]


def test_the_text_of_a_merged_cell_flows_on() -> None:
    first = grid(
        ("TT", "Nội dung nhiệm vụ", "Chủ trì", "Ghi chú"), (*ROW_1[:3], "Kinh phí từ ngân sách"), (*ROW_2[:3], ABOVE)
    )
    table = _only(first, grid((*ROW_3[:3], "của tỉnh"), ("4", "Kiểm tra", "Sở Tư pháp", ABOVE), page=2))
    assert _first_with_spans(table, 4) == [(1, "Kinh phí từ ngân sách của tỉnh", 4)]


def test_another_merged_cell_begins_on_the_next_page() -> None:
    table = _only(GROUP, grid((*ROW_3[:3], "Theo Kế hoạch 84"), ("4", "Kiểm tra", "Sở Tư pháp", ABOVE), page=2))
    assert _first_with_spans(table, 4) == [(1, "Theo Đề án 06", 2), (3, "Theo Kế hoạch 84", 2)]


# --- findings ---------------------------------------------------------------------------------------------------------


def test_a_table_without_a_header_is_told() -> None:
    raw = assembled(grid(ROW_1, ROW_2, page=3))
    (finding,) = raw.findings
    assert finding.code == "no-header"
    assert finding.message.startswith("page 3: table 1: no header (its first row is a data row): 1 | Xây dựng")
    assert rows(raw.tables[0]) == [list(ROW_1), list(ROW_2)]


@pytest.mark.parametrize("item", [grid(("", ""), ("", "")), grid(("", "", ""))])
def test_a_table_of_nothing_is_none(item: Grid) -> None:
    assert assembled(item).tables == ()


def test_tables_are_numbered_in_order() -> None:
    raw = assembled(FIRST, text("PHỤ LỤC II"), grid(("", ""), ("", "")), text("PHỤ LỤC III"), FIRST)
    assert [table.index for table in raw.tables] == [1, 2]


def test_other_columns_are_not_taken() -> None:
    with pytest.raises(ValueError, match="other columns"):
        OpenTable(FIRST).take(grid(("a", "b")), cut=True)


# --- any table, cut anywhere ------------------------------------------------------------------------------------------

_STATEMENTS = [
    "Xây dựng nền tảng dữ liệu dùng chung của tỉnh, kết nối với các bộ ngành trung ương và cơ sở dữ liệu quốc gia",
    "Tổ chức tuyên truyền, phổ biến kiến thức về chuyển đổi số cho cán bộ, công chức và người dân trên địa bàn",
    "Rà soát, sửa đổi văn bản quy phạm pháp luật trong lĩnh vực khoa học và công nghệ theo thẩm quyền được giao",
]
_LEADS = ["Sở Khoa học và Công nghệ", "Văn phòng Ủy ban nhân dân tỉnh", "Sở Tài chính"]


@st.composite
def _tables(draw: st.DrawFn) -> list[tuple[str, str, str, str]]:
    count = draw(st.integers(2, 8))
    return [
        (str(number), draw(st.sampled_from(_STATEMENTS)), draw(st.sampled_from(_LEADS)), f"Năm {2025 + number % 5}")
        for number in range(1, count + 1)
    ]


@given(_tables(), st.data())
def test_a_table_cut_between_rows_comes_back(table: list[tuple[str, str, str, str]], data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(1, len(table) - 1), max_size=4)))
    repeats = data.draw(st.booleans())
    pages = [table[first:last] for first, last in zip([0, *cuts], [*cuts, len(table)], strict=True)]
    grids = [
        grid(*([HEADS] if number == 1 or repeats else []), *page, page=number)
        for number, page in enumerate(pages, start=1)
    ]
    assert rows(_only(*grids)) == [list(row) for row in table]


def _cut(row: tuple[str, str, str, str], words: int, breaks_lead: bool) -> tuple[Row, Row]:
    """A row cut after some words of its statement; the agency is cut before its last word, or stands above."""
    statement = row[1].split()
    lead = row[2].split()
    upper, lower = (lead[:-1], lead[-1:]) if breaks_lead else (lead, [])
    above = (row[0], " ".join(statement[:words]), " ".join(upper), row[3])
    return above, ("", " ".join(statement[words:]), " ".join(lower), "")


@given(_tables(), st.data())
def test_a_table_cut_within_a_row_comes_back(table: list[tuple[str, str, str, str]], data: st.DataObject) -> None:
    """Each page but the last is cut in its last row, before a word that does not begin with a capital."""
    cut_rows = sorted(data.draw(st.sets(st.integers(0, len(table) - 1), min_size=1, max_size=3)))
    repeats = data.draw(st.booleans())
    pages: list[list[Row]] = [[HEADS]]
    for number, row in enumerate(table):
        if number not in cut_rows:
            pages[-1].append(row)
            continue
        places = [place for place, word in enumerate(row[1].split()) if place and word[0].islower()]
        above, below = _cut(row, data.draw(st.sampled_from(places)), data.draw(st.booleans()))
        pages[-1].append(above)
        pages.append([*([HEADS] if repeats else []), below])
    found = _only(*[grid(*page, page=number) for number, page in enumerate(pages, start=1)])
    assert rows(found) == [list(row) for row in table]
    printed = [place.page or 0 for row in found.rows for place in row.places]
    assert printed == sorted(printed)


@given(_tables(), st.integers(1, 7))
def test_a_cell_merged_over_rows_comes_back_whole(table: list[tuple[str, str, str, str]], cut: int) -> None:
    """The deadline of all rows is one cell; below the page break it is blank."""
    cut = min(cut, len(table) - 1)
    merged: list[Row] = [(*row[:3], ABOVE) for row in table]
    first: list[Row] = [(*table[0][:3], "Giai đoạn 2026 - 2030"), *merged[1:cut]]
    second: list[Row] = [(*table[cut][:3], ""), *merged[cut + 1 :]]
    assume(len(table) > 2)  # of two rows nothing tells that the blank cell is merged with the one above
    found = _only(grid(HEADS, *first), grid(*second, page=2))
    assert _first_with_spans(found, 4) == [(1, "Giai đoạn 2026 - 2030", len(table))]
