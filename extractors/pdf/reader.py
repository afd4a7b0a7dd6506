"""A PDF as a whole: pages with their tables and text, page furniture left out, pages without text told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from statistics import median

from extractors.boxes import rounded
from extractors.fonts import Fonts, read_by_fonts
from extractors.grid import Grid
from extractors.items import Items
from extractors.line import Line
from extractors.pdf.footnotes import with_marks
from extractors.pdf.furniture import RunningLines, stamped
from extractors.pdf.layer import Layer
from extractors.pdf.lines import TextLine
from extractors.pdf.opening import opened
from extractors.pdf.page import PageLayout, damaged_page, page_layout
from extractors.pdf.side_by_side import in_reading_order
from extractors.prose import paragraphs_of
from extractors.wrapping import WrappedLine, unbroken
from normalizers.text import footnote_signs_in
from schemas.errors import UnreadableFileError
from schemas.raw import Extraction, Paragraph, ParagraphRole, Place, RawFinding
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
        items=tuple(_items(pages)),
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


def _items(pages: Sequence[PageLayout]) -> Iterator[Paragraph | Grid]:
    """Paragraphs and grids in reading order; running text goes on over pages, never over a table."""
    running = RunningLines((page.pieces, page.height) for page in pages)
    sizes = [piece.size for page in pages for piece in page.pieces]
    usual_size = median(sizes) if sizes else 0.0
    stretch: list[Line] = []
    beside: list[Paragraph] = []
    number = 0
    for page in pages:
        if page.layer in _UNREAD:
            continue
        own, aside = _parted(page, running)
        for piece in aside:
            number += 1
            beside.append(_furniture(_line(piece, number, page)))
        called = _called(page)
        for part in _bands(page, own):
            if isinstance(part, Grid):
                yield from chain(paragraphs_of(stretch), beside, [part])
                stretch, beside = [], []
                continue
            lines = with_marks(in_reading_order(part), usual_size, page.height, called)
            for line in _unbroken(lines):
                number += 1
                stretch.append(_line(line, number, page))
    yield from chain(paragraphs_of(stretch), beside)


def _called(page: PageLayout) -> frozenset[str]:
    """The raised figures on a page, that point to its footnotes."""
    cells = (cell.text for _, grid in page.grids for cell in grid.cells)
    return frozenset(
        sign for text in chain((piece.text for piece in page.pieces), cells) for sign in footnote_signs_in(text)
    )


def _parted(page: PageLayout, running: RunningLines) -> tuple[list[TextLine], list[TextLine]]:
    """The pieces that are text, and those that are page furniture."""
    stamps = stamped([piece.text for piece in page.pieces])
    own: list[TextLine] = []
    aside: list[TextLine] = []
    for piece, is_stamp in zip(page.pieces, stamps, strict=True):
        (aside if is_stamp or running.hold(piece, page.height) else own).append(piece)
    return own, aside


def _bands(page: PageLayout, pieces: Sequence[TextLine]) -> Iterator[Grid | list[TextLine]]:
    """The tables of a page and what stands between them, from the top."""
    rest = sorted(pieces, key=lambda piece: piece.middle)
    for top, grid in sorted(page.grids, key=lambda placed: placed[0]):
        above = [piece for piece in rest if piece.middle < top]
        rest = rest[len(above) :]
        if above:
            yield above
        yield grid
    if rest:
        yield rest


def _unbroken(lines: Sequence[TextLine]) -> list[TextLine]:
    """Lines with the words whole that their ends broke; a word stands where it ends."""
    texts = [line.text for line in lines]
    for index in range(len(texts) - 1):
        pair = unbroken([WrappedLine(texts[index], spaced=lines[index].spaced), WrappedLine(texts[index + 1])])
        texts[index : index + 2] = pair if len(pair) == 2 else ["", *pair]
    return [replace(line, text=text) for line, text in zip(lines, texts, strict=True) if text]


def _line(piece: TextLine, number: int, page: PageLayout) -> Line:
    box = rounded(page.frame.on_page(piece.box))
    return Line(number, piece.text, page.number, box=box, reading_box=piece.box)


def _furniture(line: Line) -> Paragraph:
    return Paragraph(text=line.text, role=ParagraphRole.FURNITURE, places=(line.place,), source_text=line.text)
