"""Numbers as lists and notes print them: decimal, letters, Roman."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST_LETTERS = 780
"""The largest number that Word writes in letters; Roman numerals end at 32,767."""


def numeral(number: int, kind: str) -> str:
    """A number in one of Word's formats; one that this program does not know is decimal.

    >>> [numeral(4, kind) for kind in ("decimal", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman")]
    ['4', 'd', 'D', 'iv', 'IV']
    >>> numeral(28, "lowerLetter"), numeral(3, "decimalZero"), numeral(3, "none"), numeral(7, "001, 002, 003, ...")
    ('bb', '03', '', '007')
    """
    if kind in ("none", "bullet"):
        return ""
    if kind in ("lowerRoman", "upperRoman"):
        return _cased(_roman(number), kind)
    if kind in ("lowerLetter", "upperLetter"):
        return _cased(_letters(number), kind)
    if kind == "decimalZero":
        return f"{number:02d}"
    if kind[:1] == "0":
        # a format of one's own is given by its first numbers
        return f"{number:0{min(len(kind.split(',')[0].strip()), 9)}d}"
    return str(number)


def _cased(text: str, kind: str) -> str:
    return text.upper() if kind.startswith("upper") else text


def _letters(number: int) -> str:
    """Word doubles the letter after `z`: `aa`, `bb`."""
    if not 1 <= number <= _MOST_LETTERS:
        return str(number)
    times, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (times + 1)


def _roman(number: int) -> str:
    if not 1 <= number <= 32_767:
        return str(number)
    text = ""
    for size, letters in _ROMAN:
        times, number = divmod(number, size)
        text += letters * times
    return text
