"""How the text of a page is turned against the page as it is shown, and the way back to the page."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.boxes import Box


@dataclass(frozen=True)
class Frame:
    """How the text of a page is turned against the page as it is shown: by 0, 90, 180 or 270 degrees clockwise."""

    turned: int
    width: float
    height: float

    def upright(self, box: Box) -> Box:
        """A box of the page, turned so that the text stands upright.

        >>> Frame(90, 600, 800).upright((590, 10, 600, 60))
        (10, 0, 60, 10)
        """
        x0, top, x1, bottom = box
        if self.turned == 90:
            return top, self.width - x1, bottom, self.width - x0
        if self.turned == 180:
            return self.width - x1, self.height - bottom, self.width - x0, self.height - top
        if self.turned == 270:
            return self.height - bottom, x0, self.height - top, x1
        return box

    def on_page(self, box: Box) -> Box:
        """The box on the page of one in the upright frame: what `upright` does, undone."""
        x0, top, x1, bottom = box
        if self.turned == 90:
            return self.width - bottom, x0, self.width - top, x1
        if self.turned == 180:
            return self.width - x1, self.height - bottom, self.width - x0, self.height - top
        if self.turned == 270:
            return top, self.height - x1, bottom, self.height - x0
        return box

    @property
    def upright_size(self) -> tuple[float, float]:
        """Width and height of the page in the upright frame."""
        return (self.height, self.width) if self.turned in (90, 270) else (self.width, self.height)
