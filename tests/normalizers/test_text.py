from __future__ import annotations

import unicodedata

import pytest

from normalizers.text import CAPITALS, capital_first, fold, is_blank, is_upper, none_if_blank, tidy, without_markup


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("  Sở  Khoa học\nvà\tCông nghệ ", "Sở Khoa học và Công nghệ"),
        ("\u00a0Sở\u00a0Y tế\u00a0", "Sở Y tế"),
        ("Sở Y tế\u200b\ufeff", "Sở Y tế"),
        ("<i>Kế hoạch năm 2026</i>", "Kế hoạch năm 2026"),
        ("<p>Nhiệm vụ:</p><ul><li>- Bản đồ số;</li><li>- Dữ liệu</li></ul>", "Nhiệm vụ: - Bản đồ số; - Dữ liệu"),
        ("(<i>Lưu ý</i>)", "(Lưu ý)"),
        ("dòng một<br/>dòng hai", "dòng một dòng hai"),
        ("$> 0,7$", "> 0,7"),
        (r"$\geq 55\%$", "≥ 55%"),
        # what is no markup stays
        ("< 5%", "< 5%"),
        ("a < b > c", "a < b > c"),
        ("10.000 $", "10.000 $"),
        ("R&D", "R&D"),
        ("", ""),
    ],
)
def test_tidy(text: str, tidied: str) -> None:
    assert tidy(text) == tidied


def test_decomposed_letters_are_composed() -> None:
    printed = "Ủy ban nhân dân tỉnh Đắk Lắk"
    assert tidy(unicodedata.normalize("NFD", printed)) == printed


def test_line_breaks_stay_where_markup_is_taken_out() -> None:
    assert without_markup("<i>Sở Y tế</i>\nSở Tài chính") == "Sở Y tế\nSở Tài chính"


@pytest.mark.parametrize("text", ["", " ", "\n", "\t", "\u00a0", "\u200b", " \u00a0\n"])
def test_what_prints_nothing(text: str) -> None:
    assert is_blank(text)
    assert none_if_blank(text) is None


@pytest.mark.parametrize("text", ["0", "-", ".", "x"])
def test_what_prints_something(text: str) -> None:
    assert not is_blank(text)
    assert none_if_blank(f" {text} ") == text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Cơ quan chủ trì theo dõi, đánh giá", "co quan chu tri theo doi danh gia"),
        ("Tên nhiệm vụ ¹", "ten nhiem vu"),
        ("ĐƠN VỊ", "don vi"),
        ("% GRDP", "% grdp"),
        ("Văn hoá – Thể thao", "van hoa the thao"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_two_ways_to_set_a_tone_fold_alike() -> None:
    assert fold("Văn hoá") == fold("Văn hóa")
    assert fold("Uỷ ban") == fold("Ủy ban")


@pytest.mark.parametrize(
    ("text", "upper"),
    [("PHỤ LỤC II", True), ("ỦY BAN", True), ("Phụ lục", False), ("512", False), ("", False), ("I.", True)],
)
def test_is_upper(text: str, upper: bool) -> None:
    assert is_upper(text) == upper


def test_capital_first() -> None:
    assert capital_first("các sở, ngành") == "Các sở, ngành"
    assert capital_first("ủy ban") == "Ủy ban"
    assert capital_first("") == ""


def test_the_capitals_of_vietnamese() -> None:
    vowels, tones = "AĂÂEÊIOÔƠUƯY", ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    expected = {unicodedata.normalize("NFC", vowel + tone) for vowel in vowels for tone in tones} | set(
        "ĐBCDGHKLMNPQRSTVX"
    )
    assert expected <= set(CAPITALS)
    assert not set("aăâđêôơưỳÀ".lower()) & set(CAPITALS)
