"""Workbooks: sheets as they are shown, tables told from text, and files made to do harm."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart
from openpyxl.styles import Border, Font, Side

from extractors.grid import Grid, squares
from extractors.sheet import sheet_of
from extractors.shown import shown
from extractors.workbook import read_xlsx
from schemas.errors import UnreadableFileError
from schemas.raw import Paragraph
from tests.extractors.workbooks import SHOWN, TABLE, changed, read, saved, shape_of

_LINE = Side(style="thin")
BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


def test_text_and_table_are_told_apart() -> None:
    items = read(
        ["PHỤ LỤC I"], ["Biểu số 1"], [], [None, None, "Đơn vị tính: %"], *TABLE, ["Ghi chú: số liệu đến tháng 3/2025"]
    )
    assert shape_of(items) == ["PHỤ LỤC I", "Biểu số 1", "Đơn vị tính: %", SHOWN, "Ghi chú: số liệu đến tháng 3/2025"]
    grid = items.items[3]
    assert isinstance(grid, Grid)
    assert [cell.places[0].first_line for cell in grid.row(2)] == [6, 6, 6]


def test_lines_around_cells_tell_a_table() -> None:
    def rule(sheet: Any) -> None:
        for row in sheet["A3:C6"]:
            for cell in row:
                cell.border = BOX

    head, foot = ["UBND TỈNH", None, "CỘNG HÒA"], ["NGƯỜI LẬP", None, "GIÁM ĐỐC"]
    items = read(head, ["BIỂU 1"], *TABLE, ["3", None, None], foot, change=rule)
    assert shape_of(items) == [[["UBND TỈNH", "CỘNG HÒA"]], "BIỂU 1", [*SHOWN, ["3"]], [["NGƯỜI LẬP", "GIÁM ĐỐC"]]]


def test_a_blank_ruled_row_does_not_part_a_table_and_blank_rows_below_are_none() -> None:
    def rule(sheet: Any) -> None:
        for row in sheet["A1:C9"]:
            for cell in row:
                cell.border = BOX

    assert shape_of(read(TABLE[0], TABLE[1], [], TABLE[2], change=rule)) == [SHOWN]


def test_tables_below_each_other() -> None:
    assert shape_of(read(*TABLE, [], *TABLE)) == [SHOWN, SHOWN]


def test_a_long_table_is_one() -> None:
    rows = [[str(row), "nội dung"] for row in range(20_000)]
    title, grid = read(["BIỂU 1"], *rows).items
    assert isinstance(title, Paragraph)
    assert isinstance(grid, Grid)
    assert [cell.text for cell in grid.cells] == [text for row in rows for text in row]


def test_many_lone_texts_above_a_table_are_text() -> None:
    lone = [f"Đoạn {row}" for row in range(20_000)]
    assert shape_of(read(*([text] for text in lone), *TABLE)) == [*lone, SHOWN]


def test_text_between_ruled_rows_parts_their_table() -> None:
    def rule(sheet: Any) -> None:
        for row in (1, 2, 4, 5):
            for cell in sheet[row]:
                cell.border = BOX

    items = read(["a", "b"], ["1", "2"], ["lời"], ["mục", None], ["3", "4"], change=rule)
    assert shape_of(items) == [[["a", "b"], ["1", "2"]], "lời", "mục", [["3", "4"]]]


def test_merged_cells_are_spans() -> None:
    def merge(sheet: Any) -> None:
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("B1:C1")

    items = read(["TT", "Cơ quan", None], [None, "Chủ trì", "Phối hợp"], ["1", "Sở A", "Sở B"], change=merge)
    (grid,) = items.items
    assert isinstance(grid, Grid)
    assert [(c.row, c.column, c.row_span, c.column_span, c.text) for c in grid.cells[:4]] == [
        (1, 1, 2, 1, "TT"),
        (1, 2, 1, 2, "Cơ quan"),
        (2, 2, 1, 1, "Chủ trì"),
        (2, 3, 1, 1, "Phối hợp"),
    ]


def test_what_is_hidden_is_left_out_and_told() -> None:
    def hide(sheet: Any) -> None:
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["C"].hidden = True
        other = sheet.parent.create_sheet("Nháp")
        other.append(["rác"])
        other.sheet_state = "hidden"
        sheet.parent.create_chartsheet("Biểu đồ").add_chart(BarChart())

    items = read(*TABLE, change=hide)
    assert shape_of(items) == [[["TT", "Chỉ tiêu"], ["2", "Số xã"]]]
    assert sorted(found.code for found in items.findings) == [
        "chart-sheet",
        "hidden-columns",
        "hidden-rows",
        "hidden-sheet",
    ]


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Sheet1", False),
        ("Trang tính2", False),
        ("TH", False),
        ("PL 01", True),
        ("PL2", True),
        ("Danh mục nhiệm vụ", True),
    ],
)
def test_the_name_of_a_sheet_is_text_where_it_says_something(title: str, said: bool) -> None:
    def name(sheet: Any) -> None:
        sheet.title = title

    assert shape_of(read(*TABLE, change=name)) == [title, SHOWN][not said :]


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        (1234.5, "#,##0.00", "1.234,50"),
        (1234567, "#,##0", "1.234.567"),
        (0.85, "0%", "85%"),
        (0.8555, "0.0%", "85,6%"),
        (0.1 + 0.2, "General", "0,3"),
        (2025.0, "General", "2025"),
        (7, "00", "07"),
        (-5.5, "#,##0.00;(#,##0.00)", "(5,50)"),
        (0, '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)', "-"),
        (1500, '#,##0" tỷ đồng"', "1.500 tỷ đồng"),
        (55, '"≥ "0', "≥ 55"),
        (12500000, "#,##0,", "12.500"),
        (0.5, "# ?/?", "1/2"),
        (-0.001, "0.00", "0,00"),
        (12345, "0.00E+00", "1,23E+04"),
        (123456, "000-000", "123-456"),
        (12, "000-000", "000-012"),
        (1234567, "000-000", "1234-567"),
        (905123456, r"0000\.000\.000", "0905.123.456"),
        (84905123456, '"+"## ### ### ###', "+84 905 123 456"),
        (12345.678, '0" nghìn "000.0', "12 nghìn 345,7"),
        (1234567, '#,##0" và "000', "1.234 và 567"),
        (7, "0##", "007"),
        (1, "0." + "0" * 30, "1," + "0" * 30),
        (10**24, "#,##0.00000", "1" + ".000" * 8 + ",00000"),
        (1e300, "0.00", "1" + "0" * 300 + ",00"),
        (1e-300, "General", "1,00000E-300"),
        (1234.5, '"x"' * 100 + "0", "1234,5"),
        (timedelta(days=1.5), "[h]:mm:ss", "36:00:00"),
        (timedelta(days=45658.5), "[h] dd/mm/yyyy", "1095804 01/01/2025"),
        (timedelta(days=1e7), "[h]:mm:ss", "10000000"),
        (timedelta(days=-1e6), "[h]:mm:ss", "-1000000"),
        (timedelta(days=-0.5), "[h]:mm:ss", "-0,5"),
        ("007", "General", "007"),
        ("abc", "0;-0;;@", "abc"),
        (True, "General", "TRUE"),
        (datetime(2025, 1, 9), "dd/mm/yyyy", "09/01/2025"),
        (datetime(2025, 1, 9), "mm-dd-yy", "09/01/2025"),
        (datetime(2025, 3, 1), "mm/yyyy", "03/2025"),
        (datetime(2025, 3, 1, 14, 5), "d/m/yy h:mm", "1/3/25 14:05"),
        (datetime(2025, 3, 1), '[$-42A]"ngày "dd" tháng "mm" năm "yyyy', "ngày 01 tháng 03 năm 2025"),
    ],
)
def test_values_as_shown(value: Any, number_format: str, expected: str) -> None:
    def put(sheet: Any) -> None:
        sheet["A1"].value = value
        sheet["A1"].number_format = number_format

    assert shown(value, number_format) == expected
    assert shape_of(read([None], change=put)) == [expected]


def test_a_format_longer_than_excel_has_them_is_none() -> None:
    assert shown(datetime(2025, 1, 9), "d h " * 20_000) == "09/01/2025"
    assert shown(1234.5, "0" * 300) == "1234,5"
    assert shown("lời", '0;0;0;"x"@' + " " * 300) == "lời"


@pytest.mark.parametrize(
    ("number_format", "expected"),
    [
        ("h:mm", "14:05"),
        ("mm:ss", "05:09"),
        ("[h]:mm dd/mm", "1095806:05 01/01"),
        ("d h " * 60, "1 14 " * 60),
        ("mm [] h", "01  14"),
    ],
)
def test_minutes_are_told_from_months(number_format: str, expected: str) -> None:
    assert shown(datetime(2025, 1, 1, 14, 5, 9), number_format) == expected


def test_rich_text_and_wrapped_lines() -> None:
    raised = TextBlock(InlineFont(vertAlign="superscript"), "1")
    rich = CellRichText("nhà ", TextBlock(InlineFont(b=True), "xưởng"), raised)
    assert shape_of(read([rich, "Sở A\nSở B"], ["x", "y"])) == [[["nhà xưởng¹", "Sở A\nSở B"], ["x", "y"]]]


def test_fonts_go_with_their_text() -> None:
    seen: list[tuple[str, str | None]] = []

    def read(runs: Sequence[tuple[str, str | None]]) -> str:
        seen.extend(runs)
        return "Kế hoạch"

    data = saved(["KÕ ho¹ch"], change=lambda sheet: setattr(sheet["A1"], "font", Font(name=".VnTime")))
    sheet = sheet_of(load_workbook(io.BytesIO(data)).active, read)
    assert (seen, sheet.cells[0].text) == ([("KÕ ho¹ch", ".VnTime")], "Kế hoạch")


def test_formulas_without_results_are_told() -> None:
    items = read(["a", "b"], [1, "=A2*2"], ["x", "y"])
    assert [(found.code, "B2" in found.message) for found in items.findings] == [("formula-without-result", True)]


def test_a_shared_formula_that_cannot_be_taken_apart_is_one_without_result() -> None:
    data = saved(["a", "b"], [1, "=A2*2"], ["x", "y"])
    data = changed(data, "sheet1.xml", b"<f>A2*2</f>", b'<f t="shared" si="0" ref="B2:B3">"abc</f>')
    assert [(found.code, "B2" in found.message) for found in read_xlsx(data, "x.xlsx").findings] == [
        ("formula-without-result", True)
    ]


@pytest.mark.parametrize("number_format", ["[h]:mm:ss", "dd/mm/yyyy"])
@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (b"1E7", "10000000"),
        (b"-1E6", "-1000000"),
        (b"1E15", "1000000000000000"),
        (b"1E400", "inf"),
        (b'424242</v></c><c r="B1" t="e"><v>#VALUE!', None),
    ],
)
def test_of_dates_that_no_calendar_has_the_number_is_shown(number: bytes, expected: str, number_format: str) -> None:
    def put(sheet: Any) -> None:
        sheet["A1"].value = 424242
        sheet["A1"].number_format = number_format

    items = read_xlsx(changed(saved([None], change=put), "sheet1.xml", b"424242", number), "x.xlsx")
    whole = "10181808:00:00" if number_format == "[h]:mm:ss" else "13/07/3061"
    assert shape_of(items) == ([expected] if expected else [[[whole, "#VALUE!"]]])


def test_what_the_library_says_of_damage_is_not_printed() -> None:
    data = changed(saved(*TABLE), "sheet1.xml", b'r="A1"', b'r="A0x"')
    with pytest.raises(UnreadableFileError) as caught:
        read_xlsx(data, "x.xlsx")
    assert str(caught.value) == (
        "x.xlsx: a damaged workbook: parts of it are missing or not as they should be; "
        "open it in Excel, let it be repaired and save it again"
    )


@pytest.mark.parametrize(
    ("part", "pairs"),
    [
        ("sheet1.xml", (b"<worksheet", b'<?xml version="1.0" encoding="none-such"?><worksheet')),
        ("sheet1.xml", (b'r="A1"', b'r="1"')),
        ("sheet1.xml", (b'<row r="1"', b'<row r="inf"')),
        ("styles.xml", (b"<cellXfs", b"<none")),
        ("workbook.xml", (b'name="Sheet"', b'name="a/b?"')),
        ("sheet1.xml", (b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="B2:A1"/></mergeCells>')),
    ],
)
def test_damage_of_any_kind_is_told_as_damage(part: str, pairs: tuple[bytes, bytes]) -> None:
    with pytest.raises(UnreadableFileError, match="damaged"):
        read_xlsx(changed(saved(*TABLE), part, *pairs), "x.xlsx")


def test_results_of_formulas_are_read() -> None:
    data = changed(saved(["a", "b"], [1, "=A2*2"]), "sheet1.xml", b"<v></v>", b"<v>2</v>", b"<v />", b"<v>2</v>")
    items = read_xlsx(data, "x.xlsx")
    assert (shape_of(items), items.findings) == ([[["a", "b"], ["1", "2"]]], ())


_TEXT = st.text(alphabet="aăâbcdđếộ019%≥/", min_size=1, max_size=8)
_CELLS = st.lists(st.lists(_TEXT, min_size=3, max_size=3), min_size=2, max_size=6)


@given(_CELLS, st.integers(0, 2), st.integers(1, 2), st.integers(1, 3))
def test_every_cell_comes_out_once(table: list[list[str]], merged: int, right: int, down: int) -> None:
    def merge(sheet: Any) -> None:
        sheet.merge_cells(
            start_row=1, end_row=min(down, len(table)), start_column=merged + 1, end_column=min(merged + right, 3)
        )

    last = min(down, len(table))
    expected = [
        text
        for row, texts in enumerate(table, start=1)
        for column, text in enumerate(texts)
        if (row, column) == (1, merged) or not (row <= last and merged <= column < merged + right)
    ]
    items = read(*table, change=merge).items
    texts, covered = [], []
    for item in items:
        texts += [cell.text for cell in item.cells] if isinstance(item, Grid) else [item.text]
        squares_here = [square for cell in item.cells for square in squares(cell)] if isinstance(item, Grid) else []
        assert len(squares_here) == len(set(squares_here))
        covered += squares_here
    assert texts == expected
