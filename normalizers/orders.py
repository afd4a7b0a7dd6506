"""Orders: whether a passage tells somebody to do something, and whether it only leads in what follows it."""

from __future__ import annotations

import re
from functools import lru_cache

from normalizers.agency_names import all_heads, is_collective, opens_with
from normalizers.sentences import sentences_of
from normalizers.vocabulary import any_of

_LEAD_IN = re.compile(r":\s*$|\b(?:như sau|sau đây)\W*$")
_ASIDE = re.compile(r"^\(.*\)\W*$")
_TIME_FIRST = re.compile(
    r"^(?:trong|đến|từ|trước|hằng|hàng|định kỳ|ngay|sau khi|khi|năm|quý|tháng|giai đoạn|đồng thời|bên cạnh|đối với|"
    r"căn cứ|trên cơ sở|thông qua|ngoài ra|trước mắt|để)\b[^,]{0,160},\s*",
    re.IGNORECASE,
)
_TO_BE_DONE = re.compile(
    r"\b(?:cần|phải|tập trung|tiếp tục|bảo đảm|đảm bảo|có (?:cơ chế, )?chính sách|được (?:ưu tiên|giao))\b"
)
_WAS = re.compile(r"\b(?:đã|đang|vừa qua|thời gian qua|hiện nay|còn nhiều|chưa)\b", re.IGNORECASE)
_TELLS = re.compile(
    r"^(?:\S+\s+){1,12}là\s|^\W*(?:đây|điều này|theo đó|như vậy|trên đây|kèm theo|chi tiết)\b", re.IGNORECASE
)
"""`Chuyển đổi số là ...`: what is said of a thing orders nothing."""
_CIRCUMSTANCES = 3
"""Phrases that may stand before an order: `Trước mắt, trong năm 2025, rà soát ...`."""
_FEWEST = 8
"""Words. A bullet with fewer that begins with no verb names a thing and orders nothing: `- Hạ tầng số;`."""
_LONGEST_BODIES = 30
_SUBJECT = 45
"""Words in which the body charged, and what it is charged with, must come."""


@lru_cache
def verbs_pattern() -> re.Pattern[str]:
    """The verbs that orders begin with, the longest first, as whole words."""
    return re.compile(rf"(?<!\w){any_of('orders', 'verbs')}(?!\w)", re.IGNORECASE)


@lru_cache
def _charges() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of('orders', 'charges')}(?!\w)")


def leads_in(text: str) -> bool:
    """Whether a passage only announces what follows: it ends in a colon.

    >>> leads_in("Tập trung triển khai tốt các nội dung sau:"), leads_in("Xây dựng kế hoạch năm sau.")
    (True, False)
    """
    return _LEAD_IN.search(text) is not None


def begins_with_order(text: str) -> bool:
    """Whether a passage begins with the verb of an order, be it after a phrase of time or circumstance.

    >>> begins_with_order("Hằng năm, tổ chức đánh giá mức độ chuyển đổi số"), begins_with_order("Hạ tầng số")
    (True, False)
    """
    bare = text.lstrip('“"( ')
    if verbs_pattern().match(bare):
        return True
    for _ in range(_CIRCUMSTANCES):
        opened = _TIME_FIRST.match(bare)
        if opened is None:
            return False
        bare = bare[opened.end() :]
        if verbs_pattern().match(bare):
            return True
    return False


def gives_order(text: str, *, marked: bool) -> bool:
    """Whether a passage of a section of tasks tells somebody to do something.

    Args:
        text: The passage without its mark.
        marked: Whether it is a bullet or numbered. Most of these are orders, whatever they begin with; plain paragraphs
            must begin with a verb or charge a body.

    >>> gives_order("Chính quyền các cấp sẵn sàng hỗ trợ doanh nghiệp.", marked=True)
    True
    >>> gives_order("(Phụ lục Danh mục các nhiệm vụ phân công kèm theo).", marked=False)
    False
    """
    if leads_in(text) or _ASIDE.match(text):
        return False
    if begins_with_order(text) or (marked and len(text.split()) >= _FEWEST):
        return True
    return charges_body(text) or _orders_within(text)


def _orders_within(text: str) -> bool:
    """Whether the first sentence of a longer text says what is to be done: it tells neither what was nor what is."""
    sentence = text[: sentences_of(text)[0][1]] if text.strip() else ""
    if len(sentence.split()) < _FEWEST or _WAS.search(sentence):
        return False
    return _TO_BE_DONE.search(sentence) is not None or not _TELLS.match(sentence)


def charges_body(text: str) -> bool:
    """Whether a sentence begins with a body and says what it has to do.

    >>> charges_body("Các cấp ủy, tổ chức đảng cần nhận thức đầy đủ"), charges_body("Khoa học là then chốt")
    (True, False)
    """
    opening = " ".join(text.split()[:_SUBJECT])
    named = (
        opens_with(opening, all_heads()) or is_collective(opening) or re.match(r"(?i)(?:các|mỗi|toàn|người)\s", opening)
    )
    return bool(named and _charges().search(opening))


@lru_cache
def _bodies() -> re.Pattern[str]:
    return re.compile(rf"{any_of('orders', 'bodies')}(?!\w)")


@lru_cache
def _no_bodies() -> re.Pattern[str]:
    return re.compile(rf"{any_of('orders', 'no_bodies')}(?!\w)")


def names_bodies_only(heading: str) -> bool:
    """Whether a heading names bodies and says nothing of what they do: what stands under it is theirs.

    >>> names_bodies_only("Văn phòng Ủy ban nhân dân tỉnh"), names_bodies_only("Sở Tài chính tham mưu bố trí kinh phí")
    (True, False)
    >>> names_bodies_only("Quỹ tài chính nhà nước ngoài ngân sách")
    False
    """
    opening = _bodies().match(heading)
    if opening is None or len(heading.split()) > _LONGEST_BODIES or heading.rstrip().endswith((".", ";")):
        return False
    rest = heading[opening.end() :]
    if _no_bodies().match(heading):
        return False
    return not any(match[0][:1].islower() for match in verbs_pattern().finditer(rest))
