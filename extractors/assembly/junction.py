"""Where a page cuts a table: whether its last row goes on in the next one, and which of its cells do."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.assembly.rows import Cell, Row
from extractors.joining import OPEN_TIME, continues
from normalizers.cellkinds import goes_on
from normalizers.columns import STATEMENTS, Column, index_of
from normalizers.ordinals import OrdinalKind, parse_ordinal
from normalizers.text import is_blank, is_upper, starts_lower, tidy
from schemas.drafts import ColumnRole

_ROOM = 1.6
"""Lines. A cell with more room than this below its text was not cut by the end of the page."""
_OPEN_END = 1.0
"""What `goes_on` gives a text that breaks off in the middle of a phrase: `Sở Khoa học và`."""
_VALUES = (ColumnRole.UNIT, ColumnRole.TARGET, ColumnRole.DEADLINE)
_FREE_TEXT = (ColumnRole.OTHER, ColumnRole.NOTE, ColumnRole.OUTPUT)


def row_goes_on(above: Row, below: Row, columns: Sequence[Column]) -> bool:
    """Whether the first row of a page is the rest of the last row of the page before it.

    A row with an ordinal of its own is not, unless the one above has none and its sentence goes on: an ordinal that is
    set in the middle of its cell may come on the second page.
    """
    if below.is_blank:
        return False
    if above.is_one_text() or below.is_one_text():
        return _title_goes_on(above, below)
    ordinal = index_of(columns, ColumnRole.ORDINAL)
    statement = index_of(columns, *STATEMENTS)
    if ordinal is not None and not is_blank(below.texts[ordinal]):
        return is_blank(above.texts[ordinal]) and _states_on(above, below, columns)
    if _is_section(above) and sum(not cell.is_blank for cell in below.squares) > 1:
        return False
    if ordinal is None or statement is None or _is_merged(above, below, statement):
        return _reads_on(above, below, ordinal)
    if not is_blank(below.texts[statement]):
        if above.squares[statement].slack >= _ROOM:
            return False
        if _flows(above.squares[statement], below.squares[statement]):
            return True
        if _is_wrapped(above.squares[statement], below.squares[statement]) and not _begins_anew(above, below, columns):
            return True
    return continues(_covering_texts(above), below.texts, columns, page_break=True)


def cell_goes_on(above: Row, below: Row, column: Column) -> bool:
    """Whether a cell that is merged over rows goes on below a page break at which its row ends.

    Below the break it is blank, as the text stands where the cell begins; or its text breaks off in the middle of a
    phrase; or, in a column of free text, its sentence goes on in small letters.
    """
    upper, lower = above.squares[column.index], below.squares[column.index]
    if (upper.column, upper.column_span) != (lower.column, lower.column_span):
        return False
    if above.is_one_text() or below.is_one_text() or upper.is_blank or _is_section(below):
        return False
    if lower.is_blank:
        return upper.rows > 1 or lower.rows > 1
    if upper.slack >= _ROOM or column.role in (ColumnRole.ORDINAL, *STATEMENTS):
        return False
    if column.role in _FREE_TEXT and _flows(upper, lower):
        return True
    return goes_on(tidy(upper.text), tidy(lower.text)) >= _OPEN_END


def _covering_texts(row: Row) -> list[str]:
    """The text of the cell that covers each column, be it merged from rows above."""
    return [cell.text if cell.column == column else "" for column, cell in enumerate(row.squares)]


def _title_goes_on(above: Row, below: Row) -> bool:
    """Whether the title of a section, set over the whole row, was cut."""
    if not (above.is_one_text() and below.is_one_text()) or not is_blank(below.texts[0]) or len(below.squares) < 2:
        lower = below.squares[0]
        if not (above.squares[0].column_span == lower.column_span == len(below.squares)):
            return False
    ends, goes_on_with = tidy(above.squares[-1].text), tidy(below.squares[-1].text)
    numbered = parse_ordinal(goes_on_with.split(" ")[0]) is not None
    reads_on = starts_lower(goes_on_with) or (is_upper(ends) and is_upper(goes_on_with))
    return reads_on and ends[-1:] not in tuple(".:!?") and not numbered


def _is_section(row: Row) -> bool:
    """Whether a row begins with the numeral of a section."""
    ordinal = parse_ordinal(tidy(row.texts[0]))
    return ordinal is not None and ordinal.kind in (OrdinalKind.ROMAN, OrdinalKind.CAPITAL)


def _is_merged(above: Row, below: Row, statement: int) -> bool:
    """Whether what the row states stands in a cell merged over rows, so that a blank one says nothing."""
    return below.squares[statement].is_blank and (
        below.squares[statement].rows > 1 or above.squares[statement].rows > 1
    )


def _flows(upper: Cell, lower: Cell) -> bool:
    """Whether a text breaks off and the other goes on in the middle of the sentence."""
    above, below = tidy(upper.text), tidy(lower.text)
    return starts_lower(below) and above[-1:] not in tuple(".;:!?") and goes_on(above, below) > 0


def _states_on(above: Row, below: Row, columns: Sequence[Column]) -> bool:
    """Whether what a row states goes on in the next, and neither has figures, a unit or a time that the other has."""
    statement = index_of(columns, *STATEMENTS)
    if statement is None or above.squares[statement].slack >= _ROOM:
        return False
    values = [column.index for column in columns if column.role in _VALUES]
    twice = any(not above.squares[index].is_blank and not below.squares[index].is_blank for index in values)
    return not twice and _flows(above.squares[statement], below.squares[statement])


def _begins_anew(above: Row, below: Row, columns: Sequence[Column]) -> bool:
    """Whether some cell besides the statement is filled in both rows and does not go on."""
    statement = index_of(columns, *STATEMENTS)
    return any(
        not upper.is_blank
        and not lower.is_blank
        and not OPEN_TIME.search(tidy(upper.text))
        and goes_on(tidy(upper.text), tidy(lower.text)) <= 0
        for upper, lower in _pairs(above, below, statement)
    )


def _is_wrapped(upper: Cell, lower: Cell) -> bool:
    """Whether a text ends with no stop where its line has no room for the first word of the other."""
    above, below = tidy(upper.text), tidy(lower.text)
    return above[-1:] not in tuple(".;:!?") and bool(below) and upper.room < len(below.split(" ")[0]) + 1


def _pairs(above: Row, below: Row, ordinal: int | None) -> list[tuple[Cell, Cell]]:
    """The cells of both rows column by column, the ordinal left out, each once."""
    return [
        (above.squares[column], cell)
        for column, cell in enumerate(below.squares)
        if cell.column == column and column != ordinal
    ]


def _any_flows(above: Row, below: Row, ordinal: int | None) -> bool:
    return any(
        not upper.is_blank and not lower.is_blank and upper.slack < _ROOM and _flows(upper, lower)
        for upper, lower in _pairs(above, below, ordinal)
    )


def _reads_on(above: Row, below: Row, ordinal: int | None) -> bool:
    """Where the columns do not tell: the row leaves cells blank that are filled above, or its texts go on those above.

    Without a column of ordinals both must hold.
    """
    pairs = [(upper, lower) for upper, lower in _pairs(above, below, ordinal) if upper.rows == lower.rows == 1]
    leaves_blank = any(lower.is_blank and not upper.is_blank for upper, lower in pairs)
    filled = [(upper, lower) for upper, lower in pairs if not upper.is_blank and not lower.is_blank]
    full = all(upper.slack < _ROOM for upper, _ in filled)
    flows = _any_flows(above, below, ordinal)
    if ordinal is None:
        return flows and (leaves_blank or full)
    # several cells that all begin anew are those of another row, whose first cells are merged with the row above
    begin_anew = len(filled) > 1 and all(goes_on(tidy(upper.text), tidy(lower.text)) <= 0 for upper, lower in filled)
    return flows or (leaves_blank and full and not begin_anew)
