"""Typed records: the rows of the published tables, the raw string kept beside each value.

One declaration serves every output: the Arrow schema, the CSV and Parquet columns, `datapackage.json` and the
data dictionary are all derived from these models, in this order of fields.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from schemas.base import Model


class Operator(StrEnum):
    """How a target relates to its value."""

    EQUAL = "="
    AT_LEAST = ">="
    MORE_THAN = ">"
    AT_MOST = "<="
    LESS_THAN = "<"
    ABOUT = "~"
    BETWEEN = "between"
    QUALITATIVE = "qualitative"


class DeadlineKind(StrEnum):
    """What a deadline cell says about time."""

    DATE = "date"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    RANGE = "range"
    RECURRING = "recurring"
    ONGOING = "ongoing"
    CONDITIONAL = "conditional"


class Relation(StrEnum):
    """What a document says about a cited one, strongest first."""

    REPLACES = "replaces"
    AMENDS = "amends"
    IMPLEMENTS = "implements"
    BASIS = "basis"
    MENTIONS = "mentions"


class LinkRelation(StrEnum):
    """How a record relates to its parent."""

    IMPLEMENTS = "implements"
    SUCCEEDS = "succeeds"


class Match(StrEnum):
    """How much of the parent record a child takes up."""

    SAME = "same"
    PARTIAL = "partial"


class Modality(StrEnum):
    """How binding the wording of a target is."""

    STRIVE = "strive"
    MUST = "must"


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Provenance(Model):
    """The way back to the page."""

    source_page: int | None = Field(None, description="First page of the record; null where the source has no pages.")
    source_boxes: list[str] | None = Field(
        None, description="One `page:x0,top,x1,bottom` (points) for each piece of a record; null without pages."
    )
    source_table: int | None = Field(None, description="Number of the table in the document, from 1; null for prose.")
    source_rows: list[int] | None = Field(
        None, description="Rows of that table as they stand in the source, from 1, repeated headers counted."
    )
    source_lines: list[int] | None = Field(
        None,
        description="Lines of the file the record was read from, from 1; paragraphs of a Word file, rows of a sheet; "
        "null for PDF.",
    )
    source_text: str | None = Field(None, description="What stands in the source, before any mending.")
    confidence: float | None = Field(None, ge=0, le=1, description="How sure the reading is, 0 to 1.")


class DocumentRecord(Model):
    """One row for each document of the dataset."""

    table: ClassVar[str] = "documents"
    primary_key: ClassVar[tuple[str, ...]] = ("document_id",)
    foreign_keys: ClassVar[dict[str, str]] = {}

    document_id: str = Field(description="Made from the document's own words and numbers; stable between versions.")
    symbol: str | None = Field(description="As printed: `512/QĐ-UBND`; a draft with a blank number keeps `/KH-UBND`.")
    number: int | None = Field(description="The number in the symbol; null where it is blank.")
    kind: str | None = Field(description="`Quyết định`, `Kế hoạch`, `Nghị quyết`, `Chương trình`, ...")
    issuer: str | None = Field(description="The body that issues it, in canonical spelling.")
    place: str | None = Field(description="Place of issue as printed.")
    issued_on: str | None = Field(description="ISO date; `2025-03` or `2026` where the day or month is blank.")
    title: str | None = Field(description="What the document is about, as printed.")
    signer: str | None = Field(description="Name of the signer.")
    signer_title: str | None = Field(description="Office of the signer as printed: `CHỦ TỊCH`.")
    is_draft: bool = Field(description="True where the number or the date is blank.")
    root_symbol: str | None = Field(description="The resolution at the root of the cascade: `57-NQ/TW`.")
    parent_symbols: list[str] = Field(description="The documents it directly carries out.")
    source_path: str = Field(description="File it was read from, relative to the working folder where possible.")
    source_sha256: str = Field(description="SHA-256 of that file.")
    media_type: str = Field(description="Media type of the file.")
    pages: int | None = Field(description="Number of pages; null where the source has none.")
    extraction: str = Field(description="`text` (Markdown and workbooks too), `text-layer`, `ocr`, `docx` or `html`.")
    repaired: bool = Field(description="True where garbled text was mended.")
    text_quality: float = Field(ge=0, le=1, description="Share of words that are possible Vietnamese or known others.")


class ReferenceRecord(Model):
    """One row for each cited document, and one for each relation that one cited document has to another."""

    table: ClassVar[str] = "references"
    primary_key: ClassVar[tuple[str, ...]] = ()
    foreign_keys: ClassVar[dict[str, str]] = {"document_id": "documents", "target_document_id": "documents"}

    document_id: str = Field(description="The citing document.")
    symbol: str | None = Field(description="Symbol of the cited document; null for laws cited by name and date.")
    kind: str | None = Field(description="Kind of the cited document as its citation names it.")
    date: str | None = Field(description="ISO date of the cited document where any citation gives it.")
    issuer: str | None = Field(description="Body that issued the cited document where a citation names it.")
    relation: Relation = Field(description="The strongest relation stated between the two documents.")
    target_document_id: str | None = Field(description="The cited document, where it is in the dataset.")
    via_symbol: str | None = Field(description="The cited document whose own citation states this relation, or null.")
    evidence: str = Field(description="The words that state the relation, as printed.")


class IndicatorRecord(Provenance):
    """One row for each indicator (chỉ tiêu)."""

    table: ClassVar[str] = "indicators"
    primary_key: ClassVar[tuple[str, ...]] = ("indicator_id",)
    foreign_keys: ClassVar[dict[str, str]] = {"document_id": "documents"}

    indicator_id: str = Field(description="Stable between versions: document, appendix, section and ordinal.")
    document_id: str = Field(description="The document that states it.")
    appendix: str | None = Field(description="`I`, `II`; empty for an annex without a number; null for prose.")
    section: str | None = Field(description="Numeral of the section row or numbered heading above it, as printed.")
    section_title: str | None = Field(description="Title of that section.")
    ordinal: str | None = Field(description="As printed without a final dot: `6.1`; `-` for a dash row.")
    parent_ordinal: str | None = Field(description="`6` for `6.1`; the numbered row above for a dash row.")
    name: str = Field(description="The indicator, as printed.")
    unit_raw: str | None = Field(description="Unit as printed.")
    unit: str | None = Field(description="Unit in canonical spelling: `%`, `% GRDP`, `Thứ bậc`.")
    target_raw: str | None = Field(description="Target as printed.")
    operator: Operator | None = Field(description="How the target relates to its value; null without a target.")
    value: float | None = Field(description="The target as a number; lower bound for `between`.")
    value_max: float | None = Field(description="Upper bound, only for `between`.")
    out_of: float | None = Field(description="The whole a rank is counted in: 34 for `14/34 tỉnh`.")
    target_year: int | None = Field(description="The year the target is to be reached.")
    agencies: list[str] = Field(description="Bodies responsible, canonical spelling, one entry each.")
    note: str | None = Field(description="Remarks as printed, and columns that no vocabulary knows.")
    modality: Modality | None = Field(description="`strive` for `phấn đấu`, `must` for `bảo đảm`; null if not said.")
    pillar: int | None = Field(ge=1, le=7, description="Task group of Nghị quyết 57, 1 to 7; null if none.")
    corrected: bool = Field(description="True where a person corrected the record.")
    prose_text: str | None = Field(
        None, description="What the prose of the document says of the same row, where it says more; null for prose."
    )
    prose_lines: list[int] | None = Field(None, description="Lines of the text file that hold it, from 1.")


class TaskRecord(Provenance):
    """One row for each task (nhiệm vụ)."""

    table: ClassVar[str] = "tasks"
    primary_key: ClassVar[tuple[str, ...]] = ("task_id",)
    foreign_keys: ClassVar[dict[str, str]] = {"document_id": "documents"}

    task_id: str = Field(description="Stable between versions: document, appendix, section and ordinal.")
    document_id: str = Field(description="The document that states it.")
    appendix: str | None = Field(description="`I`, `II`; empty for an annex without a number; null for prose.")
    section: str | None = Field(description="Numeral of the section row or numbered heading above it, as printed.")
    section_title: str | None = Field(description="Title of that section.")
    ordinal: str | None = Field(description="As printed without a final dot; `-` for a dash row; null if unnumbered.")
    parent_ordinal: str | None = Field(description="The numbered row above a dash row or sub-row.")
    description: str = Field(description="The task, as printed.")
    lead_raw: str | None = Field(description="Lead agencies as printed.")
    lead: list[str] = Field(description="Lead agencies, canonical spelling, one entry each.")
    coordinating_raw: str | None = Field(description="Coordinating agencies as printed.")
    coordinating: list[str] = Field(description="Coordinating agencies, canonical spelling, one entry each.")
    output: str | None = Field(description="Product or result expected, as printed.")
    deadline_raw: str | None = Field(description="Deadline as printed.")
    deadline_kind: DeadlineKind | None = Field(description="What the deadline says about time; null if blank.")
    deadline_start: dt.date | None = Field(description="First day of a range; null otherwise.")
    deadline_end: dt.date | None = Field(description="Last day of the date, month, quarter, year or range.")
    note: str | None = Field(description="Remarks as printed, and columns that no vocabulary knows.")
    pillar: int | None = Field(ge=1, le=7, description="Task group of Nghị quyết 57, 1 to 7; null if none.")
    corrected: bool = Field(description="True where a person corrected the record.")
    prose_text: str | None = Field(
        None, description="What the prose of the document says of the same row, where it says more; null for prose."
    )
    prose_lines: list[int] | None = Field(None, description="Lines of the text file that hold it, from 1.")


class LinkRecord(Model):
    """One row for each line from a record up to a parent document or record."""

    table: ClassVar[str] = "links"
    primary_key: ClassVar[tuple[str, ...]] = ()
    foreign_keys: ClassVar[dict[str, str]] = {"child_document_id": "documents", "parent_document_id": "documents"}

    child_id: str = Field(description="The task or indicator.")
    child_document_id: str = Field(description="Its document.")
    parent_id: str | None = Field(description="The parent task or indicator; null where none matches.")
    parent_document_id: str | None = Field(description="The parent document; null where it is not in the dataset.")
    parent_symbol: str | None = Field(description="Symbol of the parent document.")
    root_symbol: str | None = Field(description="The resolution at the root of the line: `57-NQ/TW`.")
    relation: LinkRelation = Field(description="`implements` under the parent resolution, `succeeds` between plans.")
    match: Match | None = Field(description="`same` or `partial`; null for a link between documents only.")
    score: float | None = Field(ge=0, le=1, description="How alike child and parent are, 0 to 1; null without a match.")
    method: str = Field(description="How the link was found: `citation`, ...")


class FindingRecord(Provenance):
    """One row for each thing a reader should look at."""

    table: ClassVar[str] = "findings"
    primary_key: ClassVar[tuple[str, ...]] = ()
    foreign_keys: ClassVar[dict[str, str]] = {"document_id": "documents"}

    document_id: str | None = Field(description="The document; null where a file could not be read at all.")
    record_id: str | None = Field(description="The task or indicator, where the finding is about one.")
    severity: Severity = Field(description="`error`, `warning` or `info`.")
    code: str = Field(description="Short name of the kind of finding; explained in docs/findings.md.")
    message: str = Field(description="What was seen, where, and what to do.")
    page: int | None = Field(description="Page, where the source has pages.")
    source_path: str = Field(description="The file.")


class VersionRecord(Model):
    """One row for each published version of the dataset."""

    table: ClassVar[str] = "versions"
    primary_key: ClassVar[tuple[str, ...]] = ("version",)
    foreign_keys: ClassVar[dict[str, str]] = {}

    version: int = Field(description="1, 2, 3, ...")
    created_at: str = Field(description="UTC time of publication, ISO 8601.")
    tool_version: str = Field(description="Version of vnplans that published it.")
    tables: dict[str, int] = Field(description="Rows of each table.")
    added: int = Field(description="Records (documents, indicators, tasks) that the version before did not have.")
    removed: int = Field(description="Records that are no longer there.")
    changed: int = Field(description="Records whose fields differ.")


RECORDS: tuple[type[Model], ...] = (
    DocumentRecord,
    ReferenceRecord,
    IndicatorRecord,
    TaskRecord,
    LinkRecord,
    FindingRecord,
)
"""The record kinds of a dataset version, one table each, in order of publication."""


class Reading(Model):
    """What one file yields: the records `ingest` would store."""

    document: DocumentRecord
    indicators: tuple[IndicatorRecord, ...] = ()
    tasks: tuple[TaskRecord, ...] = ()
    references: tuple[ReferenceRecord, ...] = ()
    findings: tuple[FindingRecord, ...] = ()
