"""Word documents: bytes to paragraphs and grids in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from extractors.fonts import Fonts, read_by_fonts
from extractors.grid import Grid
from extractors.items import Items, paragraph
from extractors.word.furniture import header_parts, holds_letterhead, is_page_number
from extractors.word.names import Element, child, w
from extractors.word.notes import Note, Notes, read_notes
from extractors.word.numbering import Counters, Numbering, read_numbering
from extractors.word.package import Package, open_package
from extractors.word.stories import PARAGRAPH, Printed, Story
from extractors.word.styles import read_styles
from extractors.word.tables import TableReader, rows_as_lines
from extractors.word.texts import paragraphs_in
from normalizers.text import is_blank
from schemas.errors import EmptyFileError
from schemas.raw import Extraction, Paragraph, ParagraphRole, Place, RawFinding

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def read_docx(data: bytes, name: str) -> Items:
    """What a Word document prints, in reading order.

    Numbers that Word generates stand before their paragraphs; tracked changes are accepted; hidden text, comments and
    field codes are left out. Footnotes follow the paragraph or table that refers to them, headers and footers are
    furniture at the beginning and the end.

    Args:
        data: The bytes of the file: .docx, or a document with macros or a template (.docm, .dotx, .dotm).
        name: Its name, for messages.

    Raises:
        EmptyFileError: There are no bytes, or it shows no text.
        PasswordError: It opens with a password only.
        FileTooLargeError: It unpacks to more than any plan holds.
        UnreadableFileError: It is no Word document, damaged, or nested too deeply.
    """
    return read_by_fonts(lambda fonts: _read(data, name, fonts))


def _read(data: bytes, name: str, fonts: Fonts) -> Items:
    package = open_package(data, name)
    path, root = package.main()
    document = _open_document(package, path, root, fonts)
    header, footer = document.headers("header"), document.headers("footer")
    body = list(document.items(child(root, "body"), document.story))
    if not _shows_text(header, body):
        raise EmptyFileError(f"{name}: {_nothing(document.findings)}")
    return Items(
        media_type=MEDIA_TYPE,
        extraction=Extraction.DOCX,
        items=(*header, *body, *footer),
        findings=(*package.findings, *document.findings),
    )


def _shows_text(header: Iterable[Paragraph | Grid], body: Iterable[Paragraph | Grid]) -> bool:
    """Whether anything but what runs along the edges of pages is printed: the body, or a letterhead in the header."""
    letterhead = (
        item for item in header if not isinstance(item, Paragraph) or item.role is not ParagraphRole.FURNITURE
    )
    return any(not is_blank(line) for line in _cell_lines((*letterhead, *body)))


def _nothing(findings: Iterable[RawFinding]) -> str:
    """Why a document shows no text, as far as can be told, and what to do."""
    if any(finding.code == "embedded-document" for finding in findings):
        return "all its text lies in a document embedded in it, which is not read; open the file in Word and save it"
    return (
        "the document shows no text; pages that are pictures are not read yet: "
        "read them with an OCR program and save the text as .txt"
    )


@dataclass
class _Document:
    """A document with its styles, lists and notes at hand."""

    package: Package
    path: str
    sections: list[Element]
    settings: Element | None
    numbering: Numbering
    story: Story
    notes: Notes
    findings: list[RawFinding] = field(default_factory=list)

    def items(self, container: Element | None, story: Story) -> Iterator[Paragraph | Grid]:
        """The paragraphs and grids of a container, notes after what refers to them."""
        if container is None:
            return
        tables = TableReader(story, self.package.name)
        for block in story.blocks(container):
            if isinstance(block, Printed):
                yield from self._paragraphs(block, story)
                continue
            yield from tables.grids(block)
            for note in tables.take_notes():
                yield from self._footnote(note, story.place_of(block))

    def headers(self, kind: str) -> list[Paragraph | Grid]:
        """The headers or footers of all sections, each text once; a letterhead in the first one is text."""
        targets = {identifier: target for identifier, each, target in self.package.relations(self.path) if each == kind}
        found: dict[str, None] = {}
        letterhead: list[Paragraph | Grid] = []
        for number, part in enumerate(header_parts(self.sections, self.settings, targets, kind)):
            items = list(self.items(self.package.optional(part), self._other_story()))
            if number == 0 and kind == "header" and holds_letterhead(_cell_lines(items)):
                letterhead = items
                continue
            lines = (line for item in items for line in _lines(item))
            found.update(dict.fromkeys(line for line in lines if not is_page_number(line)))
        return [*letterhead, *(paragraph(line, None, ParagraphRole.FURNITURE) for line in found)]

    def _other_story(self) -> Story:
        """A story that counts its lists by itself and refers to no notes."""
        return Story(self.story.fonts, self.numbering, Counters(self.numbering.lists), findings=self.findings)

    def _paragraphs(self, block: Printed, story: Story) -> Iterator[Paragraph | Grid]:
        if not block.bare_bullet:
            # a table of contents says again what stands below
            role = ParagraphRole.FURNITURE if story.styles.name(block.style).startswith("toc ") else ParagraphRole.TEXT
            for text in paragraphs_in(block.whole):
                yield paragraph(text, block.place, role, source=text)
        for box in block.boxes:
            yield from self.items(box, story)
        for note in block.notes:
            yield from self._footnote(note, block.place)

    def _footnote(self, note: Note, place: Place | None) -> Iterator[Paragraph]:
        if note.body is None:
            return
        story = self._other_story()
        tables = TableReader(story, self.package.name)
        text = " ".join(line for block in story.blocks(note.body) for line in tables.lines(block))
        if text:
            yield paragraph(f"{note.mark} {text}", place, ParagraphRole.FOOTNOTE)


def _open_document(package: Package, path: str, root: Element, fonts: Fonts) -> _Document:
    settings = package.related(path, "settings")
    sections = list(root.iter(w("sectPr")))
    styles = read_styles(package.related(path, "styles"), package.related(path, "theme"))
    numbering = read_numbering(package.related(path, "numbering"), styles)
    bodies = {kind: package.related(path, f"{kind}s") for kind in ("footnote", "endnote")}
    notes = read_notes(bodies, settings, sections)
    numbers = {each: number for number, each in enumerate(root.iter(PARAGRAPH), 1)}
    findings: list[RawFinding] = []
    story = Story(fonts, numbering, Counters(numbering.lists), notes, numbers, findings)
    return _Document(package, path, sections, settings, numbering, story, notes, findings)


def _cell_lines(items: Iterable[Paragraph | Grid]) -> Iterator[str]:
    for item in items:
        yield from (
            [item.text] if isinstance(item, Paragraph) else "\n".join(each.text for each in item.cells).split("\n")
        )


def _lines(item: Paragraph | Grid) -> list[str]:
    return [item.text] if isinstance(item, Paragraph) else list(rows_as_lines(item))
