"""How the text of a page is turned against the page as it is shown, and the way back to the page."""

from __future__ import annotations

import math
from dataclasses import dataclass

from extractors.boxes import Box, union


@dataclass(frozen=True)
class Frame:
    """How the text of a page is turned against the page as it is shown: by 0, 90, 180 or 270 degrees clockwise.

    `lean` is by how many degrees more its lines fall to the right, as those of a scan do; the upright frame has none.
    """

    turned: int
    width: float
    height: float
    lean: float = 0.0

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
        """The box on the page of one in the upright frame: what `upright` does, undone, and leant as the page is.

        >>> Frame(0, 200, 100, lean=1).on_page((190, 50, 190, 50))[1] > 51
        True
        """
        x0, top, x1, bottom = self._leaning(box)
        if self.turned == 90:
            return self.width - bottom, x0, self.width - top, x1
        if self.turned == 180:
            return self.width - x1, self.height - bottom, self.width - x0, self.height - top
        if self.turned == 270:
            return top, self.height - x1, bottom, self.height - x0
        return x0, top, x1, bottom

    def _leaning(self, box: Box) -> Box:
        """The box around a box of the straight page as it leans."""
        if not self.lean:
            return box
        width, height = self.upright_size
        sine, cosine = math.sin(math.radians(self.lean)), math.cos(math.radians(self.lean))
        x0, top, x1, bottom = box
        corners = []
        for x, y in ((x0, top), (x1, top), (x0, bottom), (x1, bottom)):
            right, down = x - width / 2, y - height / 2
            x, y = width / 2 + cosine * right - sine * down, height / 2 + sine * right + cosine * down
            corners.append((x, y, x, y))
        return union(corners)

    @property
    def upright_size(self) -> tuple[float, float]:
        """Width and height of the page in the upright frame."""
        return (self.height, self.width) if self.turned in (90, 270) else (self.width, self.height)
