"""Workbooks (`.xlsx`): the sheets of an annex as they are shown, as paragraphs and grids."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from xml.etree.ElementTree import ParseError

from lxml.etree import LxmlError
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import (
    CellCoordinatesException,
    IllegalCharacterError,
    InvalidFileException,
    NamedRangeException,
    SheetTitleException,
)
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet._reader import WorkSheetParser
from PIL.Image import DecompressionBombError

from extractors.fonts import ReadRuns, read_by_fonts, without_tags
from extractors.grid import Grid
from extractors.items import Items, paragraph
from extractors.sheet import Sheet, sheet_of
from extractors.sheet_blocks import items_of
from extractors.workbook_zip import BROKEN, check_workbook
from normalizers.text import fold
from schemas.errors import EmptyFileError, UnreadableFileError
from schemas.raw import Extraction, Paragraph, Place, RawFinding
from schemas.records import Severity

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DAMAGE = (
    *BROKEN,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    ParseError,
    LxmlError,
    CellCoordinatesException,
    IllegalCharacterError,
    InvalidFileException,
    NamedRangeException,
    SheetTitleException,
    DecompressionBombError,
)
"""What the library raises on workbooks that are not as they should be."""
_UNNAMED = re.compile(r"(?:sheet|trang tinh|trang|bang tinh|worksheet|table|book)\s*\d*(?:\s\d+)?")
_ANNEX = re.compile(r"(?:pl|phuluc|bieu|pb)\s?(?:\d|[ivx]+$)")


def read_xlsx(data: bytes, name: str) -> Items:
    """The sheets of a workbook in their order: text as paragraphs, tables as grids, each with its row as its line.

    Numbers and dates are what a Vietnamese reader is shown (see `extractors.shown`), results of formulas what was
    stored with them. Hidden sheets, rows and columns are left out, which findings tell.

    Raises:
        EmptyFileError: No visible cell holds anything.
        FileTooLargeError: More than a document needs.
        UnreadableFileError: Not a workbook, encrypted or damaged.
    """
    formulas = check_workbook(data, name)
    return read_by_fonts(lambda fonts: _read(data, name, formulas, without_tags(fonts)))


def _read(data: bytes, name: str, formulas: bool, read: ReadRuns) -> Items:
    findings: list[RawFinding] = []
    items: list[Paragraph | Grid] = []
    try:
        workbook = _opened(data, rich_text=True, data_only=True)
        _restore_numbers(data, workbook)
        for worksheet in workbook.worksheets:
            if worksheet.sheet_state != "visible":
                findings.append(_finding("hidden-sheet", f"{name}: sheet '{worksheet.title}' is hidden; left out"))
                continue
            sheet = sheet_of(worksheet, read)
            items += _with_title(sheet, list(items_of(sheet)))
            findings += _hidden(sheet, name)
        findings += [
            _finding("chart-sheet", f"{name}: sheet '{chart.title}' is a chart and holds no text")
            for chart in workbook.chartsheets
        ]
        if formulas:
            findings += _not_computed(data, workbook, name)
    except _DAMAGE as error:
        raise UnreadableFileError(
            f"{name}: a damaged workbook: parts of it are missing or not as they should be; "
            "open it in Excel, let it be repaired and save it again"
        ) from error
    if not items:
        raise EmptyFileError(f"{name}: no visible cell holds anything; check the sheets, and show those that count")
    return Items(MEDIA_TYPE, Extraction.TEXT, tuple(items), tuple(findings))


def _opened(data: bytes, **options: bool) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about features that print nothing: validation, styles, extensions
        workbook: Workbook = load_workbook(io.BytesIO(data), keep_links=False, **options)
    return workbook


def _restore_numbers(data: bytes, workbook: Workbook) -> None:
    """Put the stored numbers back where the library made errors of dates that no calendar has."""
    lost = {
        worksheet.title: cells
        for worksheet in workbook.worksheets
        if (cells := {at: cell for at, cell in worksheet._cells.items() if cell._value == "#VALUE!"})
    }
    if not lost:
        return
    source = _opened(data, read_only=True)
    for worksheet in source.worksheets:
        cells = lost.get(worksheet.title, {})
        with worksheet._get_source() as part:
            # told of no formats of dates, the parser leaves numbers as they are
            for _, row in WorkSheetParser(part, worksheet._shared_strings, data_only=True).parse() if cells else ():
                for stored in row:
                    cell = cells.get((stored["row"], stored["column"]))
                    if cell is not None and stored["data_type"] == "n":
                        cell._value = stored["value"]
                        cell.number_format = "General"
    source.close()


def _finding(code: str, message: str, row: int | None = None) -> RawFinding:
    place = Place(first_line=row, last_line=row) if row else None
    return RawFinding(severity=Severity.WARNING, code=code, message=message, place=place)


def _with_title(sheet: Sheet, items: list[Paragraph | Grid]) -> list[Paragraph | Grid]:
    """The items of a sheet, with its name before them where it says something that they do not."""
    said = {fold(item.text) for item in items if isinstance(item, Paragraph)}
    title = fold(sheet.title)
    # a word alone is as a rule an abbreviation for those who filled the sheet in: `TH`, `NN`
    says = (" " in title or _ANNEX.match(title)) and not _UNNAMED.fullmatch(title)
    if not items or not says or title in said:
        return items
    return [paragraph(sheet.title, Place(first_line=1, last_line=1)), *items]


def _hidden(sheet: Sheet, name: str) -> Iterator[RawFinding]:
    for what, numbers in (("rows", sheet.hidden_rows), ("columns", sheet.hidden_columns)):
        if numbers:
            shown = ", ".join(map(str, numbers[:10])) + (", ..." if len(numbers) > 10 else "")
            message = f"{name}: sheet '{sheet.title}': hidden {what} {shown} hold text; left out"
            yield _finding(f"hidden-{what}", message)


class _Formulas(WorkSheetParser):  # type: ignore[misc]  # the library has no types
    """Tells which cells hold formulas, and reads none: shared ones are taken apart, which fails on damaged ones."""

    def parse_formula(self, element: object) -> str:
        return "="


def _not_computed(data: bytes, workbook: Workbook, name: str) -> Iterator[RawFinding]:
    """Findings for formulas whose result was not stored, as programs write them that do not compute."""
    source = _opened(data, read_only=True)
    for worksheet in source.worksheets:
        cached = getattr(workbook[worksheet.title], "_cells", {})
        with worksheet._get_source() as part:
            missing = [
                f"{get_column_letter(cell['column'])}{cell['row']}"
                for _, row in _Formulas(part, worksheet._shared_strings).parse()
                for cell in row
                if cell["data_type"] == "f" and getattr(cached.get((cell["row"], cell["column"])), "value", "") is None
            ]
        if missing:
            shown = ", ".join(missing[:10]) + (", ..." if len(missing) > 10 else "")
            message = f"{name}: sheet '{worksheet.title}': formulas without a result in {shown}; open and save in Excel"
            yield _finding("formula-without-result", message)
    source.close()
