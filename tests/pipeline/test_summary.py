from __future__ import annotations

from pathlib import Path

from pipeline.dataset import Dataset
from pipeline.summary import VERSIONS_HEADER, health
from tests.pipeline.made import document, finding, publish


def test_health_of_a_version(tmp_path: Path) -> None:
    publish(tmp_path)
    publish(
        tmp_path,
        "2026-03-01",
        documents=[document(), document("48-nq-tu", symbol="48-NQ/TU", text_quality=0.31, extraction="ocr")],
        findings=[
            finding("ordinal-gap"),
            finding("garbled-text", document_id="48-nq-tu"),
            finding("garbled-text", document_id="48-nq-tu"),
            finding("unreadable-file", document_id=None, severity="error"),
            finding("note", severity="info"),
        ],
    )
    version, counts, documents, findings = health(Dataset(tmp_path), None)
    assert version.header == VERSIONS_HEADER
    assert version.rows == [(2, "2026-03-01", "0.1.0", 2, 1, 0, 0)]
    assert ("links", 3) in counts.rows
    assert documents.rows == [
        ("512-qd-ubnd", "512/QĐ-UBND", "text", 0.98, 1, 2, 2, 2),
        ("48-nq-tu", "48-NQ/TU", "ocr", 0.31, 0, 0, 0, 2),
    ]
    assert findings.rows == [
        ("error", "unreadable-file", 1),
        ("warning", "garbled-text", 2),
        ("warning", "ordinal-gap", 1),
        ("info", "note", 1),
    ]


def test_health_of_an_older_version(tmp_path: Path) -> None:
    publish(tmp_path)
    publish(tmp_path, "2026-03-01", findings=[])
    assert health(Dataset(tmp_path), 1)[0].rows[0][0] == 1
    assert len(health(Dataset(tmp_path), 1)[3].rows) == 2
