"""Which extractor reads a file: its content says so before its name does."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from extractors import extract, office
from extractors.registry import OTHER_SUFFIXES, TEXT_SUFFIXES
from schemas.errors import EmptyFileError, FileTooLargeError, UnreadableFileError, UnsupportedFormatError
from schemas.raw import Extraction
from tests.extractors import words
from tests.extractors.pdfs import Sheet, pdf

TEXT = "Sở Khoa học và Công nghệ chủ trì thực hiện"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2_000


def _pdf() -> bytes:
    sheet = Sheet()
    sheet.text(60, 200, TEXT)
    return pdf(sheet)


def _workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = TEXT
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


DOCX = words.document(words.p(TEXT))
ARCHIVE = (
    b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n"
    + (
        "--B\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        f"<html><body><p>{TEXT}</p></body></html>\r\n--B--\r\n"
    ).encode()
)
HTML = f"<html><body><p>{TEXT}</p></body></html>".encode()


@pytest.mark.parametrize(
    ("data", "name", "media_type"),
    [
        (_pdf(), "kế hoạch.pdf", "application/pdf"),
        (_pdf(), "kế hoạch.txt", "application/pdf"),
        (_pdf(), "kế hoạch.docx", "application/pdf"),
        (_pdf(), "kế hoạch", "application/pdf"),
        (b"\r\n" + _pdf(), "kế hoạch.PDF", "application/pdf"),
        (DOCX, "a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (DOCX, "a.pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (DOCX, "a.doc", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (DOCX, "a.txt", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (_workbook(), "a.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (_workbook(), "a.xls", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (HTML, "a.html", "text/html"),
        (HTML, "a.HTM", "text/html"),
        (HTML, "a.doc", "text/html"),
        (HTML, "a.xls", "text/html"),
        (ARCHIVE, "a.doc", "text/html"),
        (f"{TEXT}\n".encode(), "a.md", "text/markdown"),
        (f"{TEXT}\n".encode(), "a.txt", "text/plain"),
        (f"{TEXT}\n".encode(), "a", "text/plain"),
    ],
)
def test_the_content_says_what_a_file_is(data: bytes, name: str, media_type: str) -> None:
    raw = extract(data, name)
    shown = [paragraph.text for paragraph in raw.paragraphs]
    assert (raw.name, raw.media_type, shown) == (name, media_type, [TEXT])


def test_a_pdf_says_how_its_text_was_got() -> None:
    raw = extract(_pdf(), "a.pdf")
    assert (raw.extraction, raw.pages, raw.findings) == (Extraction.TEXT_LAYER, 1, ())


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".JPEG", ".tif", ".tiff"])
def test_what_is_no_picture_is_refused_with_what_to_do(suffix: str) -> None:
    with pytest.raises(UnreadableFileError, match="save it anew as PNG or PDF") as refused:
        extract(b"\x89PNG\r\n", f"quet{suffix}")
    assert str(refused.value).startswith(f"quet{suffix}: ")


@pytest.mark.parametrize(
    ("data", "name", "target"),
    [
        (OLE, "a.doc", ".docx"),
        (OLE, "a.txt", ".docx"),
        (OLE, "a.pdf", ".docx"),
        (OLE, "a.docx", ".docx"),
        (rb"{\rtf1\ansi K\u7871? ho\u7841?ch}", "a.doc", ".docx"),
        (rb"{\rtf1\ansi K\u7871? ho\u7841?ch}", "a.rtf", ".docx"),
    ],
)
def test_old_files_without_libreoffice(data: bytes, name: str, target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> Path | None:
        return None

    monkeypatch.setattr(office, "office_program", nowhere)
    with pytest.raises(UnsupportedFormatError, match=f"{name}: LibreOffice .* save the file as {target}"):
        extract(data, name)


@pytest.mark.parametrize(
    ("data", "name", "error"),
    [
        (b"", "a.pdf", EmptyFileError),
        (b"", "a.txt", EmptyFileError),
        (b"not a pdf", "a.pdf", UnreadableFileError),
        (b"not a zip", "a.docx", UnreadableFileError),
        (b"PK\x03\x04 cut off", "a.docx", UnreadableFileError),
        (b"PK\x03\x04 cut off", "a.xlsx", UnreadableFileError),
        (b"PK\x03\x04 cut off", "a.txt", UnreadableFileError),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", UnreadableFileError),
    ],
)
def test_files_that_are_not_what_they_say(data: bytes, name: str, error: type[UnreadableFileError]) -> None:
    with pytest.raises(error, match=f"^{name}: "):
        extract(data, name)


def test_no_suffix_is_of_two_kinds() -> None:
    assert not TEXT_SUFFIXES & OTHER_SUFFIXES


def test_a_zip_is_what_its_parts_say() -> None:
    file = io.BytesIO(_workbook())
    with zipfile.ZipFile(file, "a") as book:
        book.writestr("xl/embeddings/word/document.xml.docx", DOCX, zipfile.ZIP_STORED)
    assert extract(file.getvalue(), "a.xlsx").media_type.endswith("spreadsheetml.sheet")


def test_tables_too_large_for_any_plan_are_refused() -> None:
    wide = "<tr>" + "<td>a</td>" * 1000 + "</tr>" + "<tr><td colspan=1000>b</td></tr>" * 2_001
    with pytest.raises(FileTooLargeError, match="^a.html: tables of 2,002,000 cells, the limit is 2,000,000"):
        extract(f"<html><body><table>{wide}</table></body></html>".encode(), "a.html")
