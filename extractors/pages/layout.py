"""What stands on one page: its tables, and the lines of text outside them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from extractors.grid import Grid
from extractors.pages.frame import Frame
from extractors.pages.textline import TextLine
from extractors.unruled import Columns
from schemas.raw import Place, RawFinding
from schemas.records import Severity


class Layer(StrEnum):
    """What the text of a page is: that of its layer, or that which was read off its picture.

    A `PICTURE` is one in which no text was found.
    """

    GOOD = "good"
    BLANK = "blank"
    MISSING = "missing"
    STAMP_ONLY = "stamp-only"
    UNMAPPED = "unmapped"
    DAMAGED = "damaged"
    PICTURE = "picture"


@dataclass(frozen=True)
class PageLayout:
    """What stands on a page in its upright frame: `grids`, each with its top, and `pieces` of lines outside them.

    `columns` are those of an unruled table that the page may end with, `aside` lines that are no text of the document,
    `is_picture` tells that a picture covers most of the page.
    """

    number: int
    frame: Frame
    layer: Layer
    grids: tuple[tuple[float, Grid], ...]
    pieces: tuple[TextLine, ...]
    columns: Columns | None = None
    aside: tuple[TextLine, ...] = ()
    is_picture: bool = False

    @property
    def text(self) -> str:
        """All that stands on it, lines and cells."""
        lines = [piece.text for piece in self.pieces]
        return "\n".join([*lines, *(cell.text for _, grid in self.grids for cell in grid.cells)])

    @property
    def height(self) -> float:
        """Of the page as it is read."""
        return self.frame.upright_size[1]


def damaged_page(number: int) -> PageLayout:
    """In place of a page that cannot be read."""
    return PageLayout(number, Frame(0, 0, 0), Layer.DAMAGED, (), ())


def unread_page(number: int, reason: str) -> RawFinding:
    """That a page is left out, and why."""
    message = f"page {number}: {reason}; it is left out: compare with the page"
    return RawFinding(severity=Severity.WARNING, code="unread-page", message=message, place=Place(page=number))
