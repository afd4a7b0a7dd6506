from __future__ import annotations

import pytest

from normalizers.citations import citations_in, merged
from normalizers.relations import Part, last_verb, relations_in, strongest

TITLE, OPENING, BODY = Part.TITLE, Part.OPENING, Part.BODY


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        (
            "Nghị quyết số 48-NQ/TU ngày 20/02/2025 của Ban Chấp hành Đảng bộ tỉnh về thực hiện",
            [("48-NQ/TU", "Nghị quyết", "2025-02-20", "Ban Chấp hành Đảng bộ tỉnh")],
        ),
        (
            "Nghị quyết 09-NQ/TW, ngày 28/01/2022 của Bộ Chính trị về xây dựng, phát triển tỉnh Khánh Hòa",
            [("09-NQ/TW", "Nghị quyết", "2022-01-28", "Bộ Chính trị")],
        ),
        (
            "Chương trình hành động số 78-CTr/TU của Tỉnh ủy thực hiện Nghị quyết số 45-NQ/TW",
            [("78-CTr/TU", "Chương trình hành động", None, "Tỉnh ủy"), ("45-NQ/TW", "Nghị quyết", None, None)],
        ),
        (
            "Kế hoạch số 8027/KH-UBND của UBND tỉnh ngày 23/7/2024 triển khai thực hiện",
            [("8027/KH-UBND", "Kế hoạch", "2024-07-23", "UBND tỉnh")],
        ),
        (
            "Kế hoạch số 8027/KH-UBND ngày 23/7/2024 của UBND tỉnh",
            [("8027/KH-UBND", "Kế hoạch", "2024-07-23", "UBND tỉnh")],
        ),
        (
            "Đề án 06 (Quyết định số 06/QĐ- TTg của Thủ tướng Chính phủ: Phê duyệt Đề án)",
            [("06/QĐ-TTg", "Quyết định", None, "Thủ tướng Chính phủ")],
        ),
        (
            "Công văn số 146/SKHCHN-QLKHCHNĐMST ngày 11/3/2025 của Sở Khoa học và Công nghệ về việc khẩn trương",
            [("146/SKHCHN-QLKHCHNĐMST", "Công văn", "2025-03-11", "Sở Khoa học và Công nghệ")],
        ),
        (
            "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015; Nghị định số 179/2024/NĐ-CP",
            [(None, "Luật", "2015-06-19", None), ("179/2024/NĐ-CP", "Nghị định", None, None)],
        ),
        (
            "Luật Khoa học, công nghệ và đổi mới sáng tạo số 93/2025/QH15",
            [("93/2025/QH15", "Luật", None, None)],
        ),
        ("Nghị quyết số 193/2025/QH15 của Quốc hội", [("193/2025/QH15", "Nghị quyết", None, "Quốc hội")]),
        ("đạt 14/34 tỉnh, hoàn thành 6/2025, R&D 2%", []),
    ],
)
def test_citations(text: str, cited: list[tuple[str | None, str | None, str | None, str | None]]) -> None:
    assert [(c.symbol, c.kind, c.date, c.issuer) for c in citations_in(text)] == cited


def test_later_citations_add_what_the_first_left_out() -> None:
    text = "Nghị quyết số 57-NQ/TW; theo Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về đột phá"
    known = merged(citations_in(text))
    assert list(known) == ["57-NQ/TW"]
    assert (known["57-NQ/TW"].date, known["57-NQ/TW"].issuer) == ("2024-12-22", "Bộ Chính trị")


SXD_TITLE = (
    "Triển khai thực hiện Quyết định số 512/QĐ-UBND ngày 21/02/2025 của Ủy ban nhân dân tỉnh ban hành Chương trình "
    "hành động thực hiện Nghị quyết số 03/NQ-CP ngày 09/01/2025 của Chính phủ"
)
BASIS_2026 = (
    "Căn cứ Nghị quyết số 06-NQ/TU ngày 25/12/2025 của Ban Chấp hành Đảng bộ tỉnh về nhiệm vụ công tác năm 2026; Nghị "
    "quyết số 11/NQ-CP ngày 14/01/2026 của Chính phủ về việc sửa đổi, bổ sung, cập nhật Nghị quyết số 71/NQ-CP ngày "
    "01/4/2025 của Chính phủ sửa đổi, bổ sung, cập nhật Chương trình hành động của Chính phủ thực hiện Nghị quyết số "
    "57-NQ/TW ngày 22/12/2024 của Bộ Chính trị;"
)


@pytest.mark.parametrize(
    ("part", "text", "stated"),
    [
        (
            TITLE,
            SXD_TITLE,
            [
                ("512/QĐ-UBND", "implements", None),
                ("03/NQ-CP", "implements", None),
                ("03/NQ-CP", "implements", "512/QĐ-UBND"),
            ],
        ),
        (
            OPENING,
            BASIS_2026,
            [
                ("06-NQ/TU", "basis", None),
                ("11/NQ-CP", "basis", None),
                ("71/NQ-CP", "mentions", None),
                ("71/NQ-CP", "amends", "11/NQ-CP"),
                ("57-NQ/TW", "mentions", None),
                ("57-NQ/TW", "implements", "71/NQ-CP"),
            ],
        ),
        (
            OPENING,
            "Theo đề nghị của Giám đốc Sở Khoa học và Công nghệ tại Tờ trình số 297/TTr-SKHCN ngày 17/02/2025.",
            [("297/TTr-SKHCN", "basis", None)],
        ),
        (
            OPENING,
            "Thực hiện Nghị quyết số 57-NQ/TW; Nghị quyết số 71/NQ-CP, UBND tỉnh ban hành Kế hoạch",
            [("57-NQ/TW", "implements", None), ("71/NQ-CP", "implements", None)],
        ),
        (
            BODY,
            "Chương trình hành động số 78-CTr/TU của Tỉnh ủy thực hiện Nghị quyết số 45-NQ/TW; Kế hoạch số 218-KH/TU",
            [
                ("78-CTr/TU", "mentions", None),
                ("45-NQ/TW", "mentions", None),
                ("45-NQ/TW", "implements", "78-CTr/TU"),
                ("218-KH/TU", "mentions", None),
            ],
        ),
        (
            BODY,
            "Kế hoạch này thay thế Kế hoạch số 484/KH-UBND ngày 14/02/2025 về triển khai Nghị quyết số 03/NQ-CP",
            [
                ("484/KH-UBND", "replaces", None),
                ("03/NQ-CP", "mentions", None),
                ("03/NQ-CP", "implements", "484/KH-UBND"),
            ],
        ),
        (
            BODY,
            "Quyết định này thay thế Quyết định số 100/QĐ-UBND; bãi bỏ Quyết định số 200/QĐ-UBND.",
            [("100/QĐ-UBND", "replaces", None), ("200/QĐ-UBND", "replaces", None)],
        ),
        (
            TITLE,
            "Sửa đổi, bổ sung một số nội dung của Kế hoạch số 115/KH-UBND ngày 01/02/2025",
            [("115/KH-UBND", "amends", None)],
        ),
        (
            BODY,
            "Bám sát Nghị quyết số 11/NQ-CP và Nghị quyết số 57-NQ/TW",
            [("11/NQ-CP", "mentions", None), ("57-NQ/TW", "mentions", None)],
        ),
        (BODY, "Tổ chức thực hiện Nghị quyết số 57-NQ/TW", [("57-NQ/TW", "mentions", None)]),
    ],
)
def test_relations(part: Part, text: str, stated: list[tuple[str, str, str | None]]) -> None:
    found = relations_in(text, part, None)
    assert [(s.citation.symbol, s.relation.value, s.via) for s in found] == stated
    assert all(s.evidence in text for s in found)


def test_a_document_does_not_cite_itself() -> None:
    text = "(Ban hành kèm theo Quyết định số 512/QĐ-UBND ngày 21/02/2025 của UBND tỉnh)"
    assert relations_in(text, BODY, "512/QĐ-UBND") == []
    assert len(relations_in(text, BODY, "48-NQ/TU")) == 1


def test_only_what_is_carried_out_at_first_hand_is_direct() -> None:
    direct = {s.citation.symbol for s in relations_in(SXD_TITLE, TITLE, "/KH-SXD") if s.direct}
    assert direct == {"512/QĐ-UBND"}


def test_the_strongest_relation_of_each_document_is_kept() -> None:
    texts = [
        (BODY, "theo Nghị quyết số 57-NQ/TW"),
        (OPENING, "Căn cứ Nghị quyết số 57-NQ/TW;"),
        (TITLE, "Thực hiện Nghị quyết số 57-NQ/TW"),
        (BODY, "Kế hoạch này thay thế Kế hoạch số 484/KH-UBND"),
    ]
    kept = strongest(s for part, text in texts for s in relations_in(text, part, None))
    assert [(s.citation.symbol, s.relation.value) for s in kept] == [
        ("57-NQ/TW", "implements"),
        ("484/KH-UBND", "replaces"),
    ]


@pytest.mark.parametrize(
    ("words", "relation"),
    [
        ("của Chính phủ về việc sửa đổi, bổ sung, cập nhật ", "amends"),
        ("của Chính phủ sửa đổi Chương trình hành động thực hiện ", "implements"),
        ("ngày 14/02/2025 và thay thế ", "replaces"),
        ("; ", None),
    ],
)
def test_the_last_verb_rules(words: str, relation: str | None) -> None:
    found = last_verb(words)
    assert (found.value if found else None) == relation
