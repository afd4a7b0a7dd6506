"""Indicators of prose: seat, year, note and place."""

from __future__ import annotations

from normalizers.prose_indicators import ELSEWHERE
from tests.normalizers.prose_made import read

PLAN = """
I. QUAN ĐIỂM
- Năm 2023 tỷ lệ hộ nghèo đạt 5%.
II. MỤC TIÊU
1. Mục tiêu đến năm 2030
- Phấn đấu tăng năng suất lao động trên 6,5%; quy mô kinh tế số¹ đạt tối thiểu 25% GRDP. Giao dịch số đạt 80%.
2. Tầm nhìn đến năm 2045: Hình thành 3-5 doanh nghiệp công nghệ số.
III. NHIỆM VỤ
1. Hạ tầng
- Bố trí ít nhất 15% ngân sách nhà nước cho nghiên cứu. Đã đạt 10% năm 2024. Xây dựng 02 đề án.
"""


def test_targets_of_the_goals_and_elsewhere() -> None:
    found = read(PLAN).indicators
    assert [(i.section, i.section_title, i.ordinal, i.name, i.target, i.unit, i.year, i.note) for i in found] == [
        ("II", "MỤC TIÊU", None, "tăng năng suất lao động", "trên 6,5%", "%", 2030, None),
        ("II", "MỤC TIÊU", None, "quy mô kinh tế số", "tối thiểu 25% GRDP", "% GRDP", 2030, None),
        ("II", "MỤC TIÊU", None, "Giao dịch số", "80%", "%", 2030, None),
        ("II", "MỤC TIÊU", None, "doanh nghiệp công nghệ số", "3-5", "doanh nghiệp", 2045, None),
        ("1", "Hạ tầng", None, "ngân sách nhà nước cho nghiên cứu", "ít nhất 15%", "%", None, ELSEWHERE),
    ]
    assert {i.appendix for i in found} == {None}


def test_phan_dau_at_the_head_of_a_sentence_holds_for_its_clauses() -> None:
    strive = [(i.wording or "").startswith("Phấn đấu") for i in read(PLAN).indicators]
    assert strive == [True, True, False, False, False]


def test_they_lead_back_to_their_lines() -> None:
    found = read(PLAN).indicators
    assert [place.first_line for i in found for place in i.origin.places] == [5, 5, 5, 6, 9]
    assert found[3].origin.source_text.startswith("2. Tầm nhìn")


def test_the_year_of_the_document_is_the_last_resort() -> None:
    assert [i.year for i in read("I. MỤC TIÊU\n- Tỷ lệ A đạt 5%.", year=2026).indicators] == [2026]
    assert [i.year for i in read("I. MỤC TIÊU\n- Tỷ lệ A đạt 5%.").indicators] == [None]


def test_a_figure_without_a_name_has_that_of_the_clause_before() -> None:
    found = read("I. MỤC TIÊU\n- Chỉ số A thuộc nhóm 5 xã dẫn đầu; đạt từ 90 điểm trở lên.").indicators
    assert [(i.name, i.target) for i in found] == [
        ("Chỉ số A", "thuộc nhóm 5 xã dẫn đầu"),
        ("Chỉ số A", "từ 90 điểm trở lên"),
    ]
    assert [i.is_rank for i in found] == [True, False]


def test_where_no_heading_announces_goals_nothing_is_one() -> None:
    assert read("I. TÌNH HÌNH\n- Tỷ lệ A đạt 5%.\nMột đoạn: tỷ lệ B đạt 6%.").indicators == ()
