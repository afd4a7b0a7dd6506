"""One cell per line: a run of pieces is split into rows and cells by dynamic programming.

A flat dump tells neither where a row ends nor which lines make up one cell. Each way to sort the pieces into rows and
columns has a score: how much each piece is at home in its column (`normalizers.cellkinds`), whether ordinals run on
(1, 2, 3, ...), whether a piece reads as going on from the one before. The best way through the whole table is found
by two nested Viterbi searches: over the pieces of one row (states: columns), and over rows (states: how far the
numbering has come). A second pass knows which openings each column held where a row could be read only one way.
"""

from __future__ import annotations

import math
from collections import Counter as Tally
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from normalizers.agencies import split_agencies
from normalizers.cellkinds import agency_likeness, cell_score, goes_on
from normalizers.ordinals import Counter, Ordinal, OrdinalKind, parse_ordinal
from normalizers.text import fold, is_blank
from schemas.drafts import ColumnRole

_MISSING = 5.0
_MISSING_STATEMENT = 12.0
_COLSPAN = 5.0
_LONGEST_ROW = 60
_GIVE_UP = 18.0
_EXPECTED, _UNEXPECTED, _DASH, _NO_ORDINAL = 4.0, -2.0, 1.0, -3.0
_SKIP, _SKIP_FOOTNOTE = -4.0, -0.5
_BEAM = 4
_LONG_CELL = {ColumnRole.TARGET: 2.0, ColumnRole.UNIT: 2.0, ColumnRole.DEADLINE: 2.0}
"""What it costs a cell of these roles to go on: they seldom hold more than one line."""
_AGENCY_ROLES = (ColumnRole.LEAD, ColumnRole.COORDINATING, ColumnRole.AGENCIES)
_STATEMENT_ROLES = (ColumnRole.DESCRIPTION, ColumnRole.NAME)


@dataclass(frozen=True)
class SplitRow:
    """A row: for each column the half-open range of pieces it holds (empty where it has none), and how sure that is."""

    cells: tuple[tuple[int, int], ...]
    confidence: float

    @property
    def first(self) -> int:
        """Index of its first piece."""
        return self.cells[0][0]


@dataclass(frozen=True)
class _Node:
    """The best way to a place between two rows."""

    score: float
    before: tuple[int, Counter] | None
    start: int | None


class Lattice:
    """The pieces of one table with all their scores; `roles` has the ordinal column first."""

    def __init__(self, pieces: Sequence[str], roles: Sequence[ColumnRole]) -> None:
        self.pieces = [piece.strip() for piece in pieces]
        self.roles = tuple(roles)
        self.ordinals = [parse_ordinal(piece) for piece in self.pieces]
        self.blank = [is_blank(piece) for piece in self.pieces]
        self.statement = next((i for i, role in enumerate(self.roles) if role in _STATEMENT_ROLES), 1)
        self.at_home = [[cell_score(piece, role) for role in self.roles] for piece in self.pieces]
        self.opens = self.at_home
        self.goes_on = [0.0] + [goes_on(a, b) for a, b in zip(self.pieces, self.pieces[1:], strict=False)]
        self.broken_off = [_broken_off(piece) for piece in self.pieces]
        self.skipped = {section: self._skipped(section=section) for section in (True, False)}
        self._rows: dict[int, list[float]] = {}

    def split(self) -> list[SplitRow]:
        """The rows of the table; pieces that no row holds lie outside it (footnotes, what follows the table)."""
        spans = self._best_spans()
        self._learn(spans)
        self._rows.clear()
        return [self._align(start, end) for start, end in self._best_spans()]

    def _skipped(self, *, section: bool) -> list[float]:
        """What it costs to leave out all columns up to each one; a section row may leave out any."""
        costs = [0.0 if section or not i else _MISSING for i in range(len(self.roles))]
        if not section:
            costs[self.statement] = _MISSING_STATEMENT
        return list(accumulate(costs))

    # --- over rows -------------------------------------------------------------------------------------------------

    def _best_spans(self) -> list[tuple[int, int]]:
        """The half-open ranges of pieces of the rows on the best way through the table."""
        count = len(self.pieces)
        nodes: list[dict[Counter, _Node]] = [{} for _ in range(count + 1)]
        nodes[0][Counter()] = _Node(0.0, None, None)
        best: tuple[float, int, Counter] = (0.0, 0, Counter())
        for place, states in enumerate(nodes):
            for counter, node in sorted(states.items(), key=lambda item: -item[1].score)[:_BEAM]:
                ending = node.score - self._leaving(place)
                if ending > best[0]:
                    best = (ending, place, counter)
                if place < count and node.score > best[0] - _GIVE_UP:
                    self._extend(nodes, place, counter, node.score)
        return self._trace(nodes, best[1], best[2])

    def _extend(self, nodes: list[dict[Counter, _Node]], place: int, counter: Counter, score: float) -> None:
        """All ways on from a place between rows: skip a piece, or read a row that begins there."""
        skip = _SKIP_FOOTNOTE if self._is_footnote(place) else _SKIP
        _keep(nodes[place + 1], counter, score + skip, (place, counter), None)
        ordinal = self.ordinals[place]
        if ordinal is None and not self.blank[place]:
            return
        score += self._run_on(counter, ordinal)
        after = counter.after(ordinal)
        for offset, row in enumerate(self._row_scores(place), start=1):
            if row > -_GIVE_UP:
                _keep(nodes[place + offset], after, score + row, (place, counter), place)

    def _leaving(self, place: int) -> float:
        """What it costs to end the table before a piece that would be at home in its last column."""
        if place == len(self.pieces) or self.blank[place]:
            return 0.0
        return max(0.0, self.at_home[place][-1])

    def _run_on(self, counter: Counter, ordinal: Ordinal | None) -> float:
        if ordinal is None:
            return _NO_ORDINAL
        if ordinal.kind is OrdinalKind.DASH:
            return _DASH
        return _EXPECTED if counter.expects(ordinal) else _UNEXPECTED

    def _is_footnote(self, place: int) -> bool:
        return self.pieces[place][:1] in tuple("¹²³⁴⁵*") and len(self.pieces[place]) > 3

    @staticmethod
    def _trace(nodes: list[dict[Counter, _Node]], place: int, counter: Counter) -> list[tuple[int, int]]:
        spans = []
        while (node := nodes[place][counter]).before is not None:
            if node.start is not None:
                spans.append((node.start, place))
            place, counter = node.before
        return spans[::-1]

    # --- within a row ----------------------------------------------------------------------------------------------

    def _row_scores(self, start: int) -> list[float]:
        """Scores of the rows that begin at `start` and end after 1, 2, 3, ... pieces."""
        if start not in self._rows:
            self._rows[start] = self._search_row(start)
        return self._rows[start]

    def _search_row(self, start: int) -> list[float]:
        scores = [-math.inf]
        last = min(len(self.pieces), start + _LONGEST_ROW)
        for section in self._modes(start):
            ways = [0.0] + [-math.inf] * (len(self.roles) - 1)
            best = -math.inf
            for place in range(start + 1, last):
                ways = self._step(ways, place, section)
                if len(scores) <= place - start:
                    scores.append(-math.inf)
                end = max(way - self._missing_after(column, section) for column, way in enumerate(ways))
                scores[place - start] = max(scores[place - start], end)
                best = max(best, end)
                if max(ways) < best - _GIVE_UP:
                    break
        return scores

    def _modes(self, start: int) -> tuple[bool, ...]:
        """A row with a Roman or capital ordinal may be a section row (True) or a record (False)."""
        ordinal = self.ordinals[start]
        sectional = ordinal is not None and ordinal.kind in (OrdinalKind.ROMAN, OrdinalKind.CAPITAL)
        return (True, False) if sectional else (False,)

    def _step(self, ways: list[float], place: int, section: bool) -> list[float]:
        """Best scores by column once the piece at `place` has been given to one.

        `reach` carries the best way that stands in an earlier column, its skipped columns not yet paid.
        """
        skipped = self.skipped[section]
        after = [-math.inf] * len(ways)
        broken_off = self.broken_off[place - 1]
        reach = ways[0] + skipped[0]
        for column in range(1, len(ways)):
            begin = reach - skipped[column - 1] + self._home(place, column, section) - broken_off
            go_on = ways[column] + self._going_on(place, column)
            after[column] = begin if begin > go_on else go_on
            reach = max(reach, ways[column] + skipped[column])
        return after

    def _home(self, place: int, column: int, section: bool) -> float:
        if section:
            return 0.2 if self.blank[place] else 0.5 if column == self.statement else -0.5
        return self.opens[place][column]

    def _going_on(self, place: int, column: int) -> float:
        at_home = self.at_home[place][column]
        if self.roles[column] in _AGENCY_ROLES:
            return self.goes_on[place] + min(0.0, 0.5 * at_home)
        return self.goes_on[place] + min(0.0, at_home) - _LONG_CELL.get(self.roles[column], 0.0)

    def _missing_after(self, column: int, section: bool) -> float:
        """Cells that are not there at the end of a row; a row of a heading alone spans the columns after it."""
        cost = self.skipped[section][-1] - self.skipped[section][column]
        return min(cost, _COLSPAN) if column == self.statement else cost

    # --- what the clear rows teach ----------------------------------------------------------------------------------

    def _learn(self, spans: list[tuple[int, int]]) -> None:
        """Count how the cells of each column open, in the rows with one piece for each column.

        A piece that opens as other cells of a column do is the more at home at the head of a cell there.
        """
        width = len(self.roles)
        openings: list[Tally[str]] = [Tally() for _ in self.roles]
        for start, end in spans:
            if end - start == width:
                for column in range(1, width):
                    openings[column][self._opening(start + column, column)] += 1
        self.opens = [
            [score + self._familiarity(place, column, openings[column]) for column, score in enumerate(scores)]
            for place, scores in enumerate(self.at_home)
        ]

    def _opening(self, place: int, column: int) -> str:
        """By what a cell is known again: its first body, or its whole text."""
        if self.roles[column] in _AGENCY_ROLES and not self.blank[place]:
            return split_agencies(self.pieces[place])[0] if split_agencies(self.pieces[place]) else ""
        return fold(self.pieces[place])

    def _familiarity(self, place: int, column: int, openings: Tally[str]) -> float:
        if column == self.statement or not openings:
            return 0.0
        return min(3.5, math.log1p(openings[self._opening(place, column)]))

    # --- the split of a row whose ends are known --------------------------------------------------------------------

    def _align(self, start: int, end: int) -> SplitRow:
        """The best split of one row, with its share among all splits as confidence."""
        answers = [self._align_mode(start, end, section) for section in self._modes(start)]
        _, cells, sure = max(answers, key=lambda answer: answer[0])
        return SplitRow(cells, sure)

    def _align_mode(self, start: int, end: int, section: bool) -> tuple[float, tuple[tuple[int, int], ...], float]:
        width = len(self.roles)
        paths: list[tuple[float, tuple[int, ...]]] = [(0.0, (0,))] + [(-math.inf, ())] * (width - 1)
        mass = [0.0] + [-math.inf] * (width - 1)
        for place in range(start + 1, end):
            paths, mass = self._align_step(paths, mass, place, section)
        finals = [score - self._missing_after(column, section) for column, (score, _) in enumerate(paths)]
        column = max(range(width), key=finals.__getitem__)
        total = _log_sum([m - self._missing_after(c, section) for c, m in enumerate(mass)])
        confidence = 1.0 if section else math.exp(min(0.0, finals[column] - total))
        return finals[column], _ranges(paths[column][1], start, width), round(confidence, 4)

    def _align_step(
        self, paths: list[tuple[float, tuple[int, ...]]], mass: list[float], place: int, section: bool
    ) -> tuple[list[tuple[float, tuple[int, ...]]], list[float]]:
        skipped = self.skipped[section]
        new_paths: list[tuple[float, tuple[int, ...]]] = [(-math.inf, ())]
        new_mass = [-math.inf]
        for column in range(1, len(paths)):
            home = self._home(place, column, section) - self.broken_off[place - 1]
            gains = [home - (skipped[column - 1] - skipped[before]) for before in range(column)]
            gains.append(self._going_on(place, column))
            before = max(range(column + 1), key=lambda b: paths[b][0] + gains[b])
            new_paths.append((paths[before][0] + gains[before], (*paths[before][1], column)))
            new_mass.append(_log_sum([mass[b] + gain for b, gain in enumerate(gains)]))
        return new_paths, new_mass


def _broken_off(piece: str) -> float:
    """What it costs to end a cell with this piece: a list of bodies that ends in `;` or `,` wants to go on."""
    if not piece.endswith((";", ",")):
        return 0.0
    return 4.0 if agency_likeness(piece) > 0.6 else 1.0


def _keep(
    states: dict[Counter, _Node], counter: Counter, score: float, before: tuple[int, Counter], start: int | None
) -> None:
    if counter not in states or score > states[counter].score:
        states[counter] = _Node(score, before, start)


def _log_sum(logs: list[float]) -> float:
    top = max(logs)
    if top == -math.inf:
        return top
    return top + math.log(sum(math.exp(value - top) for value in logs))


def _ranges(path: tuple[int, ...], start: int, width: int) -> tuple[tuple[int, int], ...]:
    """Column of each piece -> range of pieces of each column."""
    cells = []
    place = start
    for column in range(width):
        size = path.count(column)
        cells.append((place, place + size))
        place += size
    return tuple(cells)
