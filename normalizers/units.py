"""Units in canonical spelling."""

from __future__ import annotations

from functools import lru_cache

from normalizers.text import capital_first, fold, tidy
from normalizers.vocabulary import folded_index, load

_LONGEST = 6
"""Words of the longest unit of the vocabulary."""


@lru_cache
def _index() -> dict[str, str]:
    units = load("units")["units"]
    return folded_index("units", ((wording, unit) for unit, others in units.items() for wording in (unit, *others)))


@lru_cache(maxsize=4096)
def canonical_unit(text: str | None) -> str | None:
    """The canonical spelling of a unit; one that no vocabulary knows is tidied and kept.

    >>> canonical_unit("%GRDP"), canonical_unit("% Tổng chi NSNN"), canonical_unit("công trình KHCN")
    ('% GRDP', '% tổng chi NSNN', 'Công trình KHCN')
    """
    if text is None:
        return None
    tidied = tidy(text).strip(" .,;-–")
    if not tidied:
        return None
    # `km`, `m2` are written small
    shown = capital_first(tidied) if len(tidied.split()[0]) > 3 else tidied
    return _index().get(fold(tidied)) or shown


def leading_unit(text: str) -> str | None:
    """The unit that a counted thing begins with: the longest of the vocabulary, else its first two words.

    Most nouns have two syllables. None where they are no two words in small letters.

    >>> leading_unit("tổ chức khoa học và công nghệ hàng đầu"), leading_unit("khu công nghệ số"), leading_unit("xã đảo")
    ('tổ chức', 'khu công nghệ', 'xã')
    >>> leading_unit("bệnh viện đa khoa"), leading_unit("Trường")
    ('bệnh viện', None)
    """
    words = text.split()[:_LONGEST]
    for count in range(len(words), 0, -1):
        if fold(" ".join(words[:count])) in _index():
            return _with_second(words, count)
    noun = [word.rstrip(",;.") for word in words[:2]]
    return " ".join(noun) if len(noun) == 2 and all(word.isalpha() and word.islower() for word in noun) else None


def _with_second(words: list[str], count: int) -> str:
    """A unit and the one that a comma adds: `tổ chức, doanh nghiệp công nghệ`."""
    unit, rest = " ".join(words[:count]), words[count:]
    if unit.endswith(","):
        for more in range(len(rest), 0, -1):
            if fold(" ".join(rest[:more])) in _index():
                return f"{unit} {' '.join(rest[:more]).rstrip(',')}"
    return unit.rstrip(",")


def is_unit(text: str) -> bool:
    """Whether a text is a unit that the vocabulary knows, or one made with `%` or `/` (`Số doanh nghiệp/1000 dân`)."""
    text = tidy(text)
    if not text or len(text) > 60:
        return False
    return fold(text) in _index() or (text.startswith("%") and len(text.split()) <= 6) or _is_ratio(text)


def _is_ratio(text: str) -> bool:
    parts = text.split("/")
    return len(parts) == 2 and len(text.split()) <= 6 and all(any(c.isalpha() for c in part) for part in parts)
