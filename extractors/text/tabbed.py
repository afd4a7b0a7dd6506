"""Tables in text whose cells are parted by tabs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.headers import is_header, numbers_columns, parts_columns, same_header
from extractors.joining import continues
from extractors.line import Line
from normalizers.columns import Column, columns_of, kind_of
from normalizers.headings import appendix_numeral
from normalizers.ordinals import parse_ordinal
from normalizers.text import is_blank, tidy, without_markup
from schemas.raw import Place, RawCell, RawFinding, RawRow, RawTable
from schemas.records import Severity


@dataclass
class _Row:
    """A row while it is being put together: its cells as lists of lines, and the source rows and lines it came from."""

    cells: list[list[str]]
    source_rows: list[int]
    lines: list[Line]
    cell_places: list[list[Place]]

    @property
    def texts(self) -> list[str]:
        return ["\n".join(parts) for parts in self.cells]


@dataclass
class TabbedTable:
    """A table as it is read: header, rows, the lines it covers, and what was noticed."""

    heads: list[str]
    header_line: Line
    rows: list[_Row] = field(default_factory=list)
    findings: list[RawFinding] = field(default_factory=list)
    row_count: int = 1
    last_line: int = 0

    @property
    def columns(self) -> tuple[Column, ...]:
        """Roles of the columns."""
        return columns_of(self.heads, kind_of(self.heads))


def cells_of(line: Line) -> list[str]:
    """The cells of a line, markup removed, ends trimmed."""
    return [without_markup(cell).strip() for cell in line.text.split("\t")]


def is_row(line: Line) -> bool:
    """Whether a line is a row of a table parted by tabs."""
    return line.text.count("\t") >= 2 or (line.text.count("\t") == 1 and line.text.startswith("\t"))


def read_tables(
    lines: Sequence[Line], first_index: int
) -> tuple[list[tuple[RawTable, int]], set[int], list[RawFinding]]:
    """The tables of a stretch of lines, each with its last line; the numbers of the lines they cover; findings.

    A header like the one above it is a repetition on a new page; another one, or one below the heading of an annex,
    begins a new table.
    """
    tables: list[TabbedTable] = []
    covered: set[int] = set()
    open_table: TabbedTable | None = None
    broke = False
    for place, line in enumerate(lines):
        if open_table and _closes(line, open_table):
            open_table = None
        if not _belongs(lines, place, open_table):
            if appendix_numeral(line.text) is not None:
                open_table = None
            broke = True
            continue
        covered.add(line.number)
        cells = cells_of(line)
        if open_table is None or (is_header(cells) and not same_header(cells, open_table.heads)):
            open_table = TabbedTable(_trimmed(cells), line, last_line=line.number)
            tables.append(open_table)
            broke = False
        else:
            # a header that is repeated is itself the sign of a page break
            broke = not _add(open_table, line, cells, page_break=broke)
    numbered = list(enumerate(tables, start=first_index))
    findings = [finding for index, table in numbered for finding in [*_unknown(index, table), *table.findings]]
    return [(_raw_table(index, table), table.last_line) for index, table in numbered], covered, findings


def _belongs(lines: Sequence[Line], place: int, table: TabbedTable | None) -> bool:
    """Whether a line is a row: of the open table, or the first of a new one.

    A letterhead or signature may hold tabs too. A table without a known header must show itself by its rows: the next
    is as wide and begins with an ordinal.
    """
    line = lines[place]
    if table is not None:
        return "\t" in line.text
    if not is_row(line):
        return False
    cells = cells_of(line)
    if is_header(cells):
        return True
    following = next((cells_of(after) for after in lines[place + 1 :] if not is_blank(after.text)), [])
    return len(following) == len(cells) and parse_ordinal(tidy(following[0])) is not None


def _closes(line: Line, table: TabbedTable) -> bool:
    """Whether a line with tabs cannot be a row of the open table: a signature, a letterhead, a table of other width."""
    cells = cells_of(line)
    first = tidy(cells[0])
    if len(cells) < 2 or len(cells) == len(table.heads) or is_header(cells):
        return False
    return first != "" and parse_ordinal(first) is None and len(cells) < len(table.heads)


def _trimmed(cells: list[str]) -> list[str]:
    while len(cells) > 2 and is_blank(cells[-1]):
        cells = cells[:-1]
    return cells


def _add(table: TabbedTable, line: Line, cells: list[str], *, page_break: bool) -> bool:
    """Take a row into the table; False where it holds no data (a repeated header, column numbers)."""
    table.row_count += 1
    table.last_line = line.number
    if same_header(cells, table.heads) or numbers_columns(cells) or all(map(is_blank, cells)):
        return False
    cells = _fitted(table, line, cells)
    if not table.rows and parts_columns(cells):
        table.heads = [cell or head for head, cell in zip(table.heads, cells, strict=True)]
        return False
    if table.rows and continues(table.rows[-1].texts, cells, table.columns, page_break=page_break):
        _join(table.rows[-1], cells, line, table.row_count)
        return True
    place = line.place
    table.rows.append(_Row([[cell] for cell in cells], [table.row_count], [line], [[place] for _ in cells]))
    return True


def _fitted(table: TabbedTable, line: Line, cells: list[str]) -> list[str]:
    """As many cells as the header has: blank ones that an editor trimmed are put back, surplus ones are kept last."""
    width = len(table.heads)
    if len(cells) > width:
        surplus = [cell for cell in cells[width:] if not is_blank(cell)]
        if surplus:
            table.findings.append(
                _finding(
                    line, "surplus-cells", f"row {tidy(cells[0])!r} has {len(cells)} cells under {width} headings; "
                )
            )
            return [*cells[: width - 1], " ".join([cells[width - 1], *surplus]).strip()]
        return cells[:width]
    return cells + [""] * (width - len(cells))


def _finding(line: Line, code: str, what: str) -> RawFinding:
    place = line.place
    message = f"line {line.number}: {what}the last cell holds what is left over; compare with the page"
    return RawFinding(severity=Severity.WARNING, code=code, message=message, place=place)


def _join(row: _Row, cells: Sequence[str], line: Line, source_row: int) -> None:
    place = line.place
    for index, cell in enumerate(cells):
        if not is_blank(cell):
            row.cells[index].append(cell)
            row.cell_places[index].append(place)
    row.source_rows.append(source_row)
    row.lines.append(line)


def _unknown(index: int, table: TabbedTable) -> list[RawFinding]:
    """A first row that is no header known to the vocabulary."""
    if is_header(table.heads):
        return []
    what = " | ".join(tidy(head) for head in table.heads)[:120]
    ordinal = parse_ordinal(tidy(table.heads[0]))
    first = "its first row is a data row" if ordinal else "none of the headings is known"
    message = f"table {index}, line {table.header_line.number}: no header ({first}): {what}"
    place = Place(page=table.header_line.page, first_line=table.header_line.number, last_line=table.header_line.number)
    return [RawFinding(severity=Severity.WARNING, code="no-header", message=message, place=place)]


def _raw_table(index: int, table: TabbedTable) -> RawTable:
    line = table.header_line
    place = line.place
    header = RawRow(
        cells=tuple(RawCell(column=i, text=head, places=(place,)) for i, head in enumerate(table.heads, start=1)),
        source_rows=(1,),
        places=(place,),
        source_text=line.text,
    )
    return RawTable(index=index, width=len(table.heads), header=header, rows=tuple(map(_raw_row, table.rows)))


def _raw_row(row: _Row) -> RawRow:
    return RawRow(
        cells=tuple(
            RawCell(column=i, text="\n".join(part for part in parts if part), places=tuple(places))
            for i, (parts, places) in enumerate(zip(row.cells, row.cell_places, strict=True), start=1)
        ),
        source_rows=tuple(row.source_rows),
        places=tuple(line.place for line in row.lines),
        source_text="\n".join(line.text for line in row.lines),
    )
