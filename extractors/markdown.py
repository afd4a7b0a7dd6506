"""Markdown files: headings, paragraphs, lists with the labels that were typed, tables with pipes or tags."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate

from lxml.html import defs
from markdown_it import MarkdownIt
from markdown_it.token import Token

from extractors.grid import Grid
from extractors.items import Items, paragraph
from extractors.line import Line
from extractors.linebreaks import footnote, joined, lines_of
from extractors.pipes import PipeRow, grid_of_rows, has_delimiter, is_pipe_line, rows_of
from extractors.prose import paragraphs_of
from extractors.text.decoding import decode
from extractors.web.fragment import fragment_items
from normalizers.text import raised, without_markup
from schemas.errors import EmptyFileError, FileTooLargeError
from schemas.raw import Extraction, Paragraph, ParagraphRole, Place, RawFinding
from schemas.records import Severity

LARGEST_MARKDOWN = 5_000_000
"""Bytes. Plans retyped as Markdown are below 0.2 MB, and the parser needs about a second for each of these."""

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?:[^\n]*\n){0,200}?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_KEY = re.compile(r"\A---[ \t]*\n(?:[^\S\n]*(?:#[^\n]*)?\n)*[\w-]+\s*:", re.ASCII)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_KEPT_TAG = re.compile(r"</?su[pb]\b[^>]*>", re.IGNORECASE)
_NOTE_MARK = re.compile(r"\[\^(\d{1,3})\]:?")
_TABLE_TAG = re.compile(r"<(/?)table\b", re.IGNORECASE)
_TAG = re.compile(r"<(?=/?([A-Za-z][^\s<>/]*))")
_KNOWN_TAGS = defs.tags | {"html", "body", "head", "svg", "math", "template", "dialog", "picture", "search", "slot"}
"""Names of tags in small letters; other names in angle brackets are text."""
_MARKERS = re.compile(r"(?:\s*(?:>|[-+*](?=\s)|\d{1,9}[.)](?=\s)))+\s*")
_DEEPEST = 100
"""Quotes, lists and items in each other; the parser leaves out what lies deeper, which is read line by line."""


def read_markdown(data: bytes, name: str) -> Items:
    """The paragraphs and tables of a Markdown file in reading order, each with its lines.

    Rows keep all their cells, also those beyond the width of the header, which a finding tells. A table goes on over
    blank lines, and needs no line of dashes where its rows begin with a pipe.

    Raises:
        EmptyFileError: No bytes, or nothing but white space.
        FileTooLargeError: More than `LARGEST_MARKDOWN` bytes.
        UnreadableFileError: Not text.
    """
    if len(data) > LARGEST_MARKDOWN:
        size, limit = len(data) / 1e6, LARGEST_MARKDOWN / 1e6
        raise FileTooLargeError(
            f"{name}: {size:.0f} MB of Markdown, the limit is {limit:.0f} MB; split it into one file for each document"
        )
    decoded = decode(data, name)
    lines = [line.text for line in decoded.lines]
    items: list[Paragraph | Grid] = []
    front = _front_matter(lines)
    for number in range(front):
        if lines[number].strip():
            items.append(paragraph(lines[number], _place(number, number + 1), ParagraphRole.FURNITURE))
        lines[number] = ""
    reader = _Reader(lines, name)
    items += (item for item in reader.items() if isinstance(item, Grid) or item.text)
    if not items:
        raise EmptyFileError(f"{name}: no text in the file; give a file that holds the document")
    findings = (*decoded.findings, *reader.findings)
    return Items("text/markdown", Extraction.TEXT, tuple(items), findings)


def _front_matter(lines: Sequence[str]) -> int:
    """How many lines at the top are settings of a site generator: keys and values between two lines of dashes."""
    text = "\n".join(lines[:202]) + "\n"
    found = _FRONT_MATTER.match(text)
    return found[0].count("\n") if found and _KEY.match(text) else 0


class _Reader:
    """Walks the blocks that the parser found; tables are read from their lines."""

    def __init__(self, lines: Sequence[str], name: str) -> None:
        self.lines = lines
        self.name = name
        self.findings: list[RawFinding] = []
        self.parser = MarkdownIt("commonmark", {"html": True, "maxNesting": _DEEPEST})
        # indented text is no code in a decision, and `[1]: ...` no address
        self.parser.enable("table").disable(["code", "reference"])
        self.labels: list[str] = []
        self.rows: list[PipeRow] = []
        self.done = 0

    def items(self) -> Iterator[Paragraph | Grid]:
        for token in self._tokens():
            if token.type in ("ordered_list_open", "bullet_list_open", "list_item_close"):
                self.labels.clear()
            elif token.type == "list_item_open":
                self.labels.append(f"{token.info}{token.markup} ")
            elif token.map and token.map[0] >= self.done:
                yield from self._block(token)
        yield from self._table()

    def _tokens(self) -> Iterator[Token]:
        """What the parser finds, with the lines that lie too deep for it as running text."""
        tokens = self.parser.parse("\n".join(self.lines))
        lost = self._lost_lines(tokens) if any(token.level >= _DEEPEST - 2 for token in tokens) else deque()
        if lost:
            shown = ", ".join(str(number + 1) for number in list(lost)[:10])
            message = f"{self.name}: lists or quotes lie in each other too deep in lines {shown}; read line by line"
            self.findings.append(RawFinding(severity=Severity.WARNING, code="flattened-markup", message=message))
        for token in tokens:
            while lost and token.map and token.map[0] > lost[0]:
                yield from self._line(lost.popleft())
            yield token
        for number in lost:
            yield from self._line(number)

    def _lost_lines(self, tokens: Sequence[Token]) -> deque[int]:
        """The lines with text in them that no token without others in it covers, numbered from 0."""
        covered = [False] * len(self.lines)
        for token in tokens:
            if token.map and (token.nesting == 0 or token.type in ("table_open", "heading_open")):
                covered[token.map[0] : token.map[1]] = [True] * (token.map[1] - token.map[0])
        texts = (_MARKERS.sub("", line, count=1) for line in self.lines)
        return deque(number for number, text in enumerate(texts) if text.strip() and not covered[number])

    def _line(self, number: int) -> list[Token]:
        """A line by itself, with the label of its list item but not the marks of what that lies in."""
        line = self.lines[number]
        marks = _MARKERS.match(line)
        label = marks[0].split()[-1] if marks else ">"
        text = line[marks.end() :] if marks else line
        tokens = self.parser.parseInline(text if label.endswith(">") else f"{label} {text}")
        for token in tokens:
            token.map = [number, number + 1]
        return tokens

    def _block(self, token: Token) -> Iterator[Paragraph | Grid]:
        first, last = token.map or (0, 0)
        while last > first and not self.lines[last - 1].strip():
            last -= 1
        if token.type == "table_open":
            yield from self._rows(first, last)
        elif token.type == "html_block":
            yield from self._table()
            last = self._end_of_markup(first, last)
            markup = _TAG.sub(_shown, "\n".join(self.lines[first:last]))
            yield from fragment_items(markup, self.name, first + 1)
            self.done = last
        elif token.type == "fence":
            yield from self._table()
            yield from paragraphs_of([Line(first + n, text) for n, text in enumerate(token.content.split("\n"), 2)])
        elif token.type == "inline":
            if is_pipe_line(self.lines[first]):
                yield from self._rows(first, last)
            else:
                yield from self._table()
                yield from self._paragraphs(token, first, last)

    def _rows(self, first: int, last: int) -> Iterator[Paragraph | Grid]:
        """Rows of a table, which may go on one above that a blank line cut."""
        rows = rows_of(self.lines, first, last)
        if self.rows and has_delimiter(rows):
            yield from self._table()
        self.rows += rows
        end = rows[-1].line if rows else first
        self.done = max(last, end)
        if end < last:  # a line without a pipe that touches the table
            yield from self._table()
            for token in self.parser.parse("\n".join(self.lines[end:last])):
                if token.type == "inline" and token.map:
                    yield from self._paragraphs(token, end + token.map[0], end + token.map[1])

    def _table(self) -> Iterator[Grid]:
        if not self.rows:
            return
        grid, wide = grid_of_rows(self.rows, self._cell)
        self.rows = []
        if wide:
            shown = ", ".join(map(str, wide[:10]))
            message = f"{self.name}: more cells than the header has in lines {shown}; a pipe within a cell is `\\|`"
            self.findings.append(RawFinding(severity=Severity.WARNING, code="ragged-table", message=message))
        if any(cell.text for cell in grid.cells):
            yield grid

    def _cell(self, source: str) -> str:
        # the parser takes white space off both ends, and a heading or list is none within a cell
        inline = self.parser.parseInline(source)
        return "\n".join(lines_of(_plain(inline[0].children or []))) if inline else ""

    def _paragraphs(self, token: Token, first: int, last: int) -> Iterator[Paragraph]:
        source = "\n".join(self.lines[first:last])
        groups = joined(lines_of(_plain(token.children or [])))
        for group in groups:
            text = " ".join(group)
            note = footnote(text)
            role = ParagraphRole.FOOTNOTE if note else ParagraphRole.TEXT
            label = "".join(self.labels)
            self.labels.clear()
            kept = source if len(groups) == 1 else "\n".join(group)
            yield paragraph(label + (note or text), _place(first, last), role, kept)

    def _end_of_markup(self, first: int, last: int) -> int:
        """Where the tables that begin in these lines are closed: blank lines end a block of tags for the parser."""
        before, lowest = self.depths
        if last >= len(self.lines) or lowest[last] > before[first]:
            return last
        return next(number for number in range(last, len(before)) if before[number] <= before[first])

    @cached_property
    def depths(self) -> tuple[list[int], list[int]]:
        """How many tables are open before each line and at the end, and the fewest that are from there on."""
        tags = (_TABLE_TAG.findall(line) for line in self.lines)
        before = list(accumulate((sum(-1 if closing else 1 for closing in found) for found in tags), initial=0))
        lowest = list(accumulate(reversed(before), min))[::-1]
        return before, lowest


def _plain(children: Sequence[Token]) -> str:
    """The text of inline marks: emphasis gone, breaks as line breaks, marks of notes raised."""
    parts: list[str] = []
    for child in children:
        if child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.type == "html_inline":
            parts.append("\n" if _BREAK.fullmatch(child.content) else "")
            is_text = _KEPT_TAG.fullmatch(child.content) or not _is_tag(child.content)
            parts.append(child.content if is_text else "")
        elif child.type in ("text", "code_inline", "image"):
            parts.append(child.content)
    text = _NOTE_MARK.sub(lambda mark: raised(mark[1]), "".join(parts))
    return without_markup(text)


def _is_tag(markup: str) -> bool:
    """Whether a piece of markup is a comment or has a name that tags have; `<UBND>` stands for something to fill in."""
    found = _TAG.match(markup)
    return found is None or ":" in found[1] or found[1].lower() in _KNOWN_TAGS


def _shown(opening: re.Match[str]) -> str:
    return "<" if ":" in opening[1] or opening[1].lower() in _KNOWN_TAGS else "&lt;"


def _place(first: int, last: int) -> Place:
    return Place(first_line=first + 1, last_line=max(last, first + 1))
