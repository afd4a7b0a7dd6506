"""Pages that were read off their pictures, kept on disk so that none is read twice; safe to delete at any time."""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import tempfile
import zlib
from pathlib import Path

from pydantic import TypeAdapter

from extractors.scan.page import ScannedPage

_LARGEST = 500_000_000
"""Bytes that the folder holds at most; a page takes some 10,000."""
_LARGEST_PAGE = 50_000_000
"""Bytes of a page unpacked; the fullest has some 500,000."""
_TRIMMED_EACH = 100
"""Pages that are kept between two looks at how much the folder holds."""
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
        self._kept = 0

    def get(self, key: str) -> ScannedPage | None:
        """The page of a key; None where it is not kept, or damaged."""
        path = self._path(key)
        try:
            with gzip.open(path) as file:
                page = _PAGE.validate_python(json.loads(file.read(_LARGEST_PAGE)))
            os.utime(path)
        except FileNotFoundError:
            return None
        except (OSError, EOFError, ValueError, zlib.error, RecursionError, MemoryError):
            with contextlib.suppress(OSError):
                path.unlink()
            return None
        return page

    def put(self, key: str, page: ScannedPage) -> None:
        """Keep a page; two runs may keep the same one at once."""
        if self._kept % _TRIMMED_EACH == 0:
            self.trim()
        self._kept += 1
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
        files = []
        for path in self._folder.glob("??/*"):
            with contextlib.suppress(OSError):  # another run may have removed it
                files.append((path.stat(), path))
        size = sum(stat.st_size for stat, _ in files)
        for stat, path in sorted(files, key=lambda file: file[0].st_mtime_ns):
            if size <= self._largest:
                return
            with contextlib.suppress(OSError):
                path.unlink()
                size -= stat.st_size

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key[2:]}.json.gz"
