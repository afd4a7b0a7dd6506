"""Periods of time: the one place where first and last days are computed."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Period:
    """A span of days, both ends included; `end` is None where it stays open."""

    start: dt.date
    end: dt.date | None


def day(year: int, month: int, day_of_month: int) -> Period | None:
    """One day, or None where the calendar has no such day."""
    try:
        date = dt.date(year, month, day_of_month)
    except ValueError:
        return None
    return Period(date, date)


def month(year: int, month_of_year: int) -> Period | None:
    """A calendar month.

    >>> month(2028, 2).end
    datetime.date(2028, 2, 29)
    """
    if not 1 <= month_of_year <= 12:
        return None
    last = calendar.monthrange(year, month_of_year)[1]
    return Period(dt.date(year, month_of_year, 1), dt.date(year, month_of_year, last))


def months(year: int, first: int, last: int) -> Period | None:
    """From the first day of one month to the last of another, in one year."""
    begin, finish = month(year, first), month(year, last)
    return Period(begin.start, finish.end) if begin and finish and first <= last else None


def quarter(year: int, number: int) -> Period | None:
    """A quarter, 1 to 4."""
    return months(year, 3 * number - 2, 3 * number) if 1 <= number <= 4 else None


def year(number: int) -> Period:
    """A calendar year."""
    return Period(dt.date(number, 1, 1), dt.date(number, 12, 31))


def day_before(period: Period) -> dt.date:
    """The last day before a period begins: what `trước 02/2026` leaves.

    >>> day_before(month(2026, 2))
    datetime.date(2026, 1, 31)
    """
    return period.start - dt.timedelta(days=1)
