"""The outline of running text: parts, chapters, articles, numbered items and bullets, each under the one above it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from rapidfuzz import fuzz

from normalizers.headings import appendix_numeral, is_numbered_heading, opens_letterhead
from normalizers.passages import Passage
from normalizers.purposes import purposes_of
from normalizers.symbols import kind_named
from normalizers.text import fold, is_upper
from schemas.raw import Paragraph


class Level(IntEnum):
    """How deep an item stands; dotted numbers stand one deeper for each dot, bullets one deeper for each new mark."""

    DOCUMENT = 0
    PART = 10
    CHAPTER = 20
    DIVISION = 30
    """`A.`, `I.` (whichever comes first stands above the other) and headings in capitals without a number."""
    HEADING = 45
    """A heading without a number that announces goals, tasks or the like."""
    ARTICLE = 50
    NUMBER = 60
    LETTER = 80
    SUBHEADING = 85
    """A short line without a full stop above sentences, or one that ends in a colon: it heads them."""
    BULLET = 90
    TEXT = 90
    """A paragraph without a mark: it ends the bullets above it and stands beside them."""


_END = r"(?:\s*[.)/:]\s*(?=[^\W\d])|\s*[.)/:]\s+(?=\S)|\s*[-–]\s+(?=[^\W\d_])|\s*[.)/:]?\s*$)"
_MARKS: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(r"Phần\s+(?P<numeral>thứ\s+\w+|[IVXL]+|\d{1,2})\b[\s.:–-]*", re.IGNORECASE), Level.PART),
    (re.compile(r"(?:Chương|Mục)\s+(?P<numeral>[IVXL]+|\d{1,2})\b[\s.:–-]*(?!\w+\s+\d)"), Level.CHAPTER),
    (re.compile(r"Điều\s+(?P<numeral>\d{1,3}[a-zđ]?)\s*[.:]\s*"), Level.ARTICLE),
    (re.compile(rf"(?P<numeral>[IVXL]{{1,6}}){_END}"), Level.DIVISION),
    (re.compile(rf"(?P<numeral>[A-HĐ]){_END}"), Level.DIVISION),
    (
        re.compile(
            r"(?P<numeral>(?:[IVXL]{1,4}|\d{1,2})(?:\.\d{1,2}){1,3})(?:[.)]?\s+|[.)]\s*|\s*[-–]\s+)(?=[^\W\d_]|“|\")"
        ),
        Level.NUMBER,
    ),
    (re.compile(rf"(?P<numeral>\d{{1,2}}){_END}"), Level.NUMBER),
    (re.compile(r"(?P<numeral>[a-zđ])\s*[).]\s*(?=\S)"), Level.LETTER),
    (re.compile(r"(?P<numeral>[-–—+•*●▪·])\s*(?=[^\s-])"), Level.BULLET),
)
_HEADING = re.compile(r"#{1,6}\s+")
_FOOT = "noi nhan"
_LIKE_THE_FOOT = 85
_TWO_WORDS = re.compile(r"\s*(?:\w+\s+)?\w+\s*(?:[^\w\s]|$)")
_SENTENCE_END = re.compile(r"[.;…]\W*$")
_LONGEST_HEADING = 40
_LONGEST_PLAIN_HEADING = 10
_LONGEST_SUBHEADING = 20


@dataclass(eq=False)
class Item:
    """One item of the outline: its mark as printed (None for plain text), its words, and what stands under it."""

    level: int
    numeral: str | None
    passage: Passage | None
    above: Item | None = None
    items: list[Item] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words of the item without its mark."""
        return self.passage.text if self.passage else ""

    @property
    def is_bullet(self) -> bool:
        """Whether it is marked by a dash, a plus or a dot."""
        return self.numeral is not None and self.level >= Level.BULLET

    @property
    def is_plain(self) -> bool:
        """Whether it has no mark of its own."""
        return self.numeral is None

    @property
    def is_numbered(self) -> bool:
        """Whether it may be a section: a numeral, or a heading in capitals."""
        return Level.DOCUMENT < self.level < Level.LETTER

    @property
    def path(self) -> list[Item]:
        """The items above it, the outermost first, and itself; the document is left out."""
        above = self.above.path if self.above else []
        return [*above, self] if self.passage else above

    def walk(self) -> Iterator[Item]:
        """The item and all under it, in reading order."""
        yield self
        for item in self.items:
            yield from item.walk()


def outline_of(paragraphs: Sequence[Paragraph]) -> Item:
    """The outline of the paragraphs of a document, footnotes and furniture left out before.

    The foot (`Nơi nhận`) is no part of it; an annex begins a new outline beside what stands above it.
    """
    document = Item(Level.DOCUMENT, None, None)
    last, marks, divisions, in_foot = document, list[str](), list[str](), False
    for number, paragraph in enumerate(paragraphs, 1):
        following = paragraphs[number] if number < len(paragraphs) else None
        text = paragraph.text
        if appendix_numeral(text) is not None or (in_foot and _begins_attachment(text)):
            last, marks, divisions, in_foot = document, [], [], False
            continue
        in_foot = in_foot or _begins_foot(text)
        if in_foot or not any(map(str.isalnum, text)):
            continue
        item = _item(paragraph, following, marks, divisions)
        if _goes_on_title(last, item):
            item.level, item.numeral = last.level, last.numeral
            _replace(last, item)
        else:
            _put_under(last, item)
        if item.level < Level.BULLET:
            marks = []
        last = item
    return document


def _begins_attachment(text: str) -> bool:
    """Whether, below a signature, a document begins that is issued with this one: its letterhead, kind or first part.

    >>> _begins_attachment("CHƯƠNG TRÌNH HÀNH ĐỘNG"), _begins_attachment("PHÓ CHỦ TỊCH")
    (True, False)
    """
    if not is_upper(text):
        return False
    return opens_letterhead(text) or kind_named(text) is not None or is_numbered_heading(text)


def _begins_foot(text: str) -> bool:
    """Whether the list of recipients begins: `Nơi nhận báo cáo: ...` does not."""
    stands_alone = _TWO_WORDS.match(text)
    return bool(stands_alone and len(text) < 60 and fuzz.ratio(fold(text)[: len(_FOOT)], _FOOT) >= _LIKE_THE_FOOT)


def _item(paragraph: Paragraph, following: Paragraph | None, marks: list[str], divisions: list[str]) -> Item:
    """The item of a paragraph.

    `marks` are the bullets in use since the last numbered item, `divisions` the kinds of numerals of divisions, the
    outermost first.
    """
    text, start = paragraph.text, 0
    if heading := _HEADING.match(text):
        start = heading.end()
    for pattern, level in _MARKS:
        found = pattern.match(text, start)
        if not found:
            continue
        numeral, depth = found["numeral"], int(level)
        if level is Level.NUMBER:
            depth += numeral.count(".")
        elif level is Level.BULLET:
            depth += _depth("-" if numeral in "–—" else numeral, marks)
            numeral = "-"
        elif level is Level.DIVISION:
            depth += _depth("roman" if set(numeral) <= set("IVXL") else "capital", divisions)
        return Item(depth, numeral, Passage(paragraph, found.end(), len(text)))
    level = Level.DIVISION if start else _level_of_plain(text, following)
    return Item(level, None, Passage(paragraph, start, len(text)))


def _depth(kind: str, nested: list[str]) -> int:
    """How deep a kind of mark stands among those in use; one that is new stands below all others."""
    if kind not in nested:
        nested.append(kind)
    del nested[nested.index(kind) + 1 :]
    return nested.index(kind)


def _level_of_plain(text: str, following: Paragraph | None) -> Level:
    """How deep a paragraph without a mark stands: a heading by its capitals, its words or its place, else text."""
    words = len(text.split())
    if _SENTENCE_END.search(text) or (words > _LONGEST_HEADING and not text.rstrip().endswith(":")):
        return Level.TEXT
    if is_upper(text) and words > 1:
        return Level.DIVISION
    if words <= _LONGEST_PLAIN_HEADING and purposes_of(text.rstrip(" :")):
        return Level.HEADING
    if text.rstrip().endswith(":"):
        return Level.SUBHEADING
    heads = following is not None and _SENTENCE_END.search(following.text) and len(following.text) > len(text)
    short = (
        words <= _LONGEST_SUBHEADING and text[:1].isupper() and not text.rstrip().endswith((":", ",", ")", "”", '"'))
    )
    return Level.SUBHEADING if heads and short else Level.TEXT


def _goes_on_title(last: Item, item: Item) -> bool:
    """`Chương I` or `Phần thứ nhất` alone on a line: its title is the line below."""
    return last.passage is not None and last.level < Level.NUMBER and not last.text and item.is_plain


def _replace(old: Item, new: Item) -> None:
    new.above = old.above
    if old.above:
        old.above.items[-1] = new


def _put_under(last: Item, item: Item) -> None:
    """Hang an item under the nearest above it that stands less deep."""
    above = last
    while above.above is not None and above.level >= item.level:
        above = above.above
    item.above = above
    above.items.append(item)
