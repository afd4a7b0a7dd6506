from __future__ import annotations

import pytest

from extractors import extract
from normalizers.document import read_document
from normalizers.head import from_capitals
from schemas.drafts import DraftDocument
from tests.documents import DECISION_512, PLAN_2026, PLAN_SXD, RESOLUTION_48, layout

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n---------------\n"


def _head(text: str) -> DraftDocument:
    return read_document(extract(text.encode(), "a.txt")).head.draft


def _document(
    *,
    letterhead: str = "ỦY BAN NHÂN DÂN\nTỈNH NGHỆ AN",
    number: str = "Số: 112/KH-UBND",
    date: str = "Nghệ An, ngày 05 tháng 3 năm 2025",
    kind: str = "KẾ HOẠCH",
    title: str = "Chuyển đổi số tỉnh Nghệ An năm 2025",
    foot: str = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\n\nLê Hồng Vinh",
) -> str:
    body = "Thực hiện Nghị quyết số 57-NQ/TW, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:\n\nI. MỤC TIÊU\n"
    return "\n\n".join([letterhead, MOTTO, number, date, kind, title, body, "Nơi nhận:\n- Như trên;\n- Lưu: VT.", foot])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            DECISION_512,
            {
                "symbol": "512/QĐ-UBND",
                "kind": "Quyết định",
                "issuer": "Ủy ban nhân dân tỉnh Khánh Hòa",
                "place": "Khánh Hòa",
                "issued_on": "2025-02-21",
                "signer": "Nguyễn Tấn Tuân",
                "signer_title": "CHỦ TỊCH",
                "is_draft": False,
            },
        ),
        (
            PLAN_2026,
            {
                "symbol": "/KH-UBND",
                "kind": "Kế hoạch",
                "issuer": "Ủy ban nhân dân tỉnh Khánh Hòa",
                "place": "Khánh Hòa",
                "issued_on": "2026",
                "signer": "Lê Huyền",
                "signer_title": "PHÓ CHỦ TỊCH",
                "is_draft": True,
            },
        ),
        (
            PLAN_SXD,
            {
                "symbol": "/KH-SXD",
                "kind": "Kế hoạch",
                "issuer": "Sở Xây dựng",
                "place": "Khánh Hòa",
                "issued_on": "2025-03",
                "signer": "Trần Văn Châu",
                "signer_title": "GIÁM ĐỐC",
                "is_draft": True,
            },
        ),
        (
            RESOLUTION_48,
            {
                "symbol": None,
                "kind": "Nghị quyết",
                "issuer": "Ban Chấp hành Đảng bộ tỉnh Khánh Hòa",
                "place": None,
                "issued_on": None,
                "signer": "Nghiêm Xuân Thành",
                "signer_title": "BÍ THƯ",
                "is_draft": False,
            },
        ),
    ],
)
def test_heads_of_the_documents(name: str, expected: dict[str, object]) -> None:
    draft = read_document(layout(name)).head.draft
    assert draft.model_dump(include=set(expected)) == expected


@pytest.mark.parametrize(
    ("letterhead", "issuer"),
    [
        ("ỦY BAN NHÂN DÂN\nTỈNH NGHỆ AN", "Ủy ban nhân dân tỉnh Nghệ An"),
        ("UỶ BAN NHÂN DÂN\nTỈNH NGHỆ AN\n-------", "Ủy ban nhân dân tỉnh Nghệ An"),
        ("UBND TỈNH NGHỆ AN\nSỞ TÀI CHÍNH", "Sở Tài chính"),
        ("THỦ TƯỚNG CHÍNH PHỦ", "Thủ tướng Chính phủ"),
        ("CHÍNH PHỦ\n-------", "Chính phủ"),
        ("BỘ KHOA HỌC VÀ CÔNG NGHỆ", "Bộ Khoa học và Công nghệ"),
        ("HỘI ĐỒNG NHÂN DÂN\nTỈNH NGHỆ AN", "Hội đồng nhân dân tỉnh Nghệ An"),
        ("TỈNH ỦY NGHỆ AN\n*", "Tỉnh ủy Nghệ An"),
        ("BỘ NÔNG NGHIỆP VÀ\nMÔI TRƯỜNG", "Bộ Nông nghiệp và Môi trường"),
        ("SỞ KHOA HỌC\nVÀ CÔNG NGHỆ", "Sở Khoa học và Công nghệ"),
        ("ỦY BAN NHÂN DÂN\n\nTỈNH NGHỆ AN Di)c lap - Tu. do - 14nh phuc", "Ủy ban nhân dân tỉnh Nghệ An"),
    ],
)
def test_the_body_of_the_letterhead_issues_the_document(letterhead: str, issuer: str) -> None:
    assert _head(_document(letterhead=letterhead)).issuer == issuer


def test_two_columns_on_one_line() -> None:
    """Letterheads stand beside the motto; a flat text has both on one line, parted by blanks."""
    head = _head(
        "ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "TỈNH QUẢNG NGÃI              Độc lập - Tự do - Hạnh phúc\n\n"
        "Số: 112/KH-UBND              Quảng Ngãi, ngày 01 tháng 3 năm 2025\n\n"
        "KẾ HOẠCH\nThực hiện Nghị quyết số 57-NQ/TW trên địa bàn tỉnh\n\n"
        "Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:\n\nI. MỤC TIÊU\n"
    )
    assert (head.symbol, head.place, head.issued_on) == ("112/KH-UBND", "Quảng Ngãi", "2025-03-01")
    assert head.issuer == "Ủy ban nhân dân tỉnh Quảng Ngãi"


@pytest.mark.parametrize(
    ("number", "date", "symbol", "issued_on", "is_draft"),
    [
        ("Số: 112/KH-UBND", "Nghệ An, ngày 05 tháng 3 năm 2025", "112/KH-UBND", "2025-03-05", False),
        ("Số:      /KH-UBND", "Nghệ An, ngày 05 tháng 3 năm 2025", "/KH-UBND", "2025-03-05", True),
        ("Số: 112/KH-UBND", "Nghệ An, ngày     tháng 3 năm 2025", "112/KH-UBND", "2025-03", True),
        ("Số: ..../KH-UBND", "Nghệ An, ngày ... tháng ... năm 2025", "/KH-UBND", "2025", True),
        ("Số: .3.5s /KH-UBND", "Nghệ An, ngày 05 tháng 3 năm 2025", None, "2025-03-05", False),
        ("Số 112-KH/TU", "Nghệ An, ngày 05 tháng 3 năm 2025", "112-KH/TU", "2025-03-05", False),
        ("Nghị quyết số: 05/2025/NQ-HĐND", "Nghệ An, ngày 15 tháng 7 năm 2025", "05/2025/NQ-HĐND", "2025-07-15", False),
        ("Căn cứ Nghị quyết số: 05/2025/NQ-HĐND", "Nghệ An, ngày 15 tháng 7 năm 2025", None, "2025-07-15", False),
        ("Số : 05/2025/NQ-HĐND", "Nghệ An, ngày 15 tháng 7 năm 2025", "05/2025/NQ-HĐND", "2025-07-15", False),
    ],
)
def test_number_and_date(number: str, date: str, symbol: str, issued_on: str, is_draft: bool) -> None:
    head = _head(_document(number=number, date=date))
    assert (head.symbol, head.issued_on, head.is_draft, head.place) == (symbol, issued_on, is_draft, "Nghệ An")


@pytest.mark.parametrize(
    ("foot", "signer", "title"),
    [
        ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\n\nLê Hồng Vinh", "Lê Hồng Vinh", "CHỦ TỊCH"),
        (
            "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\n(Đã ký)\n\nBùi Đình Long",
            "Bùi Đình Long",
            "PHÓ CHỦ TỊCH",
        ),
        ("GIÁM ĐỐC\n\nNGUYỄN THỊ LAN ANH", "Nguyễn Thị Lan Anh", "GIÁM ĐỐC"),
        ("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\nTrần Văn A", "Trần Văn A", "PHÓ GIÁM ĐỐC"),
        ("T/M TỈNH ỦY\nBÍ THƯ\n\n\n\nNghiêm Xuân Thành", "Nghiêm Xuân Thành", "BÍ THƯ"),
        ("KT. THỦ TƯỚNG\nPHÓ THỦ TƯỚNG\n\nNguyễn Chí Dũng", "Nguyễn Chí Dũng", "PHÓ THỦ TƯỚNG"),
        ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", None, None),
        ("", None, None),
    ],
)
def test_who_signs(foot: str, signer: str | None, title: str | None) -> None:
    head = _head(_document(foot=foot))
    assert (head.signer, head.signer_title) == (signer, title)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("KẾ HOẠCH", "Kế hoạch"), ("CHƯƠNG TRÌNH HÀNH ĐỘNG", "Chương trình hành động"), ("NGHỊ QUYẾT", "Nghị quyết")],
)
def test_the_kind_stands_alone_in_capitals(kind: str, expected: str) -> None:
    assert _head(_document(kind=kind)).kind == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Chuyển đổi số tỉnh Nghệ An năm 2025", "Chuyển đổi số tỉnh Nghệ An năm 2025"),
        ("Chuyển đổi số tỉnh Nghệ An\ngiai đoạn 2025 - 2030", "Chuyển đổi số tỉnh Nghệ An giai đoạn 2025 - 2030"),
        ("VỀ VIỆC BAN HÀNH CHƯƠNG TRÌNH\nCHUYỂN ĐỔI SỐ\n-------", "VỀ VIỆC BAN HÀNH CHƯƠNG TRÌNH CHUYỂN ĐỔI SỐ"),
    ],
)
def test_the_title_below_the_kind(title: str, expected: str) -> None:
    assert _head(_document(title=title)).title == expected


TITLE = "Triển khai thực hiện Nghị quyết số 57-NQ/TW của Bộ Chính trị"
ISSUES = "Thực hiện Nghị quyết số 57-NQ/TW, Ủy ban nhân dân tỉnh ban hành Kế hoạch với nội dung như sau:"
BODY = "I. MỤC TIÊU\n\nTriển khai tại tỉnh Nghệ An.\n\nPhát triển tỉnh Nghệ An."


@pytest.mark.parametrize(
    ("texts", "kind", "title", "issuer"),
    [
        ([TITLE, ISSUES, BODY], "Kế hoạch", TITLE, "Ủy ban nhân dân tỉnh Nghệ An"),
        (["ĐẢNG CỘNG SẢN VIỆT NAM", TITLE, ISSUES, BODY], "Kế hoạch", TITLE, "Ủy ban nhân dân tỉnh Nghệ An"),
        # two provinces: neither is surely the issuer's
        ([TITLE, ISSUES, BODY, "Học tập tỉnh Hà Tĩnh."], "Kế hoạch", TITLE, "Ủy ban nhân dân tỉnh"),
        # a sentence is no title; without the sentence that issues the document nothing is known of its kind
        ([f"{TITLE}.", ISSUES, BODY], "Kế hoạch", None, "Ủy ban nhân dân tỉnh Nghệ An"),
        ([TITLE, BODY], None, None, None),
        # another document is issued
        (
            [TITLE, "Ủy ban nhân dân tỉnh ban hành Kế hoạch số 12/KH-UBND.", BODY],
            None,
            None,
            "Ủy ban nhân dân tỉnh Nghệ An",
        ),
    ],
)
def test_where_the_top_of_the_page_is_lost(
    texts: list[str], kind: str | None, title: str | None, issuer: str | None
) -> None:
    head = _head("\n\n".join(texts))
    assert (head.kind, head.title, head.issuer) == (kind, title, issuer)


@pytest.mark.parametrize("text", ["Chỉ có một đoạn văn.", "TT\tNhiệm vụ\tChủ trì\n1\tLập đề án\tSở Y tế", "KẾ HOẠCH"])
def test_a_text_without_a_head(text: str) -> None:
    head = _head(text)
    assert (head.symbol, head.issuer, head.issued_on, head.signer, head.is_draft) == (None, None, None, None, False)


@pytest.mark.parametrize(
    ("capitals", "running"),
    [
        ("ỦY BAN NHÂN DÂN TỈNH KHÁNH HÒA", "Ủy ban nhân dân tỉnh Khánh Hòa"),
        ("SỞ KHOA HỌC VÀ CÔNG NGHỆ", "Sở Khoa học và Công nghệ"),
        ("ỦY BAN NHÂN DÂN THÀNH PHỐ HUẾ", "Ủy ban nhân dân thành phố Huế"),
        ("CHÍNH PHỦ", "Chính phủ"),
        ("THỦ TƯỚNG CHÍNH PHỦ", "Thủ tướng Chính phủ"),
        ("HỘI ĐỒNG NHÂN DÂN TỈNH NGHỆ AN", "Hội đồng nhân dân tỉnh Nghệ An"),
        ("BỘ CHÍNH TRỊ", "Bộ Chính trị"),
    ],
)
def test_capitals_to_running_text(capitals: str, running: str) -> None:
    assert from_capitals(capitals) == running
