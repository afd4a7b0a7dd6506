"""Deadlines: what a cell says about time, and the last day it leaves."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from normalizers import periods
from normalizers.periods import Period
from normalizers.text import plain, tidy
from normalizers.vocabulary import load
from schemas.records import DeadlineKind


@dataclass(frozen=True)
class Deadline:
    """A deadline as read: its kind and, where the kind has one, its first and last day."""

    kind: DeadlineKind
    start: dt.date | None = None
    end: dt.date | None = None


@dataclass(frozen=True)
class _Time:
    """A period found in a text, with where it stands and whether the words before it say `trước`."""

    kind: DeadlineKind
    period: Period
    first: int
    last: int
    before: bool


_CITED = re.compile(
    r"\bsố\s+\d+\S*[/-]\S+,?\s+ngày\s+(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})"
)
"""A document cited with its date, which is no deadline."""
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4, "01": 1, "02": 2, "03": 3, "04": 4}
_YEAR = r"(20\d\d)"
_IN_YEAR = rf"\s*(?:/|-|\.|,?\s*\(?\s*(?:cua\s+)?nam|\()\s*{_YEAR}"
_BEFORE = re.compile(r"\btruoc\s*(?:ngay|thang|qu[yi]|nam|het|cuoi)?\s*$")

_QUARTER = r"(iv|i{1,3}|0?[1-4])"
_TO = r"\s*(?:-|,|va|den|toi)\s*"


def _span(first: Period | None, last: Period | None) -> Period | None:
    """From the start of one period to the end of another."""
    return Period(first.start, last.end) if first and last and first.start <= last.start else None


# Patterns are tried in this order; a stretch that one has read is not read again by those below it.
_PATTERNS: tuple[tuple[re.Pattern[str], DeadlineKind, Callable[[re.Match[str]], Period | None]], ...] = (
    (
        re.compile(rf"(?<![\d/])(\d{{1,2}})\s*/\s*{_YEAR}{_TO}(?:thang\s+)?(\d{{1,2}})\s*/\s*{_YEAR}(?!\d)"),
        DeadlineKind.RANGE,
        lambda m: _span(periods.month(int(m[2]), int(m[1])), periods.month(int(m[4]), int(m[3]))),
    ),
    (
        re.compile(rf"\bthang\s+(\d{{1,2}}){_TO}(?:thang\s+)?(\d{{1,2}}){_IN_YEAR}"),
        DeadlineKind.RANGE,
        lambda m: periods.months(int(m[3]), int(m[1]), int(m[2])),
    ),
    (
        re.compile(rf"(?<![\d/])(\d{{1,2}})/(\d{{1,2}}){_TO}(?:ngay\s+)?(\d{{1,2}})/(\d{{1,2}})/{_YEAR}(?!\d)"),
        DeadlineKind.RANGE,
        lambda m: _span(periods.day(int(m[5]), int(m[2]), int(m[1])), periods.day(int(m[5]), int(m[4]), int(m[3]))),
    ),
    (
        re.compile(rf"(?<![\d/-]){_YEAR}-(\d\d)-(\d\d)(?![\d-])"),
        DeadlineKind.DATE,
        lambda m: periods.day(int(m[1]), int(m[2]), int(m[3])),
    ),
    (
        re.compile(rf"(?<![\d/])(\d{{1,2}})\s*([/.-])\s*(\d{{1,2}})\s*\2\s*{_YEAR}(?!\d)"),
        DeadlineKind.DATE,
        lambda m: periods.day(int(m[4]), int(m[3]), int(m[1])),
    ),
    (
        re.compile(rf"(?<![\d/])(\d{{1,2}})\s+thang\s+(\d{{1,2}})(?:\s+nam\s+|\s*/\s*){_YEAR}"),
        DeadlineKind.DATE,
        lambda m: periods.day(int(m[3]), int(m[2]), int(m[1])),
    ),
    (
        re.compile(rf"\b0?([369]) thang (dau|cuoi)?{_IN_YEAR}"),
        DeadlineKind.RANGE,
        lambda m: periods.months(int(m[3]), *((13 - int(m[1]), 12) if m[2] == "cuoi" else (1, int(m[1])))),
    ),
    (
        re.compile(rf"\bqu[yi]\s+{_QUARTER}\s*/\s*{_YEAR}{_TO}(?:qu[yi]\s+)?{_QUARTER}\s*/\s*{_YEAR}"),
        DeadlineKind.RANGE,
        lambda m: _span(periods.quarter(int(m[2]), _QUARTERS[m[1]]), periods.quarter(int(m[4]), _QUARTERS[m[3]])),
    ),
    (
        re.compile(rf"\bqu[yi]\s+{_QUARTER}{_TO}(?:qu[yi]\s+)?{_QUARTER}{_IN_YEAR}"),
        DeadlineKind.RANGE,
        lambda m: periods.months(int(m[3]), 3 * _QUARTERS[m[1]] - 2, 3 * _QUARTERS[m[2]]),
    ),
    (
        re.compile(rf"\b(?:qu[yi]|q)\s*{_QUARTER}{_IN_YEAR}"),
        DeadlineKind.QUARTER,
        lambda m: periods.quarter(int(m[2]), _QUARTERS[m[1]]),
    ),
    (
        re.compile(rf"(?<![\d/.-])(\d{{1,2}}){_IN_YEAR}(?!\d)"),
        DeadlineKind.MONTH,
        lambda m: periods.month(int(m[2]), int(m[1])),
    ),
    (
        re.compile(rf"(?<![\d/.]){_YEAR}\s*-\s*(\d\d)(?![\d/])"),
        DeadlineKind.RANGE,
        lambda m: _span(periods.year(int(m[1])), periods.year(2000 + int(m[2]))),
    ),
    (re.compile(rf"(?<![\d/.]){_YEAR}(?![\d/])"), DeadlineKind.YEAR, lambda m: periods.year(int(m[1]))),
)

# These are matched with their marks: `mới` is not `mỗi`, `Sáu tháng` is not `sau`.
_RECURRING = re.compile(
    r"(?<!khách )(?<!mặt )(?<!đặt )(?<!ngân )\b(?:hằng|hàng|mỗi)\s+(?:năm|quý|quí|tháng|tuần|ngày)\b|\bđịnh k[ỳì]\b"
    r"|\b(?:năm|quý|tháng|tuần)\s*/\s*lần\b|\blần\s*/\s*(?:năm|quý|tháng)\b"
)
_ONGOING = re.compile(r"\bthường xuyên\b|\bliên tục\b|\bcác năm\b(?!.*20\d\d)")
_CONDITIONAL = re.compile(
    r"^(?:ngay\s+)?(?:sau khi|sau|khi)\b|^theo\b"
    r"|\b(?:kể từ|tính từ)\b.*\b(?:ban hành|phê duyệt|có hiệu lực|được giao)\b"
)
_NOT_A_YEAR = re.compile(r"(?<!tháng )\b(?:đầu|giữa) năm\b|\bnăm học\b")
_MONTH_WORDS = {
    "giêng": "1",
    "một": "1",
    "hai": "2",
    "ba": "3",
    "tư": "4",
    "năm": "5",
    "sáu": "6",
    "bảy": "7",
    "tám": "8",
    "chín": "9",
    "mười một": "11",
    "mười hai": "12",
    "mười": "10",
}
_MONTH_WORD = re.compile(
    rf"\btháng (?P<month>{'|'.join(sorted(_MONTH_WORDS, key=len, reverse=True))})(?=\s+năm\s+20|\s*/)"
)
_HALF_WORD = re.compile(r"\bsáu tháng (?=đầu|cuối)")
_LONGEST = 400
"""Characters. What is longer is no deadline but a text that was taken for one."""
_OPEN_END = re.compile(
    r"\bnhung nam tiep theo\b|\bcac nam tiep theo\b|\bnam tiep theo\b|\btro di\b|\bnhung nam sau\b|\bcac nam sau\b"
)
_FROM = re.compile(r"(?<!dau )\b(?:tu|bat dau|bat dau tu|ke tu)\s*(?:ngay|thang|quy|nam|dau)?\s*$")
_SPAN_BETWEEN = re.compile(r"^\s*(?:-|–|den|den het|toi|va|,)?\s*(?:ngay|thang|qu[yi]|nam|het|cuoi)?\s*$")
_SPAN = re.compile(r"-|–|\bden\b|\btoi\b")


@lru_cache(maxsize=8192)
def parse_deadline(text: str) -> Deadline | None:
    """What a deadline cell says, or None where it says nothing that is understood.

    Months, quarters, years and dates end on their last day; `trước` ends the day before; a range starts with its
    first part and ends with its last, or stays open (`những năm tiếp theo`).

    >>> parse_deadline("Gửi về Sở Khoa học và công nghệ trước 02/2026").end
    datetime.date(2026, 1, 31)
    >>> parse_deadline("2025 và những năm tiếp theo")
    Deadline(kind=<DeadlineKind.RANGE: 'range'>, start=datetime.date(2025, 1, 1), end=None)
    >>> parse_deadline("Theo Quyết định số 222/QĐ-TTg ngày 05/3/2024").kind.value
    'conditional'
    >>> parse_deadline("Quý IV/2025").kind.value, parse_deadline("Hằng năm").kind.value
    ('quarter', 'recurring')
    """
    wording = _in_figures(_CITED.sub("", tidy(text).lower()))
    words = plain(wording)
    if not words or len(words) > _LONGEST:
        return None
    if _CONDITIONAL.search(wording):
        return Deadline(DeadlineKind.CONDITIONAL)
    times = _times_in(words)
    recurring = _RECURRING.search(wording)
    if recurring and (not times or recurring.start() < times[0].first):
        return Deadline(DeadlineKind.RECURRING)
    if not times:
        return Deadline(DeadlineKind.ONGOING) if _ONGOING.search(wording) else None
    if _NOT_A_YEAR.search(wording) or _leaves_out(words, times):
        return None
    return _ongoing_until(wording, times) or _from_times(words, times)


def _in_figures(wording: str) -> str:
    """Months written in words as figures: `tháng Sáu năm 2025`, `Sáu tháng đầu năm`."""
    wording = _HALF_WORD.sub("6 tháng ", wording)
    return _MONTH_WORD.sub(lambda match: f"tháng {_MONTH_WORDS[match['month']]}", wording)


def _leaves_out(words: str, times: list[_Time]) -> bool:
    """Whether a month, quarter or day stands in the text that no time has taken in: then it is not understood."""
    rest = list(words)
    for time in times:
        rest[time.first : time.last] = " " * (time.last - time.first)
    return re.search(r"\b(?:thang|qu[yi])\s*(?:iv|i{1,3}|\d{1,2})\b|\b\d{1,2}\s*/\s*\d", "".join(rest)) is not None


def _ongoing_until(words: str, times: list[_Time]) -> Deadline | None:
    """`Thường xuyên` at the head of a cell rules, whatever year follows it."""
    ongoing = _ONGOING.search(words)
    return Deadline(DeadlineKind.ONGOING) if ongoing and ongoing.start() < times[0].first else None


def _from_times(words: str, times: list[_Time]) -> Deadline | None:
    first, last = times[0], times[-1]
    if _OPEN_END.search(words):
        return Deadline(DeadlineKind.RANGE, first.period.start, None)
    if len(times) == 1:
        if first.kind is DeadlineKind.RANGE:
            return Deadline(DeadlineKind.RANGE, first.period.start, first.period.end)
        if _FROM.search(words[: first.first]):
            return Deadline(DeadlineKind.RANGE, first.period.start, None)
        return Deadline(first.kind, None, _end(first))
    if _is_span(words, times) and first.period.start <= last.period.start:
        return Deadline(DeadlineKind.RANGE, first.period.start, _end(last))
    if all(time.period == first.period for time in times):
        return Deadline(first.kind, None, _end(first))
    return None


def _is_span(words: str, times: list[_Time]) -> bool:
    """Whether the words between the times make them the ends of one span, or the first says where it begins."""
    gaps = [words[a.last : b.first] for a, b in zip(times, times[1:], strict=False)]
    return bool(_FROM.search(words[: times[0].first])) or all(_SPAN_BETWEEN.match(gap) for gap in gaps)


def _end(time: _Time) -> dt.date | None:
    return periods.day_before(time.period) if time.before else time.period.end


def _times_in(words: str) -> list[_Time]:
    """The periods named in a text, in order; a stretch read by one pattern is not read again by a weaker one."""
    found: list[_Time] = []
    for pattern, kind, build in _PATTERNS:
        for match in pattern.finditer(words):
            if any(match.start() < time.last and time.first < match.end() for time in found):
                continue
            period = build(match)
            if period is not None:
                before = bool(_BEFORE.search(words[: match.start()]))
                found.append(_Time(kind, period, match.start(), match.end(), before))
    return sorted(found, key=lambda time: time.first)


def states_time(text: str) -> bool:
    """Whether a short text looks like a deadline: what a cell under `Thời gian hoàn thành` would hold.

    >>> states_time("12/2026"), states_time("Sở Tài chính"), states_time("Xây dựng kế hoạch năm 2026 của tỉnh")
    (True, False, False)
    """
    if len(text) > 90:
        return False
    deadline = parse_deadline(text)
    if deadline is None:
        return False
    words = re.findall(r"[a-z]+", plain(tidy(text)))
    strange = sum(word not in _time_words() for word in words)
    # a bare year may stand in any title: `Kế hoạch năm 2026`
    return deadline.kind is DeadlineKind.CONDITIONAL or strange <= (0 if deadline.kind is DeadlineKind.YEAR else 2)


@lru_cache
def _time_words() -> frozenset[str]:
    return frozenset(plain(word) for word in load("wording")["time"])
