"""What the tests of scans share: whether the engine is there, the fixtures, pages made on the spot."""

from __future__ import annotations

import io
import shutil
import subprocess
from functools import lru_cache

import numpy as np
import pytest
from PIL import Image

from tests.documents import REPOSITORY

SCANS = REPOSITORY / "tests" / "fixtures" / "scans"
ANNEXES = REPOSITORY / "tests" / "fixtures" / "annexes"


@lru_cache
def _has_engine() -> bool:
    if not shutil.which("tesseract"):
        return False
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False)
    return "vie" in listed.stdout.split()


needs_engine = pytest.mark.skipif(not _has_engine(), reason="tesseract with Vietnamese is not installed")


def scan(name: str) -> bytes:
    """A scan of tests/fixtures/scans."""
    return (SCANS / name).read_bytes()


def annex(name: str) -> bytes:
    """The annex that a scan shows."""
    return (ANNEXES / name).read_bytes()


def packed(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    """An image as a file."""
    written = io.BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def paper(width: int = 1654, height: int = 2339) -> Image.Image:
    """A blank page of A4 at 200 dpi, if nothing else is asked for."""
    return Image.fromarray(np.full((height, width), 250, np.uint8))
