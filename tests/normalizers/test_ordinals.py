from __future__ import annotations

from itertools import pairwise

import pytest

from normalizers.ordinals import Counter, OrdinalKind, parse_ordinal

ROMAN, CAPITAL, NUMBER = OrdinalKind.ROMAN, OrdinalKind.CAPITAL, OrdinalKind.NUMBER
DOTTED, LETTER, DASH = OrdinalKind.DOTTED, OrdinalKind.LETTER, OrdinalKind.DASH


@pytest.mark.parametrize(
    ("text", "kind", "printed", "path"),
    [
        ("I", ROMAN, "I", (1,)),
        ("I.", ROMAN, "I", (1,)),
        ("IV", ROMAN, "IV", (4,)),
        ("VII.", ROMAN, "VII", (7,)),
        ("IX)", ROMAN, "IX", (9,)),
        ("XIV", ROMAN, "XIV", (14,)),
        ("XL", ROMAN, "XL", (40,)),
        ("A", CAPITAL, "A", (1,)),
        ("B.", CAPITAL, "B", (2,)),
        ("1", NUMBER, "1", (1,)),
        ("1.", NUMBER, "1", (1,)),
        ("12)", NUMBER, "12", (12,)),
        ("(3)", NUMBER, "3", (3,)),
        ("105.", NUMBER, "105", (105,)),
        ("6.1", DOTTED, "6.1", (6, 1)),
        ("6.10", DOTTED, "6.10", (6, 10)),
        ("6.10.", DOTTED, "6.10", (6, 10)),
        ("1.2.3", DOTTED, "1.2.3", (1, 2, 3)),
        ("a)", LETTER, "a", (1,)),
        ("d)", LETTER, "d", (4,)),
        ("đ)", LETTER, "đ", (5,)),
        ("e.", LETTER, "e", (6,)),
        ("-", DASH, "-", ()),
        ("–", DASH, "-", ()),
        ("+", DASH, "-", ()),
        ("•", DASH, "-", ()),
        (" 7. ", NUMBER, "7", (7,)),
    ],
)
def test_what_is_an_ordinal(text: str, kind: OrdinalKind, printed: str, path: tuple[int, ...]) -> None:
    found = parse_ordinal(text)
    assert found is not None
    assert (found.kind, found.printed, found.path) == (kind, printed, path)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "TT",
        "STT",
        "2025",
        "6/2025",
        "Sở Y tế",
        "IIII",
        "VX",
        "a",
        "%",
        "1 2",
        "I. Đến năm 2030",
        "≥ 55",
    ],
)
def test_what_is_none(text: str) -> None:
    assert parse_ordinal(text) is None


def _expected(ordinals: list[str]) -> list[bool]:
    """For each ordinal in turn, whether it was the one to come."""
    counter, answers = Counter(), []
    for text in ordinals:
        ordinal = parse_ordinal(text)
        assert ordinal is not None, text
        answers.append(counter.expects(ordinal))
        counter = counter.after(ordinal)
    return answers


@pytest.mark.parametrize(
    "ordinals",
    [
        ["1", "2", "3"],
        ["I", "1", "2", "II", "3", "4"],  # 512/QĐ-UBND, Phụ lục II: numbers run on through the sections
        ["I", "1", "2", "II", "1", "2", "III", "1"],  # Phụ lục I: they start anew
        ["1", "1.1", "1.2", "2", "2.1"],
        ["I", "1", "1.1", "1.1.1", "1.1.2", "1.2", "2"],
        ["I", "1", "-", "-", "2", "II", "-", "3"],
        ["I", "1", "II", "2", "III", "3", "IV", "4", "IV", "5"],  # the 2026 plan prints IV twice
        ["A", "1", "B", "2", "C", "3"],
        ["1", "a)", "b)", "2", "a)", "b)"],
        ["1", "a)", "b)", "c)", "d)", "đ)", "e)", "g)", "h)", "i)", "k)", "l)"],  # no f and no j in Vietnamese
        ["A", "1", "B", "1", "C", "1", "D", "1", "Đ", "1", "E", "1"],
        ["A", "1", "B", "1", "C", "1", "D", "1", "E", "1"],  # as often without Đ
        ["A", "I", "1", "II", "2", "B", "I", "3", "II", "4"],  # two levels of sections
        ["I", "A", "1", "B", "2", "II", "A", "3", "B", "4"],
        ["I", "1.1", "1.2", "II", "2.1", "2.2"],
    ],
)
def test_numberings_that_run_on(ordinals: list[str]) -> None:
    assert _expected(ordinals) == [True] * len(ordinals)


@pytest.mark.parametrize(
    ("ordinals", "where"),
    [
        (["1", "2", "4"], 2),
        (["1", "2", "2"], 2),
        (["1", "2", "1"], 2),
        (["2"], 0),
        (["I", "1", "III"], 2),
        (["I", "1", "1.1", "1.3"], 3),
        (["1", "a)", "c)"], 2),
        (["I", "1", "II", "3"], 3),
        (["A", "1", "C"], 2),
    ],
)
def test_numberings_that_break(ordinals: list[str], where: int) -> None:
    answers = _expected(ordinals)
    assert [index for index, answer in enumerate(answers) if not answer] == [where]


def test_dash_rows_leave_the_numbering_as_it_is() -> None:
    seven, dash = parse_ordinal("7"), parse_ordinal("-")
    assert seven is not None
    counter = Counter().after(seven)
    assert counter.after(dash) == counter == counter.after(None)


@pytest.mark.parametrize("numerals", [["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]])
def test_roman_numerals_count_up(numerals: list[str]) -> None:
    values = [ordinal.path[0] for ordinal in map(parse_ordinal, numerals) if ordinal]
    assert len(values) == len(numerals)
    assert all(b - a == 1 for a, b in pairwise(values))
