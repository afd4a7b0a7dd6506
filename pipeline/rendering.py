"""What `ingest`, `extract` and `records` print: a line for each file, layouts, records as JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.formats import LayoutFormat
from schemas.raw import Paragraph, ParagraphRole, Place, RawCell, RawDocument, RawRow, RawTable
from schemas.records import Reading

if TYPE_CHECKING:
    from pipeline.ingest import IngestReport

INGEST_HEADER = ("file", "status", "symbol", "indicators", "tasks", "references", "findings", "seconds")
CSV_HEADER = ("table", "row", "column", "row_span", "column_span", "page", "box", "text")


def layout(document: RawDocument, format: LayoutFormat) -> str:  # noqa: A002
    """The layout of a file as text, JSON or CSV, without a last line end; `pipeline.drawing` draws it."""
    if format is LayoutFormat.JSON:
        return document.model_dump_json(indent=2)
    return layout_csv(document) if format is LayoutFormat.CSV else layout_text(document)


def layout_text(document: RawDocument) -> str:
    """Paragraphs and tables in reading order, each line led by where it stands; cells are parted by tabs."""
    return "\n".join(line for block in document.blocks for line in _block_lines(block))


def _block_lines(block: Paragraph | RawTable) -> Iterator[str]:
    if isinstance(block, Paragraph):
        role = "" if block.role is ParagraphRole.TEXT else f"({block.role}) "
        yield f"{_where(block.places)}{role}{_one_line(block.text)}"
        return
    yield f"--- table {block.index}: {len(block.rows)} rows, {block.width} columns"
    for row in block.printed_rows:
        cells = {cell.column: _one_line(cell.text) for cell in row.cells}
        yield _where(row.places) + "\t".join(cells.get(column, "") for column in range(1, block.width + 1))
    yield f"--- end of table {block.index}"


def _where(places: tuple[Place, ...]) -> str:
    """`p. 3: ` or `l. 12: ` for the first place; blank where the source has neither pages nor lines."""
    if not places:
        return ""
    if places[0].page is not None:
        return f"p. {places[0].page}: "
    return f"l. {places[0].first_line}: " if places[0].first_line is not None else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def layout_csv(document: RawDocument) -> str:
    """One line for each table cell; rows count from 1, those of the header come first.

    `page` is the first page of the cell; `box` holds one `page:x0,top,x1,bottom` for each of its pieces.
    """
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(CSV_HEADER)
    for table in document.tables:
        for row_number, row in enumerate(table.printed_rows, start=1):
            writer.writerows(_csv_line(table, row_number, row, cell) for cell in row.cells)
    return written.getvalue().rstrip("\n")


def _csv_line(table: RawTable, row_number: int, row: RawRow, cell: RawCell) -> tuple[object, ...]:
    from pipeline.flat import number  # which loads pyarrow

    places = cell.places or row.places
    page = places[0].page if places else None
    boxes = " | ".join(f"{place.page}:" + ",".join(map(number, place.box)) for place in places if place.box)
    return (table.index, row_number, cell.column, cell.row_span, cell.column_span, page, boxes, cell.text)


def records_json(reading: Reading) -> str:
    """The records of a file as JSON: Vietnamese as it is, dates in ISO, null where nothing is stated."""
    return reading.model_dump_json(indent=2)


def ingest_rows(report: IngestReport) -> list[tuple[object, ...]]:
    """What was found in each file, under `INGEST_HEADER`."""
    return [
        (
            file.path,
            file.status,
            file.symbol,
            file.indicators,
            file.tasks,
            file.references,
            file.findings,
            file.seconds,
        )
        for file in report.files
    ]
