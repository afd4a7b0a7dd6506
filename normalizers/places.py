"""Places in a source: taken apart into lines, and lines put together to runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schemas.raw import Place


def each_line(place: Place) -> Iterator[Place]:
    """A place for each of its lines; a place without lines as it is.

    >>> [line.first_line for line in each_line(Place(first_line=3, last_line=5))]
    [3, 4, 5]
    """
    if place.first_line is None:
        yield place
        return
    for number in range(place.first_line, (place.last_line or place.first_line) + 1):
        yield place.model_copy(update={"first_line": number, "last_line": number})


def runs_of(lines: Iterable[Place]) -> tuple[Place, ...]:
    """One place for lines that follow each other in a file; parts of one line are one, lines with a box stay apart.

    >>> [(run.first_line, run.last_line) for run in runs_of(Place(first_line=n, last_line=n) for n in (1, 2, 2, 5))]
    [(1, 2), (5, 5)]
    """
    runs: list[Place] = []
    for line in lines:
        last = runs[-1].last_line if runs else None
        follows = last is not None and line.first_line is not None and line.first_line - last in (0, 1) and not line.box
        if follows and runs[-1].page == line.page:
            runs[-1] = runs[-1].model_copy(update={"last_line": line.last_line})
        else:
            runs.append(line)
    return tuple(runs)


_TOUCHING = 0.8
"""Share of the height of a line that may stay free between two that touch."""


def touch(above: Place, below: Place) -> bool:
    """Whether nothing stands between two places, not even an empty line.

    >>> touch(Place(first_line=3, last_line=4), Place(first_line=5, last_line=5))
    True
    >>> touch(Place(page=1, box=(0, 0, 90, 12)), Place(page=1, box=(0, 15, 90, 27)))
    True
    """
    if above.page != below.page:
        return False
    if above.box and below.box:
        height = min(above.box[3] - above.box[1], below.box[3] - below.box[1])
        return below.box[1] - above.box[3] <= _TOUCHING * height
    last, first = above.last_line, below.first_line
    return last is not None and first is not None and first == last + 1
