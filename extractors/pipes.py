"""Tables whose cells are parted by pipes, as Markdown writes them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extractors.grid import Grid, GridCell
from schemas.raw import Place

_DELIMITER = re.compile(r"\s*:?-+:?\s*")
_LONG_DELIMITER = re.compile(r"\s*:?-{3,}:?\s*")
_QUOTE = re.compile(r"^\s*(?:>\s?)+")
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_PIPE = re.compile(r"(?<!\\)(?:\\\\)*\|")


@dataclass(frozen=True)
class PipeRow:
    """The cells of one row as typed, and the line it stands in (from 1)."""

    line: int
    cells: tuple[str, ...]

    def is_delimiter(self, index: int) -> bool:
        """Whether it is a line of dashes, as it stands below a header; elsewhere a single dash is a cell's content."""
        pattern = _DELIMITER if index == 1 else _LONG_DELIMITER
        return all(map(pattern.fullmatch, self.cells))


def has_delimiter(rows: Sequence[PipeRow]) -> bool:
    """Whether a line of dashes is among the rows of a table.

    >>> dash = PipeRow(2, ("-", "-"))
    >>> has_delimiter([PipeRow(1, ("TT", "Việc")), dash]), has_delimiter([dash])
    (True, False)
    """
    return any(row.is_delimiter(index) for index, row in enumerate(rows))


def is_pipe_line(line: str) -> bool:
    """Whether a line is a row by itself: it begins with a pipe and holds another.

    >>> is_pipe_line("| 1 | Quy mô kinh tế số |"), is_pipe_line("P(A|B)")
    (True, False)
    """
    bare = _QUOTE.sub("", line).strip()
    return bare.startswith("|") and len(_PIPE.findall(bare)) >= 2


def cells_of(line: str) -> tuple[str, ...]:
    r"""The cells of a row; an escaped pipe or one in code is no border.

    >>> cells_of(r"| 1 | a \| b | `x|y` |")
    ('1', 'a | b', '`x|y`')
    """
    bare = _QUOTE.sub("", line).strip()
    held: list[str] = []

    def hold(code: re.Match[str]) -> str:
        held.append(code[0])
        return f"\x00{len(held) - 1}\x00"

    cells = [""]
    for piece in re.split(r"(\\.|\|)", _CODE.sub(hold, bare)):
        if piece == "|":
            cells.append("")
        else:
            cells[-1] += "|" if piece == r"\|" else piece
    if bare.startswith("|"):
        cells = cells[1:]
    if len(cells) > 1 and not cells[-1].strip():
        cells = cells[:-1]
    back = (re.sub(r"\x00(\d+)\x00", lambda code: held[int(code[1])], cell) for cell in cells)
    return tuple(cell.replace("\x00", "").strip() for cell in back)


def rows_of(lines: Sequence[str], first: int, last: int) -> list[PipeRow]:
    """The rows in a stretch of lines (from 0, the last left out), up to the first line without a pipe."""
    rows: list[PipeRow] = []
    for number in range(first, last):
        cells = cells_of(lines[number])
        if "|" not in lines[number] or not _PIPE.search(lines[number]):
            break
        rows.append(PipeRow(number + 1, cells))
    return rows


def grid_of_rows(rows: Sequence[PipeRow], text_of_cell: Callable[[str], str]) -> tuple[Grid, list[int]]:
    """The grid of these rows, lines of dashes left out, and the lines that hold more cells than the header."""
    header = next((index for index, row in enumerate(rows[:2]) if row.is_delimiter(index)), 0)
    printed = [row for index, row in enumerate(rows) if not row.is_delimiter(index)]
    expected = len(printed[0].cells) if printed else 0
    cells = [
        GridCell(number, column, text_of_cell(cell), places=(Place(first_line=row.line, last_line=row.line),))
        for number, row in enumerate(printed, start=1)
        for column, cell in enumerate(row.cells, start=1)
    ]
    place = Place(first_line=rows[0].line, last_line=rows[-1].line)
    width = max((cell.column for cell in cells), default=0)
    wide = [row.line for row in printed if len(row.cells) > expected] if header else []
    return Grid(tuple(cells), width, len(printed), place, header_rows=header), wide
