"""Bytes of a text file to lines of NFC text, whatever the encoding."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from extractors.line import Line
from normalizers.legacy import DocumentEncodings, LegacyEncoding, converted, guess_encoding
from normalizers.quality import text_quality
from normalizers.text import is_blank
from schemas.errors import EmptyFileError, FileTooLargeError, UnreadableFileError
from schemas.raw import Place, RawFinding
from schemas.records import Severity

LARGEST_TEXT = 20_000_000
"""Bytes. The longest plan seen is below 0.2 MB of text; a file a hundred times that is not one plan."""

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks and the encodings they tell."""
_MAGIC = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a ZIP-based file (DOCX, XLSX, ZIP)"),
    (b"\xd0\xcf\x11\xe0", "a Word 97 or Excel 97 file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"{\\rtf", "an RTF file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
LINE_END = re.compile(r"\r\n|\n|\r|\x0b|\u2028|\u2029|\x85")
"""Where a line ends."""


@dataclass(frozen=True)
class Decoded:
    """A file as lines, with what was noticed on the way."""

    lines: tuple[Line, ...]
    pages: int | None
    encoding: str
    findings: tuple[RawFinding, ...]


def decode(data: bytes, name: str) -> Decoded:
    """The lines of a text file in UTF-8, UTF-16, UTF-32, windows-1258, TCVN3, VNI, VPS or VISCII; letters are composed.

    The legacy encodings are read from bytes, and from Unicode files in which someone saved the letters of their fonts.

    Raises:
        EmptyFileError: No bytes, or nothing but white space.
        FileTooLargeError: More than `LARGEST_TEXT` bytes.
        UnreadableFileError: Not text.
    """
    if len(data) > LARGEST_TEXT:
        size, limit = len(data) / 1e6, LARGEST_TEXT / 1e6
        raise FileTooLargeError(
            f"{name}: {size:.0f} MB of text, the limit is {limit:.0f} MB; split it into one file for each document"
        )
    if not data.strip(b"\x00 \t\r\n\x0b\x0c"):
        raise EmptyFileError(f"{name}: the file is empty; fetch it again from where it came")
    text, encoding, findings = _text_of(data, name)
    legacy = guess_encoding(text)
    if legacy:
        text, encoding = _from_legacy(text, legacy), legacy.lower()
        findings.append(_note("encoding", f"{name}: read as {legacy}"))
    if _CONTROLS.search(text):
        text = _CONTROLS.sub(" ", text)
        message = f"{name}: control characters in the text, shown as spaces; compare with the original"
        findings.append(_note("control-characters", message, Severity.WARNING))
    composed = unicodedata.normalize("NFC", text)
    if composed != text:
        findings.append(_note("decomposed-unicode", f"{name}: letters stood with separate marks (NFD); composed"))
    if is_blank(composed):
        raise EmptyFileError(f"{name}: the file holds white space only; fetch it again from where it came")
    return Decoded(*_lines(composed), encoding, tuple(findings))


def _note(code: str, message: str, severity: Severity = Severity.INFO, place: Place | None = None) -> RawFinding:
    return RawFinding(severity=severity, code=code, message=message, place=place)


def _text_of(data: bytes, name: str) -> tuple[str, str, list[RawFinding]]:
    refuse_other_formats(data, name)
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _strict(data, encoding, name), encoding, [_encoding_note(name, encoding)]
    guessed = utf16_without_bom(data)
    if guessed:
        return _strict(data, guessed, name), guessed, [_encoding_note(name, guessed)]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_quite_utf8(data, name, error)
    if len(_CONTROLS.findall(text)) > len(text) / 200:
        raise UnreadableFileError(f"{name}: not a text file (control bytes); give the file its right extension")
    return text, "utf-8", []


def refuse_other_formats(data: bytes, name: str) -> None:
    """Raise where the first bytes tell a kind of file that is no text.

    Raises:
        UnreadableFileError: The file is a PDF, an archive, an image ... under a wrong name.
    """
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise UnreadableFileError(f"{name}: this is {what}, not text; give it its right extension and try again")


def _encoding_note(name: str, encoding: str) -> RawFinding:
    shown = {"utf-8-sig": "UTF-8 with a byte order mark"}.get(encoding, encoding.upper())
    return _note("encoding", f"{name}: read as {shown}")


def utf16_without_bom(data: bytes) -> str | None:
    """UTF-16 shows in Vietnamese text by a zero byte beside most letters, all on one side."""
    sample = data[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) < len(sample) / 5 or min(even, odd) > len(sample) / 50:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding).lstrip("\ufeff")
    except UnicodeDecodeError as error:
        raise UnreadableFileError(
            f"{name}: damaged {encoding.upper()} text at byte {error.start}; save it again as UTF-8"
        ) from error


def _not_quite_utf8(data: bytes, name: str, error: UnicodeDecodeError) -> tuple[str, str, list[RawFinding]]:
    """A few damaged bytes in UTF-8 are marked; else windows-1258, if what comes out reads as Vietnamese."""
    text = data.decode("utf-8", errors="replace")
    damaged = text.count("\ufffd")
    if damaged * 200 <= len(text):
        lines = [str(n) for n, line in enumerate(LINE_END.split(text), start=1) if "\ufffd" in line]
        shown = ", ".join(lines[:10])
        message = f"{name}: {damaged} damaged bytes, shown as \ufffd in lines {shown}; compare with the original"
        return text, "utf-8", [_note("damaged-bytes", message, Severity.WARNING)]
    try:
        legacy = unicodedata.normalize("NFC", data.decode("cp1258"))
    except UnicodeDecodeError:
        legacy = ""
    if legacy and not _CONTROLS.search(legacy) and text_quality(legacy[:20000]) >= 0.8:
        return legacy, "cp1258", [_note("encoding", f"{name}: read as windows-1258")]
    codes = data.decode("cp1252", errors=_AS_LATIN1)
    if guess_encoding(codes):
        return codes, "cp1252", []
    raise UnreadableFileError(
        f"{name}: not text in UTF-8, UTF-16, windows-1258, TCVN3, VNI or VPS (byte {error.start}); "
        "save it as UTF-8 and try again"
    )


def _from_legacy(text: str, encoding: LegacyEncoding) -> str:
    """Line by line, so that a line of Unicode in such a file stays as it is."""
    document = DocumentEncodings(unnamed=encoding)
    return "\n".join(converted([(line, None)], document) for line in text.split("\n"))


def _as_latin1(error: UnicodeError) -> tuple[str, int]:
    """For the five bytes that windows-1252 leaves open: VPS and VISCII have letters there."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


_AS_LATIN1 = "vnplans-latin1"
codecs.register_error(_AS_LATIN1, _as_latin1)


def _lines(text: str) -> tuple[tuple[Line, ...], int | None]:
    """Numbered lines; a form feed starts a new page and is not part of the text."""
    paged = "\f" in text.rstrip("\f\n\r ")
    lines: list[Line] = []
    page = 1
    for number, line in enumerate(LINE_END.split(text), start=1):
        page += line.count("\f")
        lines.append(Line(number, line.replace("\f", ""), page if paged else None))
    if lines and not lines[-1].text:
        lines.pop()
    return tuple(lines), (max(line.page or 1 for line in lines) if paged else None)
