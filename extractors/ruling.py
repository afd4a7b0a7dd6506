"""Ruling lines to the cells they bound, for pages of any origin: lines drawn in a PDF or found in an image.

The lines of one table make up a lattice of small squares. Two squares that no line parts belong to one cell; so
merged cells come out with their spans, and a border that is drawn in pieces, twice, or not at all on the outside of
the table does no harm.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.boxes import Box

SNAP = 3.0
"""Points. Rules nearer than this are one: borders drawn double, or a little off from row to row."""
_COVERED = 0.6
"""Share of the side of a square that a rule must cover to part it from its neighbour."""
_OVERHANG = 8.0
"""Points by which rules may stick out beyond the last crossing one; more means that an outer border is missing."""
_OPEN_ROW = 100.0
"""Points: the height that a row without vertical rules has at most."""


@dataclass(frozen=True)
class Rule:
    """A straight line: its place across (y of a horizontal, x of a vertical one) and where it begins and ends."""

    at: float
    start: float
    end: float


@dataclass(frozen=True)
class RuledCell:
    """A cell bounded by rules: its first row and column, from 1, how many it covers, and its box."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box


@dataclass(frozen=True)
class Lattice:
    """The cells of one ruled table, and where its columns (`xs`) and rows (`ys`) begin and the last ones end."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[RuledCell, ...]

    @property
    def box(self) -> Box:
        """The table as a whole."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]


def lattices_of(horizontal: Sequence[Rule], vertical: Sequence[Rule]) -> list[Lattice]:
    """The ruled tables of a page, from the top; a single frame is one with a single cell.

    >>> rules = [Rule(y, 0, 100) for y in (0, 20, 40)], [Rule(0, 0, 40), Rule(60, 20, 40), Rule(100, 0, 40)]
    >>> [(cell.row, cell.column, cell.column_span) for cell in lattices_of(*rules)[0].cells]
    [(1, 1, 2), (2, 1, 1), (2, 2, 1)]
    """
    across, down = joined(horizontal), joined(vertical)
    found = []
    for rows, columns in _with_open_rows(list(_crossing_groups(across, down)), across):
        lattice = _lattice(rows, columns)
        if lattice:
            found.append(lattice)
    return sorted(found, key=lambda lattice: (lattice.ys[0], lattice.xs[0]))


def joined(rules: Iterable[Rule]) -> list[Rule]:
    """Rules at one place put together where they touch or overlap; where they lie side by side their place is the mean.

    >>> joined([Rule(10, 0, 50), Rule(10.5, 49, 100), Rule(10, 120, 130)])
    [Rule(at=10.25, start=0, end=100), Rule(at=10.0, start=120, end=130)]
    """
    whole: list[Rule] = []
    for group in _clusters(sorted(rules, key=lambda rule: rule.at)):
        open_rules: list[Rule] = []
        for rule in sorted(group, key=lambda rule: rule.start):
            if open_rules and rule.start <= max(each.end for each in open_rules) + SNAP:
                open_rules.append(rule)
                continue
            whole += [_merged(open_rules)] if open_rules else []
            open_rules = [rule]
        whole.append(_merged(open_rules))
    return whole


def _clusters(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Rules sorted by place, in groups that lie within the tolerance of their first."""
    group: list[Rule] = []
    for rule in rules:
        if group and rule.at - group[0].at > SNAP:
            yield group
            group = []
        group.append(rule)
    if group:
        yield group


def _merged(rules: Sequence[Rule]) -> Rule:
    at = sum(rule.at for rule in rules) / len(rules)
    return Rule(at, min(rule.start for rule in rules), max(rule.end for rule in rules))


def _crosses(across: Rule, down: Rule) -> bool:
    return across.start - SNAP <= down.at <= across.end + SNAP and down.start - SNAP <= across.at <= down.end + SNAP


def _crossing_groups(across: Sequence[Rule], down: Sequence[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Rules that hang together by their crossings."""
    places = sorted(range(len(down)), key=lambda index: down[index].at)
    positions = [down[index].at for index in places]
    crossed: list[list[int]] = []
    for rule in across:
        first = bisect_left(positions, rule.start - SNAP)
        last = bisect_left(positions, rule.end + SNAP)
        crossed.append([index for index in places[first:last] if _crosses(rule, down[index])])
    crossing: dict[int, list[int]] = {}
    for row, columns in enumerate(crossed):
        for column in columns:
            crossing.setdefault(column, []).append(row)
    seen: set[int] = set()
    for start in range(len(across)):
        if start in seen or not crossed[start]:
            continue
        seen.add(start)
        rows, columns_here, waiting = {start}, set[int](), [start]
        while waiting:
            for column in crossed[waiting.pop()]:
                if column in columns_here:
                    continue
                columns_here.add(column)
                new = [row for row in crossing[column] if row not in seen]
                seen.update(new)
                rows.update(new)
                waiting += new
        yield [across[row] for row in sorted(rows)], [down[column] for column in sorted(columns_here)]


Group = tuple[list[Rule], list[Rule]]
"""Horizontal and vertical rules that hang together."""


def _with_open_rows(groups: list[Group], across: Sequence[Rule]) -> list[Group]:
    """Groups put together where a row without any vertical rule parts them.

    A table without outer borders falls apart at the title of a section: between the rules above and below it nothing
    stands but its words. Such a row may also be the first or last one of the table on a page.
    """
    crossing = {id(rule) for rows, _ in groups for rule in rows}
    loose: list[Group] = [([rule], []) for rule in across if id(rule) not in crossing]
    whole: list[Group] = []
    for group in sorted([*groups, *loose], key=lambda group: min(rule.at for rule in group[0])):
        above = next((other for other in reversed(whole) if _is_one_table(other, group)), None)
        if above is None:
            whole.append(([*group[0]], [*group[1]]))
        else:
            above[0].extend(group[0])
            above[1].extend(group[1])
    return [group for group in whole if group[1]]


def _is_one_table(above: Group, below: Group) -> bool:
    """Whether two groups are as wide, near each other, and have no outer borders but the same inner ones."""
    (left, right), (other_left, other_right) = _width(above), _width(below)
    gap = min(rule.at for rule in below[0]) - max(rule.at for rule in above[0])
    if abs(left - other_left) > SNAP or abs(right - other_right) > SNAP or not 0 < gap <= _OPEN_ROW:
        return False
    inner, other = [rule.at for rule in above[1]], [rule.at for rule in below[1]]
    if not inner and not other:
        return False
    if any(at < left + _OVERHANG or at > right - _OVERHANG for at in (*inner, *other)):
        return False
    return not inner or not other or all(any(abs(at - each) <= SNAP for each in inner) for at in other)


def _width(group: Group) -> tuple[float, float]:
    return min(rule.start for rule in group[0]), max(rule.end for rule in group[0])


def _lattice(across: Sequence[Rule], down: Sequence[Rule]) -> Lattice | None:
    xs = _positions([rule.at for rule in down], [end for rule in across for end in (rule.start, rule.end)])
    ys = _positions([rule.at for rule in across], [end for rule in down for end in (rule.start, rule.end)])
    if len(xs) < 2 or len(ys) < 2:
        return None
    parted_down = [[_covered(down, x, top, bottom) for top, bottom in pairwise(ys)] for x in xs]
    parted_across = [[_covered(across, y, left, right) for left, right in pairwise(xs)] for y in ys]
    xs, parted_down, parted_across = _without_empty(xs, parted_down, parted_across)
    ys, parted_across, parted_down = _without_empty(ys, parted_across, parted_down)
    regions = _regions(len(ys) - 1, len(xs) - 1, parted_across, parted_down)
    cells = [
        RuledCell(top + 1, left + 1, bottom - top, right - left, (xs[left], ys[top], xs[right], ys[bottom]))
        for top, left, bottom, right in sorted(regions)
    ]
    return Lattice(tuple(xs), tuple(ys), tuple(cells))


def _positions(places: Sequence[float], ends: Sequence[float]) -> list[float]:
    """The places of the rules of one direction, and those where a missing outer border would stand."""
    clustered = [
        sum(rule.at for rule in group) / len(group)
        for group in _clusters([Rule(place, 0, 0) for place in sorted(places)])
    ]
    if min(ends) < clustered[0] - _OVERHANG:
        clustered.insert(0, min(ends))
    if max(ends) > clustered[-1] + _OVERHANG:
        clustered.append(max(ends))
    return clustered


def _covered(rules: Sequence[Rule], at: float, start: float, end: float) -> bool:
    """Whether rules at a place cover most of a stretch."""
    covered = sum(max(0.0, min(rule.end, end) - max(rule.start, start)) for rule in rules if abs(rule.at - at) <= SNAP)
    return covered >= _COVERED * (end - start)


def _without_empty(
    places: list[float], parted: list[list[bool]], other: list[list[bool]]
) -> tuple[list[float], list[list[bool]], list[list[bool]]]:
    """The lattice without inner places at which nothing is parted, as below an underline that touches a border."""
    kept = [index for index in range(len(places)) if index in (0, len(places) - 1) or any(parted[index])]
    if len(kept) == len(places):
        return places, parted, other
    # squares that are put together are parted from their neighbours if any of them was
    merged = [[any(line[start:end]) for start, end in pairwise(kept)] for line in other]
    return [places[index] for index in kept], [parted[index] for index in kept], merged


def _regions(
    height: int, width: int, parted_across: Sequence[Sequence[bool]], parted_down: Sequence[Sequence[bool]]
) -> list[tuple[int, int, int, int]]:
    """Rectangles (top, left, bottom, right) of squares that no rule parts; every square is in one of them."""
    taken = [[False] * width for _ in range(height)]
    found = []
    for top in range(height):
        for left in range(width):
            if taken[top][left]:
                continue
            right = left + 1
            while right < width and not taken[top][right] and not parted_down[right][top]:
                right += 1
            bottom = top + 1
            while bottom < height and _goes_on(bottom, left, right, parted_across, parted_down):
                bottom += 1
            for row in range(top, bottom):
                taken[row][left:right] = [True] * (right - left)
            found.append((top, left, bottom, right))
    return found


def _goes_on(
    row: int,
    left: int,
    right: int,
    parted_across: Sequence[Sequence[bool]],
    parted_down: Sequence[Sequence[bool]],
) -> bool:
    """Whether a rectangle goes on into a row: nothing parts it from the row above or within, and its sides hold."""
    if any(parted_across[row][left:right]) or any(parted_down[x][row] for x in range(left + 1, right)):
        return False
    width = len(parted_across[row])
    return (left == 0 or parted_down[left][row]) and (right == width or parted_down[right][row])
