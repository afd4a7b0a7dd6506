from __future__ import annotations

import pytest

from normalizers.quantities import modality_of, parse_quantity, read_number, states_quantity

Expected = tuple[str, float | None, float | None, float | None]


def _one(operator: str, value: float) -> Expected:
    return (operator, value, None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # targets of 512/QĐ-UBND and the 2026 plan
        ("≥ 55", _one(">=", 55)),
        ("≥ 01", _one(">=", 1)),
        ("≥ 0,7", _one(">=", 0.7)),
        ("$> 0,7$", _one(">", 0.7)),
        ("≤ 25", _one("<=", 25)),
        ("90", _one("=", 90)),
        ("9,8", _one("=", 9.8)),
        ("0,3", _one("=", 0.3)),
        ("≥ 2%", _one(">=", 2)),
        ("≥ 3% và tăng dần theo yêu cầu phát triển", _one(">=", 3)),
        ("2-3", ("between", 2, 3, None)),
        ("10-18", ("between", 10, 18, None)),
        ("8-10", ("between", 8, 10, None)),
        ("14/34 tỉnh, thành phố", ("=", 14, None, 34)),
        ("Top 10 tỉnh, thành phố", _one("<=", 10)),
        ("Xếp hạng ở nhóm 20 tỉnh, thành", _one("<=", 20)),
        ("Thuộc nhóm đầu các địa phương trong khu vực và cả nước", ("qualitative", None, None, None)),
        ("Tiên tiến, hiện đại", ("qualitative", None, None, None)),
        ("Vận hành thông suốt", ("qualitative", None, None, None)),
        # targets in prose
        ("trên 85%", _one(">", 85)),
        ("chiếm hơn 60%", _one(">", 60)),
        ("đạt tối thiểu 30% GRDP", _one(">=", 30)),
        ("phấn đấu bố trí ít nhất 3% tổng chi ngân sách", _one(">=", 3)),
        ("khoảng 45%", _one("~", 45)),
        ("đạt 8 -10%", ("between", 8, 10, None)),
        ("thuộc nhóm 15 tỉnh/thành phố dẫn đầu trong cả nước", _one("<=", 15)),
        ("duy trì trên 0,7", _one(">", 0.7)),
        ("xếp hạng thứ 25/63", ("=", 25, None, 63)),
        ("ước đạt 49,89%/năm", _one("~", 49.89)),
        # other wordings
        ("từ 85% trở lên", _one(">=", 85)),
        ("03 trở lên", _one(">=", 3)),
        ("Không dưới 30%", _one(">=", 30)),
        ("không quá 10", _one("<=", 10)),
        ("tối đa 10%", _one("<=", 10)),
        ("dưới 5%", _one("<", 5)),
        ("< 5%", _one("<", 5)),
        (">= 80", _one(">=", 80)),
        ("≈ 45", _one("~", 45)),
        ("từ 10 đến 18%", ("between", 10, 18, None)),
        ("10% - 18%", ("between", 10, 18, None)),
        ("2÷3", ("between", 2, 3, None)),
        ("1,2 - 1,5", ("between", 1.2, 1.5, None)),
        ("Top 10", _one("<=", 10)),
        ("Tốp 10 cả nước", _one("<=", 10)),
        ("Trong số 10 địa phương dẫn đầu", _one("<=", 10)),
        ("3.000 tỷ đồng", _one("=", 3000)),
        ("100% (trừ văn bản mật)", _one("=", 100)),
        ("80 (năm 2025)", _one("=", 80)),
    ],
)
def test_what_a_target_says(text: str, expected: Expected) -> None:
    found = parse_quantity(text)
    assert found is not None
    assert (found.operator.value, found.value, found.value_max, found.out_of) == expected
    assert found.sure


def test_a_span_behind_at_least_binds_to_its_lower_figure_and_is_unsure() -> None:
    found = parse_quantity("có ít nhất 02 - 03 tổ chức")
    assert found is not None
    assert (found.operator.value, found.value, found.value_max, found.sure) == (">=", 2, None, False)


@pytest.mark.parametrize(
    "text", ["", "-", "...", "Năm 2030", "30/6/2025", "20/10", "10 - 5", "24/7", "ISO 9001", "2025-2030", "Mức độ 4"]
)
def test_what_is_not_understood_gets_no_value(text: str) -> None:
    assert parse_quantity(text) is None


@pytest.mark.parametrize("text", ["5G", "6G toàn tỉnh"])
def test_a_figure_that_is_part_of_a_name_is_no_value(text: str) -> None:
    found = parse_quantity(text)
    assert found is None or found.value is None


@pytest.mark.parametrize(
    "text",
    [
        "50%, phấn đấu 60%",
        "50% (phấn đấu 60%)",
        "80% (2026: 90%)",
        "tối thiểu 01 sản phẩm; 02 nhiệm vụ",
        "trên 2% GRDP, trong đó kinh phí từ xã hội chiếm hơn 60%",
        "≥ 50% và ≤ 60%",
    ],
)
def test_more_figures_than_one_are_doubtful(text: str) -> None:
    found = parse_quantity(text)
    assert found is not None
    assert not found.sure


@pytest.mark.parametrize("text", ["1 triệu người", "2,5 triệu", "15 tỷ đồng"])
def test_a_counting_word_is_never_dropped_in_silence(text: str) -> None:
    """`1 triệu` is not 1: the value is multiplied, or its unit says so, or it is marked as doubtful."""
    found = parse_quantity(text)
    assert found is None or not found.sure or found.unit is not None or (found.value or 0) >= 1_000_000


@pytest.mark.parametrize(
    ("text", "unit"), [("≥ 2%", "%"), ("10 - 18%", "%"), ("≥ 3% và tăng dần", "%"), ("14/34 tỉnh", None), ("90", None)]
)
def test_the_unit_printed_with_a_figure(text: str, unit: str | None) -> None:
    found = parse_quantity(text)
    assert found is not None
    assert found.unit == unit


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0,7", 0.7),
        ("05", 5),
        ("1.000", 1000),
        ("1.234,5", 1234.5),
        ("10.000.000", 1e7),
        ("2.5", 2.5),
        ("99,75", 99.75),
    ],
)
def test_figures(text: str, value: float) -> None:
    assert read_number(text) == value


@pytest.mark.parametrize("text", ["≥ 85", "14/34 tỉnh", "2-3", "0,7", "Top 10 tỉnh, thành phố"])
def test_a_cell_that_states_a_quantity(text: str) -> None:
    assert states_quantity(text)


@pytest.mark.parametrize("text", ["%", "Thứ bậc", "Tiên tiến, hiện đại", "Xây dựng 02 đề án về dữ liệu", "Sở Y tế"])
def test_a_cell_that_states_none(text: str) -> None:
    assert not states_quantity(text)


@pytest.mark.parametrize(
    ("texts", "modality"),
    [
        (("Phấn đấu đạt 80%",), "strive"),
        (("80", "Phấn đấu bố trí cán bộ có chuyên môn"), "strive"),
        (("bảo đảm 100%",), "must"),
        (("phải đạt 25%",), "must"),
        (("≥ 55", "Quy mô kinh tế số"), None),
        (("100", "triển khai đầy đủ phương án bảo đảm an toàn thông tin"), None),  # what the plan is for, not a duty
        (("90", "xử lý hoàn toàn trực tuyến, người dân chỉ phải nhập dữ liệu một lần"), None),
        ((None, None), None),
    ],
)
def test_how_binding_a_target_is(texts: tuple[str | None, ...], modality: str | None) -> None:
    found = modality_of(*texts)
    assert (found.value if found else None) == modality


def test_a_figure_beside_the_main_statement_is_not_passed_over() -> None:
    """512/QĐ-UBND, Phụ lục I, 2: the main statement has no figure, but one stands beside it."""
    found = parse_quantity("Đạt mức cao của cả nước; phấn đâu có ít nhất 01 doanh nghiệp đạt trình độ tiên tiến.")
    assert found is not None
    assert (found.operator.value, found.value, found.sure) == ("qualitative", None, False)


@pytest.mark.parametrize("text", ["Giảm 1,5", "Tăng 2 bậc", "5G", "80+", "1 000", "1,234.56", "Top 5-10", "1/2026"])
def test_what_is_not_surely_a_level_has_no_value(text: str) -> None:
    assert parse_quantity(text) is None


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("15 tỷ đồng", 15, "Tỷ đồng"),
        ("2 nghìn tỷ đồng", 2, "Nghìn tỷ đồng"),
        ("1,5 triệu", 1.5, "Triệu"),
        ("≥ 55²", 55, None),
    ],
)
def test_scales_and_footnote_marks(text: str, value: float, unit: str | None) -> None:
    found = parse_quantity(text)
    assert found is not None
    assert (found.value, found.unit) == (value, unit)
