from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.text.lattice import Lattice
from normalizers.cellkinds import agency_likeness, cell_score, goes_on
from schemas.drafts import ColumnRole

ORDINAL, DESCRIPTION, LEAD = ColumnRole.ORDINAL, ColumnRole.DESCRIPTION, ColumnRole.LEAD
COORDINATING, DEADLINE, OUTPUT = ColumnRole.COORDINATING, ColumnRole.DEADLINE, ColumnRole.OUTPUT
NOTE, UNIT, TARGET = ColumnRole.NOTE, ColumnRole.UNIT, ColumnRole.TARGET
TASKS = (ORDINAL, DESCRIPTION, LEAD, COORDINATING, DEADLINE)


def _split(pieces: list[str], roles: tuple[ColumnRole, ...] = TASKS) -> list[list[list[str]]]:
    return [[pieces[start:stop] for start, stop in row.cells] for row in Lattice(pieces, roles).split()]


def test_a_cell_of_several_pieces() -> None:
    pieces = [
        *("1", "Xây dựng kế hoạch phát triển kinh tế số", "Sở Nội vụ,", "Sở Tài chính", "Các sở, ngành", "6/2025"),
        *("2", "Triển khai số hóa dữ liệu của ngành", "Sở Y tế", "Các sở, ngành", "2026"),
    ]
    first, second = _split(pieces)
    assert first[2:] == [["Sở Nội vụ,", "Sở Tài chính"], ["Các sở, ngành"], ["6/2025"]]
    assert second == [["2"], ["Triển khai số hóa dữ liệu của ngành"], ["Sở Y tế"], ["Các sở, ngành"], ["2026"]]


def test_a_mark_at_the_end_keeps_the_next_piece_in_its_cell() -> None:
    """The cell that ends in `;` goes on, however often `Các sở, ngành` opens the column beside it elsewhere."""
    clear = [
        piece
        for n in "123456"
        for piece in (n, f"Triển khai nhiệm vụ số {n} của ngành", "Sở Y tế", "Các sở, ngành", "2026")
    ]
    pieces = [
        *clear,
        "7",
        "Xây dựng kế hoạch phát triển kinh tế số",
        "Sở Tài chính",
        "Sở Nội vụ;",
        "Các sở, ngành",
        "2026",
    ]
    assert _split(pieces)[-1][2:] == [["Sở Tài chính"], ["Sở Nội vụ;", "Các sở, ngành"], ["2026"]]


def test_a_body_never_goes_on_a_figure() -> None:
    roles = (ORDINAL, ColumnRole.NAME, UNIT, TARGET, ColumnRole.AGENCIES)
    clear = [piece for n in "123456" for piece in (n, f"Tỷ lệ hồ sơ trực tuyến loại {n}", "%", "80", "Sở Y tế")]
    pieces = [*clear, "7", "Tỷ lệ đóng góp của năng suất (TFP)", "%", "55", "Sở Tài chính, Chi cục Thống kê", "Sở Y tế"]
    assert _split(pieces, roles)[-1][3:] == [["55"], ["Sở Tài chính, Chi cục Thống kê", "Sở Y tế"]]


@pytest.mark.parametrize(
    "extra", ["¹ Nhiệm vụ báo cáo thường xuyên hằng tháng", "* Báo cáo kết quả trên hệ thống theo dõi của tỉnh"]
)
def test_a_footnote_between_rows_is_skipped(extra: str) -> None:
    rows = [[n, f"Triển khai nhiệm vụ số {n} của ngành", "Sở Y tế", "Các sở, ngành", "2026"] for n in "12"]
    assert _split([*rows[0], extra, *rows[1]]) == [[[cell] for cell in row] for row in rows]


def test_nothing_gives_no_rows() -> None:
    assert _split([]) == []
    assert _split(["Một đoạn văn không có số thứ tự."]) == []


@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                ["Xây dựng kế hoạch phát triển kinh tế số", "Triển khai số hóa dữ liệu", "Tổ chức hội nghị tổng kết"]
            ),
            st.sampled_from(["Sở Y tế", "Công an tỉnh", "Văn phòng UBND tỉnh", "Các sở, ban, ngành"]),
            st.sampled_from(["\u00a0", "Sở Nội vụ", "Các sở, ngành, địa phương", "Sở Tài chính, Sở Tư pháp"]),
            st.sampled_from(["6/2025", "Thường xuyên", "2025 - 2026", "Quý IV/2025", "Hằng năm"]),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_rows_of_one_piece_for_each_column_come_back(rows: list[tuple[str, ...]]) -> None:
    numbered = [[f"{n}.", *row] for n, row in enumerate(rows, start=1)]
    found = _split([piece for row in numbered for piece in row])
    assert found == [[[cell] for cell in row] for row in numbered]


@given(
    st.lists(
        st.sampled_from(["1", "2.", "I", "-", "\u00a0", "Sở Y tế", "6/2025", "Lập đề án", "Các sở,", "%"]), max_size=25
    )
)
def test_any_pieces_are_split_into_whole_rows(pieces: list[str]) -> None:
    """No piece stands in two cells, cells follow each other, and a row begins at its ordinal."""
    end = 0
    for row in Lattice(pieces, TASKS).split():
        assert row.first >= end
        assert 0 <= row.confidence <= 1
        for start, stop in row.cells:
            assert start <= stop
            end = max(end, stop)
        assert [stop for _, stop in row.cells][:-1] == [start for start, _ in row.cells][1:]


@pytest.mark.parametrize(
    ("text", "home", "elsewhere"),
    [
        ("6/2025", DEADLINE, (LEAD, OUTPUT, NOTE, DESCRIPTION)),
        ("2030", DEADLINE, (LEAD, DESCRIPTION, NOTE)),
        ("Thường xuyên", DEADLINE, (LEAD, DESCRIPTION, OUTPUT)),
        ("Sở Tài chính", LEAD, (DEADLINE, DESCRIPTION, OUTPUT, NOTE, TARGET, UNIT)),
        ("Các sở, ban, ngành, địa phương", COORDINATING, (LEAD, DEADLINE, DESCRIPTION, OUTPUT)),
        ("Văn bản triển khai", OUTPUT, (LEAD, DEADLINE, COORDINATING)),
        ("Kế hoạch năm 2026", OUTPUT, (LEAD, DEADLINE, COORDINATING)),
        ("Sau khi có hướng dẫn của Bộ, ngành có liên quan", NOTE, (LEAD, COORDINATING)),
        ("≥ 85", TARGET, (UNIT, DESCRIPTION, LEAD)),
        ("Thứ bậc", UNIT, (TARGET, LEAD, DESCRIPTION)),
        ("%", UNIT, (TARGET, LEAD, DESCRIPTION)),
        ("Xây dựng, triển khai các nền tảng số dùng chung của tỉnh", DESCRIPTION, (LEAD, DEADLINE, UNIT)),
        ("\u00a0", NOTE, (DESCRIPTION, LEAD, DEADLINE, TARGET)),
    ],
)
def test_where_a_text_is_at_home(text: str, home: ColumnRole, elsewhere: tuple[ColumnRole, ...]) -> None:
    assert all(cell_score(text, home) > cell_score(text, role) for role in elsewhere)


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("Sở Tài chính,", "Sở Tư pháp", True),
        ("Sở Tài chính;", "Sở Tư pháp", True),
        ("Sở Khoa học", "và Công nghệ", True),
        ("Sở Khoa học và", "Công nghệ", True),
        ("Sở Tài chính", "Sở Tư pháp", False),
        ("Sở Tài chính", "6/2025", False),
        ("Sở Tài chính,", "\u00a0", False),
        ("\u00a0", "Sở Tài chính", False),
    ],
)
def test_what_goes_on(before: str, after: str, joined: bool) -> None:
    assert (goes_on(before, after) > 0) == joined


@pytest.mark.parametrize(
    ("text", "likeness"),
    [
        ("Sở Tài chính, Cục Thống kê tỉnh", 1.0),
        ("Các sở, ban, ngành", 1.0),
        ("Xây dựng nền tảng dữ liệu", 0.0),
        ("", 0.0),
    ],
)
def test_likeness_to_bodies(text: str, likeness: float) -> None:
    assert agency_likeness(text) == likeness
