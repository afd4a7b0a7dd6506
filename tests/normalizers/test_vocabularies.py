"""Every entry of every vocabulary can be met, and none stands twice."""

from __future__ import annotations

from collections import Counter
from importlib import resources

import pytest
import yaml

from normalizers.agencies import split_agencies
from normalizers.agency_names import canonical_agency, is_collective
from normalizers.columns import columns_of, heading_of, is_ordinal_heading, kind_of
from normalizers.symbols import is_letter, kind_named, parse_symbol
from normalizers.text import fold, tidy
from normalizers.units import canonical_unit, is_unit
from normalizers.vocabulary import folded_index, load
from schemas.drafts import ColumnRole, TableKind
from schemas.errors import VocabularyError

FILES = sorted(
    entry.name.removesuffix(".yaml")
    for entry in resources.files("normalizers.vocabularies").iterdir()
    if entry.name.endswith(".yaml")
)
AGENCIES = load("agencies")
BODIES: dict[str, list[str]] = AGENCIES["bodies"]
HEADINGS = load("columns")["headings"]
UNITS: dict[str, list[str]] = load("units")["units"]
KINDS: dict[str, list[str]] = load("document_kinds")["kinds"]


class _Strict(yaml.SafeLoader):
    """Refuses a key that stands twice: YAML lets the later one win in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        double = [key for key, times in Counter(map(str, keys)).items() if times > 1]
        assert not double, f"{double} stand twice"
        return super().construct_mapping(node, deep)


def _double(words: list[str]) -> list[str]:
    return [word for word, times in Counter(words).items() if times > 1]


@pytest.mark.parametrize("name", FILES)
def test_no_key_stands_twice(name: str) -> None:
    text = resources.files("normalizers.vocabularies").joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    assert yaml.load(text, Loader=_Strict) == load(name)  # noqa: S506 - a safe loader made stricter


# --- agencies ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("body", BODIES)
def test_a_body_of_the_register_is_its_own_spelling(body: str) -> None:
    assert canonical_agency(body) == body
    assert split_agencies(body) == (body,)
    assert not is_collective(body)
    assert canonical_agency(body.upper()) == body


@pytest.mark.parametrize(("alias", "body"), [(alias, body) for body, others in BODIES.items() for alias in others])
def test_an_alias_leads_to_its_body(alias: str, body: str) -> None:
    assert canonical_agency(alias) == body
    assert split_agencies(alias) == (body,)
    assert split_agencies(f"Sở Ngoại vụ, {alias}, Thanh tra tỉnh") == ("Sở Ngoại vụ", body, "Thanh tra tỉnh")


def test_no_wording_of_the_register_stands_twice() -> None:
    wordings = [fold(wording) for body, others in BODIES.items() for wording in (body, *others)]
    assert _double(wordings) == []


@pytest.mark.parametrize("group", ["strong", "weak", "after_lower"])
def test_heads_stand_once(group: str) -> None:
    assert _double(AGENCIES["heads"][group]) == []


def test_a_head_is_strong_or_weak() -> None:
    assert not set(AGENCIES["heads"]["strong"]) & set(AGENCIES["heads"]["weak"])


@pytest.mark.parametrize("head", AGENCIES["heads"]["strong"])
def test_a_strong_head_opens_a_body_after_a_space(head: str) -> None:
    assert split_agencies(f"Sở Ngoại vụ {head} Hoa Lan")[0] == "Sở Ngoại vụ"
    assert len(split_agencies(f"Sở Ngoại vụ {head} Hoa Lan")) == 2


@pytest.mark.parametrize("head", [*AGENCIES["heads"]["strong"], *AGENCIES["heads"]["weak"]])
def test_a_head_opens_a_body_after_a_comma(head: str) -> None:
    assert len(split_agencies(f"Sở Ngoại vụ, {head} Hoa Lan")) == 2


@pytest.mark.parametrize("head", AGENCIES["heads"]["after_lower"])
def test_a_head_in_small_letters_opens_a_body(head: str) -> None:
    assert len(split_agencies(f"Sở Ngoại vụ, {head} hoa lan")) == 2


@pytest.mark.parametrize("noun", AGENCIES["collective"])
def test_a_noun_makes_a_collective(noun: str) -> None:
    assert is_collective(f"các {noun}, đơn vị")
    assert split_agencies(f"Các sở, {noun}, đơn vị liên quan") == (f"Các sở, {noun}, đơn vị liên quan",)


@pytest.mark.parametrize("pattern", AGENCIES["patterns"])
def test_a_pattern_mends_an_opening(pattern: str) -> None:
    assert canonical_agency(f"{pattern.upper()} Hoa Lan").startswith(pattern)


# --- columns ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", load("columns")["ordinal"])
def test_an_ordinal_heading(words: str) -> None:
    assert is_ordinal_heading(words)
    assert is_ordinal_heading(words.upper())


@pytest.mark.parametrize("entry", HEADINGS, ids=lambda entry: entry["words"])
def test_a_wording_is_the_heading_it_says(entry: dict[str, str]) -> None:
    """No longer wording hides it, and it gives the roles that stand beside it."""
    found = heading_of(entry["words"])
    assert found is not None
    assert found.words == fold(entry["words"])
    for kind in (TableKind.TASKS, TableKind.INDICATORS):
        role = entry[kind.value]
        (column,) = columns_of([entry["words"]], kind)
        assert column.role.value == ("name" if role == "name_or_target" else role)
    if "speaks_for" in entry:
        assert kind_of(["TT", entry["words"]]).value == entry["speaks_for"]


def test_no_wording_of_a_heading_stands_twice() -> None:
    assert _double([fold(entry["words"]) for entry in HEADINGS]) == []
    assert not {fold(entry["words"]) for entry in HEADINGS} & {fold(word) for word in load("columns")["ordinal"]}


def test_every_role_has_a_wording() -> None:
    given = {entry[kind.value] for entry in HEADINGS for kind in (TableKind.TASKS, TableKind.INDICATORS)}
    assert {role.value for role in ColumnRole} - {"ordinal"} <= given


@pytest.mark.parametrize(
    ("kind", "word"), [(kind, word) for kind, words in load("columns")["titles"].items() for word in words]
)
def test_a_word_of_a_title_decides(kind: str, word: str) -> None:
    assert kind_of(["TT", "Nội dung", "Cơ quan chủ trì"], f"DANH MỤC {word.upper()}").value == kind


# --- units and kinds --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("wording", "unit"), [(w, unit) for unit, others in UNITS.items() for w in (unit, *others)])
def test_a_unit(wording: str, unit: str) -> None:
    assert canonical_unit(wording) == unit
    assert canonical_unit(wording.upper()) == unit
    assert is_unit(wording)
    assert tidy(unit) == unit


def test_no_wording_of_a_unit_stands_twice() -> None:
    assert _double([fold(w) for unit, others in UNITS.items() for w in (unit, *others)]) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_document(kind: str) -> None:
    assert kind_named(kind.upper()) == kind


@pytest.mark.parametrize(("short", "kind"), [(short, kind) for kind, shorts in KINDS.items() for short in shorts])
def test_an_abbreviation_of_a_kind(short: str, kind: str) -> None:
    for printed in (f"12/{short}-UBND", f"12-{short}/TU"):
        found = parse_symbol(printed)
        assert found is None or found.kind == kind
    assert parse_symbol(f"12/{short}-UBND") is not None


def test_no_abbreviation_stands_twice() -> None:
    assert _double([short.upper() for shorts in KINDS.values() for short in shorts]) == []


@pytest.mark.parametrize("kind", load("document_kinds")["letters"])
def test_letters_are_kinds(kind: str) -> None:
    assert kind in KINDS
    assert is_letter(kind)


# --- loading ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entries", "says"),
    [
        ([("Sở Y tế", "a"), ("sở y tế", "b")], "stands for both"),
        ([("---", "a")], "can never match"),
    ],
)
def test_a_faulty_vocabulary_is_refused(entries: list[tuple[str, str]], says: str) -> None:
    with pytest.raises(VocabularyError, match=says):
        folded_index("agencies", entries)


def test_one_wording_may_stand_for_one_thing_twice() -> None:
    assert folded_index("units", [("tỷ đồng", "Tỷ đồng"), ("TỶ ĐỒNG", "Tỷ đồng")]) == {"ty dong": "Tỷ đồng"}
