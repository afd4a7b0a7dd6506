"""The picture of one page read: put upright, its tables found, its pieces cut out, its figures looked at twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

import cv2
import numpy as np

from extractors.boxes import Box, inside
from extractors.pages.cells import tables_among
from extractors.pages.frame import Frame
from extractors.ruling import Lattice, Rule, lattices_of
from extractors.scan.areas import blocks_of
from extractors.scan.cleaning import grey_of, ink_of, without_dirt
from extractors.scan.engine import ReadWord, read_pieces
from extractors.scan.figures import SIGNS, is_figure, looks_like_figure, second_reading, settled
from extractors.scan.image import PageImage, PixelBox, Pixels, resolved
from extractors.scan.lines import SeenLine, SeenWord, from_the_top, in_true_case, without_scraps
from extractors.scan.rulings import Rulings, rulings_of
from extractors.scan.settings import Model
from extractors.scan.upright import rotated, stance_of, turned

_MARGIN = 3.0
"""Points of paper left around a piece."""
_BORDER = 1.0
"""Points along the rules of a cell where remains of these lie."""
_TOKEN = (64.0, 20.0)
"""Points: the greatest width and height of the ink of a cell that may be one token."""
_SMALLEST = 20
"""Pixels: a picture that is lower or narrower holds no line of text."""
_FAINT = 14.0
"""Shades (of 255) by which faint print is darker than its paper, noise set aside."""
_LEAST_INK = 0.00002
"""Share of a page that the ink of a few letters covers."""


class Doubt(NamedTuple):
    """A token that two readings read otherwise: what was taken, what the other said, where it stands."""

    text: str
    otherwise: str
    box: Box


@dataclass(frozen=True)
class RuledTable:
    """A ruled table with the lines of each of its cells, from the top."""

    lattice: Lattice
    lines: tuple[tuple[SeenLine, ...], ...]


@dataclass(frozen=True)
class ScannedPage:
    """What was read off the picture of a page, in points of its upright frame.

    `lines` are those outside ruled tables, `across` the horizontal rules of the page, `doubts` what to compare with the
    picture. `inked` tells that something is printed on it, whether or not it was read.
    """

    number: int
    frame: Frame
    tables: tuple[RuledTable, ...] = ()
    lines: tuple[SeenLine, ...] = ()
    across: tuple[Rule, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    inked: bool = True

    @property
    def words(self) -> Iterator[SeenWord]:
        """All words of the page."""
        for table in self.tables:
            for cell in table.lines:
                for line in cell:
                    yield from line
        for line in self.lines:
            yield from line


def read_page(image: PageImage, model: Model, seconds: float) -> ScannedPage:
    """Read the picture of a page.

    Args:
        image: The page as it was scanned.
        model: What the engine reads with.
        seconds: How long the engine may take.

    Raises:
        EngineError: The engine or its model is missing, or it failed.
        PageError: The engine did not finish in time.
    """
    width, height = image.size
    if min(image.pixels.shape[:2]) < _SMALLEST:
        return ScannedPage(image.number, Frame(0, width, height), inked=False)
    sheet = _sheet_of(resolved(image))
    page = ScannedPage(image.number, sheet.frame)
    if sheet.ink.mean() / 255 < _LEAST_INK:
        return replace(page, inked=_is_faint(sheet))
    rulings = rulings_of(sheet.ink, sheet.scale)
    sheet = sheet.less(rulings)
    lattices = tables_among(lattices_of(*_outside_pictures(rulings, sheet)))
    pieces = [*_cell_pieces(sheet, lattices), *_block_pieces(sheet, lattices)]
    read = read_pieces([piece.pixels for piece in pieces], sheet.scale * 72, model, seconds)
    doubts: list[Doubt] = []
    lines = [_lines(sheet, piece, words, doubts) for piece, words in zip(pieces, read, strict=True)]
    return replace(
        page,
        tables=tuple(_tables(lattices, pieces, lines)),
        lines=tuple(
            from_the_top(line for piece, own in zip(pieces, lines, strict=True) for line in own if not piece.of)
        ),
        across=rulings.across,
        doubts=tuple(doubts),
    )


def _is_faint(sheet: _Sheet) -> bool:
    """Whether something is printed on a page without ink, too faintly to be read."""
    calm = cv2.blur(sheet.grey, (5, 5))[::3, ::3]
    return bool(float(np.median(calm)) - float(np.percentile(calm, 0.5)) > _FAINT)


# --- the sheet --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class _Sheet:
    """A page that stands upright: grey, its ink, pixels for each point, the way back to the page, its pictures."""

    grey: Pixels
    ink: Pixels
    scale: float
    frame: Frame
    paper: int
    pictures: tuple[Box, ...] = ()

    def less(self, rulings: Rulings) -> _Sheet:
        """The sheet without its rules and without dirt."""
        grey = self.grey.copy()
        grey[rulings.ink > 0] = self.paper
        cleaned = without_dirt(np.asarray(cv2.subtract(self.ink, rulings.ink), np.uint8), self.scale)
        pictures = tuple(_points(box, self.scale) for box in cleaned.pictures)
        return replace(self, grey=grey, ink=cleaned.ink, pictures=pictures)

    def pixels(self, box: Box) -> PixelBox:
        """A box in pixels, within the sheet."""
        height, width = self.grey.shape
        left, top, right, bottom = (round(edge * self.scale) for edge in box)
        return max(0, left), max(0, top), min(width, right), min(height, bottom)


def _sheet_of(image: PageImage) -> _Sheet:
    grey = grey_of(image.pixels, image.scale)
    ink = ink_of(grey)
    turns, lean = stance_of(ink)
    width, height = image.size
    grey, ink = rotated(grey, turns), rotated(ink, turns)
    paper = int(np.median(grey[::5, ::5]))
    if lean:
        grey = turned(grey, lean, paper)
        ink = ink_of(grey)
    return _Sheet(grey, ink, image.scale, Frame(turns, width, height, lean), paper)


def _outside_pictures(rulings: Rulings, sheet: _Sheet) -> tuple[list[Rule], list[Rule]]:
    """The rules that do not lie in a stamp or picture, horizontal and vertical."""
    across = [
        r for r in rulings.across if not any(inside((r.start, r.at, r.end, r.at), box, 4) for box in sheet.pictures)
    ]
    down = [r for r in rulings.down if not any(inside((r.at, r.start, r.at, r.end), box, 4) for box in sheet.pictures)]
    return across, down


# --- pieces -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class _Piece:
    """What is read at once: its pixels, where they lie on the sheet, and which cell of which table it is.

    `token` is the box of its ink where all of it may be one figure.
    """

    pixels: Pixels
    left: int
    top: int
    of: tuple[int, int] | None = None
    token: PixelBox | None = None


def _cell_pieces(sheet: _Sheet, lattices: Sequence[Lattice]) -> Iterator[_Piece]:
    """The cells of tables in which something stands."""
    for number, lattice in enumerate(lattices):
        for index, cell in enumerate(lattice.cells):
            x0, top, x1, bottom = cell.box
            left, upper, right, lower = sheet.pixels((x0 + _BORDER, top + _BORDER, x1 - _BORDER, bottom - _BORDER))
            ink = sheet.ink[upper:lower, left:right]
            own = _ink_box(ink)
            if own is None:
                continue
            box = (left + own[0], upper + own[1], left + own[2], upper + own[3])
            limits = (left, upper, right, lower)
            yield _cut(sheet, box, limits=limits, of=(number, index), token=_token(sheet, box))


def _block_pieces(sheet: _Sheet, lattices: Sequence[Lattice]) -> Iterator[_Piece]:
    """The blocks of text outside tables; ink of other blocks that reaches into the box of one is painted over."""
    for box, own in blocks_of(sheet.ink, sheet.scale, [lattice.box for lattice in lattices]):
        left, top, right, bottom = sheet.pixels(box)
        if right - left < 2 or bottom - top < 2:
            continue
        mask = cv2.resize(own, (right - left, bottom - top), interpolation=cv2.INTER_NEAREST)
        pixels = np.where(mask > 0, sheet.grey[top:bottom, left:right], sheet.paper).astype(np.uint8)
        margin = round(_MARGIN * sheet.scale)
        ink = _ink_box(np.where(mask > 0, sheet.ink[top:bottom, left:right], 0).astype(np.uint8))
        token = _token(sheet, (left + ink[0], top + ink[1], left + ink[2], top + ink[3])) if ink else None
        yield _Piece(_padded(pixels, margin, sheet.paper), left - margin, top - margin, token=token)


def _token(sheet: _Sheet, box: PixelBox) -> PixelBox | None:
    """The box of ink that may be one figure; None where it is too large for that."""
    wide, high = (box[2] - box[0]) / sheet.scale, (box[3] - box[1]) / sheet.scale
    return box if wide <= _TOKEN[0] and high <= _TOKEN[1] else None


def _ink_box(ink: Pixels) -> PixelBox | None:
    """The box around all ink; None where there is none."""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows):
        return None
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def _cut(
    sheet: _Sheet,
    box: PixelBox,
    limits: PixelBox,
    of: tuple[int, int],
    token: PixelBox | None,
) -> _Piece:
    """A piece with some paper around it: its own within the limits, made beyond."""
    margin = round(_MARGIN * sheet.scale)
    left, top = max(limits[0], box[0] - margin), max(limits[1], box[1] - margin)
    right, bottom = min(limits[2], box[2] + margin), min(limits[3], box[3] + margin)
    pixels = _padded(sheet.grey[top:bottom, left:right], margin, sheet.paper)
    return _Piece(pixels, left - margin, top - margin, of, token)


def _padded(pixels: Pixels, margin: int, paper: int) -> Pixels:
    framed = cv2.copyMakeBorder(pixels, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=paper)
    return np.asarray(framed, np.uint8)


# --- words ------------------------------------------------------------------------------------------------------------


def _lines(sheet: _Sheet, piece: _Piece, words: Sequence[ReadWord], doubts: list[Doubt]) -> list[SeenLine]:
    """The lines of a piece, its figures looked at twice."""
    if piece.token and (token := _one_token(sheet, piece.token, words, doubts)):
        return [(token,)]
    lines = []
    for _, line in groupby(words, key=lambda word: word.line):
        lines.append(without_scraps([_seen(sheet, piece, word, doubts) for word in line]))
    return in_true_case(from_the_top(lines))


def _one_token(sheet: _Sheet, box: PixelBox, words: Sequence[ReadWord], doubts: list[Doubt]) -> SeenWord | None:
    """The only token of a cell, where it is a figure; the engine may have found nothing or have parted it."""
    second = second_reading(sheet.grey, sheet.ink, box, sheet.scale)
    if not looks_like_figure(second) or second.parted or (second.apart and second.text[:1] not in SIGNS):
        return None  # several figures, or words
    first = "".join(word.text for word in words)
    confidence = min((word.confidence for word in words), default=0.0)
    token = _settled(sheet, box, first, confidence, doubts, whole=True)
    return token if token.text else None


def _seen(sheet: _Sheet, piece: _Piece, word: ReadWord, doubts: list[Doubt]) -> SeenWord:
    left, top, right, bottom = word.box
    box = (left + piece.left, top + piece.top, right + piece.left, bottom + piece.top)
    if is_figure(word.text):
        return _settled(sheet, box, word.text, word.confidence, doubts)
    return SeenWord(word.text, _points(box, sheet.scale), word.confidence)


def _settled(
    sheet: _Sheet,
    box: PixelBox,
    first: str,
    confidence: float,
    doubts: list[Doubt],
    *,
    whole: bool = False,
) -> SeenWord:
    verdict = settled(first, confidence, second_reading(sheet.grey, sheet.ink, box, sheet.scale), whole=whole)
    place = _points(box, sheet.scale)
    if verdict.otherwise is not None:
        doubts.append(Doubt(verdict.text, verdict.otherwise, place))
    return SeenWord(verdict.text, place, verdict.confidence)


def _points(box: PixelBox, scale: float) -> Box:
    left, top, right, bottom = box
    return left / scale, top / scale, right / scale, bottom / scale


def _tables(
    lattices: Sequence[Lattice], pieces: Sequence[_Piece], lines: Sequence[Sequence[SeenLine]]
) -> Iterator[RuledTable]:
    held = {piece.of: own for piece, own in zip(pieces, lines, strict=True) if piece.of}
    for number, lattice in enumerate(lattices):
        cells = (tuple(held.get((number, index), ())) for index in range(len(lattice.cells)))
        yield RuledTable(lattice, tuple(cells))
