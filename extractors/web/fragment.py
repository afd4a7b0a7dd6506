"""A piece of markup within another kind of text: the HTML tables of a Markdown file."""

from __future__ import annotations

from dataclasses import replace

from extractors.grid import Grid
from extractors.web.blocks import items_of
from extractors.web.page import parsed
from schemas.errors import EmptyFileError
from schemas.raw import Paragraph, Place


def fragment_items(markup: str, name: str, first_line: int) -> list[Paragraph | Grid]:
    """The paragraphs and grids of a piece of markup that begins at a line of its file.

    Raises:
        UnreadableFileError: Its tags lie in each other too deep.
    """
    try:
        page = parsed(markup, name)
    except EmptyFileError:
        return []
    return [_moved(item, first_line - 1) for item in items_of(next(page.root.iter("body"), page.root), page)]


def _moved(item: Paragraph | Grid, by: int) -> Paragraph | Grid:
    if isinstance(item, Paragraph):
        return item.model_copy(update={"places": tuple(_lower(place, by) for place in item.places)})
    cells = tuple(replace(cell, places=tuple(_lower(place, by) for place in cell.places)) for cell in item.cells)
    return replace(item, cells=cells, place=_lower(item.place, by) if item.place else None)


def _lower(place: Place, by: int) -> Place:
    return Place(first_line=(place.first_line or 0) + by, last_line=(place.last_line or 0) + by)
