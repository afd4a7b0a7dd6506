"""Fonts that mean other letters: what the whole document says of them decides, and raised figures are kept apart."""

from __future__ import annotations

import pytest

from extractors.fonts import Fonts, Run, read_by_fonts, set_raised, shown_raised, without_tags

TIME, UNICODE = ".VnTime", "Times New Roman"
LEGACY = (
    "QuyÕt ®Þnh vÒ viÖc ban hµnh KÕ ho¹ch chuyÓn ®æi sè cña tØnh, nhiÖm vô cña c¸c së, ngµnh vµ ñy ban nh©n d©n c¸c cÊp"
)
PRINTED = (
    "Quyết định về việc ban hành Kế hoạch chuyển đổi số của tỉnh, nhiệm vụ của các sở, ngành và ủy ban nhân dân các cấp"
)


@pytest.mark.parametrize(
    ("runs", "printed"),
    [
        ([("Kế hoạch", UNICODE)], "Kế hoạch"),
        ([("Kế hoạch", None)], "Kế hoạch"),
        ([("KÕ ho¹ch ", TIME), ("71/NQ-CP", "Arial")], "Kế hoạch 71/NQ-CP"),
        ([("kÕ ho¹ch", ".VnTimeH")], "KẾ HOẠCH"),
        ([("chuyển đổi ", UNICODE), ("sè", TIME)], "chuyển đổi số"),
        ([("5.000 m", UNICODE), (set_raised("2"), UNICODE)], "5.000 m²"),
        # `¹` is the letter `ạ` in the text, not where a figure was set above the line
        ([("KÕ ho¹ch", TIME), (set_raised("1"), TIME)], "Kế hoạch¹"),
        ([("sè ho¸", TIME), (set_raised("12"), None)], "số hoá¹²"),
        ([], ""),
    ],
)
def test_text_of_runs(runs: list[Run], printed: str) -> None:
    assert Fonts().text(runs) == printed


def test_raised_figures_come_back_as_printed() -> None:
    assert shown_raised(f"Sở Y tế{set_raised('0123456789')}") == "Sở Y tế⁰¹²³⁴⁵⁶⁷⁸⁹"


def test_a_document_that_names_no_font_is_known_by_its_letters() -> None:
    read = read_by_fonts(lambda fonts: [fonts.text([(LEGACY, None)]) for _ in range(4)])
    assert read == [PRINTED] * 4


def test_the_first_text_is_read_by_what_the_last_one_shows() -> None:
    """`së` alone could be a word of another language; four sentences later there is no doubt."""
    read = read_by_fonts(lambda fonts: [fonts.text([(text, None)]) for text in ("Së Y tÕ", *[LEGACY] * 4)])
    assert read[0] == "Sở Y tế"


def test_a_document_in_unicode_is_read_once() -> None:
    seen: list[Fonts] = []

    def read(fonts: Fonts) -> str:
        seen.append(fonts)
        return fonts.text([(PRINTED, UNICODE)])

    assert read_by_fonts(read) == PRINTED
    assert len(seen) == 1


def test_markup_in_the_text_is_removed_after_letters_are_converted() -> None:
    assert without_tags(Fonts())([("<i>KÕ ho¹ch</i>", TIME)]) == "Kế hoạch"
