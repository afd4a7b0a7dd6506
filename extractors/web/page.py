"""Markup to a tree of elements, and what of it a browser does not show."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from extractors.fonts import Fonts, ReadRuns, without_tags
from schemas.errors import EmptyFileError, UnreadableFileError
from schemas.raw import Place, RawFinding
from schemas.records import Severity

LAST_LINE = 65_535
"""The parser counts lines in 16 bits; what stands further down has no known line."""

_NOT_SHOWN = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "title",
        "meta",
        "link",
        "base",
        "iframe",
        "frame",
        "object",
        "embed",
        "applet",
        "svg",
        "canvas",
        "audio",
        "video",
        "map",
        "area",
        "button",
        "select",
        "option",
        "datalist",
        "textarea",
        "input",
        "progress",
        "meter",
        "dialog",
        "xml",
        "nav",
    }
)
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)\b", re.IGNORECASE)
_DEEP = re.compile(r"excessive depth", re.IGNORECASE)
_INLINE = re.compile(r"</?(?:font|span|b|i|u|em|strong|big|small|center|o:p|st1:\w+)(?:\s[^<>]*)?>", re.IGNORECASE)
_WORD_BREAK = re.compile(r"</?wbr\b[^<>]*>", re.IGNORECASE)
"""Places where a word may break say nothing, and the parser does not know them."""
_DOCTYPE = re.compile(r"<!DOCTYPE[^<>\[]{0,500}\[", re.IGNORECASE)
"""Opens the entities of a page's own, which the parser takes for text."""
_DOCTYPE_END = re.compile(r"\]\s*>")
_DOCTYPE_WITHIN = 5_000
"""Characters at the beginning of a page in which its document type is looked for; it stands there or nowhere."""
_LONGEST_DOCTYPE = 20_000
_BOX = re.compile(r"(</?)(?:div|section|article|main|form|blockquote|ul|ol|li|dl|dd)((?:\s[^<>]*)?>)", re.IGNORECASE)
_SIMPLE = re.compile(r"^([a-z][a-z0-9]*)?(?:\.([\w-]+))?$", re.IGNORECASE)


@dataclass
class Page:
    """A page as a tree, with what is left out of it and the fonts that its style sheets name.

    `revealed` shows what the page hides: pages saved before their script ran hide the document itself; `hides` tells
    that something was met that is hidden; `left_in_midst` counts what was left out in the midst of the document.
    `text_of` makes text of the runs of a block.
    """

    root: etree._Element
    findings: tuple[RawFinding, ...] = ()
    fonts: dict[tuple[str, str], str] = field(default_factory=dict)
    left_out: set[etree._Element] = field(default_factory=set)
    revealed: bool = False
    hides: bool = False
    left_in_midst: int = 0
    text_of: ReadRuns = field(default_factory=lambda: without_tags(Fonts()))
    fonts_within: dict[etree._Element, str | None] = field(default_factory=dict)

    def is_left_out(self, element: etree._Element) -> bool:
        """Whether an element and all in it is not shown, or not the document's."""
        if element.tag in _NOT_SHOWN or element in self.left_out:
            return True
        if self.revealed or not is_hidden(element):
            return False
        self.hides = True
        return True

    def font_of(self, element: etree._Element, inherited: str | None) -> str | None:
        """The font that an element sets its text in: its own style, `<font face>`, a style sheet, or inherited."""
        style = element.get("style")
        named = _family(style) if style and "font" in style.lower() else None
        if named is None and element.tag == "font" and element.get("face"):
            named = _first_family(element.get("face") or "")
        if named is None and self.fonts:
            named = self._sheet_font(element)
        return named or inherited

    def font_within(self, element: etree._Element | None) -> str | None:
        """The font of text in an element, as it and all that it lies in name it; remembered for each of them."""
        unknown: list[etree._Element] = []
        while element is not None and element not in self.fonts_within:
            unknown.append(element)
            element = element.getparent()
        font = None if element is None else self.fonts_within[element]
        for inner in reversed(unknown):
            font = self.fonts_within[inner] = self.font_of(inner, font)
        return font

    def _sheet_font(self, element: etree._Element) -> str | None:
        tag = str(element.tag)
        for name in (element.get("class") or "").split():
            found = self.fonts.get((tag, name)) or self.fonts.get(("", name))
            if found:
                return found
        return self.fonts.get((tag, ""))


def parsed(markup: str, name: str, fonts: Fonts | None = None) -> Page:
    """The tree of a page. Nothing is fetched, no entity of a DTD is resolved.

    A page whose elements lie in each other more than some two thousand deep (tags that were never closed) is read
    without its inline tags and boxes, which a finding tells.

    Args:
        markup: The page.
        name: Its name, for messages.
        fonts: What fonts mean for letters; where left out, what their names say.

    Raises:
        EmptyFileError: No element at all.
        UnreadableFileError: Too deep even so.
    """
    markup = _WORD_BREAK.sub(lambda mark: "\n" * mark[0].count("\n"), _without_entities(markup))
    root, deep = _tree(markup)
    findings: list[RawFinding] = []
    if deep:
        flat = _BOX.sub(r"\1p\2", _INLINE.sub("", markup))
        root, deep = _tree(flat)
        if deep:
            raise UnreadableFileError(f"{name}: its tags lie in each other too deep; save the document alone as HTML")
        message = f"{name}: tags that lie in each other too deep (never closed?) were taken away; compare the layout"
        findings.append(RawFinding(severity=Severity.WARNING, code="flattened-markup", message=message))
    if root is None:
        raise EmptyFileError(f"{name}: no text in the page; open it in a browser and save it again")
    return Page(root, tuple(findings), _sheet_fonts(root), text_of=without_tags(fonts or Fonts()))


def _without_entities(markup: str) -> str:
    """The markup without the entities that its document type defines; lines keep their numbers."""
    opened = _DOCTYPE.search(markup, 0, _DOCTYPE_WITHIN)
    end = opened and _DOCTYPE_END.search(markup, opened.end(), opened.end() + _LONGEST_DOCTYPE)
    if not opened or not end:
        return markup
    return markup[: opened.start()] + "\n" * markup.count("\n", opened.start(), end.end()) + markup[end.end() :]


def _tree(markup: str) -> tuple[etree._Element | None, bool]:
    """The root and whether the parser gave up because of the depth."""
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True, recover=True
    )
    try:
        root = etree.fromstring(markup.encode("utf-8", errors="replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    return root, any(_DEEP.search(entry.message or "") for entry in parser.error_log)


def is_hidden(element: etree._Element) -> bool:
    """Whether an element says itself that it is not shown."""
    style = element.get("style")
    if style and _HIDDEN_STYLE.search(style):
        return True
    return element.get("hidden") is not None or element.get("aria-hidden") == "true"


def place_of(element: etree._Element) -> Place | None:
    """The line of the file in which an element begins."""
    return place_between([element.sourceline or 0])


def place_between(numbers: Sequence[int]) -> Place | None:
    """The lines of the file from the first to the last of these; None where none is known."""
    known = [number for number in numbers if 0 < number < LAST_LINE]
    return Place(first_line=min(known), last_line=max(known)) if known else None


def _sheet_fonts(root: etree._Element) -> dict[tuple[str, str], str]:
    """Fonts of simple selectors (`p.MsoNormal`, `.giua`, `td`) in the page's own style sheets, by tag and class."""
    fonts: dict[tuple[str, str], str] = {}
    for sheet in root.iter("style"):
        for rule in (sheet.text or "").split("}"):
            opening, _, declarations = rule.rpartition("{")
            # what stands before is a rule around this one (`@media`) or a comment
            selectors = opening.rpartition("{")[2].rpartition("*/")[2]
            family = _family(declarations) if selectors else None
            for selector in selectors.split(",") if family else ():
                found = _SIMPLE.match(selector.strip())
                if found and family and (found[1] or found[2]):
                    fonts[((found[1] or "").lower(), found[2] or "")] = family
    return fonts


def _family(style: str) -> str | None:
    """The first font that the declarations of a style name."""
    for declaration in style.split(";"):
        name, _, value = declaration.partition(":")
        name = name.strip().lower()
        if name == "font":
            value = _behind_size(value)
        if name in ("font", "font-family") and value.strip():
            return _first_family(value)
    return None


def _behind_size(value: str) -> str:
    """What follows the size in the value of `font`: `bold 14pt/1.2 VNI-Times`; nothing where it states no size."""
    words = value.split()
    sizes = [number for number, word in enumerate(words) if word[0].isdigit()]
    return " ".join(words[sizes[-1] + 1 :]) if sizes else ""


def _first_family(families: str) -> str | None:
    family = families.split(",")[0].strip().strip("\"'").strip()
    return family if family and family.lower() not in ("inherit", "initial", "unset") else None
