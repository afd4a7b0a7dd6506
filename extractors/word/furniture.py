"""Headers and footers: furniture of the pages, but for a letterhead that stands in the first one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extractors.word.names import RELATION_ID, Element, switch, value, w
from normalizers.headings import opens_letterhead

_NOTHING_LEFT = re.compile(r"(?:trang|page|[\s\-–—/.|:])*", re.IGNORECASE)
"""What is left of a page number once the number itself is gone."""


def header_parts(
    sections: Sequence[Element], settings: Element | None, targets: dict[str, str], kind: str
) -> list[str]:
    """The parts that hold the headers or footers that are printed, in order, each once.

    Args:
        sections: The properties of the sections.
        settings: The settings of the document.
        targets: The names of parts by the ids that sections call them by.
        kind: `header` or `footer`.
    """
    found: dict[str, None] = {}
    both_sides = switch(settings, "evenAndOddHeaders") is True
    for section in sections:
        first_differs = switch(section, "titlePg") is True
        shown = {"default", *(["first"] if first_differs else []), *(["even"] if both_sides else [])}
        given = list(section.iterchildren(w(f"{kind}Reference")))
        for each in sorted(given, key=lambda reference: value(reference, "type") != "first"):
            target = targets.get(each.get(RELATION_ID, ""))
            if target and (value(each, "type") or "default") in shown:
                found[target] = None
    return list(found)


def holds_letterhead(lines: Iterable[str]) -> bool:
    """Whether a header is the letterhead of the document.

    >>> holds_letterhead(["UBND TỈNH KHÁNH HÒA", "SỞ XÂY DỰNG"]), holds_letterhead(["Phụ lục I"])
    (True, False)
    """
    return any(opens_letterhead(line) for line in lines)


def is_page_number(text: str) -> bool:
    """Whether nothing but what surrounds a page number stands there, the number being a field that was dropped.

    >>> is_page_number("Trang /"), is_page_number("- -"), is_page_number("Trang thông tin")
    (True, True, False)
    """
    return _NOTHING_LEFT.fullmatch(text) is not None
