"""Splitting settles: what was split once is split the same way again, whatever bodies stand together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.agencies import split_agencies
from normalizers.agency_names import canonical_agency
from normalizers.vocabulary import load
from tests.documents import DECISION_512, PLAN_2026, PLAN_SXD, reading

BODIES = sorted(load("agencies")["bodies"])
COLLECTIVES = (
    "Các sở, ban, ngành, địa phương",
    "Các sở, ngành",
    "Các cơ quan, đơn vị liên quan",
    "Các tổ chức, cá nhân liên quan",
    "UBND các xã, phường, đặc khu",
    "Các địa phương",
)


def _cells() -> list[str]:
    cells: dict[str, None] = {}
    for name in (DECISION_512, PLAN_2026, PLAN_SXD):
        for task in reading(name).tasks:
            cells.update(dict.fromkeys(raw for raw in (task.lead_raw, task.coordinating_raw) if raw))
        cells.update(dict.fromkeys("; ".join(row.agencies) for row in reading(name).indicators))
    return list(cells)


def test_splitting_the_cells_of_the_documents_settles() -> None:
    cells = _cells()
    assert len(cells) > 70
    for cell in cells:
        bodies = split_agencies(cell)
        assert split_agencies("; ".join(bodies)) == bodies
        assert [canonical_agency(body) for body in bodies] == list(bodies)


def test_no_word_of_a_cell_is_lost() -> None:
    """Two spellings are mended in these documents, and `và` and marks may fall between bodies; words do not."""
    mended = {"sò": "sở", "bản": "quản", "công": "cổng"}
    for cell in _cells():
        printed = [mended.get(word, word) for word in _words(cell)]
        kept = [mended.get(word, word) for word in _words(" ".join(split_agencies(cell)))]
        roles = {"chủ", "trì", "phối", "hợp"}
        assert sorted(set(kept) ^ set(printed) - roles) == [], cell


def _words(text: str) -> list[str]:
    words = "".join(letter if letter.isalnum() else " " for letter in text.lower()).split()
    return [word for word in words if word != "và"]


@pytest.mark.parametrize("separator", ["; ", ", ", "\n", ";", " ; ", ",\n"])
@given(bodies=st.lists(st.sampled_from(BODIES), min_size=1, max_size=5, unique=True))
def test_bodies_of_the_register_are_parted(separator: str, bodies: list[str]) -> None:
    assert split_agencies(separator.join(bodies)) == tuple(bodies)


@given(bodies=st.lists(st.sampled_from(BODIES), min_size=2, max_size=4, unique=True))
def test_the_last_body_after_and(bodies: list[str]) -> None:
    assert split_agencies(f"{', '.join(bodies[:-1])} và {bodies[-1]}") == tuple(bodies)


@pytest.mark.parametrize("collective", COLLECTIVES)
@given(bodies=st.lists(st.sampled_from(BODIES), min_size=1, max_size=3, unique=True))
def test_a_collective_after_bodies(collective: str, bodies: list[str]) -> None:
    small = collective[0].lower() + collective[1:] if collective.startswith("Các") else collective
    expected = (*bodies, collective)
    assert split_agencies(f"{', '.join(bodies)} và {small}") == expected
    assert split_agencies(f"{'; '.join(bodies)}; {small}.") == expected


@given(bodies=st.lists(st.sampled_from([*BODIES, *COLLECTIVES]), min_size=1, max_size=6))
def test_each_body_stands_once(bodies: list[str]) -> None:
    assert split_agencies("; ".join(bodies)) == tuple(dict.fromkeys(bodies))


@given(st.text(alphabet="SởBanCácvà UBND,;.-()\n tỉnhđịa phương", max_size=60))
def test_splitting_any_text_settles(text: str) -> None:
    bodies = split_agencies(text)
    assert all(body == body.strip() and body for body in bodies)
    assert len(bodies) == len(set(bodies))
