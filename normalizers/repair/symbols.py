"""Symbols and acronyms in garbled text, mended by their own grammar: only to one that is known, never by context."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cached_property

from normalizers.text import without_marks

# letters that engines without Vietnamese take for each other; stripping of marks is among them
_CONFUSED = str.maketrans(
    {"Đ": "D", "P": "D", "đ": "D", "Q": "O", "0": "O", "1": "I", "l": "I", "|": "I", "Ư": "U", "Ơ": "O"}
)
_SYMBOL = re.compile(
    r"(\d{1,5}(?:/(?:19|20)\d\d)?)([/-])([A-Za-zĐđƯưƠơ][A-Za-zĐđƯưƠơ0-9|]*(?:[-/.][A-Za-zĐđƯưƠơ0-9|]+)+)"
)
_RARE = 0.02


_ONE_BEFORE_TWO = re.compile(r"\b(?:luc|phan|chuong|muc) +([1l|])(?=(?:,|;| va| -) ?ii\b)")


def misread_ones(line: str) -> list[tuple[int, int]]:
    """Spans of what can only be the numeral I: an annex, part, chapter or section before the one numbered II.

    >>> misread_ones("Phu luc 1, II kém theo")
    [(8, 9)]
    """
    letters = without_marks(line).lower()
    # marks that stand apart would shift the places
    return [found.span(1) for found in _ONE_BEFORE_TWO.finditer(letters)] if len(letters) == len(line) else []


def confusable(text: str) -> str:
    """What is left of a text once letters that are taken for each other count as one.

    >>> confusable("NO-CP") == confusable("NQ-CP"), confusable("QP-TTg") == confusable("QĐ-TTg")
    (True, True)
    """
    return text.translate(_CONFUSED).upper()


class Lexicon:
    """Known wordings by what is left of them when confused; the commonest of each wins."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        self._best: dict[str, str] = {}
        for wording, count in counts.items():
            key = confusable(wording)
            if key not in self._best or count > counts[self._best[key]]:
                self._best[key] = wording

    @cached_property
    def kinds(self) -> Lexicon:
        """What stands first behind the number of symbols: `NQ`, `QĐ`."""
        counts: Counter[str] = Counter()
        for wording, count in self._counts.items():
            counts[re.split(r"[-/]", wording.lstrip("/-"), maxsplit=1)[0]] += count
        return Lexicon(counts)

    def mended(self, wording: str) -> str | None:
        """The known wording that this one stands for: itself where it is one, None where none is alike."""
        best = self._best.get(confusable(wording))
        if best is None:
            return None
        # a misprint that occurs now and then in clean text is no wording of its own
        if self._counts.get(wording, 0) > _RARE * self._counts[best]:
            return wording
        return best


_SCANNED = re.compile(
    r"(?=[^/-]*\d)([\dOoóÓlI|]{1,5})((?:/(?:19|20)\d\d)?)([/-])"
    r"([A-Za-zĐđƯưƠơ][A-Za-zĐđƯưƠơ0-9|]*(?:[-/][A-Za-zĐđƯưƠơ0-9|]+)+)"
)
_LIKE_FIGURES = str.maketrans({"O": "0", "o": "0", "ó": "6", "Ó": "6", "l": "1", "I": "1", "|": "1"})


def scanned_symbol(core: str, tails: Lexicon) -> str | None:
    """A document symbol as an engine with Vietnamese misreads it: letters for figures, `Đ` twice; None for no symbol.

    >>> tails = Lexicon({"-NQ/TU": 9, "/QĐ-TTg": 9})
    >>> scanned_symbol("0ó-NO/TU", tails), scanned_symbol("43/QĐĐ-TTg", tails), scanned_symbol("9/2025", tails)
    ('06-NQ/TU', '43/QĐ-TTg', None)
    """
    found = _SCANNED.fullmatch(core)
    if not found:
        return None
    number, year, sign, rest = found.groups()
    rest = rest.replace("ĐĐ", "Đ")
    tail = tails.mended(sign + rest)
    if tail is None:
        # of an issuer that is not known, the kind at least: `-NO/TU`
        kind, mark, issuer = re.split(r"([-/])", rest, maxsplit=1)
        known = tails.kinds.mended(kind)
        tail = f"{sign}{known}{mark}{issuer}" if known and issuer.replace("-", "").isupper() else None
    return number.translate(_LIKE_FIGURES) + year + tail if tail else None


def mended_symbol(core: str, tails: Lexicon) -> str | None:
    """A document symbol with its letters mended and its figures untouched; None where it is no symbol.

    >>> mended_symbol("89/QP-TTg", Lexicon({"/QĐ-TTg": 9})), mended_symbol("8/IVD-CP", Lexicon({"/NĐ-CP": 9}))
    ('89/QĐ-TTg', '8/NĐ-CP')
    """
    found = _SYMBOL.fullmatch(core)
    if not found:
        return None
    # `IVD-CP`: a slanted N falls apart
    tail = tails.mended(found[2] + found[3]) or tails.mended(found[2] + found[3].replace("IV", "N"))
    return found[1] + tail if tail else None
