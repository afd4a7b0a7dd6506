"""Lines of a page: words parted by spaces or gaps, raised figures, texts over each other, text that is turned."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from extractors.fonts import Fonts
from extractors.pages.textline import TextLine
from extractors.pdf.letters import Letter
from extractors.pdf.lines import lines_of, words_of
from tests.extractors.pdfs import LETTER, SPACE

SIZE = 12.0


class _Page:
    """Letters in the order a file draws them."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []

    def write(
        self,
        x: float,
        top: float,
        text: str,
        size: float = SIZE,
        gap: float = 0.0,
        font: str = "Times",
        *,
        artifact: bool = False,
    ) -> float:
        """A line of text; `gap` is the room left behind each letter. Gives where it ends."""
        for letter in text:
            width = size * (SPACE if letter == " " else LETTER)
            box = (x, top, x + width, top + size)
            self.letters.append(Letter(letter, *box, size, font, 0, artifact, len(self.letters)))
            x += width + gap
        return x

    def climb(self, x: float, bottom: float, text: str, size: float = SIZE) -> None:
        """A text that runs upwards."""
        for letter in text:
            width = size * (SPACE if letter == " " else LETTER)
            box = (x, bottom - width, x + size, bottom)
            self.letters.append(Letter(letter, *box, size, "Times", 270, False, len(self.letters)))
            bottom -= width

    def lines(self, *, part_columns: bool = False) -> list[TextLine]:
        return lines_of(self.letters, Fonts(), part_columns=part_columns)

    def texts(self, *, part_columns: bool = False) -> list[str]:
        return [line.text for line in self.lines(part_columns=part_columns)]


def _page(*lines: tuple[float, float, str]) -> _Page:
    page = _Page()
    for line in lines:
        page.write(*line)
    return page


@pytest.mark.parametrize(
    ("lines", "texts"),
    [
        ([(60, 100, "Sở Y tế chủ trì")], ["Sở Y tế chủ trì"]),
        ([(60, 120, "hai"), (60, 100, "một")], ["một", "hai"]),
        ([(200, 100, "bên phải"), (60, 100, "bên trái")], ["bên trái bên phải"]),
        ([(60, 100, "Sở  Y   tế ")], ["Sở Y tế"]),
        ([(60, 100, "   ")], []),
        ([], []),
        # a letter a little higher or lower is of the line
        ([(60, 100, "Sở"), (78, 102, "Y"), (90, 99, "tế")], ["Sở Y tế"]),
    ],
)
def test_lines(lines: list[tuple[float, float, str]], texts: list[str]) -> None:
    assert _page(*lines).texts() == texts


def test_words_without_spaces_are_parted_by_gaps() -> None:
    page = _Page()
    end = page.write(60, 100, "Sở")
    end = page.write(end + 3, 100, "Khoa")
    page.write(end + 3, 100, "học")
    assert page.texts() == ["Sở Khoa học"]


@pytest.mark.parametrize(("gap", "text"), [(0.0, "chuyển"), (1.0, "chuyển"), (-0.6, "chuyển")])
def test_kerning_parts_no_words(gap: float, text: str) -> None:
    page = _Page()
    page.write(60, 100, "chuyển", gap=gap)
    assert page.texts() == [text]


def test_what_stands_side_by_side_is_parted_where_asked_for() -> None:
    page = _page((60, 100, "ỦY BAN NHÂN DÂN"), (330, 100, "CỘNG HÒA XÃ HỘI"))
    assert page.texts() == ["ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI"]
    assert page.texts(part_columns=True) == ["ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI"]


def test_the_box_of_a_line_is_that_of_its_letters() -> None:
    (line,) = _page((60, 100, "  Sở Y tế  ")).lines()
    assert (line.box, line.size) == ((66.0, 100.0, 66 + 5 * 6 + 2 * 3.0, 112.0), SIZE)


@pytest.mark.parametrize(("text", "spaced"), [("nâng cao ", True), ("nâng cao", False)])
def test_a_space_at_the_end_of_a_line_is_told(text: str, spaced: bool) -> None:
    assert [line.spaced for line in _page((60, 100, text)).lines()] == [spaced]


# --- small and raised letters -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "small", "top", "rest", "printed"),
    [
        ("Kế hoạch", "1", 99, "", "Kế hoạch¹"),
        ("Kế hoạch", "12", 99, " của tỉnh", "Kế hoạch¹² của tỉnh"),
        ("5.000 m", "2", 99, " nhà xưởng", "5.000 m² nhà xưởng"),
        ("CO", "2", 106, "", "CO2"),  # set below the line
        ("Sở Y tế ", "(nay là Sở Y)", 103, "", "Sở Y tế (nay là Sở Y)"),  # small, but no figure
    ],
)
def test_small_letters(text: str, small: str, top: float, rest: str, printed: str) -> None:
    page = _Page()
    end = page.write(60, 100, text)
    end = page.write(end, top, small, size=7)
    page.write(end, 100, rest)
    assert page.texts() == [printed]


def test_a_figure_as_large_as_the_text_is_not_raised() -> None:
    page = _Page()
    end = page.write(60, 100, "Nghị quyết ")
    page.write(end, 98, "57")
    assert page.texts() == ["Nghị quyết 57"]


def test_small_letters_beside_no_line_are_a_line() -> None:
    page = _page((60, 100, "Triển khai Kế hoạch của tỉnh"))
    page.write(60, 130, "1 Nghị quyết số 57", size=8)
    assert page.texts() == ["Triển khai Kế hoạch của tỉnh", "1 Nghị quyết số 57"]


def test_raised_figures_of_a_legacy_font_are_no_letters() -> None:
    page = _Page()
    end = page.write(60, 100, "KÕ ho¹ch", font=".VnTime")
    page.write(end, 98, "1", size=7, font=".VnTime")
    assert page.texts() == ["Kế hoạch¹"]


# --- over each other --------------------------------------------------------------------------------------------------


def test_texts_printed_over_each_other_come_one_after_the_other() -> None:
    page = _page((60, 100, "Nguyễn Văn An"), (63, 101, "Đã ký"))
    assert page.texts() == ["Nguyễn Văn An", "Đã ký"]


def test_kerned_letters_are_not_taken_for_texts_over_each_other() -> None:
    page = _Page()
    page.write(60, 100, "VĂN PHÒNG", gap=-1.0)
    assert page.texts() == ["VĂN PHÒNG"]


# --- turned -----------------------------------------------------------------------------------------------------------


def test_text_that_runs_upwards_is_a_line_behind_the_others() -> None:
    page = _page((60, 100, "Sở Y tế"), (60, 120, "Sở Tài chính"))
    page.climb(30, 300, "Nhóm nhiệm vụ")
    assert page.texts() == ["Sở Y tế", "Sở Tài chính", "Nhóm nhiệm vụ"]


def test_text_that_runs_upwards_knows_its_place() -> None:
    page = _Page()
    page.climb(30, 300, "TT")
    (line,) = page.lines()
    assert line.box == (30, 288, 42, 300)


def test_lines_that_run_upwards_are_read_from_the_left() -> None:
    page = _Page()
    page.climb(30, 300, "Nhóm")
    page.climb(46, 300, "nhiệm vụ")
    assert page.texts() == ["Nhóm", "nhiệm vụ"]


# --- what the file says -----------------------------------------------------------------------------------------------


def test_a_line_is_an_artifact_if_all_of_it_is() -> None:
    page = _Page()
    page.write(60, 30, "Trang 2", artifact=True)
    end = page.write(60, 100, "Sở", artifact=True)
    page.write(end, 100, " Y tế")
    assert [line.is_artifact for line in page.lines()] == [True, False]


def test_fonts_of_a_line_are_read_run_by_run() -> None:
    page = _Page()
    end = page.write(60, 100, "QuyÕt ®Þnh ", font=".VnTime")
    page.write(end, 100, "số 57", font="Arial")
    assert page.texts() == ["Quyết định số 57"]


def _boxes(words: list[TextLine]) -> Iterator[tuple[str, float, float]]:
    return ((word.text, word.box[0], word.box[2]) for word in words)


def test_words() -> None:
    page = _page((60, 100, "Sở Y"), (84, 100, "tế"), (60, 120, "  "))
    assert list(_boxes(words_of(page.letters, Fonts()))) == [("Sở", 60, 72), ("Y", 75, 81), ("tế", 84, 96)]
