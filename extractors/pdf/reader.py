"""A PDF as a whole: pages with their tables and text, page furniture left out, pages without text told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.fonts import Fonts, read_by_fonts
from extractors.items import Items
from extractors.pages.document import items_of
from extractors.pages.layout import Layer, PageLayout, damaged_page
from extractors.pdf.opening import opened
from extractors.pdf.page import page_layout
from schemas.errors import UnreadableFileError
from schemas.raw import Extraction, Place, RawFinding
from schemas.records import Severity

_UNREAD = {
    Layer.MISSING: "a scan without text",
    Layer.STAMP_ONLY: "a scan whose only text is the stamp of its signature",
    Layer.UNMAPPED: "its glyphs have no letters",
    Layer.DAMAGED: "its content is damaged",
}


def read_pdf(data: bytes, name: str, password: str | None = None) -> Items:
    """The paragraphs and tables of a PDF with a text layer.

    Args:
        data: The bytes of the file.
        name: Its name, for messages.
        password: What opens it, where it is encrypted.

    Raises:
        EmptyFileError: No bytes, no pages, or nothing printed on them.
        PasswordError: It is encrypted, and no password or a wrong one was given.
        FileTooLargeError: It has too many pages.
        UnreadableFileError: It is no PDF, damaged, or none of its pages has text.
    """
    pages = read_by_fonts(lambda fonts: _pages(data, name, password, fonts))
    unread = [page for page in pages if page.layer in _UNREAD]
    if len(unread) == sum(page.layer is not Layer.BLANK for page in pages):
        raise UnreadableFileError(f"{name}: {_nothing(unread)}")
    return Items(
        media_type="application/pdf",
        extraction=Extraction.TEXT_LAYER,
        items=tuple(items_of([page for page in pages if page.layer not in _UNREAD])),
        findings=tuple(_unread_findings(unread)),
        pages=len(pages),
        paged=True,
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


def _nothing(unread: Sequence[PageLayout]) -> str:
    if not unread:
        return "nothing is printed on its pages; get it again from where it came from"
    if unread[0].layer is Layer.DAMAGED:
        return f"{_UNREAD[Layer.DAMAGED]}; open it in a PDF viewer and save it anew, or get it again"
    return f"{_UNREAD[unread[0].layer]}; scans are not read yet: read it with an OCR program and save its text as .txt"


def _unread_findings(unread: Sequence[PageLayout]) -> Iterator[RawFinding]:
    for page in unread:
        message = f"page {page.number}: {_UNREAD[page.layer]}; it is left out: compare with the page"
        place = Place(page=page.number)
        yield RawFinding(severity=Severity.WARNING, code="unread-page", message=message, place=place)
