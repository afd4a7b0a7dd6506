"""Records as Arrow tables, and back.

Arrow arrays are made from JSON lines and not with `pyarrow.array`: given Python lists, the latter imports pandas
(a third of a second) only to ask whether they are pandas objects. `Schema.empty_table` does the same.
"""

from __future__ import annotations

import functools
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.json

from pipeline.shapes import SHAPES, Column, Kind, Shape, shape_of
from schemas.base import Model
from schemas.errors import DatasetError

Record = TypeVar("Record", bound=Model)

_ARROW: dict[Kind, pa.DataType] = {
    Kind.TEXT: pa.string(),
    Kind.INTEGER: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.BOOLEAN: pa.bool_(),
    Kind.DATE: pa.date32(),
    Kind.TEXTS: pa.list_(pa.string()),
    Kind.INTEGERS: pa.list_(pa.int64()),
    # JSON text and not an Arrow map: pandas, polars, DuckDB and spreadsheets each show a map in another way,
    # and the CSV file can hold nothing else.
    Kind.COUNTS: pa.string(),
}


def _field(column: Column) -> pa.Field:
    return pa.field(column.name, _ARROW[column.kind], column.nullable, {"description": column.description})


@functools.cache
def _schema(name: str, columns: tuple[Column, ...]) -> pa.Schema:
    return pa.schema([_field(column) for column in columns], metadata={"table": name})


def arrow_schema(shape: Shape) -> pa.Schema:
    """The Arrow schema of a table; each field carries its description, the schema the table's name."""
    return _schema(shape.name, shape.columns)


def empty_table(schema: pa.Schema) -> pa.Table:
    """The table of a schema without rows."""
    return pa.Table.from_batches([], schema=schema)


def table_of_rows(schema: pa.Schema, rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    """A table of the given schema from rows of JSON values (dates as ISO strings), in the order given.

    Raises:
        ValueError: a row holds a value that JSON or the schema cannot (`pyarrow.ArrowInvalid` is one).
    """
    data = "\n".join(json.dumps(row, allow_nan=False) for row in rows).encode()
    if not data:
        return empty_table(schema)
    written = pa.schema([field.with_type(pa.string()) if pa.types.is_date(field.type) else field for field in schema])
    table = pyarrow.json.read_json(
        io.BytesIO(data),
        # One block, so that a long row is never cut in two and the rows keep their order.
        read_options=pyarrow.json.ReadOptions(use_threads=False, block_size=len(data) + 1),
        parse_options=pyarrow.json.ParseOptions(explicit_schema=written, unexpected_field_behavior="error"),
    )
    return table.cast(schema).combine_chunks()


def _json_row(record: Model, counts: tuple[str, ...]) -> dict[str, Any]:
    row = record.model_dump(mode="json")
    for name in counts:
        row[name] = json.dumps(row[name])
    return row


def to_table(model: type[Model], records: Iterable[Model]) -> pa.Table:
    """The table of a record kind: one row for each record, in the order given."""
    shape = shape_of(model)
    counts = shape.names(Kind.COUNTS)
    return table_of_rows(arrow_schema(shape), (_json_row(record, counts) for record in records))


def to_tables(records: Mapping[str, Iterable[Model]]) -> dict[str, pa.Table]:
    """All tables of a dataset version from records by table name; a kind that is not given has no rows."""
    return {name: to_table(shape.model, records.get(name, ())) for name, shape in SHAPES.items()}


def to_records(model: type[Record], table: pa.Table) -> list[Record]:
    """The records of a table, in its order; the inverse of `to_table`."""
    shape = shape_of(model)
    rows: list[dict[str, Any]] = table.select(shape.names()).to_pylist()
    for name in shape.names(Kind.COUNTS):
        for row in rows:
            row[name] = json.loads(row[name])
    return [model.model_validate(row) for row in rows]


def conform(shape: Shape, table: pa.Table) -> pa.Table:
    """The table with exactly the columns of its shape, in their order.

    A column that the table was published without is null throughout (columns are only ever added).

    Raises:
        DatasetError: the table has a column this program does not know, or one of another type.
    """
    schema = arrow_schema(shape)
    unknown = [name for name in table.column_names if name not in schema.names]
    if unknown:
        raise DatasetError(
            f"table {shape.name} has columns this vnplans does not know ({', '.join(unknown)}): "
            "it was published by a newer one; upgrade vnplans"
        )
    arrays = [table[field.name] if field.name in table.column_names else _blank(field, table) for field in schema]
    try:
        return pa.table([array.cast(field.type) for array, field in zip(arrays, schema, strict=True)], schema=schema)
    except pa.ArrowException as error:
        raise DatasetError(f"table {shape.name} does not fit its columns: {error}") from error


def _blank(field: pa.Field, table: pa.Table) -> pa.ChunkedArray:
    return pa.chunked_array([pa.nulls(table.num_rows, field.type)])
