"""Roles of columns, told from the words of their headings and from what the table holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from normalizers.text import fold
from normalizers.vocabulary import load
from schemas.drafts import ColumnRole, TableKind
from schemas.errors import VocabularyError

STATEMENTS = (ColumnRole.DESCRIPTION, ColumnRole.NAME)
"""The roles of the column that says what a row states."""
_YEAR = re.compile(r"\b(20[0-9]{2})\b")


@dataclass(frozen=True)
class Heading:
    """One wording of the vocabulary: folded words, and the role it gives by kind of table."""

    words: str
    exact: bool
    tasks: str
    indicators: str
    speaks_for: TableKind | None
    finer: bool = False

    def found_in(self, folded: str) -> bool:
        """Whether the wording stands in a folded heading, as whole words."""
        return folded == self.words if self.exact else f" {self.words} " in f" {folded} "


@dataclass(frozen=True)
class Column:
    """A column of a table: its place from 0, its heading as printed, its role and the year the heading names."""

    index: int
    heading: str
    role: ColumnRole
    year: int | None


@lru_cache
def _headings() -> tuple[Heading, ...]:
    data = load("columns")
    headings = [
        Heading(
            fold(entry["words"]),
            bool(entry.get("exact")),
            entry["tasks"],
            entry["indicators"],
            TableKind(entry["speaks_for"]) if "speaks_for" in entry else None,
            bool(entry.get("finer")),
        )
        for entry in data["headings"]
    ]
    seen: set[str] = set()
    for heading in headings:
        if heading.words in seen:
            raise VocabularyError(f"columns.yaml: {heading.words!r} stands twice; keep one")
        seen.add(heading.words)
    return tuple(sorted(headings, key=lambda heading: (-len(heading.words), heading.words)))


@lru_cache
def _ordinal_words() -> frozenset[str]:
    return frozenset(fold(word).replace(" ", "") for word in load("columns")["ordinal"])


@lru_cache
def _other_lists() -> tuple[str, ...]:
    return tuple(fold(words) for words in load("columns")["other_lists"])


@lru_cache(maxsize=4096)
def heading_of(text: str) -> Heading | None:
    """The longest wording of the vocabulary that stands in a heading, or None."""
    folded = fold(text)
    return next((heading for heading in _headings() if heading.found_in(folded)), None)


def is_ordinal_heading(text: str) -> bool:
    """Whether a heading is that of the ordinal column; a narrow one may break it anywhere (`ST T`).

    >>> [is_ordinal_heading(text) for text in ("STT", "Số TT", "ST T", "Chỉ tiêu")]
    [True, True, True, False]
    """
    return len(text) < 20 and fold(text).replace(" ", "") in _ordinal_words()


def is_heading(text: str) -> bool:
    """Whether a short text could head a column."""
    return is_ordinal_heading(text) or (len(text.split()) <= 14 and heading_of(text) is not None)


def kind_of(headings: Sequence[str], title: str = "") -> TableKind:
    """What a table holds, from its headings and, where they leave it open, the title above it.

    >>> kind_of(["TT", "Tên nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"])
    <TableKind.TASKS: 'tasks'>
    >>> kind_of(["TT", "Chỉ tiêu", "Đơn vị", "Kết quả"])
    <TableKind.INDICATORS: 'indicators'>
    """
    if any(f" {words} " in f" {fold(text)} " for text in headings for words in _other_lists()):
        return TableKind.UNKNOWN
    found = [heading for heading in map(heading_of, headings) if heading]
    votes = {kind: sum(heading.speaks_for == kind for heading in found) for kind in TableKind}
    if votes[TableKind.TASKS] == votes[TableKind.INDICATORS]:
        votes = {kind: votes[kind] + _title_votes(kind, title) for kind in TableKind}
    if votes[TableKind.TASKS] == votes[TableKind.INDICATORS]:
        return TableKind.UNKNOWN
    return TableKind.TASKS if votes[TableKind.TASKS] > votes[TableKind.INDICATORS] else TableKind.INDICATORS


def _title_votes(kind: TableKind, title: str) -> int:
    words = load("columns")["titles"].get(kind.value, ())
    return sum(f" {fold(word)} " in f" {fold(title)} " for word in words)


def columns_of(headings: Sequence[str], kind: TableKind) -> tuple[Column, ...]:
    """The role of each column in a table of this kind; a heading no vocabulary knows gets `other`.

    A role that only one column can have (what the row states, its ordinal) goes to the first that claims it, or to the
    one whose heading tells the parts of what the others name (`Tên tiêu chí`, `Nội dung tiêu chí`); in a table of
    indicators `CHỈ TIÊU` is the target where another column already names the indicator.

    >>> heads = ["STT", "NỘI DUNG CÁC CHỈ TIÊU", "ĐƠN VỊ", "CHỈ TIÊU", "CƠ QUAN CHỦ TRÌ", "Ghi chú"]
    >>> [column.role.value for column in columns_of(heads, TableKind.INDICATORS)]
    ['ordinal', 'name', 'unit', 'target', 'agencies', 'note']
    """
    roles = [_role(text, kind) for text in headings]
    named = "name" in roles
    finer = next(
        (index for index, text in enumerate(headings) if (heading := heading_of(text)) and heading.finer), None
    )
    if finer is not None:
        roles = ["other" if role == "name" and index != finer else role for index, role in enumerate(roles)]
    columns: list[Column] = []
    for index, (text, role) in enumerate(zip(headings, roles, strict=True)):
        if role == "name_or_target":
            role = "target" if named else "name"
            named = True
        if role in ("name", "description", "ordinal") and any(column.role == role for column in columns):
            role = "other"
        columns.append(Column(index, text, ColumnRole(role), year_in(text)))
    return tuple(columns)


def index_of(columns: Sequence[Column], *roles: ColumnRole) -> int | None:
    """The first column of some roles, None where there is none."""
    return next((column.index for column in columns if column.role in roles), None)


def year_in(heading: str) -> int | None:
    """The one year that a heading names.

    >>> year_in("Mục tiêu năm 2026"), year_in("Giai đoạn 2026 - 2030")
    (2026, None)
    """
    years = _YEAR.findall(heading)
    return int(years[0]) if len(years) == 1 else None


def _role(text: str, kind: TableKind) -> str:
    if is_ordinal_heading(text):
        return "ordinal"
    if kind is TableKind.INDICATORS and re.fullmatch(r"(?:năm\s*)?20\d\d", text.strip(), re.IGNORECASE):
        return "target"
    heading = heading_of(text)
    if heading is None:
        return "other"
    return heading.indicators if kind is TableKind.INDICATORS else heading.tasks
