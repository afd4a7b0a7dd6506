"""Drafts: raw strings sorted into fields, not yet read as values."""

from __future__ import annotations

from enum import StrEnum

from schemas.base import Model
from schemas.raw import Place


class ColumnRole(StrEnum):
    """What a column of a table holds, told from its header."""

    ORDINAL = "ordinal"
    DESCRIPTION = "description"
    NAME = "name"
    UNIT = "unit"
    TARGET = "target"
    AGENCIES = "agencies"
    LEAD = "lead"
    COORDINATING = "coordinating"
    OUTPUT = "output"
    DEADLINE = "deadline"
    NOTE = "note"
    OTHER = "other"


class TableKind(StrEnum):
    """What the rows of a table are."""

    TASKS = "tasks"
    INDICATORS = "indicators"
    UNKNOWN = "unknown"


class Origin(Model):
    """The way back to the page that every record keeps."""

    table: int | None = None
    rows: tuple[int, ...] = ()
    places: tuple[Place, ...] = ()
    source_text: str
    confidence: float = 1.0


class Twin(Model):
    """A passage of prose that says what a row of a table says, in more words."""

    text: str
    places: tuple[Place, ...]


class DraftRecord(Model):
    """What tasks and indicators share: their seat in the document.

    `twin` is where the prose of the document says the same as a row of its tables, in more words.
    """

    appendix: str | None
    section: str | None
    section_title: str | None
    ordinal: str | None
    parent_ordinal: str | None
    note: str | None
    origin: Origin
    twin: Twin | None = None


class DraftTask(DraftRecord):
    """A row that states a task; every string as printed, white space tidied."""

    description: str
    lead: str | None
    coordinating: str | None
    output: str | None
    deadline: str | None


class DraftIndicator(DraftRecord):
    """A row, or a clause of prose, that states an indicator.

    `year` is the one its target column, section or sentence names; `wording` are the words around a target of prose,
    which say how binding it is; `is_rank` tells that its figure is a place in an order.
    """

    name: str
    unit: str | None
    target: str | None
    agencies: str | None
    year: int | None
    wording: str | None = None
    is_rank: bool = False


class DraftDocument(Model):
    """The head of a document as printed."""

    symbol: str | None = None
    kind: str | None = None
    issuer: str | None = None
    place: str | None = None
    issued_on: str | None = None
    title: str | None = None
    signer: str | None = None
    signer_title: str | None = None
    is_draft: bool = False
