"""Annexes printed from rows of the seeds in several formats and layouts: what was put in is known cell by cell.

`scripts/fixtures/render_annexes.py` makes them; `SOURCES.csv` beside them says which rows each holds and what it shows.
"""

from __future__ import annotations

import csv
import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pdfplumber
import pytest
from pdfplumber.page import Page

from pipeline.reading import extract_file, read_file
from schemas.raw import ParagraphRole, RawCell, RawDocument, RawRow, RawTable
from schemas.records import IndicatorRecord, TaskRecord
from tests.documents import REPOSITORY, layout, reading

FOLDER = REPOSITORY / "tests" / "fixtures" / "annexes"
NUMERAL = re.compile(r"[IVX]+\.?")


@dataclass(frozen=True)
class Passport:
    """Which rows of which seed a file holds, and how they are set."""

    file: str
    seed: str
    table: int
    first_row: int
    last_row: int
    merged: frozenset[int]
    sections: str
    proves: str
    sha256: str

    @property
    def rows(self) -> tuple[RawRow, ...]:
        """The rows as the seed has them."""
        return layout(Path(self.seed).stem).tables[self.table - 1].rows[self.first_row - 1 : self.last_row]


def _passports() -> dict[str, Passport]:
    with (FOLDER / "SOURCES.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    return {
        line["file"]: Passport(
            line["file"],
            line["seed"],
            int(line["table"]),
            int(line["first_row"]),
            int(line["last_row"]),
            frozenset(map(int, line["merged"].split())),
            line["sections"],
            line["proves"],
            line["sha256"],
        )
        for line in lines
    }


PASSPORTS = _passports()
PDFS = [name for name in PASSPORTS if name.endswith(".pdf")]


@lru_cache
def _layout(name: str) -> RawDocument:
    return extract_file(FOLDER / name)


def _table(name: str) -> RawTable:
    (table,) = _layout(name).tables
    return table


def _fold(text: str) -> str:
    return " ".join(text.split())


def _letters(text: str) -> str:
    return "".join(text.split())


# --- the files --------------------------------------------------------------------------------------------------------


def test_every_annex_has_its_passport() -> None:
    lying = {path.name for path in FOLDER.iterdir()} - {"SOURCES.csv", "README.md"}
    assert lying == set(PASSPORTS)
    assert all(passport.proves for passport in PASSPORTS.values())


@pytest.mark.parametrize("name", PASSPORTS)
def test_annexes_are_as_they_were_made(name: str) -> None:
    assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == PASSPORTS[name].sha256


def test_the_script_makes_the_same_bytes_again(tmp_path: Path) -> None:
    """Whatever the order in which sets are gone through; other versions of fonts and libraries may make others."""
    pytest.importorskip("reportlab")
    made = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        command = [sys.executable, "-m", "scripts.fixtures.render_annexes", str(folder)]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=False)
        if "fonts-dejavu" in done.stderr:
            pytest.skip("the fonts are not installed")
        assert done.returncode == 0, done.stderr
        made.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert made[0] == made[1]
    assert set(made[0]) == {"SOURCES.csv", *PASSPORTS}


# --- rows and cells ---------------------------------------------------------------------------------------------------


def _expected(passport: Passport) -> list[dict[int, str]]:
    """The cells of each row by column; one that is merged over rows stands in the first of them."""
    rows: list[dict[int, str]] = []
    above: list[str] = []
    for row in passport.rows:
        texts = [_fold(cell.text) for cell in row.cells]
        if passport.sections and NUMERAL.fullmatch(texts[0]):
            whole = {1: f"{texts[0].rstrip('.')}. {texts[1]}"}
            rows.append(whole if passport.sections == "over-row" else {1: texts[0], 2: texts[1]})
        else:
            told = [
                bool(above) and column in passport.merged and text == above[column - 1] for column, text in _by(texts)
            ]
            rows.append({column: text for column, text in _by(texts) if not (text and told[column - 1])})
        above = texts
    return rows


def _by(texts: Iterable[str]) -> list[tuple[int, str]]:
    return list(enumerate(texts, start=1))


@pytest.mark.parametrize("name", PASSPORTS)
def test_every_row_and_cell_comes_back_once(name: str) -> None:
    found = [{cell.column: _fold(cell.text) for cell in row.cells} for row in _table(name).rows]
    assert found == _expected(PASSPORTS[name])


@pytest.mark.parametrize("name", PASSPORTS)
def test_merged_cells_keep_their_spans(name: str) -> None:
    """Each square of each row is covered by one cell."""
    table = _table(name)
    covered = [
        (row + down, cell.column + across)
        for row, held in enumerate(table.rows)
        for cell in held.cells
        for down in range(cell.row_span)
        for across in range(cell.column_span)
    ]
    every = {(row, column) for row in range(len(table.rows)) for column in range(1, table.width + 1)}
    assert len(covered) == len(set(covered))
    assert set(covered) == every


@pytest.mark.parametrize("name", PASSPORTS)
def test_nothing_around_the_table_is_taken_for_text_of_the_document(name: str) -> None:
    """The lines above the table, and not the page numbers below or the furniture of a portal."""
    texts = [_fold(block.text) for block in _layout(name).paragraphs if block.role is ParagraphRole.TEXT]
    assert texts[0].startswith("PHỤ LỤC")
    assert " ".join(texts[2:]).startswith("(Kèm theo ")
    assert texts[-1].endswith("Khánh Hòa)")
    assert _layout(name).findings == ()


# --- pages and boxes --------------------------------------------------------------------------------------------------


def _cells(name: str) -> list[RawCell]:
    return [cell for row in _table(name).rows for cell in row.cells]


def _printed(page: Page, box: tuple[float, float, float, float]) -> str:
    """The letters that stand in a box, in the order in which they are read."""
    part = page.crop(box, strict=False)
    if all(letter["upright"] for letter in part.chars):
        return "".join(word["text"] for word in part.extract_words())
    turned = sorted(part.chars, key=lambda letter: (round(letter["x0"]), -letter["bottom"]))
    return _letters("".join(letter["text"] for letter in turned))


@pytest.mark.parametrize("name", PDFS)
def test_the_words_of_a_cell_stand_in_its_boxes(name: str) -> None:
    wrong = []
    with pdfplumber.open(FOLDER / name) as pdf:
        for cell in _cells(name):
            assert cell.places, cell.text
            printed = "".join(
                _printed(pdf.pages[(place.page or 0) - 1], place.box or (0, 0, 0, 0)) for place in cell.places
            )
            if printed != _letters(cell.text):
                wrong.append((cell.text, printed, cell.places))
    assert wrong == []


@pytest.mark.parametrize("name", PDFS)
def test_a_cell_has_one_box_on_each_of_its_pages(name: str) -> None:
    for cell in _cells(name):
        pages = [place.page for place in cell.places]
        assert pages == sorted(set(pages), key=lambda page: page or 0), cell.text
        assert all(place.page and place.box for place in cell.places), cell.text


@pytest.mark.parametrize("name", PDFS)
def test_pages_do_cut_rows(name: str) -> None:
    """Else the files would prove less than their passports say."""
    assert any(len(cell.places) > 1 for cell in _cells(name))


@pytest.mark.parametrize(("name", "cells"), [("tasks_2026_landscape.pdf", 2), ("tasks_512_portrait.pdf", 1)])
def test_rows_are_cut_in_as_many_cells_as_the_passport_says(name: str, cells: int) -> None:
    assert max(sum(len(cell.places) > 1 for cell in row.cells) for row in _table(name).rows) >= cells


def test_a_cell_merged_over_rows_is_cut_by_a_page() -> None:
    cut = [cell for cell in _cells("tasks_sxd_merged.pdf") if cell.row_span > 1 and len(cell.places) > 1]
    assert [_fold(cell.text) for cell in cut] != []


# --- records ----------------------------------------------------------------------------------------------------------

Record = TaskRecord | IndicatorRecord
TASK_FIELDS = (
    "ordinal",
    "description",
    "lead",
    "coordinating",
    "output",
    "deadline_raw",
    "deadline_kind",
    "deadline_start",
    "deadline_end",
)
INDICATOR_FIELDS = ("ordinal", "name", "unit_raw", "unit", "target_raw", "operator", "value", "value_max", "agencies")


def _fields(record: Record) -> dict[str, object]:
    names = TASK_FIELDS if isinstance(record, TaskRecord) else INDICATOR_FIELDS
    values = {name: getattr(record, name) for name in names}
    return {name: _fold(value) if isinstance(value, str) else value for name, value in values.items()}


def _of_seed(passport: Passport) -> list[Record]:
    """The records that the text of the seed gives for the rows."""
    read = reading(Path(passport.seed).stem)
    rows = {number for row in passport.rows for number in row.source_rows}
    records: list[Record] = [*read.tasks, *read.indicators]
    return [
        record for record in records if record.source_table == passport.table and rows & set(record.source_rows or ())
    ]


@pytest.mark.parametrize("name", PASSPORTS)
def test_records_are_those_that_the_text_of_the_seed_gives(name: str) -> None:
    read = read_file(FOLDER / name)
    found = [_fields(record) for record in (*read.tasks, *read.indicators)]
    expected = [_fields(record) for record in _of_seed(PASSPORTS[name])]
    assert len(expected) > 8
    assert found == expected
