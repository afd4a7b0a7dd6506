from __future__ import annotations

import pytest

from normalizers.agencies import split_agencies
from normalizers.agency_names import canonical_agency, is_collective

KHCN, TC, YT, CA = "Sở Khoa học và Công nghệ", "Sở Tài chính", "Sở Y tế", "Công an tỉnh"
SBN, SBND = "Các sở, ban, ngành", "Các sở, ban, ngành, địa phương"
VH = "Sở Văn hóa, Thể thao và Du lịch"


@pytest.mark.parametrize(
    ("cell", "bodies"),
    [
        # cells of the documents
        ("Sở Tài chính; Cục Thống kê tỉnh", [TC, "Cục Thống kê tỉnh"]),
        ("Sở Khoa học và Công nghệ Sở Tài chính", [KHCN, TC]),
        (
            "Sở Khoa học và Công nghệ\nSở Y tế; Sở Giáo dục và Đào tạo; Sở Nội vụ",
            [KHCN, YT, "Sở Giáo dục và Đào tạo", "Sở Nội vụ"],
        ),
        (
            "Công an tỉnh, Sở Khoa học và Công nghệ và các cơ quan, đơn vị liên quan",
            [CA, KHCN, "Các cơ quan, đơn vị liên quan"],
        ),
        ("Sở Khoa học và Công nghệ và cơ quan, đơn vị liên quan", [KHCN, "Cơ quan, đơn vị liên quan"]),
        (
            (
                "Ban Tuyên giáo và Dân vận Tỉnh ủy; các sở, ngành, địa phương; Đài PTTH Khánh Hòa, Báo Khánh Hòa, "
                "Cổng TTĐT tỉnh"
            ),
            [
                "Ban Tuyên giáo và Dân vận Tỉnh ủy",
                "Các sở, ngành, địa phương",
                "Đài PTTH Khánh Hòa",
                "Báo Khánh Hòa",
                "Cổng TTĐT tỉnh",
            ],
        ),
        ("Sở Khoa học, Công nghệ, Sở Tài chính và các địa phương", [KHCN, TC, "Các địa phương"]),
        ("Các sở, ban, ngành, địa phương, các tổ chức, cá nhân liên quan", [SBND, "Các tổ chức, cá nhân liên quan"]),
        ("Sở Tư pháp, Sở Khoa học và Công nghệ, các cơ quan liên quan.", ["Sở Tư pháp", KHCN, "Các cơ quan liên quan"]),
        ("Sở Nội vụ\nĐịa phương đủ điều kiện", ["Sở Nội vụ", "Địa phương đủ điều kiện"]),
        ("Các địa phương Doanh nghiệp viễn thông", ["Các địa phương", "Doanh nghiệp viễn thông"]),
        (
            "Sở Khoa học và Công nghệ,\nSở Tài chính,\nSở Nông nghiệp và Môi trường",
            [KHCN, TC, "Sở Nông nghiệp và Môi trường"],
        ),
        (
            "Các trường đại học, cơ sở giáo dục, các sở, ban, ngành, địa phương",
            ["Các trường đại học, cơ sở giáo dục", SBND],
        ),
        (
            "Trường Đại học Nha Trang, các sở, ban, ngành, các cơ quan, đơn vị liên quan",
            ["Trường Đại học Nha Trang", SBN, "Các cơ quan, đơn vị liên quan"],
        ),
        ("Công an tỉnh; BHXH tỉnh, các sở, ban, ngành, địa phương", [CA, "BHXH tỉnh", SBND]),
        ("Các sở, ban, ngành, UBND cấp xã", [SBN, "UBND cấp xã"]),
        ("Các sở, ban, ngành, cấp xã", ["Các sở, ban, ngành, cấp xã"]),
        ("Các sở, ban, ngành, các địa phương", ["Các sở, ban, ngành, các địa phương"]),
        ("Các sở, ban, ngành, viện trường, địa phương", ["Các sở, ban, ngành, viện, trường, địa phương"]),
        ("Các sở, ban, ngành và địa phương liên quan", ["Các sở, ban, ngành và địa phương liên quan"]),
        (
            "Các Sở, ban, ngành, địa phương,\nLiên hiệp các Hội Khoa học và Kỹ thuật Khánh Hòa",
            [SBND, "Liên hiệp các Hội Khoa học và Kỹ thuật Khánh Hòa"],
        ),
        (
            (
                "Công an tỉnh và các sở, ban, ngành có liên quan chủ trì; "
                "Sở Khoa học và Công nghệ, các sở, ngành phối hợp."
            ),
            [CA, "Các sở, ban, ngành có liên quan", KHCN, "Các sở, ngành"],
        ),
        ("Văn phòng Sở, Kế toán", ["Văn phòng Sở", "Kế toán"]),
        ("Văn phòng, Kế toán", ["Văn phòng", "Kế toán"]),
        (
            "Doanh nghiệp công nghệ số: VNPT, Viettel, FPT,\nMobifone,... Các sở, ngành, địa phương",
            ["Doanh nghiệp công nghệ số: VNPT, Viettel, FPT, Mobifone", "Các sở, ngành, địa phương"],
        ),
        (
            "Tổng công ty Khánh Việt; Công ty TNHH Nhà nước\nMTV yến sào Khánh Hòa",
            ["Tổng công ty Khánh Việt", "Công ty TNHH Nhà nước MTV yến sào Khánh Hòa"],
        ),
        (
            "Sở Tài chính Sở Tư pháp Quỹ Đầu tư phát triển tỉnh Khánh Hòa",
            [TC, "Sở Tư pháp", "Quỹ Đầu tư phát triển tỉnh Khánh Hòa"],
        ),
        # lists of other plans
        ("Sở Văn hóa, Thể thao và Du lịch, Sở Y tế", [VH, YT]),
        ("Sở Văn hóa, Thể thao và Du lịch và Sở Y tế", [VH, YT]),
        ("Sở Văn hóa,\nThể thao và Du lịch", [VH]),
        ("Sở Khoa học\nvà Công nghệ", [KHCN]),
        ("- Sở Tài chính\n- Sở Y tế", [TC, YT]),
        ("+ Sở Tài chính\n+ Sở Y tế", [TC, YT]),
        ("1. Sở Tài chính\n2. Sở Y tế", [TC, YT]),
        ("Sở tài chính, sở y tế", [TC, YT]),
        ("Sở Tài chính - Sở Y tế", [TC, YT]),
        ("Thanh tra, Văn phòng", ["Thanh tra", "Văn phòng"]),
        ("VNPT, Viettel", ["VNPT", "Viettel"]),
        ("Tỉnh đoàn, Hội Liên hiệp Phụ nữ tỉnh", ["Tỉnh đoàn", "Hội Liên hiệp Phụ nữ tỉnh"]),
        ("Tỉnh đoàn và các sở, ngành", ["Tỉnh đoàn", "Các sở, ngành"]),
        (
            "Ban Tổ chức Tỉnh ủy, Ban Tuyên giáo và Dân vận Tỉnh ủy",
            ["Ban Tổ chức Tỉnh ủy", "Ban Tuyên giáo và Dân vận Tỉnh ủy"],
        ),
        ("Bộ Chỉ huy Bộ đội Biên phòng tỉnh", ["Bộ Chỉ huy Bộ đội Biên phòng tỉnh"]),
        ("Văn phòng Đoàn ĐBQH và HĐND tỉnh", ["Văn phòng Đoàn ĐBQH và HĐND tỉnh"]),
        ("Ban Kinh tế - Ngân sách HĐND tỉnh", ["Ban Kinh tế - Ngân sách HĐND tỉnh"]),
        ("Các sở, ban, ngành và UBND các xã, phường, đặc khu", [SBN, "UBND các xã, phường, đặc khu"]),
        ("Công an tỉnh (Phòng PA05, Phòng PC06)", ["Công an tỉnh (Phòng PA05, Phòng PC06)"]),
        ("Chủ trì: Sở Y tế; Phối hợp: Sở Tài chính", [YT, TC]),
        ("Sở Y tế (chủ trì); Sở Tài chính (phối hợp)", [YT, TC]),
        ("Sở Khoa học và Công nghệ chủ trì, phối hợp với Sở Tài chính", [KHCN, TC]),
        ("Sở Tài chính;; Sở Y tế,", [TC, YT]),
        ("Sở Y tế, Sở Y tế", [YT]),
    ],
)
def test_the_bodies_of_a_cell(cell: str, bodies: list[str]) -> None:
    assert list(split_agencies(cell)) == bodies


@pytest.mark.parametrize("cell", ["", " ", "\u00a0", "-", "–", ".", ";", "…"])
def test_a_cell_without_bodies(cell: str) -> None:
    assert split_agencies(cell) == ()


@pytest.mark.parametrize(
    ("printed", "canonical"),
    [
        ("Sò Khoa học và Công nghệ", KHCN),
        ("Sở Khoa học & Công nghệ", KHCN),
        ("Sở KH&CN", KHCN),
        ("Sở Công thương", "Sở Công Thương"),
        ("SỞ TÀI CHÍNH", TC),
        ("Sở Văn hóa - Thể thao và Du lịch", VH),
        ("Sở Văn hoá – Thể thao và Du lịch", VH),
        ("Ban Bản lý Khu Kinh tế Vân Phong", "Ban Quản lý Khu kinh tế Vân Phong"),
        ("Bộ chỉ huy quân sự tỉnh", "Bộ Chỉ huy quân sự tỉnh"),
        ("Bảo hiểm Xã hội tỉnh", "Bảo hiểm xã hội tỉnh"),
        ("Công TTĐT tỉnh", "Cổng TTĐT tỉnh"),
        ("Cục thuế tỉnh", "Cục Thuế tỉnh"),
        ("các Sở, ban, ngành", SBN),
        ("Các sở, ban ngành, địa phương", SBND),
        # known abbreviations and free names stay as they stand
        ("BHXH tỉnh", "BHXH tỉnh"),
        ("UBND cấp xã", "UBND cấp xã"),
        ("Phòng Quản lý vận tải", "Phòng Quản lý vận tải"),
        ("Trung tâm xúc tiến đầu tư và du lịch", "Trung tâm xúc tiến đầu tư và du lịch"),
        ("Hội Doanh nhân trẻ Khánh Hòa", "Hội Doanh nhân trẻ Khánh Hòa"),
    ],
)
def test_canonical_spelling(printed: str, canonical: str) -> None:
    assert canonical_agency(printed) == canonical
    assert canonical_agency(f" {printed}. ") == canonical


@pytest.mark.parametrize(
    "name",
    [
        "Sở Nội vụ",
        "Ban Tổ chức Tỉnh ủy",
        "Bộ Công an",
        "Công an tỉnh",
        "Hội Nông dân tỉnh",
        "Phòng Kế hoạch - Tài chính",
        "Trường Đại học Nha Trang",
        "Trung tâm Công nghệ thông tin",
        "Viện Hải dương học",
    ],
)
def test_one_body_is_no_collective(name: str) -> None:
    assert not is_collective(name)
    assert split_agencies(f"{name}, Sở Tài chính, Sở Y tế") == (name, TC, YT)


@pytest.mark.parametrize(
    "name",
    [SBN, SBND, "Sở, ngành tỉnh", "Bộ, ngành, địa phương", "Các địa phương", "UBND các xã, phường", "Cơ quan, đơn vị"],
)
def test_collectives(name: str) -> None:
    assert is_collective(name)
