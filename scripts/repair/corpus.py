"""The corpus that the models of the repair are trained on: files of clean official text and what is kept back."""

from __future__ import annotations

import lzma
import unicodedata
import zlib
from collections.abc import Iterator
from pathlib import Path

# Modern text and the wording of plans weigh more than the bulk of older law.
WEIGHTS = {
    "nq57_nq03_planning": 8.0,
    "vbpl_2025_2026": 2.0,
    "legalrag_2025_2026": 2.0,
    "tthc_dichvucong_2026": 1.0,
    "underthesea_vlc": 1.0,
    "viparse_groundtruth_1998_2009": 1.0,
    "phapdien_ctu": 0.5,
    "phapdien_avg": 0.5,
}


def is_held_out(paragraph: str) -> bool:
    """Whether a paragraph belongs to the tenth that nothing is trained on."""
    return zlib.crc32(unicodedata.normalize("NFC", paragraph.strip()).encode()) % 10 == 0


def paragraphs_of(folder: Path, name: str, *, held_out: bool = False) -> Iterator[str]:
    """The paragraphs of a corpus file to train on, or those that are kept back for measuring."""
    with lzma.open(folder / f"{name}.txt.xz", "rt", encoding="utf-8") as file:
        yield from (line.rstrip("\n") for line in file if is_held_out(line) == held_out)
