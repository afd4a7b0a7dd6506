"""The picture of a page, and how its pixels and points belong together."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]
"""Shape (height, width) where grey, (height, width, 3) where red, green and blue; 255 is white."""
PixelBox = tuple[int, int, int, int]
"""Left, top, right and bottom in pixels."""

LEAST_DPI, MOST_DPI = 180.0, 300.0
"""Dots per inch between which the engine reads a picture well as it is."""
FINER_DPI = 250.0
"""Dots per inch to which coarser pictures are brought: small marks come out better so."""
MOST_PIXELS = 100_000_000
"""Of a picture; an A2 sheet at 400 dpi has 62 million."""
POINTS = 72.0
"""To the inch."""


@dataclass(frozen=True, eq=False)
class PageImage:
    """The picture of a page: its number, its pixels, and how many of them make an inch."""

    number: int
    pixels: Pixels
    dpi: float

    @property
    def scale(self) -> float:
        """Pixels for each point."""
        return self.dpi / POINTS

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        height, width = self.pixels.shape[:2]
        return width / self.scale, height / self.scale

    @property
    def digest(self) -> str:
        """What tells this picture from any other."""
        shape = f"{self.pixels.shape} {self.dpi:.3f}".encode()
        return hashlib.blake2b(shape + np.ascontiguousarray(self.pixels).data, digest_size=20).hexdigest()


def resolved(image: PageImage) -> PageImage:
    """The picture brought to a resolution that the engine reads well.

    >>> resolved(PageImage(1, np.zeros((1000, 700), np.uint8), 100)).pixels.shape
    (2500, 1750)
    """
    dpi = FINER_DPI if image.dpi < LEAST_DPI else min(image.dpi, MOST_DPI)
    height, width = image.pixels.shape[:2]
    dpi = min(dpi, image.dpi * math.sqrt(MOST_PIXELS / max(1, width * height)))
    if abs(dpi - image.dpi) < 0.01 * dpi:
        return image
    factor = dpi / image.dpi
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    how = cv2.INTER_CUBIC if factor > 1 else cv2.INTER_AREA
    return PageImage(image.number, np.asarray(cv2.resize(image.pixels, size, interpolation=how), np.uint8), dpi)
