"""One file: its bytes, its layout, its records."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from extractors import extract
from pipeline.assemble import Source, assemble
from schemas.errors import UnreadableFileError, UsageError
from schemas.raw import RawDocument
from schemas.records import Reading


def extract_file(path: Path) -> RawDocument:
    """The layout of one file, before any normalising.

    Raises:
        UsageError: There is no such file.
        UnreadableFileError: No text comes out of it.
    """
    return extract(_bytes_of(path), path.name)


def read_file(path: Path) -> Reading:
    """What `ingest` would store for one file.

    Raises:
        UsageError: There is no such file.
        UnreadableFileError: No text comes out of it.
    """
    data = _bytes_of(path)
    source = Source(shown_path(path), hashlib.sha256(data).hexdigest())
    return assemble(extract(data, path.name), source)


def shown_path(path: Path) -> str:
    """The path as the dataset names it: relative to the working folder where the file lies in it."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links out of the folder
    try:
        return absolute.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return absolute.as_posix()


def _bytes_of(path: Path) -> bytes:
    if path.is_dir():
        raise UsageError(f"{path}: this is a folder; name a file, or use `vnplans ingest {path}`")
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UsageError(f"{path}: no such file") from error
    except OSError as error:
        raise UnreadableFileError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error
