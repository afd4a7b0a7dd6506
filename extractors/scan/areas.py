"""The blocks of text outside tables: letters that stand near each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from extractors.boxes import Box
from extractors.scan.image import Pixels

_BESIDE = 11
"""Points: words of one line are nearer than this, columns further apart."""
_BELOW = 7
"""Points: lines of one block are nearer than this."""
_LEAST = 3
"""Points: what is smaller than this in both directions holds no letter."""
_THIN, _LONG = 2, 16
"""Points: what is thinner and longer is the rest of a rule."""
_OVERHANG = 3.0
"""Points by which the rules of a table may stick out."""


def blocks_of(ink: Pixels, scale: float, tables: Sequence[Box]) -> Iterator[tuple[Box, Pixels]]:
    """The blocks of a page, each with its box in points and where in it its own ink may stand.

    Args:
        ink: The ink of letters, 255 where there is some; shape (height, width).
        scale: Its pixels for each point.
        tables: Boxes in points that are left out.

    Yields:
        The box, and a mask with a pixel for each point of it: 255 where the block stands, 0 where another may.
    """
    small = cv2.resize(ink, None, fx=1 / scale, fy=1 / scale, interpolation=cv2.INTER_AREA)
    letters = np.asarray(cv2.threshold(small, 20, 255, cv2.THRESH_BINARY)[1], np.uint8)
    for x0, top, x1, bottom in tables:
        rows = slice(max(0, round(top - _OVERHANG)), round(bottom + _OVERHANG))
        letters[rows, max(0, round(x0 - _OVERHANG)) : round(x1 + _OVERHANG)] = 0
    lines = cv2.morphologyEx(
        cv2.copyMakeBorder(letters, 20, 20, 20, 20, cv2.BORDER_CONSTANT),
        cv2.MORPH_CLOSE,
        cv2.getStructuringElement(cv2.MORPH_RECT, (_BESIDE, 1)),
    )
    joined = cv2.morphologyEx(lines, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (1, _BELOW)))
    grown = cv2.dilate(joined, np.ones((3, 3), np.uint8))[20:-20, 20:-20]
    _, labels, stats, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(grown), connectivity=8)
    for number, (x, y, width, height, _) in enumerate(stats[1:], start=1):
        thin, long = sorted((int(width) - 2, int(height) - 2))
        is_rest = long < _LEAST or (thin < _THIN and long > _LONG)
        if is_rest or not letters[y : y + height, x : x + width].any():
            continue
        own = np.where(labels[y : y + height, x : x + width] == number, 255, 0).astype(np.uint8)
        yield (float(x), float(y), float(x + width), float(y + height)), own
