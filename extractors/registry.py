"""Which extractor reads which kind of file: its content says what it is, its name where the content does not."""

from __future__ import annotations

import io
import re
import zipfile
from enum import Enum
from pathlib import PurePath
from typing import TYPE_CHECKING

from extractors.items import Items
from extractors.office import OFFICE_SUFFIXES
from schemas.raw import RawDocument

if TYPE_CHECKING:
    from extractors.scan.settings import Ocr

TEXT_SUFFIXES = frozenset({".txt", ".text"})
_PDF, _ZIP, _OLE, _RTF = b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf"
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD_SUFFIXES = frozenset({".docx", ".docm", ".dotx", ".dotm"})
_WORKBOOK_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm"})
_WEB_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".mht", ".mhtml"})
_MARKDOWN_SUFFIXES = frozenset({".md", ".markdown"})
_IMAGE_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp"})
_IMAGES = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"II*\x00": "image/tiff",
    b"MM\x00*": "image/tiff",
    b"II+\x00": "image/tiff",
    b"MM\x00+": "image/tiff",
    b"BM": "image/bmp",
    b"RIFF": "image/webp",
}
"""How image files begin, and what they are."""
OTHER_SUFFIXES = (
    frozenset({".pdf"})
    | _WORD_SUFFIXES
    | _WORKBOOK_SUFFIXES
    | _WEB_SUFFIXES
    | _MARKDOWN_SUFFIXES
    | OFFICE_SUFFIXES
    | _IMAGE_SUFFIXES
)
"""Kinds of file besides plain text that hold documents."""


def extract(data: bytes, name: str, password: str | None = None, ocr: Ocr | None = None) -> RawDocument:
    """The layout of a file.

    Args:
        data: The bytes of the file.
        name: Its name; the suffix says what it is where its bytes do not.
        password: What opens it, where it is encrypted.
        ocr: How pages that are pictures are read; by default those that need it, one after the other.

    Raises:
        UnreadableFileError: No text comes out of it.
    """
    kind = _kind_of(data, PurePath(name).suffix.lower())
    if kind is _Kind.TEXT:
        from extractors.text.reader import read_text

        return read_text(data, name)
    from extractors.assembly import assemble

    return assemble(_read(data, name, kind, password, ocr), name)


class _Kind(Enum):
    TEXT, PDF, WORD, WORKBOOK, WEB, MARKDOWN, OFFICE, IMAGE = range(8)


def _kind_of(data: bytes, suffix: str) -> _Kind:
    """What a file is; a PDF or an office file is known whatever it is called."""
    if _PDF in data[:1024]:
        return _Kind.PDF
    if is_image(data):
        return _Kind.IMAGE
    named = next((kind for suffixes, kind in _BY_SUFFIX if suffix in suffixes), _Kind.TEXT)
    if data.startswith(_ZIP):
        return _kind_of_zip(data) or named
    if named in (_Kind.WORD, _Kind.WORKBOOK, _Kind.OFFICE, _Kind.PDF) and _is_web_page(data):
        return _Kind.WEB
    if data.startswith((_OLE, _RTF)):
        # what is encrypted is a package of Office's own, whose reader says so
        return named if _ENCRYPTED in data and named in (_Kind.WORD, _Kind.WORKBOOK) else _Kind.OFFICE
    return named


def _is_web_page(data: bytes) -> bool:
    """Whether a file is a page or an archive of one, as portals send under the names of Word and Excel."""
    from extractors.web.archive import is_archive

    return bool(_MARKUP.match(data[:1000])) or is_archive(data)


_BY_SUFFIX = (
    (frozenset({".pdf"}), _Kind.PDF),
    (_WORD_SUFFIXES, _Kind.WORD),
    (_WORKBOOK_SUFFIXES, _Kind.WORKBOOK),
    (_WEB_SUFFIXES, _Kind.WEB),
    (_MARKDOWN_SUFFIXES, _Kind.MARKDOWN),
    (OFFICE_SUFFIXES, _Kind.OFFICE),
    (_IMAGE_SUFFIXES, _Kind.IMAGE),
)
_BY_PART = {
    "word/document.xml": _Kind.WORD,
    "xl/workbook.xml": _Kind.WORKBOOK,
    "content.xml": _Kind.OFFICE,
}
"""The part of a ZIP that tells what it is; the last is OpenDocument's."""


def _kind_of_zip(data: bytes) -> _Kind | None:
    """What a ZIP holds; None where it is damaged or holds something else."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None
    return next((_BY_PART[part] for part in parts if part in _BY_PART), None)


def is_image(data: bytes) -> bool:
    """Whether a file is an image: PNG, JPEG, TIFF, BMP or WebP."""
    return _image_type(data) is not None


def _image_type(data: bytes) -> str | None:
    media_type = next((media_type for start, media_type in _IMAGES.items() if data.startswith(start)), None)
    if media_type == "image/webp" and data[8:12] != b"WEBP":
        return None
    # a text may begin with the same two letters
    return None if media_type == "image/bmp" and data[6:10] != bytes(4) else media_type


def _read(data: bytes, name: str, kind: _Kind, password: str | None, ocr: Ocr | None) -> Items:
    """What the reader of a kind finds; each is loaded only where it is needed."""
    if kind is _Kind.PDF:
        from extractors.pdf.reader import read_pdf

        return read_pdf(data, name, password, ocr)
    if kind is _Kind.IMAGE:
        from extractors.scan.reader import read_image
        from extractors.scan.settings import Ocr

        return read_image(data, name, _image_type(data) or "image/*", ocr or Ocr())
    if kind is _Kind.WORD:
        from extractors.word.reader import read_docx

        return read_docx(data, name)
    if kind is _Kind.WORKBOOK:
        from extractors.workbook import read_xlsx

        return read_xlsx(data, name)
    if kind is _Kind.WEB:
        from extractors.web.reader import read_html

        return read_html(data, name)
    if kind is _Kind.MARKDOWN:
        from extractors.markdown import read_markdown

        return read_markdown(data, name)
    from extractors.office import converted_by_office

    modern, new_name = converted_by_office(data, name)
    return _read(modern, name, _kind_of(modern, PurePath(new_name).suffix.lower()), password, ocr)
