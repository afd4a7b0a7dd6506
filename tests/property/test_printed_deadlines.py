"""A deadline printed the way plans print it is read back as the days it means."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from normalizers.dates import iso_date
from normalizers.deadlines import parse_deadline, states_time
from schemas.records import DeadlineKind

YEARS = st.integers(2020, 2050)
MONTHS = st.integers(1, 12)
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2050, 12, 31))
ROMAN = ("I", "II", "III", "IV")
QUARTERS = ("Quý {r}/{y}", "Quý {n}/{y}", "quý {r} năm {y}", "Trong Quý {r}/{y}", "Q{r}/{y}")


def _last_day(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _render(forms: tuple[str, ...]) -> st.SearchStrategy[Callable[..., str]]:
    return st.sampled_from(forms).map(lambda form: form.format)


@given(DAYS, _render(("{0:%d/%m/%Y}", "ngày {0.day}/{0.month}/{0.year}", "{0:%d-%m-%Y}", "Chậm nhất {0:%d/%m/%Y}")))
def test_a_date(day: dt.date, form: Callable[..., str]) -> None:
    read = parse_deadline(form(day))
    assert read is not None
    assert (read.kind, read.start, read.end) == (DeadlineKind.DATE, None, day)


@given(DAYS)
def test_a_date_in_words(day: dt.date) -> None:
    text = f"ngày {day.day} tháng {day.month:02d} năm {day.year}"
    read = parse_deadline(text)
    assert read is not None
    assert (read.kind, read.end) == (DeadlineKind.DATE, day)
    assert iso_date(text) == day.isoformat()


@given(DAYS, st.sampled_from(("trước {:%d/%m/%Y}", "Trước ngày {:%d/%m/%Y}", "Hoàn thành trước ngày {:%d/%m/%Y}")))
def test_before_a_date(day: dt.date, form: str) -> None:
    read = parse_deadline(form.format(day))
    assert read is not None
    assert (read.kind, read.end) == (DeadlineKind.DATE, day - dt.timedelta(days=1))


@given(YEARS, MONTHS, _render(("{1}/{0}", "{1:02d}/{0}", "Tháng {1}/{0}", "Trong tháng {1:02d}/{0}", "T{1}/{0}")))
def test_a_month(year: int, month: int, form: Callable[..., str]) -> None:
    read = parse_deadline(form(year, month))
    assert read is not None
    assert (read.kind, read.start, read.end) == (DeadlineKind.MONTH, None, _last_day(year, month))


@given(YEARS, MONTHS)
def test_before_a_month(year: int, month: int) -> None:
    read = parse_deadline(f"Gửi về Sở Khoa học và Công nghệ trước {month:02d}/{year}")
    assert read is not None
    assert (read.kind, read.end) == (DeadlineKind.MONTH, dt.date(year, month, 1) - dt.timedelta(days=1))


@given(YEARS, st.integers(1, 4), st.sampled_from(QUARTERS))
def test_a_quarter(year: int, quarter: int, form: str) -> None:
    read = parse_deadline(form.format(r=ROMAN[quarter - 1], n=quarter, y=year))
    assert read is not None
    assert (read.kind, read.start, read.end) == (DeadlineKind.QUARTER, None, _last_day(year, 3 * quarter))


@given(YEARS, _render(("{0}", "Năm {0}", "Trong năm {0}", "Đến năm {0}", "Đến hết năm {0}")))
def test_a_year(year: int, form: Callable[..., str]) -> None:
    read = parse_deadline(form(year))
    assert read is not None
    assert (read.kind, read.start, read.end) == (DeadlineKind.YEAR, None, dt.date(year, 12, 31))


@given(YEARS, st.integers(1, 10), _render(("{0}-{1}", "{0} - {1}", "{0}- {1}", "{0}–{1}", "Giai đoạn {0} - {1}")))
def test_a_range_of_years(first: int, length: int, form: Callable[..., str]) -> None:
    read = parse_deadline(form(first, first + length))
    assert read is not None
    assert read.kind is DeadlineKind.RANGE
    assert (read.start, read.end) == (dt.date(first, 1, 1), dt.date(first + length, 12, 31))


@given(YEARS, MONTHS, st.integers(0, 30))
def test_a_range_of_months(year: int, month: int, length: int) -> None:
    later_year, later = year + (month + length) // 12, (month + length) % 12 + 1
    read = parse_deadline(f"Từ tháng {month}/{year} đến tháng {later}/{later_year}")
    assert read is not None
    assert (read.start, read.end) == (dt.date(year, month, 1), _last_day(later_year, later))


@given(YEARS, _render(("{0} và những năm tiếp theo", "Năm {0} và các năm tiếp theo", "Từ năm {0} trở đi")))
def test_an_open_end(year: int, form: Callable[..., str]) -> None:
    read = parse_deadline(form(year))
    assert read is not None
    assert (read.kind, read.start, read.end) == (DeadlineKind.RANGE, dt.date(year, 1, 1), None)


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading_of_deadlines(text: str) -> None:
    read = parse_deadline(text)
    if read is not None and read.start and read.end:
        assert read.start <= read.end
    assert isinstance(states_time(text), bool)
