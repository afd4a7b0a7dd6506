"""The outline of running text: what stands under what."""

from __future__ import annotations

import pytest

from normalizers.outline import Item, outline_of
from normalizers.purposes import Purpose, purposes_of
from normalizers.sections import placed
from tests.normalizers.prose_made import paragraphs


def _shown(item: Item) -> list[str]:
    """Each item behind as many dots as items stand above it."""
    return [f"{'.' * (len(each.path) - 1)}{each.numeral or ''}|{each.text}" for each in item.walk() if each.passage]


@pytest.mark.parametrize(
    ("text", "outline"),
    [
        (
            "I. MỤC TIÊU\n1. Đến năm 2030\n- Một.\n+ Hai.\n- Ba.\n2. Tầm nhìn\nII. NHIỆM VỤ",
            ["I|MỤC TIÊU", ".1|Đến năm 2030", "..-|Một.", "...-|Hai.", "..-|Ba.", ".2|Tầm nhìn", "II|NHIỆM VỤ"],
        ),
        ("IV.NGUỒN KINH PHÍ\n1.Kinh phí", ["IV|NGUỒN KINH PHÍ", ".1|Kinh phí"]),
        (
            "A- TÌNH HÌNH\nI- KẾT QUẢ\n1- Một.\n2.1- Hai.\nB- NHIỆM VỤ",
            ["A|TÌNH HÌNH", ".I|KẾT QUẢ", "..1|Một.", "...2.1|Hai.", "B|NHIỆM VỤ"],
        ),
        ("I. MỘT\nA. Hai\nII. BA", ["I|MỘT", ".A|Hai", "II|BA"]),
        ("Điều 1. Phê duyệt\n1. Một\na) Hai\nĐiều 2. Ba", ["1|Phê duyệt", ".1|Một", "..a|Hai", "2|Ba"]),
        ("1. Một\n1.1. Hai\n1.1.1. Ba\n1.2 Bốn\n2. Năm", ["1|Một", ".1.1|Hai", "..1.1.1|Ba", ".1.2|Bốn", "2|Năm"]),
        ("Phần thứ nhất\nMỤC TIÊU\nI. MỘT", ["thứ nhất|MỤC TIÊU", ".I|MỘT"]),
        ("NHIỆM VỤ\n- Một.\nVăn bản không dấu đầu dòng.", ["|NHIỆM VỤ", ".-|Một.", ".|Văn bản không dấu đầu dòng."]),
        ("## II. NHIỆM VỤ\n- Một.", ["II|NHIỆM VỤ", ".-|Một."]),
        ("I. MỘT\nMục tiêu\n- Hai.", ["I|MỘT", ".|Mục tiêu", "..-|Hai."]),
        (
            "I. MỘT\nPhát triển hạ tầng\nXây dựng trung tâm dữ liệu.",
            ["I|MỘT", ".|Phát triển hạ tầng", "..|Xây dựng trung tâm dữ liệu."],
        ),
        ("I. MỘT\nNơi nhận:\n- UBND tỉnh;\nKT. CHỦ TỊCH", ["I|MỘT"]),
        ("I. MỘT\nNơi nhện: x\n- UBND tỉnh;\nCHƯƠNG TRÌNH\nI. HAI BA", ["I|MỘT", "I|HAI BA"]),
        ("I. MỘT\nPHỤ LỤC II\n1. Hai", ["I|MỘT", "1|Hai"]),
        (
            "12 người đạt chuẩn.\n2025. Năm nay\n3-5 doanh nghiệp.",
            ["|12 người đạt chuẩn.", "|2025. Năm nay", "|3-5 doanh nghiệp."],
        ),
    ],
)
def test_outline(text: str, outline: list[str]) -> None:
    assert _shown(outline_of(paragraphs(text))) == outline


@pytest.mark.parametrize(
    ("title", "purposes"),
    [
        ("MỤC TIÊU", {Purpose.GOALS}),
        ("Các chỉ tiêu chủ yếu đến năm 2030", {Purpose.GOALS}),
        ("Tầm nhìn đến năm 2045", {Purpose.GOALS}),
        ("MỤC ĐÍCH, YÊU CẦU", {Purpose.OTHER}),
        ("QUAN ĐIỂM, MỤC TIÊU", {Purpose.OTHER, Purpose.GOALS}),
        ("MỘT SỐ NHIỆM VỤ, GIẢI PHÁP TRỌNG TÂM", {Purpose.TASKS}),
        ("NỘI DUNG THỰC HIỆN", {Purpose.TASKS}),
        ("PHÂN CÔNG NHIỆM VỤ", {Purpose.ASSIGNMENT}),
        ("TỔ CHỨC THỰC HIỆN", {Purpose.ORGANISATION}),
        ("NGUỒN KINH PHÍ THỰC HIỆN", {Purpose.FUNDING}),
        ("TÌNH HÌNH THỰC HIỆN NHIỆM VỤ", {Purpose.OTHER}),
        ("Tổ chức thực hiện có hiệu quả Đề án nâng cấp Trường Đại học", set()),
        ("Phát triển hạ tầng số", set()),
        ("", set()),
    ],
)
def test_what_a_heading_announces(title: str, purposes: set[Purpose]) -> None:
    assert purposes_of(title) == purposes


def _purposes(text: str) -> dict[str, set[str]]:
    return {each.item.text: {str(p) for p in each.purposes} for each in placed(outline_of(paragraphs(text)))}


def test_items_have_the_purpose_of_the_headings_above_them() -> None:
    found = _purposes(
        "I. QUAN ĐIỂM, MỤC TIÊU\n1. Quan điểm\n- Một.\n2. Mục tiêu\n- Hai.\nII. NHIỆM VỤ\n1. Kinh phí\n- Ba.\n"
        "2. Mục tiêu\n- Bốn.\nIII. TỔ CHỨC THỰC HIỆN\n- Năm."
    )
    assert (found["Một."], found["Hai."], found["Ba."], found["Bốn."], found["Năm."]) == (
        {"other"},
        {"goals"},
        {"tasks"},
        {"goals"},
        {"organisation"},
    )


def test_a_directive_without_such_headings_orders_below_its_lead_in() -> None:
    lead_in = "Chủ tịch yêu cầu các sở thực hiện các nội dung sau:"
    found = _purposes(f"Thời gian qua có kết quả.\n{lead_in}\n1. Sở Y tế\na) Rà soát.")
    assert found == {
        "": set(),
        "Thời gian qua có kết quả.": set(),
        lead_in: set(),
        "Sở Y tế": {"tasks"},
        "Rà soát.": {"tasks"},
    }
