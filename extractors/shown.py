"""Numbers and dates as a workbook shows them to a Vietnamese reader: `1.234,50`, `85%`, `09/01/2025`.

A workbook stores a number and a format such as `#,##0.00`, in which the comma stands for "thousands" and the point for
"decimals" whatever the country; which signs are printed depends on the reader's computer. Here it is Vietnam's:
a point between thousands, a comma before decimals, day before month.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext
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
_LONGEST_FORMAT = 255
"""Letters of a format, Excel's own limit; values under a longer one are shown as those without a format."""
_PRECISION = 10_000
"""Figures to reckon with: those of the largest number that Python reads (4,300) and of all that a format adds."""
_DAY_ZERO = datetime(1899, 12, 31)  # noqa: DTZ001 - a workbook knows no time zones
_DAY = timedelta(days=1)
_LEAP_DAY = 60 * _DAY
"""Workbooks number the days as if there had been a 29 February 1900; from it on their numbers are one too high."""
_LONGEST_TIME = datetime(9999, 12, 31, 23, 59, 59) - _DAY_ZERO  # noqa: DTZ001

Tokens = tuple[tuple[str, str], ...]
Value = bool | int | float | Decimal | str | datetime | date | time | timedelta


def shown(value: Value, number_format: str) -> str:
    """What a cell shows.

    >>> shown(1234.5, "#,##0.00"), shown(0.85, "0%"), shown(0.1 + 0.2, "General"), shown(7, "00")
    ('1.234,50', '85%', '0,3', '07')
    >>> shown(datetime(2025, 1, 9), "mm-dd-yy"), shown(True, "General")
    ('09/01/2025', 'TRUE')
    """
    if len(number_format) > _LONGEST_FORMAT:
        number_format = "General"
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
    if not number.is_finite():
        return str(value)
    with localcontext(prec=_PRECISION):
        return _number(number, number_format)


@lru_cache(maxsize=1024)
def _sections(number_format: str) -> tuple[Tokens, ...]:
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


def _section_for(number: Decimal, number_format: str) -> tuple[Tokens, bool]:
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


def _condition(section: Tokens) -> tuple[str, Decimal] | None:
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


def _figures(section: Tokens, number: Decimal) -> str:
    """The figures in the runs of `0#?.,`, all else as literals."""
    runs = _runs(section)
    pattern = "".join(runs)
    exponent = next((text for kind, text in section if kind == "exponent"), None)
    power = 0
    if exponent and number:
        power = number.adjusted()
        number = number.scaleb(-power)
    figures = _spread(_pattern(number, pattern), runs) if pattern else [""]
    if exponent:
        figures[-1] += f"E{'-' if power < 0 else '+' if '+' in exponent else ''}{abs(power):0{len(exponent) - 2}d}"
    printed = ""
    for kind, text in section:
        if kind == "digits" and figures:
            printed += figures.pop(0)
        elif kind == "date":
            printed += text  # a unit typed without quotes
        else:
            printed += _literal(kind, text)
    return printed


def _runs(section: Tokens) -> list[str]:
    """The runs of `0#?.,` that figures are printed in: all up to the first with decimals, or the first alone.

    >>> _runs(_sections("000-000")[0]), _runs(_sections("#,##0.0 x 0")[0]), _runs(_sections('0 "tr".')[0])
    (['000', '000'], ['#,##0.0'], ['0'])
    """
    runs: list[str] = []
    for kind, text in section:
        if kind == "digits":
            if runs and not set(text) & set("0#?"):
                break
            runs.append(text)
            if "." in text:
                break
    return runs


def _spread(figures: str, runs: Sequence[str]) -> list[str]:
    """Figures spread over runs of `0#?` from the right; the first takes what is left.

    >>> _spread("1234567,5", ["000", "000", "0.0"])
    ['123', '456', '7,5']
    """
    whole, comma, decimals = figures.partition(",")
    spread = [comma + decimals]
    for run in reversed(runs[1:]):
        places = [place for place, figure in enumerate(whole) if figure != "."]
        size = sum(sign in "0#?" for sign in run.partition(".")[0])
        cut = 0 if size >= len(places) else places[len(places) - size] if size else len(whole)
        spread[0] = whole[cut:] + spread[0]
        spread.insert(0, "")
        whole = whole[:cut].rstrip(".")
    spread[0] = whole + spread[0]
    return spread


def _pattern(number: Decimal, pattern: str) -> str:
    bare = pattern.rstrip(",")
    number = number.scaleb(-3 * (len(pattern) - len(bare)))
    whole, _, decimals = bare.partition(".")
    most = sum(sign in "0#?" for sign in decimals)
    least = max((index for index, sign in enumerate(decimals, start=1) if sign == "0"), default=0)
    rounded = number.quantize(Decimal(1).scaleb(-most), rounding=ROUND_HALF_UP)
    digits, _, after = f"{rounded:f}".partition(".")
    after = after[:most]
    while len(after) > least and after.endswith("0"):
        after = after[:-1]
    signs = whole.replace(",", "")
    digits = digits.lstrip("0").rjust(len(signs.lstrip("#?")), "0")
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
    if isinstance(value, timedelta) and not timedelta(0) <= value <= _LONGEST_TIME:
        return _stored(value)
    tokens = _sections(number_format)[0]
    if not any(kind == "date" for kind, _ in tokens) and not any(
        kind == "bracket" and _ELAPSED.match(text) for kind, text in tokens
    ):
        tokens = _sections("h:mm:ss" if isinstance(value, time | timedelta) else "dd/mm/yyyy")[0]
    twelve = any(kind == "ampm" for kind, _ in tokens)
    minutes = _minutes(tokens)
    printed = ""
    for index, (kind, text) in enumerate(tokens):
        if kind == "date":
            printed += _part(value, text.lower(), index in minutes, twelve)
        elif kind == "bracket" and _ELAPSED.match(text):
            printed += _elapsed(value, text[0].lower())
        elif kind == "ampm":
            printed += "CH" if _moment(value).hour >= 12 else "SA"
        elif kind == "digits":
            printed += "" if set(text) <= {"0", "#", "?"} else text
        else:
            printed += _literal(kind, text)
    return printed


def _stored(value: timedelta) -> str:
    """The number of days that stands for a date no calendar has, for which Excel prints but `####`."""
    days = value / _DAY
    with localcontext(prec=_PRECISION):
        return _general(Decimal(repr(days)))


@lru_cache(maxsize=1024)
def _minutes(tokens: Tokens) -> frozenset[int]:
    """The places of those `m` that stand for minutes: hours stand before them or seconds behind."""
    units = [(place, text[:1].lower()) for place, (kind, text) in enumerate(tokens) if kind in ("date", "bracket")]
    before = ["", *(unit for _, unit in units)]
    after = [*(unit for _, unit in units[1:]), ""]
    return frozenset(
        place for (place, _), left, right in zip(units, before, after, strict=False) if left == "h" or right == "s"
    )


def _moment(value: datetime | date | time | timedelta) -> datetime:
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001
    if isinstance(value, time):
        return datetime.combine(date(1900, 1, 1), value)
    return _DAY_ZERO + (value - _DAY if value >= _LEAP_DAY else value)


def _elapsed(value: datetime | date | time | timedelta, unit: str) -> str:
    if isinstance(value, time):
        value = datetime.combine(_DAY_ZERO, value) - _DAY_ZERO
    if not isinstance(value, timedelta):
        value = _moment(value) - _DAY_ZERO
        value += _DAY if value >= _LEAP_DAY else timedelta(0)
    return str(int(value.total_seconds() // {"h": 3600, "m": 60, "s": 1}[unit]))


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
