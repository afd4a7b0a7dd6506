"""How well and how fast text is mended, on what lies in this repository.

Run it with `make bench`, or `python -m benchmarks.repair` in the root. Words are compared without case, punctuation at
their edges and placement of the tone. Times are processor time on one core.

The clean seeds are no part of the corpus that the language model was trained on, but 28 % of the runs of eight words in
their prose stand in it, most of them in the resolutions that the seeds carry out. No part of the Kon Tum plan was
trained on. The pages whose letters were read by their shape are of a clean seed (`tests/fixtures/repair`).
"""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.fresh_runs import OURS, PYVI, ROOT, RUNS, Line, Run, run
from benchmarks.word_errors import Reliability, report
from normalizers.text import without_marks
from scripts.repair.evaluate import error_rate

if TYPE_CHECKING:
    from benchmarks.printed_pages import Reading

RAW = ROOT / "data" / "raw"
GARBLED = RAW / "KH-UBND_Kon-Tum_2025_OCR.txt"
FIXTURES = ROOT / "tests" / "fixtures" / "repair"
TRUE = FIXTURES / "kon_tum_1-282.txt"
BY_SHAPE = FIXTURES / "by_shape_read.txt"
BY_SHAPE_TRUE = FIXTURES / "by_shape_printed.txt"
LONG = 50_000
"""Words of the long garbled text."""
WEAR = "heavy"
AIM = 0.1
"""Mending is to take no more of the time of reading than this."""
PAGES = 2
"""Pages printed of each seed."""
HEAD = 10
"""Lines at the head of a seed that are not printed: symbols, addresses and titles."""
EXTRA = "install it with: pip install --constraint constraints.txt --editable '.[bench]'"


def lines_of(path: Path) -> list[str]:
    """The lines of a file."""
    return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")


def prose(path: Path) -> list[str]:
    """The lines that are running text: no rows of tables, five words or more."""
    return [line for line in lines_of(path) if "\t" not in line and len(line.split()) >= 5]


def cost(made: Run) -> str:
    """Speed and size of a run in words."""
    return f"{made.speed:,.0f} words a second, loading {made.loading:.2f} s, peak memory {made.peak:.0f} MiB"


def reliability(lines: Sequence[Line], true: Sequence[str]) -> Reliability:
    """How far the confidence of mended lines can be trusted."""
    found = Reliability()
    for line, right in zip(lines, true, strict=True):
        found.add(line, right)
    return found


def print_stripped(seeds: Sequence[Path]) -> Reliability:
    """Prose without its marks: ours against pyvi."""
    documents = [prose(path) for path in seeds]
    true = [line for lines in documents for line in lines]
    bare = [[without_marks(line) for line in lines] for lines in documents]
    ours = run(OURS, *bare)
    print(f"\n1. Prose of {len(seeds)} clean seeds, all marks stripped: {len(true)} lines, {ours.words} words")
    print(f"as stripped: words wrong {error_rate([line for lines in bare for line in lines], true):.2%}")
    print(f"ours: words wrong {error_rate(ours.texts, true):.2%}; {cost(ours)}")
    if importlib.util.find_spec("pyvi"):
        print_pyvi(run(PYVI, *bare), ours, true)
    else:
        print(f"pyvi is not installed, so there is no comparison; {EXTRA}")
    return reliability(ours.lines, true)


def print_pyvi(pyvi: Run, ours: Run, true: Sequence[str]) -> None:
    """Pyvi against ours, on the lines that pyvi does not fail on."""
    done = [number for number, line in enumerate(pyvi.lines) if line.text is not None]
    theirs, mine = (error_rate([made.texts[n] for n in done], [true[n] for n in done]) for made in (pyvi, ours))
    print(f"pyvi: fails with a KeyError on {len(true) - len(done)} lines; {cost(pyvi)}")
    print(f"on the other {len(done)} lines: words wrong {mine:.2%} ours, {theirs:.2%} pyvi", end="")
    print(f"; speed of ours to pyvi's {ours.speed / pyvi.speed:.2f}")


def print_garbled() -> Reliability:
    """The Kon Tum plan, as read by an engine without Vietnamese."""
    garbled, true = lines_of(GARBLED), lines_of(TRUE)
    known = len(true)
    once = run(OURS, garbled)
    long = run(OURS, garbled * round(LONG / once.words))
    print("\n2. The Kon Tum plan, read without Vietnamese; adaptation to the document is part of the time")
    for what, made in (("as it is", once), ("repeated", long)):
        print(f"{what}: {made.words} words, {made.speed:,.0f} words a second, peak memory {made.peak:.0f} MiB")
    print(f"first {known} lines: {report(garbled[:known], once.texts[:known], true)}")
    return reliability(once.lines[:known], true)


def print_by_shape() -> Reliability:
    """Pages of a seed, read by an engine that takes letters for what they look like."""
    read, true = lines_of(BY_SHAPE), lines_of(BY_SHAPE_TRUE)
    once = run(OURS, read)
    long = run(OURS, read * round(LONG / once.words))
    print("\n3. Pages of a seed, severely worn, in fonts not trained on, letters read by their shape")
    print(f"as they are: {once.words} words, {report(read, once.texts, true)}")
    print(f"repeated: {long.words} words, {long.speed:,.0f} words a second, peak memory {long.peak:.0f} MiB")
    return reliability(once.lines, true)


def languages() -> list[str]:
    """Those of `eng` and `vie` that tesseract is there for."""
    if not shutil.which("tesseract"):
        return []
    listing = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=True).stdout
    return [language for language in ("eng", "vie") if language in listing.split()]


def print_pages(seeds: Sequence[Path]) -> dict[str, Reliability]:
    """Mending against reading, on documents printed and worn."""
    print("\n4. Mending against reading with tesseract")
    if not languages():
        print("skipped: tesseract with `eng` or `vie` is not installed (packages tesseract-ocr, tesseract-ocr-vie)")
        return {}
    if not (importlib.util.find_spec("cv2") and importlib.util.find_spec("PIL") and shutil.which("fc-list")):
        print(f"skipped: OpenCV, Pillow or fc-list (package fontconfig) is not installed; {EXTRA}")
        return {}
    from benchmarks.printed_pages import DPI, families, print_document, read_documents

    fonts = families()
    if not fonts:
        print("skipped: none of the fonts of scripts/repair/page_printer.py is installed")
        return {}
    documents = [
        print_document(prose(path)[HEAD:], fonts[number % len(fonts)], WEAR, PAGES) for number, path in enumerate(seeds)
    ]
    print(f"{len(documents)} documents at {DPI} dpi, wear {WEAR}, in {', '.join(d.font for d in documents)}")
    return {f"read with {lang}": print_reading(lang, read_documents(documents, lang)) for lang in languages()}


def print_reading(language: str, reading: Reading) -> Reliability:
    """What mending costs and does after a reading."""
    made = run(OURS, *reading.documents)
    true = [printed for printed, _ in reading.pairs]
    mended = [made.lines[place] for _, place in reading.pairs]
    read = [reading.lines[place] for _, place in reading.pairs]
    print(
        f"-l {language}: {reading.pages} pages, reading {reading.seconds / reading.pages:.2f} s a page, "
        f"mending {made.seconds / reading.pages:.3f} s a page, ratio {made.seconds / reading.seconds:.1%} "
        f"(aim: {AIM:.0%}); "
        f"{len(true)} of {reading.printed} lines found again"
    )
    print(f"  {report(read, [line.text or '' for line in mended], true)}")
    return reliability(mended, true)


def print_confidence(texts: dict[str, Reliability]) -> None:
    """The reliability table."""
    whole = Reliability()
    for part in texts.values():
        whole.merge(part)
    print("\n5. Confidence of words that were decoded and had rivals, and the share of them that is right")
    print(f"{'confidence':<12}{'words':>7}{'mean':>8}{'right':>8}")
    for low, high, count, mean, right in whole.rows():
        print(f"{f'{low:g}-{high:g}':<12}{count:>7}{mean:>8.3f}{right:>8.3f}")
    print(f"{'1':<12}{len(whole.certain):>7}{1:>8.3f}{sum(whole.certain) / max(len(whole.certain), 1):>8.3f}", end="")
    print("  (no rivals, or none of weight: not counted below)")
    print(f"left out, for there is no one true word to compare with: {whole.apart}")
    print(f"expected calibration error: {whole.calibration_error:.4f} over all")
    for name, part in texts.items():
        print(f"  {name}: {part.calibration_error:.4f} over {len(part.outcomes)} words")


def main() -> None:
    """Print the figures."""
    print(
        f"machine: {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; median of {RUNS}"
    )
    seeds = sorted(path for path in RAW.glob("*.txt") if path != GARBLED)
    texts = {
        "stripped": print_stripped(seeds),
        "Kon Tum": print_garbled(),
        "by shape": print_by_shape(),
        **print_pages(seeds),
    }
    print_confidence(texts)


if __name__ == "__main__":
    main()
