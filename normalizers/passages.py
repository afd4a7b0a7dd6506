"""Passages: stretches of a paragraph, each with the way back to the lines or box it stands in."""

from __future__ import annotations

from dataclasses import dataclass

from normalizers.places import each_line, runs_of
from normalizers.text import is_blank
from schemas.drafts import Origin
from schemas.raw import Paragraph


@dataclass(frozen=True)
class Passage:
    """A stretch of the text of a paragraph, from `start` up to `end`."""

    paragraph: Paragraph
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words of the passage."""
        return self.paragraph.text[self.start : self.end]

    def part(self, start: int, end: int | None = None) -> Passage:
        """A stretch of this passage, counted from its own beginning."""
        stop = self.end if end is None else min(self.start + end, self.end)
        return Passage(self.paragraph, self.start + start, stop)

    @property
    def confidence(self) -> float:
        """That of the least sure word; 1 where all are surely read."""
        words = self.paragraph.unsure
        return min((w.confidence for w in words if w.start < self.end and self.start < w.end), default=1.0)

    @property
    def origin(self) -> Origin:
        """The lines that hold the passage, as they stand in the source; all of them where none can be told."""
        places, lines = self.paragraph.places, self.paragraph.source_text.split("\n")
        starts = self.paragraph.line_starts
        each = [place for whole in places for place in each_line(whole)]
        own = [line for line in lines if not is_blank(line)]
        if starts and len(starts) == len(each) == len(own):
            ends = [*starts[1:], len(self.paragraph.text) + 1]
            held = [n for n, start in enumerate(starts) if start < self.end and self.start < ends[n] - 1]
            places, lines = runs_of([each[n] for n in held]), [own[n] for n in held]
        return Origin(places=places, source_text="\n".join(lines), confidence=self.confidence)


def origin_of(passages: list[Passage]) -> Origin:
    """The origin of a record that several passages make up, in their order; it is no surer than the least sure."""
    origins = [passage.origin for passage in passages]
    return Origin(
        places=tuple(dict.fromkeys(place for origin in origins for place in origin.places)),
        source_text="\n".join(dict.fromkeys(origin.source_text for origin in origins)),
        confidence=min(origin.confidence for origin in origins),
    )
