"""What a record says stands in its file: every raw text is a slice of the source, and leads back to its lines."""

from __future__ import annotations

import re
from functools import lru_cache

import pytest

from pipeline.mending import mended
from schemas.records import IndicatorRecord, TaskRecord
from tests.documents import (
    DECISION_512,
    DOCUMENTS,
    PLAN_2026,
    PLAN_KON_TUM,
    PLAN_SXD,
    RESOLUTION_48,
    layout,
    path_of,
    reading,
    text_of,
)

_TAG = re.compile(r"</?(?:i|b|p|ul|li|br)(?:\s[^<>]*)?/?>")
_RAW_FIELDS = (
    "description",
    "name",
    "lead_raw",
    "coordinating_raw",
    "deadline_raw",
    "unit_raw",
    "target_raw",
    "output",
    "note",
    "section_title",
)
WITH_TABLES = (DECISION_512, PLAN_2026, PLAN_SXD)
WITH_PROSE = (PLAN_SXD, PLAN_KON_TUM, RESOLUTION_48)
_RAISED = str.maketrans("", "", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def _records(name: str) -> list[TaskRecord | IndicatorRecord]:
    return [record for record in (*reading(name).tasks, *reading(name).indicators) if record.source_table]


def _of_prose(name: str) -> list[TaskRecord | IndicatorRecord]:
    return [record for record in (*reading(name).tasks, *reading(name).indicators) if not record.source_table]


def _plain(text: str) -> str:
    """White space and the marks of HTML and LaTeX taken out: what tidying changes must not hide a difference."""
    return "".join(_TAG.sub("", text.replace("$", "")).split()).replace("\u00a0", "")


@lru_cache
def _lines(name: str) -> tuple[str, ...]:
    return tuple(text_of(name).splitlines())


def _source(name: str, record: TaskRecord | IndicatorRecord) -> list[str]:
    """The cells of a record in its file, tabs taken for line ends."""
    assert record.source_lines
    return [cell for number in record.source_lines for cell in _lines(name)[number - 1].split("\t")]


def _is_made_of(text: str, cells: list[str]) -> bool:
    """Whether a text is a cell, or some cells in order one after the other."""
    whole = _plain(text)
    reached = {0}
    for cell in map(_plain, cells):
        reached |= {start + len(cell) for start in reached if whole.startswith(cell, start)}
    return len(whole) in reached


@pytest.mark.parametrize("name", WITH_TABLES)
def test_source_text_stands_in_the_lines_it_names(name: str) -> None:
    for record in _records(name):
        assert record.source_text
        assert record.source_lines
        named = [_lines(name)[number - 1] for number in record.source_lines]
        assert [line for line in named if line] == record.source_text.split("\n")


@pytest.mark.parametrize("name", WITH_TABLES)
def test_raw_fields_are_cells_of_the_lines_of_their_record(name: str) -> None:
    for record in _records(name):
        cells = _source(name, record)
        for field in _RAW_FIELDS[:-1]:
            text = getattr(record, field, None)
            if text is not None:
                assert _is_made_of(text, cells), (record.ordinal, field, text)


@pytest.mark.parametrize("name", WITH_TABLES)
def test_section_titles_are_cells_of_the_document(name: str) -> None:
    cells = {_plain(cell) for line in _lines(name) for cell in line.split("\t")}
    assert {_plain(record.section_title or "") for record in _records(name)} <= cells


@pytest.mark.parametrize("name", WITH_TABLES)
def test_no_line_belongs_to_two_records(name: str) -> None:
    lines = [line for record in _records(name) for line in record.source_lines or ()]
    assert len(lines) == len(set(lines))


@pytest.mark.parametrize("name", WITH_PROSE)
def test_source_text_of_prose_stands_in_the_lines_it_names(name: str) -> None:
    assert _of_prose(name)
    for record in _of_prose(name):
        assert record.source_text
        assert record.source_lines
        named = [_lines(name)[number - 1] for number in record.source_lines]
        assert [line for line in named if line.strip()] == record.source_text.split("\n")


@pytest.mark.parametrize("name", WITH_PROSE)
def test_raw_fields_of_prose_are_slices_of_the_document(name: str) -> None:
    """In a document that was mended, as it reads after mending; marks of footnotes are taken out."""
    whole = _plain(" ".join(p.text for p in mended(layout(name)).raw.paragraphs)).translate(_RAISED)
    for record in _of_prose(name):
        for field in (
            "description",
            "name",
            "lead_raw",
            "coordinating_raw",
            "deadline_raw",
            "target_raw",
            "section_title",
        ):
            text = getattr(record, field, None)
            assert text is None or _plain(text).translate(_RAISED) in whole, (field, text)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_evidence_of_references_stands_in_the_document(name: str) -> None:
    """In a document that was mended, as it reads after mending."""
    read = reading(name).document.repaired
    whole = _plain(" ".join(p.text for p in mended(layout(name)).raw.paragraphs) if read else text_of(name))
    for reference in reading(name).references:
        assert _plain(reference.evidence) in whole
        assert reference.symbol is None or reference.symbol in _plain(reference.evidence).replace("–", "-")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_printed_word_lies_in_one_block(name: str) -> None:
    """Nothing that the file prints is lost between paragraphs, tables and furniture, and nothing is there twice.

    Page numbers and ruled lines are no text.
    """
    raw = layout(name)
    placed: list[int] = []
    for block in raw.blocks:
        rows = [block] if block.kind == "paragraph" else [block.header, *block.rows]
        spans = [place for row in rows for place in row.places]
        placed += {n for place in spans for n in range(place.first_line or 0, (place.last_line or 0) + 1)}
    assert len(placed) == len(set(placed))
    missing = [line for n, line in enumerate(_lines(name), 1) if n not in set(placed) and line.strip("\u00a0 \t")]
    assert all(_is_no_text(line, name) for line in missing), missing


def _is_no_text(line: str, name: str) -> bool:
    headers = {block.header.source_text for block in layout(name).blocks if block.kind == "table"}
    return line in headers or re.fullmatch(r"[-–_=*\s]{3,}|\s*\d{1,3}\s*", line) is not None


@pytest.mark.parametrize("name", DOCUMENTS)
def test_files_are_read_as_they_lie_there(name: str) -> None:
    assert path_of(name).read_bytes().decode("utf-8").splitlines() == list(_lines(name))
