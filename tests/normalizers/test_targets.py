"""Targets of prose: every row a clause as documents print it, with what it states."""

from __future__ import annotations

import pytest

from normalizers.quantities import parse_quantity
from normalizers.sentences import clauses_of, sentences_of
from normalizers.targets import targets_in


@pytest.mark.parametrize(
    ("clause", "targets"),
    [
        # named before the figure
        ("Đóng góp của TFP vào tăng trưởng kinh tế ở mức trên 55%", [("Đóng góp của TFP vào tăng trưởng kinh tế", "trên 55%", "%")]),
        ("Quy mô kinh tế số đạt tối thiểu 30% GRDP", [("Quy mô kinh tế số", "tối thiểu 30% GRDP", "% GRDP")]),
        ("nợ công không quá 60% GDP", [("nợ công", "không quá 60% GDP", "% GDP")]),
        ("đóng góp vào chỉ số HDI duy trì trên 0,7", [("đóng góp vào chỉ số HDI", "trên 0,7", None)]),
        ("Nguồn nhân lực đạt 12 người trên một vạn dân", [("Nguồn nhân lực", "12 người trên một vạn dân", "người trên một vạn dân")]),
        ("số lượng văn bằng bảo hộ tăng trung bình 10 - 18%", [("số lượng văn bằng bảo hộ tăng trung bình", "10 - 18%", "%")]),
        ("số công bố quốc tế tăng trung bình 10%/năm", [("số công bố quốc tế tăng trung bình", "10%/năm", "%/năm")]),
        ("doanh thu trên 500 triệu đồng", [("doanh thu", "trên 500 triệu đồng", "triệu đồng")]),
        ("tỷ lệ dân số từ 15 tuổi trở lên có tài khoản điện tử đạt 80%", [("tỷ lệ dân số từ 15 tuổi trở lên có tài khoản điện tử", "80%", "%")]),
        ("Tỷ lệ thôn, bản có sóng di động: 118/126 thôn, bản", [("Tỷ lệ thôn, bản có sóng di động", "118/126 thôn, bản", "thôn, bản")]),
        ("Về ngân sách nhà nước: Tỉ lệ huy động khoảng 18% GDP", [("Tỉ lệ huy động", "khoảng 18% GDP", "% GDP")]),
        ("Việt Nam có quy mô kinh tế số đạt tối thiểu 50% GDP", [("quy mô kinh tế số", "tối thiểu 50% GDP", "% GDP")]),
        # named behind it
        ("100% các đơn vị sử dụng nền tảng số", [("các đơn vị sử dụng nền tảng số", "100%", "%")]),
        ("có ít nhất 02 - 03 tổ chức khoa học hàng đầu", [("tổ chức khoa học hàng đầu", "ít nhất 02 - 03", "tổ chức")]),
        ("bố trí ít nhất 3% tổng chi ngân sách hằng năm cho khoa học và tăng dần", [("tổng chi ngân sách hằng năm cho khoa học", "ít nhất 3% tổng chi ngân sách", "% tổng chi ngân sách")]),
        ("Mỗi khu phố có tối thiểu 01 điểm hỗ trợ trực tuyến", [("điểm hỗ trợ trực tuyến", "tối thiểu 01", "điểm")]),
        ("Đón trên 3 triệu lượt khách", [("lượt khách", "trên 3 triệu", "triệu lượt khách")]),
        ("5 doanh nghiệp vào nhóm 500 doanh nghiệp lớn nhất thế giới", [("doanh nghiệp vào nhóm 500 doanh nghiệp lớn nhất thế giới", "5", "doanh nghiệp")]),
        ("Cắt giảm ít nhất 30% thời gian giải quyết so với năm 2024", [("thời gian giải quyết", "ít nhất 30%", "%")]),
        ("Bấm báo đến hết năm 2025, 100% thủ tục được thực hiện trực tuyến", [("thủ tục được thực hiện trực tuyến", "100%", "%")]),
        # several in one clause
        ("Chi cho R&D đạt 2% GRDP, trong đó kinh phí từ xã hội chiếm hơn 60%", [("Chi cho R&D", "2% GRDP", "% GRDP"), ("kinh phí từ xã hội", "hơn 60%", "%")]),
        ("tỷ lệ A và B đạt 50%, tỷ lệ C đạt 60%", [("tỷ lệ A và B", "50%", "%"), ("tỷ lệ C", "60%", "%")]),
        ("tổng thu đạt trên 3.000 tỷ đồng, tăng bình quân 15%/năm", [("tổng thu", "trên 3.000 tỷ đồng", "tỷ đồng"), ("tổng thu", "15%/năm", "%/năm")]),
        # ranks, and levels that come to another
        ("Tiềm lực khoa học của tỉnh thuộc nhóm 15 tỉnh dẫn đầu", [("Tiềm lực khoa học của tỉnh", "thuộc nhóm 15 tỉnh dẫn đầu", None)]),
        ("Phấn đấu đưa tỉnh Hoa Lâm vào nhóm 20 tỉnh dẫn đầu về chỉ số chuyển đổi số", [("chỉ số chuyển đổi số", "nhóm 20 tỉnh dẫn đầu", None)]),
        ("Việt Nam thuộc nhóm 3 nước dẫn đầu khu vực, nhóm 50 nước đứng đầu thế giới về năng lực số", [("năng lực số", "thuộc nhóm 3 nước dẫn đầu khu vực", None), ("năng lực số", "nhóm 50 nước đứng đầu thế giới", None)]),
        ("chỉ số cải cách hành chính xếp thứ 10 trở lên", [("chỉ số cải cách hành chính", "xếp thứ 10 trở lên", None)]),
        ("Giảm chi phí vận tải từ 25% xuống 20%", [("chi phí vận tải", "từ 25% xuống 20%", "%")]),
        ("Tổn thất sau thu hoạch giảm còn dưới 10%", [("Tổn thất sau thu hoạch", "dưới 10%", "%")]),
        # no targets
        ("Phủ sóng 5G theo Đề án 06 và Nghị quyết số 57-NQ/TW năm 2030", []),
        ("triển khai Kế hoạch 12/KH-UBND giai đoạn 2021 - 2025, mức độ 4", []),
        ("thuộc nhóm các tỉnh dẫn đầu trong nước", []),
        ("", []),
    ],
)  # fmt: skip
def test_targets(clause: str, targets: list[tuple[str, str, str | None]]) -> None:
    assert [(found.name, found.words, found.unit) for found in targets_in(clause)] == targets


@pytest.mark.parametrize(
    ("clause", "years"),
    [
        ("Đến năm 2027, tỷ lệ A đạt 50%", [2027]),
        ("A đạt 6% năm 2025 và 8 - 10% vào năm 2030", [2025, 2030]),
        ("Thời gian giải quyết giảm 30% so với năm 2024", [None]),
        ("Tỷ lệ A năm 2025 đạt 60%", [2025]),
    ],
)
def test_years(clause: str, years: list[int | None]) -> None:
    assert [found.year for found in targets_in(clause)] == years


@pytest.mark.parametrize(
    ("words", "operator", "value"),
    [
        ("từ 59% xuống 30%", "=", 30),
        ("từ 20% xuống dưới 10%", "<", 10),
        ("khoảng trên 5.000 USD", ">", 5000),
        ("xếp thứ 10 trở lên", "<=", 10),
        ("từ 90 điểm trở lên", ">=", 90),
    ],
)
def test_what_the_words_of_a_target_say(words: str, operator: str, value: float) -> None:
    found = parse_quantity(words)
    assert found is not None
    assert (found.operator.value, found.value) == (operator, value)


def test_sentences_and_clauses() -> None:
    text = "Đạt 30,5% tại TP. Nha Trang (gồm A; B). Tỷ lệ C đạt 5%; tỷ lệ D đạt 1.250 người."
    found = [[text[a:b] for a, b in clauses_of(text, sentence)] for sentence in sentences_of(text)]
    assert found == [["Đạt 30,5% tại TP. Nha Trang (gồm A; B)."], ["Tỷ lệ C đạt 5%;", "tỷ lệ D đạt 1.250 người."]]


def test_a_clause_without_end_is_cut() -> None:
    text = "tỷ lệ hộ nghèo đạt trên 85% và " * 500
    pieces = clauses_of(text, (0, len(text)))
    assert "".join(text[a:b] for a, b in pieces) == text
    assert max(b - a for a, b in pieces) <= 1500
