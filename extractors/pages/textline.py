"""A line of text on a page."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.boxes import Box


@dataclass(frozen=True)
class TextLine:
    """Letters that stand at one height, as the words they make, in the frame of the page.

    `size` is that of most of its letters, `is_artifact` tells that the file calls none of it text, `spaced` that the
    file has a space at its end; `confidence` (0..1) is that of its least sure word, `unsure` are
    the words that may have been printed otherwise, each with its confidence.
    """

    text: str
    box: Box
    size: float
    is_artifact: bool = False
    spaced: bool = False
    confidence: float = 1.0
    unsure: tuple[tuple[str, float], ...] = ()

    @property
    def width(self) -> float:
        """From its first letter to its last."""
        return self.box[2] - self.box[0]

    @property
    def middle(self) -> float:
        """Half way between its top and bottom."""
        return (self.box[1] + self.box[3]) / 2
