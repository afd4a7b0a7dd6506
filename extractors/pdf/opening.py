"""A PDF opened, or a clear word why it cannot be."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException

from schemas.errors import EmptyFileError, FileTooLargeError, PasswordError, UnreadableFileError

MOST_PAGES = 5_000
"""Pages. The longest plan seen has 300; a file a good deal longer than any is not one document."""

# pdfminer tells of every oddity of a font or stream; what matters to a reader of the document becomes a finding
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)


@contextmanager
def opened(data: bytes, name: str, password: str | None) -> Iterator[PDF]:
    """The PDF in some bytes.

    Raises:
        EmptyFileError: No bytes, or no pages.
        PasswordError: It is encrypted, and no password or a wrong one was given.
        FileTooLargeError: More than `MOST_PAGES` pages.
        UnreadableFileError: It is no PDF, or damaged.
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise EmptyFileError(f"{name}: the file is empty; get it again from where it came from")
    if b"%PDF" not in data[:1024]:
        raise UnreadableFileError(f"{name}: not a PDF file; give it its right extension and try again")
    pdf = _open(data, name, password)
    try:
        if not pdf.pages:
            raise EmptyFileError(f"{name}: a PDF without pages; get it again from where it came from")
        if len(pdf.pages) > MOST_PAGES:
            raise FileTooLargeError(
                f"{name}: {len(pdf.pages)} pages, the limit is {MOST_PAGES}; split it into one file for each document"
            )
        yield pdf
    finally:
        pdf.close()


def _open(data: bytes, name: str, password: str | None) -> PDF:
    try:
        pdf = pdfplumber.open(io.BytesIO(data), password=password or "", unicode_norm="NFC")
        _ = pdf.pages
    except PdfminerException as error:
        raise _told(error.args[0] if error.args else error, name, password) from error
    except Exception as error:
        # pdfminer meets damage with whatever the damage makes fail: KeyError, struct.error, AssertionError ...
        raise _told(error, name, password) from error
    return pdf


def _told(error: object, name: str, password: str | None) -> UnreadableFileError:
    """What a user is told in place of what pdfminer raised."""
    if isinstance(error, PDFPasswordIncorrect):
        if password:
            return PasswordError(f"{name}: the password does not open this PDF; check it and try again")
        return PasswordError(f"{name}: this PDF is encrypted; give its password with --password")
    if isinstance(error, PDFEncryptionError):
        return PasswordError(f"{name}: this PDF is encrypted in a way that is not read; save it without encryption")
    reason = type(error).__name__
    return UnreadableFileError(
        f"{name}: a damaged or cut off PDF ({reason}); open it in a PDF viewer and save it anew, or get it again"
    )
