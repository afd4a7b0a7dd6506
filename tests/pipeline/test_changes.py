from __future__ import annotations

import pyarrow as pa
import pytest

from pipeline.changes import count_changes, same_rows
from pipeline.tables import to_table
from schemas.base import Model
from tests.pipeline.made import finding, task


def _table(*made: Model) -> pa.Table:
    return to_table(type(made[0]), made)


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ([task("a"), task("b")], [task("a"), task("b")], True),
        ([task("a"), task("b")], [task("b"), task("a")], True),
        ([task("a")], [task("a"), task("b")], False),
        ([task("a", lead=["x", "y"])], [task("a", lead=["y", "x"])], False),
        ([task("a", appendix="")], [task("a", appendix=None)], False),
        ([finding("x"), finding("x"), finding("y")], [finding("y"), finding("x"), finding("x")], True),
        ([finding("x"), finding("x"), finding("y")], [finding("x"), finding("y"), finding("y")], False),
    ],
)
def test_same_rows(old: list[Model], new: list[Model], same: bool) -> None:
    assert same_rows(_table(*old), _table(*new)) is same


@pytest.mark.parametrize(
    ("old", "new", "counts"),
    [
        ([task("a"), task("b")], [task("b"), task("a")], (0, 0, 0)),
        ([task("a")], [task("a"), task("b"), task("c")], (2, 0, 0)),
        ([task("a"), task("b")], [task("a")], (0, 1, 0)),
        ([task("a"), task("b")], [task("a", note="n"), task("c")], (1, 1, 1)),
        ([task("a", source_rows=[1])], [task("a", source_rows=[1, 2])], (0, 0, 1)),
    ],
)
def test_count_changes(old: list[Model], new: list[Model], counts: tuple[int, int, int]) -> None:
    assert count_changes(_table(*old), _table(*new), ("task_id",)) == counts
