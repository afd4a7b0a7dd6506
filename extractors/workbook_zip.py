"""The zip that a workbook is: checked part by part before it is opened, so that no bomb fills the memory."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from schemas.errors import EmptyFileError, FileTooLargeError, UnreadableFileError

LARGEST_WORKBOOK = 50_000_000
"""Bytes of a workbook as it is sent; annexes are below 1 MB."""
LARGEST_UNPACKED = 80_000_000
"""Bytes of XML once unpacked: 10,000 rows of ten cells take about 10 MB, and reading takes some ten times the size."""
MOST_MERGED = 2_000_000
"""Squares under merged cells. Each is held in memory; a title over a whole row takes 16,384."""

_CHUNK = 1 << 20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*?\bref=[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})[\"']")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
"""What a damaged zip raises."""


def check_workbook(data: bytes, name: str) -> bool:
    """Check a workbook before it is opened; tells whether any of its sheets holds formulas.

    Raises:
        EmptyFileError: No bytes.
        FileTooLargeError: Larger, packed or unpacked, than the limits.
        UnreadableFileError: No zip, encrypted, damaged, or with declared entities.
    """
    if not data:
        raise EmptyFileError(f"{name}: the file is empty; get it again")
    if len(data) > LARGEST_WORKBOOK:
        raise _too_large(name, len(data), LARGEST_WORKBOOK)
    if data.startswith(_OLE):
        raise UnreadableFileError(
            f"{name}: the workbook is encrypted; open it with its password and save it without one"
            if _ENCRYPTED in data
            else f"{name}: an Excel 97 workbook under a new name; call it .xls, or save it as .xlsx"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _check_parts(archive, name)
    except BROKEN as error:
        raise UnreadableFileError(f"{name}: not a workbook, or a damaged one; open it in Excel and save it") from error


def _check_parts(archive: zipfile.ZipFile, name: str) -> bool:
    unpacked, merged, formulas = 0, 0, False
    for info in archive.infolist():
        if not info.filename.lower().endswith((".xml", ".rels")):
            continue
        part = bytearray()
        with archive.open(info) as file:
            # sizes that a zip states may be false: what comes out is counted
            while piece := file.read(_CHUNK):
                part += piece
                unpacked += len(piece)
                if unpacked > LARGEST_UNPACKED:
                    raise _too_large(name, unpacked, LARGEST_UNPACKED)
        if b"<!DOCTYPE" in part or b"<!ENTITY" in part or "<!DOCTYPE".encode("utf-16-le") in part:
            raise UnreadableFileError(f"{name}: {info.filename} declares entities, which no workbook needs; not read")
        merged += sum(map(_area, _MERGED.findall(part)))
        if merged > MOST_MERGED:
            raise FileTooLargeError(f"{name}: cells are merged over {merged} squares; unmerge them and save it again")
        formulas = formulas or ("worksheets/" in info.filename and _FORMULA.search(part) is not None)
    return formulas


def _area(corners: tuple[bytes, bytes, bytes, bytes]) -> int:
    left, top, right, bottom = corners
    return (abs(_column(right) - _column(left)) + 1) * (abs(int(bottom) - int(top)) + 1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _too_large(name: str, size: int, limit: int) -> FileTooLargeError:
    return FileTooLargeError(
        f"{name}: {size / 1e6:.0f} MB, the limit is {limit / 1e6:.0f} MB; save the sheets of the document alone"
    )
