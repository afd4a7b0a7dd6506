"""Prose of any kind: nothing crashes, and what a record says stands in its paragraph."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from normalizers.targets import targets_in
from tests.normalizers.prose_made import read

WORDS = [
    *("I. MỤC TIÊU", "II. NHIỆM VỤ", "1. Đến năm 2030", "Điều 1.", "a)", "- ", "+ ", "Nơi nhận:", "¹", "(", ")", "\n"),
    *(
        "tỷ lệ hộ nghèo",
        "đạt",
        "trên",
        "85%",
        "10 - 18%",
        "từ 59% xuống 30%",
        "2030",
        "GRDP",
        ";",
        ".",
        ",",
        "trong đó",
    ),
    *("thuộc nhóm 15 tỉnh dẫn đầu", "về chuyển đổi số", "có ít nhất 3 tổ chức", "Xây dựng", "Sở Tài chính"),
    *("chủ trì, phối hợp với", "Cơ quan chủ trì:", "Hoàn thành trước 30/6/2025"),
]
TEXT = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(TEXT)
def test_what_records_say_stands_in_the_text(text: str) -> None:
    found = read(text)
    words = " ".join(text.replace("¹", "").split())
    for task in found.tasks:
        assert task.description
        assert all(part in words for part in task.description.split(": "))
    for indicator in found.indicators:
        assert indicator.name
        assert indicator.name in words
        assert indicator.target
        assert indicator.target in words


@given(st.text(max_size=200))
def test_targets_of_any_text_are_slices_of_it(text: str) -> None:
    for target in targets_in(text):
        assert target.name in text
        assert target.words in text
        assert 0 <= target.start <= target.end <= len(text)
