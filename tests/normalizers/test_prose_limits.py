"""Words of prose that look like something else: things like bodies, levels like changes, reports like recipients."""

from __future__ import annotations

import pytest

from normalizers.orders import names_bodies_only
from normalizers.outline import outline_of
from normalizers.prose_tasks import prose_tasks
from normalizers.purposes import Purpose
from normalizers.quantities import parse_quantity
from normalizers.sections import placed
from schemas.raw import Paragraph


@pytest.mark.parametrize(
    "heading",
    ["Ban hành chính sách ưu đãi nhân tài", "Phòng, chống tội phạm mạng", "Hội nhập quốc tế", "Báo chí và xuất bản"],
)
def test_things_that_begin_like_bodies_charge_nobody(heading: str) -> None:
    assert not names_bodies_only(heading)


@pytest.mark.parametrize(
    "heading", ["Ban Tổ chức Tỉnh ủy", "Hội nông dân tỉnh", "Báo Khánh Hòa", "Phòng, ban chuyên môn"]
)
def test_bodies_are_charged_by_name(heading: str) -> None:
    assert names_bodies_only(heading)


def _texts(*lines: str) -> list[str]:
    outline = outline_of([Paragraph(text=line, source_text=line) for line in lines])
    return [task.description for task in prose_tasks(placed(outline), {}, ordering_sections_only=False)]


def test_a_list_of_reports_does_not_end_the_document() -> None:
    tasks = _texts(
        "I. NHIỆM VỤ",
        "1. Xây dựng nền tảng dữ liệu dùng chung của tỉnh.",
        "Nơi nhận báo cáo: Sở Khoa học và Công nghệ.",
        "2. Xây dựng trung tâm dữ liệu của tỉnh.",
        "Nơi nhận:",
        "3. Như trên, để xây dựng và ban hành.",
    )
    assert tasks[-1] == "Xây dựng trung tâm dữ liệu của tỉnh."


def test_a_task_before_labels_of_another_section_is_kept() -> None:
    tasks = _texts(
        "I. NHIỆM VỤ",
        "1. Xây dựng nền tảng dữ liệu dùng chung của tỉnh.",
        "II. NHIỆM VỤ KHÁC",
        "- Cơ quan chủ trì: Sở Tài chính.",
    )
    assert tasks == ["Xây dựng nền tảng dữ liệu dùng chung của tỉnh."]


def test_square_metres_are_no_footnote() -> None:
    assert _texts("I. NHIỆM VỤ", "1. Xây dựng 5.000 m² nhà xưởng và 12 km² khu công nghệ số³.") == [
        "Xây dựng 5.000 m² nhà xưởng và 12 km² khu công nghệ số."
    ]


def test_and_more_is_no_change() -> None:
    quantity = parse_quantity("từ 85% trở lên tổng số xã")
    assert quantity is not None
    assert quantity.value == 85


def test_a_goal_with_a_figure_heads_no_section() -> None:
    lines = ["I. MỤC TIÊU", "a) Tỷ lệ xã đạt chuẩn đạt 80%.", "b) Đánh giá mức độ hài lòng của người dân đạt trên 90%."]
    outline = outline_of([Paragraph(text=line, source_text=line) for line in lines])
    assert all(each.purposes == {Purpose.GOALS} for each in placed(outline) if each.item.passage)
