"""Small documents of prose for tests: paragraphs made from lines, one paragraph a line."""

from __future__ import annotations

from normalizers.prose import Prose, read_prose
from schemas.raw import Paragraph, ParagraphRole, Place


def paragraphs(text: str, role: ParagraphRole = ParagraphRole.TEXT) -> list[Paragraph]:
    """A paragraph for each line that is not empty; their places count the lines from 1."""
    return [
        Paragraph(
            text=line,
            role=role,
            places=(Place(first_line=number, last_line=number),),
            source_text=line,
            line_starts=(0,),
        )
        for number, line in enumerate(text.strip().split("\n"), 1)
        if line
    ]


def read(text: str, *, notes: str = "", year: int | None = None, has_tables: bool = False) -> Prose:
    """The records of a text."""
    footnotes = paragraphs(notes, ParagraphRole.FOOTNOTE) if notes else []
    return read_prose(paragraphs(text), footnotes, year, has_tables=has_tables)
