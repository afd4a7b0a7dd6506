"""Pages that were read off their pictures, kept on disk so that none is read twice; safe to delete at any time."""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import tempfile
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from extractors.scan.page import ScannedPage

_LARGEST = 500_000_000
"""Bytes that the folder holds at most; a page takes some 10,000."""
_PAGE = TypeAdapter(ScannedPage)


class PageCache:
    """A folder with one file for each page; what cannot be written is read anew the next time."""

    def __init__(self, folder: Path, largest: int = _LARGEST) -> None:
        """A cache in a folder, made when the first page is kept.

        Args:
            folder: Where the pages lie.
            largest: Bytes that they take at most; the pages used longest ago go first.
        """
        self._folder = folder
        self._largest = largest

    def get(self, key: str) -> ScannedPage | None:
        """The page of a key; None where it is not kept, or damaged."""
        path = self._path(key)
        try:
            page = _PAGE.validate_python(json.loads(gzip.decompress(path.read_bytes())))
            os.utime(path)
        except (OSError, EOFError, ValueError, ValidationError):
            return None
        return page

    def put(self, key: str, page: ScannedPage) -> None:
        """Keep a page; two runs may keep the same one at once."""
        packed = gzip.compress(json.dumps(_PAGE.dump_python(page)).encode(), 1, mtime=0)
        path = self._path(key)
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(dir=path.parent)
            try:
                with os.fdopen(descriptor, "wb") as file:
                    file.write(packed)
                Path(name).replace(path)
            except OSError:
                Path(name).unlink(missing_ok=True)

    def trim(self) -> None:
        """Remove the pages used longest ago, where the folder holds more than it may."""
        with contextlib.suppress(OSError):
            files = [(path.stat(), path) for path in self._folder.glob("??/*")]
            size = sum(stat.st_size for stat, _ in files)
            for stat, path in sorted(files, key=lambda file: file[0].st_mtime_ns):
                if size <= self._largest:
                    return
                path.unlink(missing_ok=True)
                size -= stat.st_size

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key[2:]}.json.gz"
