from __future__ import annotations

import pytest

from normalizers.symbols import SYMBOL, draft_symbol, is_letter, kind_named, parse_symbol


@pytest.mark.parametrize(
    ("printed", "text", "number", "kind", "issuer"),
    [
        # State documents, Nghị định 30/2020/NĐ-CP
        ("512/QĐ-UBND", "512/QĐ-UBND", 512, "Quyết định", "UBND"),
        ("8027/KH-UBND", "8027/KH-UBND", 8027, "Kế hoạch", "UBND"),
        ("11/NQ-CP", "11/NQ-CP", 11, "Nghị quyết", "CP"),
        ("06/QĐ- TTg", "06/QĐ-TTg", 6, "Quyết định", "TTg"),
        ("18/CT-TTg", "18/CT-TTg", 18, "Chỉ thị", "TTg"),
        ("297/TTr-SKHCN", "297/TTr-SKHCN", 297, "Tờ trình", "SKHCN"),
        ("131/CĐ-TTg", "131/CĐ-TTg", 131, "Công điện", "TTg"),
        ("179/2024/NĐ-CP", "179/2024/NĐ-CP", 179, "Nghị định", "CP"),
        ("01/2025/TT-BKHCN", "01/2025/TT-BKHCN", 1, "Thông tư", "BKHCN"),
        ("09/2020/L-CTN", "09/2020/L-CTN", 9, "Lệnh", "CTN"),
        ("05/2025/NQ-HĐND", "05/2025/NQ-HĐND", 5, "Nghị quyết", "HĐND"),
        # a letter bears issuer and unit
        ("146/SKHCHN-QLKHCHNĐMST", "146/SKHCHN-QLKHCHNĐMST", 146, "Công văn", "SKHCHN-QLKHCHNĐMST"),
        ("2345/UBND-KGVX", "2345/UBND-KGVX", 2345, "Công văn", "UBND-KGVX"),
        # Party documents, Hướng dẫn 36-HD/VPTW
        ("57-NQ/TW", "57-NQ/TW", 57, "Nghị quyết", "TW"),
        ("48-NQ/TU", "48-NQ/TU", 48, "Nghị quyết", "TU"),
        ("48 - NQ/TU", "48-NQ/TU", 48, "Nghị quyết", "TU"),
        ("57–NQ/TW", "57-NQ/TW", 57, "Nghị quyết", "TW"),
        ("78-CTr/TU", "78-CTr/TU", 78, "Chương trình", "TU"),
        ("69-KL/TW", "69-KL/TW", 69, "Kết luận", "TW"),
        ("204-QĐ/TW", "204-QĐ/TW", 204, "Quyết định", "TW"),
        ("1679-CV/TU", "1679-CV/TU", 1679, "Công văn", "TU"),
        ("12-TB/BCĐTW", "12-TB/BCĐTW", 12, "Thông báo", "BCĐTW"),
    ],
)
def test_the_parts_of_a_symbol(printed: str, text: str, number: int, kind: str, issuer: str) -> None:
    found = parse_symbol(printed)
    assert found is not None
    assert (found.text, found.number, found.kind, found.issuer) == (text, number, kind, issuer)
    assert SYMBOL.search(f"theo số {printed} ngày 20/02/2025") is not None


@pytest.mark.parametrize(
    ("printed", "year"), [("179/2024/NĐ-CP", 2024), ("193/2025/QH15", 2025), ("512/QĐ-UBND", None)]
)
def test_the_year_of_a_symbol(printed: str, year: int | None) -> None:
    found = parse_symbol(printed)
    assert found is not None
    assert found.year == year


@pytest.mark.parametrize(
    ("line", "symbol"),
    [
        ("Số: /KH-UBND", "/KH-UBND"),
        ("Số:       /KH-SXD", "/KH-SXD"),
        ("Số: ..../QĐ-UBND", "/QĐ-UBND"),
        ("Số: …/KH-UBND", "/KH-UBND"),
        ("Số      -NQ/TU", "-NQ/TU"),
    ],
)
def test_a_blank_number_stays_blank(line: str, symbol: str) -> None:
    assert draft_symbol(line) == symbol
    found = parse_symbol(symbol)
    assert found is not None
    assert (found.number, found.text) == (None, symbol)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "14/34",
        "6/2025",
        "20/02/2026",
        "R&D",
        "IoT",
        "Quý IV/2025",
        "2025-2030",
        "24/7",
        "Sở Y tế",
        "1/3",
        "QĐ-UBND",
    ],
)
def test_what_is_no_symbol(text: str) -> None:
    assert parse_symbol(text) is None
    assert SYMBOL.search(f"đạt {text} theo kế hoạch") is None


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("QUYẾT ĐỊNH", "Quyết định"),
        ("KẾ HOẠCH", "Kế hoạch"),
        ("NGHỊ QUYẾT", "Nghị quyết"),
        ("CHƯƠNG TRÌNH HÀNH ĐỘNG", "Chương trình hành động"),
        ("Thông tư liên tịch", "Thông tư liên tịch"),
        ("KẾ HOẠCH NĂM 2026", None),
        ("ỦY BAN NHÂN DÂN", None),
        ("", None),
    ],
)
def test_a_line_that_names_a_kind(line: str, kind: str | None) -> None:
    assert kind_named(line) == kind


@pytest.mark.parametrize(
    ("kind", "letter"), [("Công văn", True), ("Tờ trình", True), ("Nghị quyết", False), (None, False)]
)
def test_letters_head_no_cascade(kind: str | None, letter: bool) -> None:
    assert is_letter(kind) == letter
