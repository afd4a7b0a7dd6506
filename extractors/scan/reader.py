"""An image file as a document: its pages read off their pictures."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.items import Items
from extractors.pages.document import items_of
from extractors.pages.layout import Layer, PageLayout, unread_page
from extractors.scan.layout import NO_TEXT, findings_of, layout_of
from extractors.scan.pages import Read, read_pages
from extractors.scan.pictures import Unreadable, file_pictures, opened_image, page_count
from extractors.scan.settings import Ocr
from schemas.errors import EngineError, UnreadableFileError
from schemas.raw import Extraction, OcrPolicy


def read_image(data: bytes, name: str, media_type: str, ocr: Ocr) -> Items:
    """The paragraphs and tables of a PNG, JPEG, TIFF, BMP or WebP.

    Args:
        data: The bytes of the file.
        name: Its name, for messages.
        media_type: What it is.
        ocr: How pictures are read.

    Raises:
        EmptyFileError: No bytes.
        FileTooLargeError: Too many pixels or pages.
        UnreadableFileError: It is no image, or damaged, or no text was found on any page.
    """
    if ocr.policy is OcrPolicy.NEVER:
        raise UnreadableFileError(f"{name}: a picture, and --ocr never says not to read any; use --ocr auto")
    with opened_image(data, name) as image:
        count = page_count(image)
    try:
        reads = list(read_pages(file_pictures(data, name), count, ocr))
    except EngineError as error:
        raise UnreadableFileError(f"{name}: a scan, and {error}") from error
    pages = layouts_of(reads)
    layers = {page.number: page.layer for page in pages}
    findings = [
        finding
        for read in reads
        for finding in (
            [unread_page(read.number, read.reason)]
            if isinstance(read, Unreadable)
            else findings_of(read, layers[read.number])
        )
    ]
    if not any(page.layer is Layer.GOOD for page in pages):
        raise UnreadableFileError(f"{name}: {_nothing(reads, pages)}")
    return Items(
        media_type=media_type,
        extraction=Extraction.OCR,
        items=tuple(items_of([page for page in pages if page.layer is Layer.GOOD])),
        findings=tuple(findings),
        pages=count,
        paged=True,
        scanned_pages=tuple(page.number for page in pages if page.layer is Layer.GOOD),
    )


def layouts_of(reads: Sequence[Read]) -> list[PageLayout]:
    """The layouts of pages that were read one after the other; tables without rules go on from one to the next."""
    pages: list[PageLayout] = []
    for read in reads:
        if isinstance(read, Unreadable):
            continue
        follows = pages and pages[-1].number == read.number - 1
        pages.append(layout_of(read, pages[-1].columns if follows else None))
    return pages


def _nothing(reads: Sequence[Read], pages: Sequence[PageLayout]) -> str:
    """Why nothing came out of any page."""
    reason = next((read.reason for read in reads if isinstance(read, Unreadable)), None)
    if reason:
        return reason
    if all(page.layer is Layer.BLANK for page in pages):
        return "nothing is printed on its pages; get it again from where it came from"
    return f"{NO_TEXT}; scan the document itself, upright and at 300 dpi"
