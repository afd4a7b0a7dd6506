"""Lines in the order they are read: letterheads and signatures one column after the other, other gaps as gaps."""

from __future__ import annotations

import pytest

from extractors.pages.side_by_side import in_reading_order
from extractors.pages.textline import TextLine
from tests.extractors.pdfs import width_of


def _piece(x: float, top: float, text: str, size: float = 12) -> TextLine:
    return TextLine(text, (x, top, x + width_of(text, size), top + size), size)


def _order(*pieces: tuple[float, float, str]) -> list[str]:
    return [line.text for line in in_reading_order([_piece(*piece) for piece in pieces])]


MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_CASES: list[tuple[str, list[tuple[float, float, str]], list[str]]] = [
    (
        "a letterhead",
        [
            (70, 60, "ỦY BAN NHÂN DÂN"),
            (300, 60, MOTTO),
            (70, 76, "TỈNH KHÁNH HÒA"),
            (340, 76, "Độc lập - Tự do - Hạnh phúc"),
            (70, 110, "Số: 512/QĐ-UBND"),
            (310, 110, "Khánh Hòa, ngày 20 tháng 02 năm 2025"),
        ],
        ["ỦY BAN NHÂN DÂN", "TỈNH KHÁNH HÒA", "Số: 512/QĐ-UBND", MOTTO, "Độc lập - Tự do - Hạnh phúc"]
        + ["Khánh Hòa, ngày 20 tháng 02 năm 2025"],
    ),
    (
        "a letterhead and the title below it",
        [(70, 60, "UBND TỈNH"), (300, 60, MOTTO), (60, 76, "SỞ XÂY DỰNG"), (260, 140, "KẾ HOẠCH")],
        ["UBND TỈNH", "SỞ XÂY DỰNG", MOTTO, "KẾ HOẠCH"],
    ),
    (
        "a signature beside longer recipients",
        [
            (70, 600, "Nơi nhận:"),
            (350, 600, "TM. ỦY BAN NHÂN DÂN"),
            (70, 614, "- Như Điều 3;"),
            (390, 614, "CHỦ TỊCH"),
            (70, 628, "- Thường trực Tỉnh ủy;"),
            (70, 642, "- Lưu: VT, KGVX."),
            (370, 670, "Nguyễn Tấn Tuân"),
        ],
        ["Nơi nhận:", "- Như Điều 3;", "- Thường trực Tỉnh ủy;", "- Lưu: VT, KGVX.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]
        + ["Nguyễn Tấn Tuân"],
    ),
    (
        "two signatures",
        [
            (90, 600, "KT. GIÁM ĐỐC"),
            (350, 600, "TM. ỦY BAN NHÂN DÂN"),
            (90, 616, "PHÓ GIÁM ĐỐC"),
            (390, 616, "CHỦ TỊCH"),
        ],
        ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"],
    ),
    (
        "three rows in two columns",
        [(70.0, 300.0 + 16 * row, f"dòng bên trái {row}") for row in range(3)]
        + [(300.0, 300.0 + 16 * row, f"dòng bên phải {row}") for row in range(3)],
        [f"dòng bên {side} {row}" for side in ("trái", "phải") for row in range(3)],
    ),
    (
        "names and their figures",
        [(70.0, 300.0 + 16 * row, f"Xã {row}") for row in range(3)]
        + [(300.0, 300.0 + 16 * row, f"{row}5%") for row in range(3)],
        ["Xã 0 05%", "Xã 1 15%", "Xã 2 25%"],
    ),
    (
        "a gap within a line of running text",
        [
            (70, 300, "Tỷ lệ hồ sơ trực tuyến:"),
            (300, 300, "85%"),
            (70, 316, "Thời gian thực hiện trong năm 2026 và các năm sau"),
        ],
        ["Tỷ lệ hồ sơ trực tuyến: 85%", "Thời gian thực hiện trong năm 2026 và các năm sau"],
    ),
    (
        "numbers and bullets that a tab parts from their text",
        [
            (70, 300, "1."),
            (110, 300, "MỤC TIÊU"),
            (70, 316, "-"),
            (110, 316, "PHẤN ĐẤU"),
            (70, 332, "a)"),
            (110, 332, "HẠ TẦNG"),
        ],
        ["1. MỤC TIÊU", "- PHẤN ĐẤU", "a) HẠ TẦNG"],
    ),
    ("lines below each other", [(70, 116, "hai"), (70, 100, "một"), (70, 132, "ba")], ["một", "hai", "ba"]),
    ("nothing", [], []),
]


@pytest.mark.parametrize(("pieces", "texts"), [case[1:] for case in _CASES], ids=[case[0] for case in _CASES])
def test_reading_order(pieces: list[tuple[float, float, str]], texts: list[str]) -> None:
    assert _order(*pieces) == texts


@pytest.mark.parametrize("case", _CASES, ids=[case[0] for case in _CASES])
def test_the_order_in_the_file_does_not_matter(case: tuple[str, list[tuple[float, float, str]], list[str]]) -> None:
    assert _order(*reversed(case[1])) == case[2]


def test_pieces_of_a_line_make_one_box() -> None:
    (line,) = in_reading_order([_piece(70, 300, "Tỷ lệ:"), _piece(300, 301, "85%")])
    assert line.box == (70, 300, 318, 313)
