"""Text set in fonts that mean other letters: each document is first read for what its fonts say, then by it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from normalizers.legacy import DocumentEncodings, converted, document_encodings, encoding_of_font

Read = TypeVar("Read")
Run = tuple[str, str | None]
"""Text and the name of the font it is set in, None where none is known."""

_SAMPLE = 60_000
"""Letters of a document that tell which encoding it is in."""


class Fonts:
    """Makes text of runs; what it is given first is kept as a sample of the document."""

    def __init__(self, document: DocumentEncodings | None = None) -> None:
        """With what is known of the document; None where nothing is yet."""
        self._document = document or DocumentEncodings()
        self._sample: list[Sequence[Run]] | None = [] if document is None else None
        self._sampled = 0

    def text(self, runs: Sequence[Run]) -> str:
        """The text of neighbouring runs of one line, cell or paragraph, legacy letters converted to Unicode."""
        if self._sample is not None and self._sampled < _SAMPLE:
            self._sample.append(runs)
            self._sampled += sum(len(text) for text, _ in runs)
        if self._document.unnamed is None and not any(font and encoding_of_font(font) for _, font in runs):
            return "".join(text for text, _ in runs)
        return converted(runs, self._document)

    @property
    def document(self) -> DocumentEncodings:
        """What the sample says of the document."""
        return document_encodings(self._sample or ())


def read_by_fonts(read: Callable[[Fonts], Read]) -> Read:
    """What a reader makes of a document; it reads twice where only the whole document tells what its fonts mean."""
    fonts = Fonts()
    first = read(fonts)
    known = fonts.document
    return first if known == DocumentEncodings() else read(Fonts(known))
