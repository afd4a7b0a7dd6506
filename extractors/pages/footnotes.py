"""Footnotes at the bottom of a page, told by their small letters and the raised figures that point to them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from extractors.pages.textline import TextLine
from normalizers.text import raised

_SMALLER = 0.9
"""Share of the size of running text that footnotes stay below."""
_OPENS = re.compile(r"^(?P<mark>\d{1,2})\s?(?=[^\W\d_]|[\"“(])|^[¹²³⁴⁵⁶⁷⁸⁹⁰]+\s?\S|^\*+\s?\S")
_BOTTOM = 0.4
"""Share of the height of a page below which footnotes begin."""


def with_marks(pieces: Sequence[TextLine], usual_size: float, height: float, called: Collection[str]) -> list[TextLine]:
    """The pieces of a page, from the top, those of footnotes led by raised figures whichever way they were printed.

    Args:
        pieces: The lines outside tables, in the order they are read.
        usual_size: Height of most letters of the document, in points.
        height: Of the page, in points.
        called: The raised figures of the page; a plain figure that none of them points to opens no footnote.
    """
    start = len(pieces)
    while start > 0 and _is_small(pieces[start - 1], usual_size, height):
        start -= 1
    while start < len(pieces) and not _OPENS.match(pieces[start].text):
        start += 1
    return [*pieces[:start], *(_marked(piece, called) for piece in pieces[start:])]


def _is_small(piece: TextLine, usual_size: float, height: float) -> bool:
    return piece.size <= _SMALLER * usual_size and piece.box[1] > _BOTTOM * height


def _marked(piece: TextLine, called: Collection[str]) -> TextLine:
    found = _OPENS.match(piece.text)
    if not found or not found["mark"] or raised(found["mark"]) not in called:
        return piece
    return replace(piece, text=f"{raised(found['mark'])} {piece.text[found.end() :]}")
