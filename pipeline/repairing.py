"""Mending of a text, line for line, as `vnplans repair` prints it."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractors.text.decoding import LINE_END, decode
from normalizers.repair.mending import MendedLine, mender
from pipeline.reading import bytes_of, foreseen, printable
from schemas.errors import EmptyFileError


@dataclass(frozen=True)
class _Given:
    """A text as it came: its lines for the repair, and the pieces of the text they stand for, with their line ends."""

    lines: list[str]
    pieces: list[tuple[str, str]]


def mended_lines(source: Path, evidence: Sequence[Path] = ()) -> Iterator[MendedLine]:
    """The lines of a text file, or of standard input for `-`, mended one for one, as they get ready.

    Args:
        source: The file.
        evidence: Clean text files that it quotes.

    Raises:
        UsageError: There is no such file; raised with the first line.
        UnreadableFileError: It cannot be read or is not text.
        InternalError: The program failed on it.
    """
    with foreseen(source):
        yield from _mended(_given(source), evidence)


def mended_text(source: Path, evidence: Sequence[Path] = ()) -> Iterator[str]:
    """The mended text in pieces, with the line ends of the source; what needs no mending comes back as it stood.

    Raises:
        UsageError: There is no such file; raised with the first piece.
        UnreadableFileError: It cannot be read or is not text.
        InternalError: The program failed on it.
    """
    with foreseen(source):
        given = _given(source)
        for line, (stood, end) in zip(_mended(given, evidence), given.pieces, strict=True):
            yield (stood if line.text == line.source else line.text) + end


def _mended(given: _Given, evidence: Sequence[Path]) -> Iterator[MendedLine]:
    quoted = [line for path in evidence for line in _given(path).lines]
    return mender().mending(given.lines, evidence=quoted)


def _given(source: Path) -> _Given:
    if str(source) == "-":
        data, name = sys.stdin.buffer.read(), "standard input"
    else:
        data, name = bytes_of(source), printable(source.name)
    try:
        lines = [line.text for line in decode(data, name).lines]
    except EmptyFileError:
        lines = []  # nothing to mend
    return _Given(lines, _pieces(data, lines))


def _pieces(data: bytes, lines: list[str]) -> list[tuple[str, str]]:
    """The lines as they stood in the file, where it is UTF-8; where another encoding, as they were decoded."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return [(line, "\n") for line in lines]
    if not text:
        return []
    parts = re.split(f"({LINE_END.pattern})", text)
    pieces = list(zip(parts[::2], [*parts[1::2], ""], strict=True))
    if not lines:
        lines += [""] * len(pieces)
    if len(pieces) == len(lines) + 1 and pieces[-1] == ("", ""):
        pieces.pop()
    return pieces if len(pieces) == len(lines) else [(line, "\n") for line in lines]


def as_json(lines: Iterable[MendedLine]) -> Iterator[str]:
    """Every line with its state and, where it was decoded, its tokens: the pieces of one JSON array."""
    before = "["
    for line in lines:
        yield before + json.dumps(_shown(line), ensure_ascii=False, indent=1)
        before = ",\n"
    yield "[]\n" if before == "[" else "]\n"


def _shown(line: MendedLine) -> dict[str, object]:
    return {
        "source": line.source,
        "text": line.text,
        "condition": line.condition.value,
        "tokens": [
            {
                "source": token.source,
                "text": token.text,
                "confidence": token.confidence,
                "start": token.start,
                "end": token.end,
                "others": [{"text": text, "share": share} for text, share in token.others],
            }
            for token in line.tokens
        ],
    }
