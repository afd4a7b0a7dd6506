"""One line of text as it stands in a file or on a page."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.boxes import Box
from schemas.raw import Place


@dataclass(frozen=True)
class Line:
    """A line: its number from 1, its text without the line end, the page it stands on if pages show.

    Attributes:
        number: Of the line in the file; of a page, counted on from the pages before.
        text: What stands in it.
        page: The page, from 1.
        source: What stands in the file, where the text was mended.
        box: Where it stands on the page as it is shown, in points; None for text without geometry.
        reading_box: The same where the page is turned so that its text stands upright.
        unsure: Its words that may have been printed otherwise, each with its confidence (0..1), in order.
    """

    number: int
    text: str
    page: int | None = None
    source: str | None = None
    box: Box | None = None
    reading_box: Box | None = None
    unsure: tuple[tuple[str, float], ...] = ()

    @property
    def upright_box(self) -> Box | None:
        """Its box where its text stands upright."""
        return self.reading_box or self.box

    @property
    def place(self) -> Place:
        """The way back to it."""
        return Place(page=self.page, box=self.box, first_line=self.number, last_line=self.number)
