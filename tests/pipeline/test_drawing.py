"""What was read drawn over the pages: boxes where the cells stand, all that HTML could take for markup escaped."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from extractors import extract
from pipeline.drawing import drawn_html, drawn_pngs, marks_of
from pipeline.formats import LayoutFormat
from pipeline.reading import draw_file
from schemas.errors import UsageError
from schemas.raw import Extraction, Paragraph, Place, RawCell, RawDocument, RawRow, RawTable
from tests.documents import REPOSITORY

ANNEXES = REPOSITORY / "tests" / "fixtures" / "annexes"
PDF = ANNEXES / "tasks_512_portrait.pdf"


@pytest.fixture(scope="module")
def annex() -> tuple[RawDocument, bytes]:
    data = PDF.read_bytes()
    return extract(data, PDF.name), data


def _row(number: int, place: Place, text: str) -> RawRow:
    cell = RawCell(column=1, text=text, places=(place,))
    return RawRow(cells=(cell,), source_rows=(number,), places=(place,), source_text=text)


def test_a_table_is_marked_on_each_of_its_pages() -> None:
    first, second = Place(page=1, box=(10, 10, 90, 20)), Place(page=2, box=(10, 30, 80, 50))
    table = RawTable(index=1, width=1, header=_row(1, first, "TT"), rows=(_row(2, second, "1"),))
    document = RawDocument(name="a.pdf", media_type="x", extraction=Extraction.TEXT_LAYER, blocks=(table,))
    marks = [(mark.kind, mark.place.page, mark.place.box) for mark in marks_of(document)]
    assert marks == [
        ("table", 1, (10, 10, 90, 20)),
        ("table", 2, (10, 30, 80, 50)),
        ("row", 1, (10, 10, 90, 20)),
        ("row", 2, (10, 30, 80, 50)),
        ("cell", 1, (10, 10, 90, 20)),
        ("cell", 2, (10, 30, 80, 50)),
    ]


def test_pngs_show_each_page_with_its_boxes(annex: tuple[RawDocument, bytes], tmp_path: Path) -> None:
    document, data = annex
    written = list(drawn_pngs(document, data, None, tmp_path / "pages"))
    assert [path.name for path in written] == [
        f"page-{number:03d}.png" for number in range(1, (document.pages or 0) + 1)
    ]
    box = next(mark.place.box for mark in marks_of(document) if mark.kind == "table" and mark.place.page == 1)
    assert box is not None
    with Image.open(written[0]) as page:
        assert page.getpixel((round(box[0] * 1.5), round(box[1] * 1.5) + 30)) == (0x1F, 0x4E, 0x9E)


def test_only_pages_are_drawn_as_png(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--format html"):
        list(draw_file(ANNEXES / "tasks_512.docx", LayoutFormat.PNG, tmp_path))


def test_html_holds_the_pages_and_what_was_read(annex: tuple[RawDocument, bytes]) -> None:
    document, data = annex
    page = "".join(drawn_html(document, data, None))
    assert page.count("<img ") == document.pages
    assert page.count("<rect ") == len(marks_of(document))
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")


def test_html_of_a_file_without_pages_shows_its_tables() -> None:
    data = (ANNEXES / "tasks_512.docx").read_bytes()
    document = extract(data, "tasks_512.docx")
    page = "".join(drawn_html(document, data, None))
    assert page.count("<table>") == len(document.tables)
    assert page.count("<tr>") == sum(len(table.printed_rows) for table in document.tables)


def test_html_escapes_what_stands_in_a_document() -> None:
    paragraph = Paragraph(text="<script>alert(1)</script> R&D", source_text="", places=())
    document = RawDocument(name="<b>.txt", media_type="x", extraction=Extraction.TEXT, blocks=(paragraph,))
    page = "".join(drawn_html(document, b"", None))
    assert "<script>" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; R&amp;D" in page
