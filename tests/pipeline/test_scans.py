"""Scans on their way to the dataset: words mended, doubts told of their records, pages read once, drawn as they are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from pipeline.formats import LayoutFormat
from pipeline.ingest import ingest
from pipeline.mending import mended
from pipeline.ocr import OcrWish
from pipeline.reading import draw_file, extract_file, read_file
from schemas.raw import Extraction, Paragraph, Place, RawCell, RawDocument, RawRow, RawTable
from tests.extractors.scans import SCANS, needs_engine

TASKS = SCANS / "tasks_512.pdf"


def _row(*texts: str) -> RawRow:
    places = (Place(page=1),)
    cells = tuple(RawCell(column=column, text=text, places=places) for column, text in enumerate(texts, start=1))
    return RawRow(cells=cells, source_rows=(1,), places=(Place(page=1),), source_text="\t".join(texts))


def _document(text: str, *, scanned: bool = True) -> RawDocument:
    paragraph = Paragraph(text=text, source_text=text, places=(Place(page=1, first_line=1, last_line=1),))
    table = RawTable(index=1, width=2, header=_row("TT", "Nhiệm vụ"), rows=(_row("1", text),))
    return RawDocument(
        name="a.pdf",
        media_type="application/pdf",
        extraction=Extraction.OCR,
        blocks=(paragraph, table),
        scanned_pages=(1,) if scanned else (),
    )


MISREAD = "Đẩy mạnh ứng dụng khoa học, công nghệ, đối mới sáng tạo và chuyến đối số trên địa bàn tỉnh"
PRINTED = "Đẩy mạnh ứng dụng khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số trên địa bàn tỉnh"


def test_words_that_the_engine_surely_misread_are_mended() -> None:
    mending = mended(_document(MISREAD))
    assert (mending.changed, mending.only_words) == (True, True)
    assert mending.raw.paragraphs[0].text == PRINTED
    assert mending.raw.paragraphs[0].source_text == MISREAD
    assert mending.raw.tables[0].rows[0].cells[1].text == PRINTED


@pytest.mark.parametrize("text", [PRINTED, "Nguyễn Văn Tùng", "57-NQ/TW", "30/6/2025", "Top 10"])
def test_what_was_read_well_stays(text: str) -> None:
    assert not mended(_document(text)).changed


def test_pages_that_were_typed_are_not_looked_over() -> None:
    assert not mended(_document(MISREAD, scanned=False)).changed


def _rows(out: Path, table: str) -> list[dict[str, Any]]:
    return pq.read_table(out / "latest" / f"{table}.parquet").to_pylist()


@needs_engine
def test_a_scan_is_published_like_any_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, told = tmp_path / "clean", []
    report = ingest([TASKS], out, jobs=2, page_progress=lambda *news: told.append(news))
    assert (report.failed, report.version) == (0, 1)
    assert [news[1:] for news in told] == [(page, 4) for page in (1, 2, 3, 4)]
    (document,) = _rows(out, "documents")
    assert (document["extraction"], document["pages"]) == ("ocr", 4)
    tasks = _rows(out, "tasks")
    assert [task["ordinal"] for task in tasks] == [str(number) for number in range(1, len(tasks) + 1)]
    assert all(task["source_boxes"] and 0 < task["confidence"] <= 1 for task in tasks)
    # nothing is read twice
    monkeypatch.setattr("extractors.scan.pages.read_page", lambda *_: pytest.fail("read again"))
    assert ingest([TASKS], out).version is None
    assert (tmp_path / ".clean-cache").is_dir()


@needs_engine
def test_processes_and_threads_read_the_same(tmp_path: Path) -> None:
    files = [TASKS, SCANS / "tasks_sxd.tif"]
    first, second = (tmp_path / name / "clean" for name in ("a", "b"))
    ingest(files, first, jobs=1)
    ingest(files, second, jobs=2)
    for table in ("tasks", "findings"):
        assert _rows(first, table) == _rows(second, table)


@needs_engine
def test_doubts_name_the_records_they_are_about() -> None:
    reading = read_file(SCANS / "levels_512.jpg", None, OcrWish().settings("a"))
    ids = {task.task_id for task in reading.tasks}
    doubts = [finding for finding in reading.findings if finding.code in ("doubtful-word", "doubtful-figure")]
    assert all(finding.source_boxes and finding.page == 1 for finding in doubts)
    assert ids
    assert any(finding.record_id in ids for finding in doubts)


@needs_engine
def test_a_picture_is_drawn_with_what_was_read(tmp_path: Path) -> None:
    settings = OcrWish().settings("a")
    (name,) = draw_file(SCANS / "levels_512.jpg", LayoutFormat.PNG, tmp_path, None, settings)
    assert Path(name.strip()).read_bytes().startswith(b"\x89PNG")
    page = "".join(draw_file(SCANS / "levels_512.jpg", LayoutFormat.HTML, tmp_path, None, settings))
    assert page.count("<image") + page.count("<img") == 1
    assert "table 1, row 2" in page


@needs_engine
def test_the_layout_of_a_scan_has_its_words_mended() -> None:
    raw = extract_file(SCANS / "tasks_sxd.tif", None, OcrWish().settings("a"))
    assert "chuyển đổi số" in " ".join(cell.text for row in raw.tables[0].rows for cell in row.cells)
