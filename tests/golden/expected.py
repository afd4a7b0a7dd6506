"""Golden files: what the records of a document are, one JSON file for each, checked against the document by reading.

`VNPLANS_REWRITE_GOLDEN=1 pytest tests/golden` writes them anew; read the difference before you keep it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from schemas.records import Reading

SWITCH = "VNPLANS_REWRITE_GOLDEN"
FOLDER = Path(__file__).parent
_LEFT_OUT = frozenset({"document_id", "source_text", "confidence"})
"""Said once at the head; a slice of the source (`tests/property` proves it); a measure that has no right value."""


def expected_path(name: str) -> Path:
    return FOLDER / f"{name}.json"


def rewriting() -> bool:
    """Whether golden files are to be written anew; never where nobody reads the difference."""
    wanted = bool(os.environ.get(SWITCH))
    if wanted and os.environ.get("CI"):
        raise RuntimeError(f"{SWITCH} is set in continuous integration: golden files are compared there, not written")
    return wanted


def lean(reading: Reading) -> dict[str, Any]:
    """The records as `vnplans records` prints them, without blanks; findings by their code.

    Doubtful words are left out: how many there are is a measure of the models and has no right value.
    """
    printed = json.loads(reading.model_dump_json())
    records = {kind: [_filled(record) for record in printed[kind]] for kind in ("indicators", "tasks", "references")}
    return {
        "document": {key: value for key, value in printed["document"].items() if value is not None},
        **records,
        "findings": [
            f"{f['severity']} {f['code']} {f['record_id'] or ''}".strip()
            for f in printed["findings"]
            if f["code"] != "doubtful-word"
        ],
    }


def _filled(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key not in _LEFT_OUT and value not in (None, [], False)}


def write(name: str, reading: Reading) -> None:
    text = json.dumps(lean(reading), ensure_ascii=False, indent=1)
    expected_path(name).write_text(f"{text}\n", encoding="utf-8")


def read(name: str) -> dict[str, Any]:
    expected: dict[str, Any] = json.loads(expected_path(name).read_text(encoding="utf-8"))
    return expected
