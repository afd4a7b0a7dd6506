"""Tables of a web page saved as text with one cell per line: header found, rows split by the lattice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.line import Line
from extractors.text.lattice import Lattice, SplitRow
from extractors.text.pieces import Piece, pieces_of, source_of
from normalizers.columns import columns_of, heading_of, is_heading, is_ordinal_heading, kind_of
from normalizers.headings import appendix_numeral
from normalizers.ordinals import OrdinalKind, parse_ordinal
from normalizers.text import fold, is_blank, tidy
from schemas.drafts import ColumnRole
from schemas.raw import RawCell, RawFinding, RawRow, RawTable
from schemas.records import Severity

_WIDEST = 14
_DOUBTFUL = 0.75


@dataclass(frozen=True)
class CellwiseTable:
    """A table found in a stretch of lines, the lines it covers, and what was doubtful in it."""

    table: RawTable
    first_line: int
    last_line: int
    findings: tuple[RawFinding, ...]


@dataclass(frozen=True)
class _Header:
    """A header found at a piece: its cells, and the first piece after it (column numbers below it skipped)."""

    start: int
    cells: tuple[tuple[int, int], ...]
    end: int


def find_tables(lines: Sequence[Line], first_index: int) -> list[CellwiseTable]:
    """All tables with one cell per line in a stretch of lines; `first_index` is the number of the first table."""
    pieces = pieces_of(lines)
    headers = _headers(pieces)
    found: list[CellwiseTable] = []
    position = 0
    while position < len(headers):
        header = headers[position]
        same = position + 1
        while same < len(headers) and _texts(pieces, headers[same]) == _texts(pieces, header):
            if _annex_between(pieces, headers[same - 1].end, headers[same].start):
                break
            same += 1
        end = headers[same].start if same < len(headers) else len(pieces)
        table = _read_table(
            pieces, headers[position:same], _before_annex(pieces, header.end, end), first_index + len(found)
        )
        if table:
            found.append(table)
        position = same
    return found


def _texts(pieces: Sequence[Piece], header: _Header) -> list[str]:
    return [fold(_join(pieces, cell)) for cell in header.cells]


def _join(pieces: Sequence[Piece], span: tuple[int, int]) -> str:
    return "\n".join(piece.text for piece in pieces[span[0] : span[1]] if not is_blank(piece.text))


def _annex_between(pieces: Sequence[Piece], start: int, end: int) -> bool:
    return any(appendix_numeral(piece.lines[0].text) is not None for piece in pieces[start:end])


def _before_annex(pieces: Sequence[Piece], start: int, end: int) -> int:
    return next((i for i in range(start, end) if appendix_numeral(pieces[i].lines[0].text) is not None), end)


# --- headers -----------------------------------------------------------------------------------------------------


def _headers(pieces: Sequence[Piece]) -> list[_Header]:
    headers: list[_Header] = []
    for start, piece in enumerate(pieces):
        if is_ordinal_heading(piece.text) and (not headers or start >= headers[-1].end):
            header = _header_at(pieces, start)
            if header:
                headers.append(header)
    return headers


def _header_at(pieces: Sequence[Piece], start: int) -> _Header | None:
    """The header that begins with an ordinal heading: the pieces up to the first that can open a row."""
    end = start + 1
    while end < min(len(pieces), start + 2 * _WIDEST) and not _opens_row(pieces[end].text):
        end += 1
    cells = _merge_headings(pieces, start, end)
    known = sum(heading_of(_join(pieces, cell)) is not None for cell in cells)
    if len(cells) < 3 or len(cells) > _WIDEST or known < 2 or 2 * known < len(cells) - 1:
        return None
    return _Header(start, tuple(cells), _after_column_numbers(pieces, end, len(cells)))


def _opens_row(text: str) -> bool:
    ordinal = parse_ordinal(text)
    if ordinal is None:
        # a section row whose numeral and title came out as one piece
        first = text.split(" ")[0]
        numeral = parse_ordinal(first) if first.endswith(".") else None
        return numeral is not None and numeral.kind in (OrdinalKind.ROMAN, OrdinalKind.CAPITAL)
    return True


def _merge_headings(pieces: Sequence[Piece], start: int, end: int) -> list[tuple[int, int]]:
    """Pieces of the header -> cells; a piece in small letters goes on the heading before it."""
    cells: list[tuple[int, int]] = []
    for index in range(start, end):
        text = pieces[index].text
        if len(cells) > 1 and text[:1].islower() and heading_of(f"{_join(pieces, cells[-1])} {text}"):
            cells[-1] = (cells[-1][0], index + 1)
        else:
            cells.append((index, index + 1))
    return cells


def _after_column_numbers(pieces: Sequence[Piece], end: int, width: int) -> int:
    """The first piece after a row `(1) (2) (3) ...` that numbers the columns."""
    numbers = [tidy(piece.text).strip("()[]") for piece in pieces[end : end + width]]
    counted = [str(n) for n in range(1, width + 1)]
    lettered = [*"ABC"[: max(0, sum(not n.isdigit() for n in numbers))], *counted]
    return end + width if width > 2 and numbers in (counted, lettered[:width]) else end


# --- rows ----------------------------------------------------------------------------------------------------------


def _read_table(pieces: Sequence[Piece], headers: Sequence[_Header], end: int, index: int) -> CellwiseTable | None:
    header = headers[0]
    heads = [_join(pieces, cell) for cell in header.cells]
    body = _body(pieces, headers, end)
    columns = columns_of(heads, kind_of(heads))
    rows = Lattice([piece.text for piece in body], [column.role for column in columns]).split()
    if not rows:
        return None
    raw_rows = tuple(_raw_row(body, row, number) for number, row in enumerate(rows, start=2))
    table = RawTable(index=index, width=len(heads), header=_header_row(pieces, header), rows=raw_rows)
    last = body[max(stop for _, stop in rows[-1].cells) - 1].lines[-1].number
    return CellwiseTable(table, pieces[header.start].lines[0].number, last, tuple(_doubts(table, columns)))


def _body(pieces: Sequence[Piece], headers: Sequence[_Header], end: int) -> list[Piece]:
    """The pieces below the header, repeated headers left out, a section's numeral parted from its title."""
    spans = zip([header.end for header in headers], [*[header.start for header in headers[1:]], end], strict=True)
    return [part for start, stop in spans for piece in pieces[start:stop] for part in _part_section(piece)]


def _part_section(piece: Piece) -> list[Piece]:
    first, _, rest = piece.text.partition(" ")
    numeral = parse_ordinal(first) if first.endswith(".") and rest else None
    if numeral is None or numeral.kind not in (OrdinalKind.ROMAN, OrdinalKind.CAPITAL):
        return [piece]
    line = piece.lines[0]
    numeral_line = Line(line.number, first, line.page)
    title_line = Line(line.number, line.text.strip()[len(first) :].strip(), line.page)
    return [Piece((numeral_line,)), Piece((title_line, *piece.lines[1:]))]


def _header_row(pieces: Sequence[Piece], header: _Header) -> RawRow:
    cells = tuple(
        RawCell(
            column=column,
            text=_join(pieces, cell),
            places=tuple(piece.place for piece in pieces[cell[0] : cell[1]]),
        )
        for column, cell in enumerate(header.cells, start=1)
    )
    held = pieces[header.start : header.cells[-1][1]]
    return RawRow(cells=cells, source_rows=(1,), places=tuple(p.place for p in held), source_text=source_of(held))


def _raw_row(body: Sequence[Piece], row: SplitRow, number: int) -> RawRow:
    cells = tuple(
        RawCell(
            column=column,
            text="\n".join(piece.text for piece in body[start:stop] if not is_blank(piece.text)),
            places=tuple(piece.place for piece in body[start:stop]),
        )
        for column, (start, stop) in enumerate(row.cells, start=1)
    )
    held = body[row.first : max(stop for start, stop in row.cells if stop > start)]
    return RawRow(
        cells=cells,
        source_rows=(number,),
        places=(held[0].place.model_copy(update={"last_line": held[-1].lines[-1].number}),),
        source_text=source_of(held),
        confidence=row.confidence,
    )


def _doubts(table: RawTable, columns: Sequence[object]) -> list[RawFinding]:
    """Rows whose split into cells could well be another."""
    return [
        RawFinding(
            severity=Severity.WARNING,
            code="ambiguous-cells",
            message=(
                f"table {table.index}, row {row.cells[0].text or '(no ordinal)'}: its lines can be split into cells in "
                f"more than one way (confidence {row.confidence:.2f}); compare the agencies with the page"
            ),
            place=row.places[0],
        )
        for row in table.rows
        if row.confidence < _DOUBTFUL
    ]


def looks_cellwise(lines: Sequence[Line]) -> bool:
    """Whether a table header stands in the text with one heading per line."""
    return any(is_ordinal_heading(line.text) for line in lines) and bool(_headers(pieces_of(lines)))


__all__ = ["CellwiseTable", "ColumnRole", "find_tables", "is_heading", "looks_cellwise"]
