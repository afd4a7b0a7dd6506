"""The rules that a page draws: lines, thin rectangles and frames, whatever program drew them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extractors.boxes import Box
from extractors.pages.frame import Frame
from extractors.pdf.objects import Drawn, Shape
from extractors.ruling import Rule

_THIN = 3.0
"""Points. A filled rectangle as thin as this is a rule; a thicker one without a border is shading."""
_SLANT = 1.5
"""Points by which the ends of a straight line may differ."""


def rules_of(drawn: Drawn, frame: Frame) -> tuple[list[Rule], list[Rule]]:
    """Horizontal and vertical rules of a page in its upright frame; shading and white lines are none."""
    horizontal: list[Rule] = []
    vertical: list[Rule] = []
    for box in dict.fromkeys(side for shape in drawn.shapes for side in _sides(shape)):
        x0, top, x1, bottom = frame.upright(box)
        if bottom - top <= _THIN and x1 - x0 > bottom - top:
            horizontal.append(Rule((top + bottom) / 2, x0, x1))
        elif x1 - x0 <= _THIN and bottom - top > x1 - x0:
            vertical.append(Rule((x0 + x1) / 2, top, bottom))
    return horizontal, vertical


def _sides(shape: Shape) -> Iterator[Box]:
    """The boxes of what a shape shows as rules: itself where it is thin, the four sides of a frame."""
    x0, top, x1, bottom = shape.box
    if shape.kind == "line":
        if (bottom - top <= _SLANT or x1 - x0 <= _SLANT) and not _is_white(shape.stroke_colour):
            yield shape.box
    elif min(x1 - x0, bottom - top) <= _THIN:
        colour = shape.stroke_colour if shape.stroked or not shape.filled else shape.fill_colour
        if not _is_white(colour):
            yield shape.box
    elif shape.stroked and shape.kind == "rect" and not _is_white(shape.stroke_colour):
        yield from ((x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom))


def _is_white(colour: Any) -> bool:
    """Whether a colour of one or three parts is white; other colours (four parts are inks, names are patterns) show."""
    parts = colour if isinstance(colour, tuple | list) else (colour,)
    return len(parts) in (1, 3) and all(isinstance(part, int | float) and part >= 0.99 for part in parts)
