"""One run of tesseract over the pieces of a page, and the words it read."""

from __future__ import annotations

import os
import re
import shlex
import sys
import tempfile
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import cv2

from extractors.scan.image import PixelBox, Pixels
from extractors.scan.settings import LANGUAGE, Model
from schemas.errors import EngineError, PageError, UsageError

_BLOCK = 6
"""Page segmentation mode: one uniform block of text, which a cell is, and a paragraph."""
_SCRATCH = re.compile(r"\S*vnplans-\S*\s*")
"""Names of files that are there while a page is read."""
_SLASHES = str.maketrans("⁄∕", "//")
"""As which the engine may read a slash in italics."""
_WORD_LEVEL = "5"
INSTALL = "install it (Debian, Ubuntu: apt-get install tesseract-ocr tesseract-ocr-vie)"


class ReadWord(NamedTuple):
    """A word as the engine read it: its line, its box in pixels of its piece, how sure the engine is (0..1)."""

    line: tuple[int, int, int]
    text: str
    box: PixelBox
    confidence: float


def read_pieces(pieces: Sequence[Pixels], dpi: float, model: Model, seconds: float) -> list[list[ReadWord]]:
    """The words of each piece, read by one process.

    Args:
        pieces: Pictures of blocks of text, ink dark; each of shape (height, width).
        dpi: Their dots per inch.
        model: What to read with.
        seconds: How long the process may take.

    Raises:
        EngineError: Tesseract or the model is missing.
        PageError: It did not finish in time, or failed.
    """
    if not pieces:
        return []
    pytesseract = _tesseract()
    # one core for each process: pages are read side by side
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    with tempfile.TemporaryDirectory(prefix="vnplans-") as folder:
        names = []
        for number, piece in enumerate(pieces):
            name = f"{folder}/{number:05d}.pgm"
            if not cv2.imwrite(name, piece):
                raise PageError(f"no room for its pieces in {tempfile.gettempdir()}; free some")
            names.append(name)
        listing = Path(folder) / "pieces.txt"
        listing.write_text("\n".join(names) + "\n", encoding="utf-8")
        config = f"--psm {_BLOCK} --dpi {dpi:.0f} -c tessedit_do_invert=0"
        if model.folder:
            config += f" --tessdata-dir {_quoted(model.folder)}"
        try:
            table = pytesseract.image_to_data(str(listing), lang=model.name, config=config, timeout=seconds)
        except pytesseract.TesseractNotFoundError as error:
            raise EngineError(f"tesseract is not installed; {INSTALL}") from error
        except pytesseract.TesseractError as error:
            raise _failed(error.message, model) from error
        except RuntimeError as error:  # how pytesseract tells that the time was up
            raise PageError(
                f"tesseract did not finish in {seconds:g} s; is it text? else give it longer with --page-seconds"
            ) from error
    return _words(table, len(pieces))


def _quoted(folder: str) -> str:
    """A folder as pytesseract takes it apart again, which is another way on Windows."""
    return f'"{folder}"' if sys.platform == "win32" else shlex.quote(folder)


def _words(table: str, count: int) -> list[list[ReadWord]]:
    found: list[list[ReadWord]] = [[] for _ in range(count)]
    for row in table.splitlines():
        fields = row.split("\t")
        if len(fields) < 12 or fields[0] != _WORD_LEVEL or not fields[11].strip():
            continue
        page, block, paragraph, line = (int(field) for field in fields[1:5])
        left, top, width, height = (int(field) for field in fields[6:10])
        box = (left, top, left + width, top + height)
        confidence = min(1.0, max(0.0, float(fields[10]) / 100))
        text = unicodedata.normalize("NFC", fields[11].strip()).translate(_SLASHES)
        found[page - 1].append(ReadWord((block, paragraph, line), text, box, confidence))
    return found


def _failed(message: object, model: Model) -> EngineError | PageError:
    said = " ".join(str(message).split())
    if "Failed loading language" in said or "Error opening data file" in said:
        where = f" in {model.folder}" if model.folder else ""
        return EngineError(f"tesseract has no model {model.name!r}{where}; {INSTALL}")
    return PageError(f"tesseract failed ({_SCRATCH.sub('', said)[:200]})")


@lru_cache
def _tesseract():  # type: ignore[no-untyped-def]  # a module without types
    import pytesseract

    return pytesseract


def named_model(name: str | None) -> Model:
    """The model that a user named: a folder with `vie.traineddata`, a file `*.traineddata`, or a name like `best`.

    A name is looked for in tesseract's own folder, as `NAME.traineddata`, `vie_NAME.traineddata` and in folders called
    `NAME` and `tessdata_NAME` in it or beside it.

    Raises:
        UsageError: There is no such model.
    """
    if name is None:
        return Model()
    path = Path(name)
    if path.is_dir():
        if not (path / f"{LANGUAGE}.traineddata").is_file():
            raise UsageError(f"--tessdata {name}: this folder holds no {LANGUAGE}.traineddata; put the model there")
        return Model(folder=str(path.resolve()))
    if path.suffix == ".traineddata" and path.is_file():
        return Model(path.stem, str(path.resolve().parent))
    for folder in _model_folders():
        for stem in (name, f"{LANGUAGE}_{name}"):
            if (folder / f"{stem}.traineddata").is_file():
                return Model(stem, str(folder))
        for other in (folder / name, folder / f"tessdata_{name}", folder.parent / f"tessdata_{name}"):
            if (other / f"{LANGUAGE}.traineddata").is_file():
                return Model(folder=str(other))
    looked = ", ".join(map(str, _model_folders())) or "no folder of tesseract"
    raise UsageError(
        f"--tessdata {name}: no such model (looked in {looked}); name a folder with {LANGUAGE}.traineddata, "
        f"such as a copy of tessdata_best"
    )


def _model_folders() -> list[Path]:
    """Where tesseract keeps its models."""
    named = os.environ.get("TESSDATA_PREFIX")
    usual = sorted(Path("/usr/share").glob("tesseract-ocr/*/tessdata"))
    others = [Path("/usr/share/tessdata"), Path("/usr/local/share/tessdata"), Path("/opt/homebrew/share/tessdata")]
    return [path for path in ([Path(named)] if named else []) + usual + others if path.is_dir()]


def prepared() -> None:
    """Loads what calls the engine, which takes a while."""
    _tesseract()


@lru_cache
def fingerprint(model: Model) -> str:
    """What tells an engine and model from others: its version, the size and time of the model's file."""
    pytesseract = _tesseract()
    try:
        version = str(pytesseract.get_tesseract_version())
    except (pytesseract.TesseractNotFoundError, SystemExit) as error:
        raise EngineError(f"tesseract is not installed; {INSTALL}") from error
    folders = [Path(model.folder)] if model.folder else _model_folders()
    files = [folder / f"{model.name}.traineddata" for folder in folders]
    stats = [(file.stat().st_size, file.stat().st_mtime_ns) for file in files if file.is_file()]
    return f"{version} {model.name} {stats[:1]}"
