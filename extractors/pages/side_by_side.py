"""Text set in two columns beside each other, as letterheads and signatures are, in the order it is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.boxes import union
from extractors.pages.textline import TextLine
from normalizers.headings import opens_foot, opens_letterhead
from normalizers.ordinals import parse_ordinal
from normalizers.text import is_upper

_GAP = 6.0
"""Points that stay free between two columns."""
_LABEL = 4
"""Letters of a bullet or number that a wide gap parts from its text."""
_SURE = 3
"""Rows in two pieces that can only be columns."""
_WORDS = 3
"""Words of a piece of running text, at least."""
_APART = 2.5
"""Share of the height of a line that parts it from the columns above."""

Row = list[TextLine]


def in_reading_order(pieces: Sequence[TextLine]) -> list[TextLine]:
    """Pieces of lines, parted by wide gaps, as lines in the order they are read.

    What stands in two columns beside each other is read one column after the other; a gap within a line of running
    text is only a gap.
    """
    lines: list[TextLine] = []
    rows = [_without_label_gap(row) for row in _rows(pieces)]
    index = 0
    while index < len(rows):
        block, gap = _block(rows[index:])
        if gap and _are_columns(block):
            lines += _read_by_columns(block, gap)
            index += len(block)
        else:
            lines.append(_joined(rows[index]))
            index += 1
    return lines


def _rows(pieces: Sequence[TextLine]) -> Iterator[Row]:
    """Pieces that stand at one height, from the left."""
    row: Row = []
    for piece in sorted(pieces, key=lambda piece: piece.middle):
        if row and piece.middle - row[0].middle > 0.5 * min(piece.size, row[0].size):
            yield sorted(row, key=lambda piece: piece.box[0])
            row = []
        row.append(piece)
    if row:
        yield sorted(row, key=lambda piece: piece.box[0])


def _without_label_gap(row: Row) -> Row:
    """A bullet or number put to the text that a tab parted it from."""
    if len(row) > 1 and len(row[0].text) <= _LABEL and (parse_ordinal(row[0].text) or not row[0].text[:1].isalpha()):
        return [_joined(row[:2]), *row[2:]]
    return row


def _joined(row: Row) -> TextLine:
    return replace(
        row[0],
        text=" ".join(piece.text for piece in row),
        box=union(piece.box for piece in row),
        is_artifact=all(piece.is_artifact for piece in row),
        confidence=min(piece.confidence for piece in row),
        unsure=tuple(word for piece in row for word in piece.unsure),
    )


def _block(rows: Sequence[Row]) -> tuple[list[Row], tuple[float, float] | None]:
    """The first rows that leave a gap free, and where it is; the first row is in two pieces or more."""
    if len(rows[0]) < 2:
        return [], None
    gaps = [(left.box[2], right.box[0]) for left, right in zip(rows[0], rows[0][1:], strict=False)]
    low, high = max(gaps, key=lambda gap: gap[1] - gap[0])
    block = [rows[0]]
    for row in rows[1:]:
        narrowed = _narrowed(row, low, high)
        if narrowed is None or row[0].box[1] - max(piece.box[3] for piece in block[-1]) > _APART * row[0].size:
            break
        low, high = narrowed
        block.append(row)
    while len(block) > 1 and len(block[-1]) < 2 and _spreads_over(block[-1][0], low, high, block):
        block.pop()
    return block, (low, high)


def _narrowed(row: Row, low: float, high: float) -> tuple[float, float] | None:
    """The gap as far as a row leaves it free; None where it does not."""
    for piece in row:
        middle = (piece.box[0] + piece.box[2]) / 2
        if middle < (low + high) / 2:
            low = max(low, piece.box[2])
        else:
            high = min(high, piece.box[0])
    return (low, high) if high - low >= _GAP else None


def _spreads_over(line: TextLine, low: float, high: float, block: Sequence[Row]) -> bool:
    """Whether a single line below columns is set in the middle of the page rather than in one of them."""
    left = min(piece.box[0] for row in block[:-1] for piece in row)
    right = max(piece.box[2] for row in block[:-1] for piece in row)
    middle, of_line = (left + right) / 2, (line.box[0] + line.box[2]) / 2
    return abs(middle - of_line) < 0.1 * (right - left) and is_upper(line.text)


def _are_columns(block: Sequence[Row]) -> bool:
    """Whether rows are columns of text, and not names with a figure behind each."""
    parted = [row for row in block if len(row) > 1]
    if any(_stands_alone(piece.text) for row in parted for piece in row):
        return True
    wordy = [row for row in parted if all(len(piece.text.split()) >= _WORDS for piece in row)]
    return len(wordy) >= _SURE


def _stands_alone(text: str) -> bool:
    return opens_letterhead(text) or opens_foot(text) or is_upper(text)


def _read_by_columns(block: Sequence[Row], gap: tuple[float, float]) -> Iterator[TextLine]:
    middle = sum(gap) / 2
    for is_left in (True, False):
        for row in block:
            own = [piece for piece in row if (piece.box[0] < middle) is is_left]
            if own:
                yield _joined(own)
