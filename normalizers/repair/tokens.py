"""Words of running text as the language model knows them: small letters, one tone placement, classes for figures."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from normalizers.text import TONE_MARKS

EDGES = "\"'“”‘’«»()[]{}<>.,;:!?…/\\|*_~^`+=-–—•●▪·¹²³⁴⁵⁶⁷⁸⁹⁰"
"""Characters that may stand at the ends of a word without being part of it."""

NUMBER = "<số>"
SYMBOL = "<ký hiệu>"
BOUNDARY = "<ngắt>"
UNKNOWN = "<lạ>"
CLASSES = (BOUNDARY, UNKNOWN, NUMBER, SYMBOL)

_SENTENCE_END = re.compile(r"[.;:!?…][\"'”’)\]]*$")
# the older placement of the tone on the glide (`hoà`, `thuý`) is written as the newer one is not: one form for both
_GLIDES = re.compile("(o[aàáảãạeèéẻẽẹ]|u[yỳýỷỹỵ])$")


def is_figure(word: str) -> bool:
    """Whether a word is made of digits and signs: `2025`, `09/01/2025`, `45,5%`."""
    return any(c.isdigit() for c in word) and not any(c.isalpha() for c in word)


def is_mixed(word: str) -> bool:
    """Whether capitals stand among small letters, not only before them: `IoT`, `VNeID`, `kV`."""
    return not word.isupper() and any(c.isupper() for c in word[1:])


@lru_cache(maxsize=65536)
def one_tone_placement(word: str) -> str:
    """A small-letter word with the tone where running text of today puts it: `hoà` -> `hòa`, `thuỷ` -> `thủy`.

    >>> one_tone_placement("hoá"), one_tone_placement("thuỷ"), one_tone_placement("quý"), one_tone_placement("toàn")
    ('hóa', 'thủy', 'quý', 'toàn')
    """
    if word.isascii() or not _GLIDES.search(word) or word.startswith("qu"):
        return word
    decomposed = unicodedata.normalize("NFD", word[-1])
    tone = next((mark for mark in decomposed if mark in TONE_MARKS), None)
    if tone is None:
        return word
    last = unicodedata.normalize("NFC", decomposed.replace(tone, ""))
    return word[:-2] + unicodedata.normalize("NFC", word[-2] + tone) + last


def word_class(core: str) -> str:
    """The form of a word, its edges stripped, under which the language model counts it."""
    if is_figure(core):
        return NUMBER
    if any(c.isdigit() for c in core):
        return SYMBOL if "/" in core or "-" in core else core.lower()
    return one_tone_placement(core.lower())


def ends_sentence(token: str) -> bool:
    """Whether a token closes a sentence or clause, so that what follows is read afresh."""
    return _SENTENCE_END.search(token) is not None


def words_of(line: str) -> list[str]:
    """The words of a line as the language model counts them, with boundaries between sentences.

    >>> words_of("Nghị quyết số 57-NQ/TW, ngày 22/12/2024.")
    ['nghị', 'quyết', 'số', '<ký hiệu>', 'ngày', '<số>', '<ngắt>']
    """
    words: list[str] = []
    for token in line.split():
        core = token.strip(EDGES)
        if core:
            words.append(word_class(core))
        if ends_sentence(token):
            words.append(BOUNDARY)
    return words
