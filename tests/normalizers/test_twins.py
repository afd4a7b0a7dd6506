"""Passages of prose beside rows of tables."""

from __future__ import annotations

from extractors import extract
from normalizers.document import read_document
from tests.documents import DECISION_512, PLAN_SXD, layout, reading

ROW = "Xây dựng kho dữ liệu dùng chung của ngành"
MORE = "Xây dựng, vận hành kho dữ liệu dùng chung của toàn ngành, kết nối với kho dữ liệu của tỉnh và các sở."
TABLE = f"PHỤ LỤC\nTT\tNhiệm vụ\tCơ quan chủ trì\tThời gian hoàn thành\n1\t{ROW}\tSở Y tế\t6/2025"


def _twin(prose: str) -> str | None:
    document = read_document(
        extract(f"KẾ HOẠCH\nThực hiện X\n\nII. NHIỆM VỤ\n\n- {prose}\n\n{TABLE}".encode(), "a.txt")
    )
    (task,) = document.tasks
    assert task.origin.table == 1
    return task.twin.text if task.twin else None


def test_the_prose_that_says_more_is_kept_beside_the_row() -> None:
    assert _twin(MORE) == MORE


def test_prose_that_says_no_more_or_something_else_is_not() -> None:
    assert _twin(f"{ROW}.") is None
    assert _twin("Rà soát, hoàn thiện quy chế làm việc của các phòng, ban, đơn vị thuộc Sở trong năm tới.") is None


def test_there_is_one_list_not_two() -> None:
    """512/QĐ-UBND states both kinds in tables, the plan of the Sở its targets in prose."""
    assert {record.source_table for record in reading(DECISION_512).tasks} == {2}
    assert {record.source_table for record in reading(DECISION_512).indicators} == {1}
    assert {record.source_table for record in reading(PLAN_SXD).tasks} == {1}
    assert {record.source_table for record in reading(PLAN_SXD).indicators} == {None}


def test_twins_of_the_plan_of_the_so() -> None:
    lines = {line for p in layout(PLAN_SXD).paragraphs for place in p.places for line in [place.first_line]}
    twins = [task for task in reading(PLAN_SXD).tasks if task.prose_text]
    assert [task.ordinal for task in twins] == ["1", "3", "5", "7", "10", "24"]
    assert all(task.prose_lines and set(task.prose_lines[:1]) <= lines for task in twins)
