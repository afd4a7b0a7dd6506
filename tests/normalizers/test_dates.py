from __future__ import annotations

import datetime as dt

import pytest

from normalizers import periods
from normalizers.dates import iso_date
from normalizers.years import year_set_by


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Khánh Hòa, ngày 21 tháng 02 năm 2025", "2025-02-21"),
        ("Khánh Hòa, ngày 1 tháng 3 năm 2025", "2025-03-01"),
        ("ngày 19/6/2015", "2015-06-19"),
        ("ngày 04/5/2024 của Ban Chấp hành", "2024-05-04"),
        ("ngày 28-01-2022", "2022-01-28"),
        ("ngày 01.11.2012", "2012-11-01"),
        ("NGÀY 22 THÁNG 12 NĂM 2024", "2024-12-22"),
        # a draft leaves the day or the month blank
        ("Khánh Hòa, ngày tháng 3 năm 2025", "2025-03"),
        ("Khánh Hòa, ngày tháng năm 2026", "2026"),
        ("Khánh Hòa, ngày ... tháng ... năm 2026", "2026"),
        ("Khánh Hòa, ngày …… tháng 4 năm 2026", "2026-04"),
        ("ngày / /2026", "2026"),
        ("ngày   /3/2026", "2026-03"),
        # no date at all
        ("", None),
        ("ngày tháng năm", None),
        ("năm 2026", None),
        ("ngày 10 tháng 13 năm 2025", None),
        ("ngày 32 tháng 12 năm 2025", None),
        ("14/34 tỉnh", None),
    ],
)
def test_dates_as_documents_print_them(text: str, iso: str | None) -> None:
    assert iso_date(text) == iso


@pytest.mark.parametrize("text", ["ngày 31 tháng 02 năm 2025", "ngày 31/4/2025", "ngày 29/02/2025"])
def test_a_day_that_the_calendar_does_not_have(text: str) -> None:
    assert iso_date(text) is None


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("Triển khai nhiệm vụ trên địa bàn tỉnh Khánh Hòa năm 2026", 2026),
        ("Phát triển khoa học, công nghệ đến năm 2030", 2030),
        ("Chuyển đổi số giai đoạn 2026 - 2030", 2030),
        ("Triển khai thực hiện Quyết định số 512/QĐ-UBND ngày 21/02/2025", None),
        ("thực hiện Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024 của Bộ Chính trị", None),
        (None, None),
    ],
)
def test_the_year_a_plan_is_for(title: str | None, year: int | None) -> None:
    assert year_set_by(title) == year


def test_ends_of_periods() -> None:
    assert periods.month(2025, 2) == periods.Period(dt.date(2025, 2, 1), dt.date(2025, 2, 28))
    assert periods.month(2028, 2) == periods.Period(dt.date(2028, 2, 1), dt.date(2028, 2, 29))
    assert periods.quarter(2025, 4) == periods.Period(dt.date(2025, 10, 1), dt.date(2025, 12, 31))
    assert periods.year(2030) == periods.Period(dt.date(2030, 1, 1), dt.date(2030, 12, 31))
    assert periods.months(2026, 4, 6) == periods.Period(dt.date(2026, 4, 1), dt.date(2026, 6, 30))
    assert periods.day_before(periods.year(2030)) == dt.date(2029, 12, 31)


@pytest.mark.parametrize(
    "period",
    [
        periods.day(2025, 2, 29),
        periods.day(2025, 13, 1),
        periods.month(2025, 0),
        periods.month(2025, 13),
        periods.quarter(2025, 0),
        periods.quarter(2025, 5),
        periods.months(2025, 6, 4),
    ],
)
def test_periods_that_are_not_there(period: object) -> None:
    assert period is None
