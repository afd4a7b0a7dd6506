"""One sheet of a workbook: the texts of its visible cells, where they stand and what they span."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils import get_column_letter

from extractors.fonts import ReadRuns, Run, set_raised
from extractors.linebreaks import lines_of
from extractors.shown import shown

_LAST_COLUMN = 16_384


@dataclass(frozen=True)
class SheetCell:
    """A cell (or merged cells) with text or a border; rows and columns count visible ones of the sheet as it is.

    `bordered` tells that lines are drawn on at least two of its sides.
    """

    top: int
    left: int
    bottom: int
    right: int
    text: str
    bordered: bool


@dataclass
class Sheet:
    """The cells of a sheet in reading order, hidden rows and columns taken away but not renumbered.

    `rows_left_out` are all hidden rows; `hidden_rows` and `hidden_columns` those of them that hold text.
    """

    title: str
    cells: list[SheetCell] = field(default_factory=list)
    rows_left_out: set[int] = field(default_factory=set)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[str] = field(default_factory=list)


def sheet_of(worksheet: Any, read: ReadRuns) -> Sheet:
    """The cells of a worksheet. Only cells that are stored are looked at, whatever size the sheet declares."""
    stored: dict[tuple[int, int], Any] = getattr(worksheet, "_cells", {})
    rows = _hidden_rows(worksheet)
    columns = _hidden_columns(worksheet)
    merged, covered = _merged(worksheet)
    sheet = Sheet(worksheet.title, rows_left_out=rows)
    styles = _Styles()
    lost_rows: set[int] = set()
    lost_columns: set[int] = set()
    for (row, column), cell in sorted(stored.items()):
        if (row, column) in covered:
            continue
        bottom, right = merged.get((row, column), (row, column))
        text = cell_text(cell, styles.font(cell), read)
        visible_rows = _visible(row, bottom, rows)
        visible_columns = _visible(column, right, columns)
        if visible_rows and visible_columns:
            bordered = styles.is_bordered(cell)
            if text or bordered:
                sheet.cells.append(SheetCell(*_corners(visible_rows, visible_columns), text, bordered))
        elif text:
            lost_rows |= set() if visible_rows else {row}
            lost_columns |= set() if visible_columns else {column}
    sheet.hidden_rows = sorted(lost_rows)
    sheet.hidden_columns = [get_column_letter(column) for column in sorted(lost_columns)]
    return sheet


def cell_text(cell: Any, font: str | None, read: ReadRuns) -> str:
    """The lines that a cell shows; `font` is the one it is set in."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, CellRichText):
        return "\n".join(lines_of(read(list(_runs(value, font)))))
    if isinstance(value, bool | int | float | str | datetime | date | time | timedelta):
        text = shown(value, cell.number_format)
    else:
        text = str(value)
    return "\n".join(lines_of(read([(text, font)])))


def _runs(value: CellRichText, font: str | None) -> Iterable[Run]:
    for part in value:
        if isinstance(part, TextBlock):
            text = part.text
            above = part.font.vertAlign == "superscript" and text.strip().isdigit()
            yield (set_raised(text) if above else text), part.font.rFont or font
        else:
            yield str(part), font


class _Styles:
    """Fonts and borders of cells, looked up once for each style of the workbook."""

    def __init__(self) -> None:
        self._fonts: dict[int, str | None] = {}
        self._bordered: dict[int, bool] = {}

    def font(self, cell: Any) -> str | None:
        if cell.value is None or not cell.has_style:
            return None
        style = cell.style_id
        if style not in self._fonts:
            self._fonts[style] = cell.font.name
        return self._fonts[style]

    def is_bordered(self, cell: Any) -> bool:
        if not cell.has_style:
            return False
        style = cell.style_id
        if style not in self._bordered:
            border = cell.border
            sides = (border.left, border.right, border.top, border.bottom)
            self._bordered[style] = sum(side is not None and side.style not in (None, "none") for side in sides) >= 2
        return self._bordered[style]


def _hidden_rows(worksheet: Any) -> set[int]:
    return {number for number, row in worksheet.row_dimensions.items() if row.hidden or row.height == 0}


def _hidden_columns(worksheet: Any) -> set[int]:
    hidden: set[int] = set()
    reach = -1
    for column in sorted(worksheet.column_dimensions.values(), key=lambda each: each.min or 0):
        if column.hidden or column.width == 0:
            first = column.min or 0
            last = min(column.max or first, _LAST_COLUMN)
            hidden.update(range(max(first, reach + 1), last + 1))  # each once, however many overlap
            reach = max(reach, last)
    return hidden


def _merged(worksheet: Any) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    """The last row and column of merged cells by their first, and the squares under them that hold nothing."""
    merged: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for area in worksheet.merged_cells.ranges:
        first = (area.min_row, area.min_col)
        if first in covered:  # merged cells that overlap: damaged, the first counts
            continue
        squares = {
            (row, column)
            for row in range(area.min_row, area.max_row + 1)
            for column in range(area.min_col, area.max_col + 1)
        } - {first}
        if squares & covered or squares & merged.keys():
            continue
        merged[first] = (area.max_row, area.max_col)
        covered |= squares
    return merged, covered


def _visible(first: int, last: int, hidden: set[int]) -> list[int]:
    """The first and last visible number from first to last; nothing where all are hidden."""
    if first == last:
        return [] if first in hidden else [first, last]
    shown_numbers = [number for number in range(first, last + 1) if number not in hidden]
    return [shown_numbers[0], shown_numbers[-1]] if shown_numbers else []


def _corners(rows: list[int], columns: list[int]) -> tuple[int, int, int, int]:
    return rows[0], columns[0], rows[1], columns[1]
