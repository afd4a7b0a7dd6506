"""Numbers as Word's lists and notes print them: decimal, letters, Roman."""

from __future__ import annotations

from extractors.numerals import letters_repeated, roman

_MOST_LETTERS = 780
"""The largest number that Word writes in letters."""
_MOST_ROMAN = 32_767


def numeral(number: int, kind: str) -> str:
    """A number in one of Word's formats; one that this program does not know is decimal.

    >>> [numeral(4, kind) for kind in ("decimal", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman")]
    ['4', 'd', 'D', 'iv', 'IV']
    >>> numeral(28, "lowerLetter"), numeral(3, "decimalZero"), numeral(3, "none"), numeral(7, "001, 002, 003, ...")
    ('bb', '03', '', '007')
    """
    if kind in ("none", "bullet"):
        return ""
    if kind in ("lowerRoman", "upperRoman") and 1 <= number <= _MOST_ROMAN:
        return _cased(roman(number), kind)
    if kind in ("lowerLetter", "upperLetter") and 1 <= number <= _MOST_LETTERS:
        return _cased(letters_repeated(number), kind)
    if kind == "decimalZero":
        return f"{number:02d}"
    if kind[:1] == "0":
        # a format of one's own is given by its first numbers
        return f"{number:0{min(len(kind.split(',')[0].strip()), 9)}d}"
    return str(number)


def _cased(text: str, kind: str) -> str:
    return text.upper() if kind.startswith("upper") else text
