"""Tables of web pages: spans, header rows, nested tables, what stands in a cell."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.grid import Grid, squares
from extractors.web.reader import read_html
from extractors.web.spans import spots_of
from schemas.raw import Paragraph


def _items(body: str) -> list[Paragraph | Grid]:
    return list(read_html(f"<!DOCTYPE html><meta charset=utf-8><body>{body}</body>".encode(), "trang.html").items)


def _grid(body: str) -> Grid:
    (grid,) = (item for item in _items(body) if isinstance(item, Grid))
    return grid


def _cells(grid: Grid) -> list[tuple[int, int, int, int, str]]:
    return [(cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in grid.cells]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            "<tr><td rowspan=2>TT<td colspan=2>Cơ quan<tr><td>Chủ trì<td>Phối hợp",
            [(1, 1, 2, 1, "TT"), (1, 2, 1, 2, "Cơ quan"), (2, 2, 1, 1, "Chủ trì"), (2, 3, 1, 1, "Phối hợp")],
        ),
        # to the end of the table, and no further
        ("<tr><td rowspan=0>I<td>a<tr><td>b<tr><td>c", [(1, 1, 3, 1, "I"), (1, 2, 1, 1, "a"), (2, 2, 1, 1, "b"), (3, 2, 1, 1, "c")]),
        ("<tr><td rowspan=65000>I<td>a<tr><td>b", [(1, 1, 2, 1, "I"), (1, 2, 1, 1, "a"), (2, 2, 1, 1, "b")]),
        ("<tr><td>1<td>2<tr><td colspan=999999999>dài", [(1, 1, 1, 1, "1"), (1, 2, 1, 1, "2"), (2, 1, 1, 2, "dài")]),
        ("<tr><td>1<td>2<tr><td colspan='x'>a<td colspan='-3'>b", [(1, 1, 1, 1, "1"), (1, 2, 1, 1, "2"), (2, 1, 1, 1, "a"), (2, 2, 1, 1, "b")]),
        # a cell ends where one from above stands
        ("<tr><td>a<td rowspan=2>b<tr><td colspan=3>c", [(1, 1, 1, 1, "a"), (1, 2, 2, 1, "b"), (2, 1, 1, 1, "c")]),
        # row spans end with their group
        ("<tbody><tr><td rowspan=9>a<td>b<tbody><tr><td>c<td>d", [(1, 1, 1, 1, "a"), (1, 2, 1, 1, "b"), (2, 1, 1, 1, "c"), (2, 2, 1, 1, "d")]),
        # an empty row is none, cells without a row make one
        ("<tr><tr><td>a<td>b<tr></tr>", [(1, 1, 1, 1, "a"), (1, 2, 1, 1, "b")]),
        ("<td>a<td>b", [(1, 1, 1, 1, "a"), (1, 2, 1, 1, "b")]),
        # the foot is shown last, wherever it stands
        ("<tfoot><tr><td>Cộng<td>9</tfoot><tbody><tr><td>a<td>1", [(1, 1, 1, 1, "a"), (1, 2, 1, 1, "1"), (2, 1, 1, 1, "Cộng"), (2, 2, 1, 1, "9")]),
    ],
)  # fmt: skip
def test_spans(rows: str, expected: list[tuple[int, int, int, int, str]]) -> None:
    assert _cells(_grid(f"<table>{rows}</table>")) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("<thead><tr><td>TT<td>Việc<tr><td>1<td>2</thead><tr><td>1<td>a", 2),
        ("<tr><th>TT<th>Việc<tr><th>1<td>a", 1),
        ("<tr><td>TT<td>Việc<tr><td>1<td>a", 0),
        ("<thead><tr><td>TT<td>Việc<tr><td>1<td>a</thead>", 0),
    ],
)
def test_header_rows_are_those_that_the_page_marks(rows: str, expected: int) -> None:
    assert _grid(f"<table>{rows}</table>").header_rows == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("<p>Sở Khoa học</p><p>&nbsp;</p><p>và Công nghệ</p>", "Sở Khoa học\nvà Công nghệ"),
        ("Sở Tài chính<br/>Sở Nội vụ<br>", "Sở Tài chính\nSở Nội vụ"),
        ("<ul><li>một</li><li>hai<ul><li>con</li></ul></li></ul>", "- một\n- hai\n- con"),
        ("<ol start=3><li>ba<li value=7>bảy<li>tám</ol>", "3. ba\n7. bảy\n8. tám"),
        ("<ol type=a reversed><li>hai<li>một</ol>", "b. hai\na. một"),
        ("<ol style='list-style-type:upper-roman'><li>một<li>hai</ol>", "I. một\nII. hai"),
        ("<ol style='list-style:none'><li>một</ol>", "một"),
        ("<ol><li><ol type=a><li>trong</ol></ol>", "1. a. trong"),
        ("<ul><li>- đã có gạch</ul>", "- đã có gạch"),
        ("trước<table><tr><td>A<td><p>1</p><p>2</p><tr><td>B<td>3<br>4</table>sau", "trước\nA 1 2\nB 3 4\nsau"),
        ("diện tích 5 m<sup>2</sup>, nhà xưởng<sup>1</sup>", "diện tích 5 m², nhà xưởng¹"),
        ("nhà xưởng<a href='#_ftn1'><sup>[12]</sup></a>", "nhà xưởng¹²"),
        ("theo <a href='/vb/1'>[1]</a>", "theo [1]"),
        ("≥&nbsp;55&#37; &lt; x &amp; y", "≥ 55% < x & y"),
        ("giữ<wbr>liền <b>chữ</b>đậm<!-- bỏ -->", "giữliền chữđậm"),
        ("<span style='DISPLAY:none'>ẩn</span>hiện<span hidden>ẩn</span><span aria-hidden=true>ẩn</span>", "hiện"),
        ("<dl><dt>Chủ trì<dd>Sở Y tế</dl><pre>một\n  hai</pre>", "Chủ trì\nSở Y tế\nmột\nhai"),
    ],
)  # fmt: skip
def test_what_stands_in_a_cell(cell: str, expected: str) -> None:
    assert _grid(f"<table><tr><td>1<td>{cell}<tr><td>2<td>x</table>").cells[1].text == expected


def test_a_table_that_sets_another_on_the_page_is_taken_apart() -> None:
    inner = "<table><tr><td>TT<td>Việc<td>Hạn<tr><td>1<td>a<td>b</table>"
    first, grid, last = _items(f"<table width=100%><tr><td>Bảng 1<tr><td>{inner}<tr><td>Nguồn: Sở</table>")
    assert isinstance(first, Paragraph)
    assert isinstance(last, Paragraph)
    assert (first.text, last.text) == ("Bảng 1", "Nguồn: Sở")
    assert isinstance(grid, Grid)
    assert (grid.height, grid.width) == (2, 3)


def test_a_small_table_in_a_data_table_stays_in_its_cell() -> None:
    inner = "<table><tr><td>2025<td>2026<td>2027<tr><td>10<td>20<td>30</table>"
    grid = _grid(f"<table><tr><td>TT<td>Chỉ tiêu<td>Số<tr><td>1<td>Tỷ lệ<td>{inner}<tr><td>2<td>Số xã<td>9</table>")
    assert grid.row(2)[2].text == "2025 2026 2027\n10 20 30"


def test_caption_and_stray_text_stand_before_their_table() -> None:
    items = _items("<table>lạc<caption>Biểu 1</caption><tr><td>a<td>b</table>")
    assert [item.text for item in items if isinstance(item, Paragraph)] == ["lạc", "Biểu 1"]
    assert _items("<table role=presentation><tr><td>a<td>b</table>")[0].layout  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "table",
    [
        "<table>{text}<tr><td>a<td>b</table>",
        "<table><tbody>{text}<tr><td>a<td>b</tbody></table>",
        "<table><thead>{text}<tr><td>a<td>b</thead></table>",
        "<table><tr>{text}<td>a<td>b</tr></table>",
        "<table><form>{text}<tr><td>a<td>b</tr></form></table>",
        "<table><div>{text}<tr><td>a<td>b</tr></div></table>",
        "<table><tr><td>a<td>b</tr>{text}</table>",
        "<table><tbody><tr><td>a<td>b</tr>{text}</tbody></table>",
    ],
)
def test_text_beside_the_cells_of_a_table_is_kept_and_converted(table: str) -> None:
    for text, font in (("Nhiệm vụ của tỉnh", ""), ("NhiÖm vô cña tØnh", "font-family:.VnTime")):
        items = _items(f'<div style="{font}">{table.replace("{text}", text)}</div>')
        assert [item.text for item in items if isinstance(item, Paragraph)] == ["Nhiệm vụ của tỉnh"]
        assert [cell.text for item in items if isinstance(item, Grid) for cell in item.cells] == ["a", "b"]


@pytest.mark.parametrize(
    "page",
    [
        '<table style="font-family:.VnTime"><tr><td>{text}<td>2</table>',
        '<font face=".VnTime"><table><tr><td>{text}<td>2</table></font>',
        "<style>table{font-family:.VnTime}</style><table><tr><td>{text}<td>2</table>",
        "<style>body{font-family:.VnTime}</style><table><tr><td>{text}<td>2</table>",
        '<table><tr style="font-family:.VnTime"><td><p>{text}</p><td>2</table>',
        '<table style="font-family:Arial"><tbody style="font-family:.VnTime"><tr><td>{text}<td>2</table>',
    ],
)
def test_cells_inherit_the_font_of_what_they_lie_in(page: str) -> None:
    grid = _grid(page.replace("{text}", "NhiÖm vô"))
    assert [cell.text for cell in grid.cells] == ["Nhiệm vụ", "2"]


def test_an_inner_font_counts_for_more_than_an_outer_one() -> None:
    grid = _grid('<table style="font-family:.VnTime"><tr style="font-family:Arial"><td>café Ö<td>2</table>')
    assert grid.cells[0].text == "café Ö"


def test_each_cell_has_its_lines() -> None:
    grid = _grid("\n<table>\n<tr>\n<td>a</td>\n<td><p>b</p>\n<p>c</p></td></tr></table>")
    assert [(cell.places[0].first_line, cell.places[0].last_line) for cell in grid.cells] == [(4, 4), (5, 6)]


_SPAN = st.integers(min_value=1, max_value=4)
_TEXT = st.text(alphabet="aăâbcdđeêôơưạếộ0123456789%<>&≥", min_size=1, max_size=8)
_TABLE = st.lists(st.lists(st.tuples(_TEXT, _SPAN, _SPAN), min_size=1, max_size=5), min_size=1, max_size=6)


@given(_TABLE)
def test_every_cell_comes_out_once_and_none_overlap(table: list[list[tuple[str, int, int]]]) -> None:
    markup = "".join(
        "<tr>" + "".join(f"<td rowspan={high} colspan={wide}>{escape(text)}</td>" for text, high, wide in row) + "</tr>"
        for row in table
    )
    grid = _grid(f"<p>Bảng</p><table>{markup}</table>")
    assert [cell.text for cell in grid.cells] == [text for row in table for text, _, _ in row]
    covered = [square for cell in grid.cells for square in squares(cell)]
    assert len(covered) == len(set(covered))
    assert all(row <= grid.height and column <= grid.width for row, column in covered)


def test_a_hostile_table_takes_no_memory() -> None:
    spots = spots_of([[[(65534, 1000)] * 50 for _ in range(400)]])
    assert len(spots) == 20_000
