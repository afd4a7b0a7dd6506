"""What stands in each element of a page: how much text, how much of it in links, what reads as a portal's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Flag, auto
from itertools import pairwise

from lxml import etree

from extractors.text.furniture import is_field_name, is_portal_line
from extractors.web.flow import Block, Cells, flow
from extractors.web.page import Page
from normalizers.headings import appendix_numeral, opens_letterhead
from normalizers.text import fold, is_upper

_ARTICLE = re.compile(r"(?:Điều|Chương|Phần|Mục)\s+(?:\d|[IVX]|thứ)")
_SIGNS = re.compile(r"(?:Nơi nhận|TM\.|T/M|KT\.|TL\.|TUQ\.)")
_ANNEX = re.compile(r"ph|b", re.IGNORECASE)
_SECTION = re.compile(r"(?:[IVX]{1,6}|[A-H])\s?[.)\-–]\s*\S")
_INLINE = frozenset({"a", "b", "br", "em", "font", "i", "img", "span", "strong", "sub", "sup", "u"})
_FOREIGN_LETTERS = 200
_TABLE_LETTERS = 60
"""Letters. A calendar or a counter of visits holds less text, or no cell of a sentence."""


class Kind(Flag):
    """What a line tells that it belongs to a document."""

    NONE = 0
    LETTERHEAD = auto()
    ARTICLE = auto()
    BASIS = auto()
    SECTION = auto()
    SIGNATURE = auto()
    ANNEX = auto()
    TABLE = auto()
    TITLE = auto()


@dataclass(slots=True)
class Content:
    """What stands in an element with all that lies in it; `first` and `last` are its place in the order of the page."""

    first: int
    last: int
    letters: int = 0
    link_letters: int = 0
    foreign_letters: int = 0
    lines: int = 0
    portal_lines: int = 0
    field_names: int = 0
    kinds: Kind = Kind.NONE

    def take(self, other: Content) -> None:
        """Add what stands in an element within this one."""
        self.letters += other.letters
        self.link_letters += other.link_letters
        self.foreign_letters += other.foreign_letters
        self.lines += other.lines
        self.portal_lines += other.portal_lines
        self.field_names += other.field_names
        self.kinds |= other.kinds

    @property
    def is_foreign(self) -> bool:
        """Whether it is a text of some length in a language without Vietnamese letters."""
        return self.foreign_letters > _FOREIGN_LETTERS and self.foreign_letters > 0.8 * self.letters

    @property
    def in_links(self) -> float:
        """The share of its letters that stand in links."""
        return self.link_letters / self.letters if self.letters else 0.0


@dataclass(frozen=True, slots=True)
class Anchor:
    """A line (or a table) that tells a document, its place in the order of the page and its folded text."""

    order: int
    kind: Kind
    text: str
    owner: etree._Element


@dataclass
class Survey:
    """All of a page: the content of each element, and the anchors in reading order."""

    content: dict[etree._Element, Content] = field(default_factory=dict)
    anchors: list[Anchor] = field(default_factory=list)


def survey_of(body: etree._Element, page: Page) -> Survey:
    """The survey of what a page shows."""
    survey = Survey()
    order: list[etree._Element] = []
    for element in body.iter(etree.Element):
        if element.tag in _INLINE and len(element) == 0:
            continue
        survey.content[element] = Content(len(order), len(order))
        order.append(element)
    for block in flow(body, page, Cells.BLOCKS):
        if isinstance(block, Block):
            _take_block(survey, block)
    for element in reversed(order):
        parent = element.getparent()
        if element is not body and parent is not None:
            content, above = survey.content[element], survey.content[parent]
            above.take(content)
            above.last = max(above.last, content.last)
    _take_tables(survey, order)
    survey.anchors.sort(key=lambda anchor: anchor.order)
    return survey


def _take_block(survey: Survey, block: Block) -> None:
    content = survey.content[block.owner]
    texts = block.texts
    letters = sum(map(len, texts))
    linked = min(block.link_letters, letters)
    content.letters += letters
    content.link_letters += linked
    if not any(ord(letter) > 0xBF for text in texts for letter in text):
        content.foreign_letters += letters
    for text in texts:
        content.lines += 1
        content.portal_lines += is_portal_line(text)
        content.field_names += is_field_name(text)
        kind = Kind.NONE if linked > 0.8 * letters else kind_of(text)
        if kind:
            content.kinds |= kind
            survey.anchors.append(Anchor(content.first, kind, fold(text), block.owner))


def kind_of(text: str) -> Kind:
    """What a line tells about a document, if anything.

    >>> kind_of("Điều 1. Phạm vi điều chỉnh"), kind_of("Trang chủ")
    (<Kind.ARTICLE: 2>, <Kind.NONE: 0>)
    """
    if _ARTICLE.match(text):
        return Kind.ARTICLE
    if text.startswith("Căn cứ "):
        return Kind.BASIS
    if opens_letterhead(text):
        return Kind.LETTERHEAD
    if _SIGNS.match(text):
        return Kind.SIGNATURE
    if _ANNEX.match(text) and appendix_numeral(text) is not None:
        return Kind.ANNEX
    if _SECTION.match(text):
        return Kind.SECTION
    return Kind.TITLE if len(text) >= 8 and is_upper(text) else Kind.NONE


def _take_tables(survey: Survey, order: Sequence[etree._Element]) -> None:
    """Add an anchor for each table that may be one of a document; its own text has told all else already."""
    for element in reversed(order):  # what lies within others comes first: those only set it on the page
        content = survey.content[element]
        if element.tag != "table" or Kind.TABLE in content.kinds or content.letters < _TABLE_LETTERS:
            continue
        if _is_data(element, content):
            survey.anchors.append(Anchor(content.first, Kind.TABLE, f"table {content.first}", element))
            above: etree._Element | None = element
            while above is not None and above in survey.content and Kind.TABLE not in survey.content[above].kinds:
                survey.content[above].kinds |= Kind.TABLE
                above = above.getparent()


def _is_data(table: etree._Element, content: Content) -> bool:
    if content.in_links > 0.5 or content.is_foreign or is_field_table(table, content):
        return False
    rows = [sum(1 for cell in row if cell.tag in ("td", "th")) for row in table.iter("tr")]
    return max(rows, default=0) >= 3 and sum(cells >= 2 for cells in rows) >= 2


def is_field_table(table: etree._Element, content: Content) -> bool:
    """Whether a table is a portal's of attributes: `Số hiệu`, `Loại văn bản`, `Ngày ban hành`, each beside its value.

    Names side by side are the header of a table of documents, which a plan may well have.
    """
    if content.field_names < 3 or content.field_names < 0.25 * content.lines:
        return False
    return not any(map(_is_header_of_fields, table.iter("tr")))


def _is_header_of_fields(row: etree._Element) -> bool:
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    if len(cells) < 3 or next(row.iter("table"), None) is not None:
        return False
    names = [is_field_name(" ".join("".join(cell.itertext()).split())) for cell in cells]
    return any(one and other for one, other in pairwise(names))
