"""Which way a page is turned, and how far it leans."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from extractors.scan.image import Pixels

_SMALL = 1200
"""Pixels of the longer side at which words are looked at, and the finest steps of leaning measured."""
_SMALLER = 600
"""The same for the coarser steps."""
_MOST_LEAN = 6.0
"""Degrees: how far a page can lean."""
_STEPS = ((1.0, 6, _SMALLER), (0.25, 4, _SMALLER), (0.05, 6, _SMALL))
"""Degrees of each step of the search, how many steps to either side, and the side of the picture."""
_LONG_RULE = 26
"""Pixels of the small picture: longer strokes are rules, not letters."""
_WORD = 2.2
"""Times as wide as high: a word."""
_CORE = 0.55
"""Share of the ink of its fullest row that rows of small letters have."""
_CLEARLY = 1.2
"""Times as much ink on one side of its small letters as on the other, where a word tells top from bottom."""
_SURELY_UPRIGHT = 20
"""Words wider than high that a page has only where its lines are level."""
_ENOUGH_WORDS = 8
_MORE = 1.3
"""Times as many words must say that a page stands on its head as say that it does not."""


class Stance(NamedTuple):
    """How a page lies: by how many degrees its text is turned clockwise (0, 90, 180, 270), and how far it leans."""

    turned: int
    lean: float


def stance_of(ink: Pixels) -> Stance:
    """How a page lies.

    Lines of text that stand upright hold words that are wider than high. In Vietnamese more ink stands above the small
    letters of a word (marks of tones, tall letters) than below them, which tells top from bottom.

    Args:
        ink: Its ink, 255 where there is some; shape (height, width).
    """
    small = _without_rules(_small(ink, _SMALL))
    # rot90 turns against the clock: a page that must be turned so was turned clockwise
    lying = False
    if _word_count(small) < _SURELY_UPRIGHT:
        beside = np.ascontiguousarray(np.rot90(small))
        if _word_count(beside) > _word_count(small):
            small, ink, lying = beside, np.ascontiguousarray(np.rot90(ink)), True
    lean = lean_of(ink)
    for_it, against = _votes(turned(small, lean, 0))
    upside_down = against >= _ENOUGH_WORDS and against > _MORE * for_it
    return Stance((90 if lying else 0) if not upside_down else (270 if lying else 180), lean)


def _word_count(small: Pixels) -> int:
    return sum(1 for _ in _words(small))


def rotated(pixels: Pixels, degrees: int) -> Pixels:
    """The picture turned back by quarter turns, so that text turned clockwise by `degrees` stands upright."""
    return np.ascontiguousarray(np.rot90(pixels, degrees // 90))


def lean_of(ink: Pixels) -> float:
    """By how many degrees the lines of a page rise or fall; positive where they fall to the right."""
    best = 0.0
    for step, count, side in _STEPS:
        small = _small(ink, side).astype(np.float32)
        tried = [best + number * step for number in range(-count, count + 1)]
        best = max(tried, key=partial(_sharpness, small))
    return best if abs(best) <= _MOST_LEAN else 0.0


def _sharpness(small: npt.NDArray[np.float32], degrees: float) -> float:
    """How much the ink of rows changes from row to row once a page is turned by some degrees."""
    rows, columns = small.shape
    matrix = cv2.getRotationMatrix2D((columns / 2, rows / 2), degrees, 1)
    profile = cv2.warpAffine(small, matrix, (columns, rows), flags=cv2.INTER_LINEAR).sum(axis=1)
    return float(np.square(np.diff(profile)).sum())


def turned(pixels: Pixels, degrees: float, fill: int) -> Pixels:
    """The picture turned by some degrees against the clock about its middle; corners that come in are filled."""
    if not degrees:
        return pixels
    rows, columns = pixels.shape
    matrix = cv2.getRotationMatrix2D((columns / 2, rows / 2), degrees, 1)
    return np.asarray(
        cv2.warpAffine(pixels, matrix, (columns, rows), flags=cv2.INTER_LINEAR, borderValue=fill), np.uint8
    )


def _small(ink: Pixels, side: int) -> Pixels:
    """The picture made smaller by a whole number, which is quick, to about so many pixels on its longer side."""
    times = round(max(ink.shape) / side)
    if times <= 1:
        return ink
    rows, columns = ink.shape[0] // times, ink.shape[1] // times
    whole = ink[: rows * times, : columns * times]
    return np.asarray(cv2.resize(whole, (columns, rows), interpolation=cv2.INTER_AREA), np.uint8)


def _without_rules(small: Pixels) -> Pixels:
    mask = np.asarray(cv2.threshold(small, 60, 255, cv2.THRESH_BINARY)[1], np.uint8)
    for shape in ((_LONG_RULE, 1), (1, _LONG_RULE)):
        rules = cv2.morphologyEx(mask, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, shape))
        mask = np.asarray(cv2.subtract(mask, cv2.dilate(rules, np.ones((3, 3), np.uint8))), np.uint8)
    return mask


def _votes(mask: Pixels) -> tuple[int, int]:
    """How many words have clearly more ink above their small letters, and how many below."""
    upright = upside_down = 0
    for word in _words(mask):
        profile = word.sum(axis=1, dtype=np.float64)
        core = np.flatnonzero(profile >= _CORE * profile.max())
        above, below = profile[: core[0]].sum(), profile[core[-1] + 1 :].sum()
        upright += above > _CLEARLY * below
        upside_down += below > _CLEARLY * above
    return int(upright), int(upside_down)


def _words(mask: Pixels) -> Iterator[Pixels]:
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (7, 3)))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    usual = np.median(stats[1:, cv2.CC_STAT_HEIGHT]) if len(stats) > 1 else 0
    for number, (x, y, width, height, _) in enumerate(stats[1:], start=1):
        if width >= _WORD * height and height >= max(6, 0.6 * usual):
            within = (slice(y, y + height), slice(x, x + width))
            yield np.where(labels[within] == number, mask[within], 0).astype(np.uint8)
