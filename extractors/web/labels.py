"""The labels of list items, which a browser prints and the text does not hold."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from extractors.numerals import letters_counted, roman

_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.IGNORECASE)
_STYLES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_BULLETS = frozenset({"disc", "circle", "square"})
MOST = 100_000
"""A number above this is a mistake in the page; it is printed in figures."""


@dataclass
class ListLabels:
    """Counts the items of one list."""

    element: etree._Element
    number: int
    step: int = 1

    def label(self, item: etree._Element) -> str:
        """What the browser prints before an item, with a space behind; nothing where the list prints no labels."""
        stated = _whole(item.get("value"))
        if stated is not None:
            self.number = stated
        number, self.number = self.number, self.number + self.step
        ordered = self.element.tag == "ol"
        style = _style_of(item) or _style_of(self.element) or ("decimal" if ordered else "disc")
        if style == "none":
            return ""
        return "- " if style in _BULLETS or not ordered else f"{numeral(number, style)}. "


def labels_of(element: etree._Element) -> ListLabels:
    """The counter of a list, set to its first number."""
    backwards = element.get("reversed") is not None
    items = sum(1 for child in element if child.tag == "li") if backwards else 0
    start = _whole(element.get("start"))
    return ListLabels(element, start if start is not None else (items or 1), -1 if backwards else 1)


def numeral(number: int, style: str) -> str:
    """A number as a list prints it.

    >>> numeral(4, "decimal"), numeral(28, "lower-alpha"), numeral(4, "upper-roman"), numeral(3, "decimal-leading-zero")
    ('4', 'ab', 'IV', '03')
    """
    if style == "decimal-leading-zero":
        return f"{number:02d}"
    if not 0 < number < MOST:
        return str(number)
    if style.endswith(("alpha", "latin")):
        text = letters_counted(number)
    elif style.endswith("roman") and number < 4000:
        text = roman(number)
    else:
        return str(number)
    return text.upper() if style.startswith("upper") else text


def _style_of(element: etree._Element) -> str | None:
    found = _STYLE.search(element.get("style") or "")
    if found:
        return found[1].lower()
    kind = (element.get("type") or "").strip()
    return _STYLES.get(kind) or (kind.lower() if kind.lower() in _BULLETS or kind.lower() == "none" else None)


def _whole(text: str | None) -> int | None:
    found = re.match(r"\s*(-?\d{1,9})", text or "", re.ASCII)
    return int(found[1]) if found else None
