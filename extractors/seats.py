"""How a line stands to the one before it on a page: what touches, what stands in, what fills the width."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractors.boxes import Box
from extractors.line import Line
from normalizers.headings import begins_item

_INDENT = 8.0
"""Points by which the first line of a paragraph stands in."""
_HANGING = 45.0
"""Points by which the lines below a bullet stand in at most."""
_CENTRED = 4.0
"""Points by which the two ends of lines set in the middle may differ in sum."""
_LEADING = 1.0
"""Share of the height of a line: more room than this above a line parts it from the one before."""
_OTHER_SIZE = 1.25
"""Lines whose heights differ by more than this share are of different paragraphs."""

Margins = Mapping[int | None, float]
"""Where full lines of each page end, in points from the left."""


@dataclass(frozen=True)
class Seat:
    """How a line stands to the one before it: `full` tells that its first word found no more room there."""

    touches: bool
    full: bool
    stands_in: bool


def right_margins(lines: Sequence[Line]) -> Margins:
    """Where the full lines of each page end; lines without geometry have none."""
    ends: dict[int | None, list[float]] = {}
    for line in lines:
        if line.upright_box:
            ends.setdefault(line.page, []).append(line.upright_box[2])
    return {page: _usual_end(places) for page, places in ends.items()}


def _usual_end(ends: list[float]) -> float:
    """The furthest end that several lines reach; lines that stick out beyond it are exceptions."""
    ends = sorted(ends, reverse=True)
    return next((end for end, next_end in zip(ends, ends[1:], strict=False) if end - next_end < 3), ends[0])


def seat_of(group: Sequence[Line], line: Line, margins: Margins) -> Seat:
    """How a line stands to the last of a group.

    Raises:
        ValueError: One of the two lines has no place on a page.
    """
    above, below = _box(group[-1]), _box(line)
    height = min(above[3] - above[1], below[3] - below[1])
    alike = max(above[3] - above[1], below[3] - below[1]) <= _OTHER_SIZE * height
    follows = group[-1].page == line.page and -height < below[1] - above[3] <= _LEADING * height
    return Seat(follows and alike, _is_full(group[-1], line, margins), _stands_in(group, line))


def _box(line: Line) -> Box:
    if line.upright_box is None:
        raise ValueError(f"line {line.number} has no place on a page")
    return line.upright_box


def _is_full(above: Line, line: Line, margins: Margins) -> bool:
    box, below = _box(above), _box(line)
    words = line.text.split()
    letter = (below[2] - below[0]) / max(len(line.text), 1)
    return bool(words) and box[2] + (len(words[0]) + 1) * letter > margins.get(above.page, box[2])


def _stands_in(group: Sequence[Line], line: Line) -> bool:
    above, below = _box(group[-1]), _box(line)
    indent = below[0] - above[0]
    if abs(below[0] + below[2] - above[0] - above[2]) < _CENTRED:
        return False  # lines set in the middle, as titles are
    hangs = len(group) == 1 and begins_item(group[0].text) and indent <= _HANGING
    return indent > _INDENT and not hangs
