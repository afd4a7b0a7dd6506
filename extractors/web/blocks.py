"""Blocks and tables of a page as items: paragraphs, footnotes and grids in reading order."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from extractors.grid import Grid
from extractors.items import paragraph
from extractors.line import Line as TextLine
from extractors.linebreaks import footnote, joined
from extractors.prose import paragraphs_of
from extractors.web.flow import Block, Cells, flow
from extractors.web.page import Page, place_between
from extractors.web.tables import grid_of, lays_out, parts_of
from schemas.raw import Paragraph, ParagraphRole

DEEPEST_LAYOUT = 25
"""Tables that lay out others which lay out others: deeper ones are read as text, line by line."""


def items_of(root: etree._Element, page: Page, depth: int = 0) -> Iterator[Paragraph | Grid]:
    """The paragraphs and grids below an element."""
    for part in flow(root, page, Cells.APART if depth < DEEPEST_LAYOUT else Cells.BLOCKS):
        if isinstance(part, Block):
            yield from _paragraphs(part)
        else:
            yield from _table(part, page, depth)


def _table(table: etree._Element, page: Page, depth: int) -> Iterator[Paragraph | Grid]:
    parts = parts_of(table, page)
    for stray in parts.strays:
        if isinstance(stray, Block):
            yield from _paragraphs(stray)
        elif stray.tag == "table" and depth < DEEPEST_LAYOUT:
            yield from _table(stray, page, depth + 1)
        else:
            yield from items_of(stray, page, depth + 1)
    if depth >= DEEPEST_LAYOUT or not lays_out(parts):
        grid = grid_of(table, parts, page)
        if any(cell.text for cell in grid.cells):
            yield grid
        return
    for row in parts.rows:
        for cell in row.cells:
            yield from items_of(cell, page, depth + 1)


def _paragraphs(block: Block) -> Iterator[Paragraph]:
    """The paragraphs of a block, those left out of which nothing is left once they are tidied."""
    return (found for found in _stretches(block) if found.text)


def _stretches(block: Block) -> Iterator[Paragraph]:
    numbers = [line.number for line in block.lines if line.number]
    if block.preformatted:
        lines = [TextLine((numbers or [1])[0] + n, text) for n, text in enumerate(block.text.split("\n"))]
        yield from paragraphs_of(lines)
        return
    groups = joined(block.texts)
    place = place_between(numbers)
    for group in groups:
        text = " ".join(group)
        note = footnote(text)
        if note:
            yield paragraph(note, place, ParagraphRole.FOOTNOTE, "\n".join(group))
        else:
            # what stands in the page can only be told for the block as a whole
            yield paragraph(text, place, source=block.source if len(groups) == 1 else "\n".join(group))
