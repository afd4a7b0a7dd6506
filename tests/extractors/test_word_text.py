"""What a paragraph of Word prints: fields, changes, signs, raised figures, hidden text, boxes, breaks."""

from __future__ import annotations

import pytest

from tests.extractors.words import p, r, read, shown, tbl, tc, tr

_INS, _DEL = '<w:ins w:id="1" w:author="A">', '<w:del w:id="2" w:author="A">'


def _field(code: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _sym(char: str, font: str = "Symbol") -> str:
    return f'<w:r><w:sym w:font="{font}" w:char="{char}"/></w:r>'


def _leaf(name: str) -> str:
    return f"<w:r><w:{name}/></w:r>"


_SUPER = '<w:vertAlign w:val="superscript"/>'
_RUNS = [
    ("hyperlink", "<w:hyperlink>" + r("Nghị quyết số 57-NQ/TW") + "</w:hyperlink>", "Nghị quyết số 57-NQ/TW"),
    ("smart tag", "<w:smartTag>" + r("Khánh Hòa") + "</w:smartTag>", "Khánh Hòa"),
    ("control", "<w:sdt><w:sdtPr/><w:sdtContent>" + r("Số: 12") + "</w:sdtContent></w:sdt>", "Số: 12"),
    ("field", r("Mục ") + _field(" REF muc1 \\h ", r("II")) + r(" trên"), "Mục II trên"),
    ("field in a field's code", _field("IF " + "", _field("DOCPROPERTY x", r("A")) + r("B")), "AB"),
    ("field without an end", r("a ") + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + r("b"), "a b"),
    ("end without a field", '<w:r><w:fldChar w:fldCharType="end"/></w:r>' + r("b"), "b"),
    ("page number", r("Trang ") + _field(" PAGE ", r("7")) + r(" cuối"), "Trang cuối"),
    ("simple page number", '<w:fldSimple w:instr=" NUMPAGES ">' + r("9") + "</w:fldSimple>" + r("hết"), "hết"),
    ("simple field", '<w:fldSimple w:instr=" TITLE ">' + r("Kế hoạch") + "</w:fldSimple>", "Kế hoạch"),
    ("insertion", r("đạt ") + _INS + r("90%") + "</w:ins>", "đạt 90%"),
    ("deletion", r("đạt ") + _DEL + "<w:r><w:delText>80%</w:delText></w:r></w:del>" + r("90%"), "đạt 90%"),
    ("moved away", '<w:moveFrom w:id="1">' + r("cũ") + "</w:moveFrom>" + r("mới"), "mới"),
    ("moved here", '<w:moveTo w:id="1">' + r("đây") + "</w:moveTo>", "đây"),
    ("inserted, then deleted", _INS + _DEL + r("x") + "</w:del></w:ins>" + r("y"), "y"),
    ("hidden", r("ẩn", "<w:vanish/>") + r("hiện", '<w:vanish w:val="0"/>'), "hiện"),
    ("comment", r("a") + '<w:r><w:commentReference w:id="1"/></w:r>', "a"),
    ("comment of the XML", r("Kế<!--x--> hoạch") + r("<!--y--> năm"), "Kế hoạch năm"),
    ("instruction of the XML", r("Kế<?x y?> hoạch"), "Kế hoạch"),
    ("comment of the XML in a field's code", r("a") + _field(" P<!--x-->AGE ", r("7")), "a"),
    ("at least", _sym("F0B3") + r(" 95%"), "≥ 95%"),
    ("at most, without the private area", _sym("00A3") + r(" 5%"), "≤ 5%"),
    ("degree, times, plus or minus, about", "".join(map(_sym, ("F0B0", "F0B4", "F0B1", "F0BB"))), "°×±≈"),
    ("check mark", _sym("F0FC", "Wingdings"), "✓"),
    ("sign of a text font", _sym("2265", "Times New Roman"), "≥"),
    ("typed in the symbol font", r("\uf0b3", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>') + r(" 1"), "≥ 1"),
    ("letters in the symbol font", r("Sở", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'), "Sở"),
    ("hyphen that does not break", r("57") + _leaf("noBreakHyphen") + r("NQ/TW"), "57-NQ/TW"),
    ("soft hyphen in a symbol", r("03/NQ") + _leaf("softHyphen") + r("CP"), "03/NQ-CP"),
    ("soft hyphen beside a hyphen", r("03/NQ-") + _leaf("softHyphen") + r("CP"), "03/NQ-CP"),
    ("soft hyphen in a word", r("nghi") + _leaf("softHyphen") + r("ệp"), "nghiệp"),
    ("tab", r("1.") + _leaf("tab") + r("Mục tiêu"), "1. Mục tiêu"),
    ("line break in a sentence", r("theo quy định") + _leaf("br") + r("của pháp luật"), "theo quy định của pháp luật"),
    ("square metres", r("5.000 m") + r("2", _SUPER) + r(" sàn"), "5.000 m² sàn"),
    ("raised figure in two runs", r("số") + r("1", _SUPER) + r("2", _SUPER), "số¹²"),
    ("degrees", r("25") + r("o", _SUPER) + r("C"), "25°C"),
    ("degrees written with a nought", r("25") + r("0", _SUPER) + r("C"), "25°C"),
    ("degrees of two runs", r("77") + r("0", _SUPER) + r(" ") + r("F") + r("."), "77° F."),
    ("exponent nought", r("10") + r("0", _SUPER) + r(" và 10") + r("0", _SUPER), "10⁰ và 10⁰"),
    ("exponent nought before a word", r("10") + r("0", _SUPER) + r(" Các"), "10⁰ Các"),
    ("raised letters", r("lần thứ 1") + r("st", _SUPER), "lần thứ 1st"),
    ("not raised", r("CO") + r("2", '<w:vertAlign w:val="subscript"/>'), "CO2"),
    ("a heading in capitals", r("Phụ lục ", "<w:caps/>") + r("I", "<w:caps/>"), "PHỤ LỤC I"),
    ("a word in capitals", r("theo ") + r("Nq", "<w:caps/>"), "theo Nq"),
    ("small capitals", r("Phụ lục", "<w:smallCaps/>"), "Phụ lục"),
    ("ruby", "<w:r><w:ruby><w:rt>" + r("x") + "</w:rt><w:rubyBase>" + r("y") + "</w:rubyBase></w:ruby></w:r>", "y"),
]


@pytest.mark.parametrize(("runs", "expected"), [case[1:] for case in _RUNS], ids=[case[0] for case in _RUNS])
def test_a_paragraph_reads_as_it_prints(runs: str, expected: str) -> None:
    assert shown(read(p(runs))) == [expected]
    assert shown(read(tbl(tr(tc(p(runs)), "b")))) == [[[expected.replace("định của", "định\ncủa"), "b"]]]


_FORMULAS = [
    ("<m:r><m:t>≥</m:t></m:r>", "≥"),
    ("<m:r><m:t>≥<!--x--> 5</m:t></m:r>", "≥ 5"),
    ("<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>", "1/2"),
    ("<m:sSup><m:e><m:r><m:t>m</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>", "m²"),
    ("<m:d><m:e><m:r><m:t>x</m:t></m:r></m:e></m:d>", "(x)"),
    ('<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr><m:e><m:r><m:t>x</m:t></m:r></m:e></m:d>', "[x]"),
    ('<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:e><m:r><m:t>a</m:t></m:r></m:e></m:nary>', "∑a"),
]


@pytest.mark.parametrize(("formula", "expected"), _FORMULAS)
def test_formulas_are_text(formula: str, expected: str) -> None:
    assert shown(read(p(r("tỷ lệ ") + f"<m:oMath>{formula}</m:oMath>" + r(" 5%")))) == [f"tỷ lệ {expected} 5%"]


def _box(*paragraphs: str) -> str:
    return f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"


def test_a_box_given_for_new_and_for_old_programs_is_read_once() -> None:
    box = _box(p("DỰ THẢO"), tbl(tr("a", "b")))
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert shown(read(p(r("Kế hoạch") + f"<w:r>{both}</w:r>") + p("sau"))) == [
        "Kế hoạch",
        "DỰ THẢO",
        [["a", "b"]],
        "sau",
    ]
    old = f"<w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r>"
    assert shown(read(tbl(tr(tc(p(r("ô") + old)), "x")))) == [[["ô\nDỰ THẢO\na b", "x"]]]


_MARK_GONE = ["<w:rPr><w:del w:id='1'/></w:rPr>", "<w:rPr><w:moveFrom w:id='1'/></w:rPr>", "<w:rPr><w:vanish/></w:rPr>"]


@pytest.mark.parametrize("mark", _MARK_GONE)
def test_paragraphs_whose_mark_was_deleted_are_one(mark: str) -> None:
    assert shown(read(p("một ", mark) + p("hai ", mark) + p("ba") + p("bốn"))) == ["một hai ba", "bốn"]
    assert shown(read(p("", mark) + p("ba") + p("cuối", mark))) == ["ba", "cuối"]
    assert shown(read(tbl(tr(tc(p("một ", mark) + p("hai")), "b")))) == [[["một hai", "b"]]]


_LINES = [
    ("UBND TỈNH KHÁNH HÒA\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", None),
    ("Số: 12/KH-UBND\tKhánh Hòa, ngày 5 tháng 3 năm 2025", ["Số: 12/KH-UBND", "Khánh Hòa, ngày 5 tháng 3 năm 2025"]),
    ("KẾ HOẠCH\nTriển khai Nghị quyết số 57-NQ/TW", None),
    ("KẾ HOẠCH\nTRIỂN KHAI", ["KẾ HOẠCH TRIỂN KHAI"]),
    ("Nơi nhận:\n- Như trên;\n- Lưu: VT.", None),
    ("CHỦ TỊCH\n\nNGUYỄN VĂN A", ["CHỦ TỊCH", "NGUYỄN VĂN A"]),
    ("hết phần một\fPhần hai", ["hết phần một", "Phần hai"]),
    ("Giao:\t\tSở Xây dựng chủ trì", ["Giao: Sở Xây dựng chủ trì"]),
]
_BREAKS = {"\t": _leaf("tab"), "\n": _leaf("br"), "\f": '<w:r><w:br w:type="page"/></w:r>'}


@pytest.mark.parametrize(("text", "expected"), _LINES)
def test_lines_of_their_own_are_paragraphs(text: str, expected: list[str] | None) -> None:
    runs = "".join(_BREAKS.get(each) or r(each) for each in text)
    assert shown(read(p(runs))) == (expected or text.replace("\t", "\n").split("\n"))


def test_places_count_every_paragraph() -> None:
    items = read(p() + p("a") + tbl(tr("b", tc(p("c") + p("d")))) + p("e")).items
    found = [(place.first_line, place.last_line) for item in items if hasattr(item, "places") for place in item.places]
    assert found == [(2, 2), (6, 6)]
    grid = next(item for item in items if hasattr(item, "cells"))
    assert [(each.first_line, each.last_line) for cell in grid.cells for each in cell.places] == [(3, 3), (4, 5)]
    assert (grid.place.first_line, grid.place.last_line) == (3, 5)


def test_a_sign_that_is_not_known_is_told() -> None:
    items = read(p(r("a") + _sym("F0B0", "Marlett")) + p(_sym("xyz") + r("b")) + p(_sym("F021", "Wingdings")))
    assert shown(items)[:2] == ["a°", "b"]
    assert [finding.code for finding in items.findings] == ["unknown-sign", "unknown-sign"]


def test_an_embedded_document_is_told() -> None:
    items = read(p("a") + '<w:altChunk r:id="rId9"/>' + p("b"))
    assert shown(items) == ["a", "b"]
    assert [finding.code for finding in items.findings] == ["embedded-document"]


_STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/></w:rPr>'
    "</w:rPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="a"/><w:basedOn w:val="B"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="b"/><w:basedOn w:val="A"/>'
    "<w:rPr><w:caps/><w:vanish/></w:rPr></w:style>"
    '<w:style w:type="character" w:styleId="C"><w:name w:val="c"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="S"><w:name w:val="s"/>'
    '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
)


def test_styles_in_a_ring_are_followed_once_and_switches_of_two_styles_cancel() -> None:
    body = p(r("ẩn"), '<w:pStyle w:val="A"/>') + p(r("hiện", '<w:rStyle w:val="C"/>'), '<w:pStyle w:val="A"/>')
    body += p(r("m") + r("2", '<w:rStyle w:val="S"/>')) + p("Mục 1 ... 3", '<w:pStyle w:val="TOC1"/>')
    assert shown(read(body, styles=_STYLES)) == ["HIỆN", "m²", ("furniture", "Mục 1 ... 3")]
