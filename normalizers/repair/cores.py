"""The words of a line that may be mended: where each stands, its case, and whether a figure can stand there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from normalizers.repair.channel import CAPITAL, UPPER, case_of
from normalizers.repair.tokens import EDGES, ends_sentence
from normalizers.text import plain
from normalizers.vocabulary import load

_INNER = re.compile(r"(?<=\w)([-–/])(?=[^\W\d_])")
_GARBLED_COMPOUND = re.compile(r"[^\W\d_]{2,}[-–][^\W\d_]+\d|[^\W\d_]+\d[^\W\d_]*[-–][^\W\d_]{2,}")
"""`tri-x3` for `trị-xã`."""
_RATIO = re.compile(r"([^\W\d_]{2,})/(?=[\d.,]+$)")
_BRIEF = re.compile(r"[^\W\d_]{1,2}/[^\W\d_]{1,2}")
"""Words cut to letters: `b/c`, `T/M`, `Đ/c`; they stay as they are read."""
_RATE = re.compile(r"[\d.,]*%/(?=[^\W\d_]{2})")
_NOTED = re.compile(r"([^\W\d_]{2,})\(\d{1,2}$")
_NUMERAL = re.compile(r"[IVX]{1,6}")
_LETTERED = re.compile(r"\d{1,3}[a-zđ]")
"""`1a`: a figure after `điều` or `mẫu`, elsewhere more likely `là`."""
_LABEL = re.compile(r"(?:[IVX]{1,5}|\d{1,2})\.(?=[^\W\d_]{2})")
_STOP = re.compile(r"[.;] ")
LIKE_A_FIGURE = re.compile(r"[\d&¢$§]{1,3}")
"""What a short word may have become."""
_WORD_WITH_DIGIT = re.compile(r"[^\W\d_]+\d[^\W\d_]*")
_BEFORE_A_LABEL = frozenset(map(plain, load("figures")["before_a_label"]))
_BEFORE_A_FIGURE = frozenset(map(plain, load("figures")["before_a_figure"]))
"""Words without marks after which a figure is likely, and a wrong one costs most."""


@dataclass(frozen=True, slots=True)
class Core:
    """A word of a line without the punctuation at its edges.

    Attributes:
        line: Number of the line.
        start: Where it begins in the line.
        end: Where it ends.
        text: The word.
        case: Its case among its neighbours.
        ends_sentence: Whether what follows is to be read afresh.
        may_be_word: Whether it looks like a figure where none can stand.
        may_end: Whether what follows may be to be read afresh: a stop after it may be what was read for a mark.
    """

    line: int
    start: int
    end: int
    text: str
    case: str
    ends_sentence: bool
    may_be_word: bool
    may_end: bool = False


def spans_of(line: str, edges: str = EDGES) -> list[tuple[int, int]]:
    """Spans of the cores of the tokens of a line: edges of punctuation left out, inner hyphens part words.

    >>> line = "nghiên cứu-triển khai,"
    >>> [line[a:b] for a, b in spans_of(line)]
    ['nghiên', 'cứu', 'triển', 'khai']
    """
    spans = []
    for match in re.finditer(r"\S+", line):
        token = match[0]
        start = match.start() + len(token) - len(token.lstrip(edges))
        end = match.end() - (len(token) - len(token.rstrip(edges)))
        if start >= end:
            continue
        core = line[start:end]
        label = _LABEL.match(core)
        if label:
            # `IV.NGUỒN`: the number of a heading without its space
            spans.append((start, start + label.end() - 1))
            start += label.end()
            core = line[start:end]
        if _BRIEF.fullmatch(core):
            continue
        noted = _NOTED.match(core)
        if noted:
            # `tai(4)`: a word before the number of its note
            spans.append((start, start + noted.end(1)))
            continue
        rate = _RATE.match(core)
        if rate:
            # `10%/năm`: a word after a figure
            spans += [(start, start + rate.end() - 1), (start + rate.end(), end)]
            continue
        if any(c.isdigit() for c in core) and not _GARBLED_COMPOUND.fullmatch(core):
            # `người/10.000 dân`: a word before a figure
            ratio = _RATIO.match(core)
            cut = start + ratio.end(1) if ratio else start
            spans += [(start, cut), (cut + 1, end)] if ratio else [(start, end)]
            continue
        place = start
        for inner in _INNER.finditer(core):
            spans.append((place, start + inner.start()))
            place = start + inner.end()
        spans.append((place, end))
    return spans


def cores_of(number: int, line: str, edges: str = EDGES, *, by_shape: bool = False) -> list[Core]:
    """The words of a line, in order; what labels or numbers (`b)`, `IV.`, `Điều 1a`) is left out.

    Where letters were read by their shape, a stop inside a line may be what was read for a mark: `Can cu. Luat`.
    """
    spans = spans_of(line, edges)
    cores = [line[start:end] for start, end in spans]
    found = []
    for place, (start, end) in enumerate(spans):
        if _is_label(line, start, end, cores[place - 1] if place else ""):
            continue
        stop = spans[place + 1][0] if place + 1 < len(spans) else len(line)
        case = case_in_line(cores[place], cores[max(0, place - 2) : place + 3])
        ends = ends_sentence(line[start:stop].rstrip())
        may_end = False
        if by_shape and ends and place + 1 < len(spans) and cores[place].isalpha() and _STOP.match(line[end:stop]):
            ends, may_end = False, not (line[end] == "." and cores[place + 1][0].islower())
        found.append(
            Core(
                number,
                start,
                end,
                cores[place],
                case,
                ends,
                stands_for_no_figure(line, cores, place, start, end),
                may_end,
            )
        )
    return found


def _is_label(line: str, start: int, end: int, before: str) -> bool:
    text, after = line[start:end], line[end : end + 1]
    if after == ")" and text.isalpha() and (len(text) == 1 or (line[start - 1 : start] == "(" and text.isupper())):
        return True  # `b)`, `(AI)`
    if _LETTERED.fullmatch(text):
        return plain(before) in _BEFORE_A_LABEL
    # a numeral opens a line or a cell
    opens = not line[:start].rstrip(" ") or line[:start].rstrip(" ").endswith("\t")
    return bool(_NUMERAL.fullmatch(text)) and opens and after in ("", ".", "\t", ")", "-")


def stands_for_no_figure(line: str, cores: Sequence[str], place: int, start: int, end: int) -> bool:
    """Whether what looks like a figure stands where a word may: inside a line, no figure or sign of counting beside it.

    >>> line = "xay dung 16 trinh, 16% va 3 xa"
    >>> cores = line.split()
    >>> stands_for_no_figure(line, cores, 2, 9, 11)
    True
    """
    if not LIKE_A_FIGURE.fullmatch(cores[place]):
        return False
    before, after = line[:start].rstrip(), line[end:].lstrip()
    if not before or not before[-1].isalnum() or line[start - 1] != " ":
        return False
    if plain(cores[place - 1]) in _BEFORE_A_FIGURE:
        return False
    next_sign = line[end : end + 1]
    if next_sign not in ("", " ", ".", ",", ";", "’") or (after and not (after[0].isalpha() or after[0] in ".,;")):
        return False
    beside = [*cores[max(0, place - 1) : place], *cores[place + 1 : place + 2]]
    return not any(map(_counts, beside))


def _counts(core: str) -> bool:
    """Whether a word holds a figure; a word with a letter that was read as one, `d6i`, does not."""
    return any(c.isdigit() for c in core) and not _WORD_WITH_DIGIT.fullmatch(core)


def case_in_line(core: str, neighbours: Sequence[str]) -> str:
    """The case of a core; what is in capitals among words that are not is an acronym, or one capital and its noise."""
    case = case_of(core)
    in_capitals = sum(case_of(word) == UPPER for word in neighbours if len(word) > 1)
    if case == CAPITAL and sum(c.isalpha() for c in core) == 1:
        return UPPER if in_capitals > 1 else CAPITAL
    if case == UPPER and in_capitals * 2 <= len(neighbours):
        return CAPITAL
    return case
