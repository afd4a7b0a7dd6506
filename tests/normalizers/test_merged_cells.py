"""Merged cells as records read them: what holds for several rows, what makes one record of them, what is a title."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from normalizers.columns import columns_of, kind_of
from normalizers.merged_cells import WholeRow, whole_rows
from schemas.raw import Place, RawCell, RawRow

HEADS = ("TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời hạn")
COLUMNS = columns_of(HEADS, kind_of(HEADS))
Given = tuple[int, str] | tuple[int, str, int] | tuple[int, str, int, int]
"""Column, text, and how many rows and columns a cell covers."""


def _row(number: int, *cells: Given) -> RawRow:
    whole = []
    for column, text, *spans in cells:
        down, across = (*spans, 1, 1)[:2] if spans else (1, 1)
        whole.append(RawCell(column=column, text=text, row_span=down, column_span=across))
    return RawRow(
        cells=tuple(whole),
        source_rows=(number,),
        places=(Place(page=number),),
        source_text="\t".join(str(text) for _, text, *_ in cells),
        confidence=1 - number / 10,
    )


def _plain(number: int, *texts: str) -> RawRow:
    return _row(number, *((column, text) for column, text in enumerate(texts, start=1)))


def _whole(rows: Sequence[RawRow]) -> list[WholeRow]:
    return list(whole_rows(rows, COLUMNS))


def _texts(rows: Sequence[RawRow]) -> list[tuple[str, ...]]:
    return [row.texts for row in _whole(rows)]


_CASES: list[tuple[str, list[RawRow], list[tuple[str, ...]]]] = [
    ("nothing merged", [_plain(1, "1", "Đề án", "Sở Y tế", "2026")], [("1", "Đề án", "Sở Y tế", "2026")]),
    (
        "an agency for two rows",
        [
            _row(1, (1, "1"), (2, "Đề án"), (3, "Sở Y tế", 2), (4, "2026")),
            _row(2, (1, "2"), (2, "Số hóa"), (4, "2027")),
        ],
        [("1", "Đề án", "Sở Y tế", "2026"), ("2", "Số hóa", "Sở Y tế", "2027")],
    ),
    (
        "an agency for two of three rows",
        [
            _row(1, (1, "1"), (2, "Đề án"), (3, "Sở Y tế", 2), (4, "2026", 3)),
            _row(2, (1, "2"), (2, "Số hóa")),
            _row(3, (1, "3"), (2, "Đào tạo"), (3, "Sở Nội vụ")),
        ],
        [
            ("1", "Đề án", "Sở Y tế", "2026"),
            ("2", "Số hóa", "Sở Y tế", "2026"),
            ("3", "Đào tạo", "Sở Nội vụ", "2026"),
        ],
    ),
    (
        "an agency for two rows and no cell in the third",
        [
            _row(1, (1, "1"), (2, "Đề án"), (3, "Sở Y tế", 2), (4, "2026")),
            _row(2, (1, "2"), (2, "Số hóa"), (4, "2027")),
            _row(3, (1, "3"), (2, "Đào tạo"), (4, "2028")),
        ],
        [("1", "Đề án", "Sở Y tế", "2026"), ("2", "Số hóa", "Sở Y tế", "2027"), ("3", "Đào tạo", "", "2028")],
    ),
    (
        "one task, an agency in each of its rows",
        [
            _row(1, (1, "1", 3), (2, "Số hóa hồ sơ", 3), (3, "Sở Y tế"), (4, "2026", 3)),
            _row(2, (3, "Sở Nội vụ")),
            _row(3, (3, "Sở Tài chính")),
        ],
        [("1", "Số hóa hồ sơ", "Sở Y tế\nSở Nội vụ\nSở Tài chính", "2026")],
    ),
    (
        "one task, the ordinal not merged but blank",
        [
            _row(1, (1, "1"), (2, "Số hóa", 2), (3, "Sở Y tế"), (4, "2026")),
            _row(2, (1, ""), (3, "Sở Nội vụ"), (4, "")),
        ],
        [("1", "Số hóa", "Sở Y tế\nSở Nội vụ", "2026")],
    ),
    (
        "one statement, a deadline in each of its rows",
        [
            _row(1, (1, "1"), (2, "Số hóa", 2), (3, "Sở Y tế"), (4, "2026")),
            _row(2, (1, ""), (3, "Sở Nội vụ"), (4, "2027")),
        ],
        [("1", "Số hóa", "Sở Y tế", "2026"), ("1", "Số hóa", "Sở Nội vụ", "2027")],
    ),
    (
        "one task, the same agency printed twice",
        [
            _row(1, (1, "1", 2), (2, "Số hóa", 2), (3, "Sở Y tế"), (4, "2026")),
            _row(2, (3, "Sở  Y tế"), (4, " 2026")),
        ],
        [("1", "Số hóa", "Sở Y tế", "2026")],
    ),
    (
        "a statement for two numbered tasks",
        [
            _row(1, (1, "1"), (2, "Số hóa", 2), (3, "Sở Y tế"), (4, "2026")),
            _row(2, (1, "2"), (3, "Sở Nội vụ"), (4, "2027")),
        ],
        [("1", "Số hóa", "Sở Y tế", "2026"), ("2", "Số hóa", "Sở Nội vụ", "2027")],
    ),
    (
        "an ordinal for two tasks",
        [
            _row(1, (1, "1", 2), (2, "Đề án"), (3, "Sở Y tế"), (4, "2026")),
            _row(2, (2, "Số hóa"), (3, "Sở Y tế"), (4, "2027")),
        ],
        [("1", "Đề án", "Sở Y tế", "2026"), ("1", "Số hóa", "Sở Y tế", "2027")],
    ),
    (
        "a span that reaches beyond the table",
        [
            _row(1, (1, "1"), (2, "Đề án"), (3, "Sở Y tế", 9), (4, "2026")),
            _row(2, (1, "2"), (2, "Số hóa"), (4, "2026")),
        ],
        [("1", "Đề án", "Sở Y tế", "2026"), ("2", "Số hóa", "Sở Y tế", "2026")],
    ),
    ("no rows", [], []),
]


@pytest.mark.parametrize(("rows", "texts"), [case[1:] for case in _CASES], ids=[case[0] for case in _CASES])
def test_texts_of_whole_rows(rows: list[RawRow], texts: list[tuple[str, ...]]) -> None:
    assert _texts(rows) == texts


@pytest.mark.parametrize(
    ("printed", "numeral", "words"),
    [
        ("I. Nâng cao nhận thức", "I", "Nâng cao nhận thức"),
        ("II - Hoàn thiện thể chế", "II", "Hoàn thiện thể chế"),
        ("A) Nhiệm vụ chung", "A", "Nhiệm vụ chung"),
        ("1. Hạ tầng số", "1", "Hạ tầng số"),
        ("2.1. Nền tảng số\ndùng chung", "2.1", "Nền tảng số dùng chung"),
        ("Nâng cao nhận thức", "", "Nâng cao nhận thức"),
        ("Năm 2026", "", "Năm 2026"),
        ("2026 - 2030 là giai đoạn đột phá", "", "2026 - 2030 là giai đoạn đột phá"),
        ("Xây dựng - Giao thông", "", "Xây dựng - Giao thông"),
    ],
)
def test_the_numeral_of_a_title_over_the_row_stands_as_its_ordinal(printed: str, numeral: str, words: str) -> None:
    (title,) = _whole([_row(1, (1, printed, 1, 4))])
    assert title.is_title
    assert title.texts == (numeral, words, "", "")


def test_several_statements_under_one_merged_ordinal_are_no_double() -> None:
    rows = [
        _row(1, (1, "1", 2), (2, "Số hóa"), (3, "Sở Y tế"), (4, "2026")),
        _row(2, (2, "Đào tạo"), (3, "Sở Nội vụ"), (4, "2027")),
    ]
    assert [row.goes_on for row in _whole(rows)] == [False, True]


def test_a_title_beside_its_numeral_is_a_row_like_others() -> None:
    (row,) = _whole([_row(1, (1, "I"), (2, "Nâng cao nhận thức", 1, 3))])
    assert not row.is_title
    assert row.texts == ("I", "Nâng cao nhận thức", "", "")


def test_a_title_below_a_merged_cell_is_a_record_of_its_own() -> None:
    rows = [
        _row(1, (1, "1"), (2, "Đề án"), (3, "Sở Y tế"), (4, "2026")),
        _row(2, (1, "II. Hạ tầng số", 1, 4)),
        _plain(3, "2", "Số hóa", "Sở Y tế", "2027"),
    ]
    assert [row.is_title for row in _whole(rows)] == [False, True, False]


def test_rows_that_are_one_record_keep_all_their_places() -> None:
    first = _row(1, (1, "1", 2), (2, "Số hóa", 2), (3, "Sở Y tế"), (4, "2026", 2))
    second = _row(2, (3, "Sở Nội vụ"))
    (whole,) = _whole([first, second])
    assert whole.row.source_rows == (1, 2)
    assert [place.page for place in whole.row.places] == [1, 2]
    assert whole.row.source_text == f"{first.source_text}\n{second.source_text}"
    assert whole.row.confidence == second.confidence


def test_a_table_without_ordinals_is_told_by_what_it_states() -> None:
    heads = HEADS[1:]
    rows = [
        _row(1, (1, "Số hóa hồ sơ", 2), (2, "Sở Y tế"), (3, "2026", 2)),
        _row(2, (2, "Sở Nội vụ")),
        _plain(3, "Đào tạo", "Sở Nội vụ", "2027"),
    ]
    found = whole_rows(rows, columns_of(heads, kind_of(heads)))
    assert [row.texts for row in found] == [
        ("Số hóa hồ sơ", "Sở Y tế\nSở Nội vụ", "2026"),
        ("Đào tạo", "Sở Nội vụ", "2027"),
    ]


def test_only_the_first_of_several_records_under_one_statement_opens_its_ordinal() -> None:
    rows = [
        _row(1, (1, "1", 2), (2, "Số hóa", 2), (3, "Sở Y tế"), (4, "2026")),
        _row(2, (3, "Sở Nội vụ"), (4, "2027")),
        _plain(3, "2", "Đào tạo", "Sở Nội vụ", "2027"),
    ]
    assert [row.goes_on for row in _whole(rows)] == [False, True, False]


def test_a_target_that_is_merged_makes_no_record_of_the_row_below() -> None:
    rows = [
        _row(1, (1, "1", 3), (2, "Số hóa", 3), (3, "Sở Y tế"), (4, "2026", 2)),
        _row(2, (3, "Sở Nội vụ")),
        _row(3, (3, "Sở Tư pháp"), (4, "2027")),
    ]
    assert _texts(rows) == [("1", "Số hóa", "Sở Y tế\nSở Nội vụ", "2026"), ("1", "Số hóa", "Sở Tư pháp", "2027")]
