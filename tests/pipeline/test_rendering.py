from __future__ import annotations

import csv
import io
import json
from types import SimpleNamespace
from typing import Any

import pytest

from pipeline.formats import LayoutFormat
from pipeline.rendering import CSV_HEADER, INGEST_HEADER, ingest_rows, layout, records_json
from schemas.raw import Extraction, Paragraph, ParagraphRole, Place, RawCell, RawDocument, RawRow, RawTable
from schemas.records import Reading
from tests.pipeline.made import document, indicator, task


def _row(number: int, *cells: RawCell, places: tuple[Place, ...] = ()) -> RawRow:
    text = "\t".join(cell.text for cell in cells)
    return RawRow(cells=cells, source_rows=(number,), places=places, source_text=text)


PAGES = (Place(page=3, box=(10.0, 20.5, 30.25, 40.0)), Place(page=4, box=(10.0, 5.0, 30.25, 9.0)))
LINE = (Place(first_line=12, last_line=13),)
DOCUMENT = RawDocument(
    name="plan.txt",
    media_type="text/plain",
    extraction=Extraction.TEXT,
    blocks=(
        Paragraph(text="KẾ\nHOẠCH", places=(Place(first_line=1, last_line=2),), source_text="KẾ\nHOẠCH"),
        Paragraph(text="¹ Ghi chú", role=ParagraphRole.FOOTNOTE, source_text="¹ Ghi chú"),
        RawTable(
            index=1,
            width=3,
            header=_row(1, RawCell(column=1, text="TT"), RawCell(column=2, text="Nhiệm vụ", column_span=2)),
            rows=(
                _row(2, RawCell(column=1, text="1", places=LINE), RawCell(column=3, text='a\t"b",\nc'), places=LINE),
                _row(3, RawCell(column=1, text="2", row_span=2, places=PAGES), places=PAGES),
            ),
        ),
    ),
)


def test_text_layout() -> None:
    assert layout(DOCUMENT, LayoutFormat.TEXT).split("\n") == [
        "l. 1: KẾ HOẠCH",
        "(footnote) ¹ Ghi chú",
        "--- table 1: 2 rows, 3 columns",
        "TT\tNhiệm vụ\t",
        'l. 12: 1\t\ta "b", c',
        "p. 3: 2\t\t",
        "--- end of table 1",
    ]


def test_csv_layout() -> None:
    rows = list(csv.reader(io.StringIO(layout(DOCUMENT, LayoutFormat.CSV))))
    assert tuple(rows[0]) == CSV_HEADER
    assert rows[1:] == [
        ["1", "1", "1", "1", "1", "", "", "TT"],
        ["1", "1", "2", "1", "2", "", "", "Nhiệm vụ"],
        ["1", "2", "1", "1", "1", "", "", "1"],
        ["1", "2", "3", "1", "1", "", "", 'a\t"b",\nc'],
        ["1", "3", "1", "2", "1", "3", "3:10,20.5,30.25,40 | 4:10,5,30.25,9", "2"],
    ]


def test_json_layout_gives_the_document_back() -> None:
    printed = layout(DOCUMENT, LayoutFormat.JSON)
    assert "Nhiệm vụ" in printed
    assert RawDocument.model_validate_json(printed) == DOCUMENT


def test_records_are_json_that_people_can_read() -> None:
    printed = records_json(Reading(document=document(), tasks=(task(),), indicators=(indicator(),)))
    read: dict[str, Any] = json.loads(printed)
    assert list(read) == ["document", "indicators", "tasks", "references", "findings"]
    assert (read["tasks"][0]["deadline_kind"], read["tasks"][0]["deadline_end"]) == ("quarter", "2025-06-30")
    assert read["references"] == []
    assert "UBND tỉnh Quảng Ngãi" in printed


@pytest.mark.parametrize("status", ["read", "failed"])
def test_ingest_rows(status: str) -> None:
    file = SimpleNamespace(
        path="a.txt", status=status, symbol=None, indicators=1, tasks=2, references=3, findings=4, seconds=0.5
    )
    (row,) = ingest_rows(SimpleNamespace(files=[file]))  # type: ignore[arg-type]
    assert dict(zip(INGEST_HEADER, row, strict=True)) == {
        "file": "a.txt",
        "status": status,
        "symbol": None,
        "indicators": 1,
        "tasks": 2,
        "references": 3,
        "findings": 4,
        "seconds": 0.5,
    }
