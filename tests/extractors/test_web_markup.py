"""Bytes of web pages: encodings true and false, archives, and pages made to do harm."""

from __future__ import annotations

import quopri
import time
import unicodedata
from contextlib import suppress
from random import Random

import pytest

from extractors.grid import Grid
from extractors.web import markup
from extractors.web.reader import read_html
from schemas.errors import EmptyFileError, FileTooLargeError, UnreadableFileError
from schemas.raw import Paragraph

TEXT = "Kế hoạch triển khai Nghị quyết số 57-NQ/TW về đột phá phát triển khoa học, công nghệ và chuyển đổi số quốc gia"


def _windows_1258(text: str) -> bytes:
    """As Windows writes it: tones stand behind their letters."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    out = ""
    for letter in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in parts if mark in tones)
        out += unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tones)) + tone
    return out.encode("cp1258")


def _html(declared: str) -> str:
    return f"<html><head>{declared}</head><body><p>{TEXT}</p></body></html>"


_META = '<meta charset="{}">'
_HTTP = "<meta http-equiv=Content-Type content='text/html; charset={}'>"


@pytest.mark.parametrize(
    "data",
    [
        _html("").encode(),
        _html(_META.format("utf-8")).encode("utf-8-sig"),
        _html(_META.format("iso-8859-1")).encode(),
        _html(_HTTP.format("windows-1252")).encode(),
        _html(_META.format("khong-co")).encode(),
        _html("").encode("utf-16"),
        _html("").encode("utf-16-le"),
        _html(_META.format("utf-16")).encode(),
        _windows_1258(_html(_HTTP.format("windows-1258"))),
        _windows_1258(_html("")),
        _windows_1258(_html(_META.format("utf-8"))),
        _html('<?xml version="1.0" encoding="utf-8"?>').encode(),
        unicodedata.normalize("NFD", _html("")).encode(),
        _html("").encode("ascii", "xmlcharrefreplace"),
    ],
)
def test_encodings(data: bytes) -> None:
    (item,) = read_html(data, "trang.html").items
    assert isinstance(item, Paragraph)
    assert item.text == TEXT


def test_a_few_damaged_bytes_are_marked() -> None:
    data = _html("").encode().replace(b"tri", b"tr\xff", 1)
    items = read_html(data, "trang.html")
    assert "tr\ufffd" in items.items[0].text  # type: ignore[union-attr]
    assert [finding.code for finding in items.findings] == ["damaged-bytes"]


def test_legacy_letters_are_converted() -> None:
    data = "<meta charset=windows-1252><p>Céng hßa x· héi chñ nghÜa</p>".encode("cp1252")
    assert read_html(data, "trang.html").items[0].text == "Cộng hòa xã hội chủ nghĩa"  # type: ignore[union-attr]


def _archive(encoding: str, body: bytes) -> bytes:
    head = (
        "From: <Saved by Blink>\r\nSubject: van ban\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----x"\r\n\r\n------x\r\n'
        f'Content-Type: text/html; charset="{encoding}"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
    )
    image = "\r\n------x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n------x--\r\n"
    return head.encode() + quopri.encodestring(body) + image.encode()


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1258"])
def test_web_archives(encoding: str) -> None:
    body = _html("").encode() if encoding == "utf-8" else _windows_1258(_html(""))
    assert read_html(_archive(encoding, body), "trang.mht").items[0].text == TEXT  # type: ignore[union-attr]


def test_an_archive_without_a_page() -> None:
    with pytest.raises(UnreadableFileError, match=r"trang\.mht.*save the page again"):
        read_html(_archive("utf-8", b"").replace(b"text/html", b"text/css"), "trang.mht")


@pytest.mark.parametrize("data", [b"%PDF-1.7\n...", b"PK\x03\x04....", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf1"])
def test_other_files_under_a_wrong_name(data: bytes) -> None:
    with pytest.raises(UnreadableFileError, match=r"trang\.html: this is"):
        read_html(data, "trang.html")


@pytest.mark.parametrize("seed", range(3))
def test_bytes_that_are_no_page(seed: int) -> None:
    with pytest.raises(UnreadableFileError, match=r"trang\.html: not a web page \(control bytes\)"):
        read_html(Random(seed).randbytes(5_000), "trang.html")


def test_paragraphs_of_which_nothing_is_left_are_none() -> None:
    items = read_html(f"<p>&lt;b&gt;&lt;/b&gt;</p><p>&#8203;</p><p>{TEXT}</p>".encode(), "trang.html").items
    assert [item.text for item in items if isinstance(item, Paragraph)] == [TEXT]


def test_a_page_of_50_megabytes_is_refused() -> None:
    with pytest.raises(FileTooLargeError, match=r"trang\.html: 50 MB.*limit"):
        read_html(b"<p>x</p>" * 6_250_000, "trang.html")


def test_entities_are_not_resolved() -> None:
    data = (
        '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "rác"><!ENTITY f SYSTEM "file:///etc/hostname">'
        '<!ENTITY b "&a;&a;&a;&a;">]><html><body><p>trước &f; &b; sau</p></body></html>'
    ).encode()
    (item,) = read_html(data, "trang.html").items
    assert isinstance(item, Paragraph)
    assert item.text.endswith("trước &f; &b; sau")


@pytest.mark.parametrize("depth", [1_000, 100_000])
@pytest.mark.parametrize("tag", ["div", "span", "font", "ul", "blockquote"])
def test_elements_that_lie_deep_lose_nothing(tag: str, depth: int) -> None:
    page = f"<p>đầu</p>{f'<{tag}>' * depth}<p>đáy</p>{f'</{tag}>' * depth}<p>cuối</p>"
    items = read_html(page.encode(), "sau.html")
    assert [item.text for item in items.items if isinstance(item, Paragraph)] == ["đầu", "đáy", "cuối"]
    assert [finding.code for finding in items.findings] == ["flattened-markup"] * (depth > 2_000)


def test_tables_that_lie_deep_in_tables() -> None:
    depth = 300
    page = "<table><tr><td>lớp" * depth + "<p>đáy</p>" + "</table>" * depth
    items = read_html(page.encode(), "sau.html").items
    text = " ".join(
        item.text if isinstance(item, Paragraph) else " ".join(cell.text for cell in item.cells) for item in items
    )
    assert text.split().count("lớp") == depth
    assert text.split().count("đáy") == 1
    with pytest.raises(UnreadableFileError, match="too deep"):
        read_html(("<table><tr><td>" * 5_000 + "x").encode(), "sau.html")


def test_a_page_that_breaks_off_gives_what_there_is() -> None:
    items = read_html("<body><p>một</p><table><tr><td>a</td><td>b".encode(), "cut.html").items
    assert [item.text for item in items if isinstance(item, Paragraph)] == ["một"]
    assert [cell.text for item in items if isinstance(item, Grid) for cell in item.cells] == ["a", "b"]


@pytest.mark.parametrize(
    "harm",
    [
        "<!DOCTYPE[" * 20_000,
        f"<style>{'a' * 200_000}</style>",
        f"<style>{'a{' * 100_000}</style>",
        f"<p style='font:{'1' * 20_000}'></p>",
        f"<p style='{'font:1 ' * 20_000}'></p>",
        "<div class=toc>" * 100,
    ],
)
def test_what_is_made_to_hang_the_reader_is_read(harm: str) -> None:
    items = read_html(f"{harm}<p>{TEXT}</p>".encode(), "trang.html").items
    assert [item.text for item in items if isinstance(item, Paragraph)] == [TEXT]


def test_open_tags_and_a_damaged_byte() -> None:
    with suppress(EmptyFileError):
        read_html(b"<" * 100_000 + b"\xff", "trang.html")
    data = b"<!--" * 20_000 + b"-->" + _windows_1258(_html(""))
    assert read_html(data, "trang.html").items[0].text == TEXT  # type: ignore[union-attr]


def test_notes_and_links_of_great_length() -> None:
    page = f"<p>{TEXT}<a href='{'#' * 100_000}'>1</a><sup>1{chr(0xA0) * 100_000}x</sup></p>"
    (item,) = read_html(page.encode(), "trang.html").items
    assert isinstance(item, Paragraph)
    assert item.text == f"{TEXT}11 x"


def test_thousands_of_articles_are_read_whole() -> None:
    page = "".join(f"<p>Điều {number}. Giao sở số {number}.</p>" for number in range(5_000))
    assert len(read_html(page.encode(), "trang.html").items) == 5_000


def test_a_page_of_20_megabytes_is_read_in_seconds() -> None:
    style = "style=\"width: 37.793%; font-family: 'Times New Roman', Times, serif; font-size: 14px; border: none\""
    cells = "".join(f"<td {style}><p {style}><span {style}>{text}</span></p></td>" for text in ("1", TEXT, "2025"))
    row = f"<tr {style}>{cells}</tr>\n"
    count = 20_000_000 // len(row.encode())
    page = f"<body><div><p>PHỤ LỤC</p><table>{row * count}</table></div></body>".encode()
    started = time.perf_counter()
    grid = next(item for item in read_html(page, "lon.html").items if isinstance(item, Grid))
    assert grid.height == count
    assert time.perf_counter() - started < 60  # about 10 s; a slow machine may take more
    assert len(page) < markup.LARGEST_PAGE
