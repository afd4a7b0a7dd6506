"""Documents of seed text, printed to page images, worn as by a scanner and read with tesseract.

Needs the extra `bench`, tesseract and fonts of `scripts/repair/page_printer.py`.
"""

from __future__ import annotations

import random
import resource
from collections.abc import Sequence
from dataclasses import dataclass, field

from scripts.repair.page_printer import (
    HELD_OUT_FONTS,
    TRAINING_FONTS,
    Block,
    Grey,
    Printer,
    font_files,
    load_font,
    wear_page,
)
from scripts.repair.render_pairs import align, read_page

DPI = 150


@dataclass(frozen=True)
class Page:
    """A worn page and the lines that are printed on it."""

    image: Grey
    printed: list[str]


@dataclass(frozen=True)
class Document:
    """Pages in one font."""

    family: str
    pages: list[Page]

    @property
    def font(self) -> str:
        """The font, and whether any model was trained on it."""
        return self.family + (" (not trained on)" if self.family in HELD_OUT_FONTS else "")


@dataclass
class Reading:
    """What was read of documents, and the processor time that took.

    Attributes:
        documents: The lines read of each.
        pairs: Each printed line that was found again, with the place of its reading among the lines of all.
        printed: How many lines were printed.
        pages: How many pages were read.
        seconds: Processor time of reading, over all pages.
    """

    documents: list[list[str]] = field(default_factory=list)
    pairs: list[tuple[str, int]] = field(default_factory=list)
    printed: int = 0
    pages: int = 0
    seconds: float = 0.0

    @property
    def lines(self) -> list[str]:
        """The lines of all documents."""
        return [line for lines in self.documents for line in lines]

    def add(self, document: Document, language: str) -> None:
        """Read a document with tesseract, each page in a process of its own."""
        self.documents.append([])
        for page in document.pages:
            before = seconds_of_children()
            lines = read_page(page.image, language, DPI)
            self.seconds += seconds_of_children() - before
            first = len(self.lines)
            self.pairs += [(page.printed[number], first + place) for number, place in align(page.printed, lines)]
            self.printed += len(page.printed)
            self.pages += 1
            self.documents[-1] += lines


def seconds_of_children() -> float:
    """Processor time of all processes that were started and have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def families() -> list[str]:
    """Fonts that are installed with all Vietnamese letters, those first that no model was trained on."""
    installed = font_files()
    fonts = HELD_OUT_FONTS | TRAINING_FONTS
    return [family for family, (_, regular, *_) in fonts.items() if regular in installed and has_letters(family)]


def has_letters(family: str) -> bool:
    """Whether a font has the letters of Vietnamese."""
    try:
        load_font(family, "regular", 24)
    except ValueError:
        return False
    return True


def print_document(paragraphs: Sequence[str], family: str, wear: str, pages: int) -> Document:
    """Print the paragraphs on so many pages, and wear them; what a page has no room for is left out."""
    rng = random.Random(family)
    blocks = [Block(text, family=family) for text in paragraphs]
    printed: list[Page] = []
    while blocks and len(printed) < pages:
        printer = Printer(DPI, 1.3, (30.0, 18.0))
        lines, _ = printer.place(blocks, 20 / 25.4 * printer.scale)
        blocks = blocks[len({id(line.block) for line in lines}) :]
        image = wear_page(printer.draw(lines, 20), DPI, wear, rng)
        printed.append(Page(image, [line.text for line in lines]))
    return Document(family, printed)


def read_documents(documents: Sequence[Document], language: str) -> Reading:
    """Read all documents with tesseract in a language."""
    reading = Reading()
    for document in documents:
        reading.add(document, language)
    return reading
