"""What the sections of a document are for: told from the words of their headings and of those above them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from normalizers.orders import begins_with_order, leads_in
from normalizers.outline import Item, Level
from normalizers.purposes import Purpose, purposes_of

_RUN_IN = re.compile(r"^([^:.]{2,90}):\s+(?=\S)")
_FIGURE_STATED = re.compile(r"\d.*[.;]\s*$", re.DOTALL)
_TASKS = frozenset({Purpose.TASKS})
_FEWEST_ORDERS = 2
_ORDERING = 0.6
"""Share of the items of a division that must give orders."""
_DEMANDS = re.compile(r"\b(?:yêu cầu|chỉ thị|chỉ đạo|giao|phân công|quyết định|quyết nghị|thực hiện|triển khai)\b")
"""Words of a lead-in whose list orders something: `Chủ tịch UBND tỉnh yêu cầu ... thực hiện các nhiệm vụ sau:`"""


@dataclass(frozen=True)
class Placed:
    """An item with what the section it stands in is for."""

    item: Item
    purposes: frozenset[Purpose]

    @property
    def holds(self) -> frozenset[Purpose]:
        """Goals and tasks only."""
        return self.purposes & {Purpose.GOALS, Purpose.TASKS}


def placed(document: Item) -> list[Placed]:
    """All items of an outline in reading order, each with the purposes it inherits or its heading sets.

    In a document none of whose headings tells (a Chỉ thị), what a demanding lead-in announces are tasks.
    """
    items = list(_placed(document, frozenset()))
    if any(placed.purposes for placed in items):
        ordering = _ordering_divisions(items)
        return [Placed(p.item, _TASKS) if not p.purposes and ordering & set(p.item.path) else p for p in items]
    return [Placed(item, _demanded(item)) for item in document.walk()]


def _ordering_divisions(items: Sequence[Placed]) -> set[Item]:
    """Divisions whose headings do not tell, below one that announces goals or tasks, most of whose items give orders.

    `VI. ƯU TIÊN CHUYỂN ĐỔI SỐ TRONG MỘT SỐ LĨNH VỰC` stands among the tasks of 749/QĐ-TTg.
    """
    found: set[Item] = set()
    after = False
    for placed in items:
        after = after or bool(placed.holds)
        is_division = placed.item.passage is not None and placed.item.level < Level.HEADING
        if after and is_division and not placed.purposes:
            leaves = [item for item in placed.item.walk() if not item.items and item is not placed.item]
            orders = sum(begins_with_order(item.text) for item in leaves)
            if len(leaves) >= _FEWEST_ORDERS and orders >= _ORDERING * len(leaves):
                found.add(placed.item)
    return found


def _demanded(item: Item) -> frozenset[Purpose]:
    """Tasks, where an outermost item above this one, or itself, stands below a lead-in that demands something."""
    if not item.path or item.path[0].above is None or (item.is_plain and item.level == Level.TEXT):
        return frozenset()
    outermost = item.path[0]
    beside = outermost.above.items if outermost.above else []
    before = beside[: next(n for n, each in enumerate(beside) if each is outermost)]
    demands = any(each.is_plain and leads_in(each.text) and _DEMANDS.search(each.text) for each in before)
    return _TASKS if demands else frozenset()


def _placed(item: Item, inherited: frozenset[Purpose]) -> Iterator[Placed]:
    purposes = inherited
    is_text = item.is_plain and item.level >= Level.TEXT
    heads = not (item.is_bullet or is_text or _states_figure(item))
    if item.passage and heads and (own := purposes_of(heading_of(item))):
        purposes = _within(inherited, own)
    yield Placed(item, purposes)
    for below in item.items:
        yield from _placed(below, purposes)


def _states_figure(item: Item) -> bool:
    """Whether an item is a sentence with a figure and nothing under it (`c) Đánh giá ... đạt trên 90%.`)."""
    return not item.items and run_in_at(item) is None and _FIGURE_STATED.search(item.text) is not None


def _within(inherited: frozenset[Purpose], own: frozenset[Purpose]) -> frozenset[Purpose]:
    """A heading among tasks may set goals of its own, but does not end them: `Nguồn lực` there is one more group."""
    if inherited == {Purpose.TASKS} and not own & {Purpose.GOALS, Purpose.TASKS}:
        return inherited
    return own


def heading_of(item: Item) -> str:
    """The heading of an item: what stands before a colon where text runs on behind it, else all its words.

    >>> from normalizers.outline import outline_of
    >>> from schemas.raw import Paragraph
    >>> text = "1. Mục tiêu chung: Tập trung phát triển khoa học, công nghệ."
    >>> heading_of(outline_of([Paragraph(text=text, source_text=text)]).items[0])
    'Mục tiêu chung'
    """
    return item.text[: run_in_at(item)].rstrip(" :")


def run_in_at(item: Item) -> int | None:
    """Where the text begins that runs on behind a heading and its colon; None where none does."""
    found = None if item.is_bullet else _RUN_IN.match(item.text)
    return found.end() if found and len(found[1].split()) <= 14 else None


def section_above(items: Sequence[Item]) -> Item | None:
    """The nearest numbered heading of some items, the outermost given first."""
    numbered = [item for item in items if item.is_numbered and item.items]
    return numbered[-1] if numbered else None
