"""Pages of law portals: all of the document, nothing of the furniture, whatever the page is built like."""

from __future__ import annotations

import pytest

from extractors.grid import Grid
from extractors.items import Items
from extractors.web.reader import read_html
from schemas.errors import EmptyFileError
from schemas.raw import Paragraph, ParagraphRole
from tests.extractors import portals


def _content(items: Items) -> list[object]:
    """Texts and cells, without places: those differ with the frame."""
    return [
        item.text
        if isinstance(item, Paragraph)
        else [(cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in item.cells]
        for item in items.items
    ]


ALONE = read_html(portals.page("the body itself"), "alone.html")


def test_the_document_alone_is_read_whole() -> None:
    grids = [item for item in ALONE.items if isinstance(item, Grid)]
    assert [(grid.height, grid.width, grid.header_rows) for grid in grids] == [(2, 2, 0), (1, 2, 0), (4, 4, 1)]
    assert [tuple(cell.text for cell in grids[2].row(number)) for number in (2, 3, 4)] == portals.ROWS
    texts = [item.text for item in ALONE.items if isinstance(item, Paragraph)]
    assert texts == [
        "QUYẾT ĐỊNH",
        "Ban hành Chương trình hành động thực hiện Nghị quyết số 57-NQ/TW",
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/02/2025;",
        "Điều 1. Ban hành kèm theo Quyết định này Chương trình hành động của Ủy ban nhân dân tỉnh.",
        "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.",
        "PHỤ LỤC I",
        "DANH MỤC NHIỆM VỤ",
        "Ghi chú cuối văn bản, không có dấu hiệu nào.",
    ]


@pytest.mark.parametrize("frame", portals.FRAMES)
def test_a_frame_adds_nothing_and_takes_nothing(frame: str) -> None:
    assert _content(read_html(portals.page(frame), "trang.html")) == _content(ALONE)


def test_an_annex_without_a_head_keeps_its_title() -> None:
    page = f"<body><nav>{portals.MENU}</nav><div><h2>Biểu tổng hợp</h2><p>Đơn vị tính: tỷ đồng</p>{portals.TASKS}</div></body>"
    items = read_html(page.encode(), "phu-luc.html").items
    assert [item.text for item in items if isinstance(item, Paragraph)] == ["Biểu tổng hợp", "Đơn vị tính: tỷ đồng"]
    assert [item.height for item in items if isinstance(item, Grid)] == [4]


def test_prose_without_any_mark_of_a_document_is_kept() -> None:
    page = "<body><p>Một đoạn văn bản bình thường.</p><p>Đoạn thứ hai.</p></body>"
    assert [item.text for item in read_html(page.encode(), "x.html").items if isinstance(item, Paragraph)] == [
        "Một đoạn văn bản bình thường.",
        "Đoạn thứ hai.",
    ]


def test_a_page_of_furniture_only_says_so() -> None:
    page = f"<body><div class=menu>{portals.MENU}</div><div class='related sidebar'>{portals.RELATED}</div></body>"
    items = read_html(page.encode(), "danh-sach.html")
    assert {item.role for item in items.items if isinstance(item, Paragraph)} == {ParagraphRole.FURNITURE}
    assert not [item for item in items.items if isinstance(item, Grid)]
    assert [finding.code for finding in items.findings] == ["no-document"]


@pytest.mark.parametrize(
    "page", ["", "  \n", "<html><body></body></html>", "<p>&nbsp;</p>", "<script>x</script>", "<!-- a -->"]
)
def test_nothing_to_read(page: str) -> None:
    with pytest.raises(EmptyFileError, match=r"trong\.html"):
        read_html(page.encode(), "trong.html")


def test_parts_of_a_document_in_boxes_of_their_own_are_kept_together() -> None:
    page = "<body><div><div>Điều 1. Phạm vi</div><div>Nội dung của điều này được quy định như sau.</div></div></body>"
    assert len(read_html(page.encode(), "x.html").items) == 2
