"""Text set in fonts that mean other letters: each document is first read for what its fonts say, then by it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from normalizers.legacy import DocumentEncodings, converted, document_encodings, encoding_of_font
from normalizers.text import raised, without_markup

Read = TypeVar("Read")
Run = tuple[str, str | None]
"""A stretch of text and the name of the font it is set in, None where the source names none."""
ReadRuns = Callable[[Sequence[Run]], str]
"""Makes text of the runs of one line, cell or paragraph."""

_FIGURES = "0123456789"
_SET_ASIDE = "".join(chr(0xF0000 + number) for number in range(10))
"""Private letters for raised figures: `¹` is a letter (`ạ`) in legacy encodings and must not pass for one."""
_TO_SET_ASIDE = str.maketrans(_FIGURES, _SET_ASIDE)
_TO_RAISED = str.maketrans(_SET_ASIDE, "".join(map(raised, _FIGURES)))

_SAMPLE = 60_000
"""Letters of a document that tell which encoding it is in."""


def set_raised(figures: str) -> str:
    """Figures set above the line, as they stand in runs: letters of no encoding."""
    return figures.translate(_TO_SET_ASIDE)


def shown_raised(text: str) -> str:
    """A text of runs with its raised figures as they are printed.

    >>> shown_raised("5 m" + set_raised("2"))
    '5 m²'
    """
    return text.translate(_TO_RAISED)


class Fonts:
    """Makes text of runs; what it is given first is kept as a sample of the document.

    >>> Fonts().text([("QuyÕt ®Þnh ", ".VnTime"), ("số 57", "Arial"), (set_raised("1"), None)])
    'Quyết định số 57¹'
    """

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
            text = "".join(text for text, _ in runs)
        else:
            text = converted(runs, self._document)
        return shown_raised(text)

    @property
    def document(self) -> DocumentEncodings:
        """What the sample says of the document."""
        return document_encodings(self._sample or ())


def without_tags(fonts: Fonts) -> ReadRuns:
    """Makes text of runs as `fonts` does, markup that stands in the text itself removed."""
    return lambda runs: without_markup(fonts.text(runs))


def read_by_fonts(read: Callable[[Fonts], Read]) -> Read:
    """What a reader makes of a document; it reads twice where only the whole document tells what its fonts mean."""
    fonts = Fonts()
    first = read(fonts)
    known = fonts.document
    return first if known == DocumentEncodings() else read(Fonts(known))
