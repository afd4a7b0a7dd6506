"""The findings of one document while it is assembled, and the provenance columns of records and findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from extractors.boxes import Box, union
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
    """Page, boxes and lines of some places; null where the source has none.

    Places that follow each other on a page have one box, which holds them all. The lines of a page are none of a file.
    """
    pages = [place.page for place in places if place.page is not None]
    boxes = [
        f"{page}:{','.join(f'{edge:g}' for edge in union(boxes))}"
        for page, group in groupby((p for p in places if p.box), key=lambda place: place.page)
        if (boxes := [place.box for place in group if place.box])
    ]
    numbered = [place for place in places if place.first_line and not place.box]
    lines = sorted({n for p in numbered for n in range(p.first_line or 0, (p.last_line or p.first_line or 0) + 1)})
    return {"source_page": min(pages, default=None), "source_boxes": boxes or None, "source_lines": lines or None}


def boxes_in(column: Iterable[str]) -> Iterator[tuple[int, Box]]:
    """The page and box of each piece of a record, as `source_boxes` holds them.

    >>> list(boxes_in(["3:72,100.5,540,130"]))
    [(3, (72.0, 100.5, 540.0, 130.0))]
    """
    for entry in column:
        page, _, edges = entry.partition(":")
        x0, top, x1, bottom = map(float, edges.split(","))
        yield int(page), (x0, top, x1, bottom)
