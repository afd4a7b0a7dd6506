"""Quantities: the operator and the figures that a target states."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from normalizers.text import plain, tidy
from schemas.records import Modality, Operator


@dataclass(frozen=True)
class Quantity:
    """A target as read. `unit` is the one printed with the figure; `sure` is False where more than it is stated."""

    operator: Operator
    value: float | None = None
    value_max: float | None = None
    out_of: float | None = None
    unit: str | None = None
    sure: bool = True


# Decimal comma, dot between thousands (1.234,5); a dot before one, two or four digits can only be a decimal point.
_NUMBER = r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?|\d+\.\d+"
_FIGURE = re.compile(rf"(?<![\w.,])({_NUMBER})(?![\d])")
_ONE = re.compile(rf"0\.\d+|\d+\.(?:\d{{1,2}}|\d{{4,}})(?!\d)|{_NUMBER}")
_AFTER = re.compile(r"\s*%|\)?$|\s+(?![\d<>=])|\s*[;)]|,\s")
"""What may follow a figure that stands for itself: not a letter, not another figure, no sign."""
_MAIN_END = re.compile(r";|\.\s|\(")
_OUT_OF = re.compile(rf"({_NUMBER})\s*/\s*({_NUMBER})(?![\d/])")
_BETWEEN = re.compile(rf"({_NUMBER})\s*%?\s*(?:-|–|—|÷|~|den|toi)\s*({_NUMBER})(?![\d/])")
_PERCENT = re.compile(r"%")

_LEADING = re.compile(
    r"^(?:(?:phan dau|dat|duoc|hoan thanh|duy tri|bao dam|dam bao|chiem|xep hang|xep|hang|co|la|"
    r"o muc|muc|binh quan|trung binh|ty le|ti le|hang nam|moi nam|bo tri|thanh lap|xay dung|to chuc)\s+)+"
)
# `giảm 1,5` is a change, not a level: what it changes from is not there
_CHANGE = re.compile(r"^(?:phan dau\s+)?(?:giam|tang|cat giam|nang len|nang)\b")
_CHANGE_TO = re.compile(
    rf"^(?:(?:giam|tang|nang|ha)\s+)?tu\s+(?:{_NUMBER})\s*%?(?:\s+(?!tro\b)[a-z]+){{0,3}}?\s*(?:xuong|len|con)(?:\s+(?:con|toi|den))?\s+"
)
_PLACED = re.compile(r"^(?:xep|dung|hang|thu)\b")
_OPERATORS: tuple[tuple[re.Pattern[str], Operator], ...] = (
    (re.compile(r"^(?:>=|>\s*=|=>)\s*"), Operator.AT_LEAST),
    (re.compile(r"^(?:<=|<\s*=|=<)\s*"), Operator.AT_MOST),
    (re.compile(r"^>\s*"), Operator.MORE_THAN),
    (re.compile(r"^<\s*"), Operator.LESS_THAN),
    (re.compile(r"^=\s*"), Operator.EQUAL),
    (
        re.compile(r"^(?:toi thieu|it nhat|khong duoi|khong thap hon|khong it hon|thap nhat)(?:\s+(?:la|dat|co))*\s+"),
        Operator.AT_LEAST,
    ),
    (
        re.compile(r"^(?:toi da|khong qua|khong vuot qua|khong vuot|nhieu nhat|cao nhat|khong lon hon)(?:\s+la)?\s+"),
        Operator.AT_MOST,
    ),
    (re.compile(r"^(?:tren|hon|vuot|lon hon|cao hon)\s+"), Operator.MORE_THAN),
    (re.compile(r"^(?:duoi|nho hon|thap hon|it hon)\s+"), Operator.LESS_THAN),
    (re.compile(r"^(?:khoang|xap xi|uoc dat|uoc|~)\s*"), Operator.ABOUT),
)
_RANK = re.compile(
    r"^(?:thuoc\s+)?(?:trong\s+)?(?:o\s+)?(?:thuoc\s+)?(?:nhom|top)\s*(?:thu hang\s+)?(?:cua\s+)?(?:cac\s+)?"
    r"(\d{1,3})(?!\d|,|/|\s*%|\.\d|\s*-\s*\d)|"
    r"^(?:(?:thuoc\s+|trong\s+)+(?:so\s+)?(?=\d+\s+(?:tinh|thanh pho|dia phuong|nuoc|quoc gia))"
    r"|(?=\d+\s+(?:tinh|thanh pho|dia phuong|nuoc|quoc gia)[^;]*\b(?:dan dau|dung dau)\b))(\d{1,3})"
)
_OR_MORE = re.compile(r"(?:\s*\S+){0,4}?\s*\btro len\b")
_OR_LESS = re.compile(r"(?:\s*\S+){0,4}?\s*\btro xuong\b")
"""Behind a figure and its unit; further off they are of something else: `100% công trình cấp I trở lên`."""
_SCALE = re.compile(r"^(nghin ty|ngan ty|trieu ty|ty|ti|trieu|nghin|ngan|van)\b( dong| usd)?")
_SCALES = {
    "nghin ty": "Nghìn tỷ",
    "ngan ty": "Nghìn tỷ",
    "trieu ty": "Triệu tỷ",
    "ty": "Tỷ",
    "ti": "Tỷ",
    "trieu": "Triệu",
    "nghin": "Nghìn",
    "ngan": "Nghìn",
    "van": "Vạn",
}
_CURRENCIES = {" dong": " đồng", " usd": " USD", None: ""}
_STRIVE = re.compile(r"\bphan dau\b")
_MUST = re.compile(r"(?:bao dam|dam bao|phai)\b")
_SIGNS = str.maketrans(
    {"≥": ">=", "≤": "<=", "⩾": ">=", "⩽": "<=", "≈": "~", "＞": ">", "＜": "<", "–": "-", "—": "-", "÷": "-"}
)


def read_number(text: str) -> float:
    """A figure written the Vietnamese way.

    >>> read_number("0,7"), read_number("1.234,5"), read_number("05"), read_number("1.000"), read_number("2.5")
    (0.7, 1234.5, 5.0, 1000.0, 2.5)
    """
    if re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?", text):
        text = text.replace(".", "")
    return float(text.replace(",", "."))


@lru_cache(maxsize=8192)
def parse_quantity(text: str) -> Quantity | None:
    """What a target states, read from its main statement (up to the first `;`, full stop or bracket).

    Words without a figure are qualitative. None means that a figure is there but its meaning is not understood: a
    finding must say so, no value is guessed.

    >>> parse_quantity("≥ 3% và tăng dần theo yêu cầu phát triển")
    Quantity(operator=<Operator.AT_LEAST: '>='>, value=3.0, value_max=None, out_of=None, unit='%', sure=True)
    >>> parse_quantity("Top 10 tỉnh, thành phố").operator.value, parse_quantity("14/34 tỉnh").out_of
    ('<=', 34.0)
    >>> parse_quantity("Tiên tiến, hiện đại").operator.value, parse_quantity("từ 59% xuống dưới 30%").operator.value
    ('qualitative', '<')
    """
    whole = _plain(text)
    main = _MAIN_END.split(whole, maxsplit=1)[0].strip(" .,:")
    if change := _CHANGE_TO.match(main):
        # `từ 59% xuống 30%`: what it comes to is the target; the level before is the one figure more
        reached = _figures(main[change.end() :])
        return reached and replace(reached, sure=len(_FIGURE.findall(whole)) <= 2)
    if _CHANGE.match(main) and re.search(r"\d", main):
        return None
    if not re.search(r"\d", main):
        return _with_certainty(Quantity(Operator.QUALITATIVE), whole) if re.search(r"[a-z]", whole) else None
    if re.match(r"^(?:thuoc\s+)?(?:nhom|top)\s*\d{1,3}\s*[-/]", main):
        return None
    rank = _rank(_LEADING.sub("", main)) or _rank(main)
    quantity = rank or _figures(main)
    if quantity is None:
        return None
    return _with_certainty(quantity, whole)


def _plain(text: str) -> str:
    return plain(tidy(text).translate(_SIGNS))


def _rank(main: str) -> Quantity | None:
    found = _RANK.match(main)
    return Quantity(Operator.AT_MOST, float(found[1] or found[2])) if found else None


def _figures(main: str) -> Quantity | None:
    operator, rest = _operator(main)
    if operator is Operator.EQUAL and rest.startswith("tu ") and not _BETWEEN.match(rest[3:]):
        # `từ 85 điểm`; `từ 10 đến 18` is a span
        operator = Operator.AT_LEAST
    rest = re.sub(r"^(?:tu|thu|so|hang|ve)\s+(?=\d)", "", rest)
    percent = "%" if _PERCENT.search(rest) else None
    if found := _BETWEEN.match(rest):
        return _span(found, operator, percent)
    if found := _OUT_OF.match(rest):
        value, whole = read_number(found[1]), read_number(found[2])
        return (
            None if value > whole or _is_year(found[2], "") else Quantity(operator, value, out_of=whole, unit=percent)
        )
    if found := _ONE.match(rest):
        return _single(found[0], rest[found.end() :], operator, placed=_PLACED.match(main) is not None)
    return None


def _span(found: re.Match[str], operator: Operator, percent: str | None) -> Quantity | None:
    low, high = read_number(found[1]), read_number(found[2])
    if low >= high or (_is_year(found[1], "") and _is_year(found[2], "")):
        return None
    if operator is Operator.AT_LEAST:
        # `ít nhất 02 - 03` binds to its lower figure only
        return Quantity(operator, low, unit=percent)
    if operator in (Operator.EQUAL, Operator.ABOUT):
        return Quantity(Operator.BETWEEN, low, high, unit=percent)
    return None


def _single(figure: str, after: str, operator: Operator, *, placed: bool) -> Quantity | None:
    """One figure with what stands behind it; `placed` for a place in an order, where the tenth or better is <= 10."""
    if not _AFTER.match(after) or re.match(r"\s*(?::|/)", after) or _is_year(figure, after):
        return None
    if _OR_MORE.match(after):
        operator = Operator.AT_MOST if placed else Operator.AT_LEAST
    if _OR_LESS.match(after):
        operator = Operator.AT_MOST
    tail = after.strip()
    scaled = _SCALE.match(tail)
    scale = _SCALES[scaled[1]] + _CURRENCIES[scaled[2]] if scaled else None
    return Quantity(operator, read_number(figure), unit="%" if tail.startswith(("%", "phan tram")) else scale)


def _is_year(figure: str, tail: str) -> bool:
    return bool(re.fullmatch(r"20[2-9]\d", figure)) and not tail.strip().startswith("%")


def _operator(main: str) -> tuple[Operator, str]:
    """The operator that opens a statement and what follows it; verbs such as `đạt` may stand on both sides."""
    rest = _LEADING.sub("", main)
    for pattern, operator in _OPERATORS:
        found = pattern.match(rest)
        if found:
            after = _LEADING.sub("", rest[found.end() :]).strip()
            # `khoảng trên 500`: the second binds
            closer, last = _operator(after) if operator is Operator.ABOUT else (Operator.EQUAL, after)
            return (operator, after) if closer is Operator.EQUAL else (closer, last)
    return Operator.EQUAL, rest


def _with_certainty(quantity: Quantity, whole: str) -> Quantity:
    """Unsure where the cell holds further figures that the record cannot carry."""
    used = sum(part is not None for part in (quantity.value, quantity.value_max, quantity.out_of))
    figures = [figure for figure in _FIGURE.findall(whole) if not re.fullmatch(r"20[2-9]\d", figure)]
    more = len(figures) > used
    return Quantity(quantity.operator, quantity.value, quantity.value_max, quantity.out_of, quantity.unit, not more)


def states_quantity(text: str) -> bool:
    """Whether a short text is a figure with its operator and little else.

    >>> states_quantity("≥ 85"), states_quantity("14/34 tỉnh"), states_quantity("Xây dựng 02 đề án về dữ liệu")
    (True, True, False)
    """
    if len(text) > 60 or not re.search(r"\d", text):
        return False
    quantity = parse_quantity(text)
    return quantity is not None and quantity.value is not None and len(text.split()) <= 6


def modality_of(*texts: str | None) -> Modality | None:
    """`strive` where a wording says `phấn đấu`, `must` where it opens with `bảo đảm` or `phải`, else None."""
    wordings = [_plain(text) for text in texts if text]
    if any(_STRIVE.search(wording) for wording in wordings):
        return Modality.STRIVE
    return Modality.MUST if any(_MUST.match(wording) for wording in wordings) else None
