"""Marks of footnotes in garbled text: an engine reads them as stray signs, and as plain figures before the notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from normalizers.text import is_blank, raised

_STRAY = re.compile(
    r"(?<=\d{4})°(?=[.,;:]?(?:\s|$))"
    r"|(?<=[\w)])(?:\?(?=\s+[a-zà-ỹđ])|\?[®°©*]|['’®©*]{1,2})(?=[.,;:]?(?:\s|$))"
)
"""What a raised figure after a word is read as; neither the sign of a degree nor the end of a question."""
_NOTE = re.compile(r"(\d{1,2}) ?(?=[^\W\d_]{2})(?!(?:th[aá]ng|n[aăi]m|ng[aà]y)\b)")
"""How a note begins: its figure without the full stop that items of a list have; no part of a date."""
_NEAR = 60
"""Lines at most between a mark and its note."""
_WRAPPED = 6
"""Lines at most that a note takes."""

Span = tuple[int, int, int]
"""Line, start and end."""


class Mark(NamedTuple):
    """A mark of a footnote, or a numeral known by its place: the line and the span where something else was read."""

    line: int
    start: int
    end: int
    text: str


def footnote_marks(lines: Sequence[str]) -> list[Mark]:
    """The marks that are sure: notes numbered on through the document, as many stray signs before them as notes follow.

    >>> footnote_marks(["tiém ning, loi thé? va doi séng", "", "1 Mot so linh vuc, cong nghé"])
    [Mark(line=0, start=18, end=19, text='¹'), Mark(line=2, start=0, end=1, text='¹')]
    """
    marks: list[Mark] = []
    strays: list[Span] = []
    notes: list[Span] = []
    first = 1
    for number, line in enumerate(lines):
        note = _NOTE.match(line)
        follows = note is not None and int(note[1]) == first + len(notes)
        if note and (follows or not (marks or notes)) and _may_begin(lines, number, notes):
            first = first if follows else int(note[1])
            notes.append((number, note.start(1), note.end(1)))
            continue
        found = [(number, *stray.span()) for stray in _STRAY.finditer(line) if not _closes(line, stray.start())]
        if found and notes:
            marks += (new := _matched(lines, strays, notes, first, begins=not marks))
            first = first + len(notes) if new or marks else 1
            strays, notes = [], []
        strays += found
    return sorted([*marks, *_matched(lines, strays, notes, first, begins=not marks)])


def _may_begin(lines: Sequence[str], number: int, notes: Sequence[Span]) -> bool:
    """Whether a note may begin on a line: after an empty one, at the top, or after the note before it."""
    return number == 0 or is_blank(lines[number - 1]) or (bool(notes) and number - notes[-1][0] <= _WRAPPED)


def _closes(line: str, place: int) -> bool:
    """Whether a sign closes what an earlier one opened: `'khoa học'`."""
    return line[place] in "'’" and re.search(r"(?:^|[\s(])['‘]", line[:place]) is not None


def covered(line: str, marks: Sequence[Mark]) -> str:
    """The line with its marks covered by signs that belong to no word, as long as before.

    >>> covered("1vé Ké hoach", [Mark(0, 0, 1, "¹")])
    '·vé Ké hoach'
    """
    for mark in marks:
        line = line[: mark.start] + "·" * (mark.end - mark.start) + line[mark.end :]
    return line


def _matched(
    lines: Sequence[str], strays: Sequence[Span], notes: Sequence[Span], first: int, *, begins: bool
) -> list[Mark]:
    """Both ends of each note, where every stray sign has its note; nothing where one of them stands alone.

    A text that begins with a later note than the first is a part of one: only signs that can be nothing else count.
    """
    if len(strays) != len(notes) or (notes and notes[0][0] - strays[0][0] > _NEAR):
        return []
    if begins and first > 1 and not all(_is_nothing_else(lines[number][start:end]) for number, start, end in strays):
        return []
    marks: list[Mark] = []
    for place, (stray, note) in enumerate(zip(strays, notes, strict=True)):
        sign = raised(str(first + place))
        line, _, end = note
        # `1vé` for `¹ Về`
        marks += [Mark(*stray, sign), Mark(*note, sign if lines[line][end] == " " else sign + " ")]
    return marks


def _is_nothing_else(sign: str) -> bool:
    return len(sign) > 1 or sign in "®©°"
