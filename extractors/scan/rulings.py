"""The ruling lines of a page found in its ink: broken, double and slanted ones, and letters that cross them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from extractors.ruling import Rule
from extractors.scan.image import Pixels

_DETAIL = 200.0 / 72.0
"""Pixels for each point at which rules are looked for; finer pictures are made coarser."""
_STROKE = 11.5
"""Points: no stroke of a letter is as long, except a dash."""
_LEAST_ACROSS, _LEAST_DOWN = 20.0, 13.0
"""Points: the shortest rules; a column is as wide, a row of one line as high."""
_GAP = 7.0
"""Points: gaps between pieces of one rule."""
_THICK = 4.5
"""Points: what is thicker is a bar, or a picture."""
_LONE = 0.65
"""Share of the paper along both sides of a short rule; along what has less, letters stand in a row."""
_LONE_AT_LENGTH = 0.35
"""The same on one side of a long rule, with rows of letters above and below it."""
_LONG = 60.0
"""Points from which a rule is long."""
_BESIDE = 1.2
"""Points from a rule at which its neighbourhood is looked at."""


@dataclass(frozen=True, eq=False)
class Rulings:
    """The rules of a page in points, and which pixels of its ink are theirs and no letter's."""

    across: tuple[Rule, ...]
    down: tuple[Rule, ...]
    ink: Pixels


def rulings_of(ink: Pixels, scale: float) -> Rulings:
    """The rules of a page.

    Args:
        ink: Its ink, 255 where there is some; shape (height, width).
        scale: Its pixels for each point.
    """
    factor = min(1.0, _DETAIL / scale)
    coarse = ink
    if factor < 1:
        smaller = cv2.resize(ink, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        coarse = np.asarray(cv2.threshold(smaller, 90, 255, cv2.THRESH_BINARY)[1], np.uint8)
    detail = scale * factor
    across, lying = _one_way(coarse, detail, _LEAST_ACROSS)
    down, standing = _one_way(np.ascontiguousarray(coarse.T), detail, _LEAST_DOWN)
    own = np.zeros_like(ink)
    for mask, flat in ((lying, True), (standing.T, False)):
        whole = np.ascontiguousarray(mask)
        if factor < 1:
            whole = np.asarray(cv2.resize(whole, ink.shape[::-1], interpolation=cv2.INTER_NEAREST), np.uint8)
        own |= _less_letters(ink, whole, scale, flat=flat)
    return Rulings(tuple(across), tuple(down), own)


def _one_way(ink: Pixels, detail: float, least: float) -> tuple[list[Rule], Pixels]:
    """The rules that run along the rows of a picture, in points, and the pixels in which they lie."""
    strokes = _row_filter(ink, cv2.MORPH_OPEN, _STROKE * detail)
    # a slanted rule climbs from row to row
    strokes = np.asarray(cv2.dilate(strokes, np.ones((3, 1), np.uint8)), np.uint8)
    joined = _row_filter(strokes, cv2.MORPH_CLOSE, _GAP * detail)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    kept = np.zeros(count, np.uint8)
    rules = []
    for number in range(1, count):
        x, y, width, height, _ = (int(value) for value in stats[number])
        if width < least * detail:
            continue
        part = labels[y : y + height, x : x + width] == number
        thickness = part.sum() / width - 2
        if thickness > _THICK * detail or not _stands_alone(ink, (x, y, width, height), thickness, detail):
            continue
        kept[number] = 255
        rules += list(_levels(part, x, y, detail))
    return rules, kept[labels]


def _row_filter(ink: Pixels, operation: int, length: float) -> Pixels:
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (max(1, round(length)), 1))
    return np.asarray(cv2.morphologyEx(ink, operation, kernel), np.uint8)


def _stands_alone(ink: Pixels, box: tuple[int, int, int, int], thickness: float, detail: float) -> bool:
    """Whether paper lies along a rule; letters that stand in a row have letters above or below."""
    x, y, width, height = box
    if height > 3 * max(thickness, 2):
        return True  # it climbs: nothing can be said of the rows beside it
    away = round(_BESIDE * detail)
    above = float((ink[max(0, y - away + 1), x : x + width] == 0).mean())
    below = float((ink[min(ink.shape[0] - 1, y + height + away - 2), x : x + width] == 0).mean())
    if width >= _LONG * detail:
        return max(above, below) >= _LONE_AT_LENGTH
    return (above + below) / 2 >= _LONE


def _levels(part: np.ndarray, x: int, y: int, detail: float) -> Iterator[Rule]:
    """A rule at the height it has on average; a long one that climbs is told in pieces, each at its own height."""
    height, width = part.shape
    pieces = max(1, min(width // 60, round((height - 2) / (2.0 * detail))))
    for columns in np.array_split(np.arange(width), pieces):
        rows = np.flatnonzero(part[:, columns].any(axis=1))
        weights = part[:, columns].sum(axis=1)[rows]
        at = float((rows * weights).sum() / weights.sum())
        yield Rule((y + at + 0.5) / detail, (x + int(columns[0])) / detail, (x + int(columns[-1]) + 1) / detail)


def _less_letters(ink: Pixels, rules: Pixels, scale: float, *, flat: bool) -> Pixels:
    """The pixels of rules without those where a letter crosses: where it goes on at both sides."""
    reach = max(3, round(1.6 * scale))
    near = np.asarray(cv2.dilate(rules, np.ones((3, 3), np.uint8)), np.uint8)
    letters = cv2.bitwise_and(ink, cv2.bitwise_not(near))
    size = (1, reach + round(1.5 * scale)) if flat else (reach + round(1.5 * scale), 1)
    crossing = cv2.morphologyEx(letters, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, size))
    return np.asarray(cv2.bitwise_and(near, cv2.bitwise_not(crossing)), np.uint8)
