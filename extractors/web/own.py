"""The document's own element of a page, and the furniture that lies within it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
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
_TEXTS = frozenset({"p", "li", "h1", "h2", "h3", "h4", "h5", "h6"})
"""Names are given to these for their looks; they are text until something else speaks against them."""
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
            page.left_in_midst = hidden.left_in_midst
            return other
    return found


def _found(page: Page) -> tuple[etree._Element, Survey]:
    body = next(page.root.iter("body"), page.root)
    survey = survey_of(body, page)
    said = _said_between(survey.anchors)
    _leave_out_furniture(body, page, survey, said)
    anchors = _without_furniture(survey, page)
    node = body
    while (child := _holder(node, survey, anchors, page)) is not None:
        node = child
    while node.tag in _OF_TABLES and node is not body:
        above = node.getparent()
        if above is None:
            break
        node = above
    # now that the document is found, what stands in the midst of it is judged again, and by more than its names
    midst = _midst(survey.content[node], anchors)
    page.left_out.clear()
    _leave_out_furniture(body, page, survey, said, midst)
    page.left_in_midst = sum(_meets(survey.content[element], midst) for element in page.left_out)
    _leave_out_beside(node, survey, _without_furniture(survey, page), page)
    return node, survey


def _without_furniture(survey: Survey, page: Page) -> list[Anchor]:
    """The anchors that stand in no element that is left out; none of those lies in another."""
    spans = sorted((survey.content[element].first, survey.content[element].last) for element in page.left_out)
    firsts = [first for first, _ in spans]

    def is_left(order: int) -> bool:
        place = bisect_right(firsts, order)
        return place > 0 and order <= spans[place - 1][1]

    return [anchor for anchor in survey.anchors if not is_left(anchor.order)]


def _midst(content: Content, anchors: Sequence[Anchor]) -> tuple[int, int]:
    """The places of the first and last anchor in the document; titles may be a portal's."""
    orders = [anchor.order for anchor in _inside(content, anchors) if anchor.kind is not Kind.TITLE]
    return (orders[0], orders[-1]) if orders else (0, -1)


def _meets(content: Content, places: tuple[int, int]) -> bool:
    return content.first <= places[1] and places[0] <= content.last


def _said_between(anchors: Sequence[Anchor]) -> dict[str, tuple[int, int]]:
    """For the text of each anchor, the first and last place of the anchors that begin with it."""
    said: dict[str, tuple[int, int]] = {}
    for anchor in anchors:
        first, last = said.get(anchor.text, (anchor.order, anchor.order))
        said[anchor.text] = (min(first, anchor.order), max(last, anchor.order))
    shorter: list[str] = []  # each begins with the one before
    for text in sorted(said):
        while shorter and not text.startswith(shorter[-1]):
            _widen(said, shorter)
        shorter.append(text)
    while shorter:
        _widen(said, shorter)
    return said


def _widen(said: dict[str, tuple[int, int]], shorter: list[str]) -> None:
    """Take off the longest text and let the next shorter one stand wherever it does."""
    first, last = said[shorter.pop()]
    if shorter:
        above = said[shorter[-1]]
        said[shorter[-1]] = (min(first, above[0]), max(last, above[1]))


def is_furniture(element: etree._Element, content: Content, *, is_midst: bool = False) -> bool:
    """Whether an element is a portal's: by its names, its links, its wording, its language; two signs are needed.

    Args:
        element: The element.
        content: What stands in it.
        is_midst: It stands in the midst of the document: there a sign that is no name must be among them, and neither
            language nor names of attributes tell by themselves.
    """
    if Kind.LETTERHEAD in content.kinds and _is_whole(content.kinds):
        return False
    names, others = sign_of_names(element), _other_signs(content)
    if is_midst:
        others += content.is_foreign
        return others > 0 and names + others >= 2
    is_text = element.tag in _TEXTS
    if (content.is_foreign and not is_text) or (element.tag == "table" and is_field_table(element, content)):
        return True
    return names + others >= 2 and not (is_text and others == 0)


def _is_by_names(content: Content) -> bool:
    """Whether nothing but the names of an element can speak for furniture."""
    return not content.is_foreign and not _other_signs(content)


def _other_signs(content: Content) -> int:
    """How many signs that are no names speak for furniture: links, a portal's wording, names of attributes."""
    signs = int(content.in_links > 0.5)
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


def _leave_out_furniture(
    body: etree._Element,
    page: Page,
    survey: Survey,
    said: dict[str, tuple[int, int]],
    midst: tuple[int, int] = (0, -1),
) -> None:
    """Mark the outermost elements that are furniture; what lies in data tables is the document's."""
    whole = survey.content[body].letters
    waiting = list(body)
    while waiting:
        element = waiting.pop()
        content = survey.content.get(element)
        if content is None or not content.letters:
            continue
        is_midst = _meets(content, midst)
        is_small = content.letters < 0.5 * whole or content.in_links > 0.5
        is_out = is_small and is_furniture(element, content, is_midst=is_midst)
        if is_out and not (_is_by_names(content) and _holds_own(content, survey.anchors, said)):
            page.left_out.add(element)
        elif element.tag != "table" or _is_whole(content.kinds):
            waiting += element


def _holds_own(content: Content, anchors: Sequence[Anchor], said: dict[str, tuple[int, int]]) -> bool:
    """Whether a line that tells a document stands here and nowhere else; a list of contents says each once more."""
    for anchor in _inside(content, anchors):
        first, last = said[anchor.text]
        if anchor.kind is not Kind.TITLE and content.first <= first and last <= content.last:
            return True
    return False


def _holder(node: etree._Element, survey: Survey, anchors: Sequence[Anchor], page: Page) -> etree._Element | None:
    """The child to go down to: the one that holds all anchors that are not said twice; None where they part."""
    children = [child for child in node if child in survey.content and child not in page.left_out]
    counted = [(len(_reach(survey.content[child], anchors)), child) for child in children]
    best = max(counted, key=lambda pair: pair[0], default=None)
    if best is None or not best[0]:
        return None
    child = best[1]
    if _is_cell_of_data(child, survey):
        return None
    content = survey.content[child]
    whole = _is_whole(content.kinds)
    if not whole and content.letters < _LEAST_SHARE * sum(survey.content[other].letters for other in children):
        return None
    if best[0] < len(_reach(survey.content[node], anchors)) and _misses(content, survey.content[node], anchors):
        return None
    if not whole and any(_is_running(other, survey) for other in children if other is not child):
        return None
    return child


def _misses(content: Content, above: Content, anchors: Sequence[Anchor]) -> bool:
    """Whether a line of the document stands outside of a child and is not said in it."""
    whole = _is_whole(content.kinds)
    held = sorted({anchor.text for anchor in _inside(content, anchors)})
    return any(
        not _holds(content, anchor)
        and not _is_said(anchor.text, held)
        and not (whole and anchor.kind in Kind.LETTERHEAD | Kind.TITLE)
        for anchor in _inside(above, anchors)
    )


def _is_said(text: str, held: Sequence[str]) -> bool:
    """Whether one of the sorted texts begins with this one, as a list of contents names articles and annexes."""
    place = bisect_left(held, text)
    return place < len(held) and held[place].startswith(text)


def _reach(content: Content, anchors: Sequence[Anchor]) -> range:
    """Which of the anchors, in their order, stand in an element."""
    first = bisect_left(anchors, content.first, key=_order)
    return range(first, bisect_right(anchors, content.last, lo=first, key=_order))


def _order(anchor: Anchor) -> int:
    return anchor.order


def _inside(content: Content, anchors: Sequence[Anchor]) -> Sequence[Anchor]:
    reach = _reach(content, anchors)
    return anchors[reach.start : reach.stop]


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
    inside = _inside(content, anchors)
    if not _is_whole(content.kinds) or not inside:
        return
    first = next((anchor.order for anchor in inside if anchor.kind is not Kind.TITLE), inside[0].order)
    last = inside[-1].order
    for child in node:
        found = survey.content.get(child)
        if found is None or not found.letters or _meets(found, (first, last)):
            continue
        names = 0 if child.tag in _TEXTS else sign_of_names(child)
        if names + _other_signs(found) or (found.last < first and child.tag not in _LINES):
            page.left_out.add(child)
