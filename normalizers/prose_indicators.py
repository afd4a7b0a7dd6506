"""Indicators that stand in prose: each quantified target of the goals, and targets elsewhere, marked as such."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from normalizers.orders import leads_in
from normalizers.outline import Item, Level
from normalizers.passages import Passage, origin_of
from normalizers.purposes import Purpose, purposes_of
from normalizers.sections import Placed, heading_of, run_in_at, section_above
from normalizers.sentences import clauses_of, sentences_of
from normalizers.targets import Target, targets_in
from normalizers.text import plain, tidy, without_footnote_signs
from normalizers.years import year_set_by
from schemas.drafts import DraftIndicator

ELSEWHERE = "ngoài mục tiêu"
"""The note of a target that stands outside the goals."""
_VISION = re.compile(r"^\s*(?:tầm nhìn|định hướng)\b.*?\b(20\d\d)\b", re.IGNORECASE)
_PAST = re.compile(r"\b(?:da dat|uoc dat|da co|dat duoc|hien nay|hien co|tinh den|so voi nam 20)\b")
_SHORTEST_NAME = 3
"""Words of a name that says enough outside the goals."""
_NO_NAME = re.compile(r"(?:từ|cho|tại|trong|với)\b")
_STRIVES = re.compile(r"^\W*phan dau\b")


def prose_indicators(items: Sequence[Placed], year: int | None) -> list[DraftIndicator]:
    """The targets of a document's prose, in reading order.

    Args:
        items: The items of its outline, each with the purpose of its section.
        year: The year the document plans for, where neither sentence nor heading names one.
    """
    return [draft for placed in items if placed.item.passage for draft in _of_item(placed, year)]


def _of_item(placed: Placed, year: int | None) -> Iterator[DraftIndicator]:
    in_goals = Purpose.GOALS in placed.purposes
    if not in_goals and not placed.purposes & {Purpose.TASKS, Purpose.ASSIGNMENT, Purpose.ORGANISATION}:
        return
    item = placed.item
    assert item.passage is not None
    section = _goals_above(item) if in_goals else section_above(item.path[:-1])
    year = _year_above(item) or year
    for passage, target, strives in _targets(item.passage, run_in_at(item) or 0):
        if not in_goals and not _is_target_elsewhere(passage, target, strives=strives):
            continue
        yield DraftIndicator(
            appendix=None,
            section=section.numeral if section else None,
            section_title=heading_of(section) if section else None,
            ordinal=None,
            parent_ordinal=None,
            note=None if in_goals else ELSEWHERE,
            origin=origin_of([passage.part(target.start, target.end)]),
            name=tidy(without_footnote_signs(target.name)),
            unit=None if target.is_rank else target.unit,
            target=tidy(without_footnote_signs(target.words)),
            agencies=None,
            year=target.year or year,
            wording=f"Phấn đấu {target.words}" if strives else tidy(passage.text),
            is_rank=target.is_rank,
        )


def _targets(whole: Passage, start: int) -> Iterator[tuple[Passage, Target, bool]]:
    """Each target with the clause it stands in, and whether its sentence opens with `Phấn đấu`."""
    text = whole.text
    for sentence in sentences_of(text):
        if sentence[1] <= start:
            continue
        name: str | None = None
        strives = _STRIVES.match(plain(text[max(start, sentence[0]) : sentence[1]])) is not None
        for first, last in clauses_of(text, (max(start, sentence[0]), sentence[1])):
            clause = whole.part(first, last)
            for target in targets_in(clause.text, name):
                name = target.name
                yield clause, target, strives


def _is_target_elsewhere(passage: Passage, target: Target, *, strives: bool) -> bool:
    """Outside the goals only figures bound as targets count, and none of what was reached before."""
    named = len(target.name.split()) >= _SHORTEST_NAME and not _NO_NAME.match(target.name)
    return named and (target.is_bound or strives) and not target.is_rank and not _PAST.search(plain(passage.text))


def _goals_above(item: Item) -> Item | None:
    """The heading above an item, or itself, that announces goals: the nearest division, else the outermost of all."""
    goals = [above for above in item.path if above.is_numbered and Purpose.GOALS in purposes_of(heading_of(above))]
    divisions = [above for above in goals if above.level < Level.HEADING]
    return divisions[-1] if divisions else goals[0] if goals else None


def _year_above(item: Item) -> int | None:
    """The year that the nearest heading sets: `a) Đến năm 2030`, `2. Tầm nhìn đến năm 2045`."""
    for above in reversed(item.path):
        is_heading = above is not item or run_in_at(item) is not None
        if is_heading and (above.level < Level.BULLET or leads_in(above.text)):
            heading = heading_of(above)
            vision = _VISION.match(heading)
            year = int(vision[1]) if vision else year_set_by(heading)
            if year and len(heading.split()) <= 20:
                return year
    return None
