"""The prose of a document: its outline, and the tasks and targets that stand in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from normalizers.outline import outline_of
from normalizers.prose_indicators import prose_indicators
from normalizers.prose_tasks import prose_tasks
from normalizers.sections import placed
from normalizers.text import FOOTNOTE_SIGNS
from schemas.drafts import DraftIndicator, DraftTask
from schemas.raw import Paragraph

_NOTE = re.compile(rf"^(?P<mark>[{FOOTNOTE_SIGNS}]+)\s*(?P<text>\S.*)$", re.DOTALL)


@dataclass(frozen=True)
class Prose:
    """The records of prose, as drafts in reading order."""

    tasks: tuple[DraftTask, ...]
    indicators: tuple[DraftIndicator, ...]


def read_prose(
    paragraphs: Sequence[Paragraph], footnotes: Sequence[Paragraph], year: int | None, *, has_tables: bool = False
) -> Prose:
    """The tasks and targets of running text.

    Args:
        paragraphs: What stands below the opening of the document, footnotes and furniture left out.
        footnotes: The footnotes.
        year: The year the document plans for, if its title says so.
        has_tables: Whether tables of the document hold records; then only its sections of tasks are read for tasks.
    """
    items = placed(outline_of(paragraphs))
    tasks = prose_tasks(items, _notes(footnotes), ordering_sections_only=has_tables)
    return Prose(tuple(tasks), tuple(prose_indicators(items, year)))


def _notes(footnotes: Sequence[Paragraph]) -> dict[str, str]:
    """The text of each footnote by its mark; a mark that stands for several, as page by page, tells none."""
    found = [match for note in footnotes if (match := _NOTE.match(note.text))]
    marks = [match["mark"] for match in found]
    return {match["mark"]: match["text"] for match in found if marks.count(match["mark"]) == 1}
