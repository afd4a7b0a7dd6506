"""The text of a page as blocks of lines, in reading order, with the tables that stand between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

from lxml import etree

from extractors.fonts import Fonts, ReadRuns, Run, set_raised, shown_raised, without_tags
from extractors.linebreaks import lines_of
from extractors.web.labels import ListLabels, labels_of
from extractors.web.page import Page

BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "listing",
        "main",
        "menu",
        "ol",
        "optgroup",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "ul",
        "xmp",
    }
)
"""Elements that begin a line of their own and end it."""
_WHITE = re.compile(r"[ \t\r\n\f]+")
_MARK = re.compile(r"\s*[\[(]?\s*(\d{1,3})\s*[\])]?\s*")
_LONGEST_MARK = 20
_NOTE_LINK = re.compile(r"(?:ftn|edn|note|fn|cite|chuthich|chu-thich)", re.IGNORECASE)
_SUPER = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_BULLET = re.compile(r"^\s*[-–•+*]\s")


class Cells(Enum):
    """What becomes of tables within the walk: each is handed out, each cell is a block, or each row is a line."""

    APART = auto()
    BLOCKS = auto()
    ROWS = auto()


@dataclass
class Line:
    """One line as runs, and the line of the file in which it begins."""

    runs: list[Run] = field(default_factory=list)
    number: int | None = None


@dataclass
class Block:
    """A stretch of text between two borders of blocks; `label` is what the browser prints before it.

    `link_letters` counts the letters that stand in links.
    """

    owner: etree._Element
    lines: list[Line]
    label: str = ""
    preformatted: bool = False
    link_letters: int = 0
    text_of: ReadRuns = field(default_factory=lambda: without_tags(Fonts()))

    @property
    def source(self) -> str:
        """What stands in the page."""
        return shown_raised("\n".join("".join(text for text, _ in line.runs).strip() for line in self.lines))

    @property
    def text(self) -> str:
        """The text in Unicode, its lines parted by line breaks, labels added, white space as it came."""
        runs: list[Run] = []
        for number, line in enumerate(self.lines):
            runs += [("\n", None)] if number else []
            runs += line.runs
        text = self.text_of(runs)
        bare = text.lstrip()
        doubled = bare.startswith(self.label.strip()) or (self.label == "- " and _BULLET.match(bare))
        return self.label + bare if self.label and not doubled else text

    @property
    def texts(self) -> list[str]:
        """The lines of the text, white space collapsed, blank ones left out."""
        return lines_of(self.text)


def flow(root: etree._Element, page: Page, cells: Cells) -> Iterator[Block | etree._Element]:
    """The blocks below an element, and with `Cells.APART` its tables as elements, in reading order.

    The walk keeps its own stack: pages whose tags were never closed lie a thousand deep. What the root lies in sets
    its font, as a table does for its cells.
    """
    walker = _Walker(root, page, cells, fonts=[page.font_within(root.getparent())])
    walk = etree.iterwalk(root, events=("start", "end"))
    skipped: etree._Element | None = None
    for event, element in walk:
        if event == "start":
            if element is not root and (page.is_left_out(element) or not isinstance(element.tag, str)):
                walk.skip_subtree()
                skipped = element
            elif element.tag == "table" and element is not root and cells is Cells.APART:
                yield from walker.flush()
                yield element
                walk.skip_subtree()
                skipped = element
            else:
                yield from walker.start(element)
        elif skipped is not None and element is skipped:
            skipped = None
            walker.add(element.tail, element)
        else:
            yield from walker.end(element)
            if element is not root:
                walker.add(element.tail, element)
    yield from walker.flush()


@dataclass
class _Walker:
    root: etree._Element
    page: Page
    cells: Cells
    fonts: list[str | None]
    lines: list[Line] = field(default_factory=lambda: [Line()])
    owners: list[etree._Element] = field(default_factory=list)
    lists: list[ListLabels] = field(default_factory=list)
    labels: list[tuple[etree._Element, str]] = field(default_factory=list)
    raised: list[tuple[etree._Element, int, int]] = field(default_factory=list)
    preformatted: int = 0
    links: int = 0
    link_letters: int = 0
    rows: int = 0
    printed: bool = False

    def start(self, element: etree._Element) -> Iterator[Block]:
        tag = element.tag
        inherited = self.fonts[-1]
        styled = self.page.fonts or element.attrib
        self.fonts.append(self.page.font_of(element, inherited) if styled else inherited)
        if self._is_border(element):
            if self.printed:
                yield from self._border()
            self.owners.append(element)
        if tag == "br":
            self._break(element)
        elif tag == "a" or tag == "sup" or (tag == "span" and _SUPER.search(element.get("style") or "")):
            self.links += tag == "a"
            self.raised.append((element, len(self.lines), len(self.lines[-1].runs)))
        elif tag in ("ul", "ol", "menu", "dir"):
            self.lists.append(labels_of(element))
        elif tag == "li":
            label = self.lists[-1].label(element) if self.lists else "- "
            if self.rows:
                self._run(label, None, element.sourceline)
            else:
                self.labels.append((element, label))
        elif tag in ("pre", "listing", "xmp"):
            self.preformatted += 1
        elif tag in ("td", "th"):
            self.add(" ", element)
        self.rows += tag == "tr" and self.cells is Cells.ROWS
        self.add(element.text, element)

    def end(self, element: etree._Element) -> Iterator[Block]:
        tag = element.tag
        if self.raised and self.raised[-1][0] is element:
            self.links -= tag == "a"
            self._raise(*self.raised.pop())
        self.rows -= tag == "tr" and self.cells is Cells.ROWS
        if self.owners and self.owners[-1] is element:
            if self.printed:
                yield from self._border()
            self.owners.pop()
        if self.lists and self.lists[-1].element is element:
            self.lists.pop()
        if self.labels and self.labels[-1][0] is element:
            self.labels.pop()
        self.preformatted -= tag in ("pre", "listing", "xmp")
        self.fonts.pop()

    def add(self, text: str | None, element: etree._Element) -> None:
        """Text as it stands in the file; outside of preformatted text, line ends are spaces."""
        if not text:
            return
        font = self.fonts[-1]
        if self.preformatted and not self.rows:
            first, *others = text.split("\n")
            self._run(first, font, element.sourceline)
            for count, other in enumerate(others, start=1):
                self.lines.append(Line())
                self._run(other, font, (element.sourceline or 0) + count)
            return
        self._run(_WHITE.sub(" ", text), font, element.sourceline)

    def flush(self) -> Iterator[Block]:
        """The block that has been gathered, if it prints anything."""
        lines = [line for line in self.lines if line.number is not None]
        if lines:
            owner = self.owners[-1] if self.owners else self.root
            label = "".join(text for _, text in self.labels)
            self.labels.clear()
            yield Block(owner, lines, label, self.preformatted > 0, self.link_letters, self.page.text_of)
        self.lines = [Line()]
        self.link_letters = 0
        self.printed = False

    def _run(self, text: str, font: str | None, number: int | None) -> None:
        line = self.lines[-1]
        if line.number is None:
            if not text.strip() and not self.preformatted:
                return
            if text.strip():
                line.number = number or 0
                self.printed = True
        self.link_letters += len(text) if self.links else 0
        line.runs.append((text, font))

    def _is_border(self, element: etree._Element) -> bool:
        tag = str(element.tag)
        return tag in BLOCKS or tag == "tr" or (tag in ("td", "th") and self.cells is not Cells.ROWS)

    def _border(self) -> Iterator[Block]:
        if self.rows:  # within a row that is one line
            self._run(" ", None, None)
        else:
            yield from self.flush()

    def _break(self, element: etree._Element) -> None:
        if self.rows:
            self._run(" ", None, None)
        else:
            self.lines.append(Line())

    def _raise(self, element: etree._Element, line: int, first: int) -> None:
        """Figures that were raised, or that link to a note, become raised letters: `[1]` is `¹`, `m2` is `m²`."""
        if line != len(self.lines) or first > len(self.lines[-1].runs):
            return
        if element.tag == "a" and not _NOTE_LINK.search((element.get("href") or "").partition("#")[2]):
            return
        runs = self.lines[-1].runs
        text = "".join(run for run, _ in runs[first:]).strip()
        found = _MARK.fullmatch(text) if len(text) <= _LONGEST_MARK else None
        if found:
            runs[first:] = [(set_raised(found[1]), None)]
        elif element.tag == "sup" and text in ("o", "0"):
            runs[first:] = [("°", None)]
