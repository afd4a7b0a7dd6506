"""Pages of a PDF that are pictures, or whose text layer cannot be used, read off their pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.pages.layout import Layer, PageLayout, unread_page
from extractors.scan.settings import Ocr
from normalizers.quality import is_garbled, text_quality
from schemas.errors import EngineError
from schemas.raw import OcrPolicy, Place, RawFinding
from schemas.records import Severity

if TYPE_CHECKING:
    from extractors.scan.pages import Read

_TO_READ = frozenset({Layer.MISSING, Layer.STAMP_ONLY, Layer.UNMAPPED, Layer.DAMAGED})
_SPARSE = 600
"""Characters of a layer on a picture that may be no more than a stamp; a printed page has some 2,000."""
_MORE = 1.5
"""Times as many letters must be read off a picture as stand in a sparse layer."""


@dataclass(frozen=True)
class Chosen:
    """The pages of a document, each from its layer or its picture, as its text is better.

    Attributes:
        pages: The pages.
        findings: What a reader should know of those that were read off their pictures, or should have been.
        by_ocr: The numbers of those that were read off their pictures.
        missing: Why none could be read so, where the engine or its model is missing.
    """

    pages: list[PageLayout]
    findings: list[RawFinding]
    by_ocr: frozenset[int] = frozenset()
    missing: str | None = None


def with_pictures_read(pages: Sequence[PageLayout], data: bytes, password: str | None, ocr: Ocr) -> Chosen:
    """The pages of a PDF, those that need it read off their pictures.

    Args:
        pages: What their text layers say.
        data: The bytes of the file.
        password: What opens it.
        ocr: Which pages are read so, and how.
    """
    numbers = [page.number for page in pages if _needs_reading(page, ocr.policy)]
    if not numbers:
        return Chosen(list(pages), [])
    # OpenCV and the engine are loaded only where a page needs them
    from extractors.scan.pages import read_pages
    from extractors.scan.pictures import pdf_pictures

    try:
        reads = {read.number: read for read in read_pages(pdf_pictures(data, password, numbers), len(numbers), ocr)}
    except EngineError as error:
        told = [_layer_only(page, str(error)) for page in pages if page.number in numbers and page.layer is Layer.GOOD]
        return Chosen(list(pages), told, missing=str(error))
    return _chosen(pages, reads, ocr.policy)


def _chosen(pages: Sequence[PageLayout], reads: Mapping[int, Read], policy: OcrPolicy) -> Chosen:
    from extractors.scan.layout import findings_of, layout_of
    from extractors.scan.pictures import Unreadable

    chosen: list[PageLayout] = []
    findings: list[RawFinding] = []
    by_ocr: set[int] = set()
    for page in pages:
        read = reads.get(page.number)
        if isinstance(read, Unreadable):
            is_read = page.layer is Layer.GOOD
            findings.append(_layer_only(page, read.reason) if is_read else unread_page(page.number, read.reason))
        elif read is not None:
            scanned = layout_of(read, chosen[-1].columns if chosen else None)
            if _is_better(scanned, page, policy):
                chosen.append(scanned)
                findings += findings_of(read, scanned.layer)
                by_ocr |= {page.number} if scanned.layer is Layer.GOOD else set()
                continue
        chosen.append(page)
    return Chosen(chosen, findings, frozenset(by_ocr))


def _layer_only(page: PageLayout, reason: str) -> RawFinding:
    """That a page could not be read off its picture, though its layer holds little or is garbled."""
    message = f"page {page.number}: only its text layer is read, for its picture could not be: {reason}"
    return RawFinding(severity=Severity.WARNING, code="unread-page", message=message, place=Place(page=page.number))


def _needs_reading(page: PageLayout, policy: OcrPolicy) -> bool:
    if policy is not OcrPolicy.AUTO:
        return policy is OcrPolicy.ALWAYS
    return page.layer in _TO_READ or (page.is_picture and (_is_sparse(page) or _is_garbled(page)))


def _is_sparse(page: PageLayout) -> bool:
    """Whether a page has hardly any text in its layer: a stamp beside a picture that holds the text itself."""
    return len(page.text) < _SPARSE


def _is_garbled(page: PageLayout) -> bool:
    return is_garbled(page.text, text_quality(page.text))


def _is_better(scanned: PageLayout, page: PageLayout, policy: OcrPolicy) -> bool:
    """Whether the text read off the picture is the one to take."""
    if page.layer in _TO_READ or page.layer is Layer.BLANK:
        return True
    if scanned.layer is not Layer.GOOD:
        return False
    if policy is OcrPolicy.ALWAYS:
        return True
    if _is_sparse(page):
        return len(scanned.text) > _MORE * len(page.text)
    return text_quality(scanned.text) > text_quality(page.text)
