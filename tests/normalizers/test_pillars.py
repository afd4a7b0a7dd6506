"""The seven groups of Nghị quyết 57-NQ/TW, known by headings as the five documents word them."""

from __future__ import annotations

import pytest

from normalizers.pillars import pillar_of
from normalizers.text import fold
from normalizers.vocabulary import load
from tests.documents import DECISION_512, DOCUMENTS, PLAN_2026, PLAN_KON_TUM, PLAN_SXD, RESOLUTION_48, reading

OPENINGS = {
    "Nâng cao nhận thức, đột phá về đổi mới tư duy": 1,
    "Khẩn trương, quyết liệt": 2,
    "Triển khai thực hiện các chính sách mới": 2,
    "Tăng cường đầu tư, hoàn thiện hạ tầng": 3,
    "Phát triển hạ tầng": 3,
    "Phát triển, trọng dụng nhân lực": 4,
    "Đẩy mạnh chuyển đổi số, ứng dụng": 5,
    "Thúc đẩy mạnh mẽ hoạt động": 6,
    "Tăng cường hợp tác": 7,
}


def _expected(title: str | None) -> int | None:
    return next((pillar for opening, pillar in OPENINGS.items() if title and title.startswith(opening)), None)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_section_of_the_documents(name: str) -> None:
    records = [*reading(name).tasks, *reading(name).indicators]
    found = {(record.section_title, record.pillar) for record in records}
    assert found == {(record.section_title, _expected(record.section_title)) for record in records}


@pytest.mark.parametrize("name", [DECISION_512, PLAN_2026, RESOLUTION_48, PLAN_KON_TUM])
def test_tasks_are_of_all_seven(name: str) -> None:
    assert {task.pillar for task in reading(name).tasks} == {1, 2, 3, 4, 5, 6, 7}


def test_the_building_plan_has_the_first_five() -> None:
    assert {task.pillar for task in reading(PLAN_SXD).tasks} == {1, 2, 3, 4, 5}


@pytest.mark.parametrize(
    "title", [None, "", "Mục tiêu", "Đến năm 2030", "Phát triển chuyển đổi số", "Phát triển du lịch"]
)
def test_headings_that_fit_none(title: str | None) -> None:
    assert pillar_of(title) is None


WORDS = [
    (pillar, word, weight) for pillar, words in load("pillars")["pillars"].items() for word, weight in words.items()
]


@pytest.mark.parametrize(("pillar", "word"), [(pillar, word) for pillar, word, weight in WORDS if weight >= 3])
def test_words_that_only_one_pillar_has_decide_alone(pillar: int, word: str) -> None:
    assert pillar_of(word) == pillar


def test_no_word_stands_for_two_pillars() -> None:
    assert len({fold(word) for _, word, _ in WORDS}) == len(WORDS)
