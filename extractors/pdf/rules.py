"""The rules that a page draws: lines, thin rectangles and frames, whatever program drew them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from extractors.boxes import Box
from extractors.pdf.letters import Frame
from extractors.ruling import Rule

if TYPE_CHECKING:
    from pdfplumber.page import Page

_THIN = 3.0
"""Points. A filled rectangle as thin as this is a rule; a thicker one without a border is shading."""
_SLANT = 1.5
"""Points by which the ends of a straight line may differ."""


def rules_of(page: Page, frame: Frame) -> tuple[list[Rule], list[Rule]]:
    """Horizontal and vertical rules of a page in its upright frame; shading and white lines are none."""
    horizontal: list[Rule] = []
    vertical: list[Rule] = []
    for box in _drawn(page):
        x0, top, x1, bottom = frame.upright(box)
        if bottom - top <= _THIN and x1 - x0 > bottom - top:
            horizontal.append(Rule((top + bottom) / 2, x0, x1))
        elif x1 - x0 <= _THIN and bottom - top > x1 - x0:
            vertical.append(Rule((x0 + x1) / 2, top, bottom))
    return horizontal, vertical


def _drawn(page: Page) -> Iterator[Box]:
    """The boxes of all that is drawn as a rule; those of a frame are its four sides."""
    for line in page.lines:
        x0, top, x1, bottom = _box(line)
        if (bottom - top <= _SLANT or x1 - x0 <= _SLANT) and not _is_white(line["stroking_color"]):
            yield x0, top, x1, bottom
    for shape in [*page.rects, *page.curves]:
        yield from _sides(shape)


def _sides(shape: Mapping[str, Any]) -> Iterator[Box]:
    x0, top, x1, bottom = _box(shape)
    if min(x1 - x0, bottom - top) <= _THIN:
        colour = shape["non_stroking_color"] if shape["fill"] and not shape["stroke"] else shape["stroking_color"]
        if not _is_white(colour):
            yield x0, top, x1, bottom
    elif shape["stroke"] and shape["object_type"] == "rect" and not _is_white(shape["stroking_color"]):
        yield from ((x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom))


def _box(shape: Mapping[str, Any]) -> Box:
    return shape["x0"], shape["top"], shape["x1"], shape["bottom"]


def _is_white(colour: Any) -> bool:
    """Whether a colour of one or three parts is white; other colours (four parts are inks, names are patterns) show."""
    parts = colour if isinstance(colour, tuple | list) else (colour,)
    return len(parts) in (1, 3) and all(isinstance(part, int | float) and part >= 0.99 for part in parts)
