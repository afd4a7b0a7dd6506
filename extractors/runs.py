"""Text as runs of one font each, and the one place where runs become text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from normalizers.text import without_markup

Run = tuple[str, str | None]
"""A stretch of text and the font it is set in, None where the source names none."""
ReadRuns = Callable[[Sequence[Run]], str]
"""Makes text of runs; readers take one, so that what a whole document says of its encoding can be told to it."""

_FIGURES = "0123456789"
_SET_ASIDE = "".join(chr(0xF0000 + number) for number in range(10))
"""Private letters for raised figures: `¹` is a letter (`ạ`) in legacy encodings and must not pass for one."""
_TO_SET_ASIDE = str.maketrans(_FIGURES, _SET_ASIDE)
_TO_RAISED = str.maketrans(_SET_ASIDE, "⁰¹²³⁴⁵⁶⁷⁸⁹")


def text_of(runs: Sequence[Run]) -> str:
    r"""The text of a block in Unicode NFC; `\n` parts its lines and stays.

    All readers whose sources name fonts come through here, so that letters of legacy fonts are converted once. The
    conversion comes first: what follows reads letters for what they are.

    >>> text_of([("Kế hoạch ", "Times New Roman"), ("số 57", None), (raised("1"), None)])
    'Kế hoạch số 57¹'
    """
    return shown_raised(without_markup("".join(text for text, _ in runs)))


def raised(figures: str) -> str:
    """Figures set above the line, as they stand in runs: letters of no encoding."""
    return figures.translate(_TO_SET_ASIDE)


def shown_raised(text: str) -> str:
    """A text of runs with its raised figures as they are printed.

    >>> shown_raised("5 m" + raised("2"))
    '5 m²'
    """
    return text.translate(_TO_RAISED)


def lines_of(text: str) -> list[str]:
    r"""The lines of a text, white space collapsed, blank ones left out.

    >>> lines_of("Sở  Xây dựng\n\u00a0\nSở Tài chính ")
    ['Sở Xây dựng', 'Sở Tài chính']
    """
    lines = (" ".join(line.replace("\u200b", "").replace("\ufeff", "").split()) for line in text.split("\n"))
    return [line for line in lines if line]
