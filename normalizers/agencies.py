"""Agencies: a cell is split into bodies, each in canonical spelling."""

from __future__ import annotations

import re
from functools import lru_cache

from normalizers.agency_names import (
    all_heads,
    canonical_agency,
    is_bare_noun,
    is_collective,
    joins,
    lower_heads,
    names_body,
    opens_with,
    strong_heads,
)
from normalizers.text import tidy, without_markup

_SEPARATOR = re.compile(r"(;|\n|,\s*(?=và\s)|,|\s+và\s+|\s+-\s+(?=Sở |Các ))")
_ROLE_BREAK = re.compile(r"(?<=[^:])(\bchủ trì|\bphối hợp)\s*[,;.]\s*", re.IGNORECASE)


@lru_cache(maxsize=8192)
def split_agencies(text: str) -> tuple[str, ...]:
    """The bodies named in a cell, in order, each once, in canonical spelling.

    A cell is split at `;`, where a line begins a new body, at `,` or `và` only between two bodies, and at a space
    before the head of a new name; never inside a name or brackets. A collective is one entry whole.

    >>> split_agencies("Sở Khoa học, Công nghệ, Sở Tài chính và các địa phương")
    ('Sở Khoa học và Công nghệ', 'Sở Tài chính', 'Các địa phương')
    >>> split_agencies("Các sở, ban, ngành, địa phương, các tổ chức, cá nhân liên quan")
    ('Các sở, ban, ngành, địa phương', 'Các tổ chức, cá nhân liên quan')
    >>> split_agencies("Sở Tài chính Sở Tư pháp Quỹ Đầu tư phát triển tỉnh Khánh Hòa")
    ('Sở Tài chính', 'Sở Tư pháp', 'Quỹ Đầu tư phát triển tỉnh Khánh Hòa')
    """
    parts = (part for run in _split_at_heads(_tidy_lines(text)) for part in _parts(run))
    names = (canonical_agency(part) for part in parts)
    return tuple(dict.fromkeys(name for name in names if name))


def _tidy_lines(text: str) -> str:
    """The cell with markup gone and each line tidied; breaks stay, for a line may begin a new body."""
    lines = (tidy(line) for line in without_markup(text).split("\n"))
    return _ROLE_BREAK.sub(r"\1; ", "\n".join(line for line in lines if line))


def _parts(text: str) -> list[str]:
    parts: list[str] = []
    current = ""
    for separator, segment in _segments(text):
        if current and separator and _begins_new(separator, segment, current):
            parts.append(current)
            current = segment
        else:
            current = current + _rejoin(separator) + segment if current else segment
    parts.append(current)
    return parts


def _rejoin(separator: str) -> str:
    stripped = separator.strip()
    return {"": " ", ",": ", ", "và": " và ", ";": "; "}.get(stripped, f" {stripped} ")


def _segments(text: str) -> list[tuple[str, str]]:
    """The text cut at every separator outside brackets: (separator before it, segment)."""
    segments: list[tuple[str, str]] = []
    separator, start = "", 0
    for match in _SEPARATOR.finditer(text):
        if _inside_brackets(text, match.start()):
            continue
        segments.append((separator, text[start : match.start()].strip()))
        separator, start = match[0], match.end()
    segments.append((separator, text[start:].strip()))
    return _without_empty(segments)


def _without_empty(segments: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Empty segments dropped; the strongest separator of those that meet is kept."""
    kept: list[tuple[str, str]] = []
    pending = ""
    for separator, segment in segments:
        both = pending + separator
        strongest = next((mark for mark in (";", ",", "\n") if mark in both), both)
        if segment:
            kept.append((strongest, segment))
            pending = ""
        else:
            pending = strongest
    return kept


def _inside_brackets(text: str, position: int) -> bool:
    before = text[:position]
    return before.count("(") > before.count(")")


def _begins_new(separator: str, segment: str, current: str) -> bool:
    if separator.strip() == ";":
        return True
    if current.rstrip().endswith(":") or _lists_after_colon(current, segment):
        return False
    if is_collective(current) or is_bare_noun(current):
        return _leaves_collective(segment)
    if opens_with(segment, all_heads()) or names_body(segment):
        return True
    if segment[:1].islower():
        return opens_with(segment, lower_heads()) is not None
    return _is_acronym(segment) and separator.strip() == ","


def _lists_after_colon(current: str, segment: str) -> bool:
    """`Doanh nghiệp công nghệ số: VNPT, Viettel` is one entry until a strong head or a collective comes."""
    return ":" in current and not opens_with(segment, strong_heads()) and not is_collective(segment)


def _leaves_collective(segment: str) -> bool:
    """Whether a segment after a collective begins a new entry: any name, any `các ...` but `các địa phương`."""
    lowered = segment.lower()
    if lowered.startswith("các "):
        return not re.match(r"các địa phương(?:\s+(?:liên quan|có liên quan|trong tỉnh|trên địa bàn.*))?$", lowered)
    if segment[:1].islower():
        return opens_with(segment, ("ubnd", "công an", "ngân hàng")) is not None
    if is_collective(segment) or lowered.split(" ")[0] in ("địa", "ngành", "ban"):
        return False
    return opens_with(segment, all_heads()) is not None or _is_acronym(segment)


def _is_acronym(segment: str) -> bool:
    first = segment.split(" ")[0]
    return len(first) >= 2 and first.isupper() and first.isalpha() and len(segment.split()) <= 3


def _split_at_heads(text: str) -> list[str]:
    """The text cut before each strong head that nothing but a space sets off."""
    words = text.split(" ")
    cuts = [0]
    for index in range(1, len(words)):
        rest = " ".join(words[index:])
        if not words[index][:1].isupper() or _inside_brackets(text, len(" ".join(words[:index]))):
            continue
        if opens_with(rest, strong_heads()) and _is_complete(words[cuts[-1] : index]):
            cuts.append(index)
    return [" ".join(words[a:b]) for a, b in zip(cuts, [*cuts[1:], len(words)], strict=True)]


def _is_complete(words: list[str]) -> bool:
    """Whether the words before a head make a whole name: they do not end in a word that wants more."""
    last = words[-1]
    if last in joins() or last.endswith((",", "(", "/")) or " ".join(words[-2:]) in joins():
        return False
    return len(words) > 1 or last.endswith(".")
