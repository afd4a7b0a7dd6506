"""Names of the elements of WordprocessingML, and how their attributes are read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from docx.oxml.xmlchemy import BaseOxmlElement

Element: TypeAlias = BaseOxmlElement
"""An element of a part, as python-docx parses it."""

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

ALTERNATE = f"{{{_COMPATIBILITY}}}AlternateContent"
CHOICE = f"{{{_COMPATIBILITY}}}Choice"
FALLBACK = f"{{{_COMPATIBILITY}}}Fallback"
RELATION_ID = f"{{{_RELATIONS}}}id"

_OFF = frozenset({"0", "false", "off", "none"})
_SMALLEST, _LARGEST = -(10**9), 10**9


def w(name: str) -> str:
    """The full name of an element or attribute of Word.

    >>> w("p")
    '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p'
    """
    return f"{{{_WORD}}}{name}"


def m(name: str) -> str:
    """The full name of an element or attribute of a formula."""
    return f"{{{_MATH}}}{name}"


def a(name: str) -> str:
    """The full name of an element of a theme."""
    return f"{{{_DRAWING}}}{name}"


_VALUE = w("val")


def child(element: Element | None, *names: str) -> Element | None:
    """The first child of an element by name, the first child of that by the next name, and so on."""
    for name in names:
        if element is None:
            return None
        element = element.find(w(name))
    return element


def value(element: Element | None, name: str = "val") -> str | None:
    """An attribute of Word's; None where the element or the attribute is missing."""
    if element is None:
        return None
    text: str | None = element.get(_VALUE if name == "val" else w(name))
    return text


def number(element: Element | None, name: str = "val") -> int | None:
    """A whole number in an attribute; None where it is missing or no number."""
    text = value(element, name)
    try:
        found = int(float(text)) if text else None
    except (ValueError, OverflowError):
        return None
    return None if found is None else min(max(found, _SMALLEST), _LARGEST)


def switch(parent: Element | None, name: str) -> bool | None:
    """Whether a property that is on or off is on; None where it is not given."""
    found = child(parent, name)
    if found is None:
        return None
    return (value(found) or "1").lower() not in _OFF


def chosen(alternate: Element) -> Element | None:
    """The one branch that is printed of content given twice, for new programs and for old ones."""
    branch: Element | None = alternate.find(CHOICE)
    return branch if branch is not None else alternate.find(FALLBACK)


def children_in_place(parent: Element, kinds: frozenset[str], wrappers: frozenset[str]) -> Iterator[Element]:
    """The children of some kinds in document order, those inside wrappers (content controls, insertions) too."""
    waiting = list(reversed(parent))
    while waiting:
        element = waiting.pop()
        if element.tag in kinds:
            yield element
        elif element.tag == ALTERNATE:
            branch = chosen(element)
            waiting.extend(reversed(branch) if branch is not None else ())
        elif element.tag in wrappers:
            waiting.extend(reversed(element))


WRAPPERS = frozenset(
    map(w, ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "dir", "bdo", "fldSimple"))
)
"""Elements that only wrap others; deletions (`w:del`) and the old place of what was moved (`w:moveFrom`) are not."""
