"""Drafts of tasks and indicators to typed records: values read, the raw string kept beside each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from normalizers.agencies import split_agencies
from normalizers.deadlines import parse_deadline
from normalizers.pillars import pillar_of
from normalizers.quantities import Quantity, modality_of, parse_quantity
from normalizers.text import fold, none_if_blank
from normalizers.units import canonical_unit
from pipeline.findings import Findings, provenance, provenance_of
from pipeline.identity import record_ids
from schemas.drafts import DraftIndicator, DraftRecord, DraftTask
from schemas.raw import Place
from schemas.records import IndicatorRecord, Operator, Severity, TaskRecord

_UNREAD_CONFIDENCE = 0.5
_UNSURE_CONFIDENCE = 0.7
RANK_UNIT = "Thứ bậc"


@dataclass(frozen=True)
class Seat:
    """What all records of a document share: its id, and whether its sections are those of Nghị quyết 57-NQ/TW."""

    document: str
    has_pillars: bool


def typed_tasks(seat: Seat, drafts: Sequence[DraftTask], findings: Findings) -> list[TaskRecord]:
    """The tasks of a document."""
    ids = record_ids(seat.document, "t", [(draft, draft.description) for draft in drafts])
    return [_task(name, seat, draft, findings) for name, draft in zip(ids, drafts, strict=True)]


def typed_indicators(seat: Seat, drafts: Sequence[DraftIndicator], findings: Findings) -> list[IndicatorRecord]:
    """The indicators of a document."""
    ids = record_ids(seat.document, "i", [(draft, f"{draft.name} {draft.year or ''}") for draft in drafts])
    return [_indicator(name, seat, draft, findings) for name, draft in zip(ids, drafts, strict=True)]


def _shared(seat: Seat, draft: DraftRecord, confidence: float) -> dict[str, object]:
    """The columns that tasks and indicators share."""
    twin = draft.twin
    return {
        "document_id": seat.document,
        "appendix": draft.appendix,
        "section": draft.section,
        "section_title": draft.section_title,
        "ordinal": draft.ordinal,
        "parent_ordinal": draft.parent_ordinal,
        "note": draft.note,
        "pillar": pillar_of(draft.section_title) if seat.has_pillars else None,
        "corrected": False,
        "prose_text": twin.text if twin else None,
        "prose_lines": provenance_of(twin.places)["source_lines"] if twin else None,
        **{**provenance(draft.origin), "confidence": confidence},
    }


def _shown(kind: str, draft: DraftRecord) -> str:
    """How a message names a record: by its ordinal, else by the page or line it stands on."""
    if draft.ordinal and draft.ordinal != "-":
        return f"{kind} {draft.ordinal}"
    first = draft.origin.places[0] if draft.origin.places else Place()
    if first.page:
        return f"{kind} of page {first.page}"
    return f"{kind} of line {first.first_line}" if first.first_line else f"{kind} {draft.ordinal or '(no ordinal)'}"


def _task(name: str, seat: Seat, draft: DraftTask, findings: Findings) -> TaskRecord:
    deadline = parse_deadline(draft.deadline) if draft.deadline else None
    confidence = draft.origin.confidence
    if draft.deadline and deadline is None:
        message = f"{_shown('task', draft)}: deadline {draft.deadline!r} not understood; no date stored"
        findings.add(Severity.WARNING, "unread-deadline", message, record=name, origin=draft.origin)
        confidence = min(confidence, _UNREAD_CONFIDENCE)
    return TaskRecord(
        task_id=name,
        description=draft.description,
        lead_raw=none_if_blank(draft.lead),
        lead=list(split_agencies(draft.lead)) if draft.lead else [],
        coordinating_raw=none_if_blank(draft.coordinating),
        coordinating=list(split_agencies(draft.coordinating)) if draft.coordinating else [],
        output=draft.output,
        deadline_raw=draft.deadline,
        deadline_kind=deadline.kind if deadline else None,
        deadline_start=deadline.start if deadline else None,
        deadline_end=deadline.end if deadline else None,
        **_shared(seat, draft, confidence),
    )


def _indicator(name: str, seat: Seat, draft: DraftIndicator, findings: Findings) -> IndicatorRecord:
    quantity = parse_quantity(draft.target) if draft.target else None
    confidence = draft.origin.confidence
    stated = bool(draft.target and any(letter.isalnum() for letter in draft.target))
    if stated and quantity is None:
        message = f"{_shown('indicator', draft)}: target {draft.target!r} not understood; no value stored"
        findings.add(Severity.WARNING, "unread-target", message, record=name, origin=draft.origin)
        confidence = min(confidence, _UNREAD_CONFIDENCE)
    elif quantity and (not _is_sure(quantity, draft) or _scaled_twice(quantity, draft.unit)):
        where, target = _shown("indicator", draft), draft.target
        message = f"{where}: target {target!r} states more figures than the main one; compare with the page"
        findings.add(Severity.WARNING, "further-figures", message, record=name, origin=draft.origin)
        confidence = min(confidence, _UNSURE_CONFIDENCE)
    return IndicatorRecord(
        indicator_id=name,
        name=draft.name,
        unit_raw=draft.unit,
        unit=RANK_UNIT if draft.is_rank else canonical_unit(draft.unit) or (quantity.unit if quantity else None),
        target_raw=draft.target,
        operator=quantity.operator if quantity else None,
        value=quantity.value if quantity else None,
        value_max=quantity.value_max if quantity and quantity.operator is Operator.BETWEEN else None,
        out_of=quantity.out_of if quantity else None,
        target_year=draft.year,
        agencies=list(split_agencies(draft.agencies)) if draft.agencies else [],
        modality=modality_of(draft.target, draft.wording or draft.name),
        **_shared(seat, draft, confidence),
    )


def _is_sure(quantity: Quantity, draft: DraftIndicator) -> bool:
    """Whether the target states no figure besides the main one, those of its unit aside (`08 người/10.000 dân`)."""
    if quantity.sure or not draft.target or not draft.unit or not draft.target.endswith(draft.unit):
        return quantity.sure
    bare = parse_quantity(draft.target.removesuffix(draft.unit))
    return bare is not None and bare.sure


def _scaled_twice(quantity: Quantity, unit: str | None) -> bool:
    """Whether the target names a scale (`1 triệu`) that the unit column does not."""
    return bool(unit and quantity.unit and quantity.unit != "%" and fold(quantity.unit) not in fold(unit))
