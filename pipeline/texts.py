"""The texts of a raw document in reading order, each as the lines it was put together from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from normalizers.places import each_line, runs_of
from normalizers.text import is_blank, tidy
from schemas.raw import Paragraph, ParagraphRole, Place, RawTable


@dataclass(frozen=True)
class Text:
    """The text of a paragraph or cell as the lines it was put together from; the row where it is a cell."""

    lines: tuple[str, ...]
    between: str
    places: tuple[Place, ...]
    table: int | None = None
    rows: tuple[int, ...] = ()

    @property
    def line_numbers(self) -> list[int] | None:
        """The numbers of the lines in the file; None where the text was not read from lines."""
        lines = [line.first_line for place in self.places for line in each_line(place)]
        known = [number for number in lines if number is not None]
        return known if len(known) == len(lines) == len(self.lines) and self.table is None else None

    def places_of(self, start: int, end: int) -> tuple[Place, ...]:
        """Where some of the lines stand; the places of the whole text where they do not tell its lines apart."""
        lines = [line for place in self.places for line in each_line(place)]
        return runs_of(lines[start:end]) if len(lines) == len(self.lines) else self.places


def texts_of(block: Paragraph | RawTable) -> Iterator[Text]:
    """The texts of a block in reading order, the header of a table first; furniture is no text of the document."""
    if isinstance(block, RawTable):
        for row in (block.header, *block.rows):
            for cell in row.cells:
                yield Text(tuple(cell.text.split("\n")), "\n", cell.places, block.index, row.source_rows)
    elif block.role is not ParagraphRole.FURNITURE:
        # paragraphs are joined from lines; each is mended by itself, so that a doubtful word is told with its line
        lines = tuple(tidy(line) for line in block.source_text.split("\n") if not is_blank(line))
        if " ".join(lines) == block.text:
            yield Text(lines, " ", block.places)
        else:
            yield Text(tuple(block.text.split("\n")), "\n", block.places)
