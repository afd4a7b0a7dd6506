"""The five documents and their records, and the totals that the documents themselves state."""

from __future__ import annotations

import dataclasses
from collections import Counter
from itertools import groupby
from typing import Any

import pytest

from schemas.records import Modality
from tests.documents import (
    DECISION_512,
    DOCUMENTS,
    PLAN_2026,
    PLAN_KON_TUM,
    PLAN_SXD,
    RAW,
    RESOLUTION_48,
    indicators,
    reading,
    tasks,
)
from tests.golden.expected import SWITCH, expected_path, lean, read, rewriting, write


def _numbers(first: int, last: int) -> list[str]:
    return [str(number) for number in range(first, last + 1)]


def _key(record: dict[str, Any]) -> str:
    return str(record.get("task_id") or record.get("indicator_id") or (record.get("symbol"), record.get("date")))


@dataclasses.dataclass(frozen=True)
class _Difference:
    """A field that is not what it should be; printed on one line."""

    record: str
    field: str
    found: Any
    expected: Any


def _differences(found: list[dict[str, Any]], expected: list[dict[str, Any]]) -> list[_Difference]:
    return [
        _Difference(_key(right), field, record.get(field), right.get(field))
        for record, right in zip(found, expected, strict=True)
        for field in sorted({*record, *right})
        if record.get(field) != right.get(field)
    ]


def test_the_switch_that_rewrites_golden_files_is_refused_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    rewriting()
    monkeypatch.setenv("CI", "true")
    monkeypatch.setenv(SWITCH, "1")
    with pytest.raises(RuntimeError, match=SWITCH):
        rewriting()
    monkeypatch.delenv(SWITCH)
    assert not rewriting()


def test_every_document_has_its_golden_file() -> None:
    documents = {path.stem for path in RAW.glob("*.txt")}
    assert documents == set(DOCUMENTS) == {path.stem for path in expected_path("x").parent.glob("*.json")}


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("kind", ["document", "indicators", "tasks", "references", "findings"])
def test_records_are_the_expected_ones(name: str, kind: str) -> None:
    if rewriting():
        write(name, reading(name))
        pytest.skip("rewritten")
    found, expected = lean(reading(name))[kind], read(name)[kind]
    if kind in ("document", "findings"):
        assert found == expected
    else:
        assert [_key(record) for record in found] == [_key(record) for record in expected]
        assert _differences(found, expected) == []


# --- totals that the documents state ----------------------------------------------------------------------------------


def test_tasks_of_512_are_numbered_1_to_79() -> None:
    found = tasks(DECISION_512, "II")
    assert [task.ordinal for task in found] == _numbers(1, 79)
    assert len(reading(DECISION_512).tasks) == 79
    sections = [(section, len(list(rows))) for section, rows in groupby(task.section for task in found)]
    assert sections == [("I", 14), ("II", 11), ("III", 15), ("IV", 10), ("V", 17), ("VI", 6), ("VII", 6)]


def test_indicators_of_512_are_numbered_1_to_28_and_1_to_3() -> None:
    found = indicators(DECISION_512, "I")
    sub = [f"6.{number}" for number in range(1, 11)]
    to_2030 = [*_numbers(1, 6), *sub, *_numbers(7, 19), "19.1", "19.2", *_numbers(20, 28)]
    assert [(row.section, row.ordinal, row.target_year) for row in found] == [
        *(("I", ordinal, 2030) for ordinal in to_2030),
        *(("II", ordinal, 2045) for ordinal in _numbers(1, 3)),
    ]
    assert {row.parent_ordinal for row in found if row.ordinal in sub} == {"6"}


def test_tasks_of_the_2026_plan() -> None:
    monitored, own = tasks(PLAN_2026, "II"), tasks(PLAN_2026, "III")
    assert [task.ordinal for task in monitored] == [*_numbers(1, 4), None, *_numbers(5, 13)]
    assert [task.ordinal for task in own if task.ordinal != "-"] == _numbers(1, 105)
    assert [task.parent_ordinal for task in own if task.ordinal == "-"] == ["26"] * 5
    assert Counter(task.section for task in own) == {
        "I": 12,
        "II": 13,
        "III": 21,
        "IV": 13,
        "V": 41,
        "VI": 5,
        "VII": 5,
    }


def test_indicators_of_the_2026_plan() -> None:
    found = indicators(PLAN_2026, "I")
    assert [row.ordinal for row in found if row.ordinal != "-"] == _numbers(1, 53)
    assert [row.parent_ordinal for row in found if row.ordinal == "-"] == ["40"] * 10
    assert {row.target_year for row in found} == {2026}


def test_section_iv_of_the_2026_plan_is_printed_twice() -> None:
    titles = {(row.section, row.section_title) for row in indicators(PLAN_2026, "I") if row.section == "IV"}
    assert titles == {("IV", "Phát triển hệ sinh thái đổi mới sáng tạo"), ("IV", "Phát triển chuyển đổi số")}
    by_title = Counter(row.section_title for row in indicators(PLAN_2026, "I"))
    assert by_title["Phát triển hệ sinh thái đổi mới sáng tạo"] == 15
    assert by_title["Phát triển chuyển đổi số"] == 25


def test_tasks_of_the_building_plan_are_numbered_1_to_26() -> None:
    assert [task.ordinal for task in tasks(PLAN_SXD, "")] == _numbers(1, 26)
    assert len(reading(PLAN_SXD).tasks) == 26


@pytest.mark.parametrize("name", [DECISION_512, PLAN_2026, PLAN_SXD])
def test_every_task_of_a_table_has_a_lead_and_a_deadline(name: str) -> None:
    """In these three plans only the heading of task 26 of the 2026 plan has neither."""
    bare = [task.ordinal for task in reading(name).tasks if not task.lead or task.deadline_kind is None]
    assert bare == (["26"] if name == PLAN_2026 else [])


def test_tasks_and_targets_of_48_nq_tu_stand_in_its_prose() -> None:
    found = tasks(RESOLUTION_48, None)
    sections = [(section, len(list(rows))) for section, rows in groupby(task.section for task in found)]
    assert sections == [("1", 3), ("2", 5), ("3", 8), ("4", 5), ("5", 4), ("6", 5), ("7", 3)]
    goals = [row for row in indicators(RESOLUTION_48, None) if row.note is None]
    assert Counter((row.section, row.target_year) for row in goals) == {("II", 2030): 16, ("II", 2045): 1}
    assert [row.note for row in reading(RESOLUTION_48).indicators if row.section != "II"] == ["ngoài mục tiêu"]


def test_tasks_and_targets_of_the_garbled_scan() -> None:
    found = tasks(PLAN_KON_TUM, None)
    sections = [(section, len(list(rows))) for section, rows in groupby(task.section for task in found)]
    assert sections == [("1", 7), ("2", 4), ("3", 6), ("4", 4), ("5", 17), ("6", 6), ("7", 2)]
    goals = [row for row in indicators(PLAN_KON_TUM, None) if row.note is None]
    assert Counter((row.section, row.target_year) for row in goals) == {("II", 2030): 12, ("II", 2045): 2}
    assert {row.modality for row in goals if row.name == "tăng năng suất lao động"} == {Modality.STRIVE}
    assert {row.modality for row in goals if row.name.startswith("tổng chi ngân sách")} == {Modality.MUST}


def test_every_doubtful_word_of_a_record_names_it() -> None:
    doubtful = [f for f in reading(PLAN_KON_TUM).findings if f.code == "doubtful-word" and f.record_id]
    unsure = {task.task_id for task in tasks(PLAN_KON_TUM, None) if (task.confidence or 1) < 0.6}
    assert unsure <= {finding.record_id for finding in doubtful}


def test_a_garbled_scan_is_marked() -> None:
    codes = {finding.code for finding in reading(PLAN_KON_TUM).findings}
    assert "garbled-text" in codes
    assert reading(PLAN_KON_TUM).document.text_quality < 0.8 < 0.95 < reading(RESOLUTION_48).document.text_quality
