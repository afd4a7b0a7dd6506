"""Whole PDFs: tables however their rules are drawn and their pages turned, text around them, boxes that hold words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import extract
from extractors.boxes import Box
from schemas.raw import Paragraph, ParagraphRole, RawDocument, RawTable
from tests.extractors.grids import HEADS, headings, rows
from tests.extractors.pdfs import ABOVE, LEADING, LEFT, PADDING, Row, Sheet, pdf, width_of, wrapped

WIDTHS = (35.0, 220.0, 120.0, 90.0)
ROW_1 = ("1", "Tổ chức tuyên truyền, phổ biến kiến thức về chuyển đổi số cho người dân", "Sở Y tế", "2026")
ROW_2 = ("2", "Xây dựng nền tảng dữ liệu dùng chung", "Sở Khoa học và Công nghệ", "2027")
TABLE: list[Row] = [HEADS, ROW_1, ROW_2]


def _read(*sheets: Sheet) -> RawDocument:
    return extract(pdf(*sheets), "kế hoạch.pdf")


def _only(*sheets: Sheet) -> RawTable:
    (table,) = _read(*sheets).tables
    return table


def _sheet(table: Sequence[Row] = TABLE, top: float = 120, **page: int) -> Sheet:
    sheet = Sheet(**page)  # type: ignore[arg-type]
    sheet.table(60, top, WIDTHS, table)
    return sheet


def _texts(raw: RawDocument, role: ParagraphRole = ParagraphRole.TEXT) -> list[str]:
    return [paragraph.text for paragraph in raw.paragraphs if paragraph.role is role]


# --- turned pages -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_table_is_read_whichever_way_its_page_is_turned(turned: int, rotate: int) -> None:
    table = _only(_sheet(width=842, height=595, turned=turned, rotate=rotate))
    assert headings(table) == list(HEADS)
    assert rows(table) == [list(ROW_1), list(ROW_2)]


_CELL = (60.0, 120.0, 95.0, 139.0)
"""The first cell of the table, on the page as it is read: 842 by 595 points."""
_SHOWN: dict[int, Box] = {
    0: _CELL,
    90: (595 - 139.0, 60.0, 595 - 120.0, 95.0),
    180: (842 - 95.0, 595 - 139.0, 842 - 60.0, 595 - 120.0),
    270: (120.0, 842 - 95.0, 139.0, 842 - 60.0),
}


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize(("turned", "box"), _SHOWN.items())
def test_boxes_are_those_of_the_page_as_it_is_shown(turned: int, box: Box, rotate: int) -> None:
    (place,) = _only(_sheet(width=842, height=595, turned=turned, rotate=rotate)).header.cells[0].places
    assert place.page == 1
    assert place.box == pytest.approx(box, abs=0.5)


# --- rules ------------------------------------------------------------------------------------------------------------

PLAIN = ("Mã", *HEADS[1:])
"""Headings by which a table without rules is not known: only its rules tell that there is one."""
XS, YS = (60.0, 95.0, 315.0, 435.0, 525.0), (120.0, 145.0, 170.0)


def _plain_table(draw: Callable[[Sheet], None], heads: Row = PLAIN) -> Sheet:
    sheet = Sheet()
    for y, texts in zip(YS, (heads, ROW_2), strict=False):
        for x, text in zip(XS, texts, strict=False):
            sheet.text(x + 4, y + 5, (text or "")[:20], size=10)
    draw(sheet)
    return sheet


def _lines(sheet: Sheet) -> None:
    for y in YS:
        sheet.rule(XS[0], y, XS[-1], y)
    for x in XS:
        sheet.rule(x, YS[0], x, YS[-1])


def _bars(sheet: Sheet) -> None:
    for y in YS:
        sheet.bar(XS[0], y - 0.25, XS[-1], y + 0.25)
    for x in XS:
        sheet.bar(x - 0.25, YS[0], x + 0.25, YS[-1])


def _frames(sheet: Sheet) -> None:
    for top, bottom in zip(YS, YS[1:], strict=False):
        for left, right in zip(XS, XS[1:], strict=False):
            sheet.frame(left, top, right, bottom)


def _slanted(sheet: Sheet) -> None:
    for y in YS:
        sheet.rule(XS[0], y, XS[-1], y + 1)
    for x in XS:
        sheet.rule(x, YS[0], x + 1, YS[-1])


def _shaded(sheet: Sheet) -> None:
    sheet.content.insert(0, "q 0.8 g 60 697 465 25 re f Q")
    _lines(sheet)


def _with_white_lines(sheet: Sheet) -> None:
    _lines(sheet)
    sheet.rule(200, YS[0], 200, YS[-1], grey=1)
    sheet.bar(XS[0], 157, XS[-1], 157.5, grey=1)


def _with_a_struck_out_table(sheet: Sheet) -> None:
    _lines(sheet)
    sheet.rule(XS[0], YS[0], XS[-1], YS[-1])


def _in_a_frame(sheet: Sheet) -> None:
    _lines(sheet)
    sheet.frame(40, 100, 555, 800)


@pytest.mark.parametrize(
    "draw", [_lines, _bars, _frames, _slanted, _shaded, _with_white_lines, _with_a_struck_out_table, _in_a_frame]
)
def test_rules_however_they_are_drawn(draw: Callable[[Sheet], None]) -> None:
    table = _only(_plain_table(draw))
    assert headings(table) == list(PLAIN)
    assert rows(table) == [[text[:20].strip() for text in ROW_2]]


def test_a_table_whose_rules_are_white_is_read_by_its_words() -> None:
    def draw(sheet: Sheet) -> None:
        for y in YS:
            sheet.rule(XS[0], y, XS[-1], y, grey=1)

    assert headings(_only(_plain_table(draw, HEADS))) == list(HEADS)
    assert _read(_plain_table(draw)).tables == ()


def test_a_frame_around_text_is_no_table() -> None:
    sheet = Sheet()
    sheet.text(70, 130, "DỰ THẢO")
    sheet.frame(60, 120, 200, 150)
    raw = _read(sheet)
    assert (raw.tables, _texts(raw)) == ((), ["DỰ THẢO"])


def test_a_rule_under_words_is_no_table() -> None:
    sheet = Sheet()
    sheet.text(200, 130, "KẾ HOẠCH")
    sheet.rule(230, 145, 300, 145)
    assert _read(sheet).tables == ()


def test_merged_cells() -> None:
    table = _only(_sheet([HEADS, ("I. THỂ CHẾ", LEFT, LEFT, LEFT), ROW_1, ("2", "Xây dựng đề án", ABOVE, "2027")]))
    spans = [[(cell.column, cell.row_span, cell.column_span) for cell in row.cells] for row in table.rows]
    assert spans == [[(1, 1, 4)], [(1, 1, 1), (2, 1, 1), (3, 2, 1), (4, 1, 1)], [(1, 1, 1), (2, 1, 1), (4, 1, 1)]]


def test_text_that_runs_upwards_in_a_cell() -> None:
    sheet = Sheet()
    bottom = sheet.table(
        60, 120, WIDTHS, [("TT", "Nội dung", "Chủ trì", "Thời hạn"), ("1", "Xây dựng " * 20, "", "2026")]
    )
    sheet.text(360, bottom - 6, "Sở Y tế", up=True)
    assert rows(_only(sheet))[0][2] == "Sở Y tế"


# --- text around tables -----------------------------------------------------------------------------------------------


def test_text_above_and_below_keeps_its_order() -> None:
    sheet = Sheet()
    sheet.text(60, 100, "Danh mục nhiệm vụ triển khai kèm theo Kế hoạch này gồm:")
    end = sheet.table(60, 130, WIDTHS, TABLE)
    sheet.text(60, end + 20, "Giao các sở, ngành tổ chức thực hiện.")
    shown = [block.text if isinstance(block, Paragraph) else "bảng" for block in _read(sheet).blocks]
    assert shown == [
        "Danh mục nhiệm vụ triển khai kèm theo Kế hoạch này gồm:",
        "bảng",
        "Giao các sở, ngành tổ chức thực hiện.",
    ]


BODY = (
    "Triển khai hiệu quả các mục tiêu, nhiệm vụ theo Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024 của Bộ Chính trị "
    "về đột phá phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số quốc gia trên địa bàn tỉnh."
)


def test_lines_of_a_paragraph_are_joined() -> None:
    sheet = Sheet()
    end = sheet.lines(60, 200, wrapped(BODY, 470), leading=1.4)
    sheet.lines(88, end, ["Tổ chức thực hiện."])
    assert _texts(_read(sheet)) == [BODY, "Tổ chức thực hiện."]


def test_a_paragraph_goes_on_over_the_page() -> None:
    lines = wrapped(BODY, 470)
    first, second = Sheet(), Sheet()
    first.lines(60, 700, lines[:2])
    second.lines(60, 110, lines[2:])
    (paragraph,) = _read(first, second).paragraphs
    assert paragraph.text == BODY
    assert [place.page for place in paragraph.places] == [1, 1, *[2] * (len(lines) - 2)]


def test_words_without_spaces_in_the_file() -> None:
    sheet = Sheet()
    sheet.words(60, 200, "Sở Khoa học và Công nghệ chủ trì")
    assert _texts(_read(sheet)) == ["Sở Khoa học và Công nghệ chủ trì"]


def test_letters_drawn_twice_are_read_once() -> None:
    sheet = Sheet()
    sheet.text(200, 200, "KẾ HOẠCH")
    sheet.text(200.3, 200.2, "KẾ HOẠCH")
    assert _texts(_read(sheet)) == ["KẾ HOẠCH"]


def test_marks_that_the_file_draws_by_themselves() -> None:
    sheet = Sheet()
    sheet.text(60, 200, "Sơ\u0309 Y tê\u0301 chu\u0309 tri\u0300")
    assert _texts(_read(sheet)) == ["Sở Y tế chủ trì"]


def test_text_of_a_legacy_font() -> None:
    sheet = Sheet()
    sheet.text(60, 200, "QuyÕt ®Þnh vÒ viÖc ban hµnh KÕ ho¹ch", font=".VnTime")
    assert _texts(_read(sheet)) == ["Quyết định về việc ban hành Kế hoạch"]


def test_a_letterhead_is_read_one_side_after_the_other() -> None:
    sheet = Sheet()
    sheet.lines(70, 110, ["ỦY BAN NHÂN DÂN", "TỈNH KHÁNH HÒA"])
    sheet.lines(300, 110, ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"])
    sheet.text(260, 200, "KẾ HOẠCH")
    assert _texts(_read(sheet)) == [
        "ỦY BAN NHÂN DÂN",
        "TỈNH KHÁNH HÒA",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "KẾ HOẠCH",
    ]


def test_a_footnote_is_one() -> None:
    sheet = Sheet()
    end = sheet.text(60, 200, "Triển khai Nghị quyết của Bộ Chính trị về chuyển đổi số")
    sheet.text(end, 198, "1", size=7)
    sheet.text(60, 700, "1 Nghị quyết số 57-NQ/TW ngày 22/12/2024.", size=9)
    raw = _read(sheet)
    assert _texts(raw) == ["Triển khai Nghị quyết của Bộ Chính trị về chuyển đổi số¹"]
    assert _texts(raw, ParagraphRole.FOOTNOTE) == ["¹ Nghị quyết số 57-NQ/TW ngày 22/12/2024."]


def test_page_furniture_is_set_apart() -> None:
    sheets = [Sheet() for _ in range(3)]
    for number, sheet in enumerate(sheets, start=1):
        sheet.text(290, 30, str(number))
        sheet.text(60, 800, "Kế hoạch chuyển đổi số tỉnh Khánh Hòa", size=9)
        sheet.text(60, 200, f"{number}. Nhiệm vụ của sở, ngành.")
    raw = _read(*sheets)
    assert _texts(raw) == [f"{number}. Nhiệm vụ của sở, ngành." for number in (1, 2, 3)]
    assert sorted(_texts(raw, ParagraphRole.FURNITURE)) == [
        "1",
        "2",
        "3",
        *["Kế hoạch chuyển đổi số tỉnh Khánh Hòa"] * 3,
    ]


def test_what_the_file_calls_no_text_is_furniture() -> None:
    sheet = Sheet()
    sheet.artifact(60, 30, "UBND tỉnh Khánh Hòa")
    sheet.text(60, 200, "Căn cứ Luật Tổ chức chính quyền địa phương;")
    raw = _read(sheet)
    assert _texts(raw, ParagraphRole.FURNITURE) == ["UBND tỉnh Khánh Hòa"]


def test_the_stamp_of_a_signature_is_furniture() -> None:
    sheet = Sheet()
    stamp = ["Người ký: Ủy ban nhân dân tỉnh", "Ngày ký: 20/02/2025 16:05:22"]
    sheet.lines(380, 120, stamp, size=8)
    sheet.text(60, 200, "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025;")
    raw = _read(sheet)
    assert _texts(raw, ParagraphRole.FURNITURE) == stamp
    assert _texts(raw) == ["Căn cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025;"]


# --- over pages -------------------------------------------------------------------------------------------------------


def _over_pages(
    table: Sequence[Row], last_line: float, repeats: bool, size: float = 11, top: float = 100
) -> list[Sheet]:
    """A table set as word processors do: a row that finds no room is cut at a line, in all its cells alike."""
    sheets = [Sheet()]
    page: list[Row] = [table[0]]
    left = last_line - top - _height([text or "" for text in table[0]], size)
    for row in table[1:]:
        rest = [wrapped(text or "", width - 2 * PADDING, size) for text, width in zip(row, WIDTHS, strict=True)]
        while any(rest):
            room = int((left - 2 * PADDING - size) // (LEADING * size)) + 1
            if room < 1:
                sheets[-1].table(60, top, WIDTHS, page, size)
                sheets.append(Sheet())
                page = [table[0]] if repeats else []
                left = last_line - top - (_height([text or "" for text in table[0]], size) if repeats else 0)
                continue
            piece = ["\n".join(lines[:room]) for lines in rest]
            rest = [lines[room:] for lines in rest]
            page.append(piece)
            left -= _height(piece, size)
    sheets[-1].table(60, top, WIDTHS, page, size)
    return sheets


def _height(texts: Sequence[str], size: float) -> float:
    most = max(len(wrapped(text, width - 2 * PADDING, size)) for text, width in zip(texts, WIDTHS, strict=True))
    return (most - 1) * LEADING * size + size + 2 * PADDING


_STATEMENTS = [
    "Xây dựng nền tảng dữ liệu dùng chung của tỉnh, kết nối với các bộ ngành trung ương và cơ sở dữ liệu quốc gia",
    "Rà soát, sửa đổi văn bản quy phạm pháp luật trong lĩnh vực khoa học và công nghệ theo thẩm quyền được giao",
    "Số hóa hồ sơ, giấy tờ",
]
_LEADS = ["Sở Khoa học và Công nghệ", "Sở Tài chính"]


@settings(max_examples=25)
@given(
    st.lists(st.tuples(st.sampled_from(_STATEMENTS), st.sampled_from(_LEADS)), min_size=3, max_size=12),
    st.integers(190, 330),
    st.booleans(),
)
def test_a_table_set_over_pages_comes_back(texts: list[tuple[str, str]], last_line: int, repeats: bool) -> None:
    table = [(str(number), *each, "2026") for number, each in enumerate(texts, start=1)]
    found = _only(*_over_pages([HEADS, *table], last_line, repeats))
    assert rows(found) == [list(row) for row in table]


def test_a_row_cut_by_the_page_has_a_box_on_each() -> None:
    table = _only(*_over_pages([HEADS, ROW_2, ROW_1], 180, repeats=False))
    cell = table.rows[1].cells[1]
    (upper, lower) = cell.places
    assert (upper.page, lower.page) == (1, 2)
    assert upper.box is not None
    assert lower.box is not None
    assert (upper.box[0], upper.box[2]) == (lower.box[0], lower.box[2]) == (95, 315)
    assert lower.box[1] == 100


def test_the_box_of_a_cell_holds_its_words() -> None:
    sheet = _sheet()
    for row in _only(sheet).printed_rows:
        for cell in row.cells:
            (place,) = cell.places
            assert place.box is not None
            left, top, right, bottom = place.box
            assert left <= 60 + sum(WIDTHS[: cell.column - 1]) + PADDING
            lines = wrapped(cell.text.replace("\n", " "), right - left - 2 * PADDING, 11)
            assert bottom - top >= len(lines) * 11
            assert right - left >= max(width_of(line, 11) for line in lines)


def test_a_table_without_rules_over_pages() -> None:
    lefts = (60, 100, 330, 470)
    first, second = Sheet(), Sheet()
    table = [
        HEADS,
        ("1", "Xây dựng nền tảng dữ liệu", "Văn phòng UBND", "2026"),
        ("2", "Số hóa hồ sơ", "Sở Y tế", "2027"),
    ]
    for row, texts in enumerate(table):
        for left, text in zip(lefts, texts, strict=True):
            first.text(left, 660 + 22 * row, text)
    for left, text in zip(lefts, ("3", "Đào tạo kỹ năng số", "Sở Nội vụ", "2028"), strict=True):
        second.text(left, 110, text)
    assert rows(_only(first, second)) == [*map(list, table[1:]), ["3", "Đào tạo kỹ năng số", "Sở Nội vụ", "2028"]]
