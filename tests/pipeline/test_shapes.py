from __future__ import annotations

import datetime as dt
from typing import ClassVar

import pytest
from pydantic import Field

from pipeline.shapes import SHAPES, VERSIONS, Kind, shape_of
from schemas.base import Model

# The interface that users rely on: a column may be added, none may go.
PROMISED = {
    "documents": "document_id symbol number kind issuer place issued_on title signer signer_title is_draft root_symbol "
    "parent_symbols source_path source_sha256 media_type pages extraction repaired text_quality",
    "references": "document_id symbol kind date issuer relation target_document_id via_symbol evidence",
    "indicators": "indicator_id document_id appendix section section_title ordinal parent_ordinal name unit_raw unit "
    "target_raw operator value value_max out_of target_year agencies note modality pillar corrected source_page "
    "source_boxes source_table source_rows source_text confidence",
    "tasks": "task_id document_id appendix section section_title ordinal parent_ordinal description lead_raw lead "
    "coordinating_raw coordinating output deadline_raw deadline_kind deadline_start deadline_end note pillar corrected "
    "source_page source_boxes source_table source_rows source_text confidence",
    "links": "child_id child_document_id parent_id parent_document_id parent_symbol root_symbol relation match score "
    "method",
    "findings": "document_id record_id severity code message page source_page source_boxes source_table source_rows "
    "source_text confidence",
}


@pytest.mark.parametrize("table", PROMISED)
def test_promised_columns_are_there_in_order(table: str) -> None:
    promised = PROMISED[table].split()
    assert [name for name in SHAPES[table].names() if name in promised] == promised


def test_every_table_is_promised() -> None:
    assert list(SHAPES) == ["documents", "references", "indicators", "tasks", "links", "findings"]
    assert VERSIONS.names() == ("version", "created_at", "tool_version", "tables", "added", "removed", "changed")


@pytest.mark.parametrize("shape", [*SHAPES.values(), VERSIONS], ids=lambda shape: shape.name)
def test_every_column_is_described(shape: object) -> None:
    assert [column.name for column in shape.columns if not column.description] == []  # type: ignore[attr-defined]


class _Made(Model):
    """A table made for this test."""

    table: ClassVar[str] = "made"
    primary_key: ClassVar[tuple[str, ...]] = ("text",)
    foreign_keys: ClassVar[dict[str, str]] = {}

    text: str
    whole: int | None
    share: float = Field(ge=0, le=1)
    yes: bool
    day: dt.date | None
    texts: list[str]
    numbers: list[int] | None
    counts: dict[str, int]


def test_kinds_come_from_annotations() -> None:
    columns = shape_of(_Made).columns
    assert [(column.kind, column.nullable) for column in columns] == [
        (Kind.TEXT, False),
        (Kind.INTEGER, True),
        (Kind.NUMBER, False),
        (Kind.BOOLEAN, False),
        (Kind.DATE, True),
        (Kind.TEXTS, False),
        (Kind.INTEGERS, True),
        (Kind.COUNTS, False),
    ]
    assert (columns[2].minimum, columns[2].maximum) == (0, 1)
    assert (columns[1].minimum, columns[1].maximum) == (None, None)


def test_enumerations_are_texts_with_choices() -> None:
    relation = next(column for column in SHAPES["links"].columns if column.name == "relation")
    assert (relation.kind, relation.choices) == (Kind.TEXT, ("implements", "succeeds"))


@pytest.mark.parametrize("annotation", [bytes, int | str, list[float]])
def test_an_unknown_kind_of_column_is_refused(annotation: object) -> None:
    model = type("Odd", (_Made,), {"__annotations__": {"odd": annotation}, "__module__": __name__})
    with pytest.raises(TypeError, match="kind"):
        shape_of(model)
