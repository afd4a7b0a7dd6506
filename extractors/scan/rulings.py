"""The ruling lines of a page found in its ink: broken, double and slanted ones, and letters that cross them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from cv2.typing import MatLike

from extractors.ruling import Rule
from extractors.scan.image import Pixels

_DETAIL = 200.0 / 72.0
"""Pixels for each point at which rules are looked for; finer pictures are made coarser."""
_STROKE = 11.5
"""Points: no stroke of a letter is as long, except a dash."""
_LEAST_ACROSS, _LEAST_DOWN = 20.0, 13.0
"""Points: the shortest rules; a column is as wide, a row of one line as high."""
_CRACK = 2.5
"""Points: gaps between the dashes that are left of a worn rule."""
_WORN_STROKE = 17.0
"""Points: the least dash once its cracks are closed; a capital with its marks is lower."""
_LEAST_WORN = 30.0
"""Points: the shortest stretch of a worn rule that can be told from letters."""
_HALF_THERE, _ALL_THIN = 0.33, 0.9
"""Share of a worn rule that has ink, and of its ink that is thin."""
_GAP = 7.0
"""Points: gaps between pieces of one rule."""
_ACROSS = 3.6
"""Points: a rule with its fringes; what has ink on both sides of it is a letter that crosses."""
_IN_LINE = 1.5
"""Points by which pieces of one rule may be out of line."""
_SMALL_GAP = 12.0
"""Points: gaps between pieces of one rule; in larger ones some of its ink must be left."""
_INKED, _INKED_END = 0.4, 0.6
"""Share of a larger gap, and of each step beyond an end, along which there must be thin ink."""
_MOSTLY_THIN = 0.75
"""Share of the ink along a rule that is thin; where letters touch it, it is thick."""
_REACH = 150.0
"""Points: how far the next rule may be to which one reaches."""
_LEFT = 0.35
"""Share of that stretch along which there must be thin ink."""
_SURELY = 45.0
"""Points: a stroke as long is a rule, whatever it touches."""
_TOUCH, _TOUCH_END = 2.0, 2.5
"""Points within which rules touch, and within which one ends at another."""
_STEP = 6.0
"""Points: how far a rule is followed at a time beyond its strongest stroke."""
_THICK = 4.5
"""Points: what is thicker is a bar, or a picture."""
_LONE = 0.65
"""Share of the paper along both sides of a short rule; along what has less, letters stand in a row."""
_LONE_AT_LENGTH = 0.35
"""The same on one side of a long rule, with rows of letters above and below it."""
_LONG = 60.0
"""Points from which a rule is long."""
_BESIDE = 1.2
"""Points from a rule at which its neighbourhood is looked at."""


Outline = MatLike
"""The points around a stroke."""


@dataclass(frozen=True, eq=False)
class Rulings:
    """The rules of a page in points, and which pixels of its ink are theirs and no letter's."""

    across: tuple[Rule, ...]
    down: tuple[Rule, ...]
    ink: Pixels


def rulings_of(ink: Pixels, scale: float) -> Rulings:
    """The rules of a page.

    Args:
        ink: Its ink, 255 where there is some; shape (height, width).
        scale: Its pixels for each point.
    """
    factor = min(1.0, _DETAIL / scale)
    coarse = ink
    if factor < 1:
        smaller = cv2.resize(ink, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        coarse = np.asarray(cv2.threshold(smaller, 70, 255, cv2.THRESH_BINARY)[1], np.uint8)
    detail = scale * factor
    lying = _strokes(coarse, detail, _LEAST_ACROSS)
    standing = _strokes(np.ascontiguousarray(coarse.T), detail, _LEAST_DOWN)
    lying, standing = lying.touching(standing), standing.touching(lying)
    own = np.zeros_like(ink)
    for mask, flat in ((lying.mask, True), (standing.mask.T, False)):
        whole = np.ascontiguousarray(mask)
        if factor < 1:
            whole = np.asarray(cv2.resize(whole, ink.shape[::-1], interpolation=cv2.INTER_NEAREST), np.uint8)
        own |= _less_letters(ink, whole, scale, flat=flat)
    beside = np.ascontiguousarray(coarse.T)
    across, down = lying.mended(coarse, detail), standing.mended(beside, detail)
    return Rulings(
        tuple(_reaching(rule, down, coarse, detail) for rule in across),
        tuple(_reaching(rule, across, beside, detail) for rule in down),
        own,
    )


@dataclass(frozen=True, eq=False)
class _Strokes:
    """Long strokes along the rows of a picture: the outline of each and the rules it is; shape of the picture."""

    found: Sequence[tuple[Outline, Sequence[Rule]]]
    shape: tuple[int, int]

    @property
    def mask(self) -> Pixels:
        """The pixels of the strokes: 255, elsewhere 0."""
        kept = np.zeros(self.shape, np.uint8)
        cv2.drawContours(kept, [outline for outline, _ in self.found], -1, 255, cv2.FILLED)
        return kept

    def touching(self, others: _Strokes) -> _Strokes:
        """Without short strokes that are of letters, as the bars of `TFP` and the stroke of `Ị` with its dot.

        A short rule reaches from one of the others to the next, or is a piece in line with a longer one.
        """
        crossing = [rule for _, rules in others.found for rule in rules]
        long = [rules for _, rules in self.found if _length(rules) >= _SURELY]
        kept = [
            (outline, rules)
            for outline, rules in self.found
            if _length(rules) >= _SURELY
            or (_ends_at(rules[0], rules[0].start, crossing) and _ends_at(rules[-1], rules[-1].end, crossing))
            or any(abs(rules[0].at - other.at) <= _IN_LINE for each in long for other in each)
        ]
        return _Strokes(kept, self.shape)

    def mended(self, ink: Pixels, detail: float) -> list[Rule]:
        """The rules with their worn ends, and put together where they were broken."""
        return _mended([_grown(rule, ink, detail) for _, rules in self.found for rule in rules], ink, detail)


def _length(rules: Sequence[Rule]) -> float:
    return rules[-1].end - rules[0].start


def _ends_at(rule: Rule, end: float, others: Sequence[Rule]) -> bool:
    """Whether one of the others crosses where a rule ends."""
    return any(
        abs(other.at - end) <= _TOUCH_END and other.start - _TOUCH <= rule.at <= other.end + _TOUCH for other in others
    )


def _strokes(ink: Pixels, detail: float, least: float) -> _Strokes:
    """The strokes along the rows of a picture that may be rules."""
    strokes = _row_filter(ink, cv2.MORPH_OPEN, _STROKE * detail)
    strokes |= _worn_strokes(ink, detail)
    # a slanted rule climbs from row to row
    strokes = np.asarray(cv2.dilate(strokes, np.ones((3, 1), np.uint8)), np.uint8)
    joined = _row_filter(strokes, cv2.MORPH_CLOSE, _GAP * detail)
    outlines, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    found: list[tuple[Outline, Sequence[Rule]]] = []
    for outline in sorted(outlines, key=_box_of):
        x, y, width, height = cv2.boundingRect(outline)
        if width < least * detail:
            continue
        part = np.zeros((height, width), np.uint8)
        cv2.drawContours(part, [outline], -1, 1, cv2.FILLED, offset=(-x, -y))
        thickness = float(part.sum()) / width - 2
        if thickness <= _THICK * detail and _stands_alone(ink, (x, y, width, height), thickness, detail):
            found.append((outline, list(_levels(part > 0, x, y, detail))))
    return _Strokes(found, (ink.shape[0], ink.shape[1]))


def _worn_strokes(ink: Pixels, detail: float) -> Pixels:
    """Strokes of which a scanner left dashes or points: ink with paper above and below, with small gaps in a row."""
    away = round(_BESIDE * detail) + 1
    beside = np.zeros_like(ink)
    beside[away:] = ink[:-away]
    beside[:-away] |= ink[away:]
    thin = ink & ~beside
    near = np.asarray(cv2.dilate(thin, np.ones((3, 1), np.uint8)), np.uint8)
    dashes = _row_filter(_row_filter(near, cv2.MORPH_CLOSE, _CRACK * detail), cv2.MORPH_OPEN, _WORN_STROKE * detail)
    joined = _row_filter(dashes, cv2.MORPH_CLOSE, _GAP * detail)
    strokes = np.zeros_like(ink)
    outlines, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    for outline in outlines:
        x, y, width, height = cv2.boundingRect(outline)
        if width < _LEAST_WORN * detail:
            continue
        own, every = (float((pixels[y : y + height, x : x + width] > 0).any(axis=0).mean()) for pixels in (thin, ink))
        # letters are thick for the most part
        if own >= _HALF_THERE and own >= _ALL_THIN * every:
            cv2.drawContours(strokes, [outline], -1, 255, cv2.FILLED)
    return strokes


def _grown(rule: Rule, ink: Pixels, detail: float) -> Rule:
    """A rule with the worn ends that its strongest stroke goes on in."""
    return Rule(rule.at, _end(rule, ink, detail, -1), _end(rule, ink, detail, 1))


def _end(rule: Rule, ink: Pixels, detail: float, way: int) -> float:
    """How far a rule goes on to the left (-1) or right (1): as long as most of each step has ink."""
    at = rule.start if way < 0 else rule.end
    while 0 < at * detail < ink.shape[1]:
        further = at + way * _STEP
        if _ink_along(ink, rule.at, (min(at, further), max(at, further)), detail) < _INKED_END:
            break
        at = further
    return at


def _ink_along(ink: Pixels, at: float, stretch: tuple[float, float], detail: float) -> float:
    """The share of a stretch of a line that has ink with paper above and below; 0 where much of its ink is letters."""
    middle = round(at * detail)
    columns = slice(max(0, round(stretch[0] * detail)), round(stretch[1] * detail))
    away = round(_BESIDE * detail) + 1
    if not away <= middle < ink.shape[0] - away:
        return 0.0
    inked = (ink[middle - 2 : middle + 3, columns] > 0).any(axis=0)
    alone = (ink[middle - away, columns] == 0) & (ink[middle + away, columns] == 0)
    if not inked.any():
        return 0.0
    own = float((inked & alone).mean())
    return own if own >= _MOSTLY_THIN * float(inked.mean()) else 0.0


def _reaching(rule: Rule, others: Sequence[Rule], ink: Pixels, detail: float) -> Rule:
    """A rule made longer to the next one that crosses its line, where some of its ink is left in between."""
    crossing = [other.at for other in others if other.start - _TOUCH <= rule.at <= other.end + _TOUCH]
    before = max((at for at in crossing if at < rule.start - _TOUCH), default=rule.start)
    behind = min((at for at in crossing if at > rule.end + _TOUCH), default=rule.end)
    start, end = rule.start, rule.end
    if rule.start - before <= _REACH and _ink_along(ink, rule.at, (before, rule.start), detail) >= _LEFT:
        start = before
    if behind - rule.end <= _REACH and _ink_along(ink, rule.at, (rule.end, behind), detail) >= _LEFT:
        end = behind
    return Rule(rule.at, start, end)


def _mended(rules: Sequence[Rule], ink: Pixels, detail: float) -> list[Rule]:
    """Rules with the pieces put together between which the scanner left out a little, or much but not all ink."""
    whole: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: rule.start):
        in_line = [index for index, other in enumerate(whole) if abs(other.at - rule.at) <= _IN_LINE]
        nearest = max(in_line, key=lambda index: whole[index].end, default=None)
        if nearest is None or not _goes_on(whole[nearest], rule, ink, detail):
            whole.append(rule)
            continue
        one = whole[nearest]
        long, more = one.end - one.start, rule.end - rule.start
        at = (one.at * long + rule.at * more) / (long + more)
        whole[nearest] = Rule(at, one.start, max(one.end, rule.end))
    return whole


def _goes_on(one: Rule, other: Rule, ink: Pixels, detail: float) -> bool:
    """Whether two pieces in a line are one rule: near each other, or with ink between."""
    gap = other.start - one.end
    if gap <= _SMALL_GAP:
        return gap > -_SMALL_GAP
    return _ink_along(ink, (one.at + other.at) / 2, (one.end, other.start), detail) >= _INKED


def _box_of(outline: Outline) -> tuple[int, ...]:
    return tuple(cv2.boundingRect(outline))


def _row_filter(ink: Pixels, operation: int, length: float) -> Pixels:
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (max(1, round(length)), 1))
    return np.asarray(cv2.morphologyEx(ink, operation, kernel), np.uint8)


def _stands_alone(ink: Pixels, box: tuple[int, int, int, int], thickness: float, detail: float) -> bool:
    """Whether paper lies along a rule; letters that stand in a row have letters above or below."""
    x, y, width, height = box
    if height > 3 * max(thickness, 2):
        return True  # it climbs: nothing can be said of the rows beside it
    away = round(_BESIDE * detail)
    above = float((ink[max(0, y - away + 1), x : x + width] == 0).mean())
    below = float((ink[min(ink.shape[0] - 1, y + height + away - 2), x : x + width] == 0).mean())
    if width >= _LONG * detail:
        return max(above, below) >= _LONE_AT_LENGTH
    return (above + below) / 2 >= _LONE


def _levels(part: np.ndarray, x: int, y: int, detail: float) -> Iterator[Rule]:
    """A rule at the height it has on average; a long one that climbs is told in pieces, each at its own height."""
    height, width = part.shape
    pieces = max(1, min(width // 60, round((height - 2) / (2.0 * detail))))
    for columns in np.array_split(np.arange(width), pieces):
        rows = np.flatnonzero(part[:, columns].any(axis=1))
        weights = part[:, columns].sum(axis=1)[rows]
        at = float((rows * weights).sum() / weights.sum())
        yield Rule((y + at + 0.5) / detail, (x + int(columns[0])) / detail, (x + int(columns[-1]) + 1) / detail)


def _less_letters(ink: Pixels, rules: Pixels, scale: float, *, flat: bool) -> Pixels:
    """The pixels of rules without those where a letter crosses: where it goes on at both sides."""
    reach = max(5, round(_ACROSS * scale))
    near = np.asarray(cv2.dilate(rules, np.ones((3, 3), np.uint8)), np.uint8)
    letters = cv2.bitwise_and(ink, cv2.bitwise_not(near))
    size = (1, reach) if flat else (reach, 1)
    crossing = cv2.morphologyEx(letters, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, size))
    return np.asarray(cv2.bitwise_and(near, cv2.bitwise_not(crossing)), np.uint8)
