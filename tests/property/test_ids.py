"""Ids: one for each record, the same today, tomorrow, and beside other documents."""

from __future__ import annotations

import pytest

from extractors import extract
from pipeline.assemble import Source, assemble
from schemas.records import Reading
from tests.documents import DECISION_512, DOCUMENTS, PLAN_2026, PLAN_SXD, path_of, reading, text_of


def _read(text: str, path: str = "elsewhere/plan.txt") -> Reading:
    return assemble(extract(text.encode(), "plan.txt"), Source(path, "0" * 64))


def _ids(found: Reading) -> list[str]:
    return [*(task.task_id for task in found.tasks), *(row.indicator_id for row in found.indicators)]


def test_ids_are_unique_over_all_documents() -> None:
    ids = [name for document in DOCUMENTS for name in _ids(reading(document))]
    assert len(ids) == len(set(ids)) == 79 + 43 + 14 + 110 + 63 + 26 + 2 + 33 + 18 + 46 + 19
    documents = [reading(document).document.document_id for document in DOCUMENTS]
    assert len(documents) == len(set(documents))


@pytest.mark.parametrize("name", [DECISION_512, PLAN_2026, PLAN_SXD])
def test_ids_do_not_depend_on_the_file(name: str) -> None:
    again = _read(text_of(name))
    assert _ids(again) == _ids(reading(name))
    assert again.document.document_id == reading(name).document.document_id


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_same_bytes_give_the_same_records(name: str) -> None:
    data, source = path_of(name).read_bytes(), Source("a.txt", "0" * 64)
    first, second = (assemble(extract(data, "a.txt"), source) for _ in range(2))
    assert first == second


def test_a_row_added_changes_no_other_id() -> None:
    """A dash row put before the others of task 26: their ids come from their words, not from their place."""
    text = text_of(PLAN_2026)
    heading = next(line for line in text.splitlines() if line.startswith("26.\tGiải pháp cải thiện"))
    added = "-\tKế hoạch thi đua năm 2026\tSở Nội vụ\tCác sở, ban, ngành\tKế hoạch\t3/2026\t"
    before, after = _ids(reading(PLAN_2026)), _ids(_read(text.replace(heading, f"{heading}\n{added}")))
    assert len(after) == len(before) + 1
    assert [name for name in after if name in set(before)] == before


def test_a_row_taken_out_changes_no_other_id() -> None:
    lines = text_of(PLAN_SXD).splitlines()
    kept = [line for line in lines if not line.startswith("14\t")]
    before = _ids(reading(PLAN_SXD))
    assert _ids(_read("\n".join(kept))) == [name for name in before if not name.endswith(".14")]


def test_a_draft_and_its_signed_text_are_two_documents() -> None:
    signed = text_of(PLAN_SXD).replace("Số: /KH-SXD", "Số: 815/KH-SXD").replace("ngày tháng 3", "ngày 14 tháng 3")
    found = _read(signed).document
    assert (found.symbol, found.number, found.issued_on, found.is_draft) == ("815/KH-SXD", 815, "2025-03-14", False)
    assert found.document_id != reading(PLAN_SXD).document.document_id


def test_two_provinces_may_use_one_symbol() -> None:
    other = text_of(DECISION_512).replace("Khánh Hòa", "Quảng Ngãi").replace("KHÁNH HÒA", "QUẢNG NGÃI")
    found = _read(other).document
    assert (found.symbol, found.place) == ("512/QĐ-UBND", "Quảng Ngãi")
    assert found.document_id != reading(DECISION_512).document.document_id
