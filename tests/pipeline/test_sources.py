"""One document in several files: whose word stands, what is filled in, what is told."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from pipeline.sources import best_of, put_together
from schemas.records import DeadlineKind, FindingRecord, Operator, Reading, TaskRecord
from tests.pipeline.made import document, indicator, reference, task

DOCX, PAGE, PDF, SCAN = (
    {"source_path": name, "source_sha256": name, "extraction": extraction, "text_quality": 1.0, "repaired": False}
    for name, extraction in (("a.docx", "docx"), ("a.html", "html"), ("a.pdf", "text-layer"), ("scan.pdf", "ocr"))
)


def _reading(source: dict[str, Any], tasks: tuple[TaskRecord, ...] = (), **head: Any) -> Reading:
    return Reading(document=document(**{**source, **head}), tasks=tasks)


def _tasks(count: int, **fields: Any) -> tuple[TaskRecord, ...]:
    statements = ("Xây dựng nền tảng dữ liệu số", "Đào tạo kỹ năng số cho cán bộ", "Phủ sóng 5G toàn tỉnh")
    return tuple(
        task(f"d:t:{number}", ordinal=str(number), description=statements[number - 1], **fields)
        for number in range(1, count + 1)
    )


def _said(reading: Reading) -> list[tuple[str, str | None]]:
    return [(finding.code, finding.record_id) for finding in reading.findings]


@pytest.mark.parametrize(
    ("readings", "best"),
    [
        ([_reading(PDF, _tasks(3)), _reading(DOCX, _tasks(3))], "a.docx"),
        ([_reading(PDF, _tasks(3)), _reading(PAGE, _tasks(3))], "a.html"),
        ([_reading(SCAN, _tasks(3)), _reading(PDF, _tasks(3))], "a.pdf"),
        # a file that holds the decision without its annex is not the one to start from, however faithful
        ([_reading(PDF, _tasks(3)), _reading(DOCX)], "a.pdf"),
        # text that had to be mended is worth less than any that had not
        ([_reading(PDF, _tasks(3)), _reading(DOCX, _tasks(3), repaired=True)], "a.pdf"),
    ],
)
def test_the_file_to_start_from(readings: list[Reading], best: str) -> None:
    assert best_of(readings).document.source_path == best
    assert put_together(readings).document.source_path == best
    assert put_together(readings[::-1]).document.source_path == best


def test_what_the_best_leaves_blank_comes_from_the_other() -> None:
    blank = {"deadline_raw": None, "deadline_kind": None, "deadline_end": None, "lead": [], "lead_raw": None}
    lacking = _tasks(2, **blank)
    full = _tasks(2, deadline_raw="12/2026", deadline_kind=DeadlineKind.MONTH, lead=["Sở Y tế"], lead_raw="Sở Y tế")
    whole = put_together([_reading(DOCX, lacking, signer=None), _reading(PDF, full, signer="Lê Huyền")])
    assert whole.document.signer == "Lê Huyền"
    assert [(each.deadline_raw, each.deadline_kind, each.lead) for each in whole.tasks] == [
        ("12/2026", DeadlineKind.MONTH, ["Sở Y tế"])
    ] * 2
    (finding,) = whole.findings
    assert (finding.code, finding.source_path) == ("duplicate-document", "a.pdf")
    assert "signer of the document, lead of d:t:1, deadline_kind of d:t:1" in finding.message


def test_a_contradiction_keeps_the_better_word_and_is_told() -> None:
    one = _tasks(1, lead=["Sở Y tế"], lead_raw="Sở Y tế")
    other = _tasks(1, lead=["Sở Tư pháp"], lead_raw="Sở Tư pháp")
    whole = put_together([_reading(PDF, other), _reading(DOCX, one)])
    assert whole.tasks[0].lead == ["Sở Y tế"]
    assert _said(whole) == [("duplicate-document", None), ("sources-differ", "d:t:1")]
    assert "lead is 'Sở Y tế' in a.docx, 'Sở Tư pháp' in a.pdf" in whole.findings[1].message


def test_all_that_was_read_from_a_cell_is_compared() -> None:
    one = _tasks(1, deadline_kind=DeadlineKind.MONTH, deadline_end=dt.date(2026, 6, 30), deadline_raw="6/2026")
    other = _tasks(1, deadline_kind=DeadlineKind.MONTH, deadline_end=dt.date(2026, 9, 30), deadline_raw="9/2026")
    assert ("sources-differ", "d:t:1") in _said(put_together([_reading(DOCX, one), _reading(PDF, other)]))
    least, most = (indicator("d:i:1", operator=sign, value=98.0) for sign in (Operator.AT_LEAST, Operator.AT_MOST))
    one_reading = _reading(DOCX).model_copy(update={"indicators": (least,)})
    other_reading = _reading(PDF).model_copy(update={"indicators": (most,)})
    assert ("sources-differ", "d:i:1") in _said(put_together([one_reading, other_reading]))


def test_a_cell_that_could_not_be_read_is_not_filled_from_elsewhere() -> None:
    one = _tasks(1, deadline_kind=None, deadline_end=None, deadline_raw="Quý V")
    other = _tasks(1, deadline_kind=DeadlineKind.MONTH, deadline_end=dt.date(2026, 9, 30), deadline_raw="9/2026")
    whole = put_together([_reading(DOCX, one), _reading(PDF, other)])
    assert whole.tasks[0].deadline_end is None
    assert "deadline_kind is blank in a.docx, 'month 2026-09-30' in a.pdf" in whole.findings[-1].message


def test_doubts_about_what_is_taken_come_with_it() -> None:
    doubt = FindingRecord(
        document_id="d", record_id="d:i:1", severity="warning", code="check", message="m", page=2, source_path="a.pdf"
    )
    other = _reading(PDF).model_copy(update={"indicators": (indicator("d:i:1"),), "findings": (doubt,)})
    assert doubt in put_together([_reading(DOCX, _tasks(3)), other]).findings


def test_what_either_file_cites_is_cited() -> None:
    cites = [reference(symbol=symbol) for symbol in ("57-NQ/TW", "03/NQ-CP")]
    one, other = (
        _reading(source).model_copy(update={"references": cited})
        for source, cited in ((DOCX, tuple(cites[:1])), (PDF, tuple(cites)))
    )
    assert [each.symbol for each in put_together([one, other]).references] == ["57-NQ/TW", "03/NQ-CP"]


def test_the_way_a_text_is_printed_is_no_contradiction() -> None:
    one, other = _reading(DOCX, _tasks(1, output="Kế hoạch")), _reading(PDF, _tasks(1, output="kế  hoạch."))
    assert _said(put_together([one, other])) == [("duplicate-document", None)]


def test_rows_under_one_ordinal_that_say_something_else_are_not_mixed() -> None:
    one = (task("d:t:1", ordinal="1", description="Xây dựng nền tảng dữ liệu số", output=None),)
    other = (task("d:t:1", ordinal="1", description="Phủ sóng 5G toàn tỉnh", output="Trạm BTS"),)
    whole = put_together([_reading(DOCX, one), _reading(PDF, other)])
    assert (whole.tasks[0].description, whole.tasks[0].output) == ("Xây dựng nền tảng dữ liệu số", None)
    assert _said(whole) == [("duplicate-document", None), ("sources-differ", "d:t:1")]


def test_a_kind_of_record_that_the_best_has_none_of_comes_from_the_other() -> None:
    indicator_free = _reading(DOCX, _tasks(3))
    with_one = _reading(PDF).model_copy(update={"indicators": (indicator("d:i:1"),)})
    whole = put_together([indicator_free, with_one])
    assert (len(whole.tasks), [each.indicator_id for each in whole.indicators]) == (3, ["d:i:1"])


def test_records_only_the_poorer_file_has_are_told_not_added() -> None:
    whole = put_together([_reading(DOCX, _tasks(3)[:2]), _reading(SCAN, _tasks(3)[1:])])
    assert [each.ordinal for each in whole.tasks] == ["1", "2"]
    (finding,) = [each for each in whole.findings if each.code == "duplicate-document"]
    assert finding.severity == "warning"
    assert "1 of its records have no like there" in finding.message


def test_the_same_bytes_twice_say_nothing() -> None:
    copy = _reading({**DOCX, "source_path": "copy.docx"}, _tasks(1))
    findings: tuple[FindingRecord, ...] = put_together([_reading(DOCX, _tasks(1)), copy]).findings
    assert findings == ()
