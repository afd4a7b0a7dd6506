"""The header of a table without rules: found by its heading of ordinals, parted into headings by white space."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from extractors.boxes import union
from extractors.headers import is_header
from extractors.ruling import SNAP, Rule
from extractors.unruled.columns import Heading
from extractors.unruled.words import GUTTER, TextRow, Word
from normalizers.columns import is_ordinal_heading
from normalizers.headings import appendix_numeral
from normalizers.ordinals import parse_ordinal

_LEADING = 0.45
"""Share of the height of a line that may stay free between two lines of a header."""
_LONG = 100.0
"""Points: a shorter rule is an underline."""


@dataclass(frozen=True)
class Header:
    """The first and last line of a header (half-open), and its headings from the left."""

    first: int
    end: int
    heads: tuple[Heading, ...]


def next_header(rows: Sequence[TextRow], start: int, across: Sequence[Rule]) -> Header | None:
    """The first header among the lines from one on."""
    for index in range(start, len(rows)):
        if not begins_header(rows, index):
            continue
        first, end = _extent(rows, index, start, across)
        while first <= index:
            heads = _headings(rows[first:end])
            if len(heads) > 2 and is_header([head.text for head in heads]):
                return Header(first, end, heads)
            first += 1
    return None


def end_of_table(rows: Sequence[TextRow], start: int, across: Sequence[Rule]) -> int:
    """Where the header of another table begins, or an annex; the number of lines where there is none."""
    for index in range(start, len(rows)):
        if appendix_numeral(rows[index].text) is not None:
            return index
        if begins_header(rows, index):
            return _extent(rows, index, start, across)[0]
    return len(rows)


def begins_header(rows: Sequence[TextRow], index: int) -> bool:
    """Whether a line holds a heading of ordinals, or its first part: `Số` over `TT`, `ST` over `T`."""
    return any(_heads_ordinals(rows, index, word) for word in rows[index].words[:2])


def _heads_ordinals(rows: Sequence[TextRow], index: int, word: Word) -> bool:
    if is_ordinal_heading(word.text):
        return True
    if word.text.upper() not in ("SỐ", "ST", "S"):
        return False
    near = [row.in_column(word.box[0] - 10, word.box[2] + 10) for row in rows[index + 1 : index + 4]]
    below = next(filter(None, near), [])
    return len(below) == 1 and is_ordinal_heading(f"{word.text} {below[0].text}")


def _extent(rows: Sequence[TextRow], index: int, start: int, across: Sequence[Rule]) -> tuple[int, int]:
    """The lines of the header around the heading of ordinals: those between two rules, or close together."""
    word = rows[index].words[0]
    over = max((rule.at for rule in across if rule.at <= word.box[1] + 1 and _spans(rule, word)), default=None)
    under = min((rule.at for rule in across if rule.at >= word.box[3] - 1 and _spans(rule, word)), default=None)
    close = _LEADING * rows[index].height
    first, end = index, index + 1
    while first > start and (
        rows[first - 1].box[1] >= over - SNAP
        if over is not None
        else rows[first].box[1] - rows[first - 1].box[3] <= close
    ):
        first -= 1
    while end < len(rows) and not _begins_data(rows[end], word):
        below = rows[end]
        if below.box[3] > under + SNAP if under is not None else below.box[1] - rows[end - 1].box[3] > close:
            break
        end += 1
    return first, end


def _spans(rule: Rule, word: Word) -> bool:
    return rule.start <= word.box[0] + 2 and rule.end >= word.box[2] and rule.end - rule.start > _LONG


def _begins_data(row: TextRow, head: Word) -> bool:
    first = row.words[0]
    under = first.box[0] < head.box[2] + 2
    return under and not is_ordinal_heading(first.text) and parse_ordinal(first.text) is not None


def _headings(rows: Sequence[TextRow]) -> tuple[Heading, ...]:
    """The headings between gutters; one that covers others is parted as these are."""
    gutter = GUTTER * median(row.height for row in rows)
    groups = _groups([word for row in rows for word in row.words], gutter)
    return tuple(heading for group in groups for heading in _parted(group, gutter))


def _groups(words: Sequence[Word], gutter: float) -> list[list[Word]]:
    groups: list[list[Word]] = []
    end = 0.0
    for word in sorted(words, key=lambda word: word.box[0]):
        if groups and word.box[0] - end < gutter:
            groups[-1].append(word)
            end = max(end, word.box[2])
        else:
            groups.append([word])
            end = word.box[2]
    return groups


def _parted(group: Sequence[Word], gutter: float) -> list[Heading]:
    """A heading; or, where the words of its last lines stand apart below one that covers them, each of those."""
    tops = sorted({word.box[1] for word in group})
    for top in tops[1:]:
        lower = _groups([word for word in group if word.box[1] >= top - 1], gutter)
        if len(lower) > 1 and all(len(part[0].text) > 1 for part in lower):
            return [_heading(part, has_upper=True) for part in lower]
    return [_heading(group)]


def _heading(words: Sequence[Word], *, has_upper: bool = False) -> Heading:
    ordered = sorted(words, key=lambda word: (round(word.box[1] / 3), word.box[0]))
    left, top, right, _ = union(word.box for word in words)
    return Heading(" ".join(word.text for word in ordered), left, right, top, has_upper)
