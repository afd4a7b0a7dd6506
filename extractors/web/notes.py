"""Footnotes whose links were lost: bodies that open with `[1]`, and the marks in the text that point to them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.grid import Grid
from normalizers.text import raised
from schemas.raw import Paragraph, ParagraphRole

_BODY = re.compile(r"\[(\d{1,3})\]\s*(?=\S)")
_MARK = re.compile(r"\s?\[(\d{1,3})\]")


def with_notes(items: Sequence[Paragraph | Grid]) -> list[Paragraph | Grid]:
    """The items with `[1]` as `¹` wherever a paragraph below opens with the same mark; that one is the footnote.

    A mark in brackets without such a body stays as it is.
    """
    bodies: set[str] = set()
    noted: list[Paragraph | Grid] = []
    for item in reversed(items):
        found = _BODY.match(item.text) if isinstance(item, Paragraph) else None
        if isinstance(item, Paragraph) and found:
            bodies.add(found[1])
            text = f"{raised(found[1])} {_raise(item.text[found.end() :], bodies)}"
            noted.append(item.model_copy(update={"text": text, "role": ParagraphRole.FOOTNOTE}))
        elif isinstance(item, Paragraph):
            noted.append(item.model_copy(update={"text": _raise(item.text, bodies)}))
        else:
            cells = tuple(replace(cell, text=_raise(cell.text, bodies)) for cell in item.cells)
            noted.append(replace(item, cells=cells))
    noted.reverse()
    return noted if bodies else list(items)


def _raise(text: str, bodies: set[str]) -> str:
    if not bodies or "[" not in text:
        return text
    return _MARK.sub(lambda mark: raised(mark[1]) if mark[1] in bodies else mark[0], text)
