"""Pages made one text: paragraphs and tables in reading order, page furniture left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from statistics import median

from extractors.boxes import rounded
from extractors.grid import Grid
from extractors.line import Line
from extractors.pages.footnotes import with_marks
from extractors.pages.furniture import RunningLines, stamped
from extractors.pages.layout import PageLayout
from extractors.pages.side_by_side import in_reading_order
from extractors.pages.textline import TextLine
from extractors.prose import paragraphs_of
from extractors.wrapping import WrappedLine, unbroken
from normalizers.text import footnote_signs_in
from schemas.raw import Paragraph, ParagraphRole


def items_of(pages: Sequence[PageLayout]) -> Iterator[Paragraph | Grid]:
    """Paragraphs and grids in reading order; running text goes on over pages, never over a table."""
    running = RunningLines((page.pieces, page.height) for page in pages)
    sizes = [piece.size for page in pages for piece in page.pieces]
    usual_size = median(sizes) if sizes else 0.0
    stretch: list[Line] = []
    beside: list[Paragraph] = []
    number = 0
    for page in pages:
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
    aside: list[TextLine] = [*page.aside]
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
    return Line(number, piece.text, page.number, box=box, reading_box=piece.box, unsure=piece.unsure)


def _furniture(line: Line) -> Paragraph:
    return Paragraph(text=line.text, role=ParagraphRole.FURNITURE, places=(line.place,), source_text=line.text)
