from __future__ import annotations

import pytest

from normalizers.columns import columns_of, heading_of, is_heading, is_ordinal_heading, kind_of
from schemas.drafts import TableKind

TASKS, INDICATORS, UNKNOWN = TableKind.TASKS, TableKind.INDICATORS, TableKind.UNKNOWN


def _roles(headings: list[str]) -> list[str]:
    return [column.role.value for column in columns_of(headings, kind_of(headings))]


@pytest.mark.parametrize(
    ("headings", "kind", "roles"),
    [
        # 512/QĐ-UBND, Phụ lục I and II
        (
            ["TT", "Chỉ tiêu", "Đơn vị", "Kết quả", "Cơ quan chủ trì theo dõi, đánh giá"],
            INDICATORS,
            ["ordinal", "name", "unit", "target", "agencies"],
        ),
        (
            ["TT", "Tên nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành", "Ghi chú"],
            TASKS,
            ["ordinal", "description", "lead", "coordinating", "deadline", "note"],
        ),
        # the 2026 plan, Phụ lục I and III
        (
            ["STT", "NỘI DUNG CÁC CHỈ TIÊU", "ĐƠN VỊ", "CHỈ TIÊU", "CƠ QUAN CHỦ TRÌ", "Ghi chú"],
            INDICATORS,
            ["ordinal", "name", "unit", "target", "agencies", "note"],
        ),
        (
            [
                "TT",
                "Tên nhiệm vụ ¹",
                "Cơ quan chủ trì",
                "Kết quả dự kiến năm 2026 ²",
                "Thời gian hoàn thành",
                "Ghi chú",
            ],
            TASKS,
            ["ordinal", "description", "lead", "output", "deadline", "note"],
        ),
        # the plan of Sở Xây dựng
        (
            ["TT", "Tên nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian hoàn thành"],
            TASKS,
            ["ordinal", "description", "lead", "coordinating", "deadline"],
        ),
        # other wordings of the same columns
        (
            ["STT", "Nội dung nhiệm vụ", "Chủ trì thực hiện", "Phối hợp", "Thời hạn", "Sản phẩm"],
            TASKS,
            ["ordinal", "description", "lead", "coordinating", "deadline", "output"],
        ),
        (
            ["Số TT", "Nhiệm vụ, giải pháp", "Sản phẩm đầu ra", "Đơn vị thực hiện", "Tiến độ thực hiện"],
            TASKS,
            ["ordinal", "description", "output", "lead", "deadline"],
        ),
        (
            ["STT", "Tên chỉ tiêu", "ĐVT", "Năm 2025", "Năm 2030", "Cơ quan theo dõi"],
            INDICATORS,
            ["ordinal", "name", "unit", "target", "target", "agencies"],
        ),
        (
            ["TT", "Chỉ tiêu", "Đơn vị tính", "Mục tiêu đến năm 2030", "Đơn vị chủ trì", "Đơn vị phối hợp"],
            INDICATORS,
            ["ordinal", "name", "unit", "target", "agencies", "agencies"],
        ),
    ],
)
def test_roles_of_columns(headings: list[str], kind: TableKind, roles: list[str]) -> None:
    assert kind_of(headings) == kind
    assert _roles(headings) == roles
    # the order of the columns changes nothing about what each one holds
    assert _roles([headings[0], *headings[:0:-1]]) == [roles[0], *roles[:0:-1]]


def test_the_word_for_result_is_a_target_or_an_output() -> None:
    assert _roles(["TT", "Chỉ tiêu", "Đơn vị", "Kết quả"])[-1] == "target"
    assert _roles(["TT", "Tên nhiệm vụ", "Cơ quan chủ trì", "Kết quả"])[-1] == "output"


def test_a_title_decides_where_headings_do_not() -> None:
    headings = ["TT", "Nội dung", "Cơ quan chủ trì", "Kết quả"]
    assert kind_of(headings) == UNKNOWN
    assert kind_of(headings, "DANH MỤC NHIỆM VỤ") == TASKS
    assert kind_of(headings, "CÁC CHỈ TIÊU CỤ THỂ") == INDICATORS


@pytest.mark.parametrize(
    "headings",
    [
        ["Họ và tên", "Chức vụ", "Số điện thoại"],
        ["TT", "Họ và tên", "Ngày sinh"],
        ["STT", "Tên thủ tục hành chính", "Thời hạn giải quyết", "Cơ quan thực hiện"],
        ["TT", "Mã TTHC", "Nội dung công việc", "Thời gian thực hiện"],
        ["", "", ""],
        [],
    ],
)
def test_a_table_of_something_else(headings: list[str]) -> None:
    assert kind_of(headings) == UNKNOWN


def test_a_heading_that_no_vocabulary_knows() -> None:
    headings = ["TT", "Tên nhiệm vụ", "Cơ quan chủ trì", "Thời hạn", "Nguồn kinh phí", ""]
    assert _roles(headings) == ["ordinal", "description", "lead", "deadline", "other", "other"]
    assert heading_of("Nguồn kinh phí") is None


def test_years_of_columns() -> None:
    headings = ["TT", "Chỉ tiêu", "Năm 2025", "Đến năm 2030", "Giai đoạn 2026-2030", "Ghi chú"]
    columns = columns_of(headings, INDICATORS)
    assert [column.year for column in columns] == [None, None, 2025, 2030, None, None]


def test_one_column_alone_states_and_numbers() -> None:
    headings = ["TT", "Nhiệm vụ", "Nội dung công việc", "STT", "Chủ trì", "Thời hạn"]
    assert _roles(headings) == ["ordinal", "description", "other", "other", "lead", "deadline"]


@pytest.mark.parametrize("text", ["TT", "STT", "Stt", "Số TT", "Số thứ tự", "STT.", "TT."])
def test_ordinal_headings(text: str) -> None:
    assert is_ordinal_heading(text)
    assert is_heading(text)


@pytest.mark.parametrize("text", ["T", "Chỉ tiêu", "Thị trường", "TT.HĐND tỉnh", "1", ""])
def test_what_is_no_ordinal_heading(text: str) -> None:
    assert not is_ordinal_heading(text)


def test_a_sentence_is_no_heading() -> None:
    assert is_heading("Cơ quan chủ trì theo dõi, đánh giá")
    assert not is_heading(
        "Tổ chức triển khai các nhiệm vụ được giao theo kế hoạch năm của cơ quan, đơn vị mình phụ trách"
    )


def test_what_the_year_before_will_likely_reach_is_no_target() -> None:
    headings = ["TT", "Chỉ tiêu", "Đơn vị tính", "Ước TH năm 2025", "Kế hoạch năm 2026"]
    assert _roles(headings) == ["ordinal", "name", "unit", "other", "target"]


def test_the_parts_of_a_group_are_what_rows_state() -> None:
    headings = ["TT", "Tên tiêu chí", "Nội dung tiêu chí", "Chỉ tiêu chung"]
    assert _roles(headings) == ["ordinal", "other", "name", "target"]
    assert _roles(["TT", "Tên tiêu chí", "Chỉ tiêu"]) == ["ordinal", "name", "target"]
