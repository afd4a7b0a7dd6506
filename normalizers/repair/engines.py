"""Engines that know no Vietnamese: which of them garbled a text, and what the text itself teaches of its engine."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from normalizers.quality import is_syllable
from normalizers.repair.channel import Channel, case_of, normal
from normalizers.repair.cores import cores_of
from normalizers.repair.learning import added, learned
from normalizers.repair.mended import MendedLine
from normalizers.repair.tokens import one_tone_placement

_ASKED = 100
"""Distinct words by whose look is decided; 30 lines of a document are enough to tell the engines apart."""
_SURE = 0.9
_ENOUGH_PAIRS = 100
_DOCUMENT_WEIGHT = 20.0
"""How much a word of the document counts against one of the machine-made pairs."""


@dataclass(frozen=True)
class Engine:
    """An engine that knows no Vietnamese.

    Attributes:
        channel: What it reads for what was printed.
        by_shape: Whether it takes letters one by one for what they look like, as those do that write the text layer of
            scanned PDFs: `quan 157 nha ntrac` for `quản lý nhà nước`. A neural engine writes `quan ly nha nudc`.
    """

    channel: Channel
    by_shape: bool


def likeliest(engines: Iterable[Engine], lines: Iterable[str]) -> Engine:
    """The engine that most likely read the lines: each is asked how well it accounts for their words."""
    words = _words_of(lines)
    return max(engines, key=lambda engine: engine.channel.likelihood(words))


def _words_of(lines: Iterable[str]) -> dict[tuple[str, str], None]:
    """The first distinct words with their cases, in order."""
    words: dict[tuple[str, str], None] = {}
    for number, line in enumerate(lines):
        for core in cores_of(number, line):
            if len(core.text) > 1 and any(map(str.isalpha, core.text)):
                words[core.text, core.case] = None
        if len(words) >= _ASKED:
            break
    return words


def adapted(engine: Engine, lines: Iterable[MendedLine]) -> Engine:
    """The engine as it is in this document, learned from the words that are surely read; the same where few are."""
    pairs: dict[tuple[str, str, str], float] = {}
    for token in (token for line in lines for token in line.tokens):
        printed = one_tone_placement(token.text.lower())
        if token.confidence >= _SURE and is_syllable(printed) and any(c.isalpha() for c in token.source):
            case = case_of(token.text)
            key = (case, printed, normal(token.source, case))
            pairs[key] = pairs.get(key, 0.0) + 1.0
    if sum(pairs.values()) < _ENOUGH_PAIRS:
        return engine
    counts = added(engine.channel.counts, learned(pairs, rounds=1), _DOCUMENT_WEIGHT)
    return Engine(Channel(counts, engine.channel.words, engine.channel), engine.by_shape)
