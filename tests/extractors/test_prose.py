from __future__ import annotations

import pytest

from extractors.prose import paragraphs_of
from extractors.text.decoding import decode
from schemas.raw import ParagraphRole
from tests.documents import PLAN_SXD, RESOLUTION_48, layout

WRAPPED = """1. Mục đích: Triển khai hiệu quả các mục tiêu, nhiệm vụ theo Nghị quyết
số 71/NQ-CP; Chương trình 95-CTr/TU phù hợp với tình hình thực tế của tỉnh.

2. Yêu cầu: Xây dựng và ban hành Kế hoạch phù hợp với mục tiêu, nhiệm
vụ được đề ra tại Nghị quyết số 71/NQ-CP; Chương trình 95-CTr/TU, trong đó
phân công rõ trách nhiệm chủ trì và phối hợp cho các đơn vị, địa phương nhằm
phát huy hiệu quả vai trò của các cấp, các ngành trong quá trình triển khai.

II. MỤC TIÊU

- Tiềm lực, trình độ khoa học, công nghệ và đổi mới sáng tạo của tỉnh đạt
mức trung bình chung của cả nước.
"""


def _paragraphs(text: str) -> list[str]:
    return [paragraph.text for paragraph in paragraphs_of(decode(text.encode(), "a.txt").lines)]


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("Một đoạn.\n\nHai đoạn.", ["Một đoạn.", "Hai đoạn."]),
        ("- Một mục;\n- Hai mục;\n+ Ba mục.", ["- Một mục;", "- Hai mục;", "+ Ba mục."]),
        ("a) Mục a\nb) Mục b", ["a) Mục a", "b) Mục b"]),
        ("Điều 1. Ban hành.\nĐiều 2. Giao Sở.", ["Điều 1. Ban hành.", "Điều 2. Giao Sở."]),
        ("Câu bị ngắt ở giữa\nvà còn tiếp.", ["Câu bị ngắt ở giữa và còn tiếp."]),
        ("Căn cứ Luật A;\nCăn cứ Luật B;", ["Căn cứ Luật A;", "Căn cứ Luật B;"]),
        ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nLê Huyền", ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lê Huyền"]),
        ("PHỤ LỤC I\nCÁC CHỈ TIÊU CỤ THỂ", ["PHỤ LỤC I", "CÁC CHỈ TIÊU CỤ THỂ"]),
        ("Một đoạn.\n-------\nHai đoạn.", ["Một đoạn.", "Hai đoạn."]),
        ("Một đoạn.\n\n 12 \n\nHai đoạn.", ["Một đoạn.", "Hai đoạn."]),
    ],
)
def test_paragraphs(text: str, paragraphs: list[str]) -> None:
    assert _paragraphs(text) == paragraphs


def test_nothing_gives_no_paragraphs() -> None:
    assert paragraphs_of(()) == []
    assert paragraphs_of(decode("\u00a0\n \n---\n 3 \nx".encode(), "a.txt").lines[:4]) == []


def test_lines_broken_at_a_fixed_width() -> None:
    found = _paragraphs(WRAPPED)
    assert len(found) == 4
    assert found[0].endswith(
        "theo Nghị quyết số 71/NQ-CP; Chương trình 95-CTr/TU phù hợp với tình hình thực tế của tỉnh."
    )
    assert found[2] == "II. MỤC TIÊU"
    assert found[3].endswith("của tỉnh đạt mức trung bình chung của cả nước.")


def test_a_sentence_that_a_page_break_cut() -> None:
    """The 48-NQ/TU of Khánh Hòa: an empty line stands between `tăng trung bình` and `10%/năm`."""
    texts = [paragraph.text for paragraph in layout(RESOLUTION_48).paragraphs]
    (mended,) = [text for text in texts if "số lượng công bố khoa học quốc tế" in text]
    assert "tăng trung bình 10%/năm; số lượng văn bằng bảo hộ" in mended
    texts = [paragraph.text for paragraph in layout(PLAN_SXD).paragraphs]
    assert any("Chương trình hành động này với các mục tiêu được lượng hóa cụ thể" in text for text in texts)


def test_a_heading_is_never_joined_to_what_follows() -> None:
    found = _paragraphs("II. MỤC TIÊU\n\n1. Mục tiêu tổng quát\n\nTriển khai kịp thời các chính sách của Trung ương.")
    assert found == ["II. MỤC TIÊU", "1. Mục tiêu tổng quát", "Triển khai kịp thời các chính sách của Trung ương."]


@pytest.mark.parametrize("mark", ["¹ ", "(*) ", "[1] ", "* "])
def test_footnotes(mark: str) -> None:
    lines = decode(f"Một đoạn.\n\n{mark}Nhiệm vụ báo cáo hằng tháng.\n".encode(), "a.txt").lines
    assert [p.role for p in paragraphs_of(lines)] == [ParagraphRole.TEXT, ParagraphRole.FOOTNOTE]


LONG = "Phát triển hạ tầng viễn thông, Internet đáp ứng yêu cầu dự phòng, kết nối"


def test_a_sentence_goes_on_below_the_footnotes_of_its_page() -> None:
    notes = "¹ Kế hoạch số 3584/KH-UBND ngày 07 tháng 10 năm 2024\n² Nghị định số 1"
    text = f"- {LONG}\n\n{notes}\n\nbăng thông rộng.\n\n- Hai."
    lines = decode(text.encode(), "a.txt").lines
    found = paragraphs_of(lines)
    assert [p.text for p in found if p.role is ParagraphRole.TEXT] == [f"- {LONG} băng thông rộng.", "- Hai."]
    assert len([p for p in found if p.role is ParagraphRole.FOOTNOTE]) == 2
    assert [(place.first_line, place.last_line) for place in found[0].places] == [(1, 1), (6, 6)]
    assert found[0].line_starts == (0, len(LONG) + 3)


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        (f"{LONG} của", "Bộ Khoa học và Công nghệ.", True),
        (f"{LONG},", "Internet vệ tinh.", True),
        (LONG, "Internet vệ tinh.", False),
        (f"{LONG}.", "và còn tiếp.", False),
        ("5. Đẩy mạnh chuyển đổi số", "trong hoạt động của các cơ quan", False),
        (f"5. {LONG}; nâng", "cao hiệu quả quản trị", True),
    ],
)
def test_across_a_page(above: str, below: str, joined: bool) -> None:
    assert _paragraphs(f"{above}\n\n12\n\n{below}") == ([f"{above} {below}"] if joined else [above, below])


def test_a_line_with_room_for_the_next_word_ends_its_paragraph() -> None:
    """A commune's plan, its lines broken at 75 letters and no empty lines between the paragraphs."""
    full = "Công an xã thường xuyên cảnh báo các thủ đoạn lừa đảo trên không gian mạng,"
    rest = "hướng dẫn người dân cài đặt, sử dụng ứng dụng an toàn."
    text = f"4. Bảo đảm an toàn\n{full}\n{rest}\nRà soát, thay thế máy tính.\n" * 4
    assert _paragraphs(text) == ["4. Bảo đảm an toàn", f"{full} {rest}", "Rà soát, thay thế máy tính."] * 4


def test_paragraphs_know_their_lines() -> None:
    lines = decode(WRAPPED.encode(), "a.txt").lines
    spans = [(p.places[0].first_line, p.places[0].last_line) for p in paragraphs_of(lines)]
    assert spans == [(1, 2), (4, 7), (9, 9), (11, 12)]
    assert paragraphs_of(lines)[0].source_text == "\n".join(WRAPPED.splitlines()[:2])
