"""Files that are no Word document, are damaged, or are made to do harm."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from extractors.word import package as limits
from extractors.word.reader import read_docx
from schemas.errors import EmptyFileError, FileTooLargeError, PasswordError, UnreadableFileError
from tests.extractors.words import WORD, document, files, p, package, part, r, read, relations, shown, tbl, tc, tr

_GOOD = files(p("Kế hoạch"))
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    f'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>&c;</w:t></w:r>'
    "</w:p></w:body></w:document>"
)
_OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>'
)

_FIRST_HEADER = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
_CONTENTS_STYLE = '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="toc 1"/></w:style>'


def _with(**changes: str | bytes) -> bytes:
    return package({**_GOOD, "word/document.xml": changes["xml"]})


def _nested(levels: int) -> bytes:
    inside = "<w:sdt><w:sdtContent>" * levels + p("x") + "</w:sdtContent></w:sdt>" * levels
    return document(inside)


def _nested_tables(levels: int) -> bytes:
    table = tbl(tr("a", "b"))
    for _ in range(levels):
        table = tbl(tr(tc(table + p()), "b"))
    return document(table)


_BAD = [
    ("no bytes", b"", EmptyFileError, "empty"),
    ("blanks", b" \n ", EmptyFileError, "empty"),
    ("text", "Kế hoạch".encode(), UnreadableFileError, "no zip"),
    ("cut off", package(_GOOD)[:-200], UnreadableFileError, "cut off"),
    ("password", _OLE + "EncryptedPackage".encode("utf-16-le"), PasswordError, "save it without a password"),
    ("Word 97", _OLE + "WordDocument".encode("utf-16-le"), UnreadableFileError, "97"),
    ("another zip", package({"a.txt": "x"}), UnreadableFileError, "no Word document lies in it"),
    ("another Office file", _with(xml="<workbook/>"), UnreadableFileError, "no Word document"),
    ("broken XML", _with(xml="<w:document"), UnreadableFileError, "damaged"),
    ("no XML", _with(xml=""), UnreadableFileError, "damaged"),
    ("entities in entities", _with(xml=_LAUGHS), UnreadableFileError, "entities"),
    ("entities in UTF-16", _with(xml=_LAUGHS.encode("utf-16")), UnreadableFileError, "entities"),
    ("entities from outside", _with(xml=_OUTSIDE), UnreadableFileError, "entities"),
    ("elements 230 deep", _nested(115), UnreadableFileError, "nests"),
    ("elements 10,000 deep", _nested(5_000), UnreadableFileError, "document.xml"),
    ("tables 30 deep", _nested_tables(30), UnreadableFileError, "nested more than 20"),
]


@pytest.mark.parametrize(("data", "error", "says"), [case[1:] for case in _BAD], ids=[case[0] for case in _BAD])
def test_what_is_no_document_is_refused_with_what_to_do(data: bytes, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says) as raised:
        read_docx(data, "thu.docx")
    assert str(raised.value).startswith("thu.docx: ")


_PICTURE = "<w:r><w:drawing><a:blip/></w:drawing></w:r>"
_NOTHING = [
    ("an empty body", "", {}),
    ("empty paragraphs and an empty table", p() + tbl(tr("", ""), tr("", "")) + p("  "), {}),
    ("hidden text only", p(r("ẩn", "<w:vanish/>")), {}),
    ("deleted text only", p('<w:del w:id="1">' + r("bỏ") + "</w:del>"), {}),
    ("pictures only", p(_PICTURE) + tbl(tr(tc(p(_PICTURE)))), {}),
    ("pictures under a running header", p(_PICTURE) + _FIRST_HEADER, {"header1": p("Phụ lục kèm theo")}),
]


@pytest.mark.parametrize(("body", "parts"), [case[1:] for case in _NOTHING], ids=[case[0] for case in _NOTHING])
def test_a_document_that_shows_no_text_is_refused(body: str, parts: dict[str, str]) -> None:
    with pytest.raises(EmptyFileError, match=r"^thu\.docx: the document shows no text; pages .* OCR program .* \.txt$"):
        read(body, **parts)


def test_a_document_whose_text_is_embedded_as_a_whole_is_refused_with_what_to_do() -> None:
    with pytest.raises(EmptyFileError, match="embedded in it.*open the file in Word and save it"):
        read('<w:altChunk r:id="rId9"/>')


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        (p(_PICTURE) + p("1"), {}),
        (tbl(tr("x")), {}),
        (p("<w:r><w:drawing><w:txbxContent>" + p("x") + "</w:txbxContent></w:drawing></w:r>"), {}),
        (p("Mục 1", '<w:pStyle w:val="T"/>'), {"styles": _CONTENTS_STYLE}),
        (p(_PICTURE) + _FIRST_HEADER, {"header1": p("UBND TỈNH KHÁNH HÒA")}),
    ],
    ids=["a figure", "a table", "a box", "a table of contents", "a letterhead in the header"],
)
def test_a_document_that_shows_any_text_is_read(body: str, parts: dict[str, str]) -> None:
    assert len(read(body, **parts).items) == 1


def test_a_bomb_is_not_unpacked() -> None:
    bomb = package({**_GOOD, "word/document.xml": b"<w:p/>" * 40_000_000})
    assert len(bomb) < 1_000_000
    with pytest.raises(FileTooLargeError):
        read_docx(bomb, "thu.docx")


@pytest.mark.parametrize("limit", ["LARGEST_PART", "LARGEST_TOTAL"])
def test_sizes_are_counted_while_unpacking(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = document(p("x"), styles="<w:style/>" * 500)
    assert shown(read_docx(data, "thu.docx")) == ["x"]
    monkeypatch.setattr(limits, limit, 4_000)
    with pytest.raises(FileTooLargeError):
        read_docx(data, "thu.docx")


def test_more_paragraphs_than_any_plan_has_are_refused() -> None:
    with pytest.raises(
        FileTooLargeError, match=r"^thu\.docx: more than 200,000 paragraphs.*one file for each document$"
    ):
        read_docx(document("<w:p/>" * 200_001), "thu.docx")


@pytest.mark.parametrize("written", ["<w:p/>", "<w:p></w:p>", '<w:p w:rsidR="1"/>', "<w:p\n/>", tbl(tr(""))])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_paragraphs_are_counted_however_written(written: str, encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_PARAGRAPHS", 4)
    given = part("document", f"<w:body>{p('x')}{written * 3}</w:body>").replace("UTF-8", encoding)
    assert "x" in shown(read_docx(_with(xml=given.encode(encoding)), "thu.docx"))
    more = given.replace("</w:body>", f"{written}</w:body>")
    with pytest.raises(FileTooLargeError):
        read_docx(_with(xml=more.encode(encoding)), "thu.docx")


def test_paragraphs_of_all_parts_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    notes = "".join(f'<w:footnote w:id="{number}">{p("x")}</w:footnote>' for number in range(3))
    monkeypatch.setattr(limits, "MOST_PARAGRAPHS", 4)
    assert shown(read(p("x"), footnotes=notes)) == ["x"]
    with pytest.raises(FileTooLargeError):
        read(p("x") + p("y"), footnotes=notes)


def test_a_size_that_the_zip_itself_tells_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    data = bytearray(document(p("x" * 9_000)))
    place = data.rindex(b"word/document.xml") - 46
    assert data[place : place + 4] == b"PK\x01\x02"
    data[place + 24 : place + 28] = (100).to_bytes(4, "little")
    with pytest.raises(UnreadableFileError):
        read_docx(bytes(data), "thu.docx")


def test_a_part_that_the_text_can_do_without_is_told_when_damaged() -> None:
    items = read_docx(package({**files(p("Kế hoạch"), {"numbering": ""}), "word/numbering.xml": "<broken"}), "thu.docx")
    assert shown(items) == ["Kế hoạch"]
    assert [finding.code for finding in items.findings] == ["damaged-part"]


def test_parts_that_are_missing_are_done_without() -> None:
    bare = package({"word/document.xml": _GOOD["word/document.xml"]})
    assert shown(read_docx(bare, "thu.docx")) == ["Kế hoạch"]


def test_pictures_are_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LARGEST_TOTAL", 100_000)
    assert shown(read_docx(package({**_GOOD, "word/media/image1.png": bytes(10_000_000)}), "thu.docx")) == ["Kế hoạch"]


@pytest.mark.parametrize("kind", ["document.macroEnabled.main", "template.main", "template.macroEnabledTemplate.main"])
def test_documents_with_macros_and_templates_are_read(kind: str) -> None:
    types = str(_GOOD["[Content_Types].xml"]).replace("document.main", kind)
    assert shown(read_docx(package({**_GOOD, "[Content_Types].xml": types}), "thu.docm")) == ["Kế hoạch"]


def test_a_document_under_another_name_is_found_by_its_relation() -> None:
    moved = {
        "_rels/.rels": relations({"rId1": ("officeDocument", "/word/document2.xml")}),
        "word/document2.xml": _GOOD["word/document.xml"],
    }
    assert shown(read_docx(package(moved), "thu.docx")) == ["Kế hoạch"]


def test_names_with_backslashes_are_found() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in _GOOD.items():
            info = zipfile.ZipInfo(name)
            info.filename = name.replace("/", "\\")
            archive.writestr(info, content)
    assert shown(read_docx(buffer.getvalue(), "thu.docx")) == ["Kế hoạch"]


def test_the_strict_names_of_the_standard_are_read() -> None:
    strict = str(_GOOD["word/document.xml"]).replace(WORD, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert shown(read_docx(package({**_GOOD, "word/document.xml": strict}), "thu.docx")) == ["Kế hoạch"]


def test_a_document_made_by_python_docx_reads_as_it_was_made() -> None:
    made = docx.Document()
    made.add_heading("I. MỤC TIÊU", 1)
    made.add_paragraph("Tuyên truyền", style="List Number")
    made.add_paragraph("Đào tạo", style="List Number")
    made.add_paragraph("chung", style="List Bullet")
    table = made.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Nhiệm vụ"
    table.cell(1, 2).text = "Sở Xây dựng"
    buffer = io.BytesIO()
    made.save(buffer)
    assert shown(read_docx(buffer.getvalue(), "thu.docx")) == [
        "I. MỤC TIÊU",
        "1. Tuyên truyền",
        "2. Đào tạo",
        "• chung",
        [["Nhiệm vụ", ""], ["", "", "Sở Xây dựng"]],
    ]
