"""A web page as a whole: decoded, the document found among the furniture, paragraphs and grids in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from lxml import etree

from extractors.fonts import Fonts, read_by_fonts
from extractors.grid import Grid
from extractors.items import Items, paragraph
from extractors.line import Line
from extractors.text.furniture import document_span
from extractors.web.blocks import items_of
from extractors.web.flow import Block, Cells, flow
from extractors.web.markup import Markup, markup_of
from extractors.web.notes import with_notes
from extractors.web.own import own_element
from extractors.web.page import Page, parsed
from normalizers.headings import opens_letterhead
from schemas.errors import EmptyFileError
from schemas.raw import Extraction, Paragraph, ParagraphRole, RawFinding
from schemas.records import Severity

_LONG_LINE = 600
"""Characters: a line that no portal prints."""
_MOST_FURNITURE = 500
"""Paragraphs kept of a page that holds no document; they are there to be looked at."""


def read_html(data: bytes, name: str) -> Items:
    """The document of a saved page: its paragraphs and grids in reading order, each with its line in the file.

    Menus, related documents, attribute tables, comments and hidden parts are dropped. A page on which no document
    is found comes back as furniture with a finding.

    Raises:
        EmptyFileError: No bytes, or a page that shows no text.
        FileTooLargeError: More markup than any document needs.
        UnreadableFileError: Not a page.
    """
    markup = markup_of(data, name)
    return read_by_fonts(lambda fonts: _read(markup, name, fonts))


def _read(markup: Markup, name: str, fonts: Fonts) -> Items:
    page = parsed(markup.text, name, fonts)
    findings = [*markup.findings, *page.findings]
    root = own_element(page)
    if page.left_in_midst:
        message = (
            f"{name}: {page.left_in_midst} parts in the midst of the document read as a portal's and were left out"
        )
        findings.append(RawFinding(severity=Severity.INFO, code="left-out", message=message))
    items = with_notes(_without_portal_lines(list(items_of(root, page))))
    if not items:
        items = _furniture(root, page)
        if not items:
            raise EmptyFileError(f"{name}: no text in the page; open it in a browser and save it again")
        message = f"{name}: the page holds menus and links but no document; save the page of the document itself"
        findings.append(RawFinding(severity=Severity.WARNING, code="no-document", message=message))
    return Items("text/html", Extraction.HTML, tuple(items), tuple(findings))


def _without_portal_lines(items: Sequence[Paragraph | Grid]) -> list[Paragraph | Grid]:
    """The items from the letterhead on, without a portal's last lines; the wording decides, as in text dumps."""
    lines = [Line(number, _line_of(item)) for number, item in enumerate(items)]
    first, last = document_span(lines)
    return list(items[first:last])


def _line_of(item: Paragraph | Grid) -> str:
    if isinstance(item, Paragraph):
        return item.text
    texts = [line for cell in item.cells for line in cell.text.split("\n") if line]
    # a letterhead set as a table opens the document; any other table speaks against a portal, as a long line does
    return next((text for text in texts if opens_letterhead(text)), "." * _LONG_LINE)


def _furniture(root: etree._Element, page: Page) -> list[Paragraph | Grid]:
    page.left_out.clear()
    texts = (text for block in flow(root, page, Cells.BLOCKS) if isinstance(block, Block) for text in block.texts)
    shown = (paragraph(text, None, ParagraphRole.FURNITURE) for text in islice(texts, _MOST_FURNITURE))
    return [found for found in shown if found.text]
