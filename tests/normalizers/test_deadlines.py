from __future__ import annotations

import datetime as dt

import pytest

from normalizers.deadlines import parse_deadline, states_time

Case = tuple[str, str, str | None, str | None]

PERIODS: list[Case] = [
    ("20/02/2026", "date", None, "2026-02-20"),
    ("Ngày 20 tháng 02 năm 2026", "date", None, "2026-02-20"),
    ("15.3.2025", "date", None, "2025-03-15"),
    ("Chậm nhất 30/6/2025", "date", None, "2025-06-30"),
    ("6/2025", "month", None, "2025-06-30"),
    ("04/2025", "month", None, "2025-04-30"),
    ("02/2026", "month", None, "2026-02-28"),
    ("2/2028", "month", None, "2028-02-29"),
    ("Tháng 4 năm 2025", "month", None, "2025-04-30"),
    ("6/2025.", "month", None, "2025-06-30"),
    ("Quý IV/2025", "quarter", None, "2025-12-31"),
    ("Quý I/2026", "quarter", None, "2026-03-31"),
    ("QUÝ III/2025", "quarter", None, "2025-09-30"),
    ("Quý 2/2025", "quarter", None, "2025-06-30"),
    ("Quý IV năm 2025", "quarter", None, "2025-12-31"),
    ("Quí IV/2025", "quarter", None, "2025-12-31"),
    ("2025", "year", None, "2025-12-31"),
    ("Năm 2030", "year", None, "2030-12-31"),
    ("Đến hết năm 2025", "year", None, "2025-12-31"),
    ("Năm 2026 (thường xuyên)", "year", None, "2026-12-31"),
    ("Quý II/2025 (sau khi Trung ương ban hành)", "quarter", None, "2025-06-30"),
]
RANGES: list[Case] = [
    ("2025 - 2026", "range", "2025-01-01", "2026-12-31"),
    ("2025- 2026", "range", "2025-01-01", "2026-12-31"),
    ("2025-2026", "range", "2025-01-01", "2026-12-31"),
    ("2025–2026", "range", "2025-01-01", "2026-12-31"),
    ("Giai đoạn 2026-2030", "range", "2026-01-01", "2030-12-31"),
    ("Từ năm 2025 đến năm 2030", "range", "2025-01-01", "2030-12-31"),
    ("2025 và những năm tiếp theo", "range", "2025-01-01", None),
    ("2025 và các năm tiếp theo", "range", "2025-01-01", None),
    ("Từ 2026 trở đi", "range", "2026-01-01", None),
    ("Năm 2026-2027 và những năm tiếp theo", "range", "2026-01-01", None),
    ("Bắt đầu từ tháng 4/2026 (Hoàn thành trong Quý IV/2026)", "range", "2026-04-01", "2026-12-31"),
    ("Quý I, II/2026", "range", "2026-01-01", "2026-06-30"),
    ("Quý III - IV/2026", "range", "2026-07-01", "2026-12-31"),
    ("Quý I/2026 - Quý II/2026", "range", "2026-01-01", "2026-06-30"),
    ("Quý IV/2025 - Quý I/2026", "range", "2025-10-01", "2026-03-31"),
    ("6 tháng đầu năm 2026", "range", "2026-01-01", "2026-06-30"),
    ("6 tháng cuối năm 2025", "range", "2025-07-01", "2025-12-31"),
    ("30/6/2025 - 31/12/2025", "range", "2025-06-30", "2025-12-31"),
    ("Từ ngày 01/01/2026 đến ngày 31/12/2026", "range", "2026-01-01", "2026-12-31"),
    ("Từ 01/2026 đến 12/2026", "range", "2026-01-01", "2026-12-31"),
    ("12/2025 - 6/2026", "range", "2025-12-01", "2026-06-30"),
    ("12/2025-6/2026", "range", "2025-12-01", "2026-06-30"),
    ("tháng 11, 12/2025", "range", "2025-11-01", "2025-12-31"),
    ("Tháng 4-6/2025", "range", "2025-04-01", "2025-06-30"),
    ("Tháng 9 - 10/2025", "range", "2025-09-01", "2025-10-31"),
    ("Từ tháng 1 đến tháng 6/2026", "range", "2026-01-01", "2026-06-30"),
]
BEFORE: list[Case] = [
    ("Gửi về Sở Khoa học và công nghệ trước 02/2026", "month", None, "2026-01-31"),
    ("Trước ngày 15/3/2026", "date", None, "2026-03-14"),
    ("Trước 31/12/2025", "date", None, "2025-12-30"),
    ("Hoàn thành trước 30/6/2025", "date", None, "2025-06-29"),
    ("Trước tháng 6/2026", "month", None, "2026-05-31"),
    ("Trước Quý II/2026", "quarter", None, "2026-03-31"),
    ("Trước năm 2030", "year", None, "2029-12-31"),
]
WITHOUT_DATES: list[Case] = [
    *((text, "recurring", None, None) for text in ("Hằng năm", "Hàng năm", "Hằng năm.", "Hàng tháng", "Hằng quý")),
    *((text, "recurring", None, None) for text in ("Định kỳ hằng năm", "31/12 hàng năm", "06 tháng/lần")),
    *((text, "ongoing", None, None) for text in ("Thường xuyên", "thường xuyên", "Thường xuyên, liên tục")),
    *((text, "ongoing", None, None) for text in ("Thường xuyên trong năm 2026", "Thường xuyên đến 2030")),
    *((text, "conditional", None, None) for text in ("Sau khi Đề án được ban hành", "Khi có hướng dẫn")),
    ("Ngay sau khi được phê duyệt", "conditional", None, None),
    ("Sau khi Chính phủ ban hành Nghị định, dự kiến 2026", "conditional", None, None),
    ("Theo tiến độ", "conditional", None, None),
]


@pytest.mark.parametrize(("text", "kind", "start", "end"), [*PERIODS, *RANGES, *BEFORE, *WITHOUT_DATES])
def test_what_a_deadline_says(text: str, kind: str, start: str | None, end: str | None) -> None:
    found = parse_deadline(text)
    assert found is not None
    assert (found.kind.value, found.start, found.end) == (kind, _date(start), _date(end))


def _date(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "…",
        "x",
        "31/02/2025",
        "13/2025",
        "00/2025",
        "Quý IV",
        "Tháng 12",
        "30/6",
        "Sở Tài chính",
        "Quý IV/2025 - Quý I/2025",
        "6/2025; 12/2025",
        "Đề án",
    ],
)
def test_what_is_not_understood_gets_no_date(text: str) -> None:
    assert parse_deadline(text) is None


@pytest.mark.parametrize(
    "text",
    ["12/2026", "Thường xuyên", "Hằng năm", "Quý IV/2025", "2025 và những năm tiếp theo", "Năm 2030", "20/02/2026"],
)
def test_a_cell_that_states_a_time(text: str) -> None:
    assert states_time(text)


@pytest.mark.parametrize(
    "text",
    [
        "Sở Tài chính",
        "≥ 55",
        "100",
        "Kế hoạch năm 2026",
        "Thường xuyên cập nhật và phân tích cơ sở dữ liệu về đội ngũ trí thức của tỉnh",
        "Xây dựng, triển khai Kế hoạch Chuyển đổi số giai đoạn 2026 - 2030",
        "Chỉ số đổi mới sáng tạo",
    ],
)
def test_a_cell_that_states_none(text: str) -> None:
    assert not states_time(text)
