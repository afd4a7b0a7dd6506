"""Mending of a text, line for line, as `vnplans repair` prints it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from normalizers.repair.mending import MendedLine, mender
from pipeline.reading import bytes_of, foreseen, printable
from schemas.errors import EmptyFileError


def mended_lines(source: Path, evidence: Sequence[Path] = ()) -> Iterator[MendedLine]:
    """The lines of a text file, or of standard input for `-`, mended one for one, as they get ready.

    Args:
        source: The file.
        evidence: Clean text files that it quotes.

    Raises:
        UsageError: There is no such file.
        UnreadableFileError: It cannot be read or is not text.
        InternalError: The program failed on it.
    """
    with foreseen(source):
        quoted = [line for path in evidence for line in _lines_of(path)]
        yield from mender().mending(_lines_of(source), evidence=quoted)


def _lines_of(source: Path) -> list[str]:
    from extractors.text.decoding import decode

    if str(source) == "-":
        data, name = sys.stdin.buffer.read(), "standard input"
    else:
        data, name = bytes_of(source), printable(source.name)
    try:
        return [line.text for line in decode(data, name).lines]
    except EmptyFileError:
        return []  # nothing to mend


def as_json(lines: Iterable[MendedLine]) -> Iterator[str]:
    """Every line with its state and, where it was decoded, its tokens: the pieces of one JSON array."""
    before = "["
    for line in lines:
        yield before + json.dumps(_shown(line), ensure_ascii=False, indent=1)
        before = ",\n"
    yield "[]" if before == "[" else "]"


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
