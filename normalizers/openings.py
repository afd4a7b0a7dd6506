"""What a document says of itself in its opening: who issues it, of what kind it is; and whether a line is a title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from normalizers.symbols import kind_named
from normalizers.vocabulary import any_of

any_word = partial(any_of, "head")
"""A pattern for any of the words of a list of the vocabulary of heads."""


_ISSUES = re.compile(
    rf"(?:^|[.;,]\s+)(?P<issuer>{any_word('issuing')}"
    r"(?:\s+(?!về\b|việc\b|ban hành\b|xây dựng\b|tại\b)[^\s,;.]+){0,9}?)"
    r"\s+(?:đã\s+|xin\s+)?(?P<verb>ban hành|xây dựng|yêu cầu|triển khai)"
    r"\s+(?P<kind>(?i:kế hoạch|chương trình(?:\s+hành động)?|nghị quyết|quyết định|chỉ thị|đề án))"
)
_AS_FOLLOWS = re.compile(r"(?:như sau|sau đây|dưới đây|sau)\s*:\s*$")
_TITLE = re.compile(
    r"^(?:V/v|Về|Ban hành|Triển khai|Thực hiện|Tổ chức|Phê duyệt|Công bố|Sửa đổi|Bổ sung|Điều chỉnh|Tăng cường)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.;:,]\W*$")
_LONGEST_TITLE = 100
"""Words. Titles that name two documents with date and issuer each come to some seventy."""


def issuer_in(opening: Sequence[str]) -> str | None:
    """The body that issues the document, as the last sentence of its opening that issues one names it."""
    found = [match for text in opening for match in _ISSUES.finditer(text)]
    return found[-1]["issuer"] if found else None


def kind_in(opening: Sequence[str]) -> str | None:
    """The kind of the document, as the sentence names it that ends the opening and issues the document.

    >>> kind_in(["Thực hiện Nghị quyết 57-NQ/TW, Ủy ban nhân dân tỉnh ban hành Kế hoạch thực hiện, cụ thể như sau:"])
    'Kế hoạch'
    >>> kind_in(["Ngày 02/5/2025, Ủy ban nhân dân tỉnh ban hành Kế hoạch số 12/KH-UBND."]) is None
    True
    """
    for text in reversed(opening):
        issues = list(_ISSUES.finditer(text)) if _AS_FOLLOWS.search(text) else []
        if issues and issues[-1]["verb"] in ("ban hành", "xây dựng"):
            return kind_named(issues[-1]["kind"])
    return None


def reads_as_title(text: str) -> bool:
    """Whether a paragraph may be a title: it says what is done and is no sentence.

    >>> reads_as_title("Triển khai thực hiện Nghị quyết 71/NQ-CP của Chính phủ"), reads_as_title("Thực hiện như sau:")
    (True, False)
    """
    return bool(_TITLE.match(text)) and not _ENDS.search(text) and len(text.split()) <= _LONGEST_TITLE
