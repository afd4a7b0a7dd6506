from __future__ import annotations

import pytest

from normalizers.units import canonical_unit, is_unit


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        ("%", "%"),
        (" % ", "%"),
        ("(%)", "%"),
        ("phần trăm", "%"),
        ("%GRDP", "% GRDP"),
        ("% GRDP", "% GRDP"),
        ("% Tổng chi NSNN", "% tổng chi NSNN"),
        ("% tổng chi ngân sách nhà nước", "% tổng chi NSNN"),
        ("% dân số", "% dân số"),
        ("%/Năm", "%/năm"),
        ("% /năm", "%/năm"),
        ("thứ bậc", "Thứ bậc"),
        ("người/ vạn dân", "Người/vạn dân"),
        ("Người/1 vạn dân", "Người/vạn dân"),
        ("tỉ đồng", "Tỷ đồng"),
        ("Bài báo", "Bài báo"),
        # units of the documents that no vocabulary knows: kept as printed
        ("Chỉ số phát triển con người (HDI)", "Chỉ số phát triển con người (HDI)"),
        ("Số doanh nghiệp/1000 dân", "Số doanh nghiệp/1000 dân"),
        ("Sáng chế,\ngiải pháp hữu ích", "Sáng chế, giải pháp hữu ích"),
        ("Trung tâm dữ liệu tỉnh", "Trung tâm dữ liệu tỉnh"),
    ],
)
def test_canonical_spelling(printed: str, unit: str) -> None:
    assert canonical_unit(printed) == unit


@pytest.mark.parametrize("printed", [None, "", " ", "\u00a0", "-", "–", "."])
def test_a_blank_unit_is_none(printed: str | None) -> None:
    assert canonical_unit(printed) is None


@pytest.mark.parametrize(
    "text", ["%", "% GRDP", "%/năm", "Thứ bậc", "Doanh nghiệp/1000 dân", "người/vạn dân", "Bài báo"]
)
def test_what_is_a_unit(text: str) -> None:
    assert is_unit(text)


@pytest.mark.parametrize(
    "text", ["", "≥ 55", "14/34", "6/2025", "Sở Tài chính", "Xây dựng nền tảng số dùng chung", "512/QĐ-UBND", "24/7"]
)
def test_what_is_none(text: str) -> None:
    assert not is_unit(text)
