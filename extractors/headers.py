"""Rows that head a table: told from rows of data by their words."""

from __future__ import annotations

from collections.abc import Sequence

from normalizers.columns import is_heading, is_ordinal_heading
from normalizers.text import fold, is_blank


def is_header(cells: Sequence[str]) -> bool:
    """Whether a row is a header: an ordinal heading first or headings in most cells, and no long cell."""
    known = sum(is_heading(cell) for cell in cells)
    short = all(len(cell.split()) <= 14 for cell in cells)
    return short and known >= 2 and (is_ordinal_heading(cells[0]) or 2 * known > len(cells))


def parts_columns(cells: Sequence[str]) -> bool:
    """Whether a row below the header parts its columns: `Chủ trì | Phối hợp` under `Cơ quan thực hiện`."""
    filled = [cell for cell in cells if not is_blank(cell)]
    return is_blank(cells[0]) and len(filled) >= 2 and all(map(is_heading, filled))


def numbers_columns(cells: Sequence[str]) -> bool:
    """Whether a row only numbers the columns: `(1) (2) (3) ...`."""
    numbers = [cell.strip("()[] ") for cell in cells]
    return len(numbers) > 2 and numbers == [str(n) for n in range(1, len(numbers) + 1)]


def same_header(cells: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two rows hold the same headings, blank cells and the way they are printed aside."""
    return [fold(cell) for cell in cells if not is_blank(cell)] == [fold(cell) for cell in other if not is_blank(cell)]
