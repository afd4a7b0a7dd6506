"""Stand-ins for `read_one` that do what a worker must survive, or must not; named, so that workers find them."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from pipeline.ingest import read_one
from pipeline.merging import Outcome
from pipeline.ocr import OcrWish


def dies(path: Path, password: str | None = None, ocr: OcrWish | None = None) -> Outcome:
    """Ends its process over some files, as the system does to one that takes too much memory."""
    if "dies" in path.name:
        os.kill(os.getpid(), signal.SIGKILL)
    return read_one(path, password, ocr)


def waits(path: Path, password: str | None = None, ocr: OcrWish | None = None) -> Outcome:
    """Says which process it runs in, and is slow."""
    path.with_suffix(".pid").write_text(str(os.getpid()))
    time.sleep(120)
    return read_one(path, password, ocr)
