"""Text of cells of a PDF: lines broken for want of room put together, lines ended by hand kept."""

from __future__ import annotations

import pytest

from extractors import extract
from schemas.raw import RawTable
from tests.extractors.grids import HEADS
from tests.extractors.pdfs import Sheet, pdf

WIDTHS = (35.0, 220.0, 120.0, 90.0)


def _only(sheet: Sheet) -> RawTable:
    (table,) = extract(pdf(sheet), "kế hoạch.pdf").tables
    return table


def _cell(statement: str, lead: str = "Sở Y tế") -> list[str]:
    sheet = Sheet()
    sheet.table(60, 120, WIDTHS, [HEADS, ("1", statement, lead, "2026")])
    return [cell.text for cell in _only(sheet).rows[0].cells[1:3]]


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        # broken by the writer of PDFs where the column ends
        (
            "Tổ chức tuyên truyền, phổ biến kiến thức về chuyển đổi số cho người dân",
            "Tổ chức tuyên truyền, phổ biến kiến thức về chuyển đổi số cho người dân",
        ),
        ("- Đề án;\n- Báo cáo kết quả thực hiện", "- Đề án;\n- Báo cáo kết quả thực hiện"),
        ("Đề án của Sở\nBáo cáo kết quả thực hiện", "Đề án của Sở\nBáo cáo kết quả thực hiện"),
        # in the middle of a sentence a little room says nothing
        (
            "Tổ chức tuyên truyền, phổ\nbiến kiến thức về chuyển đổi số",
            "Tổ chức tuyên truyền, phổ biến kiến thức về chuyển đổi số",
        ),
        ("Triển khai Nghị quyết số 57-\nNQ/TW của Bộ Chính trị", "Triển khai Nghị quyết số 57-NQ/TW của Bộ Chính trị"),
    ],
)
def test_lines_of_a_cell(printed: str, text: str) -> None:
    assert _cell(printed)[0] == text


def test_agencies_below_each_other_stay_apart() -> None:
    assert _cell("Đề án", "Sở Y tế\nSở Tài chính")[1] == "Sở Y tế\nSở Tài chính"


def test_a_table_in_a_cell_is_of_its_text() -> None:
    sheet = Sheet()
    sheet.table(60, 120, WIDTHS, [HEADS, ("1", "Gồm:" + "\n" * 6, "Sở Y tế", "2026")])
    sheet.table(110, 165, (60, 60), [("Xã A", "Xã B"), ("Xã C", "Xã D")], size=9)
    table = _only(sheet)
    assert [" ".join(cell.text.split()) for cell in table.rows[0].cells] == [
        "1",
        "Gồm: Xã A Xã B Xã C Xã D",
        "Sở Y tế",
        "2026",
    ]
