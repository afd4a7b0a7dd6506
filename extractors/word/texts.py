"""Pieces of a paragraph joined to its text: fonts told apart, raised figures, capitals, lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from extractors.text.prose import side_by_side
from extractors.word.pieces import LINE, PAGE, TAB, Piece
from normalizers.headings import begins_item, opens_letterhead
from normalizers.text import FOOTNOTE_SIGNS, is_blank, is_upper

_RAISED = str.maketrans("0123456789", FOOTNOTE_SIGNS)
_FIGURES = re.compile(r"\s*\d{1,3}(?:\s*[,;]\s*\d{1,3})*\s*")
_DEGREE = frozenset("0oOº")
_SOFT = re.compile("\u00ad+")


def converted(runs: Sequence[tuple[str, str | None]]) -> str:
    """Text of runs, each with the font it is set in; the one place where what fonts mean for letters is known."""
    return "".join(text for text, _ in runs)


def raised_number(number: int) -> str:
    """A number as the raised figures that mark a note.

    >>> raised_number(12)
    '¹²'
    """
    return str(number).translate(_RAISED)


def text_of(pieces: Sequence[Piece]) -> str:
    """The text of a paragraph; lines, tabs and pages in it end as `pieces` says.

    A paragraph set in capitals as a whole is a heading and prints so; a word in it set in capitals stays as typed.
    """
    runs = [run for _, group in groupby(pieces, key=lambda piece: piece.raised) for run in _runs(list(group))]
    text = _hyphens(converted(runs))
    printed = [piece for piece in pieces if not is_blank(piece.text)]
    return text.upper() if printed and all(piece.caps for piece in printed) else text


def _runs(pieces: Sequence[Piece]) -> list[tuple[str, str | None]]:
    """Pieces raised alike as runs; raised figures as such, a raised `o` or `0` as the degree that it stands for."""
    if pieces[0].raised:
        text = "".join(piece.text for piece in pieces)
        if text.strip() in _DEGREE:
            return [("°", None)]
        if _FIGURES.fullmatch(text):
            return [(text.translate(_RAISED), None)]
    return [(piece.text, piece.font) for piece in pieces]


def _hyphens(text: str) -> str:
    """A soft hyphen in a symbol (`03/NQ\u00adCP`) is its hyphen; in a word it only says where it may be cut."""

    def read(match: re.Match[str]) -> str:
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        sides = before.isalnum() and after.isalnum() and any(not each.islower() for each in (before, after))
        return "-" if sides else ""

    return _SOFT.sub(read, text) if "\u00ad" in text else text


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
