"""Mending of text: each line by its state, clean text untouched byte for byte."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from normalizers.quality import is_syllable
from normalizers.repair.channel import Channel, case_of, normal, read_channel
from normalizers.repair.decoder import Choice, decode
from normalizers.repair.detection import Condition, condition_of, signs_of
from normalizers.repair.language_model import DocumentModel, LanguageModel, read_model
from normalizers.repair.lattice import Reader, Slot, case_in_line, spans_of, stands_for_no_figure
from normalizers.repair.learning import added, learned
from normalizers.repair.symbols import Lexicon
from normalizers.repair.tokens import ends_sentence, one_tone_placement, words_of
from normalizers.text import by_letters, is_blank, plain

_SAMPLE = 600
"""Lines of a document that its channel is adapted on."""
_SURE = 0.9
_ENOUGH_PAIRS = 100
_DOCUMENT_WEIGHT = 20.0
"""How much a word of the document counts against one of the machine-made pairs."""
_SURELY_CLEAN = 0.97
_SURELY_MARKED = 0.6
_SURELY_FOREIGN = 0.25
_BLOCK = 400
"""Lines decoded at a time: bounds memory, whatever the length of the input."""


@dataclass(frozen=True)
class MendedToken:
    """A token of a line before and after: `start` and `end` are its span in the source line."""

    source: str
    text: str
    confidence: float
    start: int
    end: int
    others: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class MendedLine:
    """A line before and after; tokens only where the line was decoded."""

    source: str
    text: str
    condition: Condition
    tokens: tuple[MendedToken, ...] = ()


class Stripping:
    """The channel of a text that lost its marks and nothing else."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = {letters: [(word, 0.0) for word in alike] for letters, alike in by_letters(words).items()}

    def prepare(self, readings: Iterable[tuple[str, str]]) -> None:
        """Nothing is to be worked out."""

    def printed(self, reading: str, case: str) -> list[tuple[str, float]]:
        """The syllables that a word without marks may stand for."""
        return self._words.get(plain(reading), [])

    @property
    def folded(self) -> frozenset[str]:
        """All words without their marks."""
        return frozenset(self._words)


class Mender:
    """Mends text with the models that lie beside the code."""

    def __init__(self, model: LanguageModel, channel: Channel, lexicons: dict[str, Lexicon]) -> None:
        self._model = model
        stripping = Stripping(model.words)
        self._folded = stripping.folded
        self._channel = channel
        self._lexicons = lexicons
        self._stripped_reader = Reader(stripping, model, lexicons)
        self._garbled_reader = Reader(channel, model, lexicons)

    def mend(self, lines: Sequence[str]) -> list[MendedLine]:
        """The lines mended, one for one.

        A document that is clean as a whole keeps all its lines; in one that is not, each line of some length is
        judged by itself and short ones go with the document.
        """
        whole = condition_of(signs_of("\n".join(lines), self._folded))
        if whole in (Condition.CLEAN, Condition.FOREIGN):
            return [MendedLine(line, line, whole) for line in lines]
        if whole is Condition.STRIPPED:
            return self._mend_all(lines, whole, self._stripped_reader)
        sample = self._mend_all(lines[:_SAMPLE], whole, self._garbled_reader)
        return self._mend_all(lines, whole, self._adapted(sample))

    def _adapted(self, lines: Sequence[MendedLine]) -> Reader:
        """A reader that has learned from the words of this document that are surely read."""
        pairs: dict[tuple[str, str, str], float] = {}
        for token in (token for line in lines for token in line.tokens):
            printed = one_tone_placement(token.text.lower())
            if token.confidence >= _SURE and is_syllable(printed) and any(c.isalpha() for c in token.source):
                case = case_of(token.text)
                key = (case, printed, normal(token.source, case))
                pairs[key] = pairs.get(key, 0.0) + 1.0
        if sum(pairs.values()) < _ENOUGH_PAIRS:
            return self._garbled_reader
        counts = added(self._channel.counts, learned(pairs, rounds=2), _DOCUMENT_WEIGHT)
        model = DocumentModel(self._model, self._numbers_of(lines))
        return Reader(Channel(counts, self._channel.words, self._channel), model, self._lexicons)

    def _numbers_of(self, lines: Sequence[MendedLine]) -> npt.NDArray[np.uint64]:
        """The words of mended lines as numbers of the language model, in order."""
        words = (word for line in lines for word in words_of(line.text))
        return np.array([self._model.index.get(word, 1) for word in words] or [0], dtype=np.uint64)

    def _mend_all(self, lines: Sequence[str], whole: Condition, reader: Reader) -> list[MendedLine]:
        mended: list[MendedLine] = []
        for start in range(0, len(lines), _BLOCK):
            mended += self._mend_block(lines[start : start + _BLOCK], whole, reader)
        return mended

    def _mend_block(self, lines: Sequence[str], whole: Condition, reader: Reader) -> list[MendedLine]:
        states = [self._state_of(line, whole) for line in lines]
        cores: list[_Core] = []
        breaks: set[int] = set()
        for number, (line, state) in enumerate(zip(lines, states, strict=True)):
            if state in (Condition.CLEAN, Condition.FOREIGN):
                breaks.add(len(cores))
                continue
            cores += _cores_of(number, line)
        reader.prepare((core.text, core.case) for core in cores)
        slots = [
            Slot(
                core.line,
                core.start,
                core.end,
                core.text,
                reader.rivals(core.text, core.case, may_be_word=core.may_be_word),
                core.ends_sentence,
            )
            for core in cores
        ]
        choices = decode(slots, breaks, reader.model) if slots else []
        by_line: dict[int, list[tuple[Slot, Choice]]] = {}
        for slot, choice in zip(slots, choices, strict=True):
            by_line.setdefault(slot.line, []).append((slot, choice))
        return [
            _assembled(line, state, by_line.get(number, []))
            for number, (line, state) in enumerate(zip(lines, states, strict=True))
        ]

    def _state_of(self, line: str, whole: Condition) -> Condition:
        if is_blank(line):
            return Condition.CLEAN
        signs = signs_of(line, self._folded)
        state = condition_of(signs, default=whole)
        if state is Condition.CLEAN:
            return state if signs.possible >= _SURELY_CLEAN and signs.marked >= _SURELY_MARKED else whole
        # inside a garbled text a line without marks is garbled too, unless it surely is another language
        return state if state is Condition.FOREIGN and signs.folded < _SURELY_FOREIGN else whole


@dataclass(frozen=True, slots=True)
class _Core:
    """A token of a line before it has readings."""

    line: int
    start: int
    end: int
    text: str
    case: str
    ends_sentence: bool
    may_be_word: bool


def _cores_of(number: int, line: str) -> list[_Core]:
    spans = spans_of(line)
    cores = [line[start:end] for start, end in spans]
    found = []
    for place, (start, end) in enumerate(spans):
        if line[end : end + 1] == ")" and end - start == 1 and line[start].isalpha():
            continue  # the label of an item, `b)`
        stop = spans[place + 1][0] if place + 1 < len(spans) else len(line)
        case = case_in_line(cores[place], cores[max(0, place - 2) : place + 3])
        found.append(
            _Core(
                number,
                start,
                end,
                cores[place],
                case,
                ends_sentence(line[start:stop].rstrip()),
                stands_for_no_figure(line, cores, place, start, end),
            )
        )
    return found


def _assembled(line: str, state: Condition, chosen: Sequence[tuple[Slot, Choice]]) -> MendedLine:
    parts: list[str] = []
    tokens: list[MendedToken] = []
    place = 0
    for slot, choice in chosen:
        parts += [line[place : slot.start], choice.reading.text]
        place = slot.end
        others = tuple((reading.text, round(share, 3)) for reading, share in choice.others)
        tokens.append(
            MendedToken(slot.core, choice.reading.text, round(choice.confidence, 4), slot.start, slot.end, others)
        )
    return MendedLine(line, "".join([*parts, line[place:]]), state, tuple(tokens))


@lru_cache
def mender() -> Mender:
    """The mender with its models, read once."""
    folder = resources.files("normalizers.repair") / "models"
    model = read_model((folder / "language.bin").read_bytes())
    words = {word: model.unigram(number) for number, word in enumerate(model.words)}
    channel = read_channel((folder / "channel.bin").read_bytes(), words)
    lexicon = json.loads(zlib.decompress((folder / "lexicon.bin").read_bytes()))
    return Mender(model, channel, {kind: Lexicon(counts) for kind, counts in lexicon.items()})
