"""A story of a Word document (its body, a header, a note): its paragraphs and tables in order, as they print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.fonts import Fonts
from extractors.word.names import WRAPPERS, Element, child, children_in_place, w
from extractors.word.notes import Note, Notes
from extractors.word.numbering import Counters, Label, Numbering
from extractors.word.pieces import NoteMark, Piece, content_of, is_deleted_mark
from extractors.word.styles import Styles
from extractors.word.texts import text_of
from schemas.raw import Place, RawFinding
from schemas.records import Severity

PARAGRAPH, TABLE, OTHER_DOCUMENT = w("p"), w("tbl"), w("altChunk")
_BLOCKS = frozenset({PARAGRAPH, TABLE, OTHER_DOCUMENT})


@dataclass(frozen=True)
class Printed:
    """A paragraph as it prints.

    Attributes:
        label: The number or bullet that Word puts before it.
        text: Its own text, with lines, tabs and pages in it.
        place: Where it stands.
        style: Its style.
        boxes: Boxes of text anchored in it.
        notes: The notes that it refers to.
        bare_bullet: Whether it is nothing but a bullet.
    """

    label: str
    text: str
    place: Place | None
    style: str | None = None
    boxes: tuple[Element, ...] = ()
    notes: tuple[Note, ...] = ()
    bare_bullet: bool = False

    @property
    def whole(self) -> str:
        """The text with its label."""
        return f"{self.label} {self.text}".strip(" ") if self.label else self.text


@dataclass
class Story:
    """What the paragraphs of a story are read with; each is to be read once, in document order.

    Attributes:
        fonts: What fonts mean for letters.
        numbering: Which list a paragraph is in.
        counters: The numbers that the lists have reached.
        notes: The notes; None in a story that cannot refer to any.
        numbers: The number of each paragraph of the body; empty in other stories.
        findings: What a reader should know.
    """

    fonts: Fonts
    numbering: Numbering
    counters: Counters
    notes: Notes | None = None
    numbers: dict[Element, int] = field(default_factory=dict)
    findings: list[RawFinding] = field(default_factory=list)

    @property
    def styles(self) -> Styles:
        """The styles of the document."""
        return self.numbering.styles

    def blocks(self, container: Element) -> Iterator[Printed | Element]:
        """The paragraphs of a container as they print, and its tables, in order."""
        going_on: list[Element] = []  # paragraphs whose ends are deleted
        for block in children_in_place(container, _BLOCKS, WRAPPERS):
            if block.tag == PARAGRAPH:
                going_on.append(block)
                if is_deleted_mark(child(block, "pPr")):
                    continue
            if going_on:
                yield self._print(going_on)
                going_on = []
            if block.tag == TABLE:
                yield block
            elif block.tag == OTHER_DOCUMENT:
                self.find(
                    "embedded-document",
                    "a document embedded in the file as a whole is not read; open the file in Word and save it",
                )
        if going_on:
            yield self._print(going_on)

    def place_of(self, container: Element) -> Place | None:
        """Where a table, a row or a cell stands: from its first paragraph to its last."""
        numbers = [self.numbers[each] for each in container.iter(PARAGRAPH) if each in self.numbers]
        return Place(first_line=numbers[0], last_line=numbers[-1]) if numbers else None

    def find(self, code: str, message: str, place: Place | None = None) -> None:
        """Notes something that a reader of the data should know."""
        self.findings.append(RawFinding(severity=Severity.WARNING, code=code, message=message, place=place))

    def _print(self, paragraphs: list[Element]) -> Printed:
        # the last mark is the one that stayed, and it holds how the paragraph is set
        properties = child(paragraphs[-1], "pPr")
        content = content_of(paragraphs, self.styles)
        numbers = [self.numbers[each] for each in paragraphs if each in self.numbers]
        place = Place(first_line=numbers[0], last_line=numbers[-1]) if numbers else None
        pieces, notes = [], []
        for token in content.tokens:
            if isinstance(token, Piece):
                pieces.append(token)
            elif isinstance(token, NoteMark) and self.notes is not None:
                note = self.notes.refer(token.kind, token.note_id, own_mark=token.own_mark)
                notes.append(note)
                pieces.append(Piece(note.mark))
        for sign in content.unknown:
            self.find("unknown-sign", f"the sign {sign} is not known and was left out", place)
        text = text_of(pieces, self.fonts)
        style = self.styles.paragraph_style(properties)
        label = self._label(paragraphs, properties, bool(text.strip() or content.boxes))
        if self.notes is not None and any(child(each, "pPr", "sectPr") is not None for each in paragraphs):
            self.notes.end_section()
        return Printed(
            label="" if label is None else self.fonts.text([(label.text, self._label_font(label, properties, style))]),
            text=text,
            place=place,
            style=style,
            boxes=tuple(content.boxes),
            notes=tuple(notes),
            bare_bullet=label is not None and label.bullet and not text.strip(),
        )

    def _label(self, paragraphs: list[Element], properties: Element | None, filled: bool) -> Label | None:
        found = self.numbering.of(properties)
        # an end of a section that stands alone is no paragraph of a list; nor is one that is hidden as a whole
        ends_section = child(properties, "sectPr") is not None and not filled
        gone = is_deleted_mark(child(paragraphs[-1], "pPr")) and not filled
        return None if found is None or ends_section or gone else self.counters.next_label(*found)

    def _label_font(self, label: Label, properties: Element | None, style: str | None) -> str | None:
        if label.bullet:
            return None
        return self.styles.format([label.properties, child(properties, "rPr")], style).font_of(label.text)
