"""Train the network that reads figures glyph by glyph, on tokens printed here and worn as scanners wear them.

    python -m scripts.scan.train_glyphs extractors/scan/glyphs.npz

Needs the extra `train` and Debian's fonts-liberation, fonts-texgyre, fonts-freefont-ttf, fonts-dejavu-core,
fonts-noto-core, fonts-croscore, fonts-crosextra-carlito and fonts-crosextra-caladea. Two families are held out; what
is printed last is how many glyphs in them are read wrong. Same seed, same weights.
"""

from __future__ import annotations

import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont
from sklearn.neural_network import MLPClassifier

from extractors.scan.glyphs import CLASSES, FIGURES, OTHER, cut, features_of, glyph_boxes
from extractors.scan.image import Pixels

SEED = 57
TOKENS = 240_000
TRAINED = {
    "LiberationSerif": 8, "Tinos": 4, "texgyretermes": 5, "FreeSerif": 3, "DejaVuSerif": 1, "NotoSerif": 1,
    "texgyrepagella": 1, "texgyreschola": 1, "LiberationSans": 2, "Arimo": 1, "DejaVuSans": 1, "NotoSans": 1,
    "Carlito": 1,
}  # fmt: skip
HELD_OUT = {"Caladea": 1, "texgyreheros": 1}
STYLES = ("Regular", "Bold", "Italic", "BoldItalic")
WORDS = (
    "Sở các UBND tỉnh Quý năm trước tháng Tỷ lệ đạt trên đến Top nhóm ít nhất tối thiểu Thường xuyên Hằng hoàn thành "
    "kế hoạch Bộ Ban Mức xã phường tỷ đồng triệu người đô thị số Hạng bậc NQ QĐ KH CP TW TTg kW km ha ngày i l o"
)
NUMERALS = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XX XL LX"


@lru_cache
def font_files() -> dict[str, list[Path]]:
    """The files of each family, by the styles above."""
    done = subprocess.run(["fc-list", "--format", "%{file}\n"], capture_output=True, text=True, check=True)
    found: dict[str, list[Path]] = {}
    for line in sorted(set(done.stdout.split("\n"))):
        path = Path(line)
        for family in (*TRAINED, *HELD_OUT):
            rest = path.stem.removeprefix(family).lstrip("-").lower()
            if path.stem.startswith(family) and rest in ("", "regular", "bold", "italic", "oblique", "bolditalic"):
                found.setdefault(family, []).append(path)
    return found


def token(dice: random.Random) -> str:
    """A token as cells hold them: an ordinal, a number, a date, a quantity, or a word."""
    number = str(dice.choice((dice.randint(0, 9), dice.randint(0, 120), dice.randint(0, 9999))))
    day, month, year = dice.randint(1, 31), dice.randint(1, 12), dice.randint(2018, 2050)
    roman = dice.choice(NUMERALS.split())
    dotted = f"{dice.randint(1, 40)}.{dice.randint(1, 20)}"
    share = f"{dice.randint(0, 100)},{dice.randint(0, 99)}"
    letter = dice.choice("abcdđegh")
    word = dice.choice(WORDS.split())
    ordinals = [number, f"{number}.", f"{number})", f"({number})", dotted, f"{dotted}.", roman, f"{roman}.", letter]
    ordinals += [f"{letter})", f"{letter})", "TT", "STT", "T", "S"]
    dates = [f"{month}/{year}", f"{month:02}/{year}", f"{day}/{month}/{year}", f"{roman}/{year}", f"{year}"]
    dates += [f"{year}-{year + 5}", f"{year};", f"{year}."]
    quantities = [
        f"{number}%",
        f"{share}%",
        share,
        f"{dice.choice('≥≤<>')}{number}%",
        f"{number}-{number}",
        f"+{number}",
    ]
    quantities += [f"{number}/{month}", f"{number},", f"{number}:", f"{number}.{dice.randint(0, 999):03}"]
    signs = list("≥≤<>-+%")
    return dice.choice(dice.choice((ordinals, ordinals, dates, quantities, quantities, signs, [word, word.upper()])))


def printed(text: str, dice: random.Random, families: dict[str, int]) -> tuple[Pixels, list[float]] | None:
    """A token as it comes out of a scanner, and where the middle of each letter is; None where a letter is missing."""
    family = dice.choices(list(families), list(families.values()))[0]
    height = dice.uniform(18, 62)
    font = ImageFont.truetype(str(dice.choice(font_files()[family])), round(height))
    left, top, right, bottom = font.getbbox(text)
    margin = 12
    size = (int(right - left) + 2 * margin, int(bottom - top) + 2 * margin)
    if font.getbbox("\uffff") and any(font.getmask(c).getbbox() is None for c in text if c != " "):
        return None
    image = Image.new("L", size, 255)
    ImageDraw.Draw(image).text((margin - left, margin - top), text, font=font, fill=0)
    ends = [margin - left + font.getlength(text[:count]) for count in range(len(text) + 1)]
    return worn(np.asarray(image), dice), [(start + end) / 2 for start, end in pairwise(ends)]


def worn(picture: Pixels, dice: random.Random) -> Pixels:
    """The picture after a scanner: turned a little, blurred, noisy, pressed, or in black and white."""
    noise = np.random.default_rng(dice.getrandbits(32))
    rows, columns = picture.shape
    matrix = cv2.getRotationMatrix2D((columns / 2, rows / 2), dice.uniform(-0.8, 0.8), 1)
    matrix[:, 2] += dice.uniform(-0.5, 0.5), dice.uniform(-0.5, 0.5)
    values = cv2.warpAffine(picture, matrix, (columns, rows), borderValue=255).astype(np.float32)
    values = cv2.GaussianBlur(values, (0, 0), dice.uniform(0.3, 1.5) * max(rows - 24, 14) / 32)
    paper, ink = dice.uniform(215, 255), dice.uniform(0, 90)
    values = ink + values / 255 * (paper - ink)
    values += noise.normal(0, dice.choice((0, 4, 10, 18)), values.shape)
    if dice.random() < 0.35:
        values = np.where(values < dice.uniform(0.4, 0.72) * paper, 0, 255).astype(np.float32)
    values = np.clip(values, 0, 255).astype(np.uint8)
    if dice.random() < 0.5:
        _, packed = cv2.imencode(".jpg", values, [cv2.IMWRITE_JPEG_QUALITY, dice.randint(35, 90)])
        values = cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE)
    return np.asarray(values, np.uint8)


def glyphs(count: int, dice: random.Random, families: dict[str, int]) -> Iterator[tuple[np.ndarray, list[int]]]:
    """The features of the glyphs of tokens with their classes; glyphs that touch are `OTHER`, and parted once more."""
    for _ in range(count):
        text = token(dice)
        print_out = printed(text, dice, families)
        if print_out is None:
            continue
        picture, middles = print_out
        blurred = cv2.GaussianBlur(picture, (3, 3), 0)
        _, mask = cv2.threshold(blurred, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
        boxes = glyph_boxes(mask)
        held = [
            "".join(letter for letter, middle in zip(text, middles, strict=True) if x0 <= middle < x1)
            for x0, _, x1, _ in boxes
        ]
        if "".join(held) != text:
            continue
        labels = [letters if letters in CLASSES else OTHER for letters in held]
        yield features_of(picture, boxes, boxes), [CLASSES.index(label) for label in labels]
        for box, letters in zip(boxes, held, strict=True):
            # figures that touch, parted as the reader will part them
            if len(letters) > 1 and FIGURES.issuperset(letters):
                parts = cut(mask, box, len(letters))
                yield features_of(picture, parts, boxes), [CLASSES.index(letter) for letter in letters]


def data(count: int, seed: int, families: dict[str, int]) -> tuple[np.ndarray, np.ndarray]:
    """Features and classes of the glyphs of some tokens."""
    rows, classes = [], []
    for features, labels in glyphs(count, random.Random(seed), families):
        rows.append(features)
        classes += labels
    return np.concatenate(rows), np.array(classes)


def main(target: Path) -> None:
    """Train, store the weights, say how well the held-out families are read."""
    features, classes = data(TOKENS, SEED, TRAINED)
    print(f"{len(classes)} glyphs", file=sys.stderr)
    network = MLPClassifier((160, 80), batch_size=512, max_iter=16, random_state=SEED, alpha=1e-5, verbose=True)
    network.fit(features, classes)
    layers = list(zip(network.coefs_, network.intercepts_, strict=True))
    assert len(network.classes_) == len(CLASSES)
    arrays = {f"weights_{n}": weights.astype(np.float16) for n, (weights, _) in enumerate(layers)}
    arrays |= {f"biases_{n}": biases.astype(np.float16) for n, (_, biases) in enumerate(layers)}
    np.savez_compressed(target, **arrays)
    for name, families in (("trained", TRAINED), ("held out", HELD_OUT)):
        held, truth = data(6_000, SEED + 1, families)
        shares = network.predict_proba(held)
        wrong = shares.argmax(axis=1) != truth
        sure = shares.max(axis=1) > 0.9
        figures = f"{wrong.mean():.4f} wrong, {(wrong & sure).mean():.5f} wrong and sure, {sure.mean():.3f} sure"
        print(f"{name}: {len(truth)} glyphs, {figures}")
        pairs = Counter(zip(truth[wrong], shares.argmax(axis=1)[wrong], strict=True))
        print("  ", ", ".join(f"{CLASSES[a]} as {CLASSES[b]} {n}" for (a, b), n in pairs.most_common(12)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
