"""What comes out of the repair: lines and their words before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from normalizers.repair.confidence import Choice
from normalizers.repair.cores import Core
from normalizers.repair.detection import Condition
from normalizers.repair.footnotes import Mark
from normalizers.repair.tokens import is_mixed

_SURELY_MISREAD = 0.85
_MARK_CONFIDENCE = 0.9


@dataclass(frozen=True, slots=True)
class MendedToken:
    """A token of a line before and after: `start` and `end` are its span in the source line."""

    source: str
    text: str
    confidence: float
    start: int
    end: int
    others: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class MendedLine:
    """A line before and after; tokens only where the line was decoded."""

    source: str
    text: str
    condition: Condition
    tokens: tuple[MendedToken, ...] = ()


def assembled(
    line: str, state: Condition, chosen: Sequence[tuple[Core, Choice]], marks: Sequence[Mark] = ()
) -> MendedLine:
    """A line put together from what was chosen for its words, and its marks of footnotes."""
    tokens = [_token(core, choice) for core, choice in chosen]
    tokens += [
        MendedToken(line[mark.start : mark.end], mark.text, _MARK_CONFIDENCE, mark.start, mark.end) for mark in marks
    ]
    return with_tokens(line, state, sorted(tokens, key=lambda token: token.start))


def _token(core: Core, choice: Choice) -> MendedToken:
    others = tuple((reading.text, round(share, 3)) for reading, share in choice.others)
    return MendedToken(core.text, choice.reading.text, round(choice.confidence, 4), core.start, core.end, others)


def with_tokens(line: str, state: Condition, tokens: Sequence[MendedToken]) -> MendedLine:
    """A line with its tokens in place of what was read."""
    parts: list[str] = []
    place = 0
    for token in tokens:
        parts += [line[place : token.start], token.text]
        place = token.end
    return MendedLine(line, "".join([*parts, line[place:]]), state, tuple(tokens))


def with_sure_changes(line: MendedLine) -> MendedLine:
    """The line with only those words changed that surely were misread; figures, labels and names of mixed case stay."""
    return with_tokens(
        line.source,
        line.condition,
        [token if token.text == token.source or _is_sure(token) else _as_read(token) for token in line.tokens],
    )


def _as_read(token: MendedToken) -> MendedToken:
    """The token as it was read, with the share that this reading has."""
    share = next((share for text, share in token.others if text == token.source), 0.0)
    return replace(token, text=token.source, confidence=share, others=((token.text, token.confidence),))


def _is_sure(token: MendedToken) -> bool:
    word = token.source
    return token.confidence >= _SURELY_MISREAD and len(word) > 1 and word.isalpha() and not is_mixed(word)
