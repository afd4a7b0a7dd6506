"""Loading of the vocabularies that lie beside the code, each checked when it is loaded."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from normalizers.text import fold
from schemas.errors import VocabularyError

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # libyaml is a speed-up, not a need
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]


@lru_cache
def load(name: str) -> dict[str, Any]:
    """The vocabulary `name` as plain data.

    Raises:
        VocabularyError: The file is not a mapping, or holds a word that YAML takes for true or false.
    """
    text = resources.files("normalizers.vocabularies").joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    data = yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader, ours or libyaml's
    if not isinstance(data, dict):
        raise VocabularyError(f"{name}.yaml: expected a mapping; mend the vocabulary")
    if _holds_truth_value(data):
        raise VocabularyError(f"{name}.yaml: YAML reads on, off, yes and no as true and false; put the word in quotes")
    return data


def _holds_truth_value(data: object) -> bool:
    """Whether a list of words holds a truth value: the rhyme `on` without quotes."""
    if isinstance(data, dict):
        return any(isinstance(key, bool) or _holds_truth_value(value) for key, value in data.items())
    return isinstance(data, list) and any(isinstance(item, bool) or _holds_truth_value(item) for item in data)


def folded_index(name: str, entries: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Folded wording -> what it stands for.

    Raises:
        VocabularyError: Two entries fold to the same wording but stand for different things.
    """
    index: dict[str, str] = {}
    for wording, meaning in entries:
        key = fold(wording)
        if not key:
            raise VocabularyError(f"{name}.yaml: {wording!r} is empty once folded and can never match; remove it")
        if index.setdefault(key, meaning) != meaning:
            raise VocabularyError(f"{name}.yaml: {wording!r} stands for both {index[key]!r} and {meaning!r}; keep one")
    return index


def any_of(name: str, *lists: str) -> str:
    r"""A pattern for any of the words of these lists of a vocabulary, the longest first.

    >>> any_of("targets", "makes_for")
    '(?:hình\\ thành|thành\\ lập|xây\\ dựng|thu\\ hút|đào\\ tạo|bố\\ trí|dành|có)'
    """
    words = {word for entry in lists for word in load(name)[entry]}
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))})"
