"""Running text: broken lines joined to paragraphs, footnotes and page numbers told apart."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.text.decoding import Line
from normalizers.headings import begins_item, is_numbered_heading, opens_letterhead
from normalizers.text import is_blank, is_upper, tidy
from schemas.raw import Paragraph, ParagraphRole, Place

_FOOTNOTE = re.compile(r"^(?:[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\[\d{1,2}\]|\(\*\)|\*)\s*\S")
_PAGE_NUMBER = re.compile(r"^\s*(?:-\s*)?\d{1,3}(?:\s*-)?\s*$")
_ENDS = re.compile(r"[.;:!?…]['\"”)\]]*$|/\.$")
_COLUMN_GAP = re.compile(r"(?<!Số:)(?<!Số)(?<!\s)(?:\t+|\s{3,})(?![\s/])")
_RULE = re.compile(r"^[-–_=*\s]{3,}$")


def paragraphs_of(lines: Sequence[Line]) -> list[Paragraph]:
    """The paragraphs of a stretch of lines.

    Lines that touch are joined where the text is wrapped at a fixed width, or where a sentence breaks off and goes
    on in small letters; the same across an empty line, where a page ended in mid sentence.
    """
    wrapped = _is_wrapped(lines)
    lines = [part for line in lines for part in _columns(line)]
    groups: list[list[Line]] = []
    gap = True
    for line in lines:
        if is_blank(line.text) or _RULE.match(line.text) or _PAGE_NUMBER.match(line.text):
            gap = True
            continue
        if groups and _joins(groups[-1], line, gap=gap, wrapped=wrapped):
            groups[-1].append(line)
        else:
            groups.append([line])
        gap = False
    return [_paragraph(group) for group in groups]


def _columns(line: Line) -> list[Line]:
    """A line of a letterhead or signature set in two columns, as the lines that stand side by side in it."""
    parts = [part.strip() for part in _COLUMN_GAP.split(line.text) if not is_blank(part)]
    if len(parts) < 2 or len(line.text) > 160 or not any(map(_stands_alone, parts)):
        return [line]
    return [Line(line.number, part, line.page) for part in parts]


def _stands_alone(text: str) -> bool:
    return opens_letterhead(text) or is_upper(text) or text.startswith(("Nơi nhận", "Độc lập"))


def _paragraph(group: list[Line]) -> Paragraph:
    text = tidy("\n".join(line.text for line in group))
    return Paragraph(
        text=text,
        role=ParagraphRole.FOOTNOTE if _FOOTNOTE.match(text) else ParagraphRole.TEXT,
        places=(Place(page=group[0].page, first_line=group[0].number, last_line=group[-1].number),),
        source_text="\n".join(line.text for line in group),
    )


def _is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether the lines break at a fixed width: most are almost as long as the longest, and none is very long."""
    lengths = sorted(len(line.text.strip()) for line in lines if not is_blank(line.text))
    if len(lengths) < 8:
        return False
    width = lengths[int(len(lengths) * 0.9)]
    return width <= 130 and sum(length >= 0.75 * width for length in lengths) >= 0.4 * len(lengths)


def _joins(group: list[Line], line: Line, *, gap: bool, wrapped: bool) -> bool:
    above, below = group[-1].text.strip(), line.text.strip()
    if begins_item(below) or _FOOTNOTE.match(below) or is_upper(above) != is_upper(below):
        return False
    if gap:
        return not _ENDS.search(above) and _goes_on(below) and len(above) > 40 and not _is_title(group)
    if is_upper(above):
        return False
    if wrapped:
        return not (_ENDS.search(above) and len(above) < 50) or _goes_on(below)
    return not _ENDS.search(above) and _goes_on(below)


def _goes_on(text: str) -> bool:
    """Whether a line reads as the middle of a sentence: a small letter, a figure, a bracket or quote opens it."""
    return text[:1].islower() or text[:1] in tuple('0123456789(“"%,')


def _is_title(group: list[Line]) -> bool:
    return is_numbered_heading(group[0].text) and len(group[0].text) < 80
