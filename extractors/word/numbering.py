"""Numbers that Word generates: they are printed before a paragraph but stand nowhere in its text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from extractors.word.names import ALTERNATE, FALLBACK, Element, child, number, switch, value, w
from extractors.word.numerals import numeral
from extractors.word.styles import Styles
from extractors.word.symbols import bullet

_PLACEHOLDER = re.compile(r"%([1-9])")
_LEVELS = range(9)


@dataclass(frozen=True)
class Level:
    """One level of a list.

    Attributes:
        start: The first number.
        kind: The format of the number (`decimal`, `lowerLetter`, `bullet`).
        text: What is printed, `%1` standing for the number of the first level.
        restart: The level (from 1) whose use starts this one anew; 0 for never, None for any level above it.
        legal: Whether numbers of all levels print as decimal.
        style: The paragraph style that stands for this level.
        properties: How the label is set.
    """

    start: int = 0
    kind: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str | None = None
    properties: Element | None = None


@dataclass(frozen=True)
class NumberedList:
    """A list as paragraphs name it: its levels, where it starts them anew, and the counter that it shares."""

    counter: str
    levels: dict[int, Level]
    restarts: dict[int, int] = field(default_factory=dict)

    def start(self, depth: int) -> int:
        """The first number of a level."""
        level = self.levels.get(depth)
        return self.restarts.get(depth, level.start if level else 1)


@dataclass(frozen=True)
class Label:
    """What is printed before a paragraph, and how it is set."""

    text: str
    bullet: bool = False
    properties: Element | None = None


@dataclass
class Counters:
    """The numbers reached so far in one story (the body, the notes); paragraphs are to come in document order."""

    lists: dict[str, NumberedList]
    _reached: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def next_label(self, list_id: str, depth: int) -> Label | None:
        """The label of the next paragraph of a list; None where the list is missing or prints nothing."""
        found = self.lists.get(list_id)
        level = found.levels.get(depth) if found else None
        if found is None or level is None:
            return None
        reached = self._reached.setdefault(found.counter, {})
        start = found.start(depth)
        if depth in found.restarts and (list_id, depth) not in self._begun:
            reached.pop(depth, None)
        self._begun.add((list_id, depth))
        reached[depth] = reached[depth] + 1 if depth in reached else start
        for skipped in range(depth):
            # a level that was passed over counts as begun: after `1.1` comes `2.`
            reached.setdefault(skipped, found.start(skipped))
        for deeper in [each for each in reached if each > depth and _restarts(found.levels.get(each), each, depth)]:
            del reached[deeper]
        return _label(found, level, depth, reached)


def _restarts(level: Level | None, depth: int, used: int) -> bool:
    limit = depth if level is None or level.restart is None else level.restart
    return used < limit


def _label(found: NumberedList, level: Level, depth: int, reached: dict[int, int]) -> Label | None:
    if switch(level.properties, "vanish"):
        return None

    def printed(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        other = found.levels.get(place)
        if other is None or place > depth:
            return ""
        return numeral(
            reached[place], "decimal" if level.legal and other.kind not in ("none", "bullet") else other.kind
        )

    if level.kind == "bullet":
        text = bullet(level.text, value(child(level.properties, "rFonts"), "ascii"))
    else:
        text = _PLACEHOLDER.sub(printed, level.text).strip()
    return Label(text, level.kind == "bullet", level.properties) if text else None


@dataclass(frozen=True)
class Numbering:
    """The lists of a document by the id that paragraphs name, and which style stands for which level."""

    lists: dict[str, NumberedList]
    styles: Styles

    def of(self, properties: Element | None) -> tuple[str, int] | None:
        """The list and level (from 0) of a paragraph, from its own properties or from its style's.

        Args:
            properties: The paragraph's properties (`w:pPr`).
        """
        style = self.styles.paragraph_style(properties)
        chain = self.styles.chain(style)
        places = [properties, *(child(each, "pPr") for each in chain)]
        own = [found for each in places if (found := child(each, "numPr")) is not None]
        list_id = next((name for each in own if (name := value(child(each, "numId"))) is not None), None)
        if list_id is None or list_id == "0" or list_id not in self.lists:
            return None
        depth = number(child(properties, "numPr", "ilvl"))
        if depth is None:
            depth = self._depth_of_styles(list_id, chain)
        if depth is None:
            depth = next((given for each in own if (given := number(child(each, "ilvl"))) is not None), 0)
        return list_id, depth

    def _depth_of_styles(self, list_id: str, chain: Iterable[Element]) -> int | None:
        """The level that stands for a style, or for one that it is based on."""
        depths = {level.style: depth for depth, level in self.lists[list_id].levels.items() if level.style}
        return next((depths[name] for each in chain if (name := value(each, "styleId")) in depths), None)


def read_numbering(part: Element | None, styles: Styles) -> Numbering:
    """The lists that a document defines; none where it has no part for them."""
    if part is None:
        return Numbering({}, styles)
    abstract = {value(each, "abstractNumId") or "": each for each in part.iterchildren(w("abstractNum"))}
    lists = {value(each, "numId") or "": each for each in part.iterchildren(w("num"))}
    read = {}
    for list_id, element in lists.items():
        counter = _definition(value(child(element, "abstractNumId")) or "", abstract, lists, styles)
        levels = _levels(abstract[counter]) if counter in abstract else {}
        read[list_id] = _overridden(NumberedList(counter, levels), element)
    return Numbering(read, styles)


def _definition(name: str, abstract: dict[str, Element], lists: dict[str, Element], styles: Styles) -> str:
    """The definition that holds the levels: one may point to a list style, which points to another."""
    seen: set[str] = set()
    while name in abstract and name not in seen:
        seen.add(name)
        link = value(child(abstract[name], "numStyleLink"))
        if link is None:
            break
        list_id = value(child(styles.by_id.get(link), "pPr", "numPr", "numId")) or ""
        target = value(child(lists.get(list_id), "abstractNumId"))
        if target is None:
            break
        name = target
    return name


def _levels(definition: Element) -> dict[int, Level]:
    return {depth: _level(each) for each in definition.iterchildren(w("lvl")) if (depth := _depth(each)) is not None}


def _depth(element: Element) -> int | None:
    depth = number(element, "ilvl")
    return depth if depth in _LEVELS else None


def _level(element: Element) -> Level:
    return Level(
        start=number(child(element, "start")) or 0,
        kind=_kind(element),
        text=value(child(element, "lvlText")) or "",
        restart=number(child(element, "lvlRestart")),
        legal=switch(element, "isLgl") or False,
        style=value(child(element, "pStyle")),
        properties=child(element, "rPr"),
    )


def _kind(level: Element) -> str:
    """The format of a level's numbers; one of the user's own is given beside a stand-in for old programs."""
    form = child(level, "numFmt")
    if form is None:
        forms = [each for other in level.iterchildren(ALTERNATE) for each in other.iter(w("numFmt"))]
        custom = next((value(each, "format") for each in forms if value(each, "format")), None)
        if custom and custom[:1] == "0":
            return custom
        form = next((each for each in reversed(forms) if each.getparent().tag == FALLBACK), None)
    return value(form) or "decimal"


def _overridden(found: NumberedList, element: Element) -> NumberedList:
    """The list with what its own entry changes of the definition."""
    levels = dict(found.levels)
    restarts: dict[int, int] = {}
    for override in element.iterchildren(w("lvlOverride")):
        depth = _depth(override)
        if depth is None:
            continue
        own = child(override, "lvl")
        if own is not None:
            levels[depth] = _level(own)
        start = number(child(override, "startOverride"))
        if start is not None:
            restarts[depth] = start
    return replace(found, levels=levels, restarts=restarts)
