"""Signs of the symbol fonts, whose code points say nothing: the sign that is printed, in Unicode."""

from __future__ import annotations

_SYMBOL = dict(
    zip(
        (*range(0x20, 0x7F), *range(0xA0, 0xE6), *range(0xF1, 0xF3)),
        " !∀#∃%&∋()*+,-./0123456789:;<=>?"
        "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}~"
        "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…|—↵"
        "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑〉∫",
        strict=True,
    )
)
"""The Symbol font, code point by code point (Adobe's encoding of it)."""
_WINGDINGS = {
    0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "☐", 0x70: "☐", 0x71: "☐", 0x72: "☐", 0x73: "◆", 0x74: "◆", 0x75: "◆",
    0x76: "❖", 0x77: "◆", 0x78: "☒", 0x9E: "•", 0x9F: "•", 0xA0: "▪", 0xA1: "○", 0xA2: "○", 0xA4: "●", 0xA7: "▪",
    0xA8: "☐", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "→", 0xEF: "⇦", 0xF0: "⇨",
    0xF3: "⇔", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {
    0x50: "✓", 0x4F: "✗", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x96: "•", 0x97: "●", 0x98: "●", 0xA2: "■",
    0xA3: "☐",
}  # fmt: skip
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "webdings": {0x61: "✓", 0x72: "✗"}}
_PRIVATE = range(0xF020, 0xF100)
"""Where Word puts the code points of symbol fonts."""
_DASHES = frozenset("-‐‑‒–—−⁃➖─")


def is_symbol_font(font: str | None) -> bool:
    """Whether a font prints signs where its code points say letters."""
    return font is not None and font.strip().lower() in _FONTS


def sign(code: int, font: str | None) -> str | None:
    """The sign that a code point prints in a font; None where that is not known.

    >>> sign(0xF0B3, "Symbol"), sign(0xA3, "Symbol"), sign(0x2265, "Times New Roman"), sign(0xF0FC, "Wingdings")
    ('≥', '≤', '≥', '✓')
    """
    signs = _FONTS.get((font or "").strip().lower())
    if signs is None:
        # a sign copied from a symbol font into another font: Symbol is the one that plans use
        return _SYMBOL.get(code - 0xF000) if code in _PRIVATE else _letter(code)
    found = signs.get(code - 0xF000 if code in _PRIVATE else code)
    return found or (_letter(code) if code > 0xFF and code not in _PRIVATE else None)


def printed(text: str, font: str | None) -> str:
    r"""Text as it prints where it, or a sign in it, stands in a symbol font; other text as it is.

    Letters typed in such a font stay letters: words set in it by mistake are more common than Greek.

    >>> printed("\uf0b3 95%", "Symbol"), printed("³", "Symbol"), printed("Tỷ lệ \uf0a3 5%", "Times New Roman")
    ('≥ 95%', '≥', 'Tỷ lệ ≤ 5%')
    """
    if is_symbol_font(font):
        return "".join(each if each.isascii() else sign(ord(each), font) or each for each in text)
    if any(ord(each) in _PRIVATE for each in text):
        return "".join((sign(ord(each), font) or each) if ord(each) in _PRIVATE else each for each in text)
    return text


def bullet(text: str, font: str | None) -> str:
    r"""A bullet as a plain sign: `-`, `+`, `*`, or `•` for all that are round, square or an arrow.

    >>> bullet("\uf0b7", "Symbol"), bullet("\uf02d", "Symbol"), bullet("–", "Arial"), bullet("o", "Courier New")
    ('•', '-', '-', '•')
    """
    text = text.strip()
    if len(text) != 1:
        return text
    found = sign(ord(text), font) or "•"
    if found in _DASHES:
        return "-"
    return found if found in "+*" else "•"


def _letter(code: int) -> str | None:
    return chr(code) if 0x20 <= code < 0xD800 or 0xFA00 <= code < 0x110000 else None
