from __future__ import annotations

import pytest

from normalizers.rows import TableContext, drafts_of
from schemas.drafts import TableKind
from schemas.raw import RawCell, RawTable
from tests.normalizers.tables import INDICATOR_HEADS, TASK_HEADS, codes, drafts, row, section, task


def _seats(*rows: tuple[str, ...]) -> list[tuple[str | None, str | None, str | None]]:
    return [(t.section, t.ordinal, t.parent_ordinal) for t in drafts(TASK_HEADS, *rows).tasks]


def test_cells_go_where_their_headings_say() -> None:
    rows = [section("I.", "Nâng cao nhận thức"), task("1.", coordinating="Các sở", note="Sau khi có hướng dẫn")]
    found = drafts(TASK_HEADS, *rows)
    assert (found.kind, found.indicators, found.findings) == (TableKind.TASKS, (), ())
    (only,) = found.tasks
    assert only.model_dump(exclude={"origin", "twin"}) == {
        "appendix": "II",
        "section": "I",
        "section_title": "Nâng cao nhận thức",
        "ordinal": "1",
        "parent_ordinal": None,
        "note": "Sau khi có hướng dẫn",
        "description": "Xây dựng kế hoạch",
        "lead": "Sở Y tế",
        "coordinating": "Các sở",
        "output": None,
        "deadline": "6/2025",
    }
    assert (only.origin.table, only.origin.rows, only.origin.source_text) == (1, (3,), "\t".join(rows[1]))


@pytest.mark.parametrize(
    ("rows", "seats"),
    [
        ([section("I", "A"), task("1"), section("II", "B"), task("2")], [("I", "1", None), ("II", "2", None)]),
        ([task("6"), task("6.1"), task("6.10")], [(None, "6", None), (None, "6.1", "6"), (None, "6.10", "6")]),
        ([task("1.2.3")], [(None, "1.2.3", "1.2")]),
        (
            [task("26"), task("-"), task("–"), task("27"), task("-")],
            [(None, "26", None), (None, "-", "26"), (None, "-", "26"), (None, "27", None), (None, "-", "27")],
        ),
        ([task("3"), task("a)"), task("b)")], [(None, "3", None), (None, "a", "3"), (None, "b", "3")]),
        ([task("4"), task("")], [(None, "4", None), (None, None, None)]),
        ([task("4"), section("I", "A"), task("-")], [(None, "4", None), ("I", "-", None)]),
        ([section("", "Nhóm nhiệm vụ chung"), task("1")], [(None, "1", None)]),
    ],
)
def test_sections_ordinals_and_parents(
    rows: list[tuple[str, ...]], seats: list[tuple[str | None, str | None, str | None]]
) -> None:
    assert _seats(*rows) == seats


def test_a_section_that_spans_all_columns_holds_its_title_once() -> None:
    spanned = ("I. Nâng cao nhận thức", "", "", "", "", "")
    (only,) = drafts(TASK_HEADS, spanned, task("1")).tasks
    assert (only.section_title or "").endswith("Nâng cao nhận thức")


@pytest.mark.parametrize(
    "spanned",
    [
        ("Phần I", "Nâng cao nhận thức", "", "", "", ""),
        ("I", "Nâng cao nhận thức", "Nâng cao nhận thức", "Nâng cao nhận thức", "Nâng cao nhận thức", ""),
    ],
    ids=["numeral in words", "title in every column it spans"],
)
def test_other_section_rows_are_no_tasks(spanned: tuple[str, ...]) -> None:
    (only,) = drafts(TASK_HEADS, spanned, task("1")).tasks
    assert (only.ordinal, only.section_title) == ("1", "Nâng cao nhận thức")


def test_a_dash_in_a_section_row_is_no_value() -> None:
    """The 2026 plan prints `-` in the target cell of section II."""
    rows = [("II", "Phát triển nguồn lực", "", "-", ""), ("5", "Chi ngân sách", "%", "≥ 2%", "Sở Tài chính")]
    (only,) = drafts(INDICATOR_HEADS, *rows).indicators
    assert (only.section, only.section_title, only.ordinal) == ("II", "Phát triển nguồn lực", "5")


def test_records_under_one_merged_ordinal_are_no_gap_and_no_double() -> None:
    heads = ("TT", "Chỉ tiêu", "Đơn vị", "Kết quả")
    merged = [RawCell(column=1, text="1", row_span=2), RawCell(column=2, text="Hộ dùng nước sạch", row_span=2)]
    rows = (
        row(2).model_copy(update={"cells": (*merged, RawCell(column=3, text="%"), RawCell(column=4, text="≥ 98"))}),
        row(3).model_copy(update={"cells": (RawCell(column=3, text="hộ"), RawCell(column=4, text="1.200"))}),
        row(4, "2", "Xã có đường nhựa", "%", "100"),
    )
    table = RawTable(index=1, width=4, header=row(1, *heads), rows=rows)
    found = drafts_of(table, TableContext(appendix="I", title="", year=2026))
    assert [(each.ordinal, each.name, each.unit, each.target) for each in found.indicators] == [
        ("1", "Hộ dùng nước sạch", "%", "≥ 98"),
        ("1", "Hộ dùng nước sạch", "hộ", "1.200"),
        ("2", "Xã có đường nhựa", "%", "100"),
    ]
    assert not [code for code in codes(found) if code.startswith(("ordinal", "double"))]


def test_a_group_row_with_sub_rows_is_a_record() -> None:
    rows = [
        section("I", "Chung"),
        ("26", "Giải pháp cải thiện chỉ số PII", "", "", "", ""),
        task("-", "Kế hoạch năm 2026"),
    ]
    assert _seats(*rows) == [("I", "26", None), ("I", "-", "26")]


def test_numbers_that_only_head_sub_numbers_are_sections() -> None:
    rows = [section("1", "Hạ tầng"), task("1.1"), task("1.2"), section("2", "Nhân lực"), task("2.1")]
    assert _seats(*rows) == [("1", "1.1", "1"), ("1", "1.2", "1"), ("2", "2.1", "2")]


@pytest.mark.parametrize(
    "numerals",
    [
        ["A", "I", "II", "B", "I", "II"],
        ["I", "A", "B", "II", "A"],
        ["A", "B", "C", "D", "E"],
        ["A", "B", "C", "D", "Đ", "E"],
        ["I", "II", "III", "IV", "IV", "V"],
    ],
)
def test_sections_of_all_shapes_are_no_gap(numerals: list[str]) -> None:
    rows = [cells for n, mark in enumerate(numerals, 1) for cells in (section(mark, f"Phần {mark}"), task(str(n)))]
    found = drafts(TASK_HEADS, *rows)
    assert [t.section for t in found.tasks] == numerals
    assert codes(found) == []


@pytest.mark.parametrize(
    ("ordinals", "expected"),
    [
        (["1", "2", "3"], []),
        (["1", "2", "4"], ["ordinal-gap"]),
        (["1", "2", "2"], ["double-ordinal"]),
        (["1", "2", "3", "1"], ["ordinal-order"]),
        (["2", "3"], ["ordinal-gap"]),
        (["1", "3", "6"], ["ordinal-gap", "ordinal-gap"]),
        (["1", "", "2", "-", "3"], []),
    ],
)
def test_breaks_in_the_numbering_are_findings(ordinals: list[str], expected: list[str]) -> None:
    found = drafts(TASK_HEADS, *(task(ordinal, f"Nhiệm vụ {n}") for n, ordinal in enumerate(ordinals)))
    assert codes(found) == expected
    assert len(found.tasks) == len(ordinals)


def test_a_missing_section_is_a_finding() -> None:
    found = drafts(TASK_HEADS, section("I", "A"), task("1"), section("III", "C"), task("2"))
    assert codes(found) == ["ordinal-gap"]


# --- columns ----------------------------------------------------------------------------------------------------------


def test_an_unknown_column_is_kept_in_the_note() -> None:
    heads = ("TT", "Tên nhiệm vụ", "Cơ quan chủ trì", "Thời hạn", "Nguồn kinh phí", "Ghi chú")
    found = drafts(heads, ("1", "Lập đề án", "Sở Y tế", "2025", "Ngân sách tỉnh", "Chuyển tiếp"))
    assert codes(found) == ["unknown-column"]
    assert "Nguồn kinh phí" in found.findings[0].message
    assert found.tasks[0].note == "Chuyển tiếp; Nguồn kinh phí: Ngân sách tỉnh"


@pytest.mark.parametrize(
    ("heads", "missing"),
    [
        (("TT", "Tên nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp"), ["deadline"]),
        (("TT", "Tên nhiệm vụ", "Thời hạn"), ["lead"]),
        (("Tên nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"), ["ordinal"]),
        (("TT", "Chỉ tiêu", "Đơn vị tính"), ["target", "agencies"]),
    ],
)
def test_a_missing_column_is_a_finding(heads: tuple[str, ...], missing: list[str]) -> None:
    found = drafts(heads, tuple("x" for _ in heads))
    assert codes(found) == ["missing-column"] * len(missing)
    assert [finding.message.split("no column for ")[1].split(";")[0] for finding in found.findings] == missing


def test_a_table_of_something_else_is_a_finding_and_no_records() -> None:
    found = drafts(("STT", "Họ và tên", "Chức vụ"), ("1", "Nguyễn Văn A", "Giám đốc"))
    assert (found.kind, found.tasks, found.indicators, codes(found)) == (TableKind.UNKNOWN, (), (), ["unknown-table"])


def test_a_row_that_states_nothing_is_a_finding() -> None:
    found = drafts(TASK_HEADS, task("1"), ("2", "", "Sở Y tế", "", "6/2025", ""))
    assert codes(found) == ["no-statement"]
    assert [t.ordinal for t in found.tasks] == ["1"]


# --- indicators -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "year", "expected"),
    [
        ("Đến năm 2030", None, 2030),
        ("Đến năm 2045", 2026, 2045),
        ("Giai đoạn 2026 - 2030", None, 2030),
        ("Phát triển hạ tầng", 2026, 2026),
        ("Phát triển hạ tầng", None, None),
    ],
)
def test_the_year_of_a_target(title: str, year: int | None, expected: int | None) -> None:
    rows = [("I", title, "", "", ""), ("1", "Quy mô kinh tế số", "% GRDP", "≥ 30", "Sở Tài chính")]
    (only,) = drafts(INDICATOR_HEADS, *rows, year=year).indicators
    assert only.year == expected


def test_one_record_for_each_year_that_a_table_sets_side_by_side() -> None:
    heads = ("TT", "Chỉ tiêu", "Đơn vị", "Năm 2025", "Năm 2030", "Cơ quan theo dõi")
    rows = [
        ("1", "Quy mô kinh tế số", "% GRDP", "14", "≥ 30", "Sở Tài chính"),
        ("2", "Phủ sóng 5G", "%", "", "100", "Sở Y tế"),
    ]
    found = drafts(heads, *rows)
    assert [(i.ordinal, i.year, i.target, i.unit) for i in found.indicators] == [
        ("1", 2025, "14", "% GRDP"),
        ("1", 2030, "≥ 30", "% GRDP"),
        ("2", 2030, "100", "%"),
    ]
    assert codes(found) == []


def test_an_indicator_without_a_target_is_a_record() -> None:
    (only,) = drafts(INDICATOR_HEADS, ("6", "Chỉ tiêu về thủ tục hành chính", "\u00a0", "\u00a0", "\u00a0")).indicators
    assert (only.name, only.unit, only.target, only.agencies) == ("Chỉ tiêu về thủ tục hành chính", None, None, None)


def test_a_ditto_mark_is_no_unit() -> None:
    found = drafts(INDICATOR_HEADS, ("1", "Tăng trưởng", "%", "7", ""), ("2", "Nông nghiệp", '"', "4", ""))
    assert [each.unit for each in found.indicators] == ["%", None]
