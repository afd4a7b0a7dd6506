from __future__ import annotations

import pytest

from extractors import extract
from extractors.text.decoding import decode
from extractors.text.furniture import document_span
from schemas.raw import Paragraph, ParagraphRole
from tests.documents import DECISION_512, DOCUMENTS, layout
from tests.extractors.pages import PORTAL_AFTER

DOCUMENT = """ỦY BAN NHÂN DÂN
TỈNH NGHỆ AN
-------

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 112/KH-UBND

Nghệ An, ngày 05 tháng 3 năm 2025

KẾ HOẠCH

Chuyển đổi số năm 2025

I. MỤC TIÊU

1. Tỷ lệ hồ sơ trực tuyến đạt trên 85%; người dân đăng nhập Cổng dịch vụ công bằng VNeID.

2. Cập nhật dữ liệu đất đai lên Cơ sở dữ liệu quốc gia.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Lê Hồng Vinh
"""
BEFORE = """Trang chủ
Đăng nhập
Kế hoạch 112/KH-UBND năm 2025 chuyển đổi số do tỉnh Nghệ An ban hành

Số hiệu: 112/KH-UBND
Loại văn bản: Kế hoạch
Nơi ban hành: Tỉnh Nghệ An
Người ký: Lê Hồng Vinh
Ngày ban hành: 05/03/2025
Tình trạng: Còn hiệu lực

"""
AFTER = f"\n{PORTAL_AFTER}"


def _kept(text: str) -> str:
    lines = decode(text.encode(), "a.txt").lines
    first, last = document_span(lines)
    return "\n".join(line.text for line in lines[first:last]).strip()


@pytest.mark.parametrize("before", ["", BEFORE], ids=["", "before"])
@pytest.mark.parametrize("after", ["", AFTER, AFTER * 3], ids=["", "after", "thrice after"])
def test_what_a_portal_printed_is_left_out(before: str, after: str) -> None:
    assert _kept(before + DOCUMENT + after) == DOCUMENT.strip()


def test_portal_words_inside_a_document_are_its_own() -> None:
    body = "\n".join(f"{number}. Cập nhật văn bản; đăng nhập hệ thống; tải về ứng dụng." for number in range(1, 9))
    document = DOCUMENT.replace("I. MỤC TIÊU", f"I. MỤC TIÊU\n{body}")
    assert _kept(document) == document.strip()
    assert _kept(BEFORE + document + AFTER) == document.strip()


def test_a_document_whose_letterhead_is_misread_is_kept_whole() -> None:
    """A form in its annex begins with a letterhead too, and a few lines above it sound like a portal's."""
    body = "\n".join(
        ["UY BAN NHAN DAN", "Ban hành: 05/3/2025", "Đăng nhập", "Trang chủ", *["Nội dung của văn bản"] * 40]
    )
    assert _kept(f"{body}\nỦY BAN NHÂN DÂN\nPhiếu đăng ký\n").startswith("UY BAN NHAN DAN")


def test_the_last_table_of_a_document_is_no_furniture() -> None:
    table = (
        "Phụ lục\nDANH MỤC NHIỆM VỤ\n\nTT\n\nTên nhiệm vụ\n\nChủ trì\n\nThời hạn\n\n1\n\nCập nhật\n\nSở Y tế\n\n2025\n"
    )
    assert _kept(BEFORE + DOCUMENT + table + AFTER) == (DOCUMENT + table).strip()


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name != DECISION_512])
def test_documents_without_a_portal_are_kept_whole(name: str) -> None:
    assert all(block.role is not ParagraphRole.FURNITURE for block in layout(name).paragraphs)


def test_furniture_is_kept_but_marked() -> None:
    raw = extract((BEFORE + DOCUMENT + AFTER).encode(), "a.txt")
    furniture = [block.text for block in raw.paragraphs if block.role is ParagraphRole.FURNITURE]
    printed = [line.strip() for line in (BEFORE + AFTER).splitlines() if line.strip()]
    assert furniture == printed


def test_the_furniture_of_the_decision() -> None:
    blocks = layout(DECISION_512).blocks
    own = [index for index, block in enumerate(blocks) if not _is_furniture(block)]
    assert own == list(range(own[0], own[-1] + 1))
    assert blocks[own[0]].source_text.startswith("ỦY BAN NHÂN DÂN")  # type: ignore[union-attr]
    assert blocks[own[-1]].kind == "table"
    (first_after,) = blocks[own[-1] + 1].places  # type: ignore[union-attr]
    assert first_after.first_line == 1801


def _is_furniture(block: object) -> bool:
    return isinstance(block, Paragraph) and block.role is ParagraphRole.FURNITURE
