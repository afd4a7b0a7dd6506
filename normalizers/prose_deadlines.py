"""Deadlines and conditions that a task of prose states in its own words."""

from __future__ import annotations

import re

from normalizers.deadlines import parse_deadline, states_time

_PERIOD = r"(?:ngày|tháng|quý|năm|giai đoạn|cuối|hết|đầu|\d)"
_UNTIL = r"(?:trước|trong|vào|chậm nhất|đến hết|muộn nhất)"
_OPENING = re.compile(
    r"^(?:phấn đấu |bảo đảm )?(?P<time>(?:(?:ngay )?trong|đến|từ|trước|chậm nhất|hằng|hàng|mỗi|quý|năm|tháng|giai đoạn|"
    r"định kỳ (?=hằng|hàng|mỗi|trước|\d)|hoàn thành (?=trong|trước))\b[^,;:.]{0,70}?)"
    r"\s*(?:,|:|\(|(?<=[\d)])\s+(?!đến\b|tới\b|và\b)(?=[a-zà-ỹđ]))",
    re.IGNORECASE,
)
_AFTER = re.compile(r"^(?P<time>(?:ngay )?sau khi\b[^;:.]{3,140}?)\s*,", re.IGNORECASE)
_RECURRING = re.compile(
    r"^(?P<time>thường xuyên|(?:định kỳ\s+)?(?:hằng|hàng|mỗi)\s+(?:năm|quý|tháng|tuần))\s", re.IGNORECASE
)
_COMPLETION = re.compile(
    rf"(?:^hoàn thành\b[^;.%]{{3,160}}?(?=\b{_UNTIL}\s)|\b(?:hoàn thành|xong|thời hạn)\s+(?:xong\s+)?)"
    rf"(?P<time>\b(?:{_UNTIL}\s+)?{_PERIOD}[^;,.()]{{0,60}})",
    re.IGNORECASE,
)
_ENDING = re.compile(rf"(?P<time>\b(?:trong|trước|chậm nhất|muộn nhất)\s+(?:{_PERIOD})[^,;.()]{{0,40}})\W*$")
_TAIL = 240
"""Characters at the end of a task within which its completion is told."""
_CONDITION = re.compile(
    r"(?:sau khi|ngay sau khi)\s+[^,;.()]{3,120}?"
    r"\b(?:ban hành|phê duyệt|có hiệu lực|thông qua|cho phép|có hướng dẫn|chấp thuận)\b[^,;.()]{0,80}"
    r"|\b(?:khi|nếu)\s+(?:có đủ|đủ|được|có chủ trương|có hướng dẫn|có)\s+[^,;.()]{3,100}",
    re.IGNORECASE,
)


def deadline_in(text: str) -> str | None:
    """The words by which a task says when: a phrase of time that opens it, or that its completion is bound to.

    >>> deadline_in("Trong tháng 4/2025, tổ chức phát động thi đua."), deadline_in("Hằng năm, tổ chức đánh giá.")
    ('Trong tháng 4/2025', 'Hằng năm')
    >>> deadline_in("Xây dựng Đề án, hoàn thành trước ngày 30/6/2025."), deadline_in("Phát triển dữ liệu năm 2025.")
    ('trước ngày 30/6/2025', None)
    """
    opening = _OPENING.match(text) or _RECURRING.match(text) or _AFTER.match(text)
    if opening and parse_deadline(opening["time"]):
        return opening["time"].strip()
    stated = [*_COMPLETION.finditer(text), *_ENDING.finditer(text[-_TAIL:])]
    return next((found["time"].strip() for found in stated if states_time(found["time"])), None)


def condition_in(text: str) -> str | None:
    """The condition that a task hangs on, as printed.

    >>> condition_in("Thành lập quỹ cấp tỉnh khi đủ điều kiện."), condition_in("Trước khi có quyết định.")
    ('khi đủ điều kiện', None)
    """
    found = [match[0].strip() for match in _CONDITION.finditer(text) if not _BUT.search(text[: match.start()])]
    return "; ".join(dict.fromkeys(found)) or None


_BUT = re.compile(r"\b(?:trước|trong|ngay|đến|từ|mỗi)\s+$", re.IGNORECASE)
