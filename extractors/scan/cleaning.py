"""What a scanner and a stamp add to a page, taken out of the way: colour, edges, punch holes, specks."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from extractors.scan.image import PixelBox, Pixels

_RED = 45
"""By how much red outshines the other colours in the ink of a stamp."""
_STAMP, _WIDEST = 34.0, 3.5
"""Points: the least width and height of a stamp, and how many times as wide as high it is; red words are lower, red
paragraphs wider."""
_HOLE = (10.0, 28.0)
"""Points: the least and greatest diameter of a punch hole."""
_FILLED = 0.6
"""Share of its box that a hole fills; letters are hollow."""
_HOLE_MARGIN = 62.0
"""Points from the edge of the page within which punch holes are."""
_SPECK = 0.012
"""Square of the size of running text (points), as share: what covers less is dirt."""
_DOT = 2.6
"""Points: what is smaller in both directions is a point, part of a comma, or dirt."""
_FLAT, _DASH = 1.5, 1.7
"""Times as wide as high a dash is, and its least width in points."""
_BESIDE = 5
"""Points within which the letters stand that a point belongs to."""
_TEXT = 11.0
"""Points: the size of running text, give or take."""
_PICTURE = 30.0
"""Points: what hangs together and is as wide and high is a stamp or a picture."""
_MAYBE = 100
"""Stands for ink that may be a point or dirt."""
_EDGE = 0.04
"""Share of the page along its edges where shadows of the scanner lie."""


def grey_of(pixels: Pixels, scale: float) -> Pixels:
    """A page in grey, red stamps bleached; words in red are kept.

    Args:
        pixels: The page, grey or in colour.
        scale: Its pixels for each point.

    Returns:
        Shape (height, width).
    """
    if pixels.ndim == 2:
        return pixels
    grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)
    red, others = pixels[..., 0], cv2.max(pixels[..., 1], pixels[..., 2])
    is_red = np.asarray(cv2.threshold(cv2.subtract(red, others), _RED, 255, cv2.THRESH_BINARY)[1], np.uint8)
    if not is_red.any():
        return grey
    for x, y, width, height in _large_parts(is_red, scale):
        # black ink under the stamp is dark in red light, too
        within = (slice(y, y + height), slice(x, x + width))
        grey[within] = cv2.max(grey[within], red[within])
    return grey


def _large_parts(mask: Pixels, scale: float) -> list[tuple[int, int, int, int]]:
    """Boxes (left, top, width, height) of what hangs together loosely and is as large as a stamp."""
    small = cv2.resize(mask, None, fx=1 / scale, fy=1 / scale, interpolation=cv2.INTER_AREA)
    joined = cv2.morphologyEx((small > 24).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    large = [stat for stat in stats[1:] if min(stat[2], stat[3]) >= _STAMP and stat[2] <= _WIDEST * stat[3]]
    margin = 3
    return [
        (
            max(0, int((x - margin) * scale)),
            max(0, int((y - margin) * scale)),
            int((width + 2 * margin) * scale),
            int((height + 2 * margin) * scale),
        )
        for x, y, width, height, _ in large
    ]


def ink_of(grey: Pixels) -> Pixels:
    """Where a page has ink: 255, elsewhere 0; paper may be darker in some places than in others."""
    calm = np.asarray(cv2.GaussianBlur(grey, (3, 3), 0), np.uint8)
    paper = _paper(calm)
    even = cv2.divide(calm, paper, scale=255) if paper is not None else calm
    level, _ = cv2.threshold(even, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    # on a page with hardly any ink the level falls among the noise of the paper
    level = min(level, 0.82 * float(np.median(even[::7, ::7])))
    return np.asarray(cv2.threshold(even, level, 255, cv2.THRESH_BINARY_INV)[1], np.uint8)


def _paper(grey: Pixels) -> Pixels | None:
    """How bright the paper is in each place; None where it is the same all over."""
    small = cv2.resize(grey, None, fx=0.05, fy=0.05, interpolation=cv2.INTER_AREA)
    bright = cv2.dilate(small, np.ones((5, 5), np.uint8))
    if int(bright.max()) - int(bright.min()) < 24:
        return None
    bright = cv2.GaussianBlur(bright, (0, 0), 2)
    return np.maximum(cv2.resize(bright, grey.shape[::-1], interpolation=cv2.INTER_LINEAR), 40).astype(np.uint8)


@dataclass(frozen=True, eq=False)
class Cleaned:
    """The ink of letters, and the boxes (left, top, right, bottom in pixels) of stamps and pictures among it."""

    ink: Pixels
    pictures: tuple[PixelBox, ...]


def without_dirt(ink: Pixels, scale: float) -> Cleaned:
    """The ink of a page without specks, punch holes and the shadows of its edges.

    Args:
        ink: The ink, without the rules of tables.
        scale: Its pixels for each point.
    """
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    if count < 2:
        return Cleaned(ink, ())
    left, top, wide, high, area = (stats[:, column] for column in range(5))
    dirt = area < max(3.0, _SPECK * (_TEXT * scale) ** 2 / 2)
    dirt |= _is_hole(left, wide, high, area, scale, ink.shape[1]) | _is_shadow(left, top, wide, high, ink.shape)
    dash = (wide >= _FLAT * high) & (wide >= _DASH * scale)
    small = (np.maximum(wide, high) < _DOT * scale) & ~dirt & ~dash
    large = (wide >= _PICTURE * scale) & (high >= _PICTURE * scale) & ~dirt
    kinds = np.where(dirt, 0, np.where(small, _MAYBE, 255)).astype(np.uint8)
    kinds[0] = small[0] = large[0] = False
    seen = kinds[labels]
    if small.any():
        near = _near_letters(seen, scale)
        rows = np.minimum(((top + high / 2) / scale).astype(int), near.shape[0] - 1)
        columns = np.minimum(((left + wide / 2) / scale).astype(int), near.shape[1] - 1)
        for number in np.flatnonzero(small & (near[rows, columns] == 0)):
            x, y, width, height, _ = stats[number]
            seen[y : y + height, x : x + width][labels[y : y + height, x : x + width] == number] = 0
    boxes = [(int(x), int(y), int(x + width), int(y + height)) for x, y, width, height, _ in stats[large]]
    return Cleaned(np.asarray(cv2.threshold(seen, 0, 255, cv2.THRESH_BINARY)[1], np.uint8), tuple(boxes))


def _near_letters(seen: Pixels, scale: float) -> Pixels:
    """Where letters are near, with a pixel for each point: dots and commas that stand elsewhere are dirt."""
    sure = cv2.threshold(seen, _MAYBE, 255, cv2.THRESH_BINARY)[1]
    points = cv2.resize(sure, None, fx=1 / scale, fy=1 / scale, interpolation=cv2.INTER_AREA)
    letters = (points > 8).astype(np.uint8)
    return np.asarray(cv2.dilate(letters, np.ones((2 * _BESIDE + 1, 2 * _BESIDE + 1), np.uint8)), np.uint8)


def _is_hole(
    left: np.ndarray, wide: np.ndarray, high: np.ndarray, area: np.ndarray, scale: float, width: int
) -> np.ndarray:
    least, most = (size * scale for size in _HOLE)
    is_round = (wide >= least) & (wide <= most) & (high >= least) & (high <= most)
    is_round &= (np.abs(wide - high) <= 0.2 * np.maximum(wide, high)) & (area >= _FILLED * wide * high)
    margin = _HOLE_MARGIN * scale
    return np.asarray(is_round & ((left + wide < margin) | (left > width - margin)))


def _is_shadow(
    left: np.ndarray, top: np.ndarray, wide: np.ndarray, high: np.ndarray, size: tuple[int, ...]
) -> np.ndarray:
    """What touches the edge of the page and runs along it, or lies in its outermost strip."""
    height, width = size
    strip_x, strip_y = _EDGE * width, _EDGE * height
    touches = (left <= 1) | (top <= 1) | (left + wide >= width - 1) | (top + high >= height - 1)
    runs = (high > 0.1 * height) | (wide > 0.1 * width)
    within = (left + wide < strip_x) | (left > width - strip_x) | (top + high < strip_y) | (top > height - strip_y)
    return np.asarray(touches & (runs | within))
