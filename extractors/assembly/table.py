"""One table taken together from the grids in which it stands, page by page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.assembly.columns import columns_between, fitted
from extractors.assembly.header import drop_overflow, header_depth, headings_of, repeated_rows
from extractors.assembly.junction import cell_goes_on, row_goes_on
from extractors.assembly.rows import Cell, Row, extend, join, rows_of, spans_of
from extractors.grid import Grid
from extractors.headers import is_header, numbers_columns
from normalizers.columns import Column, columns_of, is_ordinal_heading, kind_of
from normalizers.ordinals import parse_ordinal
from normalizers.text import tidy
from schemas.raw import Place, RawCell, RawFinding, RawRow, RawTable
from schemas.records import Severity


class OpenTable:
    """A table that may go on in the next grid."""

    def __init__(self, grid: Grid) -> None:
        """The table begins with a grid."""
        self._width = grid.width
        self._edges: tuple[float, ...] = grid.edges
        rows = rows_of(grid, 1)
        depth = header_depth(rows, grid.header_rows)
        self._head, self._rows = rows[:depth], rows[depth:]
        self._has_header = depth > 0
        self._source_rows = len(rows)
        self._page = grid.place.page if grid.place else None

    def goes_on_in(self, grid: Grid) -> bool:
        """Whether a grid that follows, with nothing but page furniture between, holds more rows of this table.

        It does where it has the same columns, and either repeats the header or has none of its own. In sources without
        pages, and on one page, it must also show that its numbering goes on.
        """
        fit = fitted(grid, self._width, self._edges)
        if fit is None:
            return False
        rows = rows_of(fit[0], 1)
        if repeated_rows(rows, self._head) > 0:
            return True
        if any(is_header(row.texts) for row in rows[:2]) or is_ordinal_heading(tidy(rows[0].texts[0])):
            return False
        page = grid.place.page if grid.place else None
        return (page is not None and page != self._page) or _goes_on_counting(rows)

    def take(self, grid: Grid, *, cut: bool) -> None:
        """The rows of the next grid; with `cut` its first may be the rest of the last row here.

        Raises:
            ValueError: The grid has other columns.
        """
        fit = fitted(grid, self._width, self._edges)
        if fit is None:
            raise ValueError("the grid has other columns than the table")
        grid, edges = fit
        if grid.width > self._width:
            self._divide(edges)
        fragment = rows_of(grid, self._source_rows + 1)
        self._source_rows += len(fragment)
        repeated = repeated_rows(fragment, self._head)
        if repeated == len(self._head) and repeated < len(fragment):
            drop_overflow(fragment[:repeated], fragment[repeated], self._head)
        fragment = fragment[repeated:]
        page = grid.place.page if grid.place else None
        follows = page is not None and self._page is not None and page == self._page + 1
        if cut and follows and self._rows and fragment:
            above, below = self._rows[-1], fragment[0]
            if row_goes_on(above, below, self._columns):
                join(above, below, fragment)
                fragment = fragment[1:]
            else:
                for column in self._columns:
                    if cell_goes_on(above, below, column):
                        extend(above, below, column.index, fragment)
        self._rows += fragment
        self._page = page

    def _divide(self, edges: tuple[float, ...]) -> None:
        """The columns of the rows so far parted as those of a grid that shows more."""
        moved: set[int] = set()
        for row in (*self._head, *self._rows):
            for cell in row.squares:
                if id(cell) not in moved:
                    moved.add(id(cell))
                    left, right = self._edges[cell.column], self._edges[cell.column + cell.column_span]
                    column, span = columns_between(left, right, edges)
                    cell.column, cell.column_span = column - 1, span
            own = list({id(cell): cell for cell in row.squares}.values())
            row.squares = [cell for cell in own for _ in range(cell.column_span)]
        self._width, self._edges = len(edges) - 1, edges

    @property
    def _heads(self) -> list[str]:
        return headings_of(self._head) if self._head else [""] * self._width

    @property
    def _columns(self) -> tuple[Column, ...]:
        return columns_of(self._heads, kind_of(self._heads))

    def table(self, index: int) -> RawTable | None:
        """The table; None where nothing stands in it."""
        rows = [row for row in self._rows if not row.is_blank and not _numbers(row)]
        if not rows and all(row.is_blank for row in self._head):
            return None
        header = RawRow(
            cells=tuple(
                RawCell(column=column + 1, text=head, places=self._head_places(column))
                for column, head in enumerate(self._heads)
            ),
            source_rows=tuple(number for row in self._head for number in row.source_rows) or (1,),
            places=tuple(place for row in self._head for place in row.places),
            source_text=_source(self._head),
        )
        printed = tuple(_raw_rows([row for row in self._head if not row.is_blank]))
        return RawTable(
            index=index,
            width=self._width,
            header=header,
            rows=tuple(_raw_rows(rows)),
            heading_rows=printed if len(printed) > 1 or _has_spans(printed) else (),
        )

    def _head_places(self, column: int) -> tuple[Place, ...]:
        return tuple(self._head[-1].squares[column].places) if self._head else ()

    def findings(self, index: int) -> Iterator[RawFinding]:
        """That the table has no header, as its first row already holds data."""
        if not self._has_header and self._rows:
            first = self._rows[0]
            shown = " | ".join(filter(None, map(tidy, first.texts)))[:120]
            place = first.places[0] if first.places else None
            where = f"page {place.page}: " if place and place.page else ""
            message = f"{where}table {index}: no header (its first row is a data row): {shown}"
            yield RawFinding(severity=Severity.WARNING, code="no-header", message=message, place=place)


def _goes_on_counting(rows: Sequence[Row]) -> bool:
    """Whether the first ordinal of some rows is not the first of a table."""
    ordinals = (parse_ordinal(tidy(row.texts[0])) for row in rows)
    first = next((ordinal for ordinal in ordinals if ordinal), None)
    return first is not None and first.path != (1,)


def _numbers(row: Row) -> bool:
    return numbers_columns([tidy(text) for text in row.texts])


def _has_spans(rows: Sequence[RawRow]) -> bool:
    return any(cell.column_span > 1 for row in rows for cell in row.cells)


def _source(rows: Sequence[Row]) -> str:
    return "\n".join("\t".join(row.texts) for row in rows)


def _raw_rows(rows: Sequence[Row]) -> Iterator[RawRow]:
    spans = spans_of(rows)
    seen: set[int] = set()
    for row in rows:
        own: list[Cell] = []
        for cell in row.squares:
            if id(cell) not in seen:
                seen.add(id(cell))
                own.append(cell)
        yield RawRow(
            cells=tuple(
                RawCell(
                    column=cell.column + 1,
                    text=cell.text,
                    row_span=spans[id(cell)],
                    column_span=cell.column_span,
                    places=tuple(cell.places),
                    confidence=round(cell.confidence, 4),
                )
                for cell in own
            ),
            source_rows=tuple(row.source_rows),
            places=tuple(row.places),
            source_text="\t".join(cell.text.replace("\n", " ") for cell in own),
            confidence=round(min((cell.confidence for cell in own), default=1.0), 4),
        )
