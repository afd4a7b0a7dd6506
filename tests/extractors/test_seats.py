"""How lines stand on a page, and where the full ones of a page end."""

from __future__ import annotations

import pytest

from extractors.boxes import Box
from extractors.line import Line
from extractors.seats import Seat, right_margins, seat_of

LEFT, RIGHT = 85.0, 510.0


def _line(text: str, box: Box | None, page: int = 1) -> Line:
    return Line(1, text, page, box=box)


def _at(top: float, left: float = LEFT, right: float = RIGHT, height: float = 14) -> Box:
    return left, top, right, top + height


ABOVE = _line("Triển khai hiệu quả các mục tiêu, nhiệm vụ theo Nghị quyết", _at(100))
REST = "số 57-NQ/TW của Bộ Chính trị về đột phá phát triển khoa học"


@pytest.mark.parametrize(
    ("above", "below", "seat"),
    [
        (_at(100), _at(118), Seat(touches=True, full=True, stands_in=False)),
        (_at(100), _at(140), Seat(touches=False, full=True, stands_in=False)),
        (_at(100, right=300), _at(118), Seat(touches=True, full=False, stands_in=False)),
        (_at(100), _at(118, left=LEFT + 28), Seat(touches=True, full=True, stands_in=True)),
        (_at(100), _at(118, left=LEFT - 28), Seat(touches=True, full=True, stands_in=False)),
        # letters of another size: a title or a footnote
        (_at(100), _at(118, height=10), Seat(touches=False, full=True, stands_in=False)),
        # the next column begins at the top of the page
        (_at(700), _at(80), Seat(touches=False, full=True, stands_in=False)),
    ],
)
def test_seats(above: Box, below: Box, seat: Seat) -> None:
    assert seat_of([_line(ABOVE.text, above)], _line(REST, below), {1: RIGHT}) == seat


def test_the_text_of_a_bullet_hangs() -> None:
    bullet = _line("- Tỷ lệ hồ sơ trực tuyến đạt trên 85% tổng số hồ sơ của tỉnh", _at(100))
    below = _line(REST, _at(118, left=LEFT + 20))
    assert not seat_of([bullet], below, {1: RIGHT}).stands_in
    assert seat_of([ABOVE], below, {1: RIGHT}).stands_in


def test_lines_of_two_pages_do_not_touch() -> None:
    assert not seat_of([ABOVE], _line(REST, _at(118), page=2), {1: RIGHT}).touches


def test_a_line_is_full_where_a_short_word_below_would_not_fit() -> None:
    above = _line(ABOVE.text, _at(100, right=RIGHT - 20))
    assert not seat_of([above], _line("ở tỉnh " * 9, _at(118)), {1: RIGHT}).full
    assert seat_of([above], _line("nghiêng " * 8, _at(118)), {1: RIGHT}).full


def test_a_page_that_is_turned_is_measured_as_it_is_read() -> None:
    shown, read = (20.0, 85.0, 34.0, 510.0), _at(100)
    above = Line(1, ABOVE.text, 1, box=shown, reading_box=read)
    below = Line(2, REST, 1, box=(2.0, 85.0, 16.0, 510.0), reading_box=_at(118))
    assert seat_of([above], below, right_margins([above, below])) == Seat(touches=True, full=True, stands_in=False)


def test_a_line_without_a_place_has_no_seat() -> None:
    with pytest.raises(ValueError, match="line 1 has no place"):
        seat_of([ABOVE], _line(REST, None), {1: RIGHT})


def test_margins_are_those_that_several_lines_reach() -> None:
    lines = [_line("a", _at(20 * number, right=right)) for number, right in enumerate((540.0, 510.0, 509.0, 300.0))]
    assert right_margins(lines) == {1: 510.0}


def test_margins_of_each_page() -> None:
    lines = [_line("a", _at(20, right=510)), _line("a", _at(20, right=760), page=2), _line("a", None, page=3)]
    assert right_margins(lines) == {1: 510, 2: 760}
