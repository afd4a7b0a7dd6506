from __future__ import annotations

import pytest

from extractors import extract
from extractors.line import Line
from extractors.text.cellwise import looks_cellwise
from extractors.text.pieces import pieces_of
from normalizers.text import tidy
from schemas.raw import RawDocument
from tests.documents import DECISION_512, layout

BLANK = "\u00a0"
HEAD = ["TT", "Tên nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành"]
SBN = "Các sở, ban, ngành"


def _row(ordinal: str, description: str = "Xây dựng kế hoạch phát triển kinh tế số", *cells: str) -> list[str]:
    return [ordinal, description, *(cells or ("Sở Y tế", SBN, "6/2025"))]


def _extract(*pieces: str, gap: str = "\n\n") -> RawDocument:
    return extract(gap.join(pieces).encode(), "page.txt")


def _rows(*pieces: str, gap: str = "\n\n") -> list[list[str]]:
    (table,) = _extract(*pieces, gap=gap).tables
    return [[tidy(cell.text) for cell in row.cells] for row in table.rows]


@pytest.mark.parametrize("gap", ["\n\n", "\n", "\n\n\n"], ids=["empty line", "no empty line", "two empty lines"])
def test_one_cell_for_each_line(gap: str) -> None:
    rows = [
        _row("1."),
        _row("2.", "Triển khai số hóa dữ liệu của ngành", "Sở Nội vụ", BLANK, "Thường xuyên"),
        _row("3."),
    ]
    found = _rows(*HEAD, *(piece for row in rows for piece in row), gap=gap)
    assert found == [[tidy(piece) for piece in row] for row in rows]


def test_the_width_comes_from_the_header() -> None:
    heads = ["STT", "Chỉ tiêu", "Đơn vị", "Kết quả"]
    rows = [["1", "Quy mô kinh tế số của tỉnh", "% GRDP", "≥ 30"], ["2", "Tỷ lệ phủ sóng 5G toàn tỉnh", "%", "100"]]
    assert _rows(*heads, *rows[0], *rows[1]) == rows


def test_a_heading_in_two_lines() -> None:
    raw = _extract(
        "TT", "Tên nhiệm vụ", "Cơ quan\nchủ trì", "Thời gian", "hoàn thành", *_row("1", "Lập đề án", "Sở Y tế", "2025")
    )
    (table,) = raw.tables
    assert [tidy(cell.text) for cell in table.header.cells] == [
        "TT",
        "Tên nhiệm vụ",
        "Cơ quan chủ trì",
        "Thời gian hoàn thành",
    ]


@pytest.mark.parametrize("numbers", [["(1)", "(2)", "(3)", "(4)", "(5)"], ["1", "2", "3", "4", "5"]])
def test_a_row_that_numbers_the_columns_is_no_row(numbers: list[str]) -> None:
    assert _rows(*HEAD, *numbers, *_row("1."), *_row("2.")) == [
        [tidy(piece) for piece in row] for row in (_row("1."), _row("2."))
    ]


@pytest.mark.parametrize("blanks", [0, 3])
@pytest.mark.parametrize("section", [["I.", "Nâng cao nhận thức"], ["I", "Nâng cao nhận thức"]])
def test_sections_with_and_without_blank_cells(section: list[str], blanks: int) -> None:
    found = _rows(*HEAD, *section, *[BLANK] * blanks, *_row("1."), "II", "Hạ tầng số", *[BLANK] * blanks, *_row("2."))
    assert [row[0] for row in found] == [section[0], "1.", "II", "2."]
    assert found[0] == [*section, "", "", ""]


def test_a_section_whose_numeral_and_title_are_one_line() -> None:
    found = _rows(*HEAD, "I. Nâng cao nhận thức", *_row("1."), "II. Hạ tầng số", *_row("2."))
    assert [row[:2] for row in found][::2] == [["I.", "Nâng cao nhận thức"], ["II.", "Hạ tầng số"]]


def test_a_repeated_header_is_no_row() -> None:
    assert [row[0] for row in _rows(*HEAD, *_row("1."), *HEAD, *_row("2."))] == ["1.", "2."]


def test_two_annexes_are_two_tables() -> None:
    raw = _extract("PHỤ LỤC I", *HEAD, *_row("1."), BLANK, "PHỤ LỤC II", *HEAD, *_row("1."), *_row("2."))
    assert [(table.index, len(table.rows)) for table in raw.tables] == [(1, 1), (2, 2)]
    assert [block.text for block in raw.paragraphs] == ["PHỤ LỤC I", "PHỤ LỤC II"]


@pytest.mark.parametrize("ordinals", [["1", "2", "4"], ["1", "1", "2"], ["3", "4", "5"], ["1", "2", "1"]])
def test_rows_come_back_where_the_numbering_breaks(ordinals: list[str]) -> None:
    assert [row[0] for row in _rows(*HEAD, *(piece for ordinal in ordinals for piece in _row(ordinal)))] == ordinals


@pytest.mark.parametrize("ordinals", [["1", "1a", "2"], ["I.1", "I.2", "I.3"], ["1", "2", "2/", "3"]])
def test_a_row_with_an_odd_ordinal_is_never_lost_in_silence(ordinals: list[str]) -> None:
    """It is a row of its own, or a finding says that something stands where it should not."""
    rows = [_row(ordinal, f"Triển khai nhiệm vụ thứ {n} của ngành") for n, ordinal in enumerate(ordinals, start=1)]
    raw = _extract(*HEAD, *(piece for row in rows for piece in row))
    found = [tidy(row.cells[0].text) for table in raw.tables for row in table.rows]
    assert found == ordinals or raw.findings != ()


def test_a_number_in_a_cell_is_no_ordinal() -> None:
    heads = ["TT", "Chỉ tiêu", "Đơn vị", "Kết quả", "Cơ quan chủ trì"]
    rows = [
        ["1", "Số doanh nghiệp công nghệ số", "Doanh nghiệp", "2", "Sở Y tế"],
        ["2", "Số sáng chế của tỉnh", "Sáng chế", "3", "Sở Y tế"],
    ]
    assert _rows(*heads, *rows[0], *rows[1]) == rows


def test_what_follows_the_table_is_left_out_of_it() -> None:
    raw = _extract(
        *HEAD, *_row("1."), *_row("2."), "Ghi chú: các cơ quan báo cáo kết quả thực hiện trước ngày 15 hằng tháng."
    )
    assert len(raw.tables[0].rows) == 2
    assert [tidy(cell.text) for cell in raw.tables[0].rows[-1].cells] == [tidy(piece) for piece in _row("2.")]
    assert raw.paragraphs[-1].text.startswith("Ghi chú: các cơ quan")


def test_a_header_without_rows_is_no_table() -> None:
    assert _extract(*HEAD).tables == ()
    assert len(_extract(*HEAD, "Không có nhiệm vụ nào.").tables) == 0


@pytest.mark.parametrize("text", ["TT", "STT và các cột khác", "Nơi nhận:\n- Như trên;\nTT. HĐND tỉnh;"])
def test_running_text_is_no_table(text: str) -> None:
    lines = [Line(number, line) for number, line in enumerate(text.split("\n"), start=1)]
    assert not looks_cellwise(lines)
    assert extract(text.encode(), "a.txt").tables == ()


def test_pieces() -> None:
    lines = ["TT", "", "Sở Khoa học", "và Công nghệ", "", BLANK, "", "1", "", "", "2"]
    found = [piece.text for piece in pieces_of([Line(number, line) for number, line in enumerate(lines, start=1)])]
    assert found == ["TT", "Sở Khoa học\nvà Công nghệ", "", "1", "2"]


def test_the_tables_of_the_decision() -> None:
    """45 rows: 28 + 3 indicators, 6.1-6.10, 19.1, 19.2 and two sections; 86 rows: 79 tasks under seven sections."""
    tables = layout(DECISION_512).tables
    assert [(table.width, len(table.rows)) for table in tables] == [(5, 28 + 3 + 10 + 2 + 2), (6, 79 + 7)]
    assert [table.header.cells[0].places[0].first_line for table in tables] == [330, 793]
    assert all(row.confidence > 0.75 for table in tables for row in table.rows)


def test_doubtful_rows_are_found() -> None:
    """Three bodies on three lines under two columns: which of them leads cannot be told."""
    raw = _extract(
        *HEAD,
        *_row("1."),
        *_row("2.", "Phát triển mạng lưới giảng viên", "Sở Y tế", "Sở Nội vụ", "Sở Tài chính", "2025"),
    )
    assert raw.tables[0].rows[1].confidence < 1
    assert [finding.code for finding in raw.findings] == ["ambiguous-cells"]
    assert "row 2." in raw.findings[0].message
