"""A PDF as a whole: pages with their tables and text, page furniture left out, pages without text told."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.fonts import Fonts, read_by_fonts
from extractors.items import Items
from extractors.pages.document import items_of
from extractors.pages.layout import Layer, PageLayout, damaged_page, unread_page
from extractors.pdf.opening import opened
from extractors.pdf.page import page_layout
from extractors.pdf.scanned import Chosen, with_pictures_read
from extractors.scan.settings import Ocr
from schemas.errors import UnreadableFileError
from schemas.raw import Extraction

_UNREAD = {
    Layer.MISSING: "a scan without text",
    Layer.STAMP_ONLY: "a scan whose only text is the stamp of its signature",
    Layer.UNMAPPED: "its glyphs have no letters",
    Layer.DAMAGED: "its content is damaged",
    Layer.PICTURE: "a picture in which no text was found",
}


def read_pdf(data: bytes, name: str, password: str | None = None, ocr: Ocr | None = None) -> Items:
    """The paragraphs and tables of a PDF, by its text layer or, where that cannot be used, by its pictures.

    Args:
        data: The bytes of the file.
        name: Its name, for messages.
        password: What opens it, where it is encrypted.
        ocr: How pictures are read; by default as they need it, one after the other.

    Raises:
        EmptyFileError: No bytes, no pages, or nothing printed on them.
        PasswordError: It is encrypted, and no password or a wrong one was given.
        FileTooLargeError: It has too many pages.
        UnreadableFileError: It is no PDF, damaged, or no text comes out of any of its pages.
    """
    ocr = ocr or Ocr()
    pages = read_by_fonts(lambda fonts: _pages(data, name, password, fonts))
    chosen = with_pictures_read(pages, data, password, ocr)
    told = {finding.place.page for finding in chosen.findings if finding.code == "unread-page" and finding.place}
    unread = [page for page in chosen.pages if page.layer in _UNREAD]
    if len(unread) == sum(page.layer is not Layer.BLANK for page in chosen.pages):
        raise UnreadableFileError(f"{name}: {_nothing(unread, chosen)}")
    readable = [page for page in chosen.pages if page.layer not in _UNREAD]
    return Items(
        media_type="application/pdf",
        extraction=Extraction.OCR if 2 * len(chosen.by_ocr) > len(readable) else Extraction.TEXT_LAYER,
        items=tuple(items_of(readable)),
        findings=(
            *(unread_page(page.number, _why(page, chosen.missing)) for page in unread if page.number not in told),
            *chosen.findings,
        ),
        pages=len(pages),
        paged=True,
        scanned_pages=tuple(sorted(chosen.by_ocr)),
    )


def _pages(data: bytes, name: str, password: str | None, fonts: Fonts) -> list[PageLayout]:
    with opened(data, name, password) as pdf:
        pages: list[PageLayout] = []
        for page in pdf.pages:
            try:
                pages.append(page_layout(page, fonts, pages[-1].columns if pages else None))
            except Exception:  # noqa: BLE001 - pdfminer meets damage with whatever the damage makes fail
                pages.append(damaged_page(int(page.page_number)))
        return pages


def _why(page: PageLayout, missing: str | None) -> str:
    return f"{_UNREAD[page.layer]}, and {missing}" if missing else _UNREAD[page.layer]


def _nothing(unread: Sequence[PageLayout], chosen: Chosen) -> str:
    """Why nothing came out of any page."""
    if not unread:
        return "nothing is printed on its pages; get it again from where it came from"
    if unread[0].layer is Layer.DAMAGED:
        return f"{_UNREAD[Layer.DAMAGED]}; open it in a PDF viewer and save it anew, or get it again"
    if chosen.missing:
        return _why(unread[0], chosen.missing)
    if chosen.findings:
        return chosen.findings[0].message.partition("; it is left out")[0]
    return f"{_UNREAD[unread[0].layer]}, and --ocr never says not to read its pictures; use --ocr auto"
