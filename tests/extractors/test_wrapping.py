"""Words broken at the end of a line: made whole where the page shows that they were, left alone elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.wrapping import WrappedLine, unbroken


def _lines(*texts: str, full: bool = False) -> list[WrappedLine]:
    return [WrappedLine(text, full=full) for text in texts]


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        # after the hyphen or stroke of a symbol
        ("theo Nghị quyết số 48-", "NQ/TU ngày 20/02/2025", ["theo Nghị quyết số", "48-NQ/TU ngày 20/02/2025"]),
        ("Kế hoạch số 484/", "KH-UBND", ["Kế hoạch số", "484/KH-UBND"]),
        ("ngày 20/", "02/2025", ["ngày", "20/02/2025"]),
        ("giai đoạn 2026-", "2030", ["giai đoạn", "2026-2030"]),
        ("48-", "NQ/TU", ["48-NQ/TU"]),
        # before the hyphen of a symbol
        ("Thông tư số 30/TT", "-BGDĐT ngày", ["Thông tư số", "30/TT-BGDĐT ngày"]),
        ("Nghị định 13/2023/NĐ", "-CP", ["Nghị định", "13/2023/NĐ-CP"]),
        # before a stop, after an opening bracket
        ("trong quý III", ". Báo cáo", ["trong quý", "III. Báo cáo"]),
        ("tỷ lệ 95", "%", ["tỷ lệ", "95%"]),
        ("dữ liệu (", "LGSP) của tỉnh", ["dữ liệu", "(LGSP) của tỉnh"]),
        # addresses
        ("tại https:", "//dichvucong.gov.vn", ["tại", "https://dichvucong.gov.vn"]),
    ],
)
def test_words_broken_by_their_signs(above: str, below: str, whole: list[str]) -> None:
    assert unbroken(_lines(above, below)) == whole


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("giai đoạn 2025 -", "2030"),  # a dash with a space before it
        ("- Sở Tài chính;", "- Sở Tư pháp"),
        ("Sở Khoa học", "và Công nghệ"),
        ("Nghị quyết số 57", "-NQ/TW"),  # no kind of document before the hyphen
        ("gồm:", "(1) Sở Y tế"),
        ("năm 2026", "95% hồ sơ"),
        ("Viện Pasteur Nha Trang", "...), các trung tâm"),
        ("Tỷ lệ 10", "20"),
    ],
)
def test_lines_that_end_where_words_do(above: str, below: str) -> None:
    assert unbroken(_lines(above, below)) == [above, below]


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        ("15.00", "0", ["15.000"]),
        ("2.0019", "15.000", ["2.001915.000"]),
        ("dichvucong.khanhhoa.gov.vn/", "thutuc", ["dichvucong.khanhhoa.gov.vn/thutuc"]),
        ("chuyển đổi s", "ố của", ["chuyển đổi", "số của"]),
        ("Sở Tài", "chính", ["Sở Tài", "chính"]),
        ("12 tháng", "6", ["12 tháng", "6"]),
    ],
)
def test_a_full_line_may_be_broken_anywhere(above: str, below: str, whole: list[str]) -> None:
    assert unbroken(_lines(above, below, full=True)) == whole


@pytest.mark.parametrize("below", ["0", "thutuc", "ố của"])
def test_a_line_with_room_is_not_broken_within_a_word(below: str) -> None:
    assert unbroken(_lines("15.00 s", below)) == ["15.00 s", below]


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        ("nâng cao nh", "ận thức", ["nâng cao", "nhận thức"]),
        ("nâng cao", "nhận thức", ["nâng cao", "nhận thức"]),  # two words without a space are still two
        ("email ubnd@khanhhoa", ".gov.vn", ["email", "ubnd@khanhhoa.gov.vn"]),
        ("tổng số 1", "250 hồ sơ", ["tổng số", "1250 hồ sơ"]),
    ],
)
def test_files_that_keep_their_spaces_tell_by_a_missing_one(above: str, below: str, whole: list[str]) -> None:
    spaced = WrappedLine("Đề án", full=True, spaced=True)
    assert unbroken([spaced, WrappedLine(above, full=True), WrappedLine(below)]) == ["Đề án", *whole]


def test_a_line_with_a_space_at_its_end_is_whole() -> None:
    assert unbroken([WrappedLine("giai đoạn 2026-", spaced=True), WrappedLine("2030")]) == ["giai đoạn 2026-", "2030"]


def test_a_word_broken_over_three_lines() -> None:
    assert unbroken(_lines("số 13/", "2023/NĐ-", "CP của Chính phủ")) == ["số", "13/2023/NĐ-CP của Chính phủ"]


@given(
    st.lists(
        st.builds(
            WrappedLine,
            st.lists(
                st.sampled_from(["Sở", "Tài", "chính", "48-", "NQ/TU", "13/", "2030", "(", "%", "-CP", "s", "15.000"]),
                min_size=1,
                max_size=4,
            ).map(" ".join),
            st.booleans(),
            st.booleans(),
        ),
        max_size=6,
    )
)
def test_no_letter_is_lost_or_moved(lines: list[WrappedLine]) -> None:
    printed = "".join(line.text for line in lines).replace(" ", "")
    assert "".join(unbroken(lines)).replace(" ", "") == printed
