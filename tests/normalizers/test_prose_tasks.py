"""Tasks of prose: which paragraphs are tasks, and what belongs to them."""

from __future__ import annotations

import pytest

from normalizers.prose_deadlines import condition_in, deadline_in
from tests.normalizers.prose_made import read

HEAD = "I. MỤC TIÊU\n- Xây dựng tỉnh giàu mạnh.\nII. NHIỆM VỤ VÀ GIẢI PHÁP\n1. Hạ tầng số\n"
FOOT = "\nIII. TỔ CHỨC THỰC HIỆN\n1. Sở Tài chính chủ trì bố trí kinh phí thực hiện hằng năm."


def _tasks(body: str) -> list[tuple[str | None, str | None, str]]:
    return [(task.section, task.ordinal, task.description) for task in read(HEAD + body + FOOT).tasks]


@pytest.mark.parametrize(
    ("body", "tasks"),
    [
        ("- Xây dựng dữ liệu.\n- Rà soát quy định.", [("1", "-", "Xây dựng dữ liệu."), ("1", "-", "Rà soát quy định.")]),
        ("a) Xây dựng dữ liệu.\nb) Rà soát.", [("1", None, "Xây dựng dữ liệu."), ("1", None, "Rà soát.")]),
        ("Tập trung phát triển dữ liệu.\n- Rà soát.", [("1", None, "Tập trung phát triển dữ liệu."), ("1", "-", "Rà soát.")]),
        ("1.1. Dữ liệu\n- Xây dựng kho.\n1.2. An toàn\n- Bảo đảm an ninh.", [("1.1", "-", "Xây dựng kho."), ("1.2", "-", "Bảo đảm an ninh.")]),
        ("2. Xây dựng kho dữ liệu của tỉnh.\n3. Rà soát quy định.", [("II", None, "Xây dựng kho dữ liệu của tỉnh."), ("II", None, "Rà soát quy định.")]),
        # lead-ins and headings are none
        ("Triển khai tốt các nội dung sau:\n- Xây dựng dữ liệu.", [("1", "-", "Xây dựng dữ liệu.")]),
        ("- Tập trung các việc sau:\n+ Xây dựng kho.\n+ Rà soát.", [("1", "-", "Xây dựng kho."), ("1", "-", "Rà soát.")]),
        ("a) Hoàn thiện thể chế\n- Rà soát quy định.", [("1", "-", "Rà soát quy định.")]),
        # a list of things makes one task with its lead-in
        ("- Phát triển hạ tầng, gồm:\n+ Hạ tầng số;\n+ Hạ tầng dữ liệu.", [("1", "-", "Phát triển hạ tầng, gồm: Hạ tầng số; Hạ tầng dữ liệu.")]),
        # what orders nothing
        ("(Phụ lục Danh mục các nhiệm vụ kèm theo).", []),
        ("Thời gian qua, hạ tầng của tỉnh đã có bước phát triển khá.", []),
        ("- Hạ tầng số;", []),
        # bodies charged by their subject
        ("Các cấp ủy, tổ chức đảng cần nhận thức đầy đủ tầm quan trọng.", [("1", None, "Các cấp ủy, tổ chức đảng cần nhận thức đầy đủ tầm quan trọng.")]),
        ("", []),
    ],
)  # fmt: skip
def test_tasks(body: str, tasks: list[tuple[str | None, str | None, str]]) -> None:
    assert _tasks(body) == tasks


def test_what_stands_behind_labels_belongs_to_the_task_above() -> None:
    (first, second) = read(
        HEAD + "- Xây dựng kho dữ liệu.\nCơ quan chủ trì: Sở Khoa học và Công nghệ.\nCơ quan phối hợp: Các sở, ngành.\n"
        "Thời gian hoàn thành: Quý II/2025.\n- Rà soát quy định. Sản phẩm: Báo cáo. Đơn vị chủ trì: Sở Tư pháp." + FOOT
    ).tasks
    assert (first.lead, first.coordinating, first.deadline) == (
        "Sở Khoa học và Công nghệ",
        "Các sở, ngành",
        "Quý II/2025",
    )
    assert first.origin.source_text.split("\n")[-1] == "Thời gian hoàn thành: Quý II/2025."
    assert (second.description, second.output, second.lead) == ("Rà soát quy định.", "Báo cáo", "Sở Tư pháp")


def test_footnotes_and_conditions_go_to_the_note() -> None:
    (task,) = read(HEAD + "- Thành lập quỹ cấp tỉnh khi đủ điều kiện¹.", notes="¹ Nghị quyết số 1/NQ-CP.").tasks
    assert task.description == "Thành lập quỹ cấp tỉnh khi đủ điều kiện."
    assert task.note == "khi đủ điều kiện; ¹ Nghị quyết số 1/NQ-CP."


def test_bodies_that_a_heading_names_lead_what_stands_under_it() -> None:
    (task,) = read("II. NHIỆM VỤ\n1. Văn phòng UBND tỉnh\na) Chủ trì, phối hợp với Sở Nội vụ xây dựng quy chế.").tasks
    assert (task.lead, task.coordinating, task.section) == ("Văn phòng UBND tỉnh", "Sở Nội vụ", "1")


def test_only_without_a_section_of_tasks_those_who_carry_it_out_are_asked() -> None:
    text = "III. TỔ CHỨC THỰC HIỆN\n1. Giao Sở Tài chính bố trí kinh phí."
    assert [task.lead for task in read(text).tasks] == ["Sở Tài chính"]
    assert read(text, has_tables=True).tasks == ()
    assert [task.description for task in read(f"{HEAD}- Xây dựng kho.\n{text}").tasks] == ["Xây dựng kho."]


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("Trong tháng 4/2025, tổ chức phát động.", "Trong tháng 4/2025"),
        ("Hằng năm tổ chức ngày hội.", "Hằng năm"),
        ("Định kỳ hằng tháng, phát bản tin.", "Định kỳ hằng tháng"),
        ("Từ tháng 3/2026 đến tháng 10/2026, làm sạch dữ liệu.", "Từ tháng 3/2026 đến tháng 10/2026"),
        ("Phấn đấu đến hết năm 2025, 100% hồ sơ trực tuyến.", "đến hết năm 2025"),
        ("Xây dựng đề án, hoàn thành trước ngày 30/6/2025.", "trước ngày 30/6/2025"),
        ("Hoàn thành quy hoạch hai khu du lịch trước tháng 6/2022; quản lý chặt chẽ.", "trước tháng 6/2022"),
        ("Xây dựng chính sách, trình Chính phủ trong quý II/2023.", "trong quý II/2023"),
        ("Sau khi Trung ương ban hành, xây dựng kế hoạch.", "Sau khi Trung ương ban hành"),
        ("Đẩy mạnh ứng dụng. Trong năm 2025, phối hợp với Bộ Công an triển khai.", None),
        ("Định kỳ đánh giá, công bố kết quả.", None),
        ("Phát triển dữ liệu giai đoạn 2025-2030.", None),
        ("Xây dựng kế hoạch trong năm học mới.", None),
    ],
)
def test_deadlines(text: str, deadline: str | None) -> None:
    assert deadline_in(text) == deadline


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("Hỗ trợ doanh nghiệp (sau khi Trung ương ban hành Bộ tiêu chí).", "sau khi Trung ương ban hành Bộ tiêu chí"),
        ("Tham gia thử nghiệm khi có chủ trương của Trung ương.", "khi có chủ trương của Trung ương"),
        ("Rà soát trước khi có quyết định.", None),
        ("Trong khi được giao nhiệm vụ.", None),
    ],
)
def test_conditions(text: str, condition: str | None) -> None:
    assert condition_in(text) == condition
