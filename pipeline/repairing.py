"""Mending of a text, line for line, as `vnplans repair` prints it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from normalizers.repair.mending import MendedLine, mender
from pipeline.reading import bytes_of, foreseen, printable
from schemas.errors import EmptyFileError


def mended_lines(source: Path) -> list[MendedLine]:
    """The lines of a text file, or of standard input for `-`, mended one for one.

    Raises:
        UsageError: There is no such file.
        UnreadableFileError: It cannot be read or is not text.
        InternalError: The program failed on it.
    """
    from extractors.text.decoding import decode

    with foreseen(source):
        if str(source) == "-":
            data, name = sys.stdin.buffer.read(), "standard input"
        else:
            data, name = bytes_of(source), printable(source.name)
        try:
            decoded = decode(data, name)
        except EmptyFileError:
            return []  # nothing to mend
        return mender().mend([line.text for line in decoded.lines])


def as_json(lines: list[MendedLine]) -> str:
    """Every line with its state and, where it was decoded, its tokens."""
    shown = [
        {
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
        for line in lines
    ]
    return json.dumps(shown, ensure_ascii=False, indent=1)
