"""Pages of a PDF that are pictures, or whose text layer cannot be used, read off their pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.pages.layout import Layer, PageLayout
from extractors.scan.layout import layout_of
from extractors.scan.pages import read_pages
from extractors.scan.pictures import Unreadable, pdf_pictures
from extractors.scan.reader import findings_of
from extractors.scan.settings import Ocr
from normalizers.quality import is_garbled, text_quality
from schemas.raw import OcrPolicy, RawFinding

_TO_READ = frozenset({Layer.MISSING, Layer.STAMP_ONLY, Layer.UNMAPPED, Layer.DAMAGED})
_SPARSE = 600
"""Letters of a layer on a picture that may be no more than a stamp; a printed page has some 2,000."""
_MORE = 1.5
"""Times as many letters must be read off a picture as stand in a sparse layer."""


@dataclass(frozen=True)
class Chosen:
    """The pages of a document, each from its layer or its picture, as its text is better.

    `by_ocr` are the numbers of those that were read off their pictures.
    """

    pages: list[PageLayout]
    findings: list[RawFinding]
    by_ocr: frozenset[int]


def with_pictures_read(pages: Sequence[PageLayout], data: bytes, password: str | None, ocr: Ocr) -> Chosen:
    """The pages of a PDF, those that need it read off their pictures.

    Args:
        pages: What their text layers say.
        data: The bytes of the file.
        password: What opens it.
        ocr: Which pages are read so, and how.

    Raises:
        EngineError: Pages need it, and the engine or its model is missing.
    """
    numbers = [page.number for page in pages if _needs_reading(page, ocr.policy)]
    if not numbers:
        return Chosen(list(pages), [], frozenset())
    # loaded only where a page needs it

    reads = {read.number: read for read in read_pages(pdf_pictures(data, password, numbers), len(numbers), ocr)}
    chosen: list[PageLayout] = []
    by_ocr: set[int] = set()
    for page in pages:
        read = reads.get(page.number)
        if read is not None and not isinstance(read, Unreadable):
            scanned = layout_of(read, chosen[-1].columns if chosen else None)
            if _is_better(scanned, page, ocr.policy):
                chosen.append(scanned)
                by_ocr.add(page.number)
                continue
        chosen.append(page)
    findings = [
        finding
        for number, read in reads.items()
        if number in by_ocr or isinstance(read, Unreadable)
        for finding in findings_of(read, chosen)
    ]
    return Chosen(chosen, findings, frozenset(by_ocr))


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
