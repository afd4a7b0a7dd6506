"""One page: its tables, and the lines of text outside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractors.fonts import Fonts
from extractors.pages.cells import grid_of, tables_among
from extractors.pages.furniture import is_page_number, stands_alone
from extractors.pages.layout import PageLayout
from extractors.pages.textline import TextLine
from extractors.pdf.cells import letters_by_cell, letters_within
from extractors.pdf.layer import is_picture, layer_of
from extractors.pdf.letters import Letter, frame_of, letters_of
from extractors.pdf.lines import lines_of, words_of
from extractors.pdf.objects import drawn_on
from extractors.pdf.rules import rules_of
from extractors.ruling import Lattice, Rule, lattices_of
from extractors.unruled import Columns, Word, unruled_lattices

if TYPE_CHECKING:
    from pdfplumber.page import Page


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
        (lattice.box[1], grid_of(lattice, _cell_lines(lattice, own, fonts), number, frame))
        for lattice, own in zip([*ruled, *unruled], [*within, *beside], strict=True)
        if any(letter.text.strip() for letter in own)
    )
    pieces = tuple(lines_of(outside, fonts, part_columns=True))
    texts = [piece.text for piece in pieces] + [cell.text for _, grid in grids for cell in grid.cells]
    layer = layer_of(drawn, texts)
    return PageLayout(number, frame, layer, grids, pieces, columns, is_picture=is_picture(drawn))


def _cell_lines(lattice: Lattice, letters: Sequence[Letter], fonts: Fonts) -> list[list[TextLine]]:
    return [lines_of(own, fonts) for own in letters_by_cell(lattice, letters)]


def _unruled(
    letters: Sequence[Letter], across: Sequence[Rule], fonts: Fonts, going_on: Columns | None, height: float
) -> tuple[list[Lattice], Columns | None]:
    """The tables without rules between columns, and the columns of the last one where the page ends with it."""
    upright = [letter for letter in letters if not letter.turned and not letter.artifact]
    lines = lines_of(upright, fonts, part_columns=True)
    numbers = [line.box for line in lines if is_page_number(line, height) and stands_alone(line, lines)]
    _, upright = letters_within(upright, numbers)
    words = [Word(word.text, word.box) for word in words_of(upright, fonts)]
    found = unruled_lattices(words, across, height, going_on)
    return [lattice for lattice, _ in found], found[-1][1] if found else None
