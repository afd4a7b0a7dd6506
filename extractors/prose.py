"""Running text: broken lines joined to paragraphs, footnotes and page numbers told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.line import Line
from extractors.seats import Margins, right_margins, seat_of
from normalizers.headings import begins_item, is_numbered_heading, opens_letterhead
from normalizers.places import runs_of
from normalizers.text import is_blank, is_upper, tidy
from schemas.raw import Paragraph, ParagraphRole, UnsureWord

_FOOTNOTE = re.compile(r"^(?:[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\[\d{1,2}\]|\(\*\)|\*)\s*\S")
_PAGE_NUMBER = re.compile(r"^\s*(?:-\s*)?\d{1,3}(?:\s*-)?\s*$")
_ENDS = re.compile(r"[.;:!?…]['\"”)\]]*$|/\.$")
_WANTS_MORE = re.compile(r",$|\b(?:và|của|các|cho|trong|theo|về|tại|để|hoặc|từ|đến|với|là)$")
_COLUMN_GAP = re.compile(r"(?<!Số:)(?<!Số)(?<!\s)(?:\t+|\s{3,})(?![\s/])")
_SLACK = 12
"""Characters by which full lines of one width differ: letters are not equally wide."""
_INDENT = 8.0
"""Points by which the first line of a paragraph stands in."""
_RULE = re.compile(r"^[-–_=*\s]{3,}$")


def paragraphs_of(lines: Sequence[Line]) -> list[Paragraph]:
    """The paragraphs of a stretch of lines.

    Lines that touch are joined where the text is wrapped at a fixed width, or where a sentence breaks off and goes
    on in small letters; the same across an empty line or a footnote, where a page ended in mid sentence. Where lines
    have their places on a page, these tell how wide the text is, what stands in, and what touches.
    """
    width = _width(lines)
    margins = right_margins(lines)
    groups: list[list[Line]] = []
    last: list[Line] = []  # the group that took the line before
    body: list[Line] = []  # the last group that is no footnote
    gap = True
    for line in (part for each in lines for part in _columns(each)):
        if is_blank(line.text) or _RULE.match(line.text) or (_PAGE_NUMBER.match(line.text) and not line.box):
            gap = True
            continue
        gap = gap or (line.box is not None and bool(last) and last[-1].page != line.page)
        # below a footnote the sentence goes on that the end of the page broke off
        last = body if gap and body else last
        if last and (_joins_on_page(last, line, margins) if line.box else _joins(last, line, gap=gap, width=width)):
            last.append(line)
        else:
            last = [line]
            groups.append(last)
        if not _FOOTNOTE.match(last[0].text.strip()):
            body = last
        gap = False
    return [_paragraph(group) for group in groups]


def side_by_side(text: str) -> list[str]:
    r"""The parts of a line of a letterhead or signature set in two columns; any other line is one part.

    >>> side_by_side("UBND TỈNH KHÁNH HÒA\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    ['UBND TỈNH KHÁNH HÒA', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM']
    """
    parts = [part.strip() for part in _COLUMN_GAP.split(text) if not is_blank(part)]
    return parts if len(parts) > 1 and len(text) <= 160 and any(map(_stands_alone, parts)) else [text]


def _columns(line: Line) -> list[Line]:
    """The lines that stand side by side in a line."""
    parts = side_by_side(line.text)
    if len(parts) < 2:
        return [line]
    return [
        Line(line.number, part, line.page, None if line.source is None else part, unsure=line.unsure) for part in parts
    ]


def _stands_alone(text: str) -> bool:
    return opens_letterhead(text) or is_upper(text) or text.startswith(("Nơi nhận", "Độc lập"))


def _paragraph(group: Sequence[Line]) -> Paragraph:
    text = tidy("\n".join(line.text for line in group))
    return Paragraph(
        text=text,
        role=ParagraphRole.FOOTNOTE if _FOOTNOTE.match(text) else ParagraphRole.TEXT,
        places=runs_of(line.place for line in group),
        source_text="\n".join(line.text if line.source is None else line.source for line in group),
        line_starts=_line_starts(group, text),
        unsure=tuple(unsure_in(text, [word for line in group for word in line.unsure])),
    )


def unsure_in(text: str, words: Sequence[tuple[str, float]]) -> Iterator[UnsureWord]:
    """Words in the order they stand, each with its confidence, with their spans in the text; sure ones are left out.

    >>> [(word.start, word.end) for word in unsure_in("Tỷ lệ hồ sơ", [("lệ", 0.4), ("sơ", 1.0)])]
    [(3, 5)]
    """
    place = 0
    for word, confidence in words:
        start = text.find(word, place)
        if start < 0:
            continue
        place = start + len(word)
        if confidence < 1:
            yield UnsureWord(start=start, end=place, confidence=confidence)


def _line_starts(group: Sequence[Line], text: str) -> tuple[int, ...]:
    """Where each line begins in the text joined from them; nothing where markup runs over a line end."""
    starts, end = [], 0
    for line in group:
        starts.append(end)
        end += len(tidy(line.text)) + 1
    return tuple(starts) if end == len(text) + 1 else ()


def _width(lines: Sequence[Line]) -> int:
    """The width at which lines break: most are almost as long as the longest, and none is very long; 0 for none."""
    lengths = sorted(len(line.text.strip()) for line in lines if not is_blank(line.text))
    if len(lengths) < 8:
        return 0
    width = lengths[int(len(lengths) * 0.9)]
    breaks = width <= 130 and sum(length >= 0.75 * width for length in lengths) >= 0.4 * len(lengths)
    return width if breaks else 0


def _joins(group: list[Line], line: Line, *, gap: bool, width: int) -> bool:
    above, below = group[-1].text.strip(), line.text.strip()
    if _begins_anew(above, below):
        return False
    if gap:
        return _breaks_off(group) and _reads_on(above, below)
    if is_upper(above):
        return False
    if width:
        # where the next word had found room on the line, the paragraph ended there
        has_room = len(above) + 1 + len(below.split(" ")[0]) < width - _SLACK
        return _goes_on(below) or not (has_room or (_ENDS.search(above) and len(above) < 50))
    return not _ENDS.search(above) and _goes_on(below)


def _joins_on_page(group: list[Line], line: Line, margins: Margins) -> bool:
    above, below = group[-1].text.strip(), line.text.strip()
    if _begins_anew(above, below) or not group[-1].box:
        return False
    seat = seat_of(group, line, margins)
    if group[-1].page != line.page:
        fills = seat.full and len(group) > 1 and not seat.stands_in
        return (
            not _ENDS.search(above)
            and not _is_title(group)
            and (fills or _breaks_off(group) and _reads_on(above, below))
        )
    if not seat.touches or is_upper(above):
        return False
    if _goes_on(below) and not _ENDS.search(above):
        return True
    if not seat.full or seat.stands_in:
        return False
    # a sentence that ends where the line does: the paragraph goes on if this one does not stand in as its first did
    first = group[0].upright_box
    own = line.upright_box
    return not _ENDS.search(above) or _goes_on(below) or bool(first and own and first[0] - own[0] > _INDENT)


def _begins_anew(above: str, below: str) -> bool:
    """Whether a line opens a paragraph whatever stands above it."""
    return begins_item(below) or _FOOTNOTE.match(below) is not None or is_upper(above) != is_upper(below)


def _breaks_off(group: Sequence[Line]) -> bool:
    """Whether a group of some length ends in the middle of a sentence."""
    above = group[-1].text.strip()
    return not _ENDS.search(above) and len(above) > 40 and not _is_title(group)


def _reads_on(above: str, below: str) -> bool:
    return _goes_on(below) or _WANTS_MORE.search(above) is not None


def _goes_on(text: str) -> bool:
    """Whether a line reads as the middle of a sentence: a small letter, a figure, a bracket or quote opens it."""
    return text[:1].islower() or text[:1] in tuple('0123456789(“"%,')


def _is_title(group: Sequence[Line]) -> bool:
    """Whether a group is a numbered heading on one short line; a longer one may go on over the page."""
    return is_numbered_heading(group[0].text) and sum(len(line.text) for line in group) < 80
