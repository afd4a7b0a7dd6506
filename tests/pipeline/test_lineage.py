"""Roots and targets: the same whatever the order of a set, and found without comparing all with all."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence

import pytest

from normalizers.citations import Citation, citations_in
from normalizers.relations import Stated
from pipeline.lineage import resolved, root_of
from schemas.records import DocumentRecord, Relation
from tests.documents import REPOSITORY
from tests.pipeline.made import document, reference


def _citation(symbol: str) -> Citation:
    return next(iter(citations_in(f"Nghị quyết số {symbol}")))


def _stated(*pairs: tuple[str, str | None]) -> list[Stated]:
    """Cited documents, each with the one that carries it out (None: this one)."""
    return [Stated(_citation(symbol), Relation.IMPLEMENTS, via, via is None, "") for symbol, via in pairs]


FIRST, SECOND, THIRD, CENTRAL, OTHER = "11/NQ-CP", "22/NQ-CP", "33/NQ-CP", "57-NQ/TW", "66-NQ/TW"


@pytest.mark.parametrize(
    ("parents", "pairs", "root"),
    [
        ([], [], None),
        ([FIRST], [(FIRST, None)], FIRST),
        ([FIRST], [(FIRST, None), (CENTRAL, FIRST)], CENTRAL),
        ([FIRST], [(FIRST, None), (SECOND, FIRST), (CENTRAL, SECOND)], CENTRAL),
        # the one of the centre, though more parents lead to the other
        ([FIRST, SECOND], [(FIRST, None), (SECOND, None), (THIRD, FIRST), (THIRD, SECOND), (CENTRAL, FIRST)], CENTRAL),
        # the one most parents lead to
        ([FIRST, SECOND], [(FIRST, None), (SECOND, None), (CENTRAL, FIRST), (OTHER, FIRST), (OTHER, SECOND)], OTHER),
        # the one cited first
        ([FIRST], [(FIRST, None), (OTHER, FIRST), (CENTRAL, FIRST)], OTHER),
        ([FIRST], [(FIRST, None), (CENTRAL, FIRST), (OTHER, FIRST)], CENTRAL),
        ([FIRST], [(CENTRAL, SECOND), (FIRST, None), (OTHER, FIRST), (CENTRAL, FIRST)], CENTRAL),
        # circles
        ([FIRST], [(FIRST, None), (FIRST, FIRST)], FIRST),
        ([FIRST], [(FIRST, None), (SECOND, FIRST), (FIRST, SECOND)], SECOND),
        ([FIRST], [(FIRST, None), (SECOND, FIRST), (FIRST, SECOND), (CENTRAL, FIRST)], CENTRAL),
    ],
)
def test_the_root(parents: Sequence[str], pairs: list[tuple[str, str | None]], root: str | None) -> None:
    assert root_of(parents, _stated(*pairs)) == root


def test_a_long_line_and_one_that_parts_and_meets_again() -> None:
    line = [(f"{n + 1}/NQ-CP", f"{n}/NQ-CP") for n in range(1, 3000)]
    assert root_of(["1/NQ-CP"], _stated(*line)) == "3000/NQ-CP"
    diamonds = [pair for n in range(1, 180, 3) for pair in _diamond(n)]
    assert root_of(["1/NQ-CP"], _stated(*diamonds)) == "181/NQ-CP"


def _diamond(n: int) -> list[tuple[str, str | None]]:
    low, left, right, high = (f"{k}/NQ-CP" for k in range(n, n + 4))
    return [(left, low), (right, low), (high, left), (high, right)]


def test_the_root_does_not_depend_on_the_hash_seed() -> None:
    code = (
        "from tests.pipeline.test_lineage import root_of, _stated\n"
        "pairs = [('1/NQ-CP', None), *((f'{n}-NQ/TW', '1/NQ-CP') for n in range(40, 60))]\n"
        "print(root_of(['1/NQ-CP'], _stated(*pairs)))"
    )
    roots = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=REPOSITORY,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert roots == {"40-NQ/TW\n"}


# --- targets ----------------------------------------------------------------------------------------------------------

CITING = document("citing", symbol="1/KH-UBND", place="Nghệ An")
NAMELESS = {"symbol": None, "kind": "Nghị quyết", "issuer": "Tỉnh ủy Nghệ An", "parent_symbols": [CENTRAL]}
ABOUT = {"kind": "Nghị quyết", "issuer": "TỈNH UỶ NGHỆ AN", "date": None}


@pytest.mark.parametrize(
    ("symbol", "documents", "target"),
    [
        ("71/NQ-CP", [document("a", symbol="71/NQ-CP", issued_on="2025-04-01")], "a"),
        ("71/NQ-CP", [document("a", symbol="71/NQ-CP", issued_on="2024-04-01")], None),
        ("71/NQ-CP", [document(n, symbol="71/NQ-CP", issued_on="2025-04-01") for n in "ab"], None),
        ("71/NQ-CP", [document(n, symbol="71/NQ-CP", issued_on=d) for n, d in (("a", "2025"), ("b", "2024"))], "a"),
        (None, [document("a", symbol=None)], None),
        ("1/KH-UBND", [], None),
    ],
)
def test_targets_by_symbol(symbol: str | None, documents: list[DocumentRecord], target: str | None) -> None:
    cited = reference("71/NQ-CP", document_id="citing").model_copy(update={"symbol": symbol})
    assert [row.target_document_id for row in resolved([cited], [CITING, *documents])] == [target]


@pytest.mark.parametrize(
    ("changes", "carried", "target"),
    [
        ({}, CENTRAL, "a"),
        ({}, OTHER, None),
        ({"kind": "Chương trình"}, CENTRAL, None),
        ({"issuer": "Tỉnh ủy Gia Lai"}, CENTRAL, None),
        ({"issuer": None}, CENTRAL, None),
        ({"symbol": "9-NQ/TU"}, CENTRAL, None),
    ],
)
def test_targets_that_print_no_symbol(changes: dict[str, object], carried: str, target: str | None) -> None:
    rows = [
        reference("48-NQ/TU", document_id="citing", **{**ABOUT, "issuer": "Tỉnh ủy Nghệ An"}),
        reference(carried, document_id="citing", via_symbol="48-NQ/TU"),
    ]
    found = resolved(rows, [CITING, document("a", **{**NAMELESS, **changes})])
    assert [row.target_document_id for row in found] == [target, None]


def test_a_target_that_is_no_longer_there_is_forgotten() -> None:
    stale = reference("71/NQ-CP", document_id="citing", target_document_id="gone")
    assert resolved([stale], [CITING])[0].target_document_id is None


def test_two_thousand_documents() -> None:
    documents = [
        document(f"d{n}", symbol=f"{n}/NQ-CP" if n % 2 else None, kind="Nghị quyết", issuer=f"Tỉnh ủy {n}")
        for n in range(2000)
    ]
    rows = [
        reference(f"{(n * 7 + k) % 4000}/NQ-CP", document_id=f"d{n}", issuer=f"Tỉnh ủy {n + k}", date=None)
        for n in range(2000)
        for k in range(10)
    ]
    started = time.perf_counter()
    found = resolved(rows, documents)
    assert time.perf_counter() - started < 5
    assert sum(row.target_document_id is not None for row in found) > 4000
