"""Whether a text is in a legacy encoding, by its letters alone: what reads as Vietnamese only when converted."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from enum import Enum
from functools import lru_cache
from itertools import pairwise

from normalizers.legacy.encodings import TONES, VOWELS, LegacyEncoding, to_unicode
from normalizers.quality import is_syllable

UNICODE_LETTERS = frozenset(
    letter
    for vowel in VOWELS + VOWELS.upper() + "đĐ"
    for tone in TONES
    for letter in unicodedata.normalize("NFC", vowel + tone) + tone
    if ord(letter) > 0xFF
)
"""Letters and marks of Vietnamese that no legacy font can give."""

_FEWEST_WORDS = 4
"""Different words that read as Vietnamese only when converted; fewer may be chance: `café`, `5 µm`."""
_SHARE = 0.85
"""Of the words that say anything; a table of names and codes in TCVN3 measures 0.9, French text below 0.3."""
_ENOUGH_WORDS = 4000
"""Different words that are looked at: the first pages of the longest file say as much as all of it."""

# no-break spaces part words; str.split would also part them at letters of VPS (bytes 1C and 1D)
_BETWEEN_GAPS = re.compile(r"[^ \t\r\n\f\u00a0]+")
_WORD = re.compile(r"[^\W\d_]+")
_SIGNS_OF_TEXT = frozenset("“”‘’–—…•«»°≥≤×")


class Reading(Enum):
    """What a word says of the encoding of its text."""

    LEGACY = "legacy"
    AS_IT_STANDS = "as it stands"
    EITHER = "either"
    NEITHER = "neither"
    SAYS_NOTHING = "says nothing"


def guess_encoding(text: str) -> LegacyEncoding | None:
    """The legacy encoding that a text without font names is in; None for Unicode and for other languages.

    >>> guess_encoding("Uû ban nh©n d©n tØnh Kh¸nh Hoµ ban hµnh QuyÕt ®Þnh")
    <LegacyEncoding.TCVN3: 'TCVN3'>
    >>> guess_encoding("Ủy ban nhân dân tỉnh Khánh Hòa ban hành Quyết định") is None
    True
    >>> guess_encoding("L'été dernier, le comité a décidé de protéger les forêts") is None
    True
    """
    words = words_that_speak(text)
    if len(words) < _FEWEST_WORDS or sum(map(has_unicode_letters, words)) > len(words) / 2:
        return None
    best: tuple[int, LegacyEncoding] | None = None
    for encoding in LegacyEncoding:
        found = Counter(reading_of(word, encoding) for word in words)
        legacy = found[Reading.LEGACY]
        against = found[Reading.AS_IT_STANDS] + found[Reading.NEITHER]
        if legacy >= _FEWEST_WORDS and legacy >= _SHARE * (legacy + against):
            best = max(best or (0, encoding), (legacy - against, encoding), key=lambda candidate: candidate[0])
    return best[1] if best else None


def words_that_speak(text: str) -> list[str]:
    """The different words with a letter or sign outside ASCII, in the order they come; no more than are needed."""
    found: dict[str, None] = {}
    for match in _BETWEEN_GAPS.finditer(unicodedata.normalize("NFC", text)):
        word = match[0]
        if _may_speak(word):
            found[word] = None
            if len(found) == _ENOUGH_WORDS:
                break
    return list(found)


def _may_speak(word: str) -> bool:
    return not word.isascii() or any(letter < " " for letter in word)


def has_unicode_letters(text: str) -> bool:
    """Whether Vietnamese letters stand there that no legacy font can give.

    >>> has_unicode_letters("quyết"), has_unicode_letters("quyÕt"), has_unicode_letters("là")
    (True, False, False)
    """
    return not UNICODE_LETTERS.isdisjoint(text)


@lru_cache(maxsize=65536)
def reading_of(word: str, encoding: LegacyEncoding) -> Reading:
    """How a word, with the signs around it, reads best.

    >>> [reading_of(word, LegacyEncoding.TCVN3).name for word in ("®Þnh,", "quyết", "cã", "làm", "été", "Q§-TTg", "a")]
    ['LEGACY', 'AS_IT_STANDS', 'EITHER', 'AS_IT_STANDS', 'NEITHER', 'SAYS_NOTHING', 'SAYS_NOTHING']
    """
    if not _may_speak(word):
        return Reading.SAYS_NOTHING
    if has_unicode_letters(word):
        return Reading.AS_IT_STANDS
    text = to_unicode(word, encoding)
    if text == word and not word.isascii() and not _reads(word):
        return Reading.NEITHER if _WORD.search(word) else Reading.SAYS_NOTHING
    plain, changed = _reads(word), text != word and _reads(text)
    if plain and (changed or text == word):
        return Reading.EITHER
    if plain:
        return Reading.AS_IT_STANDS
    if changed:
        # a sign alone (µ, ·, §) would often make a letter
        return Reading.LEGACY if _WORD.search(word) and re.search("[A-Za-z]", word) else Reading.SAYS_NOTHING
    return Reading.NEITHER if _says_something(text) else Reading.SAYS_NOTHING


def _reads(text: str) -> bool:
    """Whether all words are possible syllables or acronyms, one at least a syllable, and no odd sign is left."""
    words = _WORD.findall(text)
    syllables = [is_syllable(word) for word in words]
    if not any(syllables) or not all(map(_is_syllable_or_acronym, words, syllables)):
        return False
    return not any(map(_is_odd, text)) and not any(map(_has_toned_capital_inside, words))


def _is_syllable_or_acronym(word: str, syllable: bool) -> bool:
    return syllable or _is_acronym(word)


def _is_acronym(word: str) -> bool:
    """`QĐ`, `UBND`, `TTg`."""
    return len(word) <= 6 and sum(map(str.isupper, word)) > len(word) / 2


def _is_odd(letter: str) -> bool:
    return letter < " " or (letter > "~" and not letter.isalnum() and letter not in _SIGNS_OF_TEXT)


def _has_toned_capital_inside(word: str) -> bool:
    """`lỔ`: a small letter, then a capital with a mark. `NộI` is how TCVN3 writes capitals without their font."""
    return any(before.islower() and after.isupper() and not after.isascii() for before, after in pairwise(word))


def _says_something(text: str) -> bool:
    """Whether a word stands there that should be a syllable: not an acronym, a number or a sign."""
    return any(len(word) > 1 and not _is_acronym(word) for word in _WORD.findall(text))


def tell_legacy(words: Iterable[str], encoding: LegacyEncoding) -> tuple[int, int]:
    """How many of the words read only when converted from this encoding, and how many only as they stand."""
    found = Counter(reading_of(word, encoding) for word in words)
    return found[Reading.LEGACY], found[Reading.AS_IT_STANDS]
