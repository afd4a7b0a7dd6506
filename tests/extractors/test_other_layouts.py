"""The layout of 512/QĐ-UBND with other rows, other columns in another order, and other words over them.

No rule may know that one file: what was printed on the page must come back, row by row and cell by cell.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

import pytest

from extractors import extract
from normalizers.agencies import split_agencies
from normalizers.document import read_document
from normalizers.text import none_if_blank
from schemas.drafts import DraftIndicator, DraftTask
from schemas.raw import RawDocument
from tests.extractors.pages import Page, Row, printed

TASKS_2026 = Page(
    "tasks 2026",
    {
        "ordinal": "TT",
        "description": "Tên nhiệm vụ",
        "lead": "Cơ quan chủ trì",
        "coordinating": "Cơ quan phối hợp",
        "output": "Kết quả",
        "deadline": "Thời gian hoàn thành",
        "note": "Ghi chú",
    },
)
INDICATORS_2026 = Page(
    "indicators 2026",
    {
        "ordinal": "TT",
        "name": "Chỉ tiêu",
        "unit": "Đơn vị tính",
        "target": "Kết quả",
        "agencies": "Cơ quan chủ trì theo dõi, đánh giá",
        "note": "Ghi chú",
    },
    title="CÁC CHỈ TIÊU CỤ THỂ",
)
TASKS_SXD = Page(
    "tasks of Sở Xây dựng",
    {
        "ordinal": "STT",
        "description": "Nội dung nhiệm vụ",
        "lead": "Đơn vị chủ trì",
        "coordinating": "Đơn vị phối hợp",
        "deadline": "Thời hạn",
    },
)

OTHER_WORDS = {
    "ordinal": "Số TT",
    "description": "Nội dung công việc",
    "deadline": "Tiến độ thực hiện",
    "lead": "Đơn vị chủ trì",
    "coordinating": "Đơn vị phối hợp",
    "output": "Sản phẩm, kết quả đầu ra",
    "note": "Ghi chú",
}
OUTPUT_FIRST = {
    "ordinal": "STT",
    "description": "Nhiệm vụ, giải pháp",
    "output": "Sản phẩm",
    "lead": "Chủ trì thực hiện",
    "coordinating": "Phối hợp thực hiện",
    "deadline": "Thời hạn hoàn thành",
    "note": "Ghi chú",
}
LEAD_LAST = {
    "ordinal": "TT",
    "description": "Nhiệm vụ cụ thể",
    "deadline": "Thời gian thực hiện",
    "output": "Kết quả, sản phẩm",
    "coordinating": "Cơ quan, đơn vị phối hợp",
    "lead": "Cơ quan, đơn vị chủ trì",
}
AGENCIES_FIRST = {
    "ordinal": "STT",
    "name": "Tên chỉ tiêu",
    "agencies": "Đơn vị theo dõi",
    "unit": "ĐVT",
    "target": "Chỉ tiêu năm 2026",
    "note": "Ghi chú",
}

PAGES = {
    "as 512/QĐ-UBND": TASKS_2026,
    "other words and order": replace(TASKS_2026, heads=OTHER_WORDS, dotted=True, bare_sections=True),
    "output first": replace(TASKS_2026, heads=OUTPUT_FIRST, portal=True),
    "lead last, no notes": replace(TASKS_2026, heads=LEAD_LAST, bare_sections=True, portal=True),
    "no output, no notes": replace(TASKS_2026, left_out=("output", "note"), dotted=True),
    "header again every 15 rows": replace(TASKS_2026, repeat=15, dotted=True, bare_sections=True),
    "plan of a Sở": TASKS_SXD,
    "plan of a Sở, deadline before bodies": replace(
        TASKS_SXD,
        heads={role: TASKS_SXD.heads[role] for role in ("ordinal", "description", "deadline", "lead", "coordinating")},
        bare_sections=True,
        portal=True,
    ),
    "indicators": INDICATORS_2026,
    "indicators, no notes": replace(INDICATORS_2026, left_out=("note",), bare_sections=True, dotted=True, portal=True),
    "indicators, agencies first": replace(INDICATORS_2026, heads=AGENCIES_FIRST, repeat=20),
}
BROKEN = {
    f"{name}, broken cells, seed {seed}": replace(PAGES[name], broken=0.6, seed=seed)
    for name in ("as 512/QĐ-UBND", "output first", "no output, no notes", "indicators")
    for seed in (1, 2)
} | {
    # where one column alone holds bodies, no mark is needed to tell that two of them are one cell
    f"{name}, cells broken without marks": replace(PAGES[name], broken=1.0, unmarked=True)
    for name in ("indicators", "indicators, no notes", "indicators, agencies first")
}
ALL = PAGES | BROKEN

Draft = DraftTask | DraftIndicator


@lru_cache
def _layout(name: str) -> RawDocument:
    return extract(printed(ALL[name])[0].encode(), "page.txt")


@lru_cache
def _read(name: str) -> tuple[list[Draft], list[Row]]:
    """The drafts of a page, and the rows that were put into it, section rows left out."""
    drafts = read_document(_layout(name))
    return [*drafts.tasks, *drafts.indicators], [row for row in printed(ALL[name])[1] if not row.is_section]


def _statement(draft: Draft) -> str:
    return draft.description if isinstance(draft, DraftTask) else draft.name


def _flat(text: str | None) -> str | None:
    """A cell without what a page's line breaks may change."""
    return none_if_blank(re.sub(r"\s+", " ", text or ""))


def _sections(rows: list[Row]) -> list[str | None]:
    section, sections = None, []
    for row in rows:
        if row.is_section:
            section = row.cells["ordinal"]
        else:
            sections.append(section)
    return sections


@pytest.mark.parametrize("name", ALL)
def test_every_row_comes_back(name: str) -> None:
    found, rows = _read(name)
    stated = [(draft.ordinal or "", _statement(draft)) for draft in found]
    assert stated == [(row.cells["ordinal"], row.cells.get("description") or row.cells["name"]) for row in rows]


@pytest.mark.parametrize("name", ALL)
def test_every_row_stands_in_its_section(name: str) -> None:
    rows = printed(ALL[name])[1]
    found, _ = _read(name)
    assert {draft.appendix for draft in found} == {"I"}
    assert [draft.section for draft in found] == _sections(rows)


@pytest.mark.parametrize("name", PAGES)
def test_every_cell_comes_back(name: str) -> None:
    page = PAGES[name]
    found, rows = _read(name)
    wrong = [
        (row.cells["ordinal"], role, getattr(draft, role), row.cells.get(role))
        for draft, row in zip(found, rows, strict=True)
        for role in page.heads
        if role not in ("ordinal", *page.left_out) and _flat(getattr(draft, role)) != _flat(row.cells.get(role))
    ]
    assert wrong == []


@pytest.mark.parametrize("name", BROKEN)
def test_bodies_of_broken_cells_come_back(name: str) -> None:
    """A cell cut after a mark goes on in the next piece; a row whose own cell ends in a mark cannot be told from it."""
    page = BROKEN[name]
    found, rows = _read(name)
    roles = [role for role in ("lead", "coordinating", "agencies") if role in page.heads]
    wrong = [
        (row.cells["ordinal"], role, getattr(draft, role), row.cells[role])
        for draft, row in zip(found, rows, strict=True)
        for role in roles
        if not any(row.cells[other].endswith((";", ",")) for other in roles)
        and split_agencies(getattr(draft, role) or "") != split_agencies(row.cells[role])
    ]
    assert wrong == []


@pytest.mark.parametrize("name", BROKEN)
def test_other_cells_beside_broken_ones_come_back(name: str) -> None:
    page = BROKEN[name]
    found, rows = _read(name)
    roles = [role for role in ("output", "deadline", "note", "unit", "target") if role in page.heads]
    wrong = [
        (row.cells["ordinal"], role, getattr(draft, role), row.cells[role])
        for draft, row in zip(found, rows, strict=True)
        for role in roles
        if role not in page.left_out and _flat(getattr(draft, role)) != _flat(row.cells[role])
    ]
    assert wrong == []


@pytest.mark.parametrize("name", PAGES)
def test_clear_pages_leave_no_doubt(name: str) -> None:
    """A row with one piece for each column can be read in one way only, whatever the columns are."""
    raw, rows = _layout(name), printed(PAGES[name])[1]
    (table,) = raw.tables
    assert table.width == len(PAGES[name].heads) - len(PAGES[name].left_out)
    assert len(table.rows) == len(rows)
    assert [finding.code for finding in raw.findings] == []


def test_the_made_pages_hold_all_rows_of_their_plans() -> None:
    """110, 63 and 26 records under 7, 5 and 5 sections: the pages are made of whole tables."""
    records = {name: len(_read(name)[1]) for name in ("as 512/QĐ-UBND", "indicators", "plan of a Sở")}
    assert records == {"as 512/QĐ-UBND": 110, "indicators": 63, "plan of a Sở": 26}
