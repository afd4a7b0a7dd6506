"""Letters to lines: what stands at one height, words parted where the file or a gap parts them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from statistics import median

from extractors.fonts import Fonts, set_raised
from extractors.pages.frame import Frame
from extractors.pages.textline import TextLine
from extractors.pdf.letters import UNMAPPED, Letter
from normalizers.characters import plain_characters

_ALONE = re.compile(rf"(?<!\S){UNMAPPED}+(?!\S)")
"""Glyphs without letters that stand alone: bullets and ornaments."""
_SAME_HEIGHT = 0.45
"""Share of their size by which the middles of letters of one line may differ."""
_WORD_GAP = 0.17
"""Share of its size that parts a letter from the word before it; a space is about 0.25 wide, kerning below 0.1."""
_SMALL = 0.8
"""Letters below this share of the size of their line are raised figures or the like."""
_OVER = 0.3
"""Share of their size by which letters overlap that are printed over each other; kerning stays below."""
_TOUCHING = 0.1
"""Share of its size: letters nearer than this have no space between them unless the file draws it just there."""
_COLUMN_GAP = 2.0
"""Share of its size: a wider gap parts what stands side by side, as in a letterhead."""


def lines_of(letters: Sequence[Letter], fonts: Fonts, *, part_columns: bool = False) -> list[TextLine]:
    """The lines that letters make, from the top; with `part_columns` each piece between wide gaps is a line of its own.

    Letters that are turned against the page make lines of their own after the others, in their own direction.
    """
    lines = _upright_lines([letter for letter in letters if not letter.turned], fonts, part_columns)
    for turned in (90, 180, 270):
        others = [letter for letter in letters if letter.turned == turned]
        if others:
            lines += _turned_lines(others, turned, fonts)
    return lines


def words_of(letters: Sequence[Letter], fonts: Fonts) -> list[TextLine]:
    """The words that letters make, each as a line of its own."""
    return [word for row in _letter_rows(letters) for layer in _layers(row) for word in _words(layer, fonts)]


def _words(letters: Sequence[Letter], fonts: Fonts) -> Iterator[TextLine]:
    word: list[Letter] = []
    for letter in letters:
        if word and (letter.text == " " or letter.x0 - word[-1].x1 > _WORD_GAP * letter.size):
            yield _line(word, fonts)
            word = []
        if letter.text != " ":
            word.append(letter)
    if word:
        yield _line(word, fonts)


def _turned_lines(letters: Sequence[Letter], turned: int, fonts: Fonts) -> list[TextLine]:
    width, height = max(letter.x1 for letter in letters), max(letter.bottom for letter in letters)
    frame = Frame(turned, width, height)
    straight = []
    for letter in letters:
        x0, top, x1, bottom = frame.upright((letter.x0, letter.top, letter.x1, letter.bottom))
        straight.append(letter._replace(x0=x0, top=top, x1=x1, bottom=bottom, turned=0))
    return [replace(line, box=frame.on_page(line.box)) for line in _upright_lines(straight, fonts, part_columns=False)]


def _upright_lines(letters: Sequence[Letter], fonts: Fonts, part_columns: bool) -> list[TextLine]:
    return [line for row in _letter_rows(letters) for line in _row_lines(row, fonts, part_columns)]


def _letter_rows(letters: Sequence[Letter]) -> list[list[Letter]]:
    """The letters that stand at one height, with the spaces between them, from the top."""
    printed = _printed(letters)
    if not printed:
        return []
    usual = median(letter.size for letter in printed)
    rows = _rows([letter for letter in printed if letter.size >= _SMALL * usual])
    rows = _with_small(rows, [letter for letter in printed if letter.size < _SMALL * usual])
    return _with_spaces(rows, [letter for letter in letters if letter.text == " "])


def _rows(letters: Iterable[Letter]) -> list[list[Letter]]:
    """Letters grouped by height, from the top."""
    rows: list[list[Letter]] = []
    middle = 0.0
    for letter in sorted(letters, key=lambda letter: letter.middle):
        if rows and letter.middle - middle <= _SAME_HEIGHT * min(letter.size, rows[-1][-1].size):
            rows[-1].append(letter)
            middle += (letter.middle - middle) / len(rows[-1])
        else:
            rows.append([letter])
            middle = letter.middle
    return rows


def _band(row: Sequence[Letter]) -> tuple[float, float]:
    return median(letter.top for letter in row), median(letter.bottom for letter in row)


def _with_small(rows: list[list[Letter]], small: Sequence[Letter]) -> list[list[Letter]]:
    """Small letters put to the line beside whose letters they stand; those beside none make lines of their own."""
    bands = [_band(row) for row in rows]
    alone = []
    for letter in small:
        shared = [min(bottom, letter.bottom) - max(top, letter.top) for top, bottom in bands]
        best = max(range(len(rows)), key=shared.__getitem__, default=None)
        if best is None or shared[best] < 0.4 * letter.size:
            alone.append(letter)
        else:
            rows[best].append(letter)
    return sorted([*rows, *_rows(alone)], key=lambda row: _band(row)[0])


def _with_spaces(rows: Sequence[list[Letter]], spaces: Sequence[Letter]) -> list[list[Letter]]:
    """The rows with the spaces of the file that stand in them."""
    bands = [_band(row) for row in rows]
    middles = [(top + bottom) / 2 for top, bottom in bands]
    for space in spaces:
        nearest = min(range(len(rows)), key=lambda index: abs(middles[index] - space.middle))
        if abs(middles[nearest] - space.middle) <= _SAME_HEIGHT * max(space.size, 1.0):
            rows[nearest].append(space)
    return list(rows)


def _row_lines(row: Sequence[Letter], fonts: Fonts, part_columns: bool) -> list[TextLine]:
    pieces = [piece for layer in _layers(row) for piece in _pieces(layer, part_columns)]
    return [line for line in (_line(piece, fonts) for piece in pieces) if line.text]


def _layers(row: Sequence[Letter]) -> list[list[Letter]]:
    """The letters of a row from the left; texts that are printed over each other come one after the other."""
    letters = _without_covered(sorted(row, key=lambda letter: letter.x0))
    if not any(_overlaps(left, right) for left, right in pairwise(_printed(letters))):
        return [letters]
    layers: list[list[Letter]] = []
    for run in _runs(sorted(row, key=lambda letter: letter.order)):
        free = next((layer for layer in layers if not _collides(layer, run)), None)
        if free is None:
            layers.append(run)
        else:
            free += run
    return [sorted(layer, key=lambda letter: letter.x0) for layer in layers]


def _without_covered(letters: Sequence[Letter]) -> list[Letter]:
    """The letters of a row without the blanks of a form over which a number or date is stamped."""
    kept: list[Letter] = []
    blanks: list[Letter] = []
    before: Letter | None = None
    for letter in letters:
        if letter.text == " ":
            blanks.append(letter)
            continue
        if before is not None and letter.x0 - before.x1 < _TOUCHING * letter.size:
            blanks = [blank for blank in blanks if before.order < blank.order < letter.order]
        kept += [*blanks, letter]
        blanks, before = [], letter
    return kept + blanks


def _printed(letters: Iterable[Letter]) -> list[Letter]:
    return [letter for letter in letters if letter.text != " "]


def _overlaps(left: Letter, right: Letter) -> bool:
    return right.x0 < left.x1 - _OVER * min(left.size, right.size)


def _runs(letters: Sequence[Letter]) -> Iterator[list[Letter]]:
    """Letters that the file draws one after the other from left to right."""
    run: list[Letter] = []
    for letter in letters:
        if run and (letter.order - run[-1].order > 1 or letter.x0 < run[-1].x0):
            yield run
            run = []
        run.append(letter)
    if run:
        yield run


def _collides(layer: Sequence[Letter], run: Sequence[Letter]) -> bool:
    left, right = run[0].x0, run[-1].x1
    inside = [letter for letter in _printed(layer) if letter.x0 < right and letter.x1 > left]
    return any(_overlaps(*sorted((one, two), key=lambda letter: letter.x0)) for one in inside for two in _printed(run))


def _pieces(letters: Sequence[Letter], part_columns: bool) -> list[list[Letter]]:
    """The letters of a line between wide gaps, where these are asked for."""
    pieces: list[list[Letter]] = [[]]
    end: float | None = None
    for letter in letters:
        if letter.text != " ":
            if part_columns and end is not None and letter.x0 - end > _COLUMN_GAP * letter.size:
                pieces.append([])
            end = letter.x1 if end is None else max(end, letter.x1)
        pieces[-1].append(letter)
    return pieces


def _line(letters: Sequence[Letter], fonts: Fonts) -> TextLine:
    printed = [letter for letter in letters if letter.text != " "]
    if not printed:
        return TextLine("", (0, 0, 0, 0), 0)
    size = median(letter.size for letter in printed)
    box = (
        min(letter.x0 for letter in printed),
        min(letter.top for letter in printed),
        max(letter.x1 for letter in printed),
        max(letter.bottom for letter in printed),
    )
    is_artifact = all(letter.artifact for letter in printed)
    return TextLine(_text(letters, size, fonts), box, size, is_artifact, letters[-1].text == " ")


def _text(letters: Sequence[Letter], size: float, fonts: Fonts) -> str:
    middle = median(letter.middle for letter in letters if letter.text != " " and letter.size >= _SMALL * size)
    parts: list[tuple[str, str]] = []
    end: float | None = None
    for letter in letters:
        if letter.text == " ":
            parts.append((" ", letter.font))
            continue
        if end is not None and letter.x0 - end > _WORD_GAP * size:
            parts.append((" ", letter.font))
        is_raised = letter.text.isdigit() and letter.size < _SMALL * size and letter.middle < middle - 0.1 * size
        parts.append((set_raised(letter.text) if is_raised else letter.text, letter.font))
        end = letter.x1
    runs = [("".join(text for text, _ in group), font) for font, group in groupby(parts, key=lambda part: part[1])]
    text = plain_characters(fonts.text(runs))
    # a line without any letter shows that the page cannot be read
    return " ".join((_ALONE.sub("", text).strip() or text).split())
