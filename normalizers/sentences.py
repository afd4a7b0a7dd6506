"""Sentences of running text and the clauses that semicolons part in them, as spans."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SENTENCE = re.compile(r"(?<!\bTP)(?<!\bTp)(?<!\bTS)(?<!\bThS)(?<!\bPGS)(?<!\bGS)[.!?…]+[”\"’)]*\s+(?=\S)")
_LONGEST = 1500
"""Characters of a clause. The longest seen in a plan has some 600; in one without end no target could be told."""
_CLAUSE = re.compile(r";\s*")
Span = tuple[int, int]


def sentences_of(text: str) -> list[Span]:
    """The sentences of a text, each up to its full stop.

    >>> [text[a:b] for text in ["Đạt 30,5% GRDP. Tỷ lệ đạt 1.250 người/năm."] for a, b in sentences_of(text)]
    ['Đạt 30,5% GRDP.', 'Tỷ lệ đạt 1.250 người/năm.']
    """
    return list(_cut(text, 0, len(text), _SENTENCE))


def clauses_of(text: str, sentence: Span) -> list[Span]:
    """The clauses of a sentence that semicolons outside brackets part; what is longer than any is cut at a space."""
    return [part for clause in _cut(text, *sentence, _CLAUSE) for part in _in_pieces(text, clause)]


def _in_pieces(text: str, span: Span) -> Iterator[Span]:
    start, end = span
    while end - start > _LONGEST:
        cut = text.rfind(" ", start + 1, start + _LONGEST)
        cut = cut if cut > start else start + _LONGEST
        yield start, cut
        start = cut
    yield start, end


def _cut(text: str, start: int, end: int, separator: re.Pattern[str]) -> Iterator[Span]:
    for match in separator.finditer(text, start, end):
        inside, following = text[start : match.start()], text[match.end() : match.end() + 1]
        if inside.count("(") > inside.count(")") or (separator is _SENTENCE and following.islower()):
            continue
        if inside.strip():
            yield start, match.start() + len(match[0].rstrip())
        start = match.end()
    if text[start:end].strip():
        yield start, end
