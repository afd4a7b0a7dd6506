"""Readings of each token: what may stand in the text where something was read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np

from normalizers.quality import is_syllable
from normalizers.repair.channel import CAPITAL, LOWER, UPPER, in_case
from normalizers.repair.cores import LIKE_A_FIGURE, Core
from normalizers.repair.language_model import Numbers, Scores
from normalizers.repair.symbols import Lexicon, mended_symbol
from normalizers.repair.tokens import BOUNDARY, UNKNOWN, is_figure, is_mixed, one_tone_placement, word_class
from normalizers.text import plain

_AS_READ = -1.5
"""Log probability that a word which is possible as read was read right."""
_STRANGE = -1.0
_STRANGE_LETTER = {False: -2.0, True: -2.8}
_STRANGE_AT_MOST = -9.0
"""The same for a word that is neither a syllable nor known, foreign words and names: any letter may follow any."""
_SPLIT = -4.0
_PARTED = -2.0
"""What speaks against two words that ran together, and against two with a stop or comma and no space between."""
_MOST_SPLITS = 8
_LONGEST_ACRONYM = 5
_ACRONYM = -0.5
_OTHER_ACRONYM = -6.0
_NO_ACRONYM = -12.0
"""What speaks for capitals among small letters as they are read, as another acronym, and as a common word."""
_NO_STOP = -3.0
"""What speaks against a stop that was read being none."""
_JOINED = re.compile(r"[A-ZĐ]+(?:&[A-ZĐ]+)+")
_NO_WORD = -6.5
_FIGURE = -2.0
"""What speaks against a word where a figure was read, beside the channel."""
_CAPITAL_I = -0.5
_NO_FIGURE = re.compile(r"[¢§&@]|\$\d$|\d['’()]\.?\d")
"""Signs that no figure holds."""
_REMEMBERED = 20_000
"""Words whose readings are kept at hand; some 200 MB."""
_VOWEL = re.compile(r"[aeiouy]")
_GENERATION = re.compile(r"\d{1,2}G")
_NAME_WITH_DIGIT = re.compile(r"[A-Z]{1,4}\d{1,3}")


class Reading(NamedTuple):
    """One reading of a token: its words in small letters, how it is written, and log P(read | it)."""

    words: tuple[str, ...]
    text: str
    score: float


@dataclass(frozen=True)
class Rivals:
    """The readings of a token, likeliest by the channel first, and what the decoder reckons with.

    Attributes:
        readings: The readings.
        first: Number of the first word of each.
        second: Number of the second word, -1 where there is but one.
        score: Log P(read | reading).
    """

    readings: tuple[Reading, ...]
    first: Numbers
    second: Numbers
    score: Scores


@dataclass(frozen=True, slots=True)
class Slot:
    """A word with its readings."""

    core: Core
    rivals: Rivals


def _ending_or_not(readings: Sequence[Reading]) -> list[Reading]:
    """Each reading as the last word of a sentence, and as one that a mark read as a stop comes after."""
    found = [reading._replace(words=(*reading.words[:1], BOUNDARY)) for reading in readings if len(reading.words) == 1]
    found += [reading._replace(score=reading.score + _NO_STOP) for reading in readings]
    return sorted(found, key=lambda reading: -reading.score)


class Candidates(Protocol):
    """A channel: the syllables that may have been printed for a reading, with log P(reading | printed)."""

    def prepare(self, readings: Iterable[tuple[str, str]]) -> None:
        """Work out many readings, each with its case, at once."""
        ...

    def forget(self) -> None:
        """Give up what was worked out, to bound memory."""
        ...

    def printed(self, reading: str, case: str) -> list[tuple[str, float]]:
        """At most `READINGS`, the best first, in small letters."""
        ...

    def suited(self, reading: str, case: str, words: Numbers, chances: Scores, most: int) -> list[tuple[str, float]]:
        """Of words, by their numbers and the log chance of each, the best to be printed; as `printed` gives them."""
        ...


class Reader:
    """Gives each core of a text its readings."""

    def __init__(
        self,
        channel: Candidates,
        index: Mapping[str, int],
        lexicons: Mapping[str, Lexicon],
        *,
        splits: bool = True,
        by_shape: bool = False,
    ) -> None:
        """A reader of a channel.

        Args:
            channel: What may have been printed.
            index: Number of each word of the language model.
            lexicons: Known symbols, acronyms and words of mixed case.
            splits: Whether a word may be two that ran together.
            by_shape: Whether letters were taken one by one for what they look like: few words are read right then.
        """
        self._channel = channel
        self._may_split = splits
        self.by_shape = by_shape
        self._index = index
        self._symbols = lexicons["symbols"]
        self._acronyms = lexicons["acronyms"]
        self._mixed = lexicons["mixed"]
        self._cache: dict[tuple[str, str, bool, bool], Rivals] = {}

    def slots(self, cores: Sequence[Core]) -> list[Slot]:
        """The words with their readings."""
        if len(self._cache) > _REMEMBERED:
            self._cache.clear()
            self._channel.forget()
        words = {(core.text, core.case) for core in cores}
        self._channel.prepare({word for word in words if self._fixed(*word) is None})
        return [Slot(core, self.rivals(core)) for core in cores]

    def rivals(self, core: Core) -> Rivals:
        """The readings of a word; the word as read is always among them."""
        key = (core.text, core.case, core.may_be_word, core.may_end)
        if key not in self._cache:
            readings = self._search(*key[:3])
            self._cache[key] = self._numbered(_ending_or_not(readings) if core.may_end else readings)
        return self._cache[key]

    def with_words(self, slot: Slot, words: Numbers, chances: Scores, most: int) -> Rivals:
        """The rivals of a slot and, of words with the log chance of each in its place, those that suit best."""
        core = slot.core
        suited = self._channel.suited(core.text, core.case, words, chances, most)
        known = {reading.words for reading in slot.rivals.readings}
        new = [Reading((word,), in_case(word, core.case), score) for word, score in suited if (word,) not in known]
        return self._numbered([*slot.rivals.readings, *new]) if new else slot.rivals

    def _numbered(self, readings: Sequence[Reading]) -> Rivals:
        numbers = [[self._index.get(word, 1) for word in reading.words] for reading in readings]
        return Rivals(
            tuple(readings),
            np.array([words[0] for words in numbers], dtype=np.int64),
            np.array([words[1] if len(words) > 1 else -1 for words in numbers], dtype=np.int64),
            np.array([reading.score for reading in readings], dtype=np.float32),
        )

    def _search(self, core: str, case: str, may_be_word: bool) -> list[Reading]:
        fixed = self._fixed(core, case)
        if fixed is not None:
            as_figure = Reading((word_class(fixed),), fixed, 0.0)
            if not (may_be_word and LIKE_A_FIGURE.fullmatch(core)):
                return [as_figure]
            words = self._channel.printed(core, LOWER)
            return [as_figure, *(Reading((word,), word, score + _FIGURE) for word, score in words)]
        found = [Reading((word,), in_case(word, case), score) for word, score in self._channel.printed(core, case)]
        if core.isupper() and core.isalpha() and 2 <= len(core) <= _LONGEST_ACRONYM and case != UPPER:
            found = [reading._replace(score=reading.score + _NO_ACRONYM) for reading in found]
            return sorted([*self._acronym(core), *found], key=lambda reading: -reading.score)
        if core[0] == "I" and case == CAPITAL and len(core) > 1:
            # a capital i among small letters is an l
            found += [Reading((w,), w, score + _CAPITAL_I) for w, score in self._channel.printed("l" + core[1:], LOWER)]
        found += self._splits(core, case, found)
        as_read = self._as_read(core)
        if all(reading.words != as_read.words for reading in found) or as_read.text not in {r.text for r in found}:
            found.append(as_read)
        found.sort(key=lambda reading: -reading.score)
        return found

    def _fixed(self, core: str, case: str) -> str | None:
        """The one reading of what the language model has no say in: figures, symbols, acronyms, names like `5G`."""
        if (is_figure(core) or not any(map(str.isalnum, core))) and not _NO_FIGURE.search(core):
            return core
        if _GENERATION.fullmatch(core) or _JOINED.fullmatch(core):
            return core
        if "/" in core or any(c.isdigit() for c in core):
            symbol = mended_symbol(core, self._symbols)
            if symbol or "/" in core:
                return symbol or core
        if is_mixed(core):
            return self._mixed.mended(core)
        if case == UPPER and len(core) > 1 and core.isupper() and not _VOWEL.search(plain(core)):
            return self._acronyms.mended(core)
        return None

    def _acronym(self, core: str) -> list[Reading]:
        """Capitals among small letters: as they are read, and as the known acronym that they may be misread for."""
        known = self._acronyms.mended(core)
        wordings = {known or core: _OTHER_ACRONYM, core: _ACRONYM}
        return [Reading((self._class_of(text),), text, score) for text, score in wordings.items()]

    def _class_of(self, text: str) -> str:
        return text.lower() if text.lower() in self._index else UNKNOWN

    def _as_read(self, core: str) -> Reading:
        if _NAME_WITH_DIGIT.fullmatch(core):
            return Reading((UNKNOWN,), core, _AS_READ)
        small = one_tone_placement(core.lower())
        if small in self._index and (is_syllable(small) or core.isupper() or not small.isascii() or len(small) > 3):
            return Reading((small,), core, _AS_READ)
        return Reading((UNKNOWN,), core, min(_STRANGE_AT_MOST, _STRANGE + _STRANGE_LETTER[self.by_shape] * len(core)))

    def _splits(self, core: str, case: str, whole: Sequence[Reading]) -> list[Reading]:
        """Two words that ran together, where no single word fits well."""
        if not self._may_split or len(core) < 5 or (whole and max(reading.score for reading in whole) > _NO_WORD):
            return []
        found = []
        for cut in range(2, len(core) - 1):
            sign = core[cut] if core[cut] in ".,;" else ""
            left = self._channel.printed(core[:cut], case)[:2]
            right = self._channel.printed(core[cut + len(sign) :], LOWER if case == CAPITAL else case)[:2]
            for (first, a), (second, b) in ((x, y) for x in left for y in right):
                text = (
                    in_case(first, case) + sign.replace(".", "") + " " + (second.upper() if case == UPPER else second)
                )
                found.append(Reading((first, second), text, a + b + (_PARTED if sign else _SPLIT)))
        return sorted(found, key=lambda reading: -reading.score)[:_MOST_SPLITS]
