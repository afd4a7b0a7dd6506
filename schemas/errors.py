"""Errors a user can meet: each is a class with an exit code and a message that says what to do next.

Exit codes are those of the command line: 1 something failed, 2 wrong usage, 3 an integrity check failed.
"""

from __future__ import annotations

from typing import ClassVar


class VnplansError(Exception):
    """Root of all errors that are reported to the user without a traceback."""

    exit_code: ClassVar[int] = 1
    code: ClassVar[str] = "failed"


class UsageError(VnplansError):
    """The command was called in a way that cannot work (missing folder, unknown version)."""

    exit_code = 2
    code = "usage"


class UnreadableFileError(VnplansError):
    """A file is there but no text comes out of it: binary, damaged, or not permitted."""

    code = "unreadable-file"


class EmptyFileError(UnreadableFileError):
    """A file of no bytes, or of white space only."""

    code = "empty-file"


class FileTooLargeError(UnreadableFileError):
    """A file far larger than any plan: it is refused before it is read."""

    code = "file-too-large"


class PasswordError(UnreadableFileError):
    """A file that opens with a password only."""

    code = "encrypted-file"


class UnsupportedFormatError(UnreadableFileError):
    """A kind of file that no extractor reads."""

    code = "unsupported-format"


class EngineError(VnplansError):
    """The OCR engine cannot be used: it or its Vietnamese model is missing."""

    code = "no-ocr"


class PageError(VnplansError):
    """The OCR engine did not get through a page: it took too long, or failed on it."""

    code = "unread-page"


class DatasetError(VnplansError):
    """The dataset folder cannot be used: not writable, locked by another run, or not a dataset."""

    code = "dataset"


class IntegrityError(VnplansError):
    """A version of the dataset breaks its own rules (keys, references, ranges)."""

    exit_code = 3
    code = "integrity"


class VocabularyError(VnplansError):
    """A vocabulary file of the program itself holds a double or unreachable entry."""

    code = "vocabulary"
