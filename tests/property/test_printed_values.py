"""A figure, an ordinal or a symbol printed the way documents print it is read back as that value."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from normalizers.ordinals import parse_ordinal
from normalizers.quantities import parse_quantity
from normalizers.symbols import parse_symbol
from schemas.records import Operator

BOUNDS = ("{}-{}", "{} - {}", "{} -{}%", "{}–{}", "từ {} đến {}", "{}% đến {}%")
CEILINGS = ("Top {}", "Top {} cả nước", "nhóm {} tỉnh, thành", "Thuộc nhóm {} địa phương dẫn đầu")
FIGURES = st.one_of(
    st.integers(0, 99_999).map(float),
    st.decimals(0, 9999, places=1).map(float),
    st.decimals(0, 99, places=2).map(float),
)
OPERATORS = {
    "{}": Operator.EQUAL,
    "Đạt {}%": Operator.EQUAL,
    "≥ {}": Operator.AT_LEAST,
    "≥{}%": Operator.AT_LEAST,
    "tối thiểu {}% GRDP": Operator.AT_LEAST,
    "Ít nhất {}": Operator.AT_LEAST,
    "{}% trở lên": Operator.AT_LEAST,
    "> {}": Operator.MORE_THAN,
    "Trên {}%": Operator.MORE_THAN,
    "hơn {}": Operator.MORE_THAN,
    "≤ {}": Operator.AT_MOST,
    "tối đa {}": Operator.AT_MOST,
    "không quá {}%": Operator.AT_MOST,
    "< {}%": Operator.LESS_THAN,
    "dưới {}": Operator.LESS_THAN,
    "khoảng {}%": Operator.ABOUT,
}


def _printed(value: float, *, grouped: bool = False) -> str:
    """A figure the Vietnamese way: decimal comma, and dots between thousands where they are asked for."""
    whole, _, decimals = f"{value:,.2f}".rstrip("0").rstrip(".").partition(".")
    whole = whole.replace(",", "." if grouped else "")
    return f"{whole},{decimals}" if decimals else whole


def _is_year(value: float) -> bool:
    return value.is_integer() and 2000 <= value < 2100


@given(FIGURES.filter(lambda value: not _is_year(value)), st.sampled_from(sorted(OPERATORS)), st.booleans())
def test_a_figure_with_its_operator(value: float, form: str, grouped: bool) -> None:
    read = parse_quantity(form.format(_printed(value, grouped=grouped)))
    assert read is not None
    assert (read.operator, read.value, read.value_max, read.out_of) == (OPERATORS[form], value, None, None)
    assert read.sure


@given(st.integers(0, 500), st.integers(1, 500), st.sampled_from(BOUNDS))
def test_two_bounds(low: int, more: int, form: str) -> None:
    read = parse_quantity(form.format(low, low + more))
    assert read is not None
    assert (read.operator, read.value, read.value_max) == (Operator.BETWEEN, low, low + more)


@given(st.integers(1, 63), st.integers(0, 20), st.sampled_from(("{}/{}", "{}/{} tỉnh, thành phố", "Xếp hạng {}/{}")))
def test_a_rank_out_of_a_whole(rank: int, below: int, form: str) -> None:
    read = parse_quantity(form.format(rank, rank + below))
    assert read is not None
    assert (read.operator, read.value, read.out_of) == (Operator.EQUAL, rank, rank + below)


@given(st.integers(1, 63), st.sampled_from(CEILINGS))
def test_a_ceiling(rank: int, form: str) -> None:
    read = parse_quantity(form.format(rank))
    assert read is not None
    assert (read.operator, read.value) == (Operator.AT_MOST, rank)


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading_of_quantities(text: str) -> None:
    read = parse_quantity(text)
    if read is not None and read.value_max is not None:
        assert read.operator is Operator.BETWEEN
        assert read.value is not None
        assert read.value < read.value_max
    if read is not None and read.operator is Operator.QUALITATIVE:
        assert read.value is None


def test_every_operator_with_one_figure_is_rendered() -> None:
    assert set(OPERATORS.values()) == set(Operator) - {Operator.BETWEEN, Operator.QUALITATIVE}


@given(st.lists(st.integers(1, 999), min_size=1, max_size=3), st.sampled_from(("{}", "{}.", "{})", " {}. ")))
def test_an_ordinal(path: list[int], form: str) -> None:
    read = parse_ordinal(form.format(".".join(map(str, path))))
    assert read is not None
    assert read.path == tuple(path)
    assert read.printed == ".".join(map(str, path))


@given(st.integers(1, 9999), st.sampled_from(("QĐ", "KH", "NQ", "CTr")), st.sampled_from(("UBND", "TTg", "SKHCN")))
def test_a_symbol(number: int, kind: str, issuer: str) -> None:
    read = parse_symbol(f"{number}/{kind}-{issuer}")
    assert read is not None
    assert (read.text, read.number, read.issuer) == (f"{number}/{kind}-{issuer}", number, issuer)
    assert parse_symbol(f"{number} / {kind}- {issuer}") == read
