"""What stands on one page: its tables, and the lines of text outside them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from extractors.grid import Grid
from extractors.pages.frame import Frame
from extractors.pages.textline import TextLine
from extractors.unruled import Columns


class Layer(StrEnum):
    """What the text layer of a page is."""

    GOOD = "good"
    BLANK = "blank"
    MISSING = "missing"
    STAMP_ONLY = "stamp-only"
    UNMAPPED = "unmapped"
    DAMAGED = "damaged"


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


def damaged_page(number: int) -> PageLayout:
    """In place of a page that cannot be read."""
    return PageLayout(number, Frame(0, 0, 0), Layer.DAMAGED, (), ())
