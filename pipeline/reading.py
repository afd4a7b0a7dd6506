"""One file: its bytes, its layout, its records."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extractors import extract
from extractors.registry import OTHER_SUFFIXES
from extractors.scan.settings import Ocr
from extractors.text.decoding import LARGEST_TEXT
from pipeline.assemble import Source, assemble
from pipeline.formats import LayoutFormat
from pipeline.mending import mended
from schemas.errors import FileTooLargeError, UnreadableFileError, UsageError, VnplansError
from schemas.raw import RawDocument
from schemas.records import Reading

_LARGEST_FILE = 300_000_000
"""Bytes. A scan of 300 pages in colour has some 100 MB."""
_NOT_UTF8 = re.compile(r"[\udc80-\udcff]")
"""How Python shows the bytes of a file name that are not UTF-8."""


class InternalError(VnplansError):
    """Something that no reader of files foresaw: a fault of the program, whatever the file holds."""

    code = "internal-error"


def internal_error(path: Path, error: Exception) -> InternalError:
    """The error a user sees in place of a traceback."""
    reason = printable(" ".join(f"{type(error).__name__}: {error}".split()))
    return InternalError(
        f"{shown_path(path)}: vnplans failed on this file ({reason}); it is left out: please report this with the file"
    )


def extract_file(path: Path, password: str | None = None, ocr: Ocr | None = None) -> RawDocument:
    """The layout of one file, before any normalising.

    Args:
        path: The file.
        password: What opens it, where it is encrypted.
        ocr: How pages that are pictures are read.

    Raises:
        UsageError: There is no such file.
        UnreadableFileError: No text comes out of it.
        InternalError: The program failed on it.
    """
    with foreseen(path):
        return _looked_over(extract(bytes_of(path), printable(path.name), password, ocr))


def draw_file(
    path: Path,
    format: LayoutFormat,  # noqa: A002
    to: Path,
    password: str | None = None,
    ocr: Ocr | None = None,
) -> Iterator[str]:
    """The layout of one file drawn over its pages: the pieces of an HTML page, or the names of PNGs written to `to`.

    Raises:
        UsageError: There is no such file, or it has no pages to make PNGs of.
        UnreadableFileError: No text comes out of it.
        InternalError: The program failed on it.
    """
    from pipeline.drawing import drawn_html, drawn_pngs

    with foreseen(path):
        data = bytes_of(path)
        document = _looked_over(extract(data, printable(path.name), password, ocr))
        if format is LayoutFormat.HTML:
            yield from drawn_html(document, data, password)
        else:
            yield from (f"{png}\n" for png in drawn_pngs(document, data, password, to))


def _looked_over(document: RawDocument) -> RawDocument:
    """A scan with the words mended that the engine surely misread: the last look is part of reading it."""
    return mended(document).raw if document.scanned_pages else document


def read_file(path: Path, password: str | None = None, ocr: Ocr | None = None) -> Reading:
    """What `ingest` would store for one file.

    Args:
        path: The file.
        password: What opens it, where it is encrypted.
        ocr: How pages that are pictures are read.

    Raises:
        UsageError: There is no such file.
        UnreadableFileError: No text comes out of it.
        InternalError: The program failed on it.
    """
    with foreseen(path):
        data = bytes_of(path)
        source = Source(shown_path(path), hashlib.sha256(data).hexdigest())
        return assemble(extract(data, printable(path.name), password, ocr), source)


def shown_path(path: Path) -> str:
    """The path as the dataset names it: relative to the working folder where the file lies in it."""
    try:
        absolute = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links out of the folder
        folder = Path.cwd()
    except OSError:  # the working folder was removed
        return printable(path.as_posix())
    shown = absolute.relative_to(folder) if absolute.is_relative_to(folder) else absolute
    return printable(shown.as_posix())


def printable(name: str) -> str:
    r"""A file name as text: its bytes that are not UTF-8 are percent-encoded.

    >>> printable("kế hoạch.txt"), printable("k\udcea ho\udca1ch.txt")
    ('kế hoạch.txt', 'k%EA ho%A1ch.txt')
    """
    encoded = _NOT_UTF8.sub(lambda found: f"%{ord(found[0]) - 0xDC00:02X}", name)
    return encoded.encode("utf-8", "backslashreplace").decode("utf-8")


@contextmanager
def foreseen(path: Path) -> Iterator[None]:
    """Turns what no reader of files foresaw into an error that names the file."""
    try:
        yield
    except VnplansError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a file does to the program, the user is told which file it was
        raise internal_error(path, error) from error


def bytes_of(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        UsageError: There is no such file, or it is a folder.
        UnreadableFileError: It cannot be read, or is too large.
    """
    name = printable(str(path))
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise UsageError(f"{name}: this is a folder; name a file, or use `vnplans ingest {name}`")
        if not stat.S_ISREG(found.st_mode):
            raise UnreadableFileError(f"{name}: not a file but a device, pipe or socket; save what it yields as a file")
        is_text = path.suffix.lower() not in OTHER_SUFFIXES
        limit = LARGEST_TEXT if is_text else _LARGEST_FILE
        if found.st_size > limit:
            size = f"{found.st_size / 1e6:.0f} MB{' of text' * is_text}"
            raise FileTooLargeError(
                f"{name}: {size}, the limit is {limit / 1e6:.0f} MB; split it into one file for each document"
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UsageError(f"{name}: no such file") from error
    except OSError as error:
        raise UnreadableFileError(
            f"{name}: cannot be read ({error.strerror}); check its name and its permissions"
        ) from error
