"""The formats that commands offer; apart from the code that writes them, so that `--help` need not load it."""

from __future__ import annotations

from enum import StrEnum


class LayoutFormat(StrEnum):
    """How `vnplans extract` prints a layout."""

    JSON = "json"
    TEXT = "text"
    CSV = "csv"
    HTML = "html"
    PNG = "png"


class RecordsFormat(StrEnum):
    """How `vnplans records` prints records."""

    JSON = "json"


class ExportFormat(StrEnum):
    """The files that `vnplans export` writes."""

    CSV = "csv"
    PARQUET = "parquet"
    XLSX = "xlsx"
    SQLITE = "sqlite"


class RepairFormat(StrEnum):
    """How `repair` prints mended text."""

    TEXT = "text"
    JSON = "json"
