"""A pass over the lines of a text: each judged by itself, its words decoded with those of many lines around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from normalizers.repair.confidence import Choice
from normalizers.repair.cores import Core, cores_of
from normalizers.repair.decoder import BEAM, decode
from normalizers.repair.detection import Condition, Known, condition_of, signs_of
from normalizers.repair.footnotes import Mark, covered, footnote_marks
from normalizers.repair.language_model import LanguageModel
from normalizers.repair.lattice import Reader
from normalizers.repair.mended import MendedLine, assembled
from normalizers.repair.suggestions import decode_with_suggestions
from normalizers.repair.symbols import misread_ones
from normalizers.repair.tokens import EDGES
from normalizers.text import is_blank

_SURELY_CLEAN = 0.97
_SURELY_MARKED = 0.6
_SURELY_FOREIGN = 0.25
_BLOCK = 400
_WORDS = 10_000
"""Lines, and words of them, decoded at a time: this bounds memory, whatever the length of the input."""


@dataclass(frozen=True)
class Pass:
    """How the lines of a text are read in one pass.

    Attributes:
        whole: The condition of the whole text.
        known: What the words of lines are judged by.
        reader: Gives the words their readings.
        model: Chooses among them.
        beam: How many beginnings of a line are followed.
    """

    whole: Condition
    known: Known
    reader: Reader
    model: LanguageModel
    beam: int = BEAM

    def over(self, lines: Sequence[str], *, first: int = 0, last: int | None = None) -> Iterator[MendedLine]:
        """The lines from the first to before the last mended, as parts of the whole text."""
        marks: dict[int, list[Mark]] = {}
        for mark in _marks_in(lines) if self.whole is Condition.GARBLED else ():
            marks.setdefault(mark.line, []).append(mark)
        stop = len(lines) if last is None else min(last, len(lines))
        for start in range(first, stop, _BLOCK):
            end = min(start + _BLOCK, stop)
            own = [marks.get(number, []) for number in range(start, end)]
            yield from self._block(lines[start:end], own)

    def _block(self, lines: Sequence[str], marks: Sequence[list[Mark]]) -> list[MendedLine]:
        states = [self._state_of(line) for line in lines]
        # a question mark stands for a letter that was lost
        edges = EDGES.replace("?", "") if self.whole is Condition.LOSSY else EDGES
        cores: list[Core] = []
        breaks: set[int] = set()
        for number, (line, state) in enumerate(zip(lines, states, strict=True)):
            if state in (Condition.CLEAN, Condition.FOREIGN):
                breaks.add(len(cores))
                continue
            cores += cores_of(number, covered(line, marks[number]), edges, by_shape=self.reader.by_shape)
        chosen = self._chosen(cores, breaks)
        return [
            assembled(line, state, chosen.get(number, []), marks[number])
            for number, (line, state) in enumerate(zip(lines, states, strict=True))
        ]

    def _chosen(self, cores: Sequence[Core], breaks: set[int]) -> dict[int, list[tuple[Core, Choice]]]:
        """The words with what was chosen for them, by line."""
        by_line: dict[int, list[tuple[Core, Choice]]] = {}
        for first in range(0, len(cores), _WORDS):
            slots = self.reader.slots(cores[first : first + _WORDS])
            own_breaks = {place - first for place in breaks}
            if self.reader.by_shape:
                chosen = decode_with_suggestions(slots, own_breaks, self.model, self.reader, beam=self.beam)
            else:
                chosen = decode(slots, own_breaks, self.model, beam=self.beam)
            for slot, choice in zip(slots, chosen, strict=True):
                by_line.setdefault(slot.core.line, []).append((slot.core, choice))
        return by_line

    def _state_of(self, line: str) -> Condition:
        if is_blank(line):
            return Condition.CLEAN
        if self.whole is not Condition.GARBLED and self.whole is not Condition.STRIPPED:
            return self.whole
        signs = signs_of(line, self.known)
        state = condition_of(signs, default=self.whole)
        if state is Condition.CLEAN:
            surely = signs.possible >= _SURELY_CLEAN and signs.marked >= _SURELY_MARKED
            return state if surely else self.whole
        # inside a garbled text a line without marks is garbled too, unless it surely is another language
        return state if state is Condition.FOREIGN and signs.folded < _SURELY_FOREIGN else self.whole


def _marks_in(lines: Sequence[str]) -> Iterator[Mark]:
    yield from footnote_marks(lines)
    for number, line in enumerate(lines):
        for start, end in misread_ones(line):
            yield Mark(number, start, end, "I")
