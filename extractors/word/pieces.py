"""Pieces of a paragraph as runs give them: letters with their font, the sides of fields, boxes and marks of notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractors.word.formulas import formula_text
from extractors.word.names import ALTERNATE, Element, child, chosen, m, switch, value, w
from extractors.word.styles import Format, Styles
from extractors.word.symbols import printed, sign

LINE, TAB, PAGE = "\n", "\t", "\f"
"""How ends of lines, tabs and ends of pages stand in the text of a paragraph."""


@dataclass(frozen=True)
class Piece:
    """Letters set alike; without a font they are Unicode whatever the font of their run."""

    text: str
    font: str | None = None
    raised: bool = False
    caps: bool = False


@dataclass(frozen=True)
class FieldSide:
    """Where a field begins, where its code ends, or where it ends; or a part of its code."""

    kind: str
    code: str = ""


@dataclass(frozen=True)
class NoteMark:
    """Where a note is referred to; a mark of the author's own is typed after it."""

    kind: str
    note_id: str
    own_mark: bool


@dataclass
class Content:
    """What stands in a paragraph: pieces of text in order, and the boxes of text anchored in it."""

    tokens: list[Piece | FieldSide | NoteMark] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


_SKIPPED = frozenset(map(w, ("pPr", "rPr", "del", "moveFrom", "delText", "delInstrText", "sdtPr", "sdtEndPr", "rt")))
_BOX = w("txbxContent")
_FORMULA = m("oMath")
_WHITE = str.maketrans("\n\r\t\f\v", "     ")
_PAGE_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES")


def content_of(paragraphs: Sequence[Element], styles: Styles) -> Content:
    """What stands in a paragraph, or in several that are one because the marks between them were deleted."""
    found = Content()
    for paragraph in paragraphs:
        properties = child(paragraph, "pPr")
        style = styles.paragraph_style(properties)
        # the elements to come, each with the setting of the run it stands in
        waiting: list[tuple[Element, Format]] = [(each, Format()) for each in reversed(paragraph)]
        while waiting:
            element, setting = waiting.pop()
            if element.tag == w("r"):
                setting = styles.format([child(element, "rPr")], style)
            if not _take(element, setting, found):
                waiting.extend((each, setting) for each in reversed(_inside(element)))
    found.tokens = list(_without_codes(found.tokens))
    return found


def _inside(element: Element) -> Sequence[Element]:
    if element.tag == ALTERNATE:
        branch = chosen(element)
        return list(branch) if branch is not None else []
    page = element.tag == w("fldSimple") and _is_page_field(value(element, "instr") or "")
    return [] if page or element.tag in _SKIPPED else list(element)


def _take(element: Element, setting: Format, found: Content) -> bool:
    """Takes what an element prints; False where what it prints stands in the elements inside it."""
    name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
    if element.tag == _BOX:
        if not setting.hidden:
            found.boxes.append(element)
        return True
    if element.tag == w("fldChar"):
        found.tokens.append(FieldSide(value(element, "fldCharType") or ""))
        return True
    if element.tag == w("instrText"):
        found.tokens.append(FieldSide("code", element.text or ""))
        return True
    if setting.hidden and element.tag != w("r"):
        return True
    if element.tag == _FORMULA:
        found.tokens.append(Piece(formula_text(element)))
        return True
    if element.tag == w(name) and name in _LEAVES:
        token = _leaf(name, element, setting, found)
        if token is not None:
            found.tokens.append(token)
        return True
    return False


_LEAVES = frozenset(
    {"t", "sym", "tab", "ptab", "br", "cr", "noBreakHyphen", "softHyphen", "footnoteReference", "endnoteReference"}
)
_FIXED = {"tab": TAB, "ptab": TAB, "cr": LINE, "noBreakHyphen": "-"}


def _leaf(name: str, element: Element, setting: Format, found: Content) -> Piece | NoteMark | None:
    if name == "t":
        return _letters((element.text or "").translate(_WHITE), setting)
    if name == "sym":
        return _sign(element, setting, found)
    if name == "br":
        return Piece(PAGE if value(element, "type") in ("page", "column") else LINE)
    if name == "softHyphen":  # in a legacy font it is a letter
        return _letters("\u00ad", setting)
    if name in _FIXED:
        return Piece(_FIXED[name])
    own_mark = (value(element, "customMarkFollows") or "0").lower() in ("1", "true", "on")
    return NoteMark(name.removesuffix("Reference"), value(element, "id") or "", own_mark)


def _letters(text: str, setting: Format) -> Piece:
    font = setting.font_of(text)
    shown = printed(text, font)
    return Piece(shown, font if shown == text else None, bool(setting.raised), bool(setting.caps))


def _sign(element: Element, setting: Format, found: Content) -> Piece | None:
    font, code = value(element, "font"), value(element, "char") or ""
    try:
        shown = sign(int(code, 16), font)
    except ValueError:
        shown = None
    if shown is None:
        found.unknown.append(f"{code} of {font}")
        return None
    return Piece(shown, None, bool(setting.raised), bool(setting.caps))


def _without_codes(tokens: Sequence[Piece | FieldSide | NoteMark]) -> Iterator[Piece | NoteMark]:
    """What fields print, without their codes; numbers of pages, which belong to the paper, are left out."""
    depth = 0
    hidden_from: list[int] = []  # the depths of fields of which nothing is printed, or nothing yet
    closes = _closed(tokens)
    codes: dict[int, str] = {}
    for place, token in enumerate(tokens):
        if not isinstance(token, FieldSide):
            if not hidden_from:
                yield token
            continue
        if token.kind == "begin" and closes[place]:
            depth += 1
            hidden_from.append(depth)
            codes[depth] = ""
        elif token.kind == "code" and depth:
            codes[depth] += token.code
        elif token.kind == "separate" and hidden_from[-1:] == [depth] and depth:
            if not _is_page_field(codes[depth]):
                hidden_from.pop()
        elif token.kind == "end" and depth:
            if hidden_from[-1:] == [depth]:
                hidden_from.pop()
            depth -= 1


def _closed(tokens: Sequence[Piece | FieldSide | NoteMark]) -> dict[int, bool]:
    """For each place where a field begins: whether its code or the field ends in the same paragraph.

    One that does not is damaged or goes on below; to hide what follows it would lose text.
    """
    found: dict[int, bool] = {}
    begun: list[int] = []
    for place, token in enumerate(tokens):
        if not isinstance(token, FieldSide):
            continue
        if token.kind == "begin":
            begun.append(place)
            found[place] = False
        elif token.kind == "separate" and begun:
            found[begun[-1]] = True
        elif token.kind == "end" and begun:
            found[begun.pop()] = True
    return found


def _is_page_field(code: str) -> bool:
    return code.split()[:1] != [] and code.split()[0].upper() in _PAGE_FIELDS


def is_deleted_mark(properties: Element | None) -> bool:
    """Whether the end of a paragraph was deleted, moved away or hidden: the next paragraph goes on with it."""
    mark = child(properties, "rPr")
    gone = child(mark, "del") is not None or child(mark, "moveFrom") is not None
    return gone or switch(mark, "vanish") is True
