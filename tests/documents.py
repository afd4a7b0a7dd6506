"""The five documents that come with the program, read once for all tests."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

from pipeline.reading import extract_file, read_file
from schemas.raw import RawDocument
from schemas.records import IndicatorRecord, Reading, TaskRecord

REPOSITORY = Path(__file__).parents[1]
RAW = REPOSITORY / "data" / "raw"

DECISION_512 = "512-QD-UBND_Khanh-Hoa_2025"
PLAN_2026 = "KH-UBND_Khanh-Hoa_2026_du-thao"
PLAN_SXD = "KH-SXD_Khanh-Hoa_2025_du-thao"
RESOLUTION_48 = "NQ-TU_Khanh-Hoa_2025_thuc-hien-57-NQ-TW"
PLAN_KON_TUM = "KH-UBND_Kon-Tum_2025_OCR"
DOCUMENTS = (DECISION_512, PLAN_2026, PLAN_SXD, RESOLUTION_48, PLAN_KON_TUM)


def path_of(name: str) -> Path:
    return RAW / f"{name}.txt"


def text_of(name: str) -> str:
    """The file as it lies there, in NFC, line ends untouched."""
    return unicodedata.normalize("NFC", path_of(name).read_bytes().decode("utf-8"))


@lru_cache
def reading(name: str) -> Reading:
    return read_file(path_of(name))


@lru_cache
def layout(name: str) -> RawDocument:
    return extract_file(path_of(name))


def tasks(name: str, appendix: str | None) -> list[TaskRecord]:
    return [task for task in reading(name).tasks if task.appendix == appendix]


def indicators(name: str, appendix: str | None) -> list[IndicatorRecord]:
    return [indicator for indicator in reading(name).indicators if indicator.appendix == appendix]
