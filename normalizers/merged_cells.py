"""Rows of a table as records read them: what is merged over rows holds for each, one text over a row is a title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from normalizers.columns import STATEMENTS, Column, index_of
from normalizers.ordinals import parse_ordinal
from normalizers.text import is_blank, tidy
from schemas.drafts import ColumnRole
from schemas.raw import RawCell, RawRow

_NUMBERED = re.compile(r"(?P<numeral>[^\W_]{1,6}(?:\.\d+)*)(?:[.)](?:\s*[-–])?|\s?[-–])\s+(?P<words>\S.*)", re.DOTALL)
"""`I. Nâng cao`, `I - Nâng cao`, `A) Nhiệm vụ`."""

Covered = dict[int, tuple[RawCell, int]]
"""For each column the cell that covers it from a row above, and how many rows it has still to cover."""


_APART = frozenset({ColumnRole.TARGET, ColumnRole.UNIT, ColumnRole.DEADLINE})
"""Where rows differ in these they are records of their own: two targets put together would make a third."""


@dataclass(frozen=True)
class WholeRow:
    """A row with the text of every column.

    `is_title` where one text covers ordinal and statement, `goes_on` where it has its ordinal from the row above.
    """

    row: RawRow
    texts: tuple[str, ...]
    is_title: bool = False
    goes_on: bool = False


def whole_rows(rows: Sequence[RawRow], columns: Sequence[Column]) -> Iterator[WholeRow]:
    """The rows that can be records.

    A cell merged over rows gives its text to each of them. Rows over which both ordinal and statement are merged are
    one record, what its other cells say stands line by line, unless they differ in target, unit or deadline. The
    number of a section that is one text over the whole row stands in the column of ordinals.
    """
    ordinal = index_of(columns, ColumnRole.ORDINAL)
    statement = index_of(columns, *STATEMENTS)
    apart = [column.index for column in columns if column.role in _APART]
    covered: Covered = {}
    held: list[_Shared] = []
    for row in rows:
        texts, merged, covered = _texts(row, len(columns), covered)
        goes_on = statement in merged and (ordinal is None or ordinal in merged or is_blank(texts[ordinal]))
        if not (held and goes_on):
            yield from _records(held, apart)
            held = []
            whole = replace(_whole(row, texts, ordinal, statement), goes_on=ordinal in merged)
        else:
            kept = {index: held[0].whole.texts[index] for index in (ordinal, statement) if index is not None}
            whole = WholeRow(row, tuple(kept.get(at, text) for at, text in enumerate(texts)), goes_on=True)
        held.append(_Shared(whole, merged))
    yield from _records(held, apart)


@dataclass(frozen=True)
class _Shared:
    """A row, and which of its columns a cell from above covers."""

    whole: WholeRow
    merged: set[int]


def _records(held: Sequence[_Shared], apart: Sequence[int]) -> Iterator[WholeRow]:
    """Rows that share what they state, as one record, or as several where their own targets differ."""
    runs: list[list[_Shared]] = []
    differ = any(len({tidy(each.whole.texts[at]) for each in held} - {""}) > 1 for at in apart)
    for each in held:
        has_own = any(at not in each.merged and not is_blank(each.whole.texts[at]) for at in apart)
        if runs and not (differ and has_own):
            runs[-1].append(each)
        else:
            runs.append([each])
    return (reduce(_together, run[1:], run[0].whole) for run in runs)


def _texts(row: RawRow, width: int, covered: Covered) -> tuple[list[str], set[int], Covered]:
    """The text of each column; those that a cell from above covers; what covers the row below."""
    own = {cell.column - 1: cell for cell in row.cells}
    texts: list[str] = []
    merged: set[int] = set()
    below: Covered = {}
    for column in range(width):
        cell, left = (own[column], own[column].row_span) if column in own else covered.get(column, (None, 0))
        if column not in own and cell is not None:
            merged.add(column)
        texts.append(cell.text if cell else "")
        if cell and left > 1:
            below[column] = (cell, left - 1)
    return texts, merged, below


def _together(held: WholeRow, below: _Shared) -> WholeRow:
    """A row put to the one above with which it shares what it states."""
    row, texts, merged = below.whole.row, below.whole.texts, below.merged
    lines = tuple(
        upper if column in merged or is_blank(lower) or tidy(lower) == tidy(upper) else f"{upper}\n{lower}".strip()
        for column, (upper, lower) in enumerate(zip(held.texts, texts, strict=True))
    )
    above = held.row
    joined = above.model_copy(
        update={
            "source_rows": above.source_rows + row.source_rows,
            "places": above.places + row.places,
            "source_text": f"{above.source_text}\n{row.source_text}",
            "confidence": min(above.confidence, row.confidence),
        }
    )
    return replace(held, row=joined, texts=lines)


def _whole(row: RawRow, texts: Sequence[str], ordinal: int | None, statement: int | None) -> WholeRow:
    """A row by itself; the numeral of a title that covers it is put in the column of ordinals."""
    if statement is None:
        return WholeRow(row, tuple(texts))
    title = next((cell for cell in row.cells if _covers(cell, statement)), None)
    if title is None or title.column - 1 == statement:
        return WholeRow(row, tuple(texts))
    if ordinal is None or not _covers(title, ordinal):
        # the title of a section, whose numeral stands before it, begins in the column of agencies
        moved = {title.column - 1: "", statement: title.text}
        return WholeRow(row, tuple(moved.get(index, text) for index, text in enumerate(texts)))
    found = _NUMBERED.match(tidy(title.text))
    numeral, words = (found["numeral"], found["words"]) if found else ("", tidy(title.text))
    if parse_ordinal(numeral) is None:
        numeral, words = "", tidy(title.text)
    parted = {ordinal: numeral, statement: words}
    return WholeRow(row, tuple(parted.get(index, text) for index, text in enumerate(texts)), is_title=True)


def _covers(cell: RawCell, column: int) -> bool:
    """Whether a cell covers a column, counted from 0, with others or alone."""
    return cell.column - 1 <= column < cell.column - 1 + cell.column_span
