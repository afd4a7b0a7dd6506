"""Rows of a table sorted into drafts: sections, ordinals, and the cells each role holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from normalizers.columns import STATEMENTS, Column, columns_of, kind_of
from normalizers.merged_cells import WholeRow, whole_rows
from normalizers.ordinals import Counter, Ordinal, OrdinalKind, parse_ordinal
from normalizers.text import is_blank, none_if_blank, tidy
from normalizers.years import year_set_by
from schemas.drafts import ColumnRole, DraftIndicator, DraftTask, Origin, TableKind
from schemas.raw import RawFinding, RawRow, RawTable
from schemas.records import Severity

_NO_VALUE = re.compile(r"^[-–—.…x]*$", re.IGNORECASE)
_DITTO = re.compile(r"^(?:[\"“”″]|''|nt)$", re.IGNORECASE)
_TOTAL = re.compile(r"^\s*(?:tổng cộng|tổng số|cộng)\b", re.IGNORECASE)
_SECTION_KINDS = (OrdinalKind.ROMAN, OrdinalKind.CAPITAL)


@dataclass(frozen=True)
class TableContext:
    """What stands around a table: the annex it belongs to, the title above it, the year its document plans for."""

    appendix: str
    title: str
    year: int | None


@dataclass(frozen=True)
class TableDrafts:
    """The drafts of one table."""

    kind: TableKind
    tasks: tuple[DraftTask, ...]
    indicators: tuple[DraftIndicator, ...]
    findings: tuple[RawFinding, ...]


@dataclass
class _Seat:
    """Where the reading of a table stands: the section, the numbering, the last numbered row."""

    section: str | None = None
    section_title: str | None = None
    numbered: str | None = None
    counter: Counter = Counter()


@dataclass(frozen=True)
class _SortedRow:
    """A row with its cells by role."""

    row: RawRow
    ordinal: Ordinal | None
    cells: dict[ColumnRole, list[tuple[Column, str]]]
    is_title: bool = False
    goes_on: bool = False

    def text(self, *roles: ColumnRole) -> str | None:
        """The cells of these roles, joined line by line; None where all are blank."""
        texts = [text for role in roles for _, text in self.cells.get(role, []) if not is_blank(text)]
        return "\n".join(texts) or None

    @property
    def _spans_columns(self) -> bool:
        """Whether one text stands in every column it spans, as merged cells come out of some exports."""
        others = (cells for role, cells in self.cells.items() if role is not ColumnRole.ORDINAL)
        filled = [tidy(text) for cells in others for _, text in cells if not is_blank(text)]
        return len(filled) > 2 and len(set(filled)) == 1

    @property
    def has_values(self) -> bool:
        """Whether a cell besides ordinal, statement and note holds something."""
        if self._spans_columns:
            return False
        skipped = (ColumnRole.ORDINAL, ColumnRole.NOTE, *STATEMENTS)
        return any(
            not _NO_VALUE.match(tidy(text))
            for role, cells in self.cells.items()
            if role not in skipped
            for _, text in cells
        )


def drafts_of(table: RawTable, context: TableContext) -> TableDrafts:
    """The tasks or indicators of a table; a table that holds neither yields findings only."""
    heads = [cell.text for cell in table.header.cells]
    kind = kind_of(heads, context.title)
    columns = columns_of(heads, kind)
    findings = list(_column_findings(table, columns, kind))
    if kind is TableKind.UNKNOWN or not any(column.role in STATEMENTS for column in columns):
        return TableDrafts(TableKind.UNKNOWN, (), (), tuple(findings))
    rows = [_sorted_row(row, columns) for row in whole_rows(table.rows, columns)]
    tasks: list[DraftTask] = []
    indicators: list[DraftIndicator] = []
    for seat, sorted_row in _records(rows, table, findings):
        seated = _seated(seat, sorted_row, table, context)
        if kind is TableKind.TASKS:
            tasks.append(_task(seated, sorted_row))
        else:
            indicators += _indicators(seated, sorted_row, columns, context)
    return TableDrafts(kind, tuple(tasks), tuple(indicators), tuple(findings))


def _sorted_row(row: WholeRow, columns: Sequence[Column]) -> _SortedRow:
    cells: dict[ColumnRole, list[tuple[Column, str]]] = {}
    for column, text in zip(columns, row.texts, strict=True):
        cells.setdefault(column.role, []).append((column, text))
    ordinal_cells = cells.get(ColumnRole.ORDINAL, [])
    printed = tidy(ordinal_cells[0][1]) if ordinal_cells else ""
    return _SortedRow(row.row, parse_ordinal(printed), cells, row.is_title, row.goes_on)


# --- sections and ordinals ----------------------------------------------------------------------------------------


def _records(
    rows: Sequence[_SortedRow], table: RawTable, findings: list[RawFinding]
) -> Iterator[tuple[_Seat, _SortedRow]]:
    """The rows that state something, each with its seat; section rows set the seat of those below."""
    seat = _Seat()
    numbers_are_sections = _numbers_are_sections(rows)
    for row in rows:
        finding = _ordinal_finding(row, seat.counter, table)
        if finding:
            findings.append(finding)
        if _TOTAL.match(row.text(*STATEMENTS) or row.text(ColumnRole.ORDINAL) or ""):
            findings.append(_finding(row.row, table, "total-row", "a sum of the rows above; not stored"))
        elif _is_section(row, numbers_are_sections):
            seat = _Seat(_section_numeral(row), _section_title(row), None, seat.counter.after(row.ordinal))
        elif row.text(*STATEMENTS) is not None:
            yield seat, row
            numbered = row.ordinal.printed if row.ordinal and row.ordinal.kind is OrdinalKind.NUMBER else seat.numbered
            counter = seat.counter if row.goes_on else seat.counter.after(row.ordinal)
            seat = _Seat(seat.section, seat.section_title, numbered, counter)
        elif row.has_values:
            findings.append(_finding(row.row, table, "no-statement", "states nothing but has other cells; not stored"))


def _is_section(row: _SortedRow, numbers_are_sections: bool) -> bool:
    """A section row has a Roman numeral, a capital or only a title, and no values of its own."""
    if row.has_values:
        return False
    if row.ordinal is None:
        # a title without a numeral; the joining of rows has taken what goes on a sentence above
        return row.text(ColumnRole.NOTE) is None
    if row.ordinal.kind in _SECTION_KINDS or row.is_title:
        return True
    return numbers_are_sections and row.ordinal.kind is OrdinalKind.NUMBER


def _numbers_are_sections(rows: Sequence[_SortedRow]) -> bool:
    """In a table without Roman sections where every whole number is only a heading over sub-numbers (`1`, `1.1`)."""
    if any(row.ordinal and row.ordinal.kind in _SECTION_KINDS for row in rows):
        return False
    numbers = [row for row in rows if row.ordinal and row.ordinal.kind is OrdinalKind.NUMBER]
    dotted = any(row.ordinal and row.ordinal.kind is OrdinalKind.DOTTED for row in rows)
    return dotted and len(numbers) > 1 and not any(row.has_values for row in numbers)


def _section_numeral(row: _SortedRow) -> str | None:
    return row.ordinal.printed if row.ordinal else None


def _section_title(row: _SortedRow) -> str | None:
    texts = [text for role, cells in row.cells.items() if role is not ColumnRole.ORDINAL for _, text in cells]
    titled = none_if_blank(" ".join(dict.fromkeys(text for text in texts if not _NO_VALUE.match(tidy(text)))))
    return titled or (none_if_blank(row.text(ColumnRole.ORDINAL)) if row.ordinal is None else None)


def _ordinal_finding(row: _SortedRow, counter: Counter, table: RawTable) -> RawFinding | None:
    ordinal = row.ordinal
    if (
        ordinal is None
        or row.goes_on
        or ordinal.kind not in (OrdinalKind.NUMBER, *_SECTION_KINDS)
        or counter.expects(ordinal)
    ):
        return None
    last = counter.section[1] if ordinal.kind in _SECTION_KINDS else counter.path[0]
    if ordinal.kind is OrdinalKind.NUMBER and ordinal.path == counter.path[:1]:
        return _finding(row.row, table, "double-ordinal", f"ordinal {ordinal.printed} stands twice")
    code = "ordinal-gap" if ordinal.path[0] > last else "ordinal-order"
    return _finding(row.row, table, code, f"ordinal {ordinal.printed} after {last or 'none'}; a row may be missing")


def _finding(row: RawRow, table: RawTable, code: str, what: str) -> RawFinding:
    where = f"table {table.index}, source row {row.source_rows[0]}"
    return RawFinding(
        severity=Severity.WARNING,
        code=code,
        message=f"{where}: {what}; compare with the page",
        place=row.places[0] if row.places else None,
    )


def _column_findings(table: RawTable, columns: Sequence[Column], kind: TableKind) -> Iterator[RawFinding]:
    if kind is TableKind.UNKNOWN or not any(column.role in STATEMENTS for column in columns):
        shown = " | ".join(tidy(column.heading) for column in columns)[:160]
        yield _finding(
            table.header,
            table,
            "unknown-table",
            f"headings tell neither tasks nor indicators ({shown}); rows not stored",
        )
        return
    for column in columns:
        if column.role is ColumnRole.OTHER:
            head = tidy(column.heading) or f"column {column.index + 1}"
            yield _finding(table.header, table, "unknown-column", f"no role for {head!r}; its cells are kept in note")
    needed = (
        (ColumnRole.LEAD, ColumnRole.DEADLINE) if kind is TableKind.TASKS else (ColumnRole.TARGET, ColumnRole.AGENCIES)
    )
    for role in (ColumnRole.ORDINAL, *needed):
        if not any(column.role is role for column in columns):
            yield _finding(table.header, table, "missing-column", f"no column for {role.value}")


# --- drafts -----------------------------------------------------------------------------------------------------------


def _seated(seat: _Seat, row: _SortedRow, table: RawTable, context: TableContext) -> dict[str, object]:
    """The fields that tasks and indicators share."""
    return {
        "appendix": context.appendix,
        "section": seat.section,
        "section_title": seat.section_title,
        "ordinal": row.ordinal.printed if row.ordinal else none_if_blank(row.text(ColumnRole.ORDINAL)),
        "parent_ordinal": _parent(row.ordinal, seat),
        "note": _note(row),
        "origin": Origin(
            table=table.index,
            rows=row.row.source_rows,
            places=row.row.places,
            source_text=row.row.source_text,
            confidence=row.row.confidence,
        ),
    }


def _parent(ordinal: Ordinal | None, seat: _Seat) -> str | None:
    if ordinal is None:
        return None
    if ordinal.kind is OrdinalKind.DOTTED:
        return ordinal.printed.rpartition(".")[0] or None
    return seat.numbered if ordinal.kind in (OrdinalKind.DASH, OrdinalKind.LETTER) else None


def _note(row: _SortedRow) -> str | None:
    """Remarks, and the cells of columns without a role under their own heading."""
    notes = [tidy(text) for _, text in row.cells.get(ColumnRole.NOTE, []) if not is_blank(text)]
    notes += [
        f"{tidy(column.heading)}: {tidy(text)}"
        for column, text in row.cells.get(ColumnRole.OTHER, [])
        if not is_blank(text)
    ]
    return "; ".join(notes) or None


def _task(seated: dict[str, object], row: _SortedRow) -> DraftTask:
    return DraftTask(
        **seated,
        description=tidy(row.text(*STATEMENTS) or ""),
        lead=row.text(ColumnRole.LEAD, ColumnRole.AGENCIES),
        coordinating=row.text(ColumnRole.COORDINATING),
        output=none_if_blank(row.text(ColumnRole.OUTPUT)),
        deadline=_stated(row.text(ColumnRole.DEADLINE)),
    )


def _stated(text: str | None) -> str | None:
    """The tidied text, or None where only a dash or dots stand for nothing."""
    tidied = none_if_blank(text)
    return None if tidied is None or _NO_VALUE.match(tidied) else tidied


def _unit(text: str | None) -> str | None:
    """The unit as printed; a ditto mark is none of its own, and which row it repeats is not known for sure."""
    return None if text is not None and _DITTO.match(tidy(text)) else none_if_blank(text)


def _indicators(
    seated: dict[str, object], row: _SortedRow, columns: Sequence[Column], context: TableContext
) -> Iterator[DraftIndicator]:
    """One draft for the row, or one for each filled target column where several years stand side by side."""
    targets = [(column, text) for column, text in row.cells.get(ColumnRole.TARGET, []) if not is_blank(text)]
    section_year = year_set_by(str(seated["section_title"] or ""))
    for year, target in [(column.year, text) for column, text in targets] or [(None, "")]:
        yield DraftIndicator(
            **seated,
            name=tidy(row.text(*STATEMENTS) or ""),
            unit=_unit(row.text(ColumnRole.UNIT)),
            target=none_if_blank(target),
            agencies=row.text(ColumnRole.AGENCIES, ColumnRole.LEAD, ColumnRole.COORDINATING),
            year=year or section_year or context.year,
        )
