"""Pieces: the runs of lines between empty lines, each one cell or one part of a cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.line import Line
from normalizers.text import is_blank
from schemas.raw import Place


@dataclass(frozen=True)
class Piece:
    """A run of lines that belongs together; a blank cell is a piece whose only line prints nothing."""

    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The lines with their breaks."""
        return "\n".join(line.text.strip() for line in self.lines)

    @property
    def place(self) -> Place:
        """Where the piece stands in the file."""
        return Place(page=self.lines[0].page, first_line=self.lines[0].number, last_line=self.lines[-1].number)


def pieces_of(lines: Sequence[Line]) -> list[Piece]:
    """The pieces of a stretch of a dump.

    Where empty lines part the cells, lines that touch make up one piece; where the dump has no empty lines between
    cells, each line is a piece. A line that holds only spaces is not empty: it is a blank cell.
    """
    runs: list[list[Line]] = []
    open_run = False
    for line in lines:
        if not line.text:
            open_run = False
        elif open_run and not is_blank(line.text) and not is_blank(runs[-1][-1].text):
            runs[-1].append(line)
        else:
            runs.append([line])
            open_run = True
    if runs and len(runs) * 3 < sum(map(len, runs)):
        return [Piece((line,)) for run in runs for line in run]
    return [Piece(tuple(run)) for run in runs]


def source_of(pieces: Sequence[Piece]) -> str:
    """What stands in the file from the first piece to the last, empty lines left out."""
    return "\n".join(line.text for piece in pieces for line in piece.lines)
