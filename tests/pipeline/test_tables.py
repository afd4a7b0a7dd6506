from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest

from pipeline.shapes import SHAPES
from pipeline.tables import arrow_schema, conform, to_records, to_table, to_tables
from schemas.base import Model
from schemas.errors import DatasetError
from schemas.records import RECORDS, TaskRecord, VersionRecord
from tests.pipeline.made import document, finding, indicator, link, records, reference, task


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.table)
def test_records_come_back_as_they_were(model: type[Model]) -> None:
    made = list(records()[model.table])  # type: ignore[attr-defined]
    assert made
    assert to_records(model, to_table(model, made)) == made


def test_versions_come_back_as_they_were() -> None:
    version = VersionRecord(
        version=1, created_at="2026", tool_version="0", tables={"tasks": 2, "links": 0}, added=2, removed=0, changed=0
    )
    assert to_records(VersionRecord, to_table(VersionRecord, [version])) == [version]


def test_rows_keep_their_order_and_their_line_ends() -> None:
    made = [task(f"t{number}", description=f"dòng một\r\ndòng\thai {number}") for number in (3, 1, 2)]
    table = to_table(TaskRecord, made)
    assert table["task_id"].to_pylist() == ["t3", "t1", "t2"]
    assert table["description"].to_pylist()[0] == "dòng một\r\ndòng\thai 3"


def test_an_empty_text_is_not_null() -> None:
    table = to_table(TaskRecord, [task("t1", appendix=""), task("t2", appendix=None)])
    assert table["appendix"].to_pylist() == ["", None]


def test_a_kind_without_records_has_the_columns_all_the_same() -> None:
    tables = to_tables({"documents": [document()]})
    assert list(tables) == list(SHAPES)
    assert tables["tasks"].num_rows == 0
    assert tables["tasks"].schema.equals(arrow_schema(SHAPES["tasks"]))


def test_fields_say_what_they_mean() -> None:
    field = arrow_schema(SHAPES["tasks"]).field("deadline_end")
    assert field.type == pa.date32()
    assert field.metadata[b"description"] == b"Last day of the date, month, quarter, year or range."


def test_a_value_that_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        to_table(type(indicator()), [indicator(value=float("nan"))])


def test_a_column_that_came_later_is_null() -> None:
    table = to_table(TaskRecord, [task()]).drop_columns(["note", "pillar"])
    whole = conform(SHAPES["tasks"], table)
    assert whole.schema.equals(arrow_schema(SHAPES["tasks"]))
    assert (whole["pillar"].to_pylist(), whole["task_id"].to_pylist()) == ([None], ["t1"])


def test_a_column_of_a_newer_program_is_refused() -> None:
    table = to_table(type(link("t1")), [link("t1")]).append_column("certainty", pa.nulls(1))
    with pytest.raises(DatasetError, match=r"certainty.*newer.*upgrade"):
        conform(SHAPES["links"], table)


def test_a_column_of_another_type_is_refused() -> None:
    table = to_table(type(reference()), [reference()])
    table = table.set_column(0, "document_id", pa.chunked_array([pa.nulls(1, pa.list_(pa.int8()))]))
    with pytest.raises(DatasetError, match="references"):
        conform(SHAPES["references"], table)


def test_publishing_and_reading_do_not_load_pandas(tmp_path: Path) -> None:
    """Loading it takes longer than all the rest of a run on a small dataset."""
    code = (
        "import sys; from pathlib import Path; from tests.pipeline.made import publish; "
        "from pipeline.dataset import Dataset; from pipeline.validation import validate; "
        "root = Path(sys.argv[1]); publish(root, findings=[]); publish(root); assert not validate(Dataset(root)); "
        "print('pandas' in sys.modules)"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[2], check=True)
    assert done.stdout == "False\n"


def test_findings_without_a_document_are_kept() -> None:
    table = to_table(type(finding()), [finding(document_id=None)])
    assert table["document_id"].to_pylist() == [None]
