"""Records made for tests, and a small dataset that keeps every rule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.dataset import Dataset
from pipeline.tables import to_tables
from schemas.base import Model
from schemas.records import (
    DocumentRecord,
    FindingRecord,
    IndicatorRecord,
    LinkRecord,
    ReferenceRecord,
    TaskRecord,
    VersionRecord,
)

Records = dict[str, Sequence[Model]]
CREATED = "2026-02-03T04:05:06Z"


def document(document_id: str = "512-qd-ubnd", **changes: Any) -> DocumentRecord:
    values: dict[str, Any] = {
        "document_id": document_id,
        "symbol": "512/QĐ-UBND",
        "number": 512,
        "kind": "Quyết định",
        "issuer": "UBND tỉnh Quảng Ngãi",
        "place": "Quảng Ngãi",
        "issued_on": "2025-03",
        "title": "Ban hành Kế hoạch thực hiện Nghị quyết số 57-NQ/TW",
        "signer": None,
        "signer_title": "CHỦ TỊCH",
        "is_draft": True,
        "root_symbol": "57-NQ/TW",
        "parent_symbols": ["71/NQ-CP", "48-NQ/TU"],
        "source_path": "data/raw/512.txt",
        "source_sha256": "0" * 64,
        "media_type": "text/plain",
        "pages": None,
        "extraction": "text",
        "repaired": False,
        "text_quality": 0.98,
    }
    return DocumentRecord(**(values | changes))


def task(task_id: str = "t1", **changes: Any) -> TaskRecord:
    values: dict[str, Any] = {
        "task_id": task_id,
        "document_id": "512-qd-ubnd",
        "appendix": "",
        "section": "I",
        "section_title": "Nâng cao nhận thức",
        "ordinal": "1",
        "parent_ordinal": None,
        "description": "Tổ chức hội nghị quán triệt",
        "lead_raw": "Sở KH&CN",
        "lead": ["Sở Khoa học và Công nghệ"],
        "coordinating_raw": "Các sở, ban, ngành; UBND cấp xã",
        "coordinating": ["Các sở, ban, ngành", "UBND cấp xã"],
        "output": "Hội nghị",
        "deadline_raw": "Quý II/2025",
        "deadline_kind": "quarter",
        "deadline_start": None,
        "deadline_end": dt.date(2025, 6, 30),
        "note": None,
        "pillar": 1,
        "corrected": False,
        "source_table": 1,
        "source_rows": [3, 4],
        "source_text": "1\tTổ chức hội nghị\nquán triệt",
        "confidence": 1.0,
    }
    return TaskRecord(**(values | changes))


def indicator(indicator_id: str = "i1", **changes: Any) -> IndicatorRecord:
    values: dict[str, Any] = {
        "indicator_id": indicator_id,
        "document_id": "512-qd-ubnd",
        "appendix": "I",
        "section": None,
        "section_title": None,
        "ordinal": "6.1",
        "parent_ordinal": "6",
        "name": "Tỷ trọng kinh tế số",
        "unit_raw": "% GRDP",
        "unit": "% GRDP",
        "target_raw": "10-18",
        "operator": "between",
        "value": 10.0,
        "value_max": 18.0,
        "out_of": None,
        "target_year": 2030,
        "agencies": [],
        "note": None,
        "modality": "strive",
        "pillar": None,
        "corrected": False,
    }
    return IndicatorRecord(**(values | changes))


def link(child_id: str, **changes: Any) -> LinkRecord:
    values: dict[str, Any] = {
        "child_id": child_id,
        "child_document_id": "512-qd-ubnd",
        "parent_id": None,
        "parent_document_id": None,
        "parent_symbol": "71/NQ-CP",
        "root_symbol": "57-NQ/TW",
        "relation": "implements",
        "match": None,
        "score": None,
        "method": "citation",
    }
    return LinkRecord(**(values | changes))


def reference(symbol: str = "71/NQ-CP", **changes: Any) -> ReferenceRecord:
    values: dict[str, Any] = {
        "document_id": "512-qd-ubnd",
        "symbol": symbol,
        "kind": "Nghị quyết",
        "date": "2025-04-01",
        "issuer": "Chính phủ",
        "relation": "implements",
        "target_document_id": None,
        "via_symbol": None,
        "evidence": "Thực hiện Nghị quyết số 71/NQ-CP",
    }
    return ReferenceRecord(**(values | changes))


def finding(code: str = "ordinal-gap", **changes: Any) -> FindingRecord:
    values: dict[str, Any] = {
        "document_id": "512-qd-ubnd",
        "record_id": None,
        "severity": "warning",
        "code": code,
        "message": "dòng 7: 12 đứng sau 10",
        "page": None,
        "source_path": "data/raw/512.txt",
    }
    return FindingRecord(**(values | changes))


def records(**changes: Sequence[Model]) -> Records:
    """A document with two tasks, an indicator and all that belongs to them; tables by name may be replaced."""
    return {
        "documents": [document()],
        "references": [reference(), reference("48-NQ/TU")],
        "indicators": [indicator()],
        "tasks": [task("t1"), task("t2", ordinal="-", appendix=None)],
        "links": [link("t1"), link("t2"), link("i1")],
        "findings": [finding(record_id="t2"), finding("unreadable-file", document_id=None, severity="error")],
        **changes,
    }


def tables(**changes: Sequence[Model]) -> dict[str, pa.Table]:
    return to_tables(records(**changes))


def publish(root: Path, created_at: str = CREATED, **changes: Sequence[Model]) -> VersionRecord | None:
    """Publishes the small dataset into a folder."""
    return Dataset(root).publish(tables(**changes), tool_version="0.1.0", created_at=created_at)
