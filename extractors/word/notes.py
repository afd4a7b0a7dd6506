"""Footnotes and endnotes: their numbers as Word counts them, and their bodies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.word.names import Element, child, number, value, w
from extractors.word.numerals import numeral
from normalizers.text import raised

_PRINTED = frozenset({None, "normal"})
"""Types of notes that are notes; the others draw the line above them."""
_DAGGERS = "*†‡§"


@dataclass(frozen=True)
class Note:
    """A note that a paragraph refers to: its mark (empty where the author typed one of his own) and its body."""

    mark: str
    body: Element | None


@dataclass
class _Count:
    """How notes of one kind are counted, and the number reached."""

    bodies: dict[str, Element]
    form: str
    start: int
    by_section: tuple[bool, ...]
    reached: int = 0


@dataclass
class Notes:
    """The notes of a document; marks are asked for in document order.

    Marks are raised figures, also where Word prints `i` or `a`: nothing else is known as the mark of a note. Notes
    counted anew on each page are counted on, since pages are not known before printing.
    """

    counts: dict[str, _Count]
    section: int = 0

    def refer(self, kind: str, note_id: str, *, own_mark: bool) -> Note:
        """The note of a kind (`footnote`, `endnote`) that is referred to next."""
        count = self.counts[kind]
        body = count.bodies.get(note_id)
        if own_mark:
            return Note("", body)
        count.reached += 1
        place = count.start + count.reached - 1
        if count.form == "chicago":
            times, which = divmod(place - 1, len(_DAGGERS))
            return Note(_DAGGERS[which] * (times + 1), body)
        decimal = numeral(place, count.form) == str(place)
        return Note(raised(str(place if decimal else place + self._before(kind))), body)

    def _before(self, kind: str) -> int:
        """What keeps endnotes `i, ii` apart from footnotes `1, 2` of the same document: they are counted on."""
        return len(self.counts["footnote"].bodies) if kind == "endnote" else 0

    def end_section(self) -> None:
        """Tells that a section ended."""
        self.section += 1
        for count in self.counts.values():
            if count.by_section[self.section : self.section + 1] == (True,):
                count.reached = 0


def read_notes(bodies: dict[str, Element | None], settings: Element | None, sections: Sequence[Element]) -> Notes:
    """The notes of a document.

    Args:
        bodies: The parts that hold them, by kind.
        settings: The settings of the document.
        sections: The properties of its sections, in order.
    """
    return Notes({kind: _count(kind, part, settings, sections) for kind, part in bodies.items()})


def _count(kind: str, part: Element | None, settings: Element | None, sections: Sequence[Element]) -> _Count:
    name = f"{kind}Pr"
    levels = [child(section, name) for section in sections[:1]] + [child(settings, name)]
    form = next((found for each in levels if (found := value(child(each, "numFmt")))), None)
    start = next((first for each in levels if (first := number(child(each, "numStart"))) is not None), 1)
    general = value(child(settings, name, "numRestart"))
    return _Count(
        bodies={} if part is None else _bodies(part, kind),
        form=form or ("decimal" if kind == "footnote" else "lowerRoman"),
        start=start,
        by_section=tuple((value(child(each, name, "numRestart")) or general) == "eachSect" for each in sections),
    )


def _bodies(part: Element, kind: str) -> dict[str, Element]:
    found: dict[str, Element] = {}
    for note in part.iterchildren(w(kind)):
        if value(note, "type") in _PRINTED:
            found.setdefault(value(note, "id") or "", note)
    return found
