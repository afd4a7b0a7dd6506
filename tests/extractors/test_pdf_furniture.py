"""What pages print besides their text: numbers, running heads, stamps, footnotes; and text layers that are none."""

from __future__ import annotations

import pytest

from extractors.pages.footnotes import with_marks
from extractors.pages.furniture import RunningLines, in_margin, is_page_number, stamped
from extractors.pages.layout import Layer
from extractors.pages.textline import TextLine
from extractors.pdf.layer import layer_of
from extractors.pdf.letters import UNMAPPED
from extractors.pdf.objects import Drawn

HEIGHT = 842.0
TOP, MIDDLE, BOTTOM = 30.0, 400.0, 800.0


def _line(text: str, top: float = MIDDLE, size: float = 12, *, artifact: bool = False) -> TextLine:
    return TextLine(text, (60, top, 60 + 6 * len(text), top + size), size, artifact)


@pytest.mark.parametrize("text", ["2", "- 2 -", "12", "Trang 2/7", "trang 2", "2 of 7", "Page 3", "| 4 |"])
@pytest.mark.parametrize("top", [TOP, BOTTOM])
def test_page_numbers(text: str, top: float) -> None:
    assert is_page_number(_line(text, top), HEIGHT)


@pytest.mark.parametrize(
    ("text", "top"),
    [
        ("2", MIDDLE),
        ("Trang bị máy tính", TOP),
        ("20250", TOP),
        ("Số: 2", TOP),
        ("II", TOP),
        ("2 xã", BOTTOM),
    ],
)
def test_no_page_numbers(text: str, top: float) -> None:
    assert not is_page_number(_line(text, top), HEIGHT)


@pytest.mark.parametrize(("top", "margin"), [(0, True), (80, True), (110, False), (700, False), (750, True)])
def test_in_margin(top: float, margin: bool) -> None:
    assert in_margin(_line("a", top), HEIGHT) is margin


def _running(*pages: list[TextLine]) -> RunningLines:
    return RunningLines((page, HEIGHT) for page in pages)


HEAD = _line("Kế hoạch thực hiện Nghị quyết 71/NQ-CP", TOP)


def test_a_line_on_top_of_three_pages_is_a_running_head() -> None:
    assert _running([HEAD], [HEAD], [HEAD]).hold(HEAD, HEIGHT)
    assert not _running([HEAD], [HEAD], []).hold(HEAD, HEIGHT)


def test_numbers_in_a_running_head_differ() -> None:
    heads = [_line(f"Kế hoạch chuyển đổi số, trang {number}", TOP) for number in (1, 2, 3)]
    assert all(_running(*[[head] for head in heads]).hold(head, HEIGHT) for head in heads)


def test_a_line_that_stands_now_on_top_now_below_is_none() -> None:
    below = _line(HEAD.text, BOTTOM)
    assert not _running([HEAD], [below], [HEAD], [below]).hold(HEAD, HEIGHT)


def test_the_same_words_in_the_text_are_text() -> None:
    assert not _running([HEAD], [HEAD], [HEAD]).hold(_line(HEAD.text, MIDDLE), HEIGHT)


def test_a_long_document_needs_a_line_on_a_third_of_its_pages() -> None:
    pages = [[HEAD] if number < 3 else [] for number in range(20)]
    assert not _running(*pages).hold(HEAD, HEIGHT)
    pages = [[HEAD] if number < 7 else [] for number in range(20)]
    assert _running(*pages).hold(HEAD, HEIGHT)


@pytest.mark.parametrize(("top", "held"), [(TOP, True), (BOTTOM, True), (MIDDLE, False)])
def test_what_the_file_calls_no_text_is_believed_in_the_margin(top: float, held: bool) -> None:
    assert _running([]).hold(_line("UBND tỉnh Khánh Hòa", top, artifact=True), HEIGHT) is held


# --- stamps -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "stamp"),
    [
        (["Người ký: Ủy ban nhân dân tỉnh", "Ngày ký: 20/02/2025", "ỦY BAN NHÂN DÂN"], [True, True, False]),
        (["Ký bởi: Sở Xây dựng", "Cơ quan: Tỉnh Khánh Hòa", "Ngày ký: 20-02-2025 16:05"], [True, True, True]),
        (["Signature Not Verified", "Digitally signed by: A", "Date: 2025.02.20"], [True, True, True]),
        # an address on the next line
        (["Người ký: Ủy ban", "nhân dân tỉnh", "Email: ubnd@khanhhoa.gov.vn", "QUYẾT ĐỊNH"], [True, True, True, False]),
        # fields without a mark, or far from it
        (["Cơ quan: Sở Xây dựng", "Email: sxd@khanhhoa.gov.vn"], [False, False]),
        (["Người ký: A", *["Nội dung kế hoạch"] * 8, "Email: a@b.vn"], [True, *[False] * 9]),
        ([], []),
    ],
)
def test_stamps(texts: list[str], stamp: list[bool]) -> None:
    assert stamped(texts) == stamp


# --- text layers ------------------------------------------------------------------------------------------------------

SENTENCE = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025"
STAMP = ["Người ký: Ủy ban nhân dân tỉnh Khánh Hòa", "Ngày ký: 20/02/2025 16:05:22 +07:00"]
SCAN = [(0.0, 0.0, 595.0, 842.0)]
LOGO = [(40.0, 40.0, 120.0, 120.0)]


@pytest.mark.parametrize(
    ("pictures", "texts", "layer"),
    [
        ([], [SENTENCE], Layer.GOOD),
        (SCAN, [SENTENCE], Layer.GOOD),  # read by a program before
        ([], ["PHỤ LỤC"], Layer.GOOD),
        (LOGO, ["PHỤ LỤC"], Layer.GOOD),
        ([], [], Layer.BLANK),
        (LOGO, [], Layer.BLANK),
        (SCAN, [], Layer.MISSING),
        ([(0.0, 0.0, 595.0, 421.0), (0.0, 421.0, 595.0, 842.0)], [], Layer.MISSING),  # a scan in strips
        (SCAN, STAMP, Layer.STAMP_ONLY),
        (SCAN, ["512", "20/02/2025"], Layer.STAMP_ONLY),
        (SCAN, [*STAMP, SENTENCE], Layer.GOOD),
        ([], [UNMAPPED * 60], Layer.UNMAPPED),
        ([], [SENTENCE, UNMAPPED * 20], Layer.UNMAPPED),
        ([], [SENTENCE, UNMAPPED * 3], Layer.GOOD),
    ],
)
def test_layers(pictures: list[tuple[float, float, float, float]], texts: list[str], layer: Layer) -> None:
    assert layer_of(Drawn(595, 842, pictures=pictures), texts) is layer


# --- footnotes --------------------------------------------------------------------------------------------------------

TEXT = _line("Triển khai Nghị quyết của Bộ Chính trị.", 300)


CALLED = {"¹", "¹²"}


def _marked(*lines: TextLine) -> list[str]:
    return [line.text for line in with_marks(lines, 12, HEIGHT, CALLED)]


@pytest.mark.parametrize(
    ("note", "marked"),
    [
        ("1 Nghị quyết số 57-NQ/TW", "¹ Nghị quyết số 57-NQ/TW"),
        ("1Nghị quyết số 57-NQ/TW", "¹ Nghị quyết số 57-NQ/TW"),
        ("12 “Đề án 06”", "¹² “Đề án 06”"),
        ("¹ Nghị quyết số 57-NQ/TW", "¹ Nghị quyết số 57-NQ/TW"),
        ("* Ghi chú", "* Ghi chú"),
        ("2025 là năm đầu", "2025 là năm đầu"),
        ("2 Nghị quyết không ai dẫn", "2 Nghị quyết không ai dẫn"),
        ("5G phủ sóng toàn tỉnh", "5G phủ sóng toàn tỉnh"),
    ],
)
def test_small_lines_at_the_bottom_are_footnotes(note: str, marked: str) -> None:
    assert _marked(TEXT, _line(note, 760, size=9)) == [TEXT.text, marked]


def test_the_second_line_of_a_footnote_is_left_as_it_is() -> None:
    notes = [_line("1 Nghị quyết số 57-NQ/TW ngày", 740, 9), _line("22 tháng 12 năm 2024", 752, 9)]
    assert _marked(TEXT, *notes)[1] == "¹ Nghị quyết số 57-NQ/TW ngày"


@pytest.mark.parametrize(
    "line",
    [_line("1 Nghị quyết số 57-NQ/TW", 760), _line("1 Nghị quyết số 57-NQ/TW", 200, size=9)],
    ids=["as large as the text", "at the top"],
)
def test_other_lines_that_begin_with_a_figure_are_text(line: TextLine) -> None:
    assert _marked(line) == [line.text]
