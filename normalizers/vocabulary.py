"""Loading of the vocabularies that lie beside the code, each checked when it is loaded."""

from __future__ import annotations

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
        VocabularyError: The file is not a mapping.
    """
    text = resources.files("normalizers.vocabularies").joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    data = yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader, ours or libyaml's
    if not isinstance(data, dict):
        raise VocabularyError(f"{name}.yaml: expected a mapping; mend the vocabulary")
    return data


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
