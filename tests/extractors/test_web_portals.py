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


ENGLISH_PARAGRAPH = "<p>" + "The province shall report to the Ministry every year. " * 6 + "</p>"
LIST_OF_DOCUMENTS = """<table border=1><tr><td>TT</td><td>Lĩnh vực</td><td>Ngày ban hành</td><td>Nơi ban hành</td>
<td>Loại văn bản</td></tr><tr><td>1</td><td>Y tế</td><td>05/3/2025</td><td>Sở Y tế</td><td>Kế hoạch</td></tr>
<tr><td>2</td><td>Đất đai</td><td>07/3/2025</td><td>Sở Xây dựng</td><td>Quyết định</td></tr></table>"""


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ('<p class="MsoCommentText">Giao Sở Y tế chủ trì việc này.</p>', "Giao Sở Y tế chủ trì việc này."),
        ('<p class="share">Giao Sở Y tế chủ trì việc này.</p>', "Giao Sở Y tế chủ trì việc này."),
        ('<div class="toc"><p>Điều 1a. Giao Sở Y tế chủ trì.</p></div>', "Điều 1a. Giao Sở Y tế chủ trì."),
        ('<div class="share-content">Giao Sở Y tế chủ trì việc này.</div>', "Giao Sở Y tế chủ trì việc này."),
        (ENGLISH_PARAGRAPH, "The province shall report"),
        (f"<div>{ENGLISH_PARAGRAPH}</div>", "The province shall report"),
        (LIST_OF_DOCUMENTS, "Sở Xây dựng"),
    ],
)
@pytest.mark.parametrize("frame", portals.FRAMES)
def test_names_or_language_alone_take_nothing_out_of_a_document(frame: str, part: str, text: str) -> None:
    article = "<p><b>Điều 2."
    items = read_html(portals.page(frame).decode().replace(article, part + article).encode(), "trang.html")
    assert text in str(_content(items))
    assert len(items.items) == len(ALONE.items) + 1


def test_names_alone_do_not_take_the_last_article_or_a_note_below_it() -> None:
    end = '<div class="related"><p>Điều 3. Giao Sở Y tế.</p></div><p class="footer">Ghi chú ở cuối.</p>'
    texts = [item.text for item in read_html(f"<body>{portals.MAIN}{end}".encode(), "x.html").items[-2:]]  # type: ignore[union-attr]
    assert texts == ["Điều 3. Giao Sở Y tế.", "Ghi chú ở cuối."]


def test_what_is_left_out_in_the_midst_of_a_document_is_told() -> None:
    items = read_html(portals.page("main and annex apart"), "trang.html")
    assert [(finding.code, finding.severity) for finding in items.findings] == [("left-out", "info")]
    assert "1 parts" in items.findings[0].message


def test_what_is_left_out_of_a_hidden_document_is_told_too() -> None:
    advert = '<div class="ads">Quảng cáo <a href="#">Mua ngay</a></div>'
    page = f'<body><div style="display:none">{portals.MAIN}{advert}{portals.ANNEX}</div><p>Đang tải văn bản</p></body>'
    items = read_html(page.encode(), "trang.html")
    assert _content(items) == _content(ALONE)
    assert [finding.code for finding in items.findings] == ["left-out"]
