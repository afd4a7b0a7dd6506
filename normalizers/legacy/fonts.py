"""What the name of a font says: the encoding of the text set in it, and whether it shows capitals only."""

from __future__ import annotations

import re

from normalizers.legacy.encodings import LegacyEncoding

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_STYLE = re.compile(
    r"(?:[\s,_-]*(?:bold|italic|oblique|regular|normal|roman|mt|ps|cyr|[bi]{1,2}(?<=[\s,_-][bi])))+$", re.IGNORECASE
)
# a name that begins with a dot may be written in any case; without it `VnTime` is told from `VNtimes new roman`
_TCVN3 = re.compile(r"^(?:[._]|#2[Ee])[Vv][Nn](?=\w)|^Vn(?=[A-Z0-9])")
_OTHERS = (
    (LegacyEncoding.VNI, re.compile(r"^VNI(?:[\s_-]+(?=\w)|(?=[A-Z0-9]))|^vni[\s_-]+(?=\w)")),
    (LegacyEncoding.VPS, re.compile(r"^VPS(?:[\s_-]+(?=\w)|(?=[A-Z]))|^vps[\s_-]+(?=\w)")),
    (LegacyEncoding.VISCII, re.compile(r"^(?:VI|VISCII)[\s_-]+(?=\w)", re.IGNORECASE)),
)
_SYMBOLS = re.compile(r"symbol|dings|mt ?extra|marlett", re.IGNORECASE)


def encoding_of_font(font: str) -> LegacyEncoding | None:
    """The legacy encoding of a font by its name, as Word, a PDF or a style sheet gives it; None for other fonts.

    >>> encoding_of_font(".VnTimeH"), encoding_of_font("GDNPNI+VnTimeBold"), encoding_of_font("VNI-Times")
    (<LegacyEncoding.TCVN3: 'TCVN3'>, <LegacyEncoding.TCVN3: 'TCVN3'>, <LegacyEncoding.VNI: 'VNI'>)
    >>> encoding_of_font("Times New Roman"), encoding_of_font("VNtimes new roman")
    (None, None)
    """
    name = _name(font)
    if _TCVN3.match(name):
        return LegacyEncoding.TCVN3
    return next((encoding for encoding, pattern in _OTHERS if pattern.match(name)), None)


def is_capital_font(font: str) -> bool:
    """Whether a font of TCVN3 shows small letters as capitals: its family name ends in H.

    >>> [is_capital_font(font) for font in (".VnTimeH", "ABCDEE+.VnArial NarrowH,Bold", ".VnTime", ".VnTimeHelp")]
    [True, True, False, False]
    """
    name = _name(font)
    if not _TCVN3.match(name):
        return False
    family = _STYLE.sub("", name)
    # `.VnTimeh` is written so by some spreadsheets; no family of these fonts ends in a small h of its own
    return len(family) > len(".VnH") and family[-1] in "Hh"


def is_symbol_font(font: str) -> bool:
    """Whether the characters of a font are signs, whatever their codes.

    >>> is_symbol_font("Wingdings 2"), is_symbol_font("Times New Roman")
    (True, False)
    """
    return _SYMBOLS.search(font) is not None


def _name(font: str) -> str:
    """The first name of a list, without quotes and the mark of a subset."""
    first = re.split(r";|,\s", font.strip(), maxsplit=1)[0]
    return _SUBSET.sub("", first.strip(" \"'/"))
