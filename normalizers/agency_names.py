"""The register of bodies: heads of names, collectives, and the canonical spelling of a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from normalizers.text import capital_first, fold, tidy
from normalizers.vocabulary import folded_index, load

_ROLE_WORDS = re.compile(
    r"^(?:chủ trì,?\s+)?phối hợp (?:với|cùng)\s+"
    r"|^(?:(?:cơ quan |đơn vị )?(?:chủ trì|phối hợp))(?:\s+thực hiện)?\s*:\s*"
    r"|\s*[(\[]?\s*(?:là\s+)?(?:chủ trì|phối hợp|chủ trì,\s*phối hợp)(?:\s+thực hiện|\s+theo dõi)?\s*[)\]]?$",
    re.IGNORECASE,
)
_SLIP_LIMIT = 0.8
_COLLECTIVE_OPENINGS = (
    "các ",
    "những ",
    "một số ",
    "ubnd các ",
    "ủy ban nhân dân các ",
    "uỷ ban nhân dân các ",
    "chủ tịch ubnd các ",
    "thủ trưởng các ",
)


@lru_cache
def strong_heads() -> tuple[str, ...]:
    """Words that open a new body even after a mere space, longest first."""
    return _longest_first(load("agencies")["heads"]["strong"])


@lru_cache
def all_heads() -> tuple[str, ...]:
    """Words that open a new body after a comma, `và` or a line break, longest first."""
    heads = load("agencies")["heads"]
    return _longest_first([*heads["strong"], *heads["weak"]])


@lru_cache
def lower_heads() -> tuple[str, ...]:
    """Words that open a body though printed with a small letter."""
    return _longest_first(load("agencies")["heads"]["after_lower"])


@lru_cache
def standalone_heads() -> frozenset[str]:
    """Heads that are whole names by themselves: `Văn phòng`, `VNPT`."""
    return frozenset(load("agencies")["heads"]["standalone"])


def is_in_register(text: str) -> bool:
    """Whether a text is a name of the register, whatever its case and marks."""
    return fold(text) in _register()


@lru_cache
def joins() -> frozenset[str]:
    """Last words of a name after which a head does not open a new body."""
    return frozenset(load("agencies")["joins"])


@lru_cache
def register_names() -> tuple[str, ...]:
    """Names of the register as they are spelt there, longest first."""
    return _longest_first(list(load("agencies")["bodies"]))


def extends_name(name: str, longer: str) -> bool:
    """Whether a name of the register begins with `name` and goes on in `longer`, so that no cut may part them.

    >>> extends_name("Ban Quản lý Khu kinh tế", "Ban Quản lý Khu kinh tế và các khu công nghiệp tỉnh")
    True
    """
    size = len(fold(name).split())
    words = tuple(fold(longer).split())
    return any(len(pattern) > size and words[: len(pattern)] == pattern for pattern, _ in _patterns_of(words))


@lru_cache
def collective_nouns() -> tuple[str, ...]:
    """Generic nouns of collectives, longest first."""
    return _longest_first(load("agencies")["collective"])


def _longest_first(words: list[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def opens_with(text: str, words: tuple[str, ...]) -> str | None:
    """The first of the words that a text opens with, as whole words, or None."""
    found = _opening(words).match(text)
    return found[0] if found else None


@lru_cache
def _opening(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))})(?![^\W\d_])")


@lru_cache
def _register() -> dict[str, str]:
    bodies = load("agencies")["bodies"]
    return folded_index("agencies", ((wording, body) for body, others in bodies.items() for wording in (body, *others)))


@lru_cache
def _patterns() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """By first word: folded opening words and their spelling, of whole names and of openings whose rest is free."""
    patterns: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for spelling in dict.fromkeys([*load("agencies")["patterns"], *load("agencies")["bodies"]]):
        words = tuple(fold(spelling).split())
        if len(words) > 1:
            patterns.setdefault(words[0], []).append((words, spelling))
    return patterns


def _patterns_of(words: Sequence[str]) -> list[tuple[tuple[str, ...], str]]:
    """The patterns that a name with these folded words may open with."""
    return _patterns().get(words[0], []) if words else []


def names_body(text: str) -> bool:
    """Whether a text opens with a name of the register, whatever marks were lost (`Công TTĐT tỉnh`).

    >>> names_body("Công TTĐT tỉnh"), names_body("Công nghệ")
    (True, False)
    """
    words = fold(text).split()
    return text[:1].isupper() and any(tuple(words[: len(pattern)]) == pattern for pattern, _ in _patterns_of(words))


def is_bare_noun(text: str) -> bool:
    """Whether a text is nothing but a generic noun, so that what follows goes on a collective (`cơ quan, đơn vị`)."""
    return text.lower() in collective_nouns()


def is_collective(text: str) -> bool:
    """Whether a name is a collective: `Các sở, ban, ngành`, `Sở, ngành tỉnh`, `Bộ, ngành, địa phương`.

    >>> is_collective("các sở, ban ngành, địa phương"), is_collective("Sở Tài chính"), is_collective("Sở, ngành")
    (True, False, True)
    """
    lowered = text.lower()
    if lowered.startswith(_COLLECTIVE_OPENINGS):
        return True
    first = opens_with(lowered, collective_nouns())
    rest = lowered[len(first) :] if first else ""
    # without a comma only `ngành` makes a collective: `Sở ngành`, `ban ngành`, but `Ban Tổ chức` is a body
    return bool(first) and (_noun_follows(rest) or bool(re.match(r"\s+(?:ban\s+)?ngành\b", rest)))


def _noun_follows(rest: str) -> bool:
    separator = re.match(r"\s*(?:,|/)\s*(?:và\s+)?(?:các\s+)?|\s+(?:và|-)\s+(?:các\s+)?", rest)
    return separator is not None and opens_with(rest[separator.end() :], collective_nouns()) is not None


@lru_cache(maxsize=8192)
def canonical_agency(text: str) -> str:
    """The canonical spelling of one body: register and slips mended, roles and final punctuation dropped.

    >>> canonical_agency("Sò Khoa học và Công nghệ")
    'Sở Khoa học và Công nghệ'
    >>> canonical_agency("Ban Bản lý Khu Kinh tế Vân Phong")
    'Ban Quản lý Khu kinh tế Vân Phong'
    >>> canonical_agency("các sở, ban ngành, địa phương.")
    'Các sở, ban, ngành, địa phương'
    """
    name = tidy(text).strip(" .,;:+-–•*").strip()
    name = re.sub(r"\s*,\s*,+", ",", _ROLE_WORDS.sub("", name)).strip(" .,;:")
    if not name:
        return ""
    if is_collective(name):
        return _canonical_collective(name)
    return capital_first(_register().get(fold(name)) or _mend_opening(name))


def _canonical_collective(name: str) -> str:
    """`các Sở, ban ngành` -> `Các sở, ban, ngành`; nothing else of the wording is changed."""
    nouns = "|".join(map(re.escape, collective_nouns()))
    name = re.sub(r"^((?:các\s+)?)(sở|bộ|ban|ngành)\b", lambda m: (m[1] + m[2]).lower(), name, flags=re.IGNORECASE)
    name = re.sub(rf"\b(sở|ban|bộ|viện)\s+({nouns})\b", r"\1, \2", name, flags=re.IGNORECASE)
    name = re.sub(r"\bngành (địa phương|đoàn thể)\b", r"ngành, \1", name)
    return capital_first(re.sub(r"\s*,\s*", ", ", name))


def _mend_opening(name: str) -> str:
    """The name with its opening words in the spelling of the longest pattern of the register that they match.

    Words may differ in case and marks; where they do, or where letters differ a little (`Ban Bản lý`), the pattern's
    spelling wins. Only an opening of at least two words is mended, so that free names are not bent.
    """
    words = name.split()
    folded = [fold(word) for word in words]
    best: tuple[float, int, str] | None = None
    for pattern, spelling in _patterns_of(folded):
        size = len(pattern)
        if size > len(words):
            continue
        likeness = 1.0 if tuple(folded[:size]) == pattern else _likeness(folded[:size], pattern, spelling)
        if likeness >= _SLIP_LIMIT and (best is None or (likeness, size) > best[:2]):
            best = (likeness, size, spelling)
    return " ".join([best[2], *words[best[1] :]]) if best else name


def _is_level(word: str) -> bool:
    """Whether a folded word tells the level of a body: `tỉnh` is no slip for `phường`."""
    return word in {part for level in load("head")["levels"] for part in fold(level).split()}


def _likeness(words: list[str], pattern: tuple[str, ...], spelling: str) -> float:
    """How alike two openings are; one word may differ, the others must be the same.

    Whole names of the register are so many, and some so alike, that only long ones are compared.
    """
    shortest = 3 if spelling in load("agencies")["patterns"] else 5
    if len(words) < shortest:
        return 0.0
    different = [(a, b) for a, b in zip(words, pattern, strict=True) if a != b]
    if len(different) != 1 or any(len(word) < 3 for word in different[0]) or all(map(_is_level, different[0])):
        return 0.0
    return Levenshtein.normalized_similarity(" ".join(words), " ".join(pattern))
