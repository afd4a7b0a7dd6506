"""PDFs that do not open, and pages without text: each told with what to do, the other pages read."""

from __future__ import annotations

import pytest

from extractors import extract
from extractors.pdf import opening
from extractors.pdf.opening import opened
from extractors.pdf.reader import read_pdf
from extractors.scan.settings import Ocr
from schemas.errors import EmptyFileError, FileTooLargeError, UnreadableFileError
from schemas.raw import OcrPolicy
from schemas.records import Severity
from tests.extractors.pdfs import UNMAPPED, Sheet, pdf

NEVER = Ocr(policy=OcrPolicy.NEVER)
SENTENCE = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025"


def _good(text: str = SENTENCE) -> Sheet:
    sheet = Sheet()
    sheet.text(60, 200, text)
    return sheet


def _scan() -> Sheet:
    sheet = Sheet()
    sheet.picture(0, 0, 595, 842)
    return sheet


def _stamped() -> Sheet:
    sheet = _scan()
    sheet.lines(380, 60, ["Người ký: Ủy ban nhân dân tỉnh Khánh Hòa", "Ngày ký: 20/02/2025 16:05:22"], size=8)
    return sheet


def _lost() -> Sheet:
    sheet = Sheet()
    for row in range(4):
        sheet.text(60, 100 + 20 * row, SENTENCE, font=UNMAPPED)
    return sheet


WHOLE = pdf(_good())


@pytest.mark.parametrize(
    ("data", "error", "remedy"),
    [
        (b"", EmptyFileError, "the file is empty; get it again"),
        (b"\x00\x00 \r\n", EmptyFileError, "the file is empty; get it again"),
        ("Kế hoạch".encode(), UnreadableFileError, "not a PDF file; give it its right extension"),
        (b"PK\x03\x04" + b"\x00" * 2_000 + WHOLE, UnreadableFileError, "not a PDF file"),
        (b"%PDF-1.7\n", UnreadableFileError, "damaged or cut off"),
        (b"%PDF-1.7\n%%EOF\n", UnreadableFileError, "damaged or cut off"),
        (WHOLE[:40], UnreadableFileError, "damaged or cut off"),
        (pdf(), EmptyFileError, "a PDF without pages; get it again"),
    ],
)
def test_what_cannot_be_opened_is_told(data: bytes, error: type[UnreadableFileError], remedy: str) -> None:
    with pytest.raises(error, match=f"^kế hoạch.pdf: .*{remedy}"), opened(data, "kế hoạch.pdf", None):
        pass


def _pages_or_error(data: bytes) -> int | str | None:
    try:
        return read_pdf(data, "a.pdf").pages
    except UnreadableFileError as error:
        return str(error)


@pytest.mark.parametrize("share", range(5, 100, 5))
def test_a_file_cut_off_anywhere_is_read_or_told(share: int) -> None:
    """The table of places stands at the end of a PDF; without it pdfminer looks for what is there."""
    data = pdf(_good(), _good())
    found = _pages_or_error(data[: len(data) * share // 100])
    assert found in (1, 2) or str(found).startswith("a.pdf: ")


def test_too_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_PAGES", 2)
    assert read_pdf(pdf(*[_good()] * 2), "a.pdf").pages == 2
    with pytest.raises(FileTooLargeError, match="a.pdf: 3 pages, the limit is 2; split it"):
        read_pdf(pdf(*[_good()] * 3), "a.pdf")


def test_bytes_before_the_file_do_no_harm() -> None:
    with opened(b"\r\n" + WHOLE, "a.pdf", None) as document:
        assert len(document.pages) == 1


def test_a_password_that_is_not_needed_does_no_harm() -> None:
    assert read_pdf(WHOLE, "a.pdf", "mật khẩu").pages == 1


# --- pages without text -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unread", "reason"),
    [
        (_scan(), "a scan without text"),
        (_stamped(), "a scan whose only text is the stamp of its signature"),
        (_lost(), "its glyphs have no letters"),
    ],
    ids=["scan", "stamp", "unmapped"],
)
def test_a_page_that_is_not_read_is_told_and_the_others_are_read(unread: Sheet, reason: str) -> None:
    items = read_pdf(
        pdf(_good(), unread, _good("Điều 2. Quyết định này có hiệu lực kể từ ngày ký.")), "a.pdf", ocr=NEVER
    )
    (finding,) = items.findings
    assert finding.message == f"page 2: {reason}; it is left out: compare with the page"
    assert (finding.code, finding.severity) == ("unread-page", Severity.WARNING)
    assert finding.place is not None
    assert finding.place.page == 2
    assert [item.source_text for item in items.items] == [  # type: ignore[union-attr]
        SENTENCE,
        "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.",
    ]


@pytest.mark.parametrize(
    ("unread", "reason"),
    [
        (_scan(), "a scan without text, and --ocr never says not to read its pictures; use --ocr auto"),
        (_stamped(), "a scan whose only text is the stamp"),
        (_lost(), "its glyphs have no letters"),
        (Sheet(), "nothing is printed on its pages"),
    ],
    ids=["scan", "stamp", "unmapped", "blank"],
)
def test_a_document_of_such_pages_is_refused(unread: Sheet, reason: str) -> None:
    with pytest.raises(UnreadableFileError, match=f"^a.pdf: {reason}"):
        extract(pdf(unread, unread), "a.pdf", ocr=NEVER)


def test_a_blank_page_is_nothing_to_tell() -> None:
    items = read_pdf(pdf(_good(), Sheet(), _good()), "a.pdf")
    assert (items.pages, items.findings) == (3, ())
