"""Mending of text: each line by its state, clean text untouched byte for byte."""

from __future__ import annotations

import json
import unicodedata
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib import resources

from normalizers.repair.channel import Channel, read_channel
from normalizers.repair.decoder import BEAM
from normalizers.repair.detection import (
    Condition,
    Known,
    condition_of,
    is_fluent,
    numbers_of,
    reads_as_vietnamese,
    signs_of,
)
from normalizers.repair.engines import Engine, adapted, likeliest
from normalizers.repair.language_model import DocumentModel, LanguageModel, QuotingModel
from normalizers.repair.lattice import Candidates, Reader
from normalizers.repair.losses import Dropping, Stripping
from normalizers.repair.mended import MendedLine, MendedToken, with_sure_changes, with_tokens
from normalizers.repair.passes import Pass
from normalizers.repair.stored_model import read_model
from normalizers.repair.symbols import Lexicon, scanned_symbol

__all__ = ["MendedLine", "MendedToken", "Mender", "mender"]

_SAMPLE = 200
"""Lines of a document that its channel is adapted on, and more where they are short."""
_TEACHES = 2000
_WORTH_LEARNING = {False: _TEACHES, True: 300}
"""Words below which a document teaches too little about itself to be read twice; where letters were read by their shape
a few are worth much."""
_SAMPLE_BEAM = 6
_SYMBOL_CONFIDENCE = 0.9
_LEAST_CHANGES = 3
_LEAST_SHARE = 0.005
"""Below this share of surely misread words a text counts as clean: even printed decrees have one in 5,000."""


class Mender:
    """Mends text with the models that lie beside the code."""

    def __init__(
        self,
        model: LanguageModel,
        engines: Sequence[Engine],
        worn: Callable[[], Channel],
        lexicons: Mapping[str, Lexicon],
    ) -> None:
        """A mender of stripped and lossy text, of text garbled by one of the engines, and of worn text.

        Args:
            model: The language model.
            engines: Those that know no Vietnamese.
            worn: Makes the channel of an engine with Vietnamese on a worn page, when such a text comes.
            lexicons: Known symbols, acronyms and words of mixed case.
        """
        self._model = model
        self._engines = engines
        self._worn = worn
        self._lexicons = lexicons
        self._stripping, self._dropping = Stripping(model.words), Dropping(model.words)
        self._known = Known(self._stripping.readings, self._dropping.readings)
        self._readers: dict[Condition, Reader] = {}
        self._engine_readers = {engine.by_shape: self._reader_of_engine(engine) for engine in engines}

    def _reader(self, condition: Condition) -> Reader:
        """The reader for texts of a condition that is not garbled, made when one comes."""
        if condition not in self._readers:
            channels: dict[Condition, Callable[[], Candidates]] = {
                Condition.STRIPPED: lambda: self._stripping,
                Condition.LOSSY: lambda: self._dropping,
                Condition.WORN: self._worn,
            }
            splits = condition is not Condition.WORN
            self._readers[condition] = Reader(channels[condition](), self._model.index, self._lexicons, splits=splits)
        return self._readers[condition]

    def _reader_of_engine(self, engine: Engine) -> Reader:
        return Reader(engine.channel, self._model.index, self._lexicons, by_shape=engine.by_shape)

    def mend(self, lines: Sequence[str], *, second_look: bool = True, evidence: Sequence[str] = ()) -> list[MendedLine]:
        """The lines mended, one for one, all at once; see `mending`."""
        return list(self.mending(lines, second_look=second_look, evidence=evidence))

    def load_worn(self) -> None:
        """Makes what `look_over` needs, which takes a while."""
        self._reader(Condition.WORN)

    def look_over(self, lines: Sequence[str]) -> list[MendedLine]:
        """The lines of a scan that an engine with a Vietnamese model read, the words changed that it surely misread."""
        composed = [_composed(line) for line in lines]
        looked_at = Pass(Condition.WORN, self._known, self._reader(Condition.WORN), self._model).over(composed)
        return [self._with_symbols(with_sure_changes(line)) for line in looked_at]

    def _with_symbols(self, line: MendedLine) -> MendedLine:
        """The line with the symbols of documents that are known once what was misread in them is set right."""
        tokens = []
        for token in line.tokens:
            symbol = scanned_symbol(token.text, self._lexicons["symbols"])
            changed = symbol is not None and symbol != token.text
            tokens.append(replace(token, text=symbol, confidence=_SYMBOL_CONFIDENCE) if changed and symbol else token)
        return with_tokens(line.source, line.condition, tokens)

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
        if whole is Condition.GARBLED:
            yield from self._mend_garbled(lines, model)
            return
        reader = self._reader(whole)
        reading = Pass(whole, self._known, reader, model)
        sample = list(reading.over(lines, last=_SAMPLE))
        if not reads_as_vietnamese((line.text for line in sample), model):
            yield from _untouched(lines, Condition.FOREIGN)
            return
        yield from sample
        yield from reading.over(lines, first=_SAMPLE)

    def _mend_garbled(self, lines: Sequence[str], model: LanguageModel) -> Iterator[MendedLine]:
        engine = likeliest(self._engines, lines)
        reader = self._engine_readers[engine.by_shape]
        last, words = _sample_of(lines)
        learns = words >= _WORTH_LEARNING[engine.by_shape]
        beam = _SAMPLE_BEAM if learns else BEAM
        reading = Pass(Condition.GARBLED, self._known, reader, model, beam)
        sample = list(reading.over(lines, last=last))
        if not reads_as_vietnamese((line.text for line in sample), model):
            yield from _untouched(lines, Condition.FOREIGN)
        elif learns:
            model = DocumentModel(model, numbers_of((line.text for line in sample), model))
            own = self._reader_of_engine(adapted(engine, sample))
            yield from Pass(Condition.GARBLED, self._known, own, model).over(lines)
        else:
            yield from sample
            yield from reading.over(lines, first=last)

    def _second_look(self, lines: Sequence[str], model: LanguageModel) -> Iterable[MendedLine]:
        """A clean text with the words changed that surely were misread; untouched where they are but few."""
        if is_fluent(lines, self._model):
            return _untouched(lines, Condition.CLEAN)
        looked_at = Pass(Condition.WORN, self._known, self._reader(Condition.WORN), model).over(lines)
        mended = [with_sure_changes(line) for line in looked_at]
        words = sum(len(line.tokens) for line in mended)
        changes = sum(token.text != token.source for line in mended for token in line.tokens)
        if changes < _LEAST_CHANGES or changes < _LEAST_SHARE * words:
            return _untouched(lines, Condition.CLEAN)
        return mended


def _sample_of(lines: Sequence[str]) -> tuple[int, int]:
    """How many lines a document is judged and learned by, and how many words they hold."""
    words = 0
    for number, line in enumerate(lines):
        if number >= _SAMPLE and words >= _TEACHES:
            return number, words
        words += len(line.split())
    return len(lines), words


def _composed(line: str) -> str:
    """A line as the models know letters: composed, and with the Vietnamese Đ where an Icelandic one stands for it."""
    return unicodedata.normalize("NFC", line).replace("Ð", "Đ")


def _untouched(lines: Sequence[str], condition: Condition) -> Iterator[MendedLine]:
    return (MendedLine(line, line, condition) for line in lines)


@lru_cache
def mender() -> Mender:
    """The mender with its models, read once."""
    folder = resources.files("normalizers.repair") / "models"
    model = read_model((folder / "language.bin").read_bytes())
    words = {word: model.unigram(number) for number, word in enumerate(model.words)}
    lexicon = json.loads(zlib.decompress((folder / "lexicon.bin").read_bytes()))
    return Mender(
        model,
        [
            Engine(read_channel((folder / "channel.bin").read_bytes(), words), by_shape=False),
            Engine(read_channel((folder / "channel_shape.bin").read_bytes(), words, open_minded=True), by_shape=True),
        ],
        lambda: read_channel((folder / "channel_worn.bin").read_bytes(), words),
        {kind: Lexicon(counts) for kind, counts in lexicon.items()},
    )
