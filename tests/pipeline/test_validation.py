from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from pipeline.dataset import Dataset
from pipeline.validation import Fault, check_tables, validate
from schemas.base import Model
from tests.pipeline.made import (
    document,
    finding,
    indicator,
    link,
    publish,
    records,
    reference,
    tables,
    task,
)

LINKS = [link("t1"), link("t2"), link("i1")]


def _broken(**values: Any) -> Any:
    """An indicator that the model itself would refuse."""
    return indicator().model_copy(update=values)


def test_a_sound_dataset_has_no_faults() -> None:
    assert check_tables(tables()) == []


def test_no_records_are_sound() -> None:
    assert check_tables(tables(**{name: [] for name in records()})) == []


Changes = dict[str, Sequence[Model]]


@pytest.mark.parametrize(
    ("changes", "table", "record", "rule", "says"),
    [
        ({"tasks": [task("t1"), task("t2"), task("t1")]}, "tasks", "t1", "key", "2 rows"),
        ({"documents": [document(), document()]}, "documents", "512-qd-ubnd", "key", "2 rows"),
        (
            {"references": [reference(document_id="x")]},
            "references",
            "row 1",
            "reference",
            "document_id x is not in documents",
        ),
        (
            {"references": [reference(), reference("a", target_document_id="x")]},
            "references",
            "row 2",
            "reference",
            "target_document_id x is not in documents",
        ),
        ({"links": [*LINKS, link("t9")]}, "links", "row 4", "reference", "child_id t9 is neither"),
        ({"links": [*LINKS, link("t1", parent_id="t9")]}, "links", "row 4", "reference", "parent_id t9"),
        (
            {"links": [*LINKS, link("t1", parent_document_id="x")]},
            "links",
            "row 4",
            "reference",
            "parent_document_id x is not in documents",
        ),
        ({"findings": [finding(record_id="t9")]}, "findings", "row 1", "reference", "record_id t9 is neither"),
        ({"indicators": [_broken(confidence=1.5)]}, "indicators", "i1", "range", "confidence is 1.5, above 1"),
        ({"indicators": [_broken(confidence=-0.1)]}, "indicators", "i1", "range", "confidence is -0.1, below 0"),
        ({"indicators": [_broken(pillar=8)]}, "indicators", "i1", "range", "pillar is 8, above 7"),
        ({"indicators": [_broken(pillar=0)]}, "indicators", "i1", "range", "pillar is 0, below 1"),
        ({"indicators": [indicator(target_year=2101)]}, "indicators", "i1", "range", "target_year is in 2101"),
        ({"indicators": [indicator(target_year=1989)]}, "indicators", "i1", "range", "target_year is in 1989"),
        ({"indicators": [indicator(value=19.0)]}, "indicators", "i1", "range", "between 19.0 and 18.0"),
        ({"indicators": [indicator(value_max=None)]}, "indicators", "i1", "range", "between 10.0 and None"),
        (
            {"tasks": [task("t1", deadline_end=dt.date(1925, 6, 30)), task("t2")]},
            "tasks",
            "t1",
            "range",
            "deadline_end is in 1925",
        ),
        (
            {"tasks": [task("t1", deadline_start=dt.date(2025, 7, 1)), task("t2")]},
            "tasks",
            "t1",
            "range",
            "deadline_start 2025-07-01 is after deadline_end 2025-06-30",
        ),
        ({"documents": [document(issued_on="2025-13")]}, "documents", "512-qd-ubnd", "date", "2025-13"),
        ({"documents": [document(issued_on="1025-03-01")]}, "documents", "512-qd-ubnd", "range", "in 1025"),
        ({"links": LINKS[1:]}, "tasks", "t1", "lineage", "no `implements` link"),
        ({"links": LINKS[:2]}, "indicators", "i1", "lineage", "no `implements` link"),
        ({"links": [*LINKS[:2], link("i1", parent_symbol=None)]}, "indicators", "i1", "lineage", "no `implements`"),
        ({"links": [*LINKS[:2], link("i1", relation="succeeds")]}, "indicators", "i1", "lineage", "no `implements`"),
    ],
)
def test_a_broken_rule_is_named(changes: Changes, table: str, record: str, rule: str, says: str) -> None:
    (fault,) = check_tables(tables(**changes))
    assert (fault.table, fault.record, fault.rule) == (table, record, rule)
    assert says in fault.message


@pytest.mark.parametrize(
    "changes",
    [
        {"links": [], "findings": [finding("no-parent")]},
        {"indicators": [indicator(value=10.0, value_max=10.0)]},
        {"indicators": [indicator(operator=">=", value=55.0, value_max=None)]},
        {"indicators": [indicator(operator=None, value=None, value_max=None, target_year=None)]},
        {"tasks": [task("t1", deadline_start=dt.date(2025, 6, 30)), task("t2", deadline_end=None)]},
        {"documents": [document(issued_on=None)]},
        {"documents": [document(issued_on="2026")]},
        {"documents": [document(issued_on="2025-03-31")]},
        {"references": [reference(target_document_id="512-qd-ubnd"), reference(date="1959")]},
        {"links": [*LINKS, link("t1", parent_id="t2", parent_document_id="512-qd-ubnd", relation="succeeds")]},
    ],
)
def test_what_is_allowed(changes: Changes) -> None:
    assert check_tables(tables(**changes)) == []


def _replaced(table: pa.Table, column: str, values: list[Any]) -> pa.Table:
    index = table.column_names.index(column)
    return table.set_column(index, column, pa.chunked_array([pa.array(values, table.schema.field(column).type)]))


@pytest.mark.parametrize(
    ("column", "value", "rule", "says"),
    [
        ("relation", "follows", "enumeration", "relation is 'follows', not one of implements, succeeds"),
        ("match", "whole", "enumeration", "match is 'whole'"),
        ("relation", None, "required", "relation is null"),
        ("method", None, "required", "method is null"),
        ("score", float("inf"), "range", "score is inf"),
    ],
)
def test_cells_that_no_model_checked(column: str, value: Any, rule: str, says: str) -> None:
    made = tables(links=[*LINKS, link("t1")])
    values = [*made["links"][column].to_pylist()[:3], value]
    (fault,) = check_tables(made | {"links": _replaced(made["links"], column, values)})
    assert (fault.table, fault.record, fault.rule) == ("links", "row 4", rule)
    assert says in fault.message


def test_a_fault_reads_well() -> None:
    assert str(Fault("tasks", "t1", "key", "2 rows have it")) == "tasks t1: 2 rows have it [key]"


def test_a_published_version_is_sound(tmp_path: Path) -> None:
    publish(tmp_path)
    assert validate(Dataset(tmp_path)) == []


def test_counts_of_a_version_are_those_of_its_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(tmp_path)
    read = Dataset.read_all

    def lose_a_link(dataset: Dataset, version: int | None = None) -> dict[str, pa.Table]:
        whole = read(dataset, version)
        return whole | {"links": pa.concat_tables([whole["links"], whole["links"].slice(2)])}

    monkeypatch.setattr(Dataset, "read_all", lose_a_link)
    (fault,) = validate(Dataset(tmp_path))
    assert (fault.rule, fault.message) == ("count", "version 1 states 3 rows of links, 4 are there")


def test_faults_of_latest_count_for_the_newest_version_only(tmp_path: Path) -> None:
    publish(tmp_path)
    publish(tmp_path, "2026-03-01", findings=[])
    tasks = tmp_path / "latest" / "tasks.csv"
    tasks.write_bytes(tasks.read_bytes().replace(b"t2", b"t9"))
    (edited,) = validate(Dataset(tmp_path))
    assert (edited.rule, "tasks.csv was altered" in edited.message) == ("latest", True)
    (tmp_path / "latest").unlink()
    (gone,) = validate(Dataset(tmp_path), 2)
    assert (gone.rule, "vnplans ingest" in gone.message) == ("latest", True)
    assert validate(Dataset(tmp_path), 1) == []


def test_faults_of_many_records_are_all_listed() -> None:
    made = tables(tasks=[task(f"t{number}") for number in range(300)], links=[link("i1")], findings=[])
    assert [fault.rule for fault in check_tables(made)] == ["lineage"] * 300
