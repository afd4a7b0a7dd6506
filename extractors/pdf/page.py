"""One page: its tables, and the lines of text outside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.fonts import Fonts
from extractors.grid import Grid
from extractors.pdf.cells import grid_of, letters_within, tables_among
from extractors.pdf.layer import Layer, layer_of
from extractors.pdf.letters import Frame, frame_of, letters_of
from extractors.pdf.lines import TextLine, lines_of
from extractors.pdf.rules import rules_of
from extractors.ruling import lattices_of

if TYPE_CHECKING:
    from pdfplumber.page import Page


@dataclass(frozen=True)
class PageLayout:
    """What stands on a page in its upright frame: `grids`, each with its top, and `pieces` of lines outside them."""

    number: int
    frame: Frame
    layer: Layer
    grids: tuple[tuple[float, Grid], ...]
    pieces: tuple[TextLine, ...]

    @property
    def height(self) -> float:
        """Of the page as it is read."""
        return self.frame.upright_size[1]


def page_layout(page: Page, fonts: Fonts) -> PageLayout:
    """The layout of a page; the page lets go of what it holds."""
    number = int(page.page_number)
    frame = frame_of(page.chars, float(page.width), float(page.height))
    letters = letters_of(page.chars, frame)
    lattices = tables_among(lattices_of(*rules_of(page, frame)))
    within, outside = letters_within(letters, [lattice.box for lattice in lattices])
    grids = tuple(
        (lattice.box[1], grid_of(lattice, own, number, frame, fonts))
        for lattice, own in zip(lattices, within, strict=True)
        if any(letter.text.strip() for letter in own)
    )
    pieces = tuple(lines_of(outside, fonts, part_columns=True))
    texts = [piece.text for piece in pieces] + [cell.text for _, grid in grids for cell in grid.cells]
    layer = layer_of(page, texts)
    page.close()
    return PageLayout(number, frame, layer, grids, pieces)
