"""Notes, headers and footers of Word documents."""

from __future__ import annotations

import pytest

from schemas.raw import Paragraph
from tests.extractors.words import p, r, read, shown, tbl, tc, tr


def _mark(kind: str, name: int, own: str = "") -> str:
    attribute = ' w:customMarkFollows="1"' if own else ""
    return f'<w:r><w:{kind}Reference w:id="{name}"{attribute}/>{f"<w:t>{own}</w:t>" if own else ""}</w:r>'


def _note(kind: str, name: int, *paragraphs: str, own: bool = False) -> str:
    ref = "" if own else f"<w:r><w:{kind}Ref/></w:r>"
    first, *more = paragraphs
    return f'<w:{kind} w:id="{name}">{p(ref + r(" " + first))}{"".join(map(p, more))}</w:{kind}>'


_LINE = '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>bỏ</w:t></w:r></w:p></w:footnote>'
_FOOTNOTES = _LINE + "".join(_note("footnote", n, f"chú thích {n}.") for n in (7, 3, 5))


def test_notes_are_numbered_as_they_are_referred_to_and_follow_their_block() -> None:
    body = p(r("một") + _mark("footnote", 5) + r(" và hai") + _mark("footnote", 7))
    body += tbl(tr("TT", tc(p(r("ba") + _mark("footnote", 3))))) + p("bốn")
    assert shown(read(body, footnotes=_FOOTNOTES)) == [
        "một¹ và hai²",
        ("footnote", "¹ chú thích 5."),
        ("footnote", "² chú thích 7."),
        [["TT", "ba³"]],
        ("footnote", "³ chú thích 3."),
        "bốn",
    ]


def test_a_note_stands_where_it_is_referred_to() -> None:
    items = read(p() + p(r("a") + _mark("footnote", 3)), footnotes=_FOOTNOTES).items
    assert [place.first_line for item in items if isinstance(item, Paragraph) for place in item.places] == [2, 2]


def test_several_paragraphs_of_a_note_are_one() -> None:
    note = _note("footnote", 1, "Nghị quyết số 57-NQ/TW.", "Xem thêm Quyết định số 512/QĐ-UBND.")
    (_, footnote) = shown(read(p(r("a") + _mark("footnote", 1)), footnotes=note))
    assert footnote == ("footnote", "¹ Nghị quyết số 57-NQ/TW. Xem thêm Quyết định số 512/QĐ-UBND.")


def test_a_mark_of_the_authors_own_is_not_counted() -> None:
    notes = _note("footnote", 1, "* của tác giả", own=True) + _note("footnote", 2, "hai")
    body = p(r("a") + _mark("footnote", 1, "*")) + p(r("b") + _mark("footnote", 2))
    assert shown(read(body, footnotes=notes)) == ["a*", ("footnote", "* của tác giả"), "b¹", ("footnote", "¹ hai")]


_START = '<w:footnotePr><w:numStart w:val="4"/></w:footnotePr>'
_DAGGERS = '<w:footnotePr><w:numFmt w:val="chicago"/></w:footnotePr>'
_LETTERS = '<w:footnotePr><w:numFmt w:val="lowerLetter"/></w:footnotePr>'


@pytest.mark.parametrize(("settings", "marks"), [("", "¹²"), (_START, "⁴⁵"), (_DAGGERS, "*†"), (_LETTERS, "¹²")])
def test_marks_are_figures_from_where_the_settings_say(settings: str, marks: str) -> None:
    body = p(r("a") + _mark("footnote", 3) + r("b") + _mark("footnote", 5))
    first, second = marks
    assert shown(read(body, footnotes=_FOOTNOTES, settings=settings)) == [
        f"a{first}b{second}",
        ("footnote", f"{first} chú thích 3."),
        ("footnote", f"{second} chú thích 5."),
    ]


def test_notes_counted_by_section_start_anew() -> None:
    anew = '<w:footnotePr><w:numRestart w:val="eachSect"/></w:footnotePr>'
    body = p(r("a") + _mark("footnote", 3), f"<w:sectPr>{anew}</w:sectPr>")
    body += p(r("b") + _mark("footnote", 5)) + f"<w:sectPr>{anew}</w:sectPr>"
    assert [text for text in shown(read(body, footnotes=_FOOTNOTES)) if isinstance(text, str)] == ["a¹", "b¹"]


def test_endnotes_are_told_from_footnotes() -> None:
    body = p(r("a") + _mark("footnote", 3) + r("b") + _mark("endnote", 1))
    notes = {"footnotes": _note("footnote", 3, "dưới"), "endnotes": _note("endnote", 1, "cuối")}
    assert shown(read(body, **notes)) == ["a¹b²", ("footnote", "¹ dưới"), ("footnote", "² cuối")]


def test_a_note_that_is_missing_or_deleted() -> None:
    body = p(r("a") + _mark("footnote", 99)) + p(f'<w:del w:id="1">{_mark("footnote", 3)}</w:del>' + r("b"))
    assert shown(read(body, footnotes=_FOOTNOTES)) == ["a¹", "b"]


# --- headers and footers ----------------------------------------------------------------------------------------------


def _section(*references: str, more: str = "") -> str:
    each = "".join(
        f'<w:{kind}Reference w:type="{page}" r:id="{part}"/>'
        for kind, page, part in (reference.split() for reference in references)
    )
    return f"<w:sectPr>{each}{more}</w:sectPr>"


_NUMBER = '<w:fldSimple w:instr="PAGE">' + r("3") + "</w:fldSimple>"
_LETTERHEAD = tbl(tr("UBND TỈNH KHÁNH HÒA", tc(p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + p("Độc lập - Tự do"))))
_FIRST = "<w:titlePg/>"


def test_headers_are_furniture_once_and_page_numbers_are_nothing() -> None:
    body = p("a", _section("header default header1", "footer default footer1"))
    body += p("b") + _section("header default header2", "footer default footer1")
    parts = {
        "header1": p(r("Trang ") + _NUMBER) + p("Công báo số 5"),
        "header2": p("Công báo số 5") + tbl(tr("Năm", "2025")),
        "footer1": p("Lưu hành nội bộ"),
    }
    assert shown(read(body, **parts)) == [
        ("furniture", "Công báo số 5"),
        ("furniture", "Năm 2025"),
        "a",
        "b",
        ("furniture", "Lưu hành nội bộ"),
    ]


@pytest.mark.parametrize(
    ("references", "more", "settings", "expected"),
    [
        (("header default header1", "header first header2"), _FIRST, "", ["hai", "một"]),
        (("header default header1", "header first header2"), "", "", ["một"]),
        (("header default header1", "header even header2"), "", "", ["một"]),
        (("header default header1", "header even header2"), "", "<w:evenAndOddHeaders/>", ["một", "hai"]),
        (("header default header9",), "", "", []),
    ],
)
def test_only_headers_that_are_printed_are_read(
    references: tuple[str, ...], more: str, settings: str, expected: list[str]
) -> None:
    found = read(p("a") + _section(*references, more=more), header1=p("một"), header2=p("hai"), settings=settings)
    assert shown(found) == [*(("furniture", text) for text in expected), "a"]


def test_a_letterhead_in_the_first_header_is_text() -> None:
    body = p("KẾ HOẠCH") + _section("header first header1", "header default header2", more=_FIRST)
    assert shown(read(body, header1=_LETTERHEAD, header2=p("Công báo"))) == [
        [["UBND TỈNH KHÁNH HÒA", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do"]],
        ("furniture", "Công báo"),
        "KẾ HOẠCH",
    ]
