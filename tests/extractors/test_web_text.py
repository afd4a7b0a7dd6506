"""Running text of web pages: broken lines, notes, Word's own HTML, fonts."""

from __future__ import annotations

import pytest

from extractors.web import flow
from extractors.web.page import parsed
from extractors.web.reader import read_html
from schemas.raw import Paragraph, ParagraphRole


def _texts(body: str) -> list[str]:
    items = read_html(f"<meta charset=utf-8><body>{body}</body>".encode(), "trang.html").items
    return [item.text for item in items if isinstance(item, Paragraph)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>Kế hoạch thực hiện<br>Nghị quyết số 57-NQ/TW</p>", ["Kế hoạch thực hiện Nghị quyết số 57-NQ/TW"]),
        ("<div>ỦY BAN NHÂN DÂN<br>TỈNH KHÁNH HÒA<br>-------<br>Số: 512/QĐ-UBND</div>", ["ỦY BAN NHÂN DÂN TỈNH KHÁNH HÒA", "Số: 512/QĐ-UBND"]),
        ("<div>1. Mục tiêu chung<br>2. Mục tiêu cụ thể</div>", ["1. Mục tiêu chung", "2. Mục tiêu cụ thể"]),
        ("chữ rời<p>đoạn</p>đuôi<h2>đề mục</h2>", ["chữ rời", "đoạn", "đuôi", "đề mục"]),
        ("<ol type=I><li><p>Phạm vi</p><p>tiếp</p><li>Đối tượng</ol>", ["I. Phạm vi", "tiếp", "II. Đối tượng"]),
        ("<pre>Điều 1. Ban hành kèm theo\nquyết định này.\n\nĐiều 2. Hiệu lực.</pre>", ["Điều 1. Ban hành kèm theo quyết định này.", "Điều 2. Hiệu lực."]),
        # Word saves the labels of its lists as text, and what other browsers should see in conditional comments
        ("<p class=MsoListParagraph><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp; </span></span><![endif]>Mục tiêu<o:p>&nbsp;</o:p></p>", ["1. Mục tiêu"]),
        ("<!--[if gte mso 9]><xml><w:WordDocument>rác</w:WordDocument></xml><![endif]--><p>Giữ<span style='mso-hide:all'>ẩn</span></p>", ["Giữ"]),
        ("<p>Nâng cao <o:p></o:p>\n năng   suất</p><p><br></p>", ["Nâng cao năng suất"]),
    ],
)  # fmt: skip
def test_running_text(body: str, expected: list[str]) -> None:
    assert _texts(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "<p>xã hội<a href='#_ftn1' name='_ftnref1'>[1]</a>.</p><p><a name='_ftn1' href='#_ftnref1'>[1]</a> Nghị quyết số 57</p>",
        "<p>xã hội<sup><a href='#fn1'>1</a></sup>.</p><div id=fn1><p><sup>1</sup>Nghị quyết số 57</p></div>",
        "<p>xã hội<span style='vertical-align:super'>1</span>.</p><p><sup>(1)</sup> Nghị quyết số 57</p>",
        "<p>xã hội [1].</p><div><p>[1]<span> </span>Nghị quyết số 57</p></div>",
    ],
)  # fmt: skip
def test_footnotes(body: str) -> None:
    first, note = read_html(f"<meta charset=utf-8>{body}".encode(), "trang.html").items
    assert isinstance(first, Paragraph)
    assert isinstance(note, Paragraph)
    assert (first.text, first.role) == ("xã hội¹.", ParagraphRole.TEXT)
    assert (note.text, note.role) == ("¹ Nghị quyết số 57", ParagraphRole.FOOTNOTE)


def test_a_mark_without_a_body_is_no_note() -> None:
    assert _texts("<p>theo tài liệu [3] và [4]</p>") == ["theo tài liệu [3] và [4]"]


@pytest.mark.parametrize(
    ("markup", "fonts"),
    [
        ('<p><font face=".VnTime">a</font>b</p>', [".VnTime", None]),
        ("<p style=\"font-family:'.VnTimeH', serif\">a<span style='font-family:Arial'>b</span></p>", [".VnTimeH", "Arial"]),
        ('<style>p.MsoNormal, td {font-size:14pt; font-family:".VnTime"}</style><p class="MsoNormal x">a</p>', [".VnTime"]),
        ("<p style='font: 14pt VNI-Times'>a</p>", ["VNI-Times"]),
        ("<p style='color: red;font:italic 700 14pt/1.2 &quot;VNI Times&quot;, serif;'>a</p>", ["VNI Times"]),
        ("<p style='font: inherit; mso-font-family: x'>a</p>", [None]),
        ("<style>@media print{p{font-family:.VnTime}}</style><p>a</p>", [".VnTime"]),
        ("<style>/* Style Definitions */ p.MsoNormal, li {margin:0; font-family:.VnTime;}</style><p class=MsoNormal>a</p>", [".VnTime"]),
    ],
)  # fmt: skip
def test_runs_carry_the_font_they_are_set_in(markup: str, fonts: list[str | None]) -> None:
    page = parsed(markup, "trang.html")
    body = next(page.root.iter("body"))
    blocks = [part for part in flow.flow(body, page, flow.Cells.APART) if isinstance(part, flow.Block)]
    assert [font for block in blocks for line in block.lines for _, font in line.runs] == fonts


def test_the_source_is_kept_beside_the_text() -> None:
    (item,) = read_html("<meta charset=utf-8><p>Kế   hoạch<br>số 5</p>".encode(), "x.html").items
    assert isinstance(item, Paragraph)
    assert (item.text, item.source_text) == ("Kế hoạch số 5", "Kế hoạch\nsố 5")
