"""The zip that a workbook is: checked part by part before it is opened, so that no bomb fills the memory."""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.parsers.expat import ExpatError, ParserCreate

from openpyxl.utils.cell import range_boundaries, range_to_tuple

from schemas.errors import EmptyFileError, FileTooLargeError, PasswordError, UnreadableFileError

LARGEST_WORKBOOK = 50_000_000
"""Bytes of a workbook as it is sent; annexes are below 1 MB."""
LARGEST_UNPACKED = 80_000_000
"""Bytes of all parts once unpacked: 10,000 rows of ten cells are some 10 MB, and reading takes ten times the size."""
MOST_SQUARES = 200_000
"""Squares under merged cells and links. The library makes a cell for each; a title over a whole row takes 16,384."""
MOST_FORMATTING = 1_000_000_000
"""Styles of cells by the letters of the longest number format by its brackets: the library reads a format anew for each
style, and the rest of it for each bracket. Excel's own limits, 65,490 styles and 255 letters, are far below."""

_CHUNK = 1 << 16
_LONGEST_TAG = 1 << 20
"""Bytes; the parser reads a tag again from its beginning with each piece that does not end it."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_RANGES = frozenset({"mergeCell", "hyperlink", "comment"})
"""Elements whose `ref` the library fills with cells."""
_LAST_COLUMN = 16_384
_LAST_ROW = 1_048_576
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
"""What a damaged zip raises."""


def check_workbook(data: bytes, name: str) -> bool:
    """Check a workbook before it is opened; tells whether any of its sheets holds formulas.

    Raises:
        EmptyFileError: No bytes.
        FileTooLargeError: Larger, packed or unpacked, than the limits.
        PasswordError: It is encrypted.
        UnreadableFileError: No zip, damaged, or with declared entities.
    """
    if not data:
        raise EmptyFileError(f"{name}: the file is empty; get it again")
    if len(data) > LARGEST_WORKBOOK:
        raise _too_large(name, len(data), LARGEST_WORKBOOK)
    if data.startswith(_OLE) and _ENCRYPTED in data:
        raise PasswordError(f"{name}: the workbook is encrypted; open it with its password and save it without one")
    if data.startswith(_OLE):
        raise UnreadableFileError(f"{name}: an Excel 97 workbook under a new name; call it .xls, or save it as .xlsx")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _check_parts(archive, name)
    except BROKEN as error:
        raise UnreadableFileError(f"{name}: not a workbook, or a damaged one; open it in Excel and save it") from error


def _check_parts(archive: zipfile.ZipFile, name: str) -> bool:
    unpacked, squares, formulas = 0, 0, False
    for info in archive.infolist():
        part = _Part(name, info.filename, squares)
        with archive.open(info) as file:
            # sizes that a zip states may be false: what comes out is counted
            while piece := file.read(_CHUNK):
                unpacked += len(piece)
                if unpacked > LARGEST_UNPACKED:
                    raise _too_large(name, unpacked, LARGEST_UNPACKED)
                part.feed(piece)
        squares = part.squares
        formulas = formulas or part.formulas
    return formulas


class _Part:
    """A part of a workbook, looked through as it is unpacked.

    It is read with the parser that the library reads sheets with, so that both see the same in whatever encoding it is
    and however it is spelt. Any part may be a sheet, whatever its name; one that is no XML is let be.
    """

    def __init__(self, name: str, part: str, squares: int) -> None:
        self.squares = squares
        self.formulas = False
        self._name = name
        self._part = part
        self._root = ""
        self._fed = 0
        self._ended = False
        self._styles = 0
        self._longest_format = 0
        self._parser = ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._element

    def feed(self, piece: bytes) -> None:
        """Look through the next bytes.

        Raises:
            FileTooLargeError: Too many squares or formats, or a tag of more than a megabyte.
            UnreadableFileError: Entities are declared.
        """
        if self._ended:
            return
        try:
            self._parser.Parse(piece, False)
        except (ExpatError, LookupError, ValueError):
            self._ended = True  # the library gets no further either, and says so if it needs the part
            return
        self._fed += len(piece)
        if self._fed - self._parser.CurrentByteIndex > _LONGEST_TAG:
            raise FileTooLargeError(
                f"{self._name}: {self._part} holds a tag of more than a megabyte; save it again in Excel"
            )

    def _doctype(self, *_: object) -> None:
        raise UnreadableFileError(
            f"{self._name}: {self._part} declares entities, which no workbook needs; save it again in Excel"
        )

    def _element(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        self._root = self._root or tag
        self.formulas = self.formulas or (tag == "f" and self._root == "worksheet")
        if tag in ("xf", "numFmt"):
            self._format(tag, attributes.get("formatCode", ""))
        elif tag in _RANGES and "ref" in attributes:
            self.squares += _area(attributes["ref"])
            if self.squares > MOST_SQUARES:
                raise FileTooLargeError(
                    f"{self._name}: cells are merged or linked over more than {MOST_SQUARES} squares; "
                    "unmerge them and save it again"
                )

    def _format(self, tag: str, code: str) -> None:
        self._styles += tag == "xf"
        self._longest_format = max(self._longest_format, len(code) * (1 + code.count("[")))
        if self._styles * self._longest_format > MOST_FORMATTING:
            raise FileTooLargeError(
                f"{self._name}: too many styles or number formats too long; copy the text into a new workbook"
            )


def _area(reference: str) -> int:
    """The squares of a range, as the library takes it; without columns or rows it reaches over the whole sheet.

    >>> _area("A1:$b$3"), _area("C3"), _area("2:3"), _area("no range")
    (6, 1, 32768, 0)
    """
    try:
        bounds = range_to_tuple(reference)[1] if "!" in reference else range_boundaries(reference)
    except ValueError:
        return 0  # the library refuses it too
    left, top, right, bottom = bounds
    columns = _LAST_COLUMN if left is None or right is None else abs(right - left) + 1
    rows = _LAST_ROW if top is None or bottom is None else abs(bottom - top) + 1
    return int(columns * rows)


def _too_large(name: str, size: int, limit: int) -> FileTooLargeError:
    return FileTooLargeError(
        f"{name}: {size / 1e6:.0f} MB, the limit is {limit / 1e6:.0f} MB; save the sheets of the document alone"
    )
