"""One document that came in several files: the best source wins field by field, differences are findings.

A decision comes as the DOCX it was written in, as the PDF that was signed, as a page of a portal. They have one
`document_id`. What the best of them leaves blank is taken from the next; where they contradict each other, the best
one's word stands and a finding gives the other's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from rapidfuzz import fuzz

from normalizers.text import fold
from schemas.raw import Extraction
from schemas.records import (
    DocumentRecord,
    FindingRecord,
    IndicatorRecord,
    Reading,
    ReferenceRecord,
    Severity,
    TaskRecord,
)

Record = TypeVar("Record", TaskRecord, IndicatorRecord, DocumentRecord)

_RANKS = {
    Extraction.DOCX: 4,
    Extraction.HTML: 3,
    Extraction.TEXT_LAYER: 2,
    Extraction.TEXT: 1,
    Extraction.OCR: 0,
}
"""How faithfully a kind of source keeps words and cells: a DOCX holds them as typed, a scan as they were recognised."""
_ENOUGH = 0.8
"""Share of the most records found in any file that a better source must yield to be preferred."""
_ALIKE = 60.0
"""Below this (0 to 100) two statements under one ordinal are of different rows, and their cells are not compared."""
_NOTED = 20
"""Differences told one by one; more are counted."""


@dataclass(frozen=True)
class _Field:
    """What is compared and moves as one: what was read from a cell, and the cell as printed."""

    read: tuple[str, ...]
    printed: str | None = None

    @property
    def name(self) -> str:
        return self.read[0]

    def values(self, record: Record) -> tuple[object, ...]:
        """What was read; a blank is None."""
        return tuple(None if value == [] else value for value in (getattr(record, each) for each in self.read))

    def is_blank(self, record: Record) -> bool:
        """Whether the cell is blank; one that holds what could not be read is not."""
        return not any(value is not None for value in self.values(record)) and not (
            self.printed and getattr(record, self.printed)
        )

    def taken_from(self, record: Record) -> dict[str, Any]:
        names = [*self.read, *([self.printed] if self.printed else [])]
        return {name: getattr(record, name) for name in names}


_HEAD = tuple(
    _Field((name,)) for name in ("symbol", "kind", "issuer", "place", "issued_on", "title", "signer", "signer_title")
)
_TASK = (
    _Field(("description",)),
    _Field(("lead",), "lead_raw"),
    _Field(("coordinating",), "coordinating_raw"),
    _Field(("output",)),
    _Field(("deadline_kind", "deadline_start", "deadline_end"), "deadline_raw"),
    _Field(("note",)),
)
_INDICATOR = (
    _Field(("name",)),
    _Field(("unit",), "unit_raw"),
    _Field(("value", "operator", "value_max", "out_of"), "target_raw"),
    _Field(("target_year",)),
    _Field(("agencies",)),
    _Field(("note",)),
)


def best_of(readings: Sequence[Reading]) -> Reading:
    """Of several files that hold a document the one to start from: the most faithful that yields nearly all records."""
    most = max(_count(reading) for reading in readings)
    full = [reading for reading in readings if _count(reading) >= _ENOUGH * most]
    return max(full, key=lambda reading: (*_faithfulness(reading), _count(reading)))


def _count(reading: Reading) -> int:
    return len(reading.tasks) + len(reading.indicators)


def _faithfulness(reading: Reading) -> tuple[bool, int, float]:
    document = reading.document
    return not document.repaired, _RANKS[Extraction(document.extraction)], document.text_quality


def put_together(readings: Sequence[Reading]) -> Reading:
    """The document of some files that hold the same one.

    Its records are those of the best file; a kind of record that this one has none of comes from the next that has.
    """
    best = best_of(readings)
    others = sorted(
        (reading for reading in readings if reading is not best),
        key=lambda reading: (_faithfulness(reading), _count(reading)),
        reverse=True,
    )
    whole = best
    for other in others:
        whole = _with(whole, other)
    return whole


def _with(best: Reading, other: Reading) -> Reading:
    """The reading of one file completed by that of another."""
    if best.document.source_sha256 == other.document.source_sha256:
        return best
    told = _Differences(best.document, other.document)
    document = told.completed(best.document, other.document, _HEAD, None)
    tasks = told.all_completed(best.tasks, other.tasks, _TASK)
    indicators = told.all_completed(best.indicators, other.indicators, _INDICATOR)
    return best.model_copy(
        update={
            "document": document,
            "tasks": tasks,
            "indicators": indicators,
            "references": (*best.references, *_more(best.references, other.references)),
            "findings": (*best.findings, *told.findings(), *told.of_what_was_taken(other.findings)),
        }
    )


def _more(best: Sequence[ReferenceRecord], other: Sequence[ReferenceRecord]) -> Iterator[ReferenceRecord]:
    """The documents that only the other file cites."""
    cited = {_cited(reference) for reference in best}
    return (reference for reference in other if _cited(reference) not in cited)


def _cited(reference: ReferenceRecord) -> tuple[str | None, ...]:
    if reference.symbol:
        return (fold(reference.symbol),)
    return reference.kind, reference.date, reference.via_symbol


@dataclass(frozen=True)
class _Difference:
    record: str | None
    field: str
    kept: tuple[object, ...]
    other: tuple[object, ...]


class _Differences:
    """Puts the records of two files together and keeps what was seen."""

    def __init__(self, best: DocumentRecord, other: DocumentRecord) -> None:
        self._document = best.document_id
        self._best, self._other = best.source_path, other.source_path
        self._differences: list[_Difference] = []
        self._taken: list[str] = []
        self._touched: set[str] = set()
        self._only_other = 0

    def all_completed(
        self, best: Sequence[Record], other: Sequence[Record], fields: Sequence[_Field]
    ) -> tuple[Record, ...]:
        """The records of the best file, each completed by its like in the other."""
        if not best:
            self._taken += [f"all {len(other)} {other[0].table}"] if other else []
            self._touched.update(map(_id, other))
            return tuple(other)
        likes = {_id(record): record for record in other}
        known = {_id(record) for record in best}
        self._only_other += sum(name not in known for name in likes)
        return tuple(
            self.completed(record, likes[_id(record)], fields, _id(record)) if _id(record) in likes else record
            for record in best
        )

    def completed(self, best: Record, other: Record, fields: Sequence[_Field], name: str | None) -> Record:
        """A record with what it leaves blank taken from its like; contradictions are kept to be told."""
        changes: dict[str, Any] = {}
        for field in fields:
            mine, theirs = field.values(best), field.values(other)
            if field.is_blank(other) or all(map(_same, mine, theirs)):
                continue
            if (
                field.name in ("description", "name")
                and fuzz.ratio(*(fold(str(each[0])) for each in (mine, theirs))) < _ALIKE
            ):
                self._differences.append(_Difference(name, field.name, mine, theirs))
                return best
            if field.is_blank(best):
                changes |= field.taken_from(other)
                self._taken.append(f"{field.name} of {name or 'the document'}")
                self._touched |= {name} if name else set()
            else:
                self._differences.append(_Difference(name, field.name, mine, theirs))
        return best.model_copy(update=changes) if changes else best

    def of_what_was_taken(self, findings: Sequence[FindingRecord]) -> Iterator[FindingRecord]:
        """What the other file's reading found doubtful in the records of which something was taken."""
        return (finding for finding in findings if finding.record_id in self._touched)

    def findings(self) -> Iterator[FindingRecord]:
        """What a reader should know of the two files."""
        what = f"{self._other} holds the same document as {self._best}, the better source"
        taken = f"; taken from it: {_listed(self._taken)}" if self._taken else ""
        beside = f"; {self._only_other} of its records have no like there and are left out" if self._only_other else ""
        severity = Severity.WARNING if self._only_other else Severity.INFO
        yield self._finding("duplicate-document", severity, f"{what}{taken}{beside}", None)
        for each in self._differences[:_NOTED]:
            yield self._finding(
                "sources-differ",
                Severity.WARNING,
                f"{each.record or 'the document'}: {each.field} is {_shown(each.kept)} in {self._best}, "
                f"{_shown(each.other)} in {self._other}; the first is stored: compare the two",
                each.record,
            )
        if len(self._differences) > _NOTED:
            left = len(self._differences) - _NOTED
            yield self._finding(
                "sources-differ",
                Severity.WARNING,
                f"{left} more differences between {self._best} and {self._other}; compare the two files",
                None,
            )

    def _finding(self, code: str, severity: Severity, message: str, record: str | None) -> FindingRecord:
        return FindingRecord(
            document_id=self._document,
            record_id=record,
            severity=severity,
            code=code,
            message=message,
            page=None,
            source_path=self._other,
        )


def _id(record: TaskRecord | IndicatorRecord | DocumentRecord) -> str:
    """The key of a record, whose name its table gives."""
    name: str = getattr(record, record.primary_key[0])
    return name


def _same(one: object, other: object) -> bool:
    """Whether two values say the same, the way they are printed aside."""
    if isinstance(one, StrEnum) or isinstance(other, StrEnum):
        return one is other
    if isinstance(one, str) and isinstance(other, str):
        return fold(one) == fold(other)
    if isinstance(one, list) and isinstance(other, list):
        return sorted(map(fold, one)) == sorted(map(fold, other))
    return one == other


def _alike(one: object, other: object) -> float:
    return fuzz.ratio(fold(str(one)), fold(str(other)))


def _shown(values: tuple[object, ...]) -> str:
    """What was read from a cell, to be told: what is blank is left out."""
    said = [
        ", ".join(map(str, value)) if isinstance(value, list) else str(value) for value in values if value is not None
    ]
    text = " ".join(said)
    return repr(text if len(text) <= 80 else f"{text[:77]}...") if said else "blank"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")


def groups_of(readings: Sequence[Reading]) -> Mapping[str, list[Reading]]:
    """Readings by the document they hold, in the order they come."""
    groups: dict[str, list[Reading]] = {}
    for reading in readings:
        groups.setdefault(reading.document.document_id, []).append(reading)
    return groups
