"""Bytes of a web page to its markup, whatever the encoding and whatever the page says about it."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from extractors.text.decoding import BOMS, refuse_other_formats, utf16_without_bom
from extractors.web.archive import is_archive, page_of
from normalizers.quality import text_quality
from normalizers.text import TONE_MARKS
from schemas.errors import EmptyFileError, FileTooLargeError, UnreadableFileError
from schemas.raw import RawFinding
from schemas.records import Severity

LARGEST_PAGE = 30_000_000
"""Bytes of markup. Portals need about 1 MB for a long plan; thirty times that is no single document, and its tree
would fill the memory."""
LARGEST_ARCHIVE = 90_000_000
"""Bytes of a web archive, which holds pictures and fonts beside its page."""

_DECLARED = re.compile(rb"<(?:meta\b[^>]{0,500}?charset|\?xml\b[^>]{0,200}?encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_TAG = re.compile(r"<[^<>]*>")
_SCRIPT = re.compile(r"<(?:script|style)\b", re.IGNORECASE)
_SCRIPT_END = re.compile(r"</(?:script|style)\s*>", re.IGNORECASE)
_COMMENT, _COMMENT_END = re.compile("<!--"), re.compile("-->")
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1f]")
_MOST_CONTROLS = 1 / 200
"""Of the characters, as in text files; more is no page."""
_LATIN = frozenset({"iso8859-1", "ascii", "cp1252", "latin-1", "iso8859-15"})
_SAMPLE = 200_000
_READS_VIETNAMESE = 0.8
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_FEW = 5
"""One damaged byte for this many sound letters beyond ASCII is damage; more is another encoding."""


@dataclass(frozen=True)
class Markup:
    """The markup of a page with what was noticed while it was decoded."""

    text: str
    findings: tuple[RawFinding, ...] = ()


def markup_of(data: bytes, name: str) -> Markup:
    """The markup of a page or of the page in a web archive; line ends are line feeds.

    What the bytes are counts for more than what the page says: pages that are sound UTF-8 are read so.

    Raises:
        EmptyFileError: No bytes, or nothing but white space.
        FileTooLargeError: More than `LARGEST_PAGE` bytes of markup.
        UnreadableFileError: Not markup.
    """
    _check_size(data, LARGEST_ARCHIVE, name)
    stated = None
    if is_archive(data):
        data, stated = page_of(data, name)
    _check_size(data, LARGEST_PAGE, name)
    if not data.strip(b"\x00 \t\r\n\x0b\x0c"):
        raise EmptyFileError(f"{name}: the file is empty; save the page again")
    refuse_other_formats(data, name)
    text, findings = _decoded(data, stated, name)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if len(_CONTROLS.findall(text)) > len(text) * _MOST_CONTROLS:
        raise UnreadableFileError(f"{name}: not a web page (control bytes); give the file its right extension")
    return Markup(text, tuple(findings))


def _check_size(data: bytes, limit: int, name: str) -> None:
    if len(data) > limit:
        raise FileTooLargeError(
            f"{name}: {len(data) / 1e6:.0f} MB of markup, the limit is {limit / 1e6:.0f} MB; save the document alone"
        )


def _decoded(data: bytes, stated: str | None, name: str) -> tuple[str, list[RawFinding]]:
    marked = next((encoding for bom, encoding in BOMS if data.startswith(bom)), None) or utf16_without_bom(data)
    if marked:
        return _marking_damage(data, marked, name)
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", errors="replace")
    damaged = text.count("\ufffd")
    if damaged * _FEW <= sum(map(len, _NOT_ASCII.findall(text))) - damaged:
        return _marking_damage(data, "utf-8", name)
    declared = _known(stated) or _known(_declared(data))
    if declared in (None, "utf-8") or declared in _LATIN:
        declared = "cp1258" if _is_vietnamese_windows(data) else "cp1252"
    return _marking_damage(data, declared or "cp1252", name)


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:20_000])
    return found[1].decode("ascii", errors="replace") if found else None


def _known(encoding: str | None) -> str | None:
    """The encoding under Python's own name; None where Python knows none, or for one that cannot be true."""
    try:
        known = codecs.lookup(encoding or "")
    except (LookupError, ValueError):
        return None
    # bytes with ASCII tags in them are no UTF-16; codecs such as base64 give no text
    ascii_based = getattr(known, "_is_text_encoding", True) and not known.name.startswith(("utf-16", "utf-32", "utf-7"))
    return known.name if ascii_based else None


def _is_vietnamese_windows(data: bytes) -> bool:
    """Whether bytes read as Vietnamese in windows-1258: tones stand as marks of their own behind the letter."""
    text = data[:_SAMPLE].decode("cp1258", errors="replace")
    text = _without(_without(text, _SCRIPT, _SCRIPT_END), _COMMENT, _COMMENT_END)
    text = _TAG.sub(" ", text)
    if not any(tone in text for tone in TONE_MARKS):
        return False
    return text_quality(unicodedata.normalize("NFC", text)) >= _READS_VIETNAMESE


def _without(text: str, opening: re.Pattern[str], closing: re.Pattern[str]) -> str:
    """A text without what stands between these, each part looked at once however often it is opened."""
    first, *others = opening.split(text)
    kept = [first]
    for part in others:
        end = closing.search(part)
        kept.append(part[end.end() :] if end else part)
    return " ".join(kept)


def _marking_damage(data: bytes, encoding: str, name: str) -> tuple[str, list[RawFinding]]:
    try:
        text = data.decode(encoding, errors="replace").lstrip("\ufeff")
    except (LookupError, ValueError) as error:
        raise UnreadableFileError(f"{name}: not a page in {encoding}; save it again as UTF-8") from error
    shown = {"utf-8-sig": "UTF-8 with a byte order mark", "cp1258": "windows-1258"}.get(encoding, encoding.upper())
    findings = []
    if encoding != "utf-8":
        findings.append(RawFinding(severity=Severity.INFO, code="encoding", message=f"{name}: read as {shown}"))
    damaged = text.count("\ufffd")
    if damaged:
        message = f"{name}: {damaged} damaged bytes, shown as \ufffd; compare with the original"
        findings.append(RawFinding(severity=Severity.WARNING, code="damaged-bytes", message=message))
    return unicodedata.normalize("NFC", text), findings
