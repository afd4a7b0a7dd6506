"""Which extractor reads which kind of file."""

from __future__ import annotations

from pathlib import PurePath

from schemas.errors import UnsupportedFormatError
from schemas.raw import RawDocument

TEXT_SUFFIXES = frozenset({".txt", ".text"})
OTHER_SUFFIXES = frozenset(
    {
        ".pdf",
        ".docx",
        ".doc",
        ".html",
        ".htm",
        ".md",
        ".xlsx",
        ".xls",
        ".rtf",
        ".odt",
        ".png",
        ".jpg",
        ".jpeg",
        ".tif",
        ".tiff",
    }
)
"""Kinds of file that hold documents but that no extractor reads yet: met in a folder, they are reported."""


def extract(data: bytes, name: str, password: str | None = None) -> RawDocument:
    """The layout of a file.

    Args:
        data: The bytes of the file.
        name: Its name; the suffix says what it is.
        password: What opens it, where it is encrypted.

    Raises:
        UnsupportedFormatError: No extractor reads this kind of file.
        UnreadableFileError: No text comes out of it.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix == ".pdf":
        from extractors.assembly import assemble
        from extractors.pdf.reader import read_pdf

        return assemble(read_pdf(data, name, password), name)
    if suffix in OTHER_SUFFIXES:
        raise UnsupportedFormatError(
            f"{name}: {suffix} files are not read yet; save the document as text (.txt, UTF-8) and try again"
        )
    from extractors.text.reader import read_text

    return read_text(data, name)
