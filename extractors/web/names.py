"""What the names of an element (tag, role, class, id) tell about it: one sign among several, for no site alone."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml import etree

from normalizers.text import fold
from normalizers.vocabulary import load

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_ROLES = frozenset({"navigation", "search", "banner", "contentinfo", "complementary", "dialog", "alertdialog", "menu"})
_ROLES_OF_TABS = frozenset({"tablist", "toolbar", "menubar", "tooltip", "alert", "status"})
_TAGS = frozenset({"footer", "aside", "header"})
_OF_WORD = ("Mso", "mso")
"""Names that Word gives to the paragraphs of a document, such as `MsoCommentText`."""


def sign_of_names(element: etree._Element) -> int:
    """How much the names of an element speak for furniture: 2 by themselves, 1 together with another sign, 0."""
    role = (element.get("role") or "").lower()
    if role in _ROLES or role in _ROLES_OF_TABS:
        return 2
    names = f"{element.get('class') or ''} {element.get('id') or ''}".split()
    shown = " ".join(name for name in names if not name.startswith(_OF_WORD))
    weight = _weight_of(shown) if shown else 0
    return max(weight, 1 if element.tag in _TAGS else 0)


@lru_cache(maxsize=4096)
def _weight_of(names: str) -> int:
    folded = f" {fold(_CAMEL.sub(' ', names))} "
    words = load("furniture")
    if any(f" {name} " in folded for name in words["sure_names"]):
        return 2
    return int(any(f" {name} " in folded for name in words["names"]))
