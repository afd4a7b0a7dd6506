"""Readings of each token: what may stand in the text where something was read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from normalizers.quality import is_syllable
from normalizers.repair.channel import CAPITAL, LOWER, UPPER, case_of, in_case
from normalizers.repair.language_model import LanguageModel
from normalizers.repair.symbols import Lexicon, mended_symbol
from normalizers.repair.tokens import EDGES, UNKNOWN, is_figure, one_tone_placement, word_class

READINGS = 16
"""Readings that are kept for a token."""

_INNER = re.compile(r"(?<=[^\W\d_])([-–/])(?=[^\W\d_])")
_RATIO = re.compile(r"([^\W\d_]{2,})/(?=[\d.,]+$)")
_AS_READ = -1.5
"""Log probability that a word which is possible as read was read right."""
_STRANGE = -7.0
"""The same for a word that is neither a syllable nor known: foreign words and names."""
_SPLIT = -5.0
_COMMONNESS = 0.8
_NAME_WITH_DIGIT = re.compile(r"\d{1,2}G|[A-Z]{1,4}\d{1,3}")


class Readings(Protocol):
    """A channel: the syllables that may have been printed for a reading, with log P(reading | printed)."""

    def printed(self, reading: str, case: str) -> list[tuple[str, float]]:
        """Likeliest first, in small letters."""
        ...


@dataclass(frozen=True)
class Reading:
    """One reading of a token: its words in small letters, how it is written, and log P(read | it)."""

    words: tuple[str, ...]
    text: str
    score: float


@dataclass(frozen=True)
class Slot:
    """A token, or a part of one between inner hyphens, with its readings and its span in the line."""

    line: int
    start: int
    end: int
    core: str
    readings: tuple[Reading, ...]
    ends_sentence: bool


def spans_of(line: str) -> list[tuple[int, int]]:
    """Spans of the cores of the tokens of a line: edges of punctuation left out, inner hyphens part words.

    >>> line = "nghiên cứu-triển khai,"
    >>> [line[a:b] for a, b in spans_of(line)]
    ['nghiên', 'cứu', 'triển', 'khai']
    """
    spans = []
    for match in re.finditer(r"\S+", line):
        token = match[0]
        start = match.start() + len(token) - len(token.lstrip(EDGES))
        end = match.end() - (len(token) - len(token.rstrip(EDGES)))
        if start >= end:
            continue
        core = line[start:end]
        if any(c.isdigit() for c in core):
            # `người/10.000 dân`: a word before a figure
            ratio = _RATIO.match(core)
            cut = start + ratio.end(1) if ratio else start
            spans += [(start, cut), (cut + 1, end)] if ratio else [(start, end)]
            continue
        place = start
        for inner in _INNER.finditer(core):
            spans.append((place, start + inner.start()))
            place = start + inner.end()
        spans.append((place, end))
    return spans


class Reader:
    """Gives each core of a text its readings."""

    def __init__(self, channel: Readings, model: LanguageModel, lexicons: Mapping[str, Lexicon]) -> None:
        self._channel = channel
        self._model = model
        self._index = model.index
        self._symbols = lexicons["symbols"]
        self._acronyms = lexicons["acronyms"]
        self._cache: dict[tuple[str, str], tuple[Reading, ...]] = {}

    def readings(self, core: str, case: str) -> tuple[Reading, ...]:
        """The readings of a core, likeliest by the channel first; the core as read is always among them."""
        key = (core, case)
        if key not in self._cache:
            self._cache[key] = self._search(core, case)
        return self._cache[key]

    def _search(self, core: str, case: str) -> tuple[Reading, ...]:
        fixed = self._fixed(core, case)
        if fixed is not None:
            return (Reading((word_class(fixed),), fixed, 0.0),)
        # what the channel alone would drop may be the commonest word of all
        scored = self._channel.printed(core, case)[: 4 * READINGS]
        scored = sorted(scored, key=lambda pair: -(pair[1] + self._commonness(pair[0])))[:READINGS]
        found = [Reading((word,), in_case(word, case), score) for word, score in scored]
        found += self._splits(core, case, found)
        as_read = self._as_read(core)
        if all(reading.words != as_read.words for reading in found) or as_read.text not in {r.text for r in found}:
            found.append(as_read)
        found.sort(key=lambda reading: -reading.score)
        return tuple(found[: READINGS + 1])

    def _commonness(self, word: str) -> float:
        return _COMMONNESS * self._model.unigram(self._index.get(word, 1))

    def _fixed(self, core: str, case: str) -> str | None:
        """The one reading of what the language model has no say in: figures, symbols, acronyms, names like `5G`."""
        if is_figure(core):
            return core
        if "/" in core or any(c.isdigit() for c in core):
            symbol = mended_symbol(core, self._symbols)
            if symbol or "/" in core:
                return symbol or core
        return self._acronym(core) if core.isupper() and case != UPPER else None

    def _acronym(self, core: str) -> str | None:
        return self._acronyms.mended(core) if len(core) > 1 else None

    def _as_read(self, core: str) -> Reading:
        if _NAME_WITH_DIGIT.fullmatch(core):
            return Reading((UNKNOWN,), core, _AS_READ)
        small = one_tone_placement(core.lower())
        if small in self._index and (is_syllable(small) or core.isupper() or not small.isascii() or len(small) > 3):
            return Reading((small,), core, _AS_READ)
        return Reading((UNKNOWN,), core, _STRANGE)

    def _splits(self, core: str, case: str, whole: Sequence[Reading]) -> list[Reading]:
        """Two words that ran together, where no single word fits well."""
        if len(core) < 5 or (whole and whole[0].score > _SPLIT):
            return []
        found = []
        for cut in range(2, len(core) - 1):
            left = self._channel.printed(core[:cut], case)[:2]
            right = self._channel.printed(core[cut:], LOWER if case == CAPITAL else case)[:2]
            for (first, a), (second, b) in ((x, y) for x in left for y in right):
                text = in_case(first, case) + " " + (second.upper() if case == UPPER else second)
                found.append(Reading((first, second), text, a + b + _SPLIT))
        return sorted(found, key=lambda reading: -reading.score)[:3]


def case_in_line(core: str, neighbours: Sequence[str]) -> str:
    """The case of a core; what is in capitals among words that are not is an acronym, or one capital and its noise."""
    case = case_of(core)
    in_capitals = sum(case_of(word) == UPPER for word in neighbours if len(word) > 1)
    if case == CAPITAL and sum(c.isalpha() for c in core) == 1:
        return UPPER if in_capitals > 1 else CAPITAL
    if case == UPPER and in_capitals * 2 <= len(neighbours):
        return CAPITAL
    return case
