"""Repair of text layers that an engine wrote which reads letters by their shape: few words are what they seem."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest

from normalizers.repair.detection import Condition, Known, condition_of, signs_of
from normalizers.repair.losses import Dropping, Stripping
from normalizers.repair.mending import MendedLine, mender
from normalizers.text import without_marks
from scripts.repair.evaluate import error_rate
from scripts.repair.train_channel import read_counts, syllable_pairs, word_pairs, write_counts

FIXTURES = Path(__file__).parent.parent / "fixtures" / "repair"
OPENING = 8
"""Lines of the text that tell by which engine the ones after them were read."""


def _lines(name: str) -> list[str]:
    return (FIXTURES / name).read_text(encoding="utf-8").rstrip("\n").split("\n")


READ, PRINTED = _lines("by_shape_read.txt"), _lines("by_shape_printed.txt")


@lru_cache
def _mended() -> tuple[MendedLine, ...]:
    return tuple(mender().mend(READ))


def _after_the_opening(line: str) -> str:
    return mender().mend([*READ[:OPENING], line])[-1].text


def _figures(lines: list[str]) -> Counter[str]:
    return Counter(figure for line in lines for figure in re.findall(r"(?<![\w/.,-])\d[\d.,/%-]*(?![\w/])", line))


def test_pages_in_fonts_and_wear_that_nothing_was_learned_from() -> None:
    assert error_rate(READ, PRINTED) > 0.85
    assert error_rate([line.text for line in _mended()], PRINTED) < 0.1


def test_figures_that_were_read_right_stay() -> None:
    assert _figures(READ) & _figures(PRINTED) <= _figures([line.text for line in _mended()])


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("Cong tac quan 157 nha nuac ve dat dai", "Công tác quản lý nhà nước về đất đai"),
        ("Phat trien kinh te 56, xa hoi 56 cua tinh", "Phát triển kinh tế số, xã hội số của tỉnh"),
        ("Lanh dao cacphong, ban, don vi", "Lãnh đạo các phòng, ban, đơn vị"),
        ("Thuc hien. Chtrong trinh hanh d0ng cua tinh", "Thực hiện. Chương trình hành động của tỉnh"),
        ("xay dyng ke hoach,trien khai thyc hien", "xây dựng kế hoạch, triển khai thực hiện"),
    ],
    ids=["a word read as a figure", "the same twice", "words run together", "a mark read as a stop", "a comma between"],
)
def test_words_are_read_by_what_they_look_like(read: str, printed: str) -> None:
    assert _after_the_opening(read) == printed


@pytest.mark.parametrize(
    "line",
    [
        "giai quyet thir tuc trong 16 ngay lam viec",
        "Thoi han 14 ngay, phi 56 nghin dong",
        "dat it nhat 56, toi da 157 xa",
        "Chu dau tu nOp ho so tai(4) va (5)",
        "Bang 1, II va III",
        "10%/nam, 25° trong nam 2025",
        "so 16/2024/QH15, 7 gio 30 phut",
    ],
)
def test_figures_stay_where_they_can_stand(line: str) -> None:
    kept = re.compile(r"[\dIVX]+[a-z]?\b|[°%/]")
    assert kept.findall(_after_the_opening(line)) == kept.findall(line)


def test_a_layer_without_marks_is_more_than_stripped_of_them() -> None:
    """Of 60 words every sixth was misread: such a text was once taken for one that only lost its marks."""
    words = without_marks(" ".join(PRINTED[:40])).split()
    known = Known(Stripping(_words()).readings, Dropping(_words()).readings)
    misread = " ".join("tlivc" if n % 6 == 0 else word for n, word in enumerate(words))
    assert condition_of(signs_of(" ".join(words), known)) is Condition.STRIPPED
    assert condition_of(signs_of(misread, known)) is Condition.GARBLED


@lru_cache
def _words() -> tuple[str, ...]:
    return tuple({word.strip(",.;:()").lower() for line in PRINTED for word in line.split()})


def test_words_quite_unlike_are_learned_where_they_stand_alone() -> None:
    printed, read = "quản lý nhà nước", "quan 157 nha nuoc"
    assert ("lý", "157") not in word_pairs(printed, read)
    assert ("lý", "157") in word_pairs(printed, read, unlike=2)


def test_syllables_of_lines_are_counted_and_come_back_from_a_file(tmp_path: Path) -> None:
    lines = [{"printed": printed, "read": read, "lang": "shape"} for printed, read in zip(PRINTED, READ, strict=True)]
    counted, file = syllable_pairs(lines), tmp_path / "syllables.tsv"
    write_counts(file, counted)
    assert counted["l", "số", "56"]
    assert read_counts(file) == counted
    rows = file.read_text(encoding="utf-8").splitlines()
    assert rows == sorted(rows, key=lambda row: row.split("\t")[:3])
