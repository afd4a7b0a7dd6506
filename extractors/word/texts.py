"""Pieces of a paragraph joined to its text: fonts told apart, raised figures, capitals, lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest

from extractors.fonts import Fonts, set_raised
from extractors.prose import side_by_side
from extractors.word.pieces import LINE, PAGE, TAB, Piece
from normalizers.characters import plain_characters
from normalizers.headings import begins_item, opens_letterhead
from normalizers.text import is_blank, is_upper

_FIGURES = re.compile(r"\s*\d{1,3}(?:\s*[,;]\s*\d{1,3})*\s*")
_DEGREE = frozenset("oOº")
_SCALE = re.compile(r"[ \xa0]*[CF](?!\w)")
"""What makes a raised `0` before it a degree; before anything else it is an exponent or refers to a note."""


def text_of(pieces: Sequence[Piece], fonts: Fonts) -> str:
    """The text of a paragraph; lines, tabs and pages in it end as `pieces` says.

    A paragraph set in capitals as a whole is a heading and prints so; a word in it set in capitals stays as typed.
    """
    alike = [list(group) for _, group in groupby(pieces, key=lambda piece: piece.raised)]
    runs = [run for group, after in zip_longest(alike, alike[1:], fillvalue=()) for run in _runs(group, after)]
    text = plain_characters(fonts.text(runs))
    printed = [piece for piece in pieces if not is_blank(piece.text)]
    return text.upper() if printed and all(piece.caps for piece in printed) else text


def _runs(pieces: Sequence[Piece], after: Sequence[Piece]) -> list[tuple[str, str | None]]:
    """Pieces raised alike as runs; raised figures as such, a raised `o` or `0` as the degree that it stands for."""
    if pieces[0].raised:
        text = _letters(pieces)
        if text.strip() in _DEGREE or (text.strip() == "0" and _SCALE.match(_letters(after))):
            return [("°", None)]
        if _FIGURES.fullmatch(text):
            return [(set_raised(text), None)]
    return [(piece.text, piece.font) for piece in pieces]


def _letters(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def paragraphs_in(text: str) -> list[str]:
    """The paragraphs that the text of one paragraph prints as.

    A line ended by hand goes on in the next one, unless the two read as lines of their own; the halves of a
    letterhead set side by side with tabs are two.
    """
    return [
        part for page in text.split(PAGE) for line in _joined(page.split(LINE)) for part in side_by_side(line) if part
    ]


def lines_in(text: str) -> list[str]:
    """The lines of a paragraph in a cell, blank ones left out."""
    lines = (" ".join(line.split()) for line in re.split(f"[{LINE}{PAGE}]", text.replace(TAB, " ")))
    return [line for line in lines if not is_blank(line)]


def _joined(lines: Sequence[str]) -> Iterator[str]:
    together = ""
    for line in lines:
        above, below = together.strip(), line.strip()
        if above and (is_blank(below) or _apart(above, below)):
            yield above
            together = ""
        together = f"{together} {line}" if together else line
    if not is_blank(together):
        yield together.strip()


def _apart(above: str, below: str) -> bool:
    return begins_item(below) or opens_letterhead(below) or is_upper(above) != is_upper(below)
