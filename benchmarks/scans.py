"""How well scans are read, and how long they take against the bare engine and img2table on the same pages in one run.

Run it with `make bench`, or by hand with scans of your own: `python -m benchmarks.scans scan.pdf ...`. Without files,
the pages of a scan of `tests/fixtures/scans` are taken five times. Whole processes are timed, imports with them, and
nothing is kept from one to the next. All but the last of ours run on one core.
"""

from __future__ import annotations

import argparse
import csv
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pypdfium2

from schemas.raw import RawDocument

SCAN = Path(__file__).parent.parent / "tests" / "fixtures" / "scans" / "tasks_512.pdf"
ANNEXES = SCAN.parent.with_name("annexes")
FIGURE = re.compile(r"\d+(?:[.,/]\d+)*")
TIMES = 5
OURS = """
import sys
from pathlib import Path
from pipeline.ocr import OcrWish
from pipeline.reading import read_file
for name in sys.argv[2:]:
    read_file(Path(name), None, OcrWish(jobs=int(sys.argv[1])).settings(name))
"""
IMG2TABLE = """
import sys, warnings
warnings.simplefilter("ignore")
from img2table.document import PDF
from img2table.ocr import TesseractOCR
for name in sys.argv[1:]:
    PDF(src=name).extract_tables(ocr=TesseractOCR(lang="vie"), borderless_tables=False)
"""


def accuracy() -> None:
    """Print how well the scans of the tests are read: against their annexes, which are read without OCR."""
    from rapidfuzz.distance import Levenshtein

    from extractors import extract

    with (SCAN.parent / "SOURCES.csv").open(encoding="utf-8", newline="") as file:
        sources = list(csv.DictReader(file))
    for source in sources:
        name = source["file"]
        printed = cells((ANNEXES / source["annex"]).read_bytes(), source["annex"])
        read = extract((SCAN.parent / name).read_bytes(), name)
        found = cells_of(read)
        held = {place: text for place, text in printed.items() if place[3] <= (read.pages or 0)}
        pairs = [(text, found.get(place[:3], "")) for place, text in held.items()]
        alike = sum(Levenshtein.normalized_similarity(one, other) >= 0.93 for one, other in pairs)
        figures = [(FIGURE.findall(one), FIGURE.findall(other)) for one, other in pairs if FIGURE.search(one)]
        right = sum(one == other for one, other in figures)
        told = f"{alike} of {len(pairs)} cells within 7 % of their letters, figures of {right} of {len(figures)} right"
        print(f"  {name:20} {source['proves']}: {told}")


def cells(data: bytes, name: str) -> dict[tuple[int, int, int, int], str]:
    """The cells of a file by table, row and column, with the page they end on."""
    from extractors import extract

    raw = extract(data, name)
    return {
        (table.index, number, cell.column, row.places[-1].page or 0): " ".join(cell.text.split())
        for table in raw.tables
        for number, row in enumerate(table.printed_rows)
        for cell in row.cells
        if cell.text
    }


def cells_of(raw: RawDocument) -> dict[tuple[int, int, int], str]:
    """The cells of a document by table, row and column."""
    return {
        (table.index, number, cell.column): " ".join(cell.text.split())
        for table in raw.tables
        for number, row in enumerate(table.printed_rows)
        for cell in row.cells
    }


def longer(scan: Path, folder: Path) -> Path:
    """A scan with the pages of another several times."""
    source, target = pypdfium2.PdfDocument(scan), pypdfium2.PdfDocument.new()
    for _ in range(TIMES):
        target.import_pages(source)
    path = folder / "scan.pdf"
    target.save(path)
    return path


def pictures(files: list[Path], folder: Path) -> list[Path]:
    """The pages of scans as the bare engine is given them: at the resolution of their own pictures."""
    from PIL import Image

    from extractors.scan.image import PageImage
    from extractors.scan.pictures import pdf_pictures

    paths = []
    for file in files:
        count = len(pypdfium2.PdfDocument(file))
        for picture in pdf_pictures(file.read_bytes(), None, range(1, count + 1)):
            if isinstance(picture, PageImage):
                path = folder / f"{len(paths):03d}.png"
                Image.fromarray(picture.pixels).save(path, dpi=(picture.dpi, picture.dpi))
                paths.append(path)
    return paths


def seconds(*commands: list[str], cores: int = 1) -> float | None:
    """Seconds on the clock for some commands, one after the other; None where one of them fails."""
    pinned = ["taskset", "-c", ",".join(map(str, range(cores)))] if shutil.which("taskset") else []
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    started = time.perf_counter()
    for command in commands:
        done = subprocess.run([*pinned, *command], capture_output=True, text=True, check=False, env=environment)
        if done.returncode:
            print(f"{command[0]}: not measured ({(done.stderr.strip().splitlines() or ['no reason'])[-1]})")
            return None
    return time.perf_counter() - started


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = given.files or [longer(SCAN, folder)]
        pages = pictures(files, folder)
        names = list(map(str, files))
        engine = [["tesseract", str(page), str(folder / "out"), "-l", "vie"] for page in pages]
        figures = {
            "tesseract -l vie, page by page": seconds(*engine),
            "vnplans, one core": seconds([sys.executable, "-c", OURS, "1", *names]),
            "vnplans, two cores": seconds([sys.executable, "-c", OURS, "2", *names], cores=2),
            "img2table with tesseract, vie": seconds([sys.executable, "-c", IMG2TABLE, *names]),
        }
    bare = figures["tesseract -l vie, page by page"]
    print(f"scans: {len(pages)} pages, Python {platform.python_version()}, {platform.machine()}")
    for reader, taken in figures.items():
        if taken is not None and bare is not None:
            print(f"  {reader:32} {taken:7.1f} s   {taken / bare:5.2f} of the bare engine")
    one, two = figures["vnplans, one core"], figures["vnplans, two cores"]
    if one and two:
        print(f"  two cores are {one / two:.2f} times as fast as one")
    if not given.files:
        print("scans of the tests:")
        accuracy()


if __name__ == "__main__":
    main()
