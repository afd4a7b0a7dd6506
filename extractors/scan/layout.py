"""What was read off the picture of a page, as the layout that any page has."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.boxes import Box, rounded
from extractors.grid import Grid
from extractors.headers import is_header
from extractors.pages.cells import grid_of
from extractors.pages.furniture import is_page_number, stands_alone
from extractors.pages.layout import Layer, PageLayout, unread_page
from extractors.pages.textline import TextLine
from extractors.ruling import Lattice
from extractors.scan.figures import is_figure
from extractors.scan.lines import LEGIBLE, SeenLine, SeenWord, text_lines, usual_height
from extractors.scan.page import ScannedPage
from extractors.unruled import Columns, Word, unruled_lattices
from schemas.raw import Place, RawFinding
from schemas.records import Severity

NO_TEXT = "a picture in which no text was found"
_LEGIBLE_FIGURE = 0.8
"""As `LEGIBLE`, for a word with figures in it that a second reading did not confirm."""
_LIKE_TT = re.compile(r"[TI1l7|]{2}\.?|H|TH|[I1]T")
_TEXT = re.compile(r"[^\W\d_]{2}|\d|^[A-ZĐa-zđ]\)")
"""What a line of text holds at least; single letters and signs are dirt."""
_SIGN = re.compile(r"[-+%–•]")
"""What stands alone in a cell; elsewhere it is dirt."""
_NOISE = 0.4
"""Confidence of most words of a line below which it is a stamp, a signature or dirt."""
_LEGIBLE_WORDS, _LEGIBLE_SHARE = 3, 0.3
"""A page with fewer legible words, or a smaller share of them, is a picture."""
_WORD = re.compile(r"[^\W\d_]{2}|\d{2}")


def layout_of(page: ScannedPage, going_on: Columns | None = None) -> PageLayout:
    """The layout of a scanned page.

    Args:
        page: What was read.
        going_on: The columns of an unruled table at the end of the page before.
    """
    if not any(True for _ in page.words):
        return PageLayout(page.number, page.frame, Layer.PICTURE if page.inked else Layer.BLANK, (), ())
    if not _holds_text(list(page.words)):
        return PageLayout(page.number, page.frame, Layer.PICTURE, (), ())
    usual = usual_height([*page.lines, *(line for table in page.tables for cell in table.lines for line in cell)])
    height = page.frame.upright_size[1]
    legible, noise = _parted(page.lines)
    found = unruled_lattices(_words(legible, usual, height), page.across, height, going_on)
    unruled = [lattice for lattice, _ in found]
    held, outside = _cells_of(unruled, legible)
    tables = [(table.lattice, table.lines) for table in page.tables] + list(zip(unruled, held, strict=True))
    grids = tuple(
        (
            lattice.box[1],
            _headed(grid_of(lattice, [list(_texts(cell, usual)) for cell in cells], page.number, page.frame)),
        )
        for lattice, cells in tables
        if any(cells)
    )
    pieces = [piece for line in outside if not _is_sign(line) for piece in text_lines(line, usual, part_columns=True)]
    aside = [piece for line in (*noise, *filter(_is_sign, outside)) for piece in text_lines(line, usual)]
    columns = found[-1][1] if found else None
    return PageLayout(page.number, page.frame, Layer.GOOD, grids, tuple(pieces), columns, tuple(aside))


def _is_sign(line: SeenLine) -> bool:
    return all(_SIGN.fullmatch(word.text) for word in line)


def _holds_text(words: Sequence[SeenWord]) -> bool:
    """Whether words were read, not shapes in a picture: a few that are sure, not lost among many that are not."""
    read = [word for word in words if _WORD.search(word.text)]
    sure = sum(word.confidence >= LEGIBLE for word in read)
    return sure >= _LEGIBLE_WORDS and sure >= _LEGIBLE_SHARE * len(words)


def _headed(grid: Grid) -> Grid:
    """The grid with `TT` over its ordinals where its narrow capitals were read as figures: `11`, `II`, `H`."""
    cells = grid.row(1)
    if not cells or not _LIKE_TT.fullmatch(cells[0].text) or not is_header(["TT", *(cell.text for cell in cells[1:])]):
        return grid
    first = cells[0]
    return replace(grid, cells=tuple(replace(cell, text="TT") if cell is first else cell for cell in grid.cells))


def findings_of(page: ScannedPage, layer: Layer) -> Iterator[RawFinding]:
    """What a reader should know of a page that was read off its picture, by what its layout says it is."""
    if layer is Layer.PICTURE:
        yield unread_page(page.number, NO_TEXT)
    elif layer is Layer.GOOD:
        yield from doubts_of(page)


def doubts_of(page: ScannedPage) -> Iterator[RawFinding]:
    """What should be compared with the picture: figures that two readings read otherwise, words hardly legible."""
    disputed = set()
    for doubt in page.doubts:
        disputed.add(doubt.box)
        message = (
            f"page {page.number}: read {doubt.text!r}, a second reading {doubt.otherwise!r}; compare with the page"
        )
        yield _finding(Severity.WARNING, "doubtful-figure", message, page, doubt.box)
    legible, _ = _parted(page.lines)
    for line in [*(line for table in page.tables for cell in table.lines for line in cell), *legible]:
        for word in line:
            figure = is_figure(word.text)
            if word.box in disputed or word.confidence >= (_LEGIBLE_FIGURE if figure else LEGIBLE):
                continue
            if not any(map(str.isalnum, word.text)):
                continue  # a sign that stands alone: a bullet, or dirt
            severity, code = (Severity.WARNING, "doubtful-figure") if figure else (Severity.INFO, "doubtful-word")
            sure = f"with a confidence of {word.confidence:.2f}"
            sure += ", and a second reading did not confirm it" if figure else ""
            message = f"page {page.number}: read {word.text!r} {sure}; compare with the page"
            yield _finding(severity, code, message, page, word.box)


def _finding(severity: Severity, code: str, message: str, page: ScannedPage, box: Box) -> RawFinding:
    place = Place(page=page.number, box=rounded(page.frame.on_page(box)))
    return RawFinding(severity=severity, code=code, message=message, place=place)


def _parted(lines: Sequence[SeenLine]) -> tuple[list[SeenLine], list[SeenLine]]:
    """The lines that are text, and those that are stamps, signatures and dirt."""
    legible: list[SeenLine] = []
    noise: list[SeenLine] = []
    for line in lines:
        letters = sum(len(word.text) for word in line)
        sure = sum(word.confidence * len(word.text) for word in line)
        is_text = any(_TEXT.search(word.text) or _SIGN.fullmatch(word.text) for word in line)
        (legible if is_text and sure >= _NOISE * letters else noise).append(line)
    return legible, noise


def _words(lines: Sequence[SeenLine], usual: float, height: float) -> list[Word]:
    """The words among which tables without rules are looked for: without the number of the page."""
    texts = [next(text_lines(line, usual)) for line in lines]
    return [
        Word(word.text, (word.box[0], text.box[1], word.box[2], text.box[3]))
        for line, text in zip(lines, texts, strict=True)
        if not (is_page_number(text, height) and stands_alone(text, texts))
        for word in line
    ]


def _texts(cell: Sequence[SeenLine], usual: float) -> Iterator[TextLine]:
    for line in cell:
        yield from text_lines(line, usual)


def _cells_of(
    lattices: Sequence[Lattice], lines: Sequence[SeenLine]
) -> tuple[list[tuple[tuple[SeenLine, ...], ...]], list[SeenLine]]:
    """The lines of each cell of tables without rules, and the lines outside them."""
    held: list[list[list[SeenLine]]] = [[[] for _ in lattice.cells] for lattice in lattices]
    outside: list[SeenLine] = []
    for line in lines:
        left: list[SeenWord] = []
        parts: dict[tuple[int, int], list[SeenWord]] = {}
        for word in line:
            seat = _seat(word, lattices)
            (left if seat is None else parts.setdefault(seat, [])).append(word)
        if left:
            outside.append(tuple(left))
        for (table, cell), words in parts.items():
            held[table][cell].append(tuple(words))
    return [tuple(tuple(cell) for cell in table) for table in held], outside


def _seat(word: SeenWord, lattices: Sequence[Lattice]) -> tuple[int, int] | None:
    """The table and cell in which the middle of a word lies."""
    x, y = (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2
    for number, lattice in enumerate(lattices):
        x0, top, x1, bottom = lattice.box
        if not (x0 <= x <= x1 and top <= y <= bottom):
            continue
        row = min(max(bisect_right(lattice.ys, y), 1), len(lattice.ys) - 1)
        column = min(max(bisect_right(lattice.xs, x), 1), len(lattice.xs) - 1)
        for index, cell in enumerate(lattice.cells):
            if cell.row <= row < cell.row + cell.row_span and cell.column <= column < cell.column + cell.column_span:
                return number, index
    return None
