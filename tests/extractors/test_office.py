from __future__ import annotations

import os
import subprocess
import sys
import time
import zipfile
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from openpyxl.styles import Font

from extractors import office
from extractors.office import converted_by_office, office_program
from schemas.errors import FileTooLargeError, UnreadableFileError, UnsupportedFormatError

needs_libreoffice = pytest.mark.skipif(office_program() is None, reason="LibreOffice is not installed")
needs_scripts = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for LibreOffice is a shell script")

RTF = rb"{\rtf1\ansi{\fonttbl{\f0\fnil .VnTime;}{\f1\fnil Arial;}}\f0 Quy\'d5t \'ae\'denh \f1 71/NQ-CP\par}"
HTML = "<html><meta charset='utf-8'><body><p>Quyết định</p><table><tr><td>Sở Y tế</td></tr></table></body></html>"
OLE_HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _other_format(data: bytes, suffix: str, target: str, folder: Path) -> bytes:
    """A file as LibreOffice writes it in an older format."""
    program = office_program()
    assert program is not None
    source = folder / f"source{suffix}"
    source.write_bytes(data)
    profile = (folder / "profile").as_uri()
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", target]
    subprocess.run([*command, "--outdir", folder, source], check=True, capture_output=True, timeout=120)
    return source.with_suffix(f".{target}").read_bytes()


def _word() -> bytes:
    document = docx.Document()
    document.add_paragraph().add_run("QuyÕt ®Þnh nµy cã hiÖu lùc").font.name = ".VnTime"
    document.add_table(1, 2).rows[0].cells[1].text = "Sở Y tế"
    document.add_paragraph("Nơi nhận:")  # no document of Word ends with a table
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active["B2"] = "Sè TT"
    book.active["B2"].font = Font(name=".VnTime")
    file = BytesIO()
    book.save(file)
    return file.getvalue()


@needs_libreoffice
@pytest.mark.parametrize("suffix", ["doc", "odt", "rtf"])
def test_old_texts_become_docx(suffix: str, tmp_path: Path) -> None:
    data, name = converted_by_office(_other_format(_word(), ".docx", suffix, tmp_path), f"kế hoạch.{suffix}")
    document = docx.Document(BytesIO(data))
    (run,) = document.paragraphs[0].runs
    assert name == "kế hoạch.docx"
    assert (run.text, run.font.name) == ("QuyÕt ®Þnh nµy cã hiÖu lùc", ".VnTime")
    assert document.tables[0].rows[0].cells[1].text == "Sở Y tế"


@needs_libreoffice
@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_old_workbooks_become_xlsx(suffix: str, tmp_path: Path) -> None:
    data, name = converted_by_office(_other_format(_workbook(), ".xlsx", suffix, tmp_path), f"bieu.{suffix}")
    cell = openpyxl.load_workbook(BytesIO(data)).active["B2"]
    assert (name, cell.value, cell.font.name) == ("bieu.xlsx", "Sè TT", ".VnTime")


@needs_libreoffice
@pytest.mark.parametrize("name", ["a.rtf", "a.doc", "a.xls"])
def test_rtf_by_any_name(name: str) -> None:
    data, converted = converted_by_office(RTF, name)
    assert converted == "a.docx"
    runs = [(run.text, run.font.name) for run in docx.Document(BytesIO(data)).paragraphs[0].runs]
    assert runs == [("QuyÕt ®Þnh ", ".VnTime"), ("71/NQ-CP", "Arial")]


@needs_libreoffice
def test_web_pages_named_doc_and_xls() -> None:
    document, name = converted_by_office(HTML.encode(), "a.doc")
    assert (name, docx.Document(BytesIO(document)).paragraphs[0].text) == ("a.docx", "Quyết định")
    book, name = converted_by_office(HTML.encode(), "a.xls")
    values = [cell.value for row in openpyxl.load_workbook(BytesIO(book)).active.iter_rows() for cell in row]
    assert name == "a.xlsx"
    assert {"Quyết định", "Sở Y tế"} <= set(values)


@needs_libreoffice
def test_a_workbook_named_doc(tmp_path: Path) -> None:
    _, name = converted_by_office(_other_format(_workbook(), ".xlsx", "xls", tmp_path), "a.doc")
    assert name == "a.xlsx"


@needs_libreoffice
def test_a_damaged_file(tmp_path: Path) -> None:
    whole = _other_format(_word(), ".docx", "doc", tmp_path)
    with pytest.raises(UnreadableFileError, match=r"^a\.doc: .*(missing|cannot open)"):
        converted_by_office(whole[: len(whole) // 2], "a.doc")
    with pytest.raises(UnreadableFileError, match=r"^a\.doc: .*cannot open it \(damaged"):
        converted_by_office(whole[:1024] + bytes(len(whole) - 1024), "a.doc")


def test_without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "office_program", lambda: None)
    with pytest.raises(UnsupportedFormatError, match=r"^a\.rtf: .*install LibreOffice, or save the file as \.docx$"):
        converted_by_office(RTF, "a.rtf")
    with pytest.raises(UnsupportedFormatError, match=r"save the file as \.xlsx$"):
        converted_by_office(HTML.encode(), "a.xls")


@pytest.mark.parametrize(
    "data",
    [b"", b"plain text", bytes(range(256)) * 20, b"PK\x03\x04" + bytes(100), b"%PDF-1.7", OLE_HEAD, OLE_HEAD * 2000],
    ids=["nothing", "text", "bytes", "zip", "pdf", "cut", "nonsense"],
)
def test_what_is_no_office_file(data: bytes) -> None:
    with pytest.raises(UnreadableFileError, match=r"^a\.doc: .*; (?:open it, and save|fetch)"):
        converted_by_office(data, "a.doc")


def test_a_file_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "LARGEST_OFFICE_FILE", 2_000_000)
    with pytest.raises(FileTooLargeError, match=r"^a\.rtf: 3 MB, the limit is 2 MB"):
        converted_by_office(RTF + bytes(3_000_000), "a.rtf")


# --- a program that misbehaves ----------------------------------------------------------------------------------------


def _stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(office, "office_program", lambda: program)


@needs_scripts
def test_a_conversion_without_end_is_ended_with_its_children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _stand_in(tmp_path, monkeypatch, f"sleep 300 & echo $! > '{tmp_path}/child'; wait")
    monkeypatch.setattr(office, "CONVERSION_SECONDS", 1)
    with pytest.raises(UnreadableFileError, match=r"^a\.rtf: LibreOffice was stopped after 1 s; .* save it as \.docx"):
        converted_by_office(RTF, "a.rtf")
    child = int((tmp_path / "child").read_text())
    _assert_gone(child)


def _assert_gone(process: int) -> None:
    for _ in range(50):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return
        # an ended process that nobody has collected yet still has its number
        if Path(f"/proc/{process}/stat").is_file() and ") Z " in Path(f"/proc/{process}/stat").read_text():
            return
        time.sleep(0.1)
    pytest.fail("the child runs on")


_OUTPUT = 'while [ "$1" != --outdir ]; do shift; done; mkdir -p "$2"'


@needs_scripts
@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("exit 1", "cannot open it"),
        ("exit 0", "cannot open it"),
        (f'{_OUTPUT}; echo no zip > "$2/source.docx"', r"made no \.docx"),
    ],
)
def test_a_conversion_that_fails(script: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _stand_in(tmp_path, monkeypatch, script)
    with pytest.raises(UnreadableFileError, match=rf"^a\.rtf: .*{message}.*save it as \.docx"):
        converted_by_office(RTF, "a.rtf")


@needs_scripts
def test_another_kind_of_file_is_no_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "book.xlsx").write_bytes(_workbook())
    _stand_in(tmp_path, monkeypatch, f"{_OUTPUT}; cp '{tmp_path}/book.xlsx' \"$2/source.docx\"")
    assert zipfile.is_zipfile(tmp_path / "book.xlsx")
    with pytest.raises(UnreadableFileError, match=r"made no \.docx"):
        converted_by_office(RTF, "a.rtf")


def test_a_program_that_cannot_be_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "office_program", lambda: tmp_path / "none")
    with pytest.raises(UnsupportedFormatError, match="install LibreOffice anew"):
        converted_by_office(RTF, "a.rtf")


@needs_scripts
def test_the_program_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(office, "_USUAL_PLACES", (("${Programs}/LibreOffice", "soffice.com"),))
    monkeypatch.setenv("Programs", str(tmp_path / "installed"))
    assert office_program() is None
    installed = tmp_path / "installed" / "LibreOffice" / "soffice.com"
    installed.parent.mkdir(parents=True)
    installed.write_text("")
    assert office_program() == installed
    (tmp_path / "libreoffice").write_text("#!/bin/sh\n")
    (tmp_path / "libreoffice").chmod(0o755)
    assert office_program() == tmp_path / "libreoffice"
