"""Repair of garbled text: what is clean stays, what is garbled or stripped is mended, figures are never touched."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.repair.detection import Condition
from normalizers.repair.mending import MendedLine, mender
from normalizers.repair.symbols import Lexicon, mended_symbol
from tests.documents import DOCUMENTS, RAW

KON_TUM = "KH-UBND_Kon-Tum_2025_OCR"
CLEAN = [name for name in DOCUMENTS if name != KON_TUM]


def _lines(name: str) -> list[str]:
    return (RAW / f"{name}.txt").read_text(encoding="utf-8").split("\n")


@lru_cache
def _kon_tum() -> tuple[MendedLine, ...]:
    return tuple(mender().mend(_lines(KON_TUM)))


def _stripped(text: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return bare.replace("đ", "d").replace("Đ", "D")


@pytest.mark.parametrize("name", CLEAN)
def test_clean_text_comes_back_untouched(name: str) -> None:
    lines = _lines(name)
    assert [line.text for line in mender().mend(lines)] == lines


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        (16, "Thực hiện chỉ đạo của Ban Thường vụ Tỉnh Ủy tại Văn bản số 1679-CV/TU"),
        (18, "thực hiện, cụ thể như sau:"),
        (32, "II. MỤC TIÊU"),
        (40, "Nhân dân trên địa bàn tỉnh."),
    ],
)
def test_lines_of_the_kon_tum_plan(number: int, printed: str) -> None:
    """Lines of the plan, counted from 1, as a reader of the page has them."""
    assert _kon_tum()[number - 1].text == printed


def test_the_kon_tum_plan_becomes_possible_vietnamese() -> None:
    from normalizers.quality import text_quality

    lines, mended = _lines(KON_TUM), _kon_tum()
    assert len(mended) == len(lines)
    assert text_quality("\n".join(line.text for line in mended)) > 0.93 > 0.6 > text_quality("\n".join(lines))


def test_a_text_without_marks_gets_them_back() -> None:
    """All but a few words of the 2026 plan's opening."""
    lines = [line for line in _lines("KH-UBND_Khanh-Hoa_2026_du-thao")[5:70] if len(line) > 80 and "\t" not in line]
    mended = mender().mend([_stripped(line) for line in lines])
    words = [(a, b) for line, made in zip(lines, mended, strict=True) for a, b in _pairs(line, made.text)]
    wrong = [pair for pair in words if pair[0].lower() != pair[1].lower()]
    assert len(words) > 500
    assert len(wrong) <= len(words) * 0.02, wrong


def _pairs(line: str, made: str) -> list[tuple[str, str]]:
    return list(zip(line.split(), made.split(), strict=True))


def test_figures_and_right_symbols_stay() -> None:
    """Whatever happens to the words, every figure of the garbled plan is still there, in order."""
    figure = re.compile(r"(?<![\w/.,-])\d[\d.,/%-]*(?![\w/])")
    for line in _kon_tum():
        assert figure.findall(line.text) == figure.findall(line.source)


@pytest.mark.parametrize(
    "lines",
    [
        [""],
        ["The quick brown fox jumps over the lazy dog and the committee shall report to the council every year."],
        ["🙂🙂🙂 12 34 %%% ???"],
        ["x" * 100_000],
        ["\x00\x01\x02"],
    ],
    ids=["empty", "English", "emoji", "a long line", "control characters"],
)
def test_nothing_to_mend_is_left_alone(lines: list[str]) -> None:
    assert [line.text for line in mender().mend(lines)] == lines


@given(st.lists(st.text(max_size=60), max_size=5))
def test_no_text_is_too_strange(lines: list[str]) -> None:
    mended = mender().mend(lines)
    assert [line.source for line in mended] == lines
    assert all(line.text == line.source for line in mended if line.condition in (Condition.CLEAN, Condition.FOREIGN))


def test_tokens_lead_back_to_the_source() -> None:
    for line in _kon_tum():
        for token in line.tokens:
            assert line.source[token.start : token.end] == token.source
            assert 0 <= token.confidence <= 1


@pytest.mark.parametrize(
    ("read", "printed"),
    [("89/QP-TTg", "89/QĐ-TTg"), ("71/NO-CP", "71/NQ-CP"), ("179/2024/ND-CP", "179/2024/NĐ-CP"), ("16%", None)],
)
def test_symbols_are_mended_by_their_grammar(read: str, printed: str | None) -> None:
    tails = Lexicon({"/QĐ-TTg": 900, "/NQ-CP": 400, "/NĐ-CP": 2000})
    assert mended_symbol(read, tails) == printed
