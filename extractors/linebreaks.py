"""Lines that a line break within running text parts: one sentence, or lines of their own as in a letterhead."""

from __future__ import annotations

import re
from collections.abc import Sequence

from normalizers.headings import begins_item, opens_letterhead
from normalizers.text import FOOTNOTE_SIGNS, is_upper

_RULE = re.compile(r"[-–—_=*~.\s]{3,}")
_NOTE = re.compile(f"([{FOOTNOTE_SIGNS}]+)\\s*(\\S.*)", re.DOTALL)
_ENDS = re.compile(r"[.;:!?]['\"”)\]]*$")
_LONG = 40
"""Characters: a shorter line with a stop behind it may be a label such as `Điều 1.`"""


def joined(lines: Sequence[str]) -> list[list[str]]:
    """The lines of a block, those put together that are not clearly lines of their own; ruled lines are dropped.

    >>> joined(["ỦY BAN NHÂN DÂN", "TỈNH KHÁNH HÒA", "-------", "Số: 512/QĐ-UBND"])
    [['ỦY BAN NHÂN DÂN', 'TỈNH KHÁNH HÒA'], ['Số: 512/QĐ-UBND']]
    """
    groups: list[list[str]] = []
    for line in lines:
        if _RULE.fullmatch(line):
            continue
        if groups and not _stands_alone(groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def footnote(text: str) -> str | None:
    """A footnote's body with one space behind its sign; None for other text.

    >>> footnote("¹Nghị quyết số 57-NQ/TW")
    '¹ Nghị quyết số 57-NQ/TW'
    """
    note = _NOTE.fullmatch(text)
    return f"{note[1]} {note[2]}" if note else None


def _stands_alone(above: str, below: str) -> bool:
    if is_upper(above) != is_upper(below) or begins_item(below) or opens_letterhead(below) or _NOTE.match(below):
        return True
    return len(above) > _LONG and _ENDS.search(above) is not None and not below[:1].islower()


def lines_of(text: str) -> list[str]:
    r"""The lines of a text, white space collapsed, blank ones left out.

    >>> lines_of("Sở  Xây dựng\n\u00a0\nSở Tài chính ")
    ['Sở Xây dựng', 'Sở Tài chính']
    """
    lines = (" ".join(line.replace("\u200b", "").replace("\ufeff", "").split()) for line in text.split("\n"))
    return [line for line in lines if line]
