"""Text files give back what was put in; `read` below is how a user reads a list."""

from __future__ import annotations

import datetime as dt
import math
import re

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.flat import SEPARATOR, join, number, scalars, texts
from pipeline.shapes import Column, Kind


def read(joined: str) -> list[str]:
    return [re.sub(r"\\(.)", r"\1", entry, flags=re.DOTALL) for entry in joined.split(SEPARATOR)]


@given(st.lists(st.text(min_size=1), min_size=1))
def test_a_joined_list_gives_its_entries_back(entries: list[str]) -> None:
    assert read(join(entries)) == entries


@given(st.lists(st.text(alphabet="| \\a", min_size=1), min_size=1))
def test_bars_and_backslashes_inside_entries_do_no_harm(entries: list[str]) -> None:
    assert read(join(entries)) == entries


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_gives_itself_back(value: float) -> None:
    assert float(number(value)) == value
    assert not (value.is_integer() and math.isfinite(value)) or "." not in number(value)


@pytest.mark.parametrize(
    ("kind", "arrow", "values", "expected"),
    [
        (Kind.TEXT, pa.string(), ["=1+1", "", None, " a "], ["=1+1", "", "", " a "]),
        (Kind.INTEGER, pa.int64(), [0, -3, None], ["0", "-3", ""]),
        (Kind.NUMBER, pa.float64(), [55.0, 0.7, None], ["55", "0.7", ""]),
        (Kind.BOOLEAN, pa.bool_(), [True, False, None], ["true", "false", ""]),
        (Kind.DATE, pa.date32(), [dt.date(2026, 1, 31), None], ["2026-01-31", ""]),
        (Kind.TEXTS, pa.list_(pa.string()), [["Sở A", "Sở B"], [], None], ["Sở A | Sở B", "", ""]),
        (Kind.INTEGERS, pa.list_(pa.int64()), [[3, 4], [5], None], ["3 | 4", "5", ""]),
        (Kind.COUNTS, pa.string(), ['{"tasks": 2}'], ['{"tasks": 2}']),
    ],
)
def test_cells_as_text(kind: Kind, arrow: pa.DataType, values: list[object], expected: list[str]) -> None:
    assert texts(Column("c", kind, True, ""), pa.chunked_array([pa.array(values, arrow)])) == expected


def test_cells_as_single_values() -> None:
    lists = pa.chunked_array([pa.array([["a", "b|c"], [], None], pa.list_(pa.string()))])
    assert scalars(Column("c", Kind.TEXTS, True, ""), lists) == ["a | b\\|c", None, None]
    days = pa.chunked_array([pa.array([dt.date(2026, 1, 31), None], pa.date32())])
    assert scalars(Column("c", Kind.DATE, True, ""), days) == [dt.date(2026, 1, 31), None]
