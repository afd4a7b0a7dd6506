"""Whether the text layer of a page is one to read: there, more than a stamp, and with letters for its glyphs."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.pages.furniture import stamped
from extractors.pages.layout import Layer
from extractors.pdf.letters import UNMAPPED
from extractors.pdf.objects import Drawn

_PICTURE = 0.5
"""Share of a page that its picture covers where the page is a scan."""
_FEW = 30
"""Letters besides a stamp that a scan may have in its layer without being read by it (a number, a name)."""
_UNMAPPED = 0.1
"""Share of glyphs without a letter that makes a page unreadable."""


def layer_of(drawn: Drawn, texts: Sequence[str]) -> Layer:
    """What the text layer of a page is, from the texts read off it."""
    own = [text for text, is_stamp in zip(texts, stamped(texts), strict=True) if not is_stamp]
    letters = sum(len(text.replace(" ", "")) for text in own)
    if letters > _FEW:
        unmapped = sum(text.count(UNMAPPED) for text in own)
        return Layer.UNMAPPED if unmapped > _UNMAPPED * letters else Layer.GOOD
    if not is_picture(drawn):
        return Layer.GOOD if letters else Layer.BLANK
    return Layer.STAMP_ONLY if texts else Layer.MISSING


def is_picture(drawn: Drawn) -> bool:
    """Whether a picture covers most of a page."""
    covered = sum(
        max(0.0, min(x1, drawn.width) - max(x0, 0)) * max(0.0, min(bottom, drawn.height) - max(top, 0))
        for x0, top, x1, bottom in drawn.pictures
    )
    return covered >= _PICTURE * drawn.width * drawn.height
