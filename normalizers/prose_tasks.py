"""Tasks that stand in prose: each bullet or paragraph of an ordering section that gives an order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from normalizers.attributes import Attribute, attributes_in, holds_only_labels
from normalizers.charges import charges_in
from normalizers.lead_ins import things_listed
from normalizers.orders import gives_order, leads_in, names_bodies_only
from normalizers.outline import Item, Level
from normalizers.passages import Passage, origin_of
from normalizers.prose_deadlines import condition_in, deadline_in
from normalizers.purposes import Purpose, purposes_of
from normalizers.sections import Placed, heading_of, run_in_at, section_above
from normalizers.text import footnote_signs_in, is_upper, tidy, without_footnote_signs
from schemas.drafts import ColumnRole, DraftTask

_ENDS_SENTENCE = re.compile(r"[.;…!]\W*$")


@dataclass
class _Task:
    """A task being gathered: the item that states it, its passages, and what is set behind labels."""

    item: Item
    passages: list[Passage]
    attributes: list[Attribute] = field(default_factory=list)


def prose_tasks(
    items: Sequence[Placed], notes: Mapping[str, str], *, ordering_sections_only: bool = False
) -> list[DraftTask]:
    """The tasks of a document's prose, in reading order.

    Tasks are looked for in the sections that order something (`Nhiệm vụ, giải pháp`); where a document has none, in
    those that say who carries it out.

    Args:
        items: The items of its outline, each with the purpose of its section.
        notes: The text of each footnote by its mark.
        ordering_sections_only: Never to look into the sections that say who carries the document out.
    """
    purpose = Purpose.TASKS if ordering_sections_only else _ordering(items)
    ordering = [placed.item for placed in items if purpose in placed.purposes and placed.item.passage]
    return [_draft(task, notes) for task in _tasks(ordering)]


def _ordering(items: Sequence[Placed]) -> Purpose:
    """The purpose of the sections that order something in this document."""
    found = {purpose for placed in items for purpose in placed.purposes}
    return next((purpose for purpose in (Purpose.TASKS, Purpose.ASSIGNMENT) if purpose in found), Purpose.ORGANISATION)


def _tasks(items: Sequence[Item]) -> Iterator[_Task]:
    """The tasks among the items, labelled values given to the task they follow."""
    last: _Task | None = None
    merged: set[Item] = set()
    for item in items:
        if item in merged:
            continue
        if holds_only_labels(item.text):
            if last is None or not _belongs(item, last.item):
                if last:
                    yield last
                last = None
                continue
            last.attributes += attributes_in(item.text)
            last.passages += [item.passage] if item.passage else []
            continue
        listed = things_listed(item)
        merged.update(listed)
        stated = _stated(item, listed)
        if stated:
            if last:
                yield last
            last = stated
    if last:
        yield last


def _belongs(item: Item, task: Item) -> bool:
    """Whether labelled values stand under a task or beside it."""
    return item.above is task or item.above is task.above


def _stated(item: Item, listed: Sequence[Item]) -> _Task | None:
    """The task that an item states, or None where it is a heading, a lead-in, or orders nothing."""
    assert item.passage is not None
    passage = item.passage
    if listed:
        return _Task(item, [passage, *(each.passage for each in listed if each.passage)])
    own = [below for below in item.items if not holds_only_labels(below.text)]
    attributes = attributes_in(passage.text)
    labelled_below = len(own) < len(item.items)
    if item.is_numbered and own and not _is_statement(item, own):
        begin = run_in_at(item)
        if begin is None:
            return None
        passage = passage.part(begin)
    elif own and not _ENDS_SENTENCE.search(passage.text):
        return None
    if item.level <= Level.DIVISION or is_upper(passage.text) or (not own and _announces(item)):
        return None
    text = passage.text[: attributes[0].start] if attributes else passage.text
    marked = not item.is_plain or labelled_below
    if not gives_order(text.rstrip(" (;-–"), marked=marked):
        return None
    return _Task(item, [passage], list(attributes))


def _is_statement(item: Item, below: Sequence[Item]) -> bool:
    """Whether a numbered item is a sentence with nothing but plain text under it, and so no heading."""
    return all(each.is_plain for each in below) and _ENDS_SENTENCE.search(item.text) is not None


def _announces(item: Item) -> bool:
    """Whether an item is but the heading of a section: `2. Giải pháp`."""
    return not item.is_bullet and len(item.text.split()) <= 8 and bool(purposes_of(item.text))


def _draft(task: _Task, notes: Mapping[str, str]) -> DraftTask:
    section = section_above(task.item.path[:-1])
    words = tidy(" ".join(_words_of(passage) for passage in task.passages if not holds_only_labels(passage.text)))
    description = tidy(without_footnote_signs(words))
    values = {attribute.role: attribute.value for attribute in reversed(task.attributes)}
    lead, coordinating = charges_in(description)
    if not lead and not coordinating:
        lead, coordinating = _charged_by_lead_in(task.item)
    lead = lead or _charged_above(task.item)
    return DraftTask(
        appendix=None,
        section=section.numeral if section else None,
        section_title=tidy(heading_of(section)) if section else None,
        ordinal="-" if task.item.is_bullet else None,
        parent_ordinal=None,
        note=_note(words, notes),
        origin=origin_of(task.passages),
        description=description,
        lead=values.get(ColumnRole.LEAD, lead),
        coordinating=values.get(ColumnRole.COORDINATING, coordinating),
        output=values.get(ColumnRole.OUTPUT),
        deadline=values.get(ColumnRole.DEADLINE) or deadline_in(description),
    )


def _charged_by_lead_in(item: Item) -> tuple[str | None, str | None]:
    """The bodies that the lead-in above charges: `- Giao Sở Y tế chủ trì, phối hợp với Công an tỉnh:` `+ Rà soát`."""
    lead_ins = (above for above in reversed(item.path[:-1]) if leads_in(above.text))
    return next((charged for above in lead_ins if any(charged := charges_in(above.text))), (None, None))


def _charged_above(item: Item) -> str | None:
    """The bodies that the nearest heading charges by naming nothing else: `2. Văn phòng UBND tỉnh` over its bullets."""
    for above in reversed(item.path[:-1]):
        heading = heading_of(above)
        if names_bodies_only(heading) and not purposes_of(heading):
            return heading.removeprefix("Đề nghị ")
    return None


def _words_of(passage: Passage) -> str:
    found = attributes_in(passage.text)
    return passage.text[: found[0].start].rstrip(" (;-–") if found else passage.text


def _note(words: str, notes: Mapping[str, str]) -> str | None:
    """The condition a task hangs on, and the footnotes its text points to."""
    marks = [mark for mark in footnote_signs_in(words) if mark in notes]
    parts = [condition_in(without_footnote_signs(words)), *(f"{mark} {notes[mark]}" for mark in marks)]
    return "; ".join(part for part in parts if part) or None
