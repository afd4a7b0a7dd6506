"""The year that a title or heading sets for what stands below it."""

from __future__ import annotations

import re

from normalizers.dates import DATE

_YEAR = re.compile(r"(?:\bnăm|\bđến|\bđến năm)\s+(20\d\d)\b", re.IGNORECASE)
_SPAN = re.compile(r"\b20\d\d\s*[-–]\s*(20\d\d)\b")
_ASIDE = re.compile(
    r"tầm nhìn.*$|định hướng đến.*$|so với (?:cùng kỳ )?năm\s+\d{4}|\b(?:luật|nghị quyết)\b[^,;]*\bnăm\s+\d{4}",
    re.IGNORECASE,
)


def year_set_by(text: str | None) -> int | None:
    """The year a title or heading names as its goal: the end of a span, else the last year; asides do not count.

    >>> year_set_by("Kế hoạch trên địa bàn tỉnh năm 2026"), year_set_by("giai đoạn 2026 - 2030")
    (2026, 2030)
    >>> year_set_by("Đến năm 2030, tầm nhìn đến năm 2045"), year_set_by("thực hiện Nghị quyết ngày 01 tháng 4 năm 2025")
    (2030, None)
    """
    bare = _ASIDE.sub(" ", DATE.sub(" ", text or ""))
    spans = _SPAN.findall(bare)
    years = spans or _YEAR.findall(bare)
    return int(years[-1]) if years else None
