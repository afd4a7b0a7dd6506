"""Mending of text: each line by its state, clean text untouched byte for byte."""

from __future__ import annotations

import json
import unicodedata
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import resources

from normalizers.quality import is_syllable
from normalizers.repair.channel import Channel, case_of, normal, read_channel
from normalizers.repair.confidence import Choice
from normalizers.repair.cores import Core, cores_of
from normalizers.repair.decoder import BEAM, decode
from normalizers.repair.detection import (
    Condition,
    Known,
    condition_of,
    is_fluent,
    numbers_of,
    reads_as_vietnamese,
    signs_of,
)
from normalizers.repair.footnotes import Mark, covered, footnote_marks
from normalizers.repair.language_model import DocumentModel, LanguageModel, QuotingModel
from normalizers.repair.lattice import Candidates, Reader
from normalizers.repair.learning import added, learned
from normalizers.repair.losses import Dropping, Stripping
from normalizers.repair.mended import MendedLine, MendedToken, assembled, with_sure_changes
from normalizers.repair.stored_model import read_model
from normalizers.repair.symbols import Lexicon, misread_ones
from normalizers.repair.tokens import EDGES, one_tone_placement
from normalizers.text import is_blank

__all__ = ["MendedLine", "MendedToken", "Mender", "mender"]

_SAMPLE = 200
"""Lines of a document that its channel is adapted on."""
_WORTH_LEARNING = 2000
"""Words below which a document teaches too little about itself to be read twice."""
_SAMPLE_BEAM = 6
_SURE = 0.9
_ENOUGH_PAIRS = 100
_DOCUMENT_WEIGHT = 20.0
"""How much a word of the document counts against one of the machine-made pairs."""
_SURELY_CLEAN = 0.97
_SURELY_MARKED = 0.6
_SURELY_FOREIGN = 0.25
_BLOCK = 400
_WORDS = 10_000
"""Lines, and words of them, decoded at a time: this bounds memory, whatever the length of the input."""
_LEAST_CHANGES = 3
_LEAST_SHARE = 0.005
"""Below this share of surely misread words a text counts as clean: even printed decrees have one in 5,000."""


class Mender:
    """Mends text with the models that lie beside the code."""

    def __init__(
        self, model: LanguageModel, channel: Channel, worn: Callable[[], Channel], lexicons: Mapping[str, Lexicon]
    ) -> None:
        """A mender of stripped and lossy, of garbled text (`channel`) and of worn text (`worn`, when it comes)."""
        self._model = model
        self._channel = channel
        self._worn = worn
        self._lexicons = lexicons
        self._stripping, self._dropping = Stripping(model.words), Dropping(model.words)
        self._known = Known(self._stripping.readings, self._dropping.readings)
        self._readers: dict[Condition, Reader] = {}

    def _reader(self, condition: Condition) -> Reader:
        """The reader for texts of a condition, made when one comes."""
        if condition not in self._readers:
            channels: dict[Condition, Callable[[], Candidates]] = {
                Condition.STRIPPED: lambda: self._stripping,
                Condition.LOSSY: lambda: self._dropping,
                Condition.GARBLED: lambda: self._channel,
                Condition.WORN: self._worn,
            }
            self._readers[condition] = self._reader_of(channels[condition](), splits=condition is not Condition.WORN)
        return self._readers[condition]

    def _reader_of(self, channel: Candidates, *, splits: bool = True) -> Reader:
        return Reader(channel, self._model.index, self._lexicons, splits=splits)

    def mend(self, lines: Sequence[str], *, second_look: bool = True, evidence: Sequence[str] = ()) -> list[MendedLine]:
        """The lines mended, one for one, all at once; see `mending`."""
        return list(self.mending(lines, second_look=second_look, evidence=evidence))

    def mending(
        self, lines: Sequence[str], *, second_look: bool = True, evidence: Sequence[str] = ()
    ) -> Iterator[MendedLine]:
        """The lines mended, one for one.

        A document that is clean as a whole keeps all its lines; in one that is not, each line of some length is
        judged by itself and short ones go with the document.

        Args:
            lines: The lines of one document.
            second_look: Whether to look in clean text for words that an engine with a Vietnamese model misread
                (`chuyên đối` for `chuyển đổi`). Nothing is changed unless there are so many that the document must
                have come out of such an engine.
            evidence: Lines of clean documents that this one quotes: their wording is likelier in it.

        Returns:
            A line for each; `source` is the line in composed letters (NFC), and spans are those of it.
        """
        model = self._model
        if evidence:
            model = QuotingModel(model, numbers_of(evidence, model))
        composed = [_composed(line) for line in lines]
        for source, line in zip(lines, self._mending(composed, model, second_look), strict=True):
            # what needs no mending keeps its letters apart, too
            yield (
                line
                if line.source == source or line.text != line.source
                else MendedLine(source, source, line.condition)
            )

    def _mending(self, lines: Sequence[str], model: LanguageModel, second_look: bool) -> Iterator[MendedLine]:
        whole = condition_of(signs_of("\n".join(lines), self._known))
        if whole is Condition.CLEAN and second_look:
            yield from self._second_look(lines, model)
        elif whole in (Condition.CLEAN, Condition.FOREIGN):
            yield from _untouched(lines, whole)
        else:
            yield from self._mend_badly_read(lines, whole, model)

    def _mend_badly_read(self, lines: Sequence[str], whole: Condition, model: LanguageModel) -> Iterator[MendedLine]:
        """The lines of a text that lost marks or letters, or was garbled; untouched where no Vietnamese comes out."""
        reader = self._reader(whole)
        words = sum(len(line.split()) for line in lines[:_SAMPLE])
        learns = whole is Condition.GARBLED and words >= _WORTH_LEARNING
        beam = _SAMPLE_BEAM if learns else BEAM
        sample = list(self._mend_all(lines, whole, reader, model, beam=beam, last=_SAMPLE))
        if not reads_as_vietnamese((line.text for line in sample), model):
            yield from _untouched(lines, Condition.FOREIGN)
        elif learns:
            model = DocumentModel(model, numbers_of((line.text for line in sample), model))
            yield from self._mend_all(lines, whole, self._adapted(sample), model)
        else:
            yield from sample
            yield from self._mend_all(lines, whole, reader, model, first=_SAMPLE)

    def _second_look(self, lines: Sequence[str], model: LanguageModel) -> Iterable[MendedLine]:
        """A clean text with the words changed that surely were misread; untouched where they are but few."""
        if is_fluent(lines, self._model):
            return _untouched(lines, Condition.CLEAN)
        looked_at = self._mend_all(lines, Condition.WORN, self._reader(Condition.WORN), model)
        mended = [with_sure_changes(line) for line in looked_at]
        words = sum(len(line.tokens) for line in mended)
        changes = sum(token.text != token.source for line in mended for token in line.tokens)
        if changes < _LEAST_CHANGES or changes < _LEAST_SHARE * words:
            return _untouched(lines, Condition.CLEAN)
        return mended

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
            return self._reader(Condition.GARBLED)
        counts = added(self._channel.counts, learned(pairs, rounds=1), _DOCUMENT_WEIGHT)
        return self._reader_of(Channel(counts, self._channel.words, self._channel))

    def _mend_all(
        self,
        lines: Sequence[str],
        whole: Condition,
        reader: Reader,
        model: LanguageModel,
        *,
        beam: int = BEAM,
        first: int = 0,
        last: int | None = None,
    ) -> Iterator[MendedLine]:
        """The lines from the first to before the last, as parts of the whole text."""
        marks: dict[int, list[Mark]] = {}
        for mark in _marks_in(lines) if whole is Condition.GARBLED else ():
            marks.setdefault(mark.line, []).append(mark)
        stop = len(lines) if last is None else min(last, len(lines))
        for start in range(first, stop, _BLOCK):
            end = min(start + _BLOCK, stop)
            own = [marks.get(number, []) for number in range(start, end)]
            yield from self._mend_block(lines[start:end], own, whole, reader, model, beam)

    def _mend_block(
        self,
        lines: Sequence[str],
        marks: Sequence[list[Mark]],
        whole: Condition,
        reader: Reader,
        model: LanguageModel,
        beam: int,
    ) -> list[MendedLine]:
        states = [self._state_of(line, whole) for line in lines]
        # a question mark stands for a letter that was lost
        edges = EDGES.replace("?", "") if whole is Condition.LOSSY else EDGES
        cores: list[Core] = []
        breaks: set[int] = set()
        for number, (line, state) in enumerate(zip(lines, states, strict=True)):
            if state in (Condition.CLEAN, Condition.FOREIGN):
                breaks.add(len(cores))
                continue
            cores += cores_of(number, covered(line, marks[number]), edges)
        by_line: dict[int, list[tuple[Core, Choice]]] = {}
        for first in range(0, len(cores), _WORDS):
            slots = reader.slots(cores[first : first + _WORDS])
            own_breaks = {place - first for place in breaks}
            for slot, choice in zip(slots, decode(slots, own_breaks, model, beam=beam), strict=True):
                by_line.setdefault(slot.core.line, []).append((slot.core, choice))
        return [
            assembled(line, state, by_line.get(number, []), marks[number])
            for number, (line, state) in enumerate(zip(lines, states, strict=True))
        ]

    def _state_of(self, line: str, whole: Condition) -> Condition:
        if is_blank(line):
            return Condition.CLEAN
        if whole is not Condition.GARBLED and whole is not Condition.STRIPPED:
            return whole
        signs = signs_of(line, self._known)
        state = condition_of(signs, default=whole)
        if state is Condition.CLEAN:
            return state if signs.possible >= _SURELY_CLEAN and signs.marked >= _SURELY_MARKED else whole
        # inside a garbled text a line without marks is garbled too, unless it surely is another language
        return state if state is Condition.FOREIGN and signs.folded < _SURELY_FOREIGN else whole


def _composed(line: str) -> str:
    """A line as the models know letters: composed, and with the Vietnamese Đ where an Icelandic one stands for it."""
    return unicodedata.normalize("NFC", line).replace("Ð", "Đ")


def _marks_in(lines: Sequence[str]) -> Iterator[Mark]:
    yield from footnote_marks(lines)
    for number, line in enumerate(lines):
        for start, end in misread_ones(line):
            yield Mark(number, start, end, "I")


def _untouched(lines: Sequence[str], condition: Condition) -> Iterator[MendedLine]:
    return (MendedLine(line, line, condition) for line in lines)


@lru_cache
def mender() -> Mender:
    """The mender with its models, read once."""
    folder = resources.files("normalizers.repair") / "models"
    model = read_model((folder / "language.bin").read_bytes())
    words = {word: model.unigram(number) for number, word in enumerate(model.words)}
    channel = read_channel((folder / "channel.bin").read_bytes(), words)
    lexicon = json.loads(zlib.decompress((folder / "lexicon.bin").read_bytes()))
    return Mender(
        model,
        channel,
        lambda: read_channel((folder / "channel_worn.bin").read_bytes(), words),
        {kind: Lexicon(counts) for kind, counts in lexicon.items()},
    )
