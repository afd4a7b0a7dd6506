"""Figures, numerals and signs read a second time, glyph by glyph, by a small network of their own.

The engine reads words: it knows `Triển khai` well and a `2.` that stands alone in a cell badly. Figures need no
language, only sharp eyes, and a second pair of eyes tells where the first may be wrong.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt

from extractors.scan.image import PixelBox, Pixels

Floats = npt.NDArray[np.float32]

SIDE = 24
"""Pixels of the square in which the network sees a glyph."""
OTHER = "?"
"""What the network says of a glyph that is no figure, numeral or sign."""
TOUCHING = ("II", "III", "VI", "IV", "IX", "XI", "VII", "XII", "TT")
"""Letters of numerals that touch in bold print and are seen as one glyph."""
CLASSES = (*"0123456789.,/-%()+:;≥≤<>IVXLabcdđeghST", *TOUCHING, OTHER)
"""What the network tells apart; the letters are those that number items, `a)`, and head the column of ordinals."""
FIGURES = frozenset("0123456789")
"""What is looked for in glyphs that touch."""
_PARTS = FIGURES | {"I", "/"}
"""What such glyphs may be parted into."""
_SURE = 0.9
"""Share from which a class is taken as it is; glyphs of which the network is less sure may touch."""
_PARTED = 0.6
"""Share that each part of glyphs that touch must have."""
_WIDEST, _NARROWEST = 0.8, 0.36
"""Share of the height of a line: how wide a figure is."""
_THINNEST = 4
"""Pixels: no part of glyphs that touch is narrower."""
_SHIFTS = (None, 0.0, -0.08, 0.08, -0.16, 0.16)
"""Where two figures that touch are cut, besides where there is least ink."""
_AROUND = 0.22
"""Share of the width of a figure within which the place is looked for where it touches the next."""
_APART = 0.3
"""Share of the height of a line: a wider gap is a space."""
_FLAT = 1.5
"""Times as wide as high: a glyph that stands alone is a dash."""
_DASH = 3.0
"""Points: no dash is as high."""
_ENDS = ".,;:"
_SPECK = 0.012
"""Share of the height of a line, squared: a component with less ink is dirt."""
_OVERLAP = 0.5
"""Share of its width by which a component stands above or below another of the same glyph, as the parts of `%` do."""
_MOST_GLYPHS = 24
"""Of a token; a longer one is no figure."""


@dataclass(frozen=True)
class Seen:
    """What the glyphs of a token look like, from the left, and how sure each of them is (0..1).

    `apart` tells that the first stands apart from the others, as `≥` does in `≥ 55`, `parted` that others do.
    """

    glyphs: tuple[str, ...] = ()
    shares: tuple[float, ...] = ()
    apart: bool = False
    parted: bool = False

    @property
    def text(self) -> str:
        """The glyphs in a row; `OTHER` stands for what is no figure, numeral or sign."""
        return "".join(self.glyphs)

    @property
    def confidence(self) -> float:
        """That of the least sure glyph, of which way a point or comma at the end looks apart; 0 where there is none."""
        held = len(self.text.rstrip(_ENDS)) or len(self.shares)
        return min(self.shares[:held], default=0.0)


def glyph_boxes(mask: Pixels) -> list[PixelBox]:
    """The boxes of the glyphs of one token, from the left; parts above each other are one glyph.

    Args:
        mask: Its ink, 255 where there is some; shape (height, width).
    """
    count, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    if count < 2:
        return []
    tallest = int(stats[1:, cv2.CC_STAT_HEIGHT].max())
    least = max(2.0, _SPECK * max(tallest, 8) ** 2)
    parts = sorted(
        (int(x), int(y), int(x + width), int(y + height)) for x, y, width, height, area in stats[1:] if area >= least
    )
    glyphs: list[PixelBox] = []
    for part in parts:
        if glyphs and _is_of(part, glyphs[-1]):
            x0, top, x1, bottom = glyphs[-1]
            glyphs[-1] = (min(x0, part[0]), min(top, part[1]), max(x1, part[2]), max(bottom, part[3]))
        else:
            glyphs.append(part)
    return glyphs


def _is_of(part: PixelBox, glyph: PixelBox) -> bool:
    shared = min(part[2], glyph[2]) - max(part[0], glyph[0])
    return shared > _OVERLAP * min(part[2] - part[0], glyph[2] - glyph[0])


def cut(mask: Pixels, box: PixelBox, count: int, shift: float | None = None) -> list[PixelBox]:
    """A box of glyphs that touch cut into some, about equally wide, where there is least ink.

    The hollow of a `0` has less ink than the seam between it and the next figure: with `shift` the cuts are made where
    it says, as a share of the width of a part from where equal parts would end.

    Args:
        mask: The ink of the token.
        box: What to cut.
        count: Into how many.
        shift: How far from equal parts the cuts are made; None for where there is least ink.
    """
    left, top, right, bottom = box
    ink = (mask[top:bottom, left:right] > 0).sum(axis=0)
    step = (right - left) / count
    cuts = [0]
    for number in range(1, count):
        low, high = round((number - _AROUND) * step), round((number + _AROUND) * step) + 1
        place = round((number + shift) * step) if shift is not None else low + int(ink[low:high].argmin())
        cuts.append(min(max(cuts[-1] + 1, place), right - left - 1))
    cuts.append(right - left)
    boxes = []
    for start, end in pairwise(cuts):
        rows = np.flatnonzero((mask[top:bottom, left + start : left + end] > 0).any(axis=1))
        upper, lower = (int(rows[0]), int(rows[-1]) + 1) if len(rows) else (0, bottom - top)
        boxes.append((left + start, top + upper, max(left + end, left + start + 1), top + lower))
    return boxes


def _is_dash(box: PixelBox, scale: float) -> bool:
    """Whether a glyph that stands alone is a dash: flat, and no higher than one."""
    width, height = box[2] - box[0], box[3] - box[1]
    return width >= _FLAT * height and height <= _DASH * scale


def _least(found: Sequence[tuple[str, float]]) -> float:
    return min((share for _, share in found), default=0.0)


def features_of(grey: Pixels, boxes: Sequence[PixelBox], line: Sequence[PixelBox]) -> Floats:
    """What the network sees of each glyph: its picture, dark on light, and its size and place in the line.

    Args:
        grey: The token, ink dark; shape (height, width).
        boxes: The glyphs to look at.
        line: All glyphs of the token.

    Returns:
        One row for each glyph, of SIDE * SIDE + 4 numbers.
    """
    paper, ink = float(np.percentile(grey, 95)), float(grey.min())
    dark = np.clip((paper - grey.astype(np.float32)) / max(paper - ink, 1.0), 0.0, 1.0)
    top, bottom = min(box[1] for box in line), max(box[3] for box in line)
    height = max(bottom - top, 1)
    rows = []
    for x0, above, x1, below in boxes:
        picture = dark[above:below, x0:x1]
        if not picture.size:
            picture = np.zeros((1, 1), np.float32)
        scale = (SIDE - 2) / max(picture.shape)
        size = (max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale)))
        small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
        square = np.zeros((SIDE, SIDE), np.float32)
        left, upper = (SIDE - size[0]) // 2, (SIDE - size[1]) // 2
        square[upper : upper + size[1], left : left + size[0]] = small
        place = [(below - above) / height, (x1 - x0) / height, (above - top) / height, (bottom - below) / height]
        rows.append(np.concatenate([square.ravel(), np.array(place, np.float32)]))
    return np.stack(rows).astype(np.float32)


class GlyphReader:
    """The network: two layers of weights between what is seen and the classes."""

    def __init__(self, layers: Sequence[tuple[Floats, Floats]]) -> None:
        """A network of dense layers, each with its weights and biases."""
        self._layers = layers

    def read(self, grey: Pixels, mask: Pixels, scale: float) -> Seen:
        """The glyphs of one token; those that touch are parted where that makes figures of them.

        Args:
            grey: The token, ink dark; shape (height, width).
            mask: Its ink, 255 where there is some; of the same shape.
            scale: Its pixels for each point.
        """
        boxes = glyph_boxes(mask)
        if not 0 < len(boxes) <= _MOST_GLYPHS:
            return Seen()
        if len(boxes) == 1 and _is_dash(boxes[0], scale):
            return Seen(("-",), (_SURE,))
        glyphs: list[str] = []
        shares: list[float] = []
        for box, (glyph, share) in zip(boxes, self._best(grey, boxes, boxes), strict=True):
            found = [(glyph, share)]
            if glyph == OTHER or glyph in TOUCHING or share < _SURE:
                found = self._parted(grey, mask, box, boxes) or found
            glyphs += [each for each, _ in found]
            shares += [each for _, each in found]
        wide = _APART * max(box[3] - box[1] for box in boxes)
        gaps = [right[0] - left[2] > wide for left, right in pairwise(boxes)]
        return Seen(tuple(glyphs), tuple(shares), apart=gaps[:1] == [True], parted=any(gaps[1:]))

    def _best(self, grey: Pixels, boxes: Sequence[PixelBox], line: Sequence[PixelBox]) -> list[tuple[str, float]]:
        """The likeliest class of each box, with its share."""
        rows = self.shares(features_of(grey, boxes, line))
        return [(CLASSES[index], float(row[index])) for row, index in zip(rows, rows.argmax(axis=1), strict=True)]

    def _parted(self, grey: Pixels, mask: Pixels, box: PixelBox, line: Sequence[PixelBox]) -> list[tuple[str, float]]:
        """The figures that a box holds if it holds several; nothing where it does not look so."""
        height = max(each[3] for each in line) - min(each[1] for each in line)
        width = box[2] - box[0]
        best: list[tuple[str, float]] = []
        most = min(5, int(width / (_NARROWEST * height)), width // _THINNEST)
        for count in range(max(2, int(width / (_WIDEST * height))), most + 1):
            for shift in _SHIFTS if count == 2 else (None,):
                found = self._best(grey, cut(mask, box, count, shift), line)
                if all(glyph in _PARTS for glyph, _ in found) and _least(found) > max(_PARTED, _least(best)):
                    best = found
        # a stroke cut off another glyph may look like a figure: what was parted is never as sure as what stood apart
        return [(glyph, share * _SURE) for glyph, share in best]

    def shares(self, features: Floats) -> Floats:
        """How likely each glyph is of each class; rows add up to 1."""
        values = features
        for number, (weights, biases) in enumerate(self._layers):
            values = values @ weights + biases
            if number < len(self._layers) - 1:
                values = np.maximum(values, 0.0)
        values = np.exp(values - values.max(axis=1, keepdims=True))
        return np.asarray(values / values.sum(axis=1, keepdims=True), dtype=np.float32)


@lru_cache
def glyph_reader() -> GlyphReader:
    """The reader with the weights that lie beside the code, read once; `scripts/scan/train_glyphs.py` makes them."""
    stored = (resources.files("extractors.scan") / "glyphs.npz").read_bytes()
    with np.load(io.BytesIO(stored), allow_pickle=False) as arrays:
        count = len(arrays.files) // 2
        layers = [
            (arrays[f"weights_{number}"].astype(np.float32), arrays[f"biases_{number}"].astype(np.float32))
            for number in range(count)
        ]
    return GlyphReader(layers)
