"""Words that the end of a line broke, put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from normalizers.text import CAPITALS, is_blank

_HYPHENED = re.compile(r"(?:.*\s)?(?P<word>\S*[^\W_][-/])$", re.DOTALL)
_STOP = re.compile(r"[.,;:)%]")
_SYMBOL = re.compile(rf"(?:.*\s)?(?P<word>\d+/(?:\d{{4}}/)?[{CAPITALS}]+)$", re.DOTALL)
_ISSUER = re.compile(rf"-[{CAPITALS}]{{2,}}")
_ADDRESS = re.compile(r"\S*(?:://|@|\.vn\b)\S*")


def unbroken(lines: Sequence[str], full: Sequence[bool] = ()) -> list[str]:
    """Lines with each broken word whole on the line where it ends.

    Words are broken after a hyphen or stroke without a space (`48-` `NQ/TU`), before the hyphen of a symbol (`30/TT`
    `-BGDĐT`), before a stop that found no room (`III` `.`), and figures and addresses anywhere where they are wider
    than their cell.

    Args:
        lines: The lines of a cell or paragraph.
        full: For each, whether its one word takes the whole width there is, so that the next letter found no room; left
            out where the width is not known.

    >>> unbroken(["theo Nghị quyết số 48-", "NQ/TU ngày 20/02/2025"])
    ['theo Nghị quyết số', '48-NQ/TU ngày 20/02/2025']
    >>> unbroken(["2.0019", "15.000"], [True, False]), unbroken(["2025 -", "2026"])
    (['2.001915.000'], ['2025 -', '2026'])
    """
    whole: list[str] = []
    carried = ""
    for index, line in enumerate(lines):
        text, carried = carried + line, ""
        if index + 1 < len(lines):
            carried = _broken_off(text, lines[index + 1], is_full=bool(full) and full[index])
            text = text[: len(text) - len(carried)].rstrip()
        if not is_blank(text):
            whole.append(text)
    return whole


def _broken_off(line: str, below: str, *, is_full: bool) -> str:
    """The end of a line that belongs to the word which goes on below."""
    if not below or not line:
        return ""
    if _STOP.match(below) and line[-1].isalnum():
        return line.rpartition(" ")[2]
    symbol = _SYMBOL.match(line) if _ISSUER.match(below) else None
    hyphened = symbol or (_HYPHENED.match(line) if below[0].isalnum() else None)
    if hyphened:
        return hyphened["word"]
    runs_over = is_full and " " not in line and (line[-1] + below[0]).isdecimal()
    return line if runs_over or (is_full and _ADDRESS.fullmatch(line)) else ""
