"""Pillars: which of the seven groups of tasks of Nghị quyết 57-NQ/TW a heading belongs to."""

from __future__ import annotations

from functools import lru_cache

from normalizers.text import fold
from normalizers.vocabulary import load
from schemas.errors import VocabularyError

_ENOUGH = 2


@lru_cache
def _words() -> tuple[tuple[int, str, int], ...]:
    words = []
    for pillar, weights in load("pillars")["pillars"].items():
        if pillar not in range(1, 8):
            raise VocabularyError(f"pillars.yaml: {pillar!r} is no pillar; they are numbered 1 to 7")
        words += [(pillar, fold(wording), weight) for wording, weight in weights.items()]
    return tuple(words)


@lru_cache(maxsize=1024)
def pillar_of(heading: str | None) -> int | None:
    """The pillar that a heading speaks of most, or None where it speaks of none, or of two alike.

    >>> pillar_of("Tăng cường đầu tư, hoàn thiện hạ tầng phục vụ phát triển khoa học, công nghệ")
    3
    >>> pillar_of("Triển khai thực hiện các chính sách mới để tạo sự bứt phá"), pillar_of("Đến năm 2030")
    (2, None)
    """
    folded = f" {fold(heading or '')} "
    scores: dict[int, int] = {}
    for pillar, wording, weight in _words():
        if f" {wording} " in folded:
            scores[pillar] = scores.get(pillar, 0) + weight
    best = max(scores.values(), default=0)
    leading = [pillar for pillar, score in scores.items() if score == best]
    return leading[0] if best >= _ENOUGH and len(leading) == 1 else None
