"""One page: its tables, and the lines of text outside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.fonts import Fonts
from extractors.grid import Grid
from extractors.pdf.cells import grid_of, letters_within, tables_among
from extractors.pdf.furniture import is_page_number
from extractors.pdf.layer import Layer, layer_of
from extractors.pdf.letters import Frame, Letter, frame_of, letters_of
from extractors.pdf.lines import TextLine, lines_of, words_of
from extractors.pdf.objects import drawn_on
from extractors.pdf.rules import rules_of
from extractors.ruling import Lattice, Rule, lattices_of
from extractors.unruled import Columns, Word, unruled_lattices

if TYPE_CHECKING:
    from pdfplumber.page import Page


@dataclass(frozen=True)
class PageLayout:
    """What stands on a page in its upright frame: `grids`, each with its top, and `pieces` of lines outside them.

    `columns` are those of an unruled table that the page may end with.
    """

    number: int
    frame: Frame
    layer: Layer
    grids: tuple[tuple[float, Grid], ...]
    pieces: tuple[TextLine, ...]
    columns: Columns | None = None

    @property
    def height(self) -> float:
        """Of the page as it is read."""
        return self.frame.upright_size[1]


def page_layout(page: Page, fonts: Fonts, going_on: Columns | None = None) -> PageLayout:
    """The layout of a page; the page lets go of what it holds.

    Args:
        page: The page.
        fonts: What its fonts mean for letters.
        going_on: The columns of an unruled table at the end of the page before.
    """
    number = int(page.page_number)
    drawn = drawn_on(page)
    page.close()
    frame = frame_of(drawn)
    letters = letters_of(drawn.glyphs, frame)
    across, down = rules_of(drawn, frame)
    ruled = tables_among(lattices_of(across, down))
    within, outside = letters_within(letters, [lattice.box for lattice in ruled])
    unruled, columns = _unruled(outside, across, fonts, going_on, frame.upright_size[1])
    beside, outside = letters_within(outside, [lattice.box for lattice in unruled])
    grids = tuple(
        (lattice.box[1], grid_of(lattice, own, number, frame, fonts))
        for lattice, own in zip([*ruled, *unruled], [*within, *beside], strict=True)
        if any(letter.text.strip() for letter in own)
    )
    pieces = tuple(lines_of(outside, fonts, part_columns=True))
    texts = [piece.text for piece in pieces] + [cell.text for _, grid in grids for cell in grid.cells]
    layer = layer_of(drawn, texts)
    return PageLayout(number, frame, layer, grids, pieces, columns)


def damaged_page(number: int) -> PageLayout:
    """In place of a page that cannot be read."""
    return PageLayout(number, Frame(0, 0, 0), Layer.DAMAGED, (), ())


def _unruled(
    letters: Sequence[Letter], across: Sequence[Rule], fonts: Fonts, going_on: Columns | None, height: float
) -> tuple[list[Lattice], Columns | None]:
    """The tables without rules between columns, and the columns of the last one where the page ends with it."""
    upright = [letter for letter in letters if not letter.turned and not letter.artifact]
    lines = lines_of(upright, fonts, part_columns=True)
    numbers = [line.box for line in lines if is_page_number(line, height) and _is_alone(line, lines)]
    _, upright = letters_within(upright, numbers)
    words = [Word(word.text, word.box) for word in words_of(upright, fonts)]
    found = unruled_lattices(words, across, height, going_on)
    return [lattice for lattice, _ in found], found[-1][1] if found else None


def _is_alone(line: TextLine, lines: Sequence[TextLine]) -> bool:
    """Whether nothing stands beside a line; an ordinal has its row beside it."""
    return not any(other is not line and line.box[1] < other.middle < line.box[3] for other in lines)
