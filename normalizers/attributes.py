"""Attributes of a task that prose sets behind a label: `Cơ quan chủ trì: ...`, `Thời gian hoàn thành: ...`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from normalizers.columns import heading_of
from normalizers.text import CAPITALS, is_blank
from schemas.drafts import ColumnRole

_LABEL = re.compile(
    rf"(?:^|(?<=[.;(])\s*|(?<=[.;])\s+-\s*)(?P<label>(?:[{CAPITALS}]|(?<=[;(]\s|.\()[^\W\d_])[^:.;()\d]{{3,45}})\s*:\s*"
)
_ROLES = (ColumnRole.LEAD, ColumnRole.COORDINATING, ColumnRole.OUTPUT, ColumnRole.DEADLINE)
_LONGEST_LABEL = 9
_TRIM = " .;,-–()"


@dataclass(frozen=True)
class Attribute:
    """A labelled value: what it is of a task, and its words."""

    role: ColumnRole
    value: str
    start: int


@lru_cache(maxsize=4096)
def attributes_in(text: str) -> tuple[Attribute, ...]:
    """The labelled values of a text, in order; `start` is where the label of each begins.

    >>> found = attributes_in("Xây dựng đề án. Cơ quan chủ trì: Sở Tài chính. Thời gian hoàn thành: Quý II/2025.")
    >>> [(attribute.role.value, attribute.value) for attribute in found]
    [('lead', 'Sở Tài chính'), ('deadline', 'Quý II/2025')]
    >>> attributes_in("Kết quả: đạt và vượt các chỉ tiêu: 3 chỉ tiêu.")[0].role.value
    'output'
    """
    labels = [(match, role) for match in _LABEL.finditer(text) if (role := _role_of(match["label"]))]
    return tuple(_valued(text, labels))


def holds_only_labels(text: str) -> bool:
    """Whether a text begins with a labelled value: it states nothing itself.

    >>> holds_only_labels("Cơ quan chủ trì: Sở Tài chính."), holds_only_labels("Rà soát. Sản phẩm: Báo cáo.")
    (True, False)
    """
    found = attributes_in(text)
    return bool(found) and found[0].start == 0


def _valued(text: str, labels: Sequence[tuple[re.Match[str], ColumnRole]]) -> Iterator[Attribute]:
    ends = [*(match.start() for match, _ in labels), len(text)]
    for number, (match, role) in enumerate(labels):
        value = text[match.end() : ends[number + 1]].strip(_TRIM)
        if not is_blank(value):
            yield Attribute(role, value, match.start("label"))


def _role_of(label: str) -> ColumnRole | None:
    """The role of a label, where the vocabulary of columns knows it and it says little else."""
    if len(label.split()) > _LONGEST_LABEL:
        return None
    heading = heading_of(label)
    if heading is None or len(label.split()) > len(heading.words.split()) + 3:
        return None
    role = ColumnRole(heading.tasks)
    return role if role in _ROLES else None
