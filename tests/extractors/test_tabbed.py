from __future__ import annotations

import pytest

from extractors import extract
from normalizers.text import tidy
from schemas.raw import ParagraphRole, RawDocument, RawTable

HEAD = "TT\tTên nhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian hoàn thành"


def _extract(*lines: str) -> RawDocument:
    return extract("\n".join(lines).encode(), "plan.txt")


def _table(*lines: str) -> RawTable:
    (table,) = _extract(*lines).tables
    return table


def _rows(*lines: str) -> list[list[str]]:
    return [[tidy(cell.text) for cell in row.cells] for row in _table(*lines).rows]


ONE = "1.\tLập đề án\tSở Y tế\tCác sở, ban, ngành\t6/2025"
TWO = "2.\tTriển khai số hóa dữ liệu\tSở Nội vụ\tCác sở, ban, ngành, địa\t12/2025"


def test_a_table() -> None:
    table = _table(HEAD, ONE, TWO)
    assert (table.index, table.width) == (1, 5)
    assert [cell.text for cell in table.header.cells] == HEAD.split("\t")
    assert [row.source_rows for row in table.rows] == [(2,), (3,)]
    assert [row.source_text for row in table.rows] == [ONE, TWO]
    assert table.rows[1].places[0].first_line == 3


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        # the cells that go on are the only ones printed
        (
            "\t\t\tphương\t",
            ["2.", "Triển khai số hóa dữ liệu", "Sở Nội vụ", "Các sở, ban, ngành, địa phương", "12/2025"],
        ),
        (
            "\ttrong năm\t\t\t",
            ["2.", "Triển khai số hóa dữ liệu trong năm", "Sở Nội vụ", "Các sở, ban, ngành, địa", "12/2025"],
        ),
        (
            "\tcủa tỉnh\t\tphương\t",
            ["2.", "Triển khai số hóa dữ liệu của tỉnh", "Sở Nội vụ", "Các sở, ban, ngành, địa phương", "12/2025"],
        ),
        (
            "\t\tSở Y tế\t\t",
            ["2.", "Triển khai số hóa dữ liệu", "Sở Nội vụ Sở Y tế", "Các sở, ban, ngành, địa", "12/2025"],
        ),
        ("\t\t\tphương", ["2.", "Triển khai số hóa dữ liệu", "Sở Nội vụ", "Các sở, ban, ngành, địa phương", "12/2025"]),
    ],
)
@pytest.mark.parametrize("between", [[""], [HEAD], ["", HEAD], ["", "12", "", HEAD]])
def test_a_row_that_a_page_break_cut(below: str, expected: list[str], between: list[str]) -> None:
    lines = [HEAD, ONE, TWO, *between, below, "3.\tTổng kết\tSở Nội vụ\t\t12/2026"]
    rows = _rows(*lines)
    assert [row[0] for row in rows] == ["1.", "2.", "3."]
    assert rows[1] == expected
    table = _table(*lines)
    assert table.rows[1].source_text == f"{TWO}\n{below}"
    assert len(table.rows[1].places) == 2


def test_a_row_without_ordinal_that_is_its_own() -> None:
    """The 2026 plan, Phụ lục II: below section II stands a row that has no number."""
    section = "II\tHoàn thiện thể chế\t\t\t"
    own = "\tĐẩy mạnh tái cấu trúc quy trình\tCác sở, ban, ngành\tVăn phòng UBND tỉnh\t12/2026"
    assert len(_rows(HEAD, ONE, section, own)) == 3
    assert len(_rows(HEAD, "1.\tLập đề án.\tSở Y tế\tCác sở\t6/2025", own)) == 2
    assert len(_rows(HEAD, "1.\tLập đề án.\tSở Y tế\tCác sở\t6/2025", "", HEAD, own)) == 2


def test_repeated_headers_are_no_rows() -> None:
    table = _table(HEAD, ONE, "", HEAD, TWO, "", HEAD.upper(), "3.\tTổng kết\tSở Nội vụ\t\t2026")
    assert [row.cells[0].text for row in table.rows] == ["1.", "2.", "3."]
    assert [row.source_rows for row in table.rows] == [(2,), (4,), (6,)]


def test_a_row_that_numbers_the_columns_is_no_row() -> None:
    assert [row[0] for row in _rows(HEAD, "(1)\t(2)\t(3)\t(4)\t(5)", ONE)] == ["1."]
    assert [row[0] for row in _rows(HEAD, "1\t2\t3\t4\t5", ONE)] == ["1."]


def test_footnotes_between_rows() -> None:
    note = "¹ Nhiệm vụ thực hiện báo cáo thường xuyên hằng tháng"
    raw = _extract(HEAD, ONE, "", note, "", HEAD, TWO)
    assert [row.cells[0].text for row in raw.tables[0].rows] == ["1.", "2."]
    assert [(p.text, p.role) for p in raw.paragraphs] == [(note, ParagraphRole.FOOTNOTE)]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<i>Kế hoạch năm 2026</i>", "Kế hoạch năm 2026"),
        ("<p>Tập trung:</p><ul><li>- Bản đồ số;</li><li>- Dữ liệu</li></ul>", "Tập trung: - Bản đồ số; - Dữ liệu"),
        ("$> 0,7$", "> 0,7"),
        ("Đạt < 5% và > 3%", "Đạt < 5% và > 3%"),
        ("  Lập \u00a0 đề án ", "Lập đề án"),
    ],
)
def test_markup_in_cells(cell: str, text: str) -> None:
    (row,) = _rows(HEAD, f"1.\t{cell}\tSở Y tế\t\t6/2025")
    assert row == ["1.", text, "Sở Y tế", "", "6/2025"]
    assert _table(HEAD, f"1.\t{cell}\tSở Y tế\t\t6/2025").rows[0].source_text == f"1.\t{cell}\tSở Y tế\t\t6/2025"


def test_trailing_tabs_that_an_editor_trimmed() -> None:
    rows = _rows(HEAD, "I\tNâng cao nhận thức", "1.\tLập đề án\tSở Y tế", TWO)
    assert rows[0] == ["I", "Nâng cao nhận thức", "", "", ""]
    assert rows[1] == ["1.", "Lập đề án", "Sở Y tế", "", ""]
    assert len(rows) == 3


def test_surplus_cells_are_kept_and_found() -> None:
    raw = _extract(HEAD, f"{ONE}\tcòn thừa\t", f"{TWO}\t\t")
    assert [tidy(row.cells[-1].text) for row in raw.tables[0].rows] == ["6/2025 còn thừa", "12/2025"]
    assert [finding.code for finding in raw.findings] == ["surplus-cells"]
    assert "line 2" in raw.findings[0].message


def test_the_last_line_without_a_line_end() -> None:
    assert _rows(HEAD, ONE, TWO) == _rows(HEAD, ONE, TWO, "")


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_other_line_ends(end: str) -> None:
    raw = extract(end.join([HEAD, ONE, TWO]).encode(), "a.txt")
    assert [row.source_text for row in raw.tables[0].rows] == [ONE, TWO]


def test_two_tables_with_the_same_header_under_two_annexes() -> None:
    raw = _extract("PHỤ LỤC I", HEAD, ONE, "", "PHỤ LỤC II", "", HEAD, ONE)
    assert [(table.index, len(table.rows)) for table in raw.tables] == [(1, 1), (2, 1)]


def test_another_header_begins_another_table() -> None:
    other = "STT\tChỉ tiêu\tĐơn vị\tKết quả\tCơ quan chủ trì"
    raw = _extract(HEAD, ONE, "", other, "1\tQuy mô kinh tế số\t% GRDP\t≥ 30\tSở Tài chính")
    assert [[cell.text for cell in table.header.cells][0] for table in raw.tables] == ["TT", "STT"]


@pytest.mark.parametrize(
    "first", ["1.\tLập đề án\tSở Y tế\t\t6/2025", "Họ và tên\tChức vụ\tĐơn vị công tác\tĐiện thoại\tGhi nhận"]
)
def test_a_table_without_a_known_header_is_found(first: str) -> None:
    raw = _extract(first, "2.\tTổng kết\tSở Nội vụ\t\t12/2025")
    assert [finding.code for finding in raw.findings] == ["no-header"]
    assert len(raw.tables) == 1


def test_one_tab_in_running_text_is_no_table() -> None:
    raw = _extract("Nơi nhận:\tTM. ỦY BAN NHÂN DÂN", "- Như trên;\tCHỦ TỊCH")
    assert raw.tables == ()
    shown = ["Nơi nhận:", "TM. ỦY BAN NHÂN DÂN", "- Như trên;", "CHỦ TỊCH"]
    assert [paragraph.text for paragraph in raw.paragraphs] == shown


def test_prose_around_a_table() -> None:
    raw = _extract("PHỤ LỤC", "DANH MỤC NHIỆM VỤ", "", HEAD, ONE, "", "Ghi chú: báo cáo hằng tháng.")
    assert [block.kind for block in raw.blocks] == ["paragraph", "paragraph", "table", "paragraph"]
