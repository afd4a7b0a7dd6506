"""Make the text by which the repair of letters read by their shape is tested: a seed, printed, worn and read.

    python -m scripts.repair.make_by_shape_fixture TESSDATA

Writes tests/fixtures/repair/by_shape_printed.txt and by_shape_read.txt, line for line: the running text of a seed, a
page in each font and with wear that no channel of such an engine was trained on, read by tesseract's older engine.
TESSDATA is the folder that `render_pairs --by-shape` takes. The same fonts and the same tesseract make the same bytes.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from scripts.repair.page_printer import HELD_OUT_FONTS, Block, Printer, wear_page
from scripts.repair.render_pairs import SHAPE, align, read_page

ROOT = Path(__file__).parents[2]
SEED = ROOT / "data" / "raw" / "NQ-TU_Khanh-Hoa_2025_thuc-hien-57-NQ-TW.txt"
FIXTURES = ROOT / "tests" / "fixtures" / "repair"
DPI = 300
WEAR = "severe"
LINES = 30
"""Lines printed on each page."""
RUNNING_TEXT = 20
"""Words that a paragraph has at least."""


def paragraphs() -> list[str]:
    """The running text of the seed."""
    lines = SEED.read_text(encoding="utf-8").split("\n")
    return [line for line in lines if "\t" not in line and len(line.split()) >= RUNNING_TEXT]


def make(tessdata: Path) -> list[tuple[str, str]]:
    """The lines printed, each with its reading."""
    left = paragraphs()
    pairs = []
    for family in HELD_OUT_FONTS:
        printer = Printer(DPI, 1.3, (30.0, 18.0))
        placed, _ = printer.place([Block(text, family=family) for text in left], 20 / 25.4 * printer.scale)
        lines = placed[:LINES]
        left = left[len({id(line.block) for line in lines}) :]
        page = wear_page(printer.draw(lines, 20), DPI, WEAR, random.Random(family))
        printed, read = [line.text for line in lines], read_page(page, SHAPE, DPI, tessdata)
        found = align(printed, read)
        print(f"{family}: {len(found)} of {len(lines)} lines found again", file=sys.stderr)
        pairs += [(printed[i], read[j]) for i, j in found]
    return pairs


if __name__ == "__main__":
    made = make(Path(sys.argv[1]))
    for name, texts in zip(("printed", "read"), zip(*made, strict=True), strict=True):
        (FIXTURES / f"by_shape_{name}.txt").write_text("".join(text + "\n" for text in texts), encoding="utf-8")
