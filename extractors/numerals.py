"""Roman numerals and letters, as lists print their numbers."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def roman(number: int) -> str:
    """A number above 0 as a small Roman numeral.

    >>> roman(4), roman(1998)
    ('iv', 'mcmxcviii')
    """
    text = ""
    for size, letters in _ROMAN:
        times, number = divmod(number, size)
        text += letters * times
    return text


def letters_counted(number: int) -> str:
    """A number above 0 in letters, `aa` after `z`, then `ab`, as browsers count.

    >>> letters_counted(3), letters_counted(28)
    ('c', 'ab')
    """
    text = ""
    while number:
        number, digit = divmod(number - 1, 26)
        text = chr(ord("a") + digit) + text
    return text


def letters_repeated(number: int) -> str:
    """A number above 0 in letters, `aa` after `z`, then `bb`, as Word counts.

    >>> letters_repeated(3), letters_repeated(28)
    ('c', 'bb')
    """
    times, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (times + 1)
