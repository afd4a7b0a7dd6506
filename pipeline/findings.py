"""The findings of one document while it is assembled, and the provenance columns of records and findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from schemas.drafts import Origin
from schemas.raw import Place
from schemas.records import FindingRecord, Severity


@dataclass
class Findings:
    """The findings of one document while it is being assembled."""

    document: str
    path: str
    records: list[FindingRecord] = field(default_factory=list)

    def add(
        self,
        severity: Severity,
        code: str,
        message: str,
        *,
        record: str | None = None,
        origin: Origin | None = None,
        places: Sequence[Place] = (),
    ) -> None:
        """One more finding, with the way back to the page of the record it is about."""
        back = provenance(origin) if origin else provenance_of(places)
        self.records.append(
            FindingRecord(
                document_id=self.document,
                record_id=record,
                severity=severity,
                code=code,
                message=message,
                page=back["source_page"],
                source_path=self.path,
                **back,
            )
        )


def provenance(origin: Origin) -> dict[str, object]:
    """The provenance columns of a record or finding."""
    return {
        **provenance_of(origin.places),
        "source_table": origin.table,
        "source_rows": list(origin.rows) or None,
        "source_text": origin.source_text,
        "confidence": origin.confidence,
    }


def provenance_of(places: Sequence[Place]) -> dict[str, object]:
    """Page, boxes and lines of some places; null where the source has none."""
    pages = [place.page for place in places if place.page is not None]
    boxes = [f"{p.page}:{','.join(f'{edge:g}' for edge in p.box)}" for p in places if p.box is not None]
    lines = sorted({n for p in places if p.first_line for n in range(p.first_line, (p.last_line or p.first_line) + 1)})
    return {"source_page": min(pages, default=None), "source_boxes": boxes or None, "source_lines": lines or None}
