from __future__ import annotations

import time

from pipeline.identity import digest, record_ids
from schemas.drafts import DraftTask, Origin


def _draft(ordinal: str | None) -> DraftTask:
    return DraftTask(
        appendix="I",
        section=None,
        section_title=None,
        ordinal=ordinal,
        parent_ordinal=None,
        note=None,
        origin=Origin(source_text=""),
        description="",
        lead=None,
        coordinating=None,
        output=None,
        deadline=None,
    )


def test_rows_that_say_the_same_are_counted() -> None:
    rows = [("1", "a"), ("1", "a"), ("1", "b"), ("1", "a"), ("1", "a"), ("-", "a"), ("-", "a"), ("-", "b"), ("2", "a")]
    a, b = digest("a", 6), digest("b", 6)
    assert record_ids("d", "t", [(_draft(ordinal), statement) for ordinal, statement in rows]) == [
        "d:t:I.0.1",
        f"d:t:I.0.1~{a}",
        f"d:t:I.0.1~{b}",
        f"d:t:I.0.1~{a}.2",
        f"d:t:I.0.1~{a}.3",
        f"d:t:I.0~{a}",
        f"d:t:I.0~{a}.2",
        f"d:t:I.0~{b}",
        "d:t:I.0.2",
    ]


def test_thousands_of_rows_that_say_the_same() -> None:
    rows = [(_draft("1"), "a")] * 20_000
    started = time.perf_counter()
    assert len(set(record_ids("d", "t", rows))) == 20_000
    assert time.perf_counter() - started < 5
