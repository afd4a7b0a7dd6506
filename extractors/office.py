"""Old office files (Word 97, Excel 97, RTF, OpenDocument) made into DOCX and XLSX by LibreOffice, if it is there."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePath

from schemas.errors import FileTooLargeError, UnreadableFileError, UnsupportedFormatError

OFFICE_SUFFIXES = frozenset({".doc", ".dot", ".rtf", ".odt", ".xls", ".xlt", ".ods"})
"""Files that are read by way of LibreOffice."""
LARGEST_OFFICE_FILE = 50_000_000
"""Bytes. The longest annex seen as a `.doc` has 3 MB; LibreOffice holds some ten times the size in memory."""
CONVERSION_SECONDS = 120
"""A `.doc` of 100 pages takes 2 s, the first start on a slow machine 20 s; what takes longer does not end."""

_SHEET_SUFFIXES = frozenset({".xls", ".xlt", ".ods"})
_PROGRAMS = ("soffice", "libreoffice")
_USUAL_PLACES = (
    # macOS and Windows put nothing on the path; the console program on Windows waits for the conversion to end
    ("/Applications/LibreOffice.app/Contents/MacOS", "soffice"),
    (r"${ProgramFiles}\LibreOffice\program", "soffice.com"),
    (r"${ProgramFiles(x86)}\LibreOffice\program", "soffice.com"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOK_STREAMS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_MARKUP = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|meta|body|table|div|p)\b", re.IGNORECASE)

# No macros, no active content, nothing fetched: a proxy that nobody answers at stands between it and the network.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop>
<prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop>
<prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
</oor:items>
"""


@dataclass(frozen=True)
class _Kind:
    """A kind of file by its content: the suffix it is opened under, what it becomes, the filter if it must be named."""

    suffix: str
    target: str
    filter: str | None = None


def converted_by_office(data: bytes, name: str) -> tuple[bytes, str]:
    """The file as DOCX or XLSX, with its new name: `kh.doc` -> `kh.docx`.

    What the file is, is told by its content: a `.doc` that is RTF, HTML or a workbook is read as that.

    Raises:
        UnsupportedFormatError: LibreOffice is not there.
        FileTooLargeError: More than `LARGEST_OFFICE_FILE` bytes.
        UnreadableFileError: No office file, a damaged or protected one, or one that takes too long.
    """
    if len(data) > LARGEST_OFFICE_FILE:
        size, limit = len(data) / 1e6, LARGEST_OFFICE_FILE / 1e6
        raise FileTooLargeError(f"{name}: {size:.0f} MB, the limit is {limit:.0f} MB; split it into several files")
    kind = _kind_of(data, name)
    program = office_program()
    if program is None:
        raise UnsupportedFormatError(
            f"{name}: LibreOffice is needed to read it and was not found; install LibreOffice, "
            f"or save the file as {kind.target}"
        )
    # LibreOffice may leave a lock or a process behind for a moment: that is no reason to fail
    with tempfile.TemporaryDirectory(prefix="vnplans-", ignore_cleanup_errors=True) as folder:
        result = _convert(program, data, kind, Path(folder), name)
    _check_result(result, kind, name)
    return result, PurePath(name).stem + kind.target


def office_program() -> Path | None:
    """LibreOffice's program on the search path, or where its installers put it; None where it is not there."""
    for program in _PROGRAMS:
        found = shutil.which(program)
        if found:
            return Path(found)
    places = (Path(os.path.expandvars(folder)) / program for folder, program in _USUAL_PLACES)
    return next((place for place in places if place.is_file()), None)


def _kind_of(data: bytes, name: str) -> _Kind:
    suffix = PurePath(name).suffix.lower()
    is_sheet = suffix in _SHEET_SUFFIXES
    if data.startswith(_OLE):
        _refuse_what_is_cut(data, name)
        has_book = any(stream in data for stream in _WORKBOOK_STREAMS)
        if has_book and _WORD_STREAM not in data:
            return _Kind(".xls", ".xlsx")
        return _Kind(".xls", ".xlsx") if has_book and is_sheet else _Kind(".doc", ".docx")
    if data.startswith(b"{\\rtf"):
        return _Kind(".rtf", ".docx")
    if data.startswith(b"PK\x03\x04"):
        if b"opendocument.spreadsheet" in data[:200] or b"xl/workbook.xml" in data:
            return _Kind(".ods" if b"opendocument" in data[:200] else ".xlsx", ".xlsx")
        if b"opendocument.text" in data[:200] or b"word/document.xml" in data:
            return _Kind(".odt" if b"opendocument" in data[:200] else ".docx", ".docx")
    if _MARKUP.match(data[:2000]):
        return _Kind(".xls", ".xlsx") if is_sheet else _Kind(".html", ".docx", "HTML (StarWriter)")
    if data.lstrip().startswith(b"<?xml") and re.search(rb"Word\.Document|Excel\.Sheet", data[:2000]):
        return _Kind(".xml", ".xlsx" if b"Excel.Sheet" in data[:2000] else ".docx")
    # anything else would be opened as plain text, and come out as nonsense
    raise UnreadableFileError(f"{name}: no office file that can be read; open it, and save it as .docx or .xlsx")


def _refuse_what_is_cut(data: bytes, name: str) -> None:
    """A Word 97 or Excel 97 file lists where the tables of its sectors lie: all of them must lie in the file."""
    size = 1 << int.from_bytes(data[30:32], "little")
    sectors = (int.from_bytes(data[at : at + 4], "little") for at in (48, *range(76, 512, 4)))
    ends = [(sector + 1) * size for sector in sectors if sector < 0xFFFFFFFA]
    if len(data) < 512 or not ends or max(ends) > len(data):
        raise UnreadableFileError(f"{name}: the end of the file is missing; fetch it again from where it came")


def _convert(program: Path, data: bytes, kind: _Kind, folder: Path, name: str) -> bytes:
    source = folder / f"source{kind.suffix}"
    profile = folder / "profile"
    made = folder / "out" / f"source{kind.target}"
    source.write_bytes(data)
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    command = [
        str(program),
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--nologo",
        "--nolockcheck",
        *([f"--infilter={kind.filter}"] if kind.filter else []),
        "--convert-to",
        kind.target.removeprefix("."),
        "--outdir",
        str(made.parent),
        str(source),
    ]
    if not _ends_in_time(command, folder):
        raise UnreadableFileError(
            f"{name}: LibreOffice was stopped after {CONVERSION_SECONDS} s; open the file, and save it as {kind.target}"
        )
    if not made.is_file():
        raise UnreadableFileError(
            f"{name}: LibreOffice cannot open it (damaged, or protected by a password); "
            f"open the file, and save it as {kind.target}"
        )
    return made.read_bytes()


def _ends_in_time(command: list[str], folder: Path) -> bool:
    """Runs a program in a group of its own and ends it with all its children, whatever happens.

    Raises:
        UnsupportedFormatError: The program cannot be started.
    """
    try:
        running = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise UnsupportedFormatError(f"{command[0]}: cannot be started ({error}); install LibreOffice anew") from error
    try:
        running.wait(timeout=CONVERSION_SECONDS)
    except subprocess.TimeoutExpired:
        return False
    finally:
        _end_with_children(running)
    return True


def _end_with_children(running: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        if running.poll() is None:
            subprocess.run(["taskkill", "/T", "/F", "/PID", str(running.pid)], capture_output=True, check=False)
    else:
        # the group outlives its first process where a child of it hangs
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(running.pid, signal.SIGKILL)
    running.wait()


def _check_result(result: bytes, kind: _Kind, name: str) -> None:
    main_part = "word/document.xml" if kind.target == ".docx" else "xl/workbook.xml"
    try:
        with zipfile.ZipFile(BytesIO(result)) as parts:
            found = main_part in parts.namelist()
    except zipfile.BadZipFile:
        found = False
    if not found:
        raise UnreadableFileError(
            f"{name}: LibreOffice made no {kind.target} of it; open the file, and save it as {kind.target}"
        )
