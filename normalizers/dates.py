"""Dates as documents print them; a partial date stays partial."""

from __future__ import annotations

import datetime as dt
import re

_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*((?:19|20)\d\d)(?!\d)")
_FIRST_YEAR, _LAST_YEAR = 1945, 2100
_WORDS = re.compile(
    r"ngày\s*(?P<day>\d{1,2})?[\s.…_]*tháng\s*(?P<month>\d{1,2})?[\s.…_]*năm\s*(?P<year>(?:19|20)\d\d)", re.IGNORECASE
)
_SLASHED_BLANK = re.compile(r"ngày\s*(?P<day>\d{1,2})?[\s.…]*/\s*(?P<month>\d{1,2})?[\s.…]*/\s*(?P<year>(?:19|20)\d\d)")
DATE = re.compile(rf"{_WORDS.pattern}|{_NUMERIC.pattern}".replace("?P<", "?P<w_"), re.IGNORECASE)


def iso_date(text: str) -> str | None:
    """The first date in a text as ISO: whole, or as far as it is printed.

    >>> iso_date("Khánh Hòa, ngày 21 tháng 02 năm 2025"), iso_date("ngày tháng 3 năm 2025"), iso_date("ngày / /2026")
    ('2025-02-21', '2025-03', '2026')
    """
    found = _WORDS.search(text) or _SLASHED_BLANK.search(text)
    if found:
        return _iso(found["year"], found["month"], found["day"])
    numeric = _NUMERIC.search(text)
    return _iso(numeric[3], numeric[2], numeric[1]) if numeric else None


def _iso(year: str, month: str | None, day: str | None) -> str | None:
    if not _FIRST_YEAR <= int(year) <= _LAST_YEAR:
        return None
    if month is None:
        return year
    try:
        dt.date(int(year), int(month), int(day or 1))
    except ValueError:
        return None
    return f"{year}-{int(month):02d}" + (f"-{int(day):02d}" if day else "")
