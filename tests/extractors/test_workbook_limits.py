"""Workbooks that are damaged, or made to fill the memory or take hours: refused, with what to do."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest

from extractors.workbook import read_xlsx
from schemas.errors import EmptyFileError, FileTooLargeError, UnreadableFileError
from tests.extractors.workbooks import SHOWN, TABLE, changed, saved, shape_of


def test_a_sheet_that_declares_all_its_squares_is_read_at_once() -> None:
    data = saved(*TABLE, change=lambda sheet: sheet.cell(1_048_576, 16_384, "cuối"))
    data = changed(data, "sheet1.xml", b'<dimension ref="A1:XFD1048576"', b'<dimension ref="A1:XFD1048576" ')
    assert shape_of(read_xlsx(data, "x.xlsx")) == [SHOWN, "cuối"]


def test_a_cell_of_100_kilobytes_keeps_all_its_text() -> None:
    # Excel itself stops at 32,767 letters; other programs do not
    long = "Xây dựng nền tảng " * 6_000
    data = changed(saved(["TT", "DAI"], ["1", "b"]), "sheet1.xml", b"DAI", long.encode())
    assert shape_of(read_xlsx(data, "x.xlsx")) == [[["TT", " ".join(long.split())], ["1", "b"]]]


def _with_merged(merged: str) -> bytes:
    return changed(saved(*TABLE), "sheet1.xml", b"</sheetData>", f"</sheetData>{merged}".encode())


@pytest.mark.parametrize(
    "merged",
    [
        '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        '<mergeCells><mergeCell ref="a1:xfd1048576"/></mergeCells>',
        '<mergeCells><mergeCell ref="$A$1:$XFD$1048576"/></mergeCells>',
        '<mergeCells><mergeCell\n ref = "A1:XFD1048576"/></mergeCells>',
        '<mergeCells><mergeCell ref="&#65;1:XFD1048576"/></mergeCells>',
        '<mergeCells><mergeCell ref="s!A1:XFD1048576"/></mergeCells>',
        '<mergeCells><mergeCell ref="A1:XFD٩٩٩٩٩"/></mergeCells>',
        '<mergeCells><mergeCell ref="1:99"/></mergeCells>',
        "<mergeCells>" + '<mergeCell ref="A1:J1000"/>' * 21 + "</mergeCells>",
        '<hyperlinks><hyperlink ref="A1:XFD1048576" location="A1"/></hyperlinks>',
    ],
)
def test_huge_merged_ranges_are_refused_however_they_are_spelt(merged: str) -> None:
    with pytest.raises(FileTooLargeError, match="merged"):
        read_xlsx(_with_merged(merged), "x.xlsx")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_huge_merged_ranges_are_refused_in_any_encoding_and_under_any_name(encoding: str) -> None:
    data = _with_merged('<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(file, "w") as target:
        for info in source.infolist():
            content = source.read(info).replace(b"sheet1.xml", b"sheet1.bin")
            if info.filename.endswith("sheet1.xml"):
                content = content.decode().encode(encoding)
            target.writestr(info.filename.replace("sheet1.xml", "sheet1.bin"), content)
    with pytest.raises(FileTooLargeError, match="merged"):
        read_xlsx(file.getvalue(), "x.xlsx")


def test_titles_merged_over_whole_rows_are_read() -> None:
    merged = "".join(f'<mergeCell ref="A{row}:XFD{row}"/>' for row in (8, 9, 10))
    assert shape_of(read_xlsx(_with_merged(f"<mergeCells>{merged}</mergeCells>"), "x.xlsx")) == [SHOWN]


def test_many_tags_that_do_not_end_are_looked_through() -> None:
    # a pattern over the bytes began anew at each of them
    data = _with_merged("<mergeCell " * 40_000)
    with pytest.raises(UnreadableFileError, match="damaged"):
        read_xlsx(data, "x.xlsx")


@pytest.mark.parametrize(("code", "styles"), [(b"[" * 80_000, 1), (b"0" * 80_000, 20_000)])
def test_formats_that_take_hours_are_refused(code: bytes, styles: int) -> None:
    data = saved(*TABLE, change=lambda sheet: setattr(sheet["A1"], "number_format", "0x"))
    data = changed(data, "styles.xml", b'formatCode="0x"', b'formatCode="' + code + b'"')
    data = changed(data, "styles.xml", b"</cellXfs>", b'<xf numFmtId="164"/>' * styles + b"</cellXfs>")
    with pytest.raises(FileTooLargeError, match="formats"):
        read_xlsx(data, "x.xlsx")


def test_a_cell_with_a_format_of_80_kilobytes_is_read() -> None:
    def put(sheet: Any) -> None:
        sheet["A1"].value = 45_666
        sheet["A1"].number_format = '"x"d'

    code = b"d h " * 20_000
    data = changed(saved([None], change=put), "styles.xml", b"&quot;x&quot;d", code)
    assert shape_of(read_xlsx(data, "x.xlsx")) == ["09/01/2025"]


def test_columns_hidden_more_than_once_are_hidden() -> None:
    columns = "".join(f'<col min="{first}" max="16384" width="9" hidden="1"/>' for first in range(2, 16_384))
    data = changed(saved(*TABLE), "sheet1.xml", b"<sheetData>", f"<cols>{columns}</cols><sheetData>".encode())
    items = read_xlsx(data, "x.xlsx")
    assert (shape_of(items), [found.code for found in items.findings]) == (["TT", "1", "2"], ["hidden-columns"])


def test_a_tag_of_megabytes_is_refused() -> None:
    data = _with_merged(f'<mergeCells><mergeCell ref="A9" x="{"x" * 3_000_000}"/></mergeCells>')
    with pytest.raises(FileTooLargeError, match="tag"):
        read_xlsx(data, "x.xlsx")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LONG = b" " * 90_000_000
ALL_MERGED = b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
_BOMB = b"<!DOCTYPE x [<!ENTITY a 'b'><!ENTITY c '&a;&a;'>]><worksheet"


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (b"", EmptyFileError, "empty"),
        (b"khong phai zip", UnreadableFileError, "not a workbook"),
        (saved(*TABLE)[:-200], UnreadableFileError, "not a workbook"),
        (saved([None]), EmptyFileError, "no visible cell"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), UnreadableFileError, "encrypted"),
        (OLE, UnreadableFileError, "Excel 97"),
        (changed(saved(*TABLE), "sheet1.xml", b"<worksheet", _BOMB), UnreadableFileError, "entities"),
        (changed(saved(*TABLE), "sheet1.xml", b"</sheetData>", b"</sheet>"), UnreadableFileError, "damaged"),
        (
            changed(saved(*TABLE), "sheet1.xml", b"</sheetData>", b"</sheetData>" + LONG),
            FileTooLargeError,
            "limit",
        ),
        (
            changed(
                saved(*TABLE),
                "sheet1.xml",
                b"</sheetData>",
                b"</sheetData>" + ALL_MERGED,
            ),
            FileTooLargeError,
            "merged",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_bad_input(data: bytes, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=rf"x\.xlsx.*{re.escape(says)}"):
        read_xlsx(data, "x.xlsx")
