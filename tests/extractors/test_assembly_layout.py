"""Grids that only set text side by side, told from tables and read as text."""

from __future__ import annotations

import pytest

from extractors.assembly.layout import is_layout, paragraphs_in
from extractors.grid import Grid
from tests.extractors.grids import HEADS, assembled, grid, text
from tests.extractors.pdfs import ABOVE, LEFT

LETTERHEAD = grid(
    ("ỦY BAN NHÂN DÂN\nTỈNH KHÁNH HÒA", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"),
    ("Số: 512/QĐ-UBND", "Khánh Hòa, ngày 20 tháng 02 năm 2025"),
)
SIGNATURE = grid(
    (
        "Nơi nhận:\n- Như Điều 3;\n- Thường trực Tỉnh ủy, Hội đồng nhân dân\ntỉnh;\n- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nTrần Hòa Nam",
    )
)
TABLE = grid(HEADS, ("1", "Xây dựng đề án", "Sở Y tế", "2026"))


@pytest.mark.parametrize(
    ("given", "layout"),
    [
        (LETTERHEAD, True),
        (SIGNATURE, True),
        (grid(("DỰ THẢO",)), True),
        (grid(("Mật",), ("Hỏa tốc",)), True),
        (grid(("Kế hoạch", "của", "tỉnh"), layout=True), True),
        (TABLE, False),
        # a table whose first rows hold what letterheads begin with
        (grid(HEADS, ("1", "Ủy ban nhân dân các xã", "UBND TỈNH KHÁNH HÒA", "2026")), False),
        (grid(("Danh mục nhiệm vụ", LEFT, LEFT, LEFT), HEADS, ("1", "A", "UBND TỈNH", "2026")), False),
        # one column of many rows, as lists of communes have
        (grid(*[(f"Xã {number}",) for number in range(9)]), False),
        (grid(("1", "Xây dựng đề án", "Sở Y tế", "2026")), False),
        (grid(*[("TM. ỦY BAN NHÂN DÂN", f"dòng {number}") for number in range(13)]), False),
    ],
)
def test_is_layout(given: Grid, layout: bool) -> None:
    assert is_layout(given) is layout


def test_a_letterhead_is_read_one_side_after_the_other() -> None:
    assert [each.text for each in paragraphs_in(LETTERHEAD)] == [
        "ỦY BAN NHÂN DÂN",
        "TỈNH KHÁNH HÒA",
        "Số: 512/QĐ-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Khánh Hòa, ngày 20 tháng 02 năm 2025",
    ]


def test_a_line_that_goes_on_a_sentence_is_put_to_it() -> None:
    texts = [each.text for each in paragraphs_in(SIGNATURE)]
    assert texts[:4] == [
        "Nơi nhận:",
        "- Như Điều 3;",
        "- Thường trực Tỉnh ủy, Hội đồng nhân dân tỉnh;",
        "- Lưu: VT.",
    ]


def test_paragraphs_of_a_layout_know_their_cell() -> None:
    number = next(each for each in paragraphs_in(LETTERHEAD) if each.text.startswith("Số:"))
    assert number.places == LETTERHEAD.row(2)[0].places


def test_nothing_is_made_of_blank_cells() -> None:
    assert list(paragraphs_in(grid(("", "\n \n"), (ABOVE, ""), layout=True))) == []


def test_a_document_keeps_the_order_of_its_parts() -> None:
    raw = assembled(LETTERHEAD, text("KẾ HOẠCH"), TABLE, SIGNATURE)
    kinds = [block.kind for block in raw.blocks]
    assert kinds == ["paragraph"] * 7 + ["table"] + ["paragraph"] * 8
