"""Text as runs of one font each, and the one place where runs become text."""

from __future__ import annotations

from collections.abc import Sequence

from normalizers.text import without_markup

Run = tuple[str, str | None]
"""A stretch of text and the font it is set in, None where the source names none."""


def text_of(runs: Sequence[Run]) -> str:
    r"""The text of a block in Unicode NFC; `\n` parts its lines and stays.

    All readers whose sources name fonts come through here, so that letters of legacy fonts are converted once.

    >>> text_of([("Kế hoạch ", "Times New Roman"), ("số 57", None)])
    'Kế hoạch số 57'
    """
    return without_markup("".join(text for text, _ in runs))


def lines_of(text: str) -> list[str]:
    r"""The lines of a text, white space collapsed, blank ones left out.

    >>> lines_of("Sở  Xây dựng\n\u00a0\nSở Tài chính ")
    ['Sở Xây dựng', 'Sở Tài chính']
    """
    lines = (" ".join(line.replace("\u200b", "").replace("\ufeff", "").split()) for line in text.split("\n"))
    return [line for line in lines if line]
