"""Make pairs (line as printed, line as an OCR engine read it) to learn the errors of OCR from.

Pages of corpus text are set, drawn, worn and read with tesseract; the lines read are aligned with the lines printed.
One JSON object per line: printed, read, lang, font, dpi, wear, style, points, page. Output is appended page by page,
and a run that was broken off goes on where it stopped. A page depends only on the seed and on its own name.

usage: render_pairs.py --corpus DIR --train pairs_train.jsonl --held-out pairs_eval.jsonl [--seed 3] [--keep-pages DIR]
       render_pairs.py --corpus DIR --train pairs_train.jsonl --held-out pairs_eval.jsonl --by-shape TESSDATA
       render_pairs.py --report pairs_train.jsonl

With --by-shape only the pages of the kind `shape` are made: read by tesseract's older engine, which knows letters one
by one by their shape, as the engines in scanners' and PDF writers' software do. Its model is not among Debian's;
TESSDATA is a folder with the eng.traineddata of the npm package @tesseract.js-data/eng (4.0.0/eng.traineddata.gz).
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import random
import subprocess
import time
import unicodedata
from collections import defaultdict
from pathlib import Path

import cv2
import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from normalizers.text import without_marks
from scripts.repair.page_printer import HELD_OUT_FONTS, TRAINING_FONTS, WEARS, Block, Grey, Line, Printer, wear_page
from scripts.repair.page_text import ITALICS, compose, load_corpus

#: How many pages of each kind, and the chances of its (dpi, wear): (dpi choices, dpi weights, weights of WEARS).
TRAIN_PAGES = {"eng": 250, "fra": 20, "vie": 110}
HELD_OUT_PAGES = {"eng": 20, "vie": 28}
SHAPE = "shape"
SHAPE_PAGES = {True: 14, False: 110}
#: Share of paragraphs in italics, where such an engine fails most, and where decisions name what they are based on.
SHAPE_ITALICS = 0.25
CONDITIONS = {
    "eng": ((150, 200, 300), (1, 3, 4), (2, 6, 7, 4, 1)),
    "fra": ((150, 200, 300), (1, 3, 4), (2, 6, 7, 4, 1)),
    "vie": ((150, 200, 300), (7, 2, 1), (0, 2, 4, 5, 5)),
    "held-out eng": ((150, 200, 300), (1, 4, 3), (2, 6, 7, 4, 1)),
    "held-out vie": ((150,), (1,), (0, 0, 0, 1, 5)),
    "shape": ((150, 200, 300), (1, 4, 5), (2, 6, 6, 3, 0)),
    "held-out shape": ((200, 300), (1, 1), (1, 1, 1, 0, 0)),
}
#: Two lines are the same when, with marks and case set aside, they are at least so alike.
ALIKE = 0.45
#: A page is readable when at least this share of its lines is found again; the rest of an unreadable one would mislead.
READABLE = 0.75


def plan_pages(*, by_shape: bool) -> list[tuple[bool, str, int]]:
    """All pages to make (held out, language, number), the kinds evenly mixed so that a part of a run is of use."""
    kinds = [(False, *kind) for kind in TRAIN_PAGES.items()] + [(True, *kind) for kind in HELD_OUT_PAGES.items()]
    if by_shape:
        kinds = [(held_out, SHAPE, count) for held_out, count in SHAPE_PAGES.items()]
    pages = [((n + 0.5) / count, held_out, lang, n) for held_out, lang, count in kinds for n in range(count)]
    return [(held_out, lang, n) for _, held_out, lang, n in sorted(pages)]


def align(printed: list[str], read: list[str]) -> list[tuple[int, int]]:
    """Pair printed and read lines in order, so that their likeness is greatest; lines without a likeness stay alone."""
    if not printed or not read:
        return []
    gain = (
        process.cdist(
            [without_marks(p).lower() for p in printed], [without_marks(r).lower() for r in read], scorer=fuzz.ratio
        )
        / 100
        - ALIKE
    )
    best = np.zeros((len(printed) + 1, len(read) + 1))
    for i in range(len(printed)):
        for j in range(len(read)):
            best[i + 1, j + 1] = max(best[i, j + 1], best[i + 1, j], best[i, j] + gain[i, j])
    pairs = []
    i, j = len(printed), len(read)
    while i and j:
        if best[i, j] == best[i - 1, j]:
            i -= 1
        elif best[i, j] == best[i, j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((i, j))
    return pairs[::-1]


def read_page(page: Grey, lang: str, dpi: int, tessdata: Path | None = None) -> list[str]:
    """Read a page with tesseract, line by line; with its older engine where the folder of that one's model is given."""
    _, png = cv2.imencode(".png", page)
    engine = ["--oem", "0", "--tessdata-dir", str(tessdata), "-l", "eng"] if tessdata else ["-l", lang]
    command = ["tesseract", "stdin", "stdout", *engine, "--dpi", str(dpi), "--psm", "3", "-c", "tessedit_create_tsv=1"]
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
    done = subprocess.run(command, input=png.tobytes(), capture_output=True, check=True, env=environment, timeout=300)
    lines: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for row in csv.DictReader(io.StringIO(done.stdout.decode("utf-8")), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] == "5" and row["text"].strip():
            lines[row["block_num"], row["par_num"], row["line_num"]].append(row["text"].strip())
    return [unicodedata.normalize("NFC", " ".join(words)) for words in lines.values()]


def print_page(
    corpus: dict[str, list[str]], held_out: bool, dpi: int, rng: random.Random, italics: float = ITALICS
) -> tuple[list[Line], Grey]:
    """Compose, set and draw a page."""
    fonts = HELD_OUT_FONTS if held_out else TRAINING_FONTS
    families = rng.choices(list(fonts), [weight for weight, *_ in fonts.values()], k=2)
    mixed = rng.random() < 0.12
    blocks, notes = compose(corpus, rng, italics)
    for block in blocks + notes:
        block.family = families[mixed and rng.random() < 0.4]
    printer = Printer(dpi, rng.uniform(1.15, 1.5), (rng.uniform(25, 32), rng.uniform(15, 20)))
    foot, used = printer.place(notes, 0.0)
    if foot:
        printer.bottom -= used
    lines, _ = printer.place(blocks, 20 / 25.4 * printer.scale)
    if foot:
        shift, printer.bottom = printer.bottom, printer.height
        for line in foot:
            line.places = [(x, y + shift) for x, y in line.places]
    return lines + foot, printer.draw(lines + foot, rng.randint(0, 40))


def make_page(
    corpus: dict[str, list[str]], held_out: bool, lang: str, name: str, keep: Path | None, tessdata: Path | None = None
) -> list[dict[str, object]]:
    """Print, wear and read one page; its pairs of lines."""
    rng = random.Random(name)
    dpis, dpi_weights, wear_weights = CONDITIONS[f"held-out {lang}" if held_out else lang]
    dpi, wear = rng.choices(dpis, dpi_weights)[0], rng.choices(WEARS, wear_weights)[0]
    lines, page = print_page(corpus, held_out, dpi, rng, SHAPE_ITALICS if lang == SHAPE else ITALICS)
    page = wear_page(page, dpi, wear, rng)
    if keep:
        cv2.imwrite(str(keep / f"{name.replace(':', '_')}_{dpi}_{wear}.png"), page)
    read = read_page(page, lang, dpi, tessdata)
    found = align([line.text for line in lines], read)
    if len(found) < READABLE * len(lines):
        return []
    pairs = []
    for i, j in found:
        block: Block = lines[i].block
        pair = {"printed": lines[i].text, "read": read[j], "lang": lang, "font": block.family, "dpi": dpi, "wear": wear}
        pairs.append(pair | {"style": block.style, "points": block.points, "page": name, "lines": len(lines)})
    return pairs


def report(path: Path) -> None:
    """Print the share of wrong words by language, resolution, wear and font."""
    wrong: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    pages: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    with path.open(encoding="utf-8") as rows:
        for pair in map(json.loads, rows):
            printed, read = pair["printed"].split(), pair["read"].split()
            errors = Levenshtein.distance(printed, read)
            groups = [(str(pair["lang"]), str(pair[part])) for part in ("dpi", "wear", "font", "style")]
            for key in [("lang", str(pair["lang"])), *groups]:
                wrong[key] = [a + b for a, b in zip(wrong[key], (errors, len(printed), 1), strict=True)]
                pages[key][pair["page"]] = pair["lines"]
    for key, (errors, words, lines) in sorted(wrong.items()):
        whole = sum(pages[key].values()) if key[0] == "lang" or key[1] in WEARS or key[1].isdigit() else lines
        counts = f"pages {len(pages[key]):4} lines {lines:6} of {whole:6} words {words:7}"
        print(f"{' '.join(key):24} {counts} wrong {errors / words:.4f}")


def main() -> None:
    """Run from the command line."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--corpus", type=Path, help="folder of the xz corpora")
    options.add_argument("--train", type=Path, help="pairs for training (JSON lines, appended)")
    options.add_argument("--held-out", type=Path, help="pairs on unseen text in unseen fonts")
    options.add_argument("--seed", type=int, default=3)
    options.add_argument("--limit", type=int, help="make only so many pages")
    options.add_argument("--by-shape", type=Path, metavar="TESSDATA", help="make only pages for the older engine")
    options.add_argument("--keep-pages", type=Path, help="folder for the page images")
    options.add_argument("--report", type=Path, help="only print the figures of a finished file")
    args = options.parse_args()
    if args.report:
        report(args.report)
        return
    outputs = {False: args.train, True: args.held_out}
    corpora = {held_out: load_corpus(args.corpus, held_out) for held_out in outputs}
    done = set()
    for path in outputs.values():
        if path.exists():
            done |= {json.loads(row)["page"] for row in path.read_text(encoding="utf-8").splitlines()}
    for held_out, lang, number in plan_pages(by_shape=bool(args.by_shape))[: args.limit]:
        name = f"{args.seed}:{'eval' if held_out else 'train'}:{lang}:{number}"
        if name in done:
            continue
        start = time.monotonic()
        pairs = make_page(corpora[held_out], held_out, lang, name, args.keep_pages, args.by_shape)
        with outputs[held_out].open("a", encoding="utf-8") as out:
            out.writelines(json.dumps(pair, ensure_ascii=False) + "\n" for pair in pairs)
        lines = pairs[0]["lines"] if pairs else "?"
        print(f"{name} {len(pairs)} of {lines} lines, {time.monotonic() - start:.1f} s", flush=True)


if __name__ == "__main__":
    main()
