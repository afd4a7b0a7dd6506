"""Agencies: a cell is split into bodies, each in canonical spelling."""

from __future__ import annotations

import re
from functools import lru_cache

from normalizers.agency_names import (
    all_heads,
    canonical_agency,
    extends_name,
    is_bare_noun,
    is_collective,
    is_in_register,
    joins,
    lower_heads,
    names_body,
    opens_with,
    register_names,
    standalone_heads,
    strong_heads,
)
from normalizers.text import tidy, without_markup

_SEPARATOR = re.compile(r"\s*(?:;|\n|,\s*(?=và\s)|,|\s+và\s+|\s+-\s+(?=Sở |Các ))\s*")
_ROLE_BREAK = re.compile(r"(?<=[^:])(\bchủ trì|\bphối hợp)\s*[,;.]\s*", re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[-+•*●–]|\d{1,2}[.)])\s+(?=\S)")
_LISTED = re.compile(r"^(?:các\s+)?(sở|bộ)\s*:\s*", re.IGNORECASE)
_LEADING_AND = re.compile(r"^và\s+")


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
    return tuple(dict.fromkeys(name for name in names if any(letter.isalpha() for letter in name)))


def _tidy_lines(text: str) -> str:
    """The cell with markup gone and each line tidied; breaks stay, for a line may begin a new body."""
    lines: list[str] = []
    for line in without_markup(text).split("\n"):
        # a bullet or number says that the line is an entry of its own
        bulleted = _BULLET.match(line) is not None
        tidied = tidy(_BULLET.sub("", line))
        if tidied:
            lines.append(f";{tidied}" if bulleted and lines else tidied)
    return _ROLE_BREAK.sub(r"\1; ", "\n".join(lines))


def _parts(text: str) -> list[str]:
    parts: list[str] = []
    current = ""
    listed = _LISTED.match(text)
    if listed:
        return [f"{listed[1].capitalize()} {segment}" for _, segment in _segments(text[listed.end() :])]
    for separator, segment in _segments(text):
        joined = current + _rejoin(separator) + segment
        if current and _begins_new(separator, segment, current) and not extends_name(current, joined):
            parts.append(current)
            current = _LEADING_AND.sub("", segment)
        elif current and (elliptic := _elliptic(separator, segment, current, joined)):
            parts.append(current)
            current = elliptic
        else:
            current = joined if current else segment
    parts.append(current)
    return parts


def _elliptic(separator: str, segment: str, current: str, joined: str) -> str | None:
    """`Sở Tài chính, Nội vụ` leaves out the second `Sở`: the whole name, where only so it is one of the register."""
    name = f"{current.split(' ')[0]} {segment}"
    if separator != "," or not segment[:1].isupper() or is_in_register(joined):
        return None
    return name if is_in_register(name) and is_in_register(current) else None


def _rejoin(separator: str) -> str:
    stripped = separator.strip()
    return {"": " ", ",": ", ", "và": " và ", ";": "; "}.get(stripped, f" {stripped} ")


def _segments(text: str) -> list[tuple[str, str]]:
    """The text cut at every separator outside brackets: (separator before it, segment), empty segments left out."""
    segments: list[tuple[str, str]] = []
    separator, start = "", 0
    for match in _SEPARATOR.finditer(text):
        if _inside_brackets(text, match.start()):
            continue
        separator = _add_segment(segments, separator, text[start : match.start()]) + match[0]
        start = match.end()
    _add_segment(segments, separator, text[start:])
    return segments


def _add_segment(segments: list[tuple[str, str]], separator: str, segment: str) -> str:
    """Add a segment with the strongest of the separators before it; an empty one leaves them to the next."""
    if not segment.strip():
        return separator
    strongest = next((mark for mark in (";", ",", "và", "\n") if mark in separator), separator)
    segments.append((strongest, segment.strip()))
    return ""


def _inside_brackets(text: str, position: int) -> bool:
    before = text[:position]
    return before.count("(") > before.count(")")


def _begins_new(separator: str, segment: str, current: str) -> bool:
    segment = _LEADING_AND.sub("", segment)
    if separator.strip() == ";":
        return True
    if current.lower() == "các":
        return False
    if (
        (current in all_heads() and current not in standalone_heads())
        or current.rstrip().endswith(":")
        or _lists_after_colon(current, segment)
    ):
        return False
    if is_collective(current) or is_bare_noun(current):
        return _leaves_collective(segment)
    if opens_with(segment, all_heads()) or names_body(segment):
        return True
    if segment[:1].islower():
        return opens_with(segment, lower_heads()) is not None or is_in_register(segment)
    return _is_acronym(segment) and separator.strip() == ","


def _lists_after_colon(current: str, segment: str) -> bool:
    """`Doanh nghiệp công nghệ số: VNPT, Viettel` is one entry until a strong head or a collective comes."""
    return ":" in current and not opens_with(segment, strong_heads()) and not is_collective(segment)


def _leaves_collective(segment: str) -> bool:
    """Whether a segment after a collective begins a new entry: any name, any `các ...` but `các địa phương`."""
    segment = _LEADING_AND.sub("", segment)
    lowered = segment.lower()
    if lowered.startswith("các "):
        return not re.match(r"các địa phương(?:\s+(?:liên quan|có liên quan|trong tỉnh|trên địa bàn.*))?$", lowered)
    if opens_with(lowered, _NAMES_IN_SMALL):
        return True
    if segment[:1].islower() or is_collective(segment) or lowered.split(" ")[0] in ("địa", "ngành", "ban"):
        return False
    return opens_with(segment, all_heads()) is not None or _is_acronym(segment)


_NAMES_IN_SMALL = ("ubnd", "ủy ban nhân dân", "công an", "ngân hàng")


def _is_acronym(segment: str) -> bool:
    first = segment.split(" ")[0]
    return len(first) >= 2 and first.isupper() and first.isalpha() and len(segment.split()) <= 3


def _split_at_heads(text: str) -> list[str]:
    """The text cut before each name that nothing but white space sets off: a strong head, or a name of the register."""
    words = list(re.finditer(r"\S+", text))
    cuts = [0]
    for word in words[1:]:
        if not word[0][:1].isupper() or _inside_brackets(text, word.start()):
            continue
        since = _since_separator(text[cuts[-1] : word.start()])
        if not since:
            continue
        rest = text[word.start() :]
        named = opens_with(rest, strong_heads()) or opens_with(rest, register_names())
        if named and _is_complete(since) and not extends_name(" ".join(since), " ".join([*since, rest])):
            cuts.append(word.start())
    return [text[a:b].strip() for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def _since_separator(text: str) -> list[str]:
    """The words after the last comma, semicolon or line break that stands outside brackets."""
    return re.split(r"(?:[,;\n]|\bvà\b)(?![^(]*\))", text)[-1].split()


def _is_complete(words: list[str]) -> bool:
    """Whether the words before a head make a whole name: they do not end in a word that wants more."""
    last, pair = words[-1], " ".join(words[-2:])
    if last in standalone_heads():
        return True
    if last in joins() or pair in joins() or last in all_heads() or last.endswith(("(", "/")):
        return False
    return len(words) > 1 or last.endswith(".")
