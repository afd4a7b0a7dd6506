"""Boxes on a page: x0, top, x1, bottom in points from its top left corner."""

from __future__ import annotations

from collections.abc import Iterable

Box = tuple[float, float, float, float]


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all of some.

    >>> union([(0, 0, 10, 5), (5, 2, 20, 4)])
    (0, 0, 20, 5)
    """
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def inside(box: Box, other: Box, slack: float = 2.0) -> bool:
    """Whether a box lies within another, give or take some points."""
    return (
        other[0] - slack <= box[0]
        and other[1] - slack <= box[1]
        and box[2] <= other[2] + slack
        and box[3] <= other[3] + slack
    )


def rounded(box: Box) -> Box:
    """A box to the hundredth of a point."""
    x0, top, x1, bottom = box
    return round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2)
