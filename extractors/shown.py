"""Numbers and dates as a workbook shows them to a Vietnamese reader: `1.234,50`, `85%`, `09/01/2025`.

A workbook stores a number and a format such as `#,##0.00`, in which the comma stands for "thousands" and the point for
"decimals" whatever the country; which signs are printed depends on the reader's computer. Here it is Vietnam's:
a point between thousands, a comma before decimals, day before month.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_(?P<pad>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<exponent>[eE][+-]0+)|(?P<ampm>[aA][mM]/[pP][mM]|[aA]/[pP])|(?P<general>General)"
    r"|(?P<date>d+|m+|y+|h+|s+)|(?P<digits>[0#?.,]+)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)$")
_CURRENCY = re.compile(r"\$([^-]+)(?:-|$)")
_ELAPSED = re.compile(r"[hms]+$", re.IGNORECASE)
_SYSTEM_DATES = {"mm-dd-yy": "dd/mm/yyyy", "m/d/yy h:mm": "dd/mm/yyyy h:mm"}
"""Formats that mean "the date as this country writes it", under the American names they are stored with."""
_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
_MONTHS = ("Một", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Mười Một", "Mười Hai")
_SIGNIFICANT = 11
"""Figures that a cell without a format shows of a fraction; the binary noise of `0.1 + 0.2` lies behind them."""

Value = bool | int | float | Decimal | str | datetime | date | time | timedelta


def shown(value: Value, number_format: str) -> str:
    """What a cell shows.

    >>> shown(1234.5, "#,##0.00"), shown(0.85, "0%"), shown(0.1 + 0.2, "General"), shown(7, "00")
    ('1.234,50', '85%', '0,3', '07')
    >>> shown(datetime(2025, 1, 9), "mm-dd-yy"), shown(True, "General")
    ('09/01/2025', 'TRUE')
    """
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, str):
        return _text(value, number_format)
    if isinstance(value, datetime | date | time | timedelta):
        return _date(value, _SYSTEM_DATES.get(number_format, number_format))
    try:
        number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    except InvalidOperation:
        return str(value)
    return _number(number, number_format) if number.is_finite() else str(value)


@lru_cache(maxsize=1024)
def _sections(number_format: str) -> tuple[tuple[tuple[str, str], ...], ...]:
    """The sections of a format (positive, negative, zero, text), each as tokens (kind, what it says)."""
    sections: list[list[tuple[str, str]]] = [[]]
    for found in _TOKEN.finditer(number_format):
        kind = found.lastgroup or "other"
        if kind == "other" and found[0] == ";":
            sections.append([])
        else:
            sections[-1].append((kind, found[kind]))
    return tuple(tuple(section) for section in sections)


def _text(value: str, number_format: str) -> str:
    section = next((each for each in _sections(number_format)[3:] if each), None)
    if section is None or ("other", "@") not in section:
        return value
    return "".join(value if token == ("other", "@") else _literal(*token) for token in section)


def _literal(kind: str, text: str) -> str:
    if kind == "bracket":
        currency = _CURRENCY.match(text)
        return currency[1] if currency else ""
    return text if kind in ("quoted", "escaped", "other") else ""


def _number(number: Decimal, number_format: str) -> str:
    section, signed = _section_for(number, number_format)
    number = abs(number) if signed else number
    if any(kind == "general" for kind, _ in section) or section == (("other", "@"),):
        return "".join(
            _general(number) if kind == "general" or text == "@" else _literal(kind, text) for kind, text in section
        )
    sign = "-" if number < 0 else ""
    number = abs(number)
    if ("other", "/") in section and any(kind == "digits" for kind, _ in section):
        return sign + _fraction(number)
    number = number.scaleb(2 * sum(token == ("other", "%") for token in section))
    printed = _figures(section, number)
    # a sign before nothing but zeros is none
    return sign + printed if any(figure in printed for figure in "123456789") else printed


def _section_for(number: Decimal, number_format: str) -> tuple[tuple[tuple[str, str], ...], bool]:
    """The section that a number is printed with, and whether that section says the sign itself."""
    sections = _sections(number_format)[:3]
    conditions = [_condition(section) for section in sections]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=True):
            if condition is None or _holds(number, *condition):
                return section, False
        return sections[-1], False
    if number < 0 and len(sections) > 1:
        return sections[1], True
    return (sections[2], False) if number == 0 and len(sections) > 2 else (sections[0], False)


def _condition(section: tuple[tuple[str, str], ...]) -> tuple[str, Decimal] | None:
    for kind, text in section:
        found = _CONDITION.match(text) if kind == "bracket" else None
        if found:
            return found[1], Decimal(found[2])
    return None


def _holds(number: Decimal, operator: str, limit: Decimal) -> bool:
    less, equal = number < limit, number == limit
    return {"<": less, "<=": less or equal, "=": equal, "<>": not equal, ">": not (less or equal), ">=": not less}[
        operator
    ]


def _figures(section: tuple[tuple[str, str], ...], number: Decimal) -> str:
    """The figures in the first run of `0#?.,`, all else as literals."""
    pattern = next((text for kind, text in section if kind == "digits"), "")
    exponent = next((text for kind, text in section if kind == "exponent"), None)
    power = 0
    if exponent and number:
        power = number.adjusted()
        number = number.scaleb(-power)
    figures = _pattern(number, pattern) if pattern else ""
    if exponent:
        figures += f"E{'-' if power < 0 else '+' if '+' in exponent else ''}{abs(power):0{len(exponent) - 2}d}"
    printed, used = "", False
    for kind, text in section:
        if kind == "digits" and not used:
            printed, used = printed + figures, True
        elif kind == "date":
            printed += text  # a unit typed without quotes
        else:
            printed += _literal(kind, text)
    return printed


def _pattern(number: Decimal, pattern: str) -> str:
    bare = pattern.rstrip(",")
    number = number.scaleb(-3 * (len(pattern) - len(bare)))
    whole, _, decimals = bare.partition(".")
    most = sum(sign in "0#?" for sign in decimals)
    least = max((index for index, sign in enumerate(decimals, start=1) if sign == "0"), default=0)
    rounded = number.quantize(Decimal(1).scaleb(-most), rounding=ROUND_HALF_UP) if number.adjusted() < 25 else number
    digits, _, after = f"{rounded:f}".partition(".")
    after = after[:most]
    while len(after) > least and after.endswith("0"):
        after = after[:-1]
    digits = digits.lstrip("0").rjust(whole.count("0"), "0")
    if "," in whole.strip(","):
        digits = _grouped(digits)
    return f"{digits},{after}" if after else digits


def _grouped(digits: str) -> str:
    first = len(digits) % 3
    groups = [digits[:first]] if first else []
    return ".".join([*groups, *(digits[index : index + 3] for index in range(first, len(digits), 3))])


def _general(number: Decimal) -> str:
    if number == number.to_integral_value():
        return f"{number.to_integral_value():f}"
    places = max(_SIGNIFICANT - 1 - max(number.adjusted(), 0), 0)
    text = f"{number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    if not any(figure in text for figure in "123456789"):
        text = f"{number:.5E}"
    return text.replace(".", ",")


def _fraction(number: Decimal) -> str:
    whole = int(number)
    part = Fraction(number - whole).limit_denominator(99)
    if not part:
        return str(whole)
    return f"{whole} {part}" if whole else str(part)


def _date(value: datetime | date | time | timedelta, number_format: str) -> str:
    tokens = _sections(number_format)[0]
    if not any(kind == "date" for kind, _ in tokens) and not any(
        kind == "bracket" and _ELAPSED.match(text) for kind, text in tokens
    ):
        tokens = _sections("h:mm:ss" if isinstance(value, time | timedelta) else "dd/mm/yyyy")[0]
    twelve = any(kind == "ampm" for kind, _ in tokens)
    printed = ""
    for index, (kind, text) in enumerate(tokens):
        if kind == "date":
            printed += _part(value, text.lower(), _is_minutes(tokens, index), twelve)
        elif kind == "bracket" and _ELAPSED.match(text):
            printed += _elapsed(value, text[0].lower())
        elif kind == "ampm":
            printed += "CH" if _moment(value).hour >= 12 else "SA"
        elif kind == "digits":
            printed += "" if set(text) <= {"0", "#", "?"} else text
        else:
            printed += _literal(kind, text)
    return printed


def _is_minutes(tokens: tuple[tuple[str, str], ...], index: int) -> bool:
    """Whether an `m` stands for minutes: hours stand before it or seconds behind it."""
    units = [(place, text[0].lower()) for place, (kind, text) in enumerate(tokens) if kind in ("date", "bracket")]
    before = [unit for place, unit in units if place < index]
    after = [unit for place, unit in units if place > index]
    return before[-1:] == ["h"] or after[:1] == ["s"]


def _moment(value: datetime | date | time | timedelta) -> datetime:
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001 - a workbook knows no time zones
    if isinstance(value, time):
        return datetime.combine(date(1900, 1, 1), value)
    return datetime(1899, 12, 31) + value  # noqa: DTZ001


def _elapsed(value: datetime | date | time | timedelta, unit: str) -> str:
    seconds = (
        value.total_seconds()
        if isinstance(value, timedelta)
        else (
            _moment(value) - datetime(1899, 12, 31)  # noqa: DTZ001
        ).total_seconds()
    )
    return str(int(seconds // {"h": 3600, "m": 60, "s": 1}[unit]))


def _part(value: datetime | date | time | timedelta, unit: str, minutes: bool, twelve: bool) -> str:
    moment = _moment(value)
    width = len(unit)
    if unit[0] == "y":
        return f"{moment.year % 100:02d}" if width <= 2 else f"{moment.year:04d}"
    if unit[0] == "d" and width > 2:
        weekday = moment.weekday()
        return _WEEKDAYS[weekday] if width > 3 else ("CN" if weekday == 6 else f"T{weekday + 2}")
    if unit[0] == "m" and not minutes and width > 2:
        return f"Tháng {_MONTHS[moment.month - 1]}" if width > 3 else f"Thg{moment.month}"
    number = {
        "d": moment.day,
        "m": moment.minute if minutes else moment.month,
        "h": (moment.hour - 1) % 12 + 1 if twelve else moment.hour,
        "s": moment.second,
    }[unit[0]]
    return f"{number:0{min(width, 2)}d}"
