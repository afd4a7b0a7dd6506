"""Tables without rules, or with rules across only: columns and rows told by where words stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from extractors.ruling import Lattice, Rule
from extractors.unruled import Columns, Word, unruled_lattices
from tests.extractors.pdfs import SPACE, width_of

HEIGHT = 842.0

SIZE = 12.0
LEFTS = (60.0, 100.0, 330.0, 470.0)
HEADS = ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời hạn")
Printed = tuple[float, float, str]
"""A line of words: from the left, from the top, what it says."""


def _words(*lines: Printed) -> list[Word]:
    return [word for x, top, text in lines for word in _line(x, top, text)]


def _line(x: float, top: float, text: str) -> Iterator[Word]:
    for word in text.split():
        end = x + width_of(word, SIZE)
        yield Word(word, (x, top, end, top + SIZE))
        x = end + SPACE * SIZE


def _row(top: float, *texts: str) -> list[Printed]:
    return [(left, top, text) for left, text in zip(LEFTS, texts, strict=True) if text]


def _read(lattice: Lattice, words: Sequence[Word]) -> list[list[str]]:
    """The rows of a table with what stands in its cells, one that covers columns once."""
    rows: list[list[str]] = [[] for _ in lattice.ys[1:]]
    for cell in lattice.cells:
        x0, top, x1, bottom = cell.box
        own = [
            word
            for word in words
            if x0 <= (word.box[0] + word.box[2]) / 2 < x1 and top <= (word.box[1] + word.box[3]) / 2 < bottom
        ]
        own.sort(key=lambda word: (word.box[1], word.box[0]))
        rows[cell.row - 1].append(" ".join(word.text for word in own))
    return rows


def _tables(printed: Sequence[Printed], across: Sequence[Rule] = (), going_on: Columns | None = None) -> list[object]:
    words = _words(*printed)
    return [_read(lattice, words) for lattice, _ in unruled_lattices(words, across, HEIGHT, going_on)]


ROW_1 = ("1", "Tổ chức tuyên truyền, phổ biến", "Sở Y tế", "2026")
ROW_2 = ("2", "Xây dựng nền tảng dữ liệu", "Sở Xây dựng", "2027")
ROW_4 = ("4", "Số hóa hồ sơ, giấy tờ", "Văn phòng UBND tỉnh", "2026")
REST_1 = ("", "kiến thức về chuyển đổi số", "", "")
SECTION = "NÂNG CAO NHẬN THỨC, ĐỔI MỚI TƯ DUY, HOÀN THIỆN THỂ CHẾ, TẠO ĐỘT PHÁ MỚI"
WHOLE_1 = ["1", "Tổ chức tuyên truyền, phổ biến kiến thức về chuyển đổi số", "Sở Y tế", "2026"]

_CASES: list[tuple[str, list[Printed], list[list[str]]]] = [
    (
        "a row of several lines",
        [*_row(100, *HEADS), *_row(130, *ROW_1), *_row(144, *REST_1), *_row(170, *ROW_2)],
        [list(HEADS), WHOLE_1, list(ROW_2)],
    ),
    (
        "rows as close to each other as their lines",
        [*_row(100, *HEADS), *_row(116, *ROW_1), *_row(130, *REST_1), *_row(144, *ROW_2)],
        [list(HEADS), WHOLE_1, list(ROW_2)],
    ),
    (
        "a header over two lines",
        [*_row(100, "STT", "Nội dung", "Cơ quan", "Thời hạn"), *_row(114, "", "nhiệm vụ", "chủ trì", "hoàn thành")]
        + [*_row(140, *ROW_1), *_row(160, *ROW_2)],
        [["STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời hạn hoàn thành"], list(ROW_1), list(ROW_2)],
    ),
    (
        "the heading of ordinals in the middle of a header over two lines",
        [(60, 107, "STT"), *_row(100, "", "Nội dung", "Cơ quan", "Thời hạn")]
        + [*_row(114, "", "nhiệm vụ", "chủ trì", "hoàn thành"), *_row(140, *ROW_1), *_row(160, *ROW_2)],
        [["STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời hạn hoàn thành"], list(ROW_1), list(ROW_2)],
    ),
    (
        "STT broken in its narrow column",
        [*_row(100, "ST", "Nội dung", "Cơ quan", "Thời hạn"), *_row(114, "T", "nhiệm vụ", "chủ trì", "hoàn thành")]
        + [*_row(140, *ROW_1), *_row(160, *ROW_2)],
        [["ST T", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời hạn hoàn thành"], list(ROW_1), list(ROW_2)],
    ),
    (
        "headings set in the middle of their columns",
        [(62, 100, "TT"), (165, 100, "Nội dung"), (345, 100, "Chủ trì"), (472, 100, "Thời hạn")]
        + [*_row(130, *ROW_1), *_row(150, *ROW_2)],
        [["TT", "Nội dung", "Chủ trì", "Thời hạn"], list(ROW_1), list(ROW_2)],
    ),
    (
        "a cell left blank",
        [*_row(100, *HEADS), *_row(130, "1", "Xây dựng đề án", "", "2026"), *_row(150, *ROW_2)],
        [list(HEADS), ["1", "Xây dựng đề án", "", "2026"], list(ROW_2)],
    ),
    (
        "the title of a section over the columns",
        [*_row(100, *HEADS), (60, 125, "I."), (100, 125, SECTION)]
        + [*_row(150, *ROW_1), *_row(164, *REST_1), *_row(180, *ROW_4)],
        [list(HEADS), ["I.", SECTION], WHOLE_1, list(ROW_4)],
    ),
    (
        "a title over two lines",
        [*_row(100, *HEADS), *_row(125, *ROW_1), (60, 145, "II."), (100, 145, SECTION), (100, 159, "QUỐC GIA")]
        + [*_row(180, *ROW_4)],
        [list(HEADS), list(ROW_1), ["II.", f"{SECTION} QUỐC GIA"], list(ROW_4)],
    ),
    (
        "rows without ordinals under a title",
        [*_row(100, *HEADS), *_row(130, *ROW_1), *_row(150, "-", "Rà soát", "Sở Y tế", "2026"), *_row(170, *ROW_2)],
        [list(HEADS), list(ROW_1), ["-", "Rà soát", "Sở Y tế", "2026"], list(ROW_2)],
    ),
    (
        "text above it is none of it",
        [(60, 60, "DANH MỤC NHIỆM VỤ TRIỂN KHAI KẾ HOẠCH CHUYỂN ĐỔI SỐ"), *_row(100, *HEADS), *_row(130, *ROW_1)],
        [list(HEADS), list(ROW_1)],
    ),
    (
        "the signature below it is none of it",
        [*_row(100, *HEADS), *_row(130, *ROW_1), *_row(150, *ROW_2), (350, 175, "TM. ỦY BAN NHÂN DÂN")]
        + [(370, 190, "CHỦ TỊCH")],
        [list(HEADS), list(ROW_1), list(ROW_2)],
    ),
    (
        "a sentence below it is none of it",
        [*_row(100, *HEADS), *_row(130, *ROW_1), *_row(150, *ROW_2)]
        + [(60, 180, "Căn cứ Kế hoạch này, các đơn vị, địa phương xây dựng kế hoạch của đơn vị, địa phương mình")],
        [list(HEADS), list(ROW_1), list(ROW_2)],
    ),
    (
        "what stands far below is none of it",
        [*_row(100, *HEADS), *_row(130, *ROW_1), *_row(260, "", "Khánh Hòa", "", "2026")],
        [list(HEADS), list(ROW_1)],
    ),
]


@pytest.mark.parametrize(("printed", "table"), [case[1:] for case in _CASES], ids=[case[0] for case in _CASES])
def test_a_table_without_rules(printed: list[Printed], table: list[list[str]]) -> None:
    assert _tables(printed) == [table]


def test_rules_across_part_rows_without_ordinals() -> None:
    printed = [
        *_row(100, *HEADS),
        *_row(130, "1", "Tổ chức tuyên truyền", "Sở Y tế", "2026"),
        *_row(150, "", "Rà soát văn bản", "Sở Tư pháp", "2026"),
        *_row(164, "", "đã ban hành", "", ""),
        *_row(190, *ROW_2),
    ]
    rules = [Rule(at, 58, 520) for at in (95, 122, 146, 184, 210)]
    assert _tables(printed, rules) == [
        [
            list(HEADS),
            ["1", "Tổ chức tuyên truyền", "Sở Y tế", "2026"],
            ["", "Rà soát văn bản đã ban hành", "Sở Tư pháp", "2026"],
            list(ROW_2),
        ]
    ]


def test_a_rule_below_the_header_bounds_it() -> None:
    printed = [*_row(100, *HEADS), *_row(114, "", "(nhóm việc)", "", ""), *_row(130, *ROW_1), *_row(150, *ROW_2)]
    (table,) = _tables(printed, [Rule(98, 58, 520), Rule(128, 58, 520)])
    assert isinstance(table, list)
    assert table[0] == ["STT", "Nội dung nhiệm vụ (nhóm việc)", "Cơ quan chủ trì", "Thời hạn"]


def test_two_tables_on_a_page() -> None:
    printed = [*_row(100, *HEADS), *_row(130, *ROW_1), (60, 170, "PHỤ LỤC II"), *_row(200, *HEADS), *_row(230, *ROW_2)]
    assert _tables(printed) == [[list(HEADS), list(ROW_1)], [list(HEADS), list(ROW_2)]]


# --- a table that goes on ---------------------------------------------------------------------------------------------


def _columns() -> Columns:
    """Those of the table at the end of the page before."""
    ((_, columns),) = unruled_lattices(_words(*_row(100, *HEADS), *_row(130, *ROW_1), *_row(150, *ROW_2)), (), HEIGHT)
    return columns


ROW_3 = ("3", "Đào tạo kỹ năng số", "Sở Nội vụ", "2028")


def test_it_goes_on_without_its_header() -> None:
    assert _tables([*_row(60, *ROW_3), *_row(80, "4", "Số hóa hồ sơ", "Sở Y tế", "2026")], going_on=_columns()) == [
        [list(ROW_3), ["4", "Số hóa hồ sơ", "Sở Y tế", "2026"]]
    ]


def test_it_goes_on_with_the_rest_of_a_row() -> None:
    rest = _row(60, "", "của cán bộ, công chức", "và Sở Nội vụ", "")
    assert _tables([*rest, *_row(80, *ROW_3)], going_on=_columns()) == [
        [["", "của cán bộ, công chức", "và Sở Nội vụ", ""], list(ROW_3)]
    ]


def test_it_goes_on_with_its_header() -> None:
    assert _tables([*_row(60, *HEADS), *_row(90, *ROW_3)], going_on=_columns()) == [[list(HEADS), list(ROW_3)]]


def test_it_does_not_go_on_in_running_text() -> None:
    text = "Các sở, ban, ngành, Ủy ban nhân dân các xã, phường tổ chức thực hiện Kế hoạch này"
    assert _tables([(60, 60, text), (60, 76, text), (60, 92, text)], going_on=_columns()) == []


def test_another_table_begins_below_its_end() -> None:
    printed = [*_row(60, *ROW_3), (60, 100, "PHỤ LỤC II"), *_row(140, *HEADS), *_row(170, *ROW_1)]
    assert _tables(printed, going_on=_columns()) == [[list(ROW_3)], [list(HEADS), list(ROW_1)]]


# --- no table ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "printed",
    [
        [],
        [(60, 100, "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025")],
        # a header alone
        _row(100, *HEADS),
        # no heading of ordinals
        [*_row(100, "Nhóm", "Nội dung", "Chủ trì", "Thời hạn"), *_row(130, *ROW_1)],
        # `TT` in a sentence
        [(60, 100, "TT Huế là thành phố trực thuộc Trung ương, có nhiệm vụ"), *_row(130, *ROW_1)],
        # a letterhead
        [(60, 100, "UBND TỈNH KHÁNH HÒA"), (330, 100, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA")],
    ],
)
def test_what_is_no_table(printed: list[Printed]) -> None:
    assert _tables(printed) == []


def test_cells_of_a_row_cover_each_column_once() -> None:
    title = (60, 125, "I. NÂNG CAO NHẬN THỨC, ĐỔI MỚI TƯ DUY, HOÀN THIỆN THỂ CHẾ")
    words = _words(*_row(100, *HEADS), title, *_row(150, *ROW_1))
    ((lattice, _),) = unruled_lattices(words, (), HEIGHT)
    for row in range(1, len(lattice.ys)):
        covered = [
            column
            for cell in lattice.cells
            if cell.row == row
            for column in range(cell.column, cell.column + cell.column_span)
        ]
        assert covered == [1, 2, 3, 4]
