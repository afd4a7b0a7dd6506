"""Grids that only set text side by side, told from tables and turned into paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.assembly.rows import rows_of
from extractors.grid import Grid, GridCell
from extractors.headers import is_header
from extractors.items import paragraph
from normalizers.headings import begins_item, opens_foot, opens_letterhead
from normalizers.text import is_upper, starts_lower, tidy
from schemas.raw import Paragraph

_RULE = re.compile(r"[-–—_=*.\s]*")
"""What stands below a letterhead instead of a rule."""
_WIDEST = 4
_HIGHEST = 12
"""Columns and rows at most of a letterhead or a signature."""


def is_layout(grid: Grid) -> bool:
    """Whether a grid is a letterhead, a signature or a frame around text, and no table."""
    if grid.layout or len(grid.cells) == 1 or (grid.width == 1 and grid.height < 3):
        return True
    if grid.width > _WIDEST or grid.height > _HIGHEST or any(is_header(row.texts) for row in rows_of(grid, 1)[:2]):
        return False
    lines = [tidy(line) for cell in grid.cells for line in cell.text.split("\n")]
    return any(opens_letterhead(line) or opens_foot(line) for line in lines)


def paragraphs_in(grid: Grid) -> Iterator[Paragraph]:
    """The texts of a layout, column by column as they are read."""
    for cell in sorted(grid.cells, key=lambda cell: (cell.column, cell.row)):
        yield from _paragraphs(cell)


def _paragraphs(cell: GridCell) -> Iterator[Paragraph]:
    """The lines of a cell; one that goes on a sentence is put to the line above."""
    groups: list[list[str]] = []
    lines = (line.strip() for line in cell.text.split("\n") if not _RULE.fullmatch(line))
    for line in filter(None, lines):
        if groups and starts_lower(line) and not begins_item(line) and not is_upper(groups[-1][-1]):
            groups[-1].append(line)
        else:
            groups.append([line])
    place = cell.places[0] if cell.places else None
    for group in groups:
        yield paragraph(" ".join(group), place, source="\n".join(group))
