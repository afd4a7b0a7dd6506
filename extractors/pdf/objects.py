"""What a page draws: letters, lines and shapes, pictures, with their boxes on the page as it is shown.

Page, rotation, fonts and resources are pdfplumber's; its dictionaries of every attribute of every letter are not made,
for they cost more time than all that is done here with the letters.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from pdfminer.layout import LTChar, LTComponent, LTContainer, LTCurve, LTImage, LTLine, LTRect

from extractors.boxes import Box
from extractors.pdf.annotations import laid_over

if TYPE_CHECKING:
    from pdfplumber.page import Page


class Glyph(NamedTuple):
    """A letter as the file draws it; `artifact` where the file calls it no part of the text."""

    text: str
    box: Box
    matrix: tuple[float, ...]
    font: str
    artifact: bool


class Shape(NamedTuple):
    """A line, rectangle or curve: what it is, and which of its colours is its own."""

    kind: str
    box: Box
    stroked: bool
    filled: bool
    stroke_colour: Any
    fill_colour: Any


@dataclass
class Drawn:
    """All that is drawn on a page, each kind in the order of the file."""

    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)


def drawn_on(page: Page) -> Drawn:
    """What a page draws and does not crop off; boxes are in points from the top left corner of its paper."""
    drawn = Drawn(float(page.width), float(page.height))
    left, top = page.mediabox[:2]
    shown = (page.cropbox[0] - left, page.cropbox[1] - top, page.cropbox[2] - left, page.cropbox[3] - top)
    for item in chain(_items(page.layout), *map(_items, laid_over(page))):
        box = (item.x0, drawn.height - item.y1, item.x1, drawn.height - item.y0)
        if not _touches(box, shown):
            continue
        if isinstance(item, LTChar):
            font = item.fontname if isinstance(item.fontname, str) else str(item.fontname, "utf-8", "replace")
            is_artifact = getattr(item, "tag", None) == "Artifact"
            drawn.glyphs.append(Glyph(item.get_text(), box, item.matrix, font, is_artifact))
        elif isinstance(item, LTCurve):
            kind = "line" if isinstance(item, LTLine) else "rect" if isinstance(item, LTRect) else "curve"
            colours = item.stroking_color, item.non_stroking_color
            drawn.shapes.append(Shape(kind, box, bool(item.stroke), bool(item.fill), *colours))
        elif isinstance(item, LTImage):
            drawn.pictures.append(box)
    return drawn


def _touches(box: Box, other: Box) -> bool:
    return box[0] <= other[2] and box[2] >= other[0] and box[1] <= other[3] and box[3] >= other[1]


def _items(container: LTContainer[Any]) -> Iterator[LTComponent]:
    """What a page holds, also within its forms; a stack, for forms may lie in each other however deep."""
    waiting = [iter(container)]
    while waiting:
        item = next(waiting[-1], None)
        if item is None:
            waiting.pop()
        elif isinstance(item, LTContainer):
            waiting.append(iter(item))
        elif isinstance(item, LTComponent):
            yield item
