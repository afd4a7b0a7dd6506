"""The texts of a document mended: each with its lines and words before and after, and the words that are doubtful."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.texts import Text
from schemas.drafts import Origin
from schemas.raw import Place

if TYPE_CHECKING:
    from normalizers.repair.mending import MendedLine, MendedToken

DOUBTFUL = 0.6
"""Words read with less confidence than this are told to the reader."""
_FIGURE = re.compile(r"[\d.,:/%()+<>=≥≤~\s-]*\d[\d.,:/%()+<>=≥≤~\s-]*")


@dataclass(frozen=True)
class Doubt:
    """A word that may have been printed otherwise, with the line it stands in."""

    source: str
    text: str
    confidence: float
    others: tuple[tuple[str, float], ...]
    origin: Origin

    @property
    def changes_figure(self) -> bool:
        """Whether the mended word holds a figure that is not the one that stood there."""
        return _digits(self.text) not in ("", _digits(self.source))

    @property
    def message(self) -> str:
        """What was read for what, and what else it may be."""
        first = self.origin.places[0] if self.origin.places else Place()
        where = f"page {first.page}: " if first.page else f"line {first.first_line}: " if first.first_line else ""
        others = "".join(f"; or {text!r} ({share:.2f})" for text, share in self.others)
        return f"{where}read {self.source!r} as {self.text!r} ({self.confidence:.2f}){others}"


@dataclass(frozen=True)
class MendedText:
    """A text with its lines mended; of one that was `scanned` the engine has told its doubts itself."""

    piece: Text
    lines: Sequence[MendedLine]
    scanned: bool = False

    @property
    def changed(self) -> bool:
        """Whether any line reads otherwise than it stood there."""
        return any(line.text != line.source for line in self.lines)

    @property
    def text(self) -> str:
        """The mended lines put together as the text was."""
        return self.piece.between.join(line.text for line in self.lines)

    @property
    def confidence(self) -> float:
        """That of the least sure word; 1 where none was decoded."""
        return min((token.confidence for line in self.lines for token in decoded(line)), default=1)

    @property
    def doubts(self) -> Iterator[Doubt]:
        """The doubtful words, and figures that were changed however surely, in the order they stand."""
        for number, line in enumerate(self.lines):
            for token in decoded(line):
                doubt = Doubt(token.source, token.text, token.confidence, token.others, self._origin(number, token))
                told = token.confidence < DOUBTFUL and (token.text != token.source or not self.scanned)
                if told or doubt.changes_figure:
                    yield doubt

    def _origin(self, number: int, token: MendedToken) -> Origin:
        return Origin(
            table=self.piece.table,
            rows=self.piece.rows,
            places=self.piece.places_of(number, number + 1),
            source_text=self.lines[number].source,
            confidence=token.confidence,
        )


_LOADING = threading.Lock()


def load_models() -> None:
    """Loads the models of the repair, once."""
    from normalizers.repair.mending import mender

    with _LOADING:
        mender().load_worn()


def mended_texts(texts: Sequence[Text], *, scanned: bool = False) -> list[MendedText]:
    """The texts of one document mended together, for the mender learns from each document how it was misread.

    Of `scanned` texts those words are mended that an engine with a Vietnamese model surely misread.

    Where lines of the file left out a number, an empty line stood: the mender sees it, as it tells notes by them.
    """
    from normalizers.repair.mending import mender

    with _LOADING:
        mender()  # waits where it is being loaded
    asked, is_own = _lines_asked(texts)
    mended = mender().look_over(asked) if scanned else mender().mend(asked, second_look=False)
    own = iter([line for line, own_line in zip(mended, is_own, strict=True) if own_line])
    return [MendedText(piece, [_guarded(next(own), piece) for _ in piece.lines], scanned) for piece in texts]


def left_alone(text: Text) -> MendedText:
    """A text with its lines as they stand."""
    from normalizers.repair.detection import Condition
    from normalizers.repair.mended import MendedLine

    return MendedText(text, [MendedLine(line, line, Condition.CLEAN) for line in text.lines])


def _lines_asked(texts: Sequence[Text]) -> tuple[list[str], list[bool]]:
    """The lines of all texts with the empty ones between them, and which of them are lines of a text."""
    asked: list[str] = []
    is_own: list[bool] = []
    last: int | None = None
    for piece in texts:
        numbers: Sequence[int | None] = piece.line_numbers or [None] * len(piece.lines)
        for line, number in zip(piece.lines, numbers, strict=True):
            if number is not None and last is not None and number > last + 1:
                asked.append("")
                is_own.append(False)
            asked.append(line)
            is_own.append(True)
            last = number
    return asked, is_own


def decoded(line: MendedLine) -> Iterator[MendedToken]:
    """The words of a line where there was a choice: changed, or with rivals, and no figure left as it stands."""
    for token in line.tokens:
        if token.source != token.text or (token.others and not _FIGURE.fullmatch(token.source)):
            yield token


def _guarded(line: MendedLine, piece: Text) -> MendedLine:
    """The line with figures and signs as they stand, in cells and wherever no letter shows that there are words.

    In running text `Ty 1&` may be read as `Tỷ lệ`; in a cell `1` is an ordinal or a value and `%` a unit.
    """
    from normalizers.repair.mended import with_tokens

    if piece.table is None and _holds_letters(line.source):
        return line
    tokens = tuple(
        token if _holds_letters(token.source) else replace(token, text=token.source, others=()) for token in line.tokens
    )
    return with_tokens(line.source, line.condition, tokens)


def _holds_letters(text: str) -> bool:
    return any(map(str.isalpha, text))


def _digits(text: str) -> str:
    return "".join(filter(str.isdecimal, text))
