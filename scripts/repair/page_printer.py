"""Print a page of Vietnamese official text as an image, and wear the image as a scanner and a copier do.

Used by ``render_pairs.py``. Everything random comes from the generators that are
passed in, so a page can be made again.
"""

from __future__ import annotations

import functools
import random
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

Grey = npt.NDArray[np.uint8]

#: Family -> how often a page is set in it, and its files (regular, bold, italic). Liberation Serif and TeX Gyre Termes
#: have the shapes of Times New Roman, the typeface that decree 30/2020/NĐ-CP prescribes for official documents.
TRAINING_FONTS: dict[str, tuple[float, str, str, str]] = {
    "LiberationSerif": (9.0, "LiberationSerif-Regular.ttf", "LiberationSerif-Bold.ttf", "LiberationSerif-Italic.ttf"),
    "Termes": (3.5, "texgyretermes-regular.otf", "texgyretermes-bold.otf", "texgyretermes-italic.otf"),
    "FreeSerif": (1.5, "FreeSerif.ttf", "FreeSerifBold.ttf", "FreeSerifItalic.ttf"),
    "DejaVuSerif": (0.8, "DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf", "DejaVuSerif-Italic.ttf"),
    "NotoSerif": (0.8, "NotoSerif-Regular.ttf", "NotoSerif-Bold.ttf", "NotoSerif-Italic.ttf"),
    "Gentium": (0.7, "GentiumPlus-Regular.ttf", "GentiumPlus-Bold.ttf", "GentiumPlus-Italic.ttf"),
    "Charis": (0.7, "CharisSIL-Regular.ttf", "CharisSIL-Bold.ttf", "CharisSIL-Italic.ttf"),
    "Pagella": (0.7, "texgyrepagella-regular.otf", "texgyrepagella-bold.otf", "texgyrepagella-italic.otf"),
    "Schola": (0.5, "texgyreschola-regular.otf", "texgyreschola-bold.otf", "texgyreschola-italic.otf"),
    "LiberationSans": (1.6, "LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf", "LiberationSans-Italic.ttf"),
    "DejaVuSans": (0.7, "DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSans-Oblique.ttf"),
    "NotoSans": (0.7, "NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSans-Italic.ttf"),
    "OpenSans": (0.5, "OpenSans-Regular.ttf", "OpenSans-Bold.ttf", "OpenSans-Italic.ttf"),
}
#: Never seen in training: one serif and one sans.
HELD_OUT_FONTS: dict[str, tuple[float, str, str, str]] = {
    "Libertine": (3.0, "LinLibertine_R.otf", "LinLibertine_RB.otf", "LinLibertine_RI.otf"),
    "Carlito": (2.0, "Carlito-Regular.ttf", "Carlito-Bold.ttf", "Carlito-Italic.ttf"),
}
FONTS = TRAINING_FONTS | HELD_OUT_FONTS
STYLES = ("regular", "bold", "italic")
SUPERSCRIPTS = dict(zip("¹²³⁴⁵⁶⁷⁸⁹", "123456789", strict=True))
#: Letters that only the Vietnamese blocks of a font hold; a font that lacks one prints boxes.
RARE_LETTERS = "ơƯạẢấẦẩẫậắẰẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđĐ–“”…"
WEARS = ("none", "light", "medium", "heavy", "severe")
#: For each wear: the greatest skew in degrees, and the range of the blur (sigma in pixels of a scan at 200 dpi).
SKEWS = (0.0, 0.25, 0.45, 0.7, 0.7)
BLURS = ((0.0, 0.0), (0.3, 0.6), (0.5, 0.85), (0.7, 1.05), (1.05, 1.5))


@dataclass
class Block:
    """A paragraph to print: its text, its style and size in points, and how it stands on the page."""

    text: str
    style: str = "regular"
    points: float = 13.5
    align: str = "justify"
    family: str = ""


@dataclass
class Line:
    """A printed line: its words, each with the place of its base line, and the block that it belongs to."""

    block: Block
    words: list[str]
    places: list[tuple[float, float]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words with single spaces between them."""
        return " ".join(self.words)


@functools.cache
def font_files() -> dict[str, str]:
    """Name of every installed font file -> its path; a newer Liberation (with Vietnamese) wins over version 1."""
    listing = subprocess.run(["fc-list", "--format", "%{file}\n"], capture_output=True, text=True, check=True).stdout
    return {Path(path).name: path for path in sorted(listing.split("\n")) if path}


@functools.lru_cache(maxsize=64)
def load_font(family: str, style: str, pixels: int) -> ImageFont.FreeTypeFont:
    """Open a font, and refuse one that lacks Vietnamese letters."""
    name = str(FONTS[family][1 + STYLES.index(style)])
    font = ImageFont.truetype(font_files()[name], pixels)
    box = bytes(font.getmask("\uffff"))
    if lacking := [letter for letter in RARE_LETTERS if bytes(font.getmask(letter)) == box]:
        raise ValueError(f"{name} lacks {''.join(lacking)}")
    return font


def split_mark(word: str) -> list[tuple[str, bool]]:
    """Split a word in runs: (text, stands above the line)."""
    runs: list[tuple[str, bool]] = []
    for letter in word:
        above = letter in SUPERSCRIPTS
        shown = SUPERSCRIPTS.get(letter, letter)
        if runs and runs[-1][1] == above:
            runs[-1] = (runs[-1][0] + shown, above)
        else:
            runs.append((shown, above))
    return runs


class Printer:
    """Sets blocks in lines and draws them, at twice the resolution that the scanner will have."""

    def __init__(self, dpi: int, leading: float, margins_mm: tuple[float, float]) -> None:
        self.scale = 2 * dpi
        self.width, self.height = round(8.27 * self.scale), round(11.69 * self.scale)
        self.left, right = (m / 25.4 * self.scale for m in margins_mm)
        self.measure = self.width - self.left - right
        self.leading = leading
        self.bottom = self.height - 20 / 25.4 * self.scale

    def font(self, block: Block, above: bool = False) -> ImageFont.FreeTypeFont:
        """The font of a block, or the small one of its footnote marks."""
        pixels = block.points / 72 * self.scale * (0.62 if above else 1.0)
        return load_font(block.family, block.style, round(pixels))

    def length(self, word: str, block: Block) -> float:
        """Width of a word in pixels."""
        return float(sum(self.font(block, above).getlength(text) for text, above in split_mark(word)))

    def wrap(self, block: Block) -> list[tuple[list[str], float]]:
        """Break a block in lines: the words of each, and the width that they leave free."""
        space = self.length("\u00a0", block)
        lines: list[tuple[list[str], float]] = []
        words: list[str] = []
        indent = 12.7 / 25.4 * self.scale if block.align == "justify" and block.points > 11 else 0.0
        free = self.measure - indent
        for word in block.text.split():
            need = self.length(word, block) + (space if words else 0.0)
            if words and need > free:
                lines.append((words, free))
                words, free, need = [], self.measure, self.length(word, block)
            words.append(word)
            free -= need
        return [*lines, (words, free)] if words else lines

    def place(self, blocks: list[Block], top: float) -> tuple[list[Line], float]:
        """Lay blocks out from ``top`` down; what does not fit on the page is left out."""
        lines: list[Line] = []
        y = top
        for block in blocks:
            size = block.points / 72 * self.scale
            space = self.length("\u00a0", block)
            wrapped = self.wrap(block)
            for number, (words, free) in enumerate(wrapped):
                y += size * self.leading
                if y > self.bottom:
                    return lines, y
                last = number == len(wrapped) - 1
                gap = space if block.align != "justify" or last else space + free / max(len(words) - 1, 1)
                x = self.left + (
                    12.7 / 25.4 * self.scale
                    if block.align == "justify" and size > 11 / 72 * self.scale and number == 0
                    else 0.0
                )
                x += {"centre": free / 2, "right": free}.get(block.align, 0.0)
                line = Line(block, words)
                for word in words:
                    line.places.append((x, y))
                    x += self.length(word, block) + gap
                lines.append(line)
            y += size * 0.4
        return lines, y

    def draw(self, lines: list[Line], ink: int) -> Grey:
        """Draw the lines on white paper."""
        image = Image.new("L", (self.width, self.height), 255)
        pen = ImageDraw.Draw(image)
        for line in lines:
            for word, (x, y) in zip(line.words, line.places, strict=True):
                for text, above in split_mark(word):
                    font = self.font(line.block, above)
                    rise = line.block.points / 72 * self.scale * 0.35 if above else 0.0
                    pen.text((x, y - rise), text, font=font, fill=ink, anchor="ls")
                    x += font.getlength(text)
        return np.asarray(image)


def wear_page(page: Grey, dpi: int, wear: str, rng: random.Random) -> Grey:
    """Scan a page drawn at twice ``dpi``: skew, ink, blur, light, noise, threshold or JPEG, the worse the more worn."""
    degree = WEARS.index(wear)
    noise = np.random.default_rng(rng.randrange(2**32))
    height, width = page.shape
    if degree:
        angle = rng.uniform(-1, 1) * SKEWS[degree]
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
        page = cv2.warpAffine(page, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=255).astype(np.uint8)
        kernel = np.ones((2, 2), np.uint8)
        if rng.random() < 0.2 * degree:
            page = (cv2.erode if rng.random() < 0.55 else cv2.dilate)(page, kernel).astype(np.uint8)
        sigma = rng.uniform(*BLURS[degree]) * 2 * max(dpi, 180) / 200
        page = cv2.GaussianBlur(page, (0, 0), sigma).astype(np.uint8)
    scan = cv2.resize(page, (width // 2, height // 2), interpolation=cv2.INTER_AREA).astype(np.float32)
    if not degree:
        return scan.astype(np.uint8)
    bilevel = rng.random() < 0.1 + 0.08 * degree
    if rng.random() < 0.12 * degree:
        fade = rng.uniform(0.75 - 0.13 * min(degree, 3), 0.85)
        scan = np.subtract(255, (255 - scan) * fade, dtype=np.float32)
    if rng.random() < 0.2 * degree and not bilevel:
        light = np.linspace(1.0, rng.uniform(0.72, 0.95), scan.shape[1], dtype=np.float32)
        scan = np.multiply(scan, light if rng.random() < 0.5 else light[::-1], dtype=np.float32)
    strength = rng.uniform(2.0, 6.5) * min(degree, 3) * (0.5 if bilevel else 1.0)
    scan += np.asarray(noise.normal(0, strength, scan.shape), dtype=np.float32)
    grey = np.clip(scan, 0, 255).astype(np.uint8)
    if bilevel:
        paper, ink = float(np.median(grey)), float(np.percentile(grey, 1))
        level = min(ink + (paper - ink) * rng.uniform(0.55, 0.8), paper - 3 * strength)
        return np.where(grey > level, 255, 0).astype(np.uint8)
    quality = round(rng.uniform(80 - 15 * degree, 95 - 12 * degree))
    _, code = cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(code, cv2.IMREAD_GRAYSCALE), dtype=np.uint8)
