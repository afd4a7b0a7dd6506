"""Tables of Word: where cells stand, what they cover, tables inside cells, rows that were deleted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.grid import Grid, squares
from tests.extractors.words import p, read, rows, shown, spans, tbl, tc, tr


def _grid(*widths: int) -> str:
    return "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)


def _span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def _wide(width: int) -> str:
    return f'<w:tcW w:w="{width}" w:type="dxa"/>'


def _only(table: str) -> Grid:
    (grid,) = read(table).items
    assert isinstance(grid, Grid)
    return grid


_RESTART, _GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
_GONE = '<w:del w:id="1" w:author="A"/>'
_CASES = [
    (
        "cells over several columns and rows",
        tbl(
            tr(tc("TT", _RESTART), tc("Cơ quan", _span(2))),
            tr(tc("", _GOES_ON), "Chủ trì", "Phối hợp"),
            tr("1", "Sở Xây dựng", ""),
        ),
        [
            (1, 1, 2, 1, "TT"),
            (1, 2, 1, 2, "Cơ quan"),
            (2, 2, 1, 1, "Chủ trì"),
            (2, 3, 1, 1, "Phối hợp"),
            (3, 1, 1, 1, "1"),
            (3, 2, 1, 1, "Sở Xây dựng"),
            (3, 3, 1, 1, ""),
        ],
    ),
    (
        "one merged cell below another",
        tbl(
            tr(tc("a", _RESTART), "1"), tr(tc("", _GOES_ON), "2"), tr(tc("b", _RESTART), "3"), tr(tc("", _GOES_ON), "4")
        ),
        [
            (1, 1, 2, 1, "a"),
            (1, 2, 1, 1, "1"),
            (2, 2, 1, 1, "2"),
            (3, 1, 2, 1, "b"),
            (3, 2, 1, 1, "3"),
            (4, 2, 1, 1, "4"),
        ],
    ),
    (
        "nothing above that could go on",
        tbl(tr(tc("a", _GOES_ON), "1"), tr(tc("b", _span(2) + _GOES_ON))),
        [(1, 1, 1, 1, "a"), (1, 2, 1, 1, "1"), (2, 1, 1, 2, "b")],
    ),
    (
        "rows that begin later or end earlier",
        tbl(
            tr("1", "2", "3"),
            tr("b", "c", properties='<w:gridBefore w:val="1"/>'),
            tr("a", "b", properties='<w:gridAfter w:val="1"/>'),
            tr("a"),
            grid=_grid(1000, 1000, 1000),
        ),
        [
            (1, 1, 1, 1, "1"),
            (1, 2, 1, 1, "2"),
            (1, 3, 1, 1, "3"),
            (2, 2, 1, 1, "b"),
            (2, 3, 1, 1, "c"),
            (3, 1, 1, 1, "a"),
            (3, 2, 1, 1, "b"),
            (4, 1, 1, 1, "a"),
        ],
    ),
    (
        "old way of merging",
        tbl(tr(tc("ab", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), "c"), tr("1", "2", "3")),
        [(1, 1, 1, 2, "ab"), (1, 3, 1, 1, "c"), (2, 1, 1, 1, "1"), (2, 2, 1, 1, "2"), (2, 3, 1, 1, "3")],
    ),
    (
        "a span beyond the table",
        tbl(tr(tc("I. MỤC TIÊU", _span(100_000))), tr("1", "2")),
        [(1, 1, 1, 2, "I. MỤC TIÊU"), (2, 1, 1, 1, "1"), (2, 2, 1, 1, "2")],
    ),
    (
        "a span that is no number, or below one",
        tbl(tr(tc("a", '<w:gridSpan w:val="x"/>'), tc("b", _span(-3)), "c")),
        [(1, 1, 1, 1, "a"), (1, 2, 1, 1, "b"), (1, 3, 1, 1, "c")],
    ),
    (
        "edges drawn unevenly",
        tbl(
            tr(tc("TT", _wide(800)), tc("Tên", _span(2)), "X"),
            tr(tc("1", _span(2)), "tên", "x"),
            grid=_grid(800, 40, 3000, 1000),
        ),
        [
            (1, 1, 1, 1, "TT"),
            (1, 2, 1, 1, "Tên"),
            (1, 3, 1, 1, "X"),
            (2, 1, 1, 1, "1"),
            (2, 2, 1, 1, "tên"),
            (2, 3, 1, 1, "x"),
        ],
    ),
    (
        "a narrow column that holds nothing",
        tbl(tr("a", tc("", _wide(40)), "b"), grid=_grid(800, 40, 3000)),
        [(1, 1, 1, 1, "a"), (1, 2, 1, 1, "b")],
    ),
    (
        "a narrow column with text",
        tbl(tr("a", "x", "b"), grid=_grid(800, 40, 3000)),
        [(1, 1, 1, 1, "a"), (1, 2, 1, 1, "x"), (1, 3, 1, 1, "b")],
    ),
    (
        "spans told by widths alone",
        tbl(
            tr(tc("TT", _wide(800)), tc("Tên", _wide(3000)), tc("X", _wide(1000))),
            tr(tc("I. MỤC", _wide(4790))),
            tr(tc("1", _wide(810)), tc("gộp", _wide(4000))),
            grid=_grid(800, 3000, 1000),
        ),
        [
            (1, 1, 1, 1, "TT"),
            (1, 2, 1, 1, "Tên"),
            (1, 3, 1, 1, "X"),
            (2, 1, 1, 3, "I. MỤC"),
            (3, 1, 1, 1, "1"),
            (3, 2, 1, 2, "gộp"),
        ],
    ),
    (
        "widths that fit no column",
        tbl(tr("a", "b", "c"), tr(tc("x", _wide(500)), tc("y", _wide(100))), grid=_grid(800, 3000, 1000)),
        [(1, 1, 1, 1, "a"), (1, 2, 1, 1, "b"), (1, 3, 1, 1, "c"), (2, 1, 1, 1, "x"), (2, 2, 1, 1, "y")],
    ),
    (
        "deleted, hidden and inserted rows, a deleted cell",
        tbl(
            tr("a", "b"),
            tr("x", "y", properties=_GONE),
            tr("x", "y", properties="<w:hidden/>"),
            tr("c", tc("z", '<w:cellDel w:id="3"/>'), "d", properties='<w:ins w:id="2" w:author="A"/>'),
        ),
        [(1, 1, 1, 1, "a"), (1, 2, 1, 1, "b"), (2, 1, 1, 1, "c"), (2, 2, 1, 1, "d")],
    ),
    (
        "rows and cells inside content controls",
        tbl(
            f"<w:sdt><w:sdtContent>{tr('a', 'b')}</w:sdtContent></w:sdt>",
            f"<w:tr><w:sdt><w:sdtContent>{tc('c')}</w:sdtContent></w:sdt>{tc('d')}</w:tr>",
        ),
        [(1, 1, 1, 1, "a"), (1, 2, 1, 1, "b"), (2, 1, 1, 1, "c"), (2, 2, 1, 1, "d")],
    ),
    ("one column", tbl(tr("a"), tr("b")), [(1, 1, 1, 1, "a"), (2, 1, 1, 1, "b")]),
    (
        "paragraphs and lines of a cell",
        tbl(tr(tc(p("- Sở A;") + p() + p("<w:r><w:t>- Sở B;</w:t><w:br/><w:t>- Sở C</w:t></w:r>")), "x")),
        [(1, 1, 1, 1, "- Sở A;\n- Sở B;\n- Sở C"), (1, 2, 1, 1, "x")],
    ),
]


@pytest.mark.parametrize(("table", "cells"), [case[1:] for case in _CASES], ids=[case[0] for case in _CASES])
def test_cells_stand_where_they_are_printed(table: str, cells: list[tuple[int, int, int, int, str]]) -> None:
    grid = _only(table)
    assert spans(grid) == cells
    assert grid.width == max(column + span - 1 for _, column, _, span, _ in cells)
    assert grid.height == max(row + span - 1 for row, _, span, _, _ in cells)


def test_text_under_a_merged_cell_is_told() -> None:
    items = read(tbl(tr(tc("a", _RESTART), "1"), tr(tc("ẩn", _GOES_ON), "2")))
    assert shown(items) == [[["a", "1"], ["2"]]]
    assert [(each.code, each.place and each.place.first_line) for each in items.findings] == [("covered-text", 3)]


def test_text_in_a_cell_that_belongs_to_the_one_before_it_is_told() -> None:
    merged = tr(tc("a", '<w:hMerge w:val="restart"/>'), tc("ẩn", "<w:hMerge/>"), tc("", "<w:hMerge/>"), "c")
    items = read(tbl(merged, tr("1", "2", "3", "4")))
    assert shown(items) == [[["a", "c"], ["1", "2", "3", "4"]]]
    assert [(each.code, each.place and each.place.first_line) for each in items.findings] == [("covered-text", 2)]


_HEADER = "<w:tblHeader/>"


@pytest.mark.parametrize(
    ("marks", "expected"),
    [((), 0), ((_HEADER,), 1), ((_HEADER, _HEADER), 2), (("", _HEADER), 0), (('<w:tblHeader w:val="0"/>',), 0)],
)
def test_header_rows_are_those_that_word_repeats(marks: tuple[str, ...], expected: int) -> None:
    marks = (*marks, *[""] * (3 - len(marks)))
    assert _only(tbl(*(tr("a", "b", properties=mark) for mark in marks))).header_rows == expected


_INNER = tbl(tr("TT", "Chỉ tiêu"), tr("1", tc(p("≥ 95%") + p("năm 2030"))))
_NESTED = [
    (
        "a frame of one cell",
        tbl(tr(tc(p("trước") + _INNER + p("sau")))),
        [[["trước"]], [["TT", "Chỉ tiêu"], ["1", "≥ 95%\nnăm 2030"]], [["sau"]]],
    ),
    ("nothing but a table in a frame", tbl(tr(tc(_INNER + p()))), [[["TT", "Chỉ tiêu"], ["1", "≥ 95%\nnăm 2030"]]]),
    (
        "a frame in a frame",
        tbl(tr(tc(p("ngoài") + tbl(tr(tc(p("trong") + tbl(tr("a", "b")))))))),
        [[["ngoài\ntrong"]], [["a", "b"]]],
    ),
    (
        "a row of its own",
        tbl(tr("a", "b"), tr(tc(p("x") + tbl(tr("1", "2")) + p("y"), _span(2))), tr("c", "d")),
        [[["a", "b"], ["x"]], [["1", "2"]], [["y"], ["c", "d"]]],
    ),
    (
        "a row of its own that holds nothing else",
        tbl(tr("a", "b"), tr(tc(tbl(tr("1", "2")) + p(), _span(2))), tr("c", "d")),
        [[["a", "b"]], [["1", "2"]], [["c", "d"]]],
    ),
    (
        "a cell among others",
        tbl(tr("TT", "Nội dung"), tr("1", tc(p("Gồm:") + _INNER + p("hết")))),
        [[["TT", "Nội dung"], ["1", "Gồm:\nTT Chỉ tiêu\n1 ≥ 95% năm 2030\nhết"]]],
    ),
]


@pytest.mark.parametrize(("table", "expected"), [case[1:] for case in _NESTED], ids=[case[0] for case in _NESTED])
def test_tables_inside_cells(table: str, expected: list[object]) -> None:
    assert [item for item in shown(read(table)) if item != [[""]]] == expected


def test_two_tables_without_a_paragraph_between_are_two() -> None:
    assert shown(read(tbl(tr("a", "b")) + tbl(tr("c", "d")))) == [[["a", "b"]], [["c", "d"]]]


def test_a_long_cell_is_read_whole() -> None:
    text = "Triển khai nhiệm vụ " * 6_000
    assert rows(_only(tbl(tr("1", text)))) == [["1", text.strip()]]


@given(
    st.lists(
        st.lists(
            st.tuples(st.integers(1, 4), st.sampled_from(["", _RESTART, _GOES_ON]), st.sampled_from(["", "x"])),
            min_size=1,
            max_size=5,
        ),
        min_size=1,
        max_size=5,
    ),
    st.lists(st.integers(0, 3000), max_size=8),
)
def test_no_two_cells_cover_one_square_and_no_text_is_lost(
    drawn: list[list[tuple[int, str, str]]], widths: list[int]
) -> None:
    table = tbl(
        *(tr(*(tc(text, _span(span) + merge) for span, merge, text in row)) for row in drawn), grid=_grid(*widths)
    )
    items = read(p("Kế hoạch") + table)
    grids = [item for item in items.items if isinstance(item, Grid)]
    covered = [square for grid in grids for cell in grid.cells for square in squares(cell)]
    assert len(covered) == len(set(covered))
    assert all(row <= grid.height and column <= grid.width for grid in grids for row, column in covered)
    texts = sum(text != "" for row in drawn for _, _, text in row)
    told = sum(finding.code == "covered-text" for finding in items.findings)
    assert sum(cell.text == "x" for grid in grids for cell in grid.cells) + told == texts
