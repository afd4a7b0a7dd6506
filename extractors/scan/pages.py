"""Many pages read side by side, each at most once: what was read before is taken from the store."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from importlib import resources

import cv2
import numpy as np

from extractors.scan.engine import fingerprint, prepared
from extractors.scan.image import PageImage
from extractors.scan.page import ScannedPage, read_page
from extractors.scan.pictures import Unreadable
from extractors.scan.settings import Ocr
from schemas.errors import EngineError, PageError

_READING = ("scan", "pages")
"""Packages, beside two modules, whose code decides what is read off a page."""
_WAITING = 2
"""Pictures that wait for their turn besides those that are being read: memory stays bounded."""

Read = ScannedPage | Unreadable


def read_pages(pictures: Iterable[PageImage | Unreadable], count: int, ocr: Ocr) -> Iterator[Read]:
    """What stands on pages, in their order.

    The engine is a process of its own for each page; the threads here only wait for it and look for rules, which
    OpenCV does outside Python's lock. So `ocr.jobs` cores are busy, and no picture is sent from process to process.

    Args:
        pictures: The pages, made one after the other as they are needed.
        count: How many there are, for the progress that is told.
        ocr: How they are read.

    Raises:
        EngineError: The engine or its model is missing.
    """
    cv2.setNumThreads(1)  # a core for each page
    reads = _side_by_side(pictures, ocr) if ocr.jobs > 1 else (_read(picture, ocr) for picture in pictures)
    for done, read in enumerate(reads, start=1):
        if ocr.progress:
            ocr.progress(done, count)
        yield read


def _side_by_side(pictures: Iterable[PageImage | Unreadable], ocr: Ocr) -> Iterator[Read]:
    # one thread more than cores: it looks for rules while the engines of the others come to their ends
    pool = ThreadPoolExecutor(ocr.jobs + 1)
    waiting: deque[Future[Read]] = deque()
    try:
        pool.submit(prepared)
        for picture in pictures:
            waiting.append(pool.submit(_read, picture, ocr))
            if len(waiting) > ocr.jobs + _WAITING:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _read(picture: PageImage | Unreadable, ocr: Ocr) -> Read:
    if isinstance(picture, Unreadable):
        return picture
    key = key_of(picture, ocr) if ocr.store is not None else ""
    if ocr.store is not None and (kept := ocr.store.get(key)):
        return kept
    try:
        with ocr.slot:
            page = read_page(picture, ocr.model, ocr.seconds)
    except PageError as error:
        return Unreadable(picture.number, str(error))
    except EngineError:
        raise
    except Exception as error:  # noqa: BLE001 - the other pages are read, whatever one does to the program
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        return Unreadable(picture.number, f"vnplans failed on it ({reason}); please report this with the file")
    if ocr.store is not None:
        ocr.store.put(key, page)
    return page


def key_of(picture: PageImage, ocr: Ocr) -> str:
    """What tells a picture and the way it is read from any other."""
    told = f"{picture.number} {picture.digest} {fingerprint(ocr.model)} {_code()}"
    return hashlib.blake2b(told.encode(), digest_size=20).hexdigest()


@lru_cache
def _code() -> str:
    """What tells this code from other versions of it."""
    digest = hashlib.blake2b(digest_size=20)
    package = resources.files("extractors")
    digest.update(f"{cv2.__version__} {np.__version__}".encode())
    files = [package / "ruling.py", package / "boxes.py"]
    files += [file for name in _READING for file in (package / name).iterdir() if file.name.endswith((".py", ".npz"))]
    for file in sorted(files, key=lambda file: str(file)):
        digest.update(file.read_bytes())
    return digest.hexdigest()
