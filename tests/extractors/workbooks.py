"""Workbooks made for tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

from openpyxl import Workbook

from extractors.items import Items
from extractors.workbook import read_xlsx
from schemas.raw import Paragraph

TABLE = [["TT", "Chỉ tiêu", "Đơn vị"], [1, "Tỷ lệ dịch vụ công trực tuyến", "%"], [2, "Số xã", "xã"]]
SHOWN = [["TT", "Chỉ tiêu", "Đơn vị"], ["1", "Tỷ lệ dịch vụ công trực tuyến", "%"], ["2", "Số xã", "xã"]]
"""What is shown of `TABLE`."""


def saved(*rows: list[Any], change: Callable[[Any], None] | None = None) -> bytes:
    """A workbook of one sheet with these rows."""
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    if change:
        change(sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read(*rows: list[Any], change: Callable[[Any], None] | None = None) -> Items:
    """What is read of such a workbook."""
    return read_xlsx(saved(*rows, change=change), "phu-luc.xlsx")


def changed(data: bytes, part: str, *pairs: bytes) -> bytes:
    """A workbook with some bytes of one of its parts put for others."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            content = source.read(info)
            if info.filename.endswith(part):
                for old, new in zip(pairs[::2], pairs[1::2], strict=True):
                    content = content.replace(old, new)
            target.writestr(info.filename, content)
    return file.getvalue()


def shape_of(items: Items) -> list[object]:
    """Paragraphs as their text, tables as the texts of their cells."""
    return [
        item.text
        if isinstance(item, Paragraph)
        else [[cell.text for cell in item.row(n + 1)] for n in range(item.height)]
        for item in items.items
    ]
