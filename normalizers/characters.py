"""Characters that stand for others, or for nothing: what is printed, whatever program wrote it."""

from __future__ import annotations

import re
import unicodedata

_SPACES = "\u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u202f\u205f\u3000"
_NOTHING = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"
"""Zero-width characters and marks of direction."""
_LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st"}
_LIGATURES |= {"\ufb06": "st", "\uf001": "fi", "\uf002": "fl"}
_HYPHENS = "\u2010\u2011"
# what the keyboards and fonts of other languages give for the letter
_D_WITH_STROKE = {"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ"}
_SYMBOL_FONTS = {
    # codes of Symbol
    "\uf02b": "+",
    "\uf02d": "-",
    "\uf03c": "<",
    "\uf03d": "=",
    "\uf03e": ">",
    "\uf0a3": "≤",
    "\uf0ae": "→",
    "\uf0b0": "°",
    "\uf0b1": "±",
    "\uf0b3": "≥",
    "\uf0b4": "×",
    "\uf0b7": "•",
    "\uf0bb": "≈",
    # codes of Wingdings: what lists begin with
    "\uf06e": "•",
    "\uf071": "•",
    "\uf076": "•",
    "\uf0a7": "•",
    "\uf0a8": "•",
    "\uf0d8": "•",
    "\uf0e0": "→",
    "\uf0f0": "→",
    "\uf0fc": "✓",
}
_PLAIN = str.maketrans(
    {
        **dict.fromkeys(_SPACES, " "),
        **dict.fromkeys(_NOTHING, ""),
        **dict.fromkeys(_HYPHENS, "-"),
        **_LIGATURES,
        **_D_WITH_STROKE,
        **_SYMBOL_FONTS,
    }
)
_SPECIAL = re.compile(f"[\u00ad{re.escape(''.join(map(chr, _PLAIN)))}]")
_SOFT_HYPHENS = re.compile("\u00ad+")


def plain_characters(text: str) -> str:
    r"""The text as it is printed, in the characters that are meant.

    Letters are composed (NFC); spaces of all kinds become spaces, line breaks and tabs stay; zero-width characters are
    dropped; ligatures and the codes of symbol fonts become what they show; the Icelandic `Ð` becomes `Đ`. A soft hyphen
    between two letters or digits, one of them a capital or a digit, is a hyphen that was printed, unless a hyphen
    stands beside it; any other is dropped. A text in a legacy encoding must be converted first: its codes are other
    letters.

    >>> plain_characters("Nghị quyết số 03/NQ\u00adCP,\u00a0giai đoạn 2021\u00ad2025")
    'Nghị quyết số 03/NQ-CP, giai đoạn 2021-2025'
    >>> plain_characters("chuyển\u00ad đổi số, Ðắk Lắk, \uf0b3 55%, \ufb01le")
    'chuyển đổi số, Đắk Lắk, ≥ 55%, file'
    """
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", text)
    if not _SPECIAL.search(text):
        return text
    text = text.translate(_PLAIN)
    if "\u00ad" not in text:
        return text
    return unicodedata.normalize("NFC", _SOFT_HYPHENS.sub(_hyphen_or_nothing, text))


def _hyphen_or_nothing(match: re.Match[str]) -> str:
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    if not (before.isalnum() and after.isalnum()):
        return ""
    return "-" if any(side.isupper() or side.isdigit() for side in (before, after)) else ""
