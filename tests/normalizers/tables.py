"""Tables made for tests."""

from __future__ import annotations

from collections.abc import Sequence

from normalizers.rows import TableContext, TableDrafts, drafts_of
from schemas.raw import Place, RawCell, RawRow, RawTable

TASK_HEADS = ("TT", "Tên nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành", "Ghi chú")
INDICATOR_HEADS = ("TT", "Chỉ tiêu", "Đơn vị", "Kết quả", "Cơ quan chủ trì")


def row(number: int, *cells: str) -> RawRow:
    place = Place(first_line=number, last_line=number)
    return RawRow(
        cells=tuple(RawCell(column=column, text=text) for column, text in enumerate(cells, start=1)),
        source_rows=(number,),
        places=(place,),
        source_text="\t".join(cells),
    )


def drafts(heads: Sequence[str], *rows: Sequence[str], title: str = "", year: int | None = None) -> TableDrafts:
    """What a table with these headings and rows holds, below an annex `II`."""
    table = RawTable(
        index=1,
        width=len(heads),
        header=row(1, *heads),
        rows=tuple(row(number, *cells) for number, cells in enumerate(rows, start=2)),
    )
    return drafts_of(table, TableContext(appendix="II", title=title, year=year))


def task(ordinal: str, description: str = "Xây dựng kế hoạch", **changes: str) -> tuple[str, ...]:
    """A row under `TASK_HEADS`."""
    lead, deadline = changes.get("lead", "Sở Y tế"), changes.get("deadline", "6/2025")
    return (ordinal, description, lead, changes.get("coordinating", ""), deadline, changes.get("note", ""))


def section(ordinal: str, title: str) -> tuple[str, ...]:
    """A section row under `TASK_HEADS`."""
    return (ordinal, title, "", "", "", "")


def codes(found: TableDrafts) -> list[str]:
    return [finding.code for finding in found.findings]
