"""Small plans written for tests."""

from __future__ import annotations

from pathlib import Path

PLAN = """ỦY BAN NHÂN DÂN
TỈNH NGHỆ AN

Số: {number}/KH-UBND

Nghệ An, ngày 05 tháng 3 năm 2025

KẾ HOẠCH

Thực hiện Nghị quyết số 57-NQ/TW của Bộ Chính trị năm 2025

PHỤ LỤC

TT\tTên nhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian hoàn thành
{rows}
"""


def write_plan(folder: Path, name: str, number: int, tasks: int = 2) -> Path:
    """A plan with some tasks; its number makes it a document of its own."""
    rows = "\n".join(f"{n}\tTriển khai nhiệm vụ {n}\tSở Y tế\t\t6/2025" for n in range(1, 1 + tasks))
    path = folder / name
    path.write_text(PLAN.format(number=number, rows=rows), encoding="utf-8")
    return path
