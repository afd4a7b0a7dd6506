"""A sheet sorted into text and tables: by blank rows, by lines drawn around cells, by how many cells a row fills."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from extractors.grid import Grid, GridCell
from extractors.items import paragraph
from extractors.linebreaks import joined
from extractors.sheet import Sheet, SheetCell
from schemas.raw import Paragraph, Place

_BORDERED_ROW = 2
"""Bordered cells that make a row one of a table, blank as it may be."""
_NOTE_LETTERS = 20
"""Letters: a lone text below a table without lines is a note where it is longer than a label."""

Row = tuple[int, list[SheetCell]]


def items_of(sheet: Sheet) -> Iterator[Paragraph | Grid]:
    """The paragraphs and grids of a sheet, from the top."""
    for block in _blocks(sheet):
        tables = _table_rows(block)
        for is_table, group in groupby(block, key=lambda row: row[0] in tables):
            rows = list(group)
            yield from [_grid(rows)] if is_table else _text(rows)


def _blocks(sheet: Sheet) -> list[list[Row]]:
    """Runs of rows that print something or belong to a ruled table; hidden rows between them do not part them."""
    rows: dict[int, list[SheetCell]] = defaultdict(list)
    for cell in sheet.cells:
        rows[cell.top].append(cell)
    blocks: list[list[Row]] = []
    reach = 0
    for number, cells in sorted(rows.items()):
        texts = [cell for cell in cells if cell.text]
        if not texts and sum(cell.bordered for cell in cells) < _BORDERED_ROW:
            continue
        touches = number <= reach or all(row in sheet.rows_left_out for row in range(reach + 1, number))
        if blocks and touches:
            blocks[-1].append((number, cells))
        else:
            blocks.append([(number, cells)])
        reach = max([reach, number, *(cell.bottom for cell in texts)])
    return [block for block in map(_trimmed, blocks) if block]


def _trimmed(block: list[Row]) -> list[Row]:
    """A block without ruled rows below the last text."""
    while block and not _filled(block[-1]):
        block.pop()
    return block


def _filled(row: Row) -> list[SheetCell]:
    return [cell for cell in row[1] if cell.text]


def _table_rows(block: Sequence[Row]) -> set[int]:
    """The numbers of the rows that make up tables.

    Where lines are drawn, they tell; else a table begins with the first row that fills several cells, and lone long
    texts at its end are notes. Titles and units (`Đơn vị tính: %`) above the header are no rows even where ruled.
    """
    ruled = {number for number, cells in block if any(cell.bordered for cell in cells)}
    most = max(len(_filled(row)) for row in block)
    if most == 1:
        return set()
    if any(sum(cell.bordered for cell in cells) >= _BORDERED_ROW for _, cells in block):
        chosen = [row for row in block if row[0] in ruled]
    else:
        chosen = list(block)
        chosen = chosen[_first_row(chosen, min(most, 3)) :]
        while _is_note(chosen[-1]):
            del chosen[-1]
    # lone texts open no table: neither the first of the block nor one that text parts from it
    above = {number: before for before, number in pairwise((0, *(number for number, _ in block)))}
    opened = False
    rows: set[int] = set()
    before = 0
    for row in chosen:
        opened = (opened and above[row[0]] == before) or len(_filled(row)) > 1
        before = row[0]
        if opened:
            rows.add(row[0])
    return rows


def _first_row(rows: Sequence[Row], least: int) -> int:
    """The index of the first row that shows so many texts, or of the row above from which one of them reaches down."""
    reaching: list[SheetCell] = []
    for row in rows:
        reaching = [cell for cell in reaching if cell.bottom >= row[0]] + _filled(row)
        if len(reaching) >= least:
            top = min(cell.top for cell in reaching)
            return next(place for place, (other, _) in enumerate(rows) if other >= top)
    return 0


def _is_note(row: Row) -> bool:
    filled = _filled(row)
    return len(filled) == 1 and len(filled[0].text) > _NOTE_LETTERS


def _text(rows: Sequence[Row]) -> Iterator[Paragraph | Grid]:
    """Rows outside of tables: a lone cell is text, cells side by side (letterhead, signatures) stay side by side."""
    for alone, group in groupby(rows, key=lambda row: len(_filled(row)) <= 1):
        if not alone:
            yield _grid(list(group))
            continue
        for row in group:
            for cell in _filled(row):
                for lines in joined(cell.text.split("\n")):
                    yield paragraph(" ".join(lines), _place(cell), source="\n".join(lines))


def _grid(rows: Sequence[Row]) -> Grid:
    """The grid of these rows; rows and columns in which no text begins are none."""
    texts = [cell for row in rows for cell in _filled(row)]
    columns = sorted({cell.left for cell in texts})
    numbers = sorted({cell.top for cell in texts})
    cells = tuple(
        GridCell(
            row=span(0, cell.top, numbers),
            column=span(0, cell.left, columns),
            text=cell.text,
            row_span=span(cell.top, cell.bottom, numbers),
            column_span=span(cell.left, cell.right, columns),
            places=(_place(cell),),
        )
        for cell in texts
    )
    place = Place(first_line=numbers[0], last_line=max(numbers[-1], *(cell.bottom for cell in texts)))
    return Grid(cells, len(columns), len(numbers), place)


def span(first: int, last: int, used: Sequence[int]) -> int:
    """How many of the used numbers, which are sorted, lie from first to last.

    >>> span(3, 9, [1, 3, 4, 12])
    2
    """
    return bisect_left(used, last + 1) - bisect_left(used, first)


def _place(cell: SheetCell) -> Place:
    return Place(first_line=cell.top, last_line=cell.bottom)
