"""The document's own element of a page, and the furniture that lies within it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from lxml import etree

from extractors.web.names import sign_of_names
from extractors.web.page import Page
from extractors.web.survey import Anchor, Content, Kind, Survey, is_field_table, survey_of

_OF_TABLES = frozenset({"table", "thead", "tbody", "tfoot", "tr"})
_LEAST_SHARE = 0.5
"""Of the text that is no furniture: what holds less of it, and no letterhead, is a part of the document."""
_ROWS_AND_CELLS = frozenset({"caption", "thead", "tbody", "tfoot", "tr", "td", "th"})
_LINES = frozenset({"p", "center"})
_RUNNING = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "pre", "center"})
_DOCUMENT = Kind.ARTICLE | Kind.BASIS | Kind.SECTION | Kind.SIGNATURE | Kind.ANNEX | Kind.TABLE


def own_element(page: Page) -> etree._Element:
    """The element that holds the document and as little else as can be told; furniture in it is left out of the page.

    The lines that only documents have (letterhead, `Căn cứ`, `Điều 1`, signature, annexes, data tables) are the
    anchors: from the body down, the one child that holds them all is entered, until they part.
    """
    found, survey = _found(page)
    if page.hides and not _is_whole(survey.content[found].kinds):
        hidden = Page(page.root, page.findings, page.fonts, revealed=True, text_of=page.text_of)
        other, other_survey = _found(hidden)
        if _is_whole(other_survey.content[other].kinds):
            page.revealed, page.left_out = True, hidden.left_out
            return other
    return found


def _found(page: Page) -> tuple[etree._Element, Survey]:
    body = next(page.root.iter("body"), page.root)
    survey = survey_of(body, page)
    _leave_out_furniture(body, page, survey)
    anchors = [anchor for anchor in survey.anchors if not _is_within(anchor.owner, page.left_out, body)]
    node = body
    while (child := _holder(node, survey, anchors, page)) is not None:
        node = child
    while node.tag in _OF_TABLES and node is not body:
        above = node.getparent()
        if above is None:
            break
        node = above
    _leave_out_beside(node, survey, anchors, page)
    return node, survey


def is_furniture(element: etree._Element, content: Content) -> bool:
    """Whether an element is a portal's: by its names, its links, its wording, its language; two signs are needed."""
    if Kind.LETTERHEAD in content.kinds and _is_whole(content.kinds):
        return False
    if content.is_foreign or (element.tag == "table" and is_field_table(content)):
        return True
    return signs_of(element, content) >= 2


def signs_of(element: etree._Element, content: Content) -> int:
    """How many signs speak for furniture: names, links, a portal's wording, names of attributes."""
    signs = sign_of_names(element)
    signs += content.in_links > 0.5
    signs += content.portal_lines > 0 and content.portal_lines >= 0.4 * content.lines
    signs += content.field_names >= 2 and content.field_names >= 0.2 * content.lines
    return signs


def _is_cell_of_data(element: etree._Element, survey: Survey) -> bool:
    """Whether an element is a row or cell of a table that is the document's own, and no frame around the document."""
    content = survey.content[element]
    if element.tag not in _ROWS_AND_CELLS or _is_whole(content.kinds):
        return False
    return not any(
        Kind.TABLE in survey.content[table].kinds for table in element.iter("table") if table in survey.content
    )


def _is_whole(kinds: Kind) -> bool:
    """Whether these are the kinds of lines of a document from its head on."""
    return Kind.LETTERHEAD in kinds and bool(kinds & _DOCUMENT)


def _leave_out_furniture(body: etree._Element, page: Page, survey: Survey) -> None:
    """Mark the outermost elements that are furniture; what lies in data tables is the document's."""
    whole = survey.content[body].letters
    waiting = list(body)
    while waiting:
        element = waiting.pop()
        content = survey.content.get(element)
        if content is None or not content.letters:
            continue
        if (content.letters < 0.5 * whole or content.in_links > 0.5) and is_furniture(element, content):
            page.left_out.add(element)
        elif element.tag != "table" or _is_whole(content.kinds):
            waiting += element


def _is_within(element: etree._Element | None, others: set[etree._Element], body: etree._Element) -> bool:
    while element is not None and element is not body:
        if element in others:
            return True
        element = element.getparent()
    return False


def _holder(node: etree._Element, survey: Survey, anchors: Sequence[Anchor], page: Page) -> etree._Element | None:
    """The child to go down to: the one that holds all anchors that are not said twice; None where they part."""
    children = [child for child in node if child in survey.content and child not in page.left_out]
    inside = [anchor for anchor in anchors if _holds(survey.content[node], anchor)]
    counted = [(sum(_holds(survey.content[child], anchor) for anchor in inside), child) for child in children]
    best = max(counted, key=lambda pair: pair[0], default=None)
    if best is None or not best[0]:
        return None
    child = best[1]
    if _is_cell_of_data(child, survey):
        return None
    content = survey.content[child]
    held = sorted({anchor.text for anchor in inside if _holds(content, anchor)})
    whole = _is_whole(content.kinds)
    if not whole and content.letters < _LEAST_SHARE * sum(survey.content[other].letters for other in children):
        return None
    needed = [
        anchor
        for anchor in inside
        if not _holds(content, anchor)
        and not _is_said(anchor.text, held)
        and not (whole and anchor.kind in Kind.LETTERHEAD | Kind.TITLE)
    ]
    if needed or (not whole and any(_is_running(other, survey) for other in children if other is not child)):
        return None
    return child


def _is_said(text: str, held: Sequence[str]) -> bool:
    """Whether one of the sorted texts begins with this one, as a list of contents names articles and annexes."""
    place = bisect_left(held, text)
    return place < len(held) and held[place].startswith(text)


def _holds(content: Content, anchor: Anchor) -> bool:
    return content.first <= anchor.order <= content.last


def _is_running(element: etree._Element, survey: Survey) -> bool:
    """Whether an element is a paragraph that the document may have beside its tables."""
    content = survey.content[element]
    return element.tag in _RUNNING and content.letters > 0 and content.in_links <= 0.5


def _leave_out_beside(node: etree._Element, survey: Survey, anchors: Sequence[Anchor], page: Page) -> None:
    """Where the document has its head, what stands above is not its own; nor what another sign speaks against below.

    Below the last anchor stand footnotes as well, which nothing else tells from other text.
    """
    content = survey.content[node]
    inside = [anchor for anchor in anchors if _holds(content, anchor)]
    if not _is_whole(content.kinds) or not inside:
        return
    first = next((anchor.order for anchor in inside if anchor.kind is not Kind.TITLE), inside[0].order)
    last = inside[-1].order
    for child in node:
        found = survey.content.get(child)
        outside = found is not None and found.letters > 0 and (found.last < first or found.first > last)
        if found and outside and (signs_of(child, found) or (found.last < first and child.tag not in _LINES)):
            page.left_out.add(child)
