"""How a run of text is set: direct formatting, character and paragraph styles, defaults and theme taken together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from extractors.word.names import Element, a, child, switch, value, w

_SLOTS = (("ascii", "asciiTheme"), ("hAnsi", "hAnsiTheme"))


@dataclass(frozen=True)
class Format:
    """What of a run's setting changes its text; None where a level says nothing.

    Attributes:
        font: The font of ASCII letters.
        high_font: The font of all other letters, those of Vietnamese among them.
        raised: Whether it is superscript.
        hidden: Whether it is not printed.
        caps: Whether it prints in capitals (not small capitals).
    """

    font: str | None = None
    high_font: str | None = None
    raised: bool | None = None
    hidden: bool | None = None
    caps: bool | None = None

    def font_of(self, text: str) -> str | None:
        """The font that a text of the run is set in."""
        return self.font if text.isascii() else self.high_font

    def over(self, below: Format) -> Format:
        """This level where it says something, the one below it elsewhere."""
        return Format(
            *(getattr(below, name) if getattr(self, name) is None else getattr(self, name) for name in _NAMES)
        )


_NAMES = tuple(Format.__dataclass_fields__)


@dataclass
class Styles:
    """The styles of a document; every look-up answers for styles that are missing or name each other in a ring."""

    by_id: dict[str, Element] = field(default_factory=dict)
    default_paragraph: str | None = None
    theme: dict[str, str] = field(default_factory=dict)
    defaults: Format = field(default_factory=Format)
    _formats: dict[str | None, Format] = field(default_factory=dict)

    def chain(self, style: str | None) -> list[Element]:
        """A style and those it is based on, nearest first."""
        found: list[Element] = []
        seen = set()
        while style and style in self.by_id and style not in seen:
            seen.add(style)
            found.append(self.by_id[style])
            style = value(child(self.by_id[style], "basedOn"))
        return found

    def paragraph_style(self, properties: Element | None) -> str | None:
        """The style of a paragraph: its own, or the one of paragraphs that name none."""
        named = value(child(properties, "pStyle"))
        return named if named in self.by_id else self.default_paragraph

    def name(self, style: str | None) -> str:
        """The name of a style as Word shows it, in small letters (`toc 1`)."""
        return (value(child(self.by_id.get(style or ""), "name")) or "").lower()

    def format(self, direct: Iterable[Element | None], paragraph_style: str | None) -> Format:
        """How a run is set.

        Args:
            direct: Run properties, the strongest first; the first may name a character style.
            paragraph_style: The style of the paragraph it stands in.
        """
        levels = [properties for properties in direct if properties is not None]
        own = Format()
        for properties in levels:
            own = own.over(self._read(properties))
        named = next((style for each in levels if (style := value(child(each, "rStyle")))), None)
        character, paragraph = self._of_style(named), self._of_style(paragraph_style)
        styled = replace(
            character.over(paragraph),
            # what both styles switch on is off: Word toggles
            hidden=_toggled(character.hidden, paragraph.hidden),
            caps=_toggled(character.caps, paragraph.caps),
        )
        return own.over(styled).over(self.defaults)

    def _of_style(self, style: str | None) -> Format:
        if style not in self._formats:
            found = Format()
            for each in self.chain(style):
                found = found.over(self._read(child(each, "rPr")))
            self._formats[style] = found
        return self._formats[style]

    def _read(self, properties: Element | None) -> Format:
        """The settings that one set of run properties gives."""
        if properties is None:
            return Format()
        fonts = child(properties, "rFonts")
        font, high_font = (self._theme_font(value(fonts, theme)) or value(fonts, slot) for slot, theme in _SLOTS)
        align = value(child(properties, "vertAlign"))
        return Format(
            font=font,
            high_font=high_font,
            raised=None if align is None else align == "superscript",
            hidden=switch(properties, "vanish"),
            caps=switch(properties, "caps"),
        )

    def _theme_font(self, name: str | None) -> str | None:
        return self.theme.get(name[:5]) if name else None


def read_styles(styles: Element | None, theme: Element | None) -> Styles:
    """The styles of a document from its parts; a document may lack either."""
    found = Styles(theme=_theme_fonts(theme))
    for style in () if styles is None else styles.iterchildren(w("style")):
        identifier = value(style, "styleId")
        if identifier and identifier not in found.by_id:
            found.by_id[identifier] = style
            if value(style, "type") == "paragraph" and (value(style, "default") or "0") in ("1", "true", "on"):
                found.default_paragraph = identifier
    found.defaults = found._read(child(styles, "docDefaults", "rPrDefault", "rPr"))
    return found


def _theme_fonts(theme: Element | None) -> dict[str, str]:
    """The Latin fonts of a theme by the first letters of the names that runs call them by: `major`, `minor`."""
    found: dict[str, str] = {}
    if theme is None:
        return found
    for kind in ("major", "minor"):
        latin = next((font for each in theme.iter(a(f"{kind}Font")) for font in each.iterchildren(a("latin"))), None)
        if latin is not None and latin.get("typeface"):
            found[kind] = latin.get("typeface")
    return found


def _toggled(*levels: bool | None) -> bool | None:
    given: Sequence[bool] = [level for level in levels if level is not None]
    return sum(given) % 2 == 1 if given else None
