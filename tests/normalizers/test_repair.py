"""Repair of garbled text: what is clean stays, what is garbled or stripped is mended, figures are never touched."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.repair.detection import Condition
from normalizers.repair.losses import without_double_marks
from normalizers.repair.mending import MendedLine, mender
from normalizers.repair.symbols import Lexicon, mended_symbol
from normalizers.text import without_marks
from scripts.repair.evaluate import error_rate
from tests.documents import DOCUMENTS, RAW

KON_TUM = "KH-UBND_Kon-Tum_2025_OCR"
PRINTED = (
    (Path(__file__).parent.parent / "fixtures" / "repair" / "kon_tum_1-282.txt")
    .read_text("utf-8")
    .rstrip("\n")
    .split("\n")
)
CLEAN = [name for name in DOCUMENTS if name != KON_TUM]


def _lines(name: str) -> list[str]:
    return (RAW / f"{name}.txt").read_text(encoding="utf-8").split("\n")


@lru_cache
def _kon_tum() -> tuple[MendedLine, ...]:
    return tuple(mender().mend(_lines(KON_TUM)))


@pytest.mark.parametrize("name", CLEAN)
def test_clean_text_comes_back_untouched(name: str) -> None:
    lines = _lines(name)
    assert [line.text for line in mender().mend(lines)] == lines


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        (16, "Thực hiện chỉ đạo của Ban Thường vụ Tỉnh Ủy tại Văn bản số 1679-CV/TU"),
        (18, "thực hiện, cụ thể như sau:"),
        (32, "II. MỤC TIÊU"),
        (40, "Nhân dân trên địa bàn tỉnh."),
    ],
)
def test_lines_of_the_kon_tum_plan(number: int, printed: str) -> None:
    """Lines of the plan, counted from 1, as a reader of the page has them."""
    assert _kon_tum()[number - 1].text == printed


def test_the_kon_tum_plan_becomes_possible_vietnamese() -> None:
    from normalizers.quality import text_quality

    lines, mended = _lines(KON_TUM), _kon_tum()
    assert len(mended) == len(lines)
    assert text_quality("\n".join(line.text for line in mended)) > 0.93 > 0.6 > text_quality("\n".join(lines))


def test_a_text_without_marks_gets_them_back() -> None:
    """All but a few words of the 2026 plan's opening."""
    lines = [line for line in _lines("KH-UBND_Khanh-Hoa_2026_du-thao")[5:70] if len(line) > 80 and "\t" not in line]
    mended = mender().mend([without_marks(line) for line in lines])
    words = [(a, b) for line, made in zip(lines, mended, strict=True) for a, b in _pairs(line, made.text)]
    wrong = [pair for pair in words if pair[0].lower() != pair[1].lower()]
    assert len(words) > 500
    assert len(wrong) <= len(words) * 0.02, wrong


def _pairs(line: str, made: str) -> list[tuple[str, str]]:
    return list(zip(line.split(), made.split(), strict=True))


def _figures(lines: Sequence[str]) -> Counter[str]:
    return Counter(figure for line in lines for figure in re.findall(r"(?<![\w/.,-])\d[\d.,/%-]*(?![\w/])", line))


def test_figures_that_were_read_right_stay() -> None:
    """Every figure of the checked lines that the engine read is there after the repair, and no other has come."""
    count = len(PRINTED)
    printed = _figures(PRINTED)
    read, mended = _figures(_lines(KON_TUM)[:count]), _figures([line.text for line in _kon_tum()[:count]])
    assert printed & read <= mended <= read


def test_the_checked_lines_of_a_real_scan() -> None:
    """At most one word in a hundred is wrong in the half of the Kon Tum plan that was read by hand."""
    count = len(PRINTED)
    assert error_rate(_lines(KON_TUM)[:count], PRINTED) > 0.8
    assert error_rate([line.text for line in _kon_tum()[:count]], PRINTED) < 0.01


def test_a_lossy_copy_gets_its_letters_back() -> None:
    lines = [line for line in _lines("KH-UBND_Khanh-Hoa_2026_du-thao")[5:70] if len(line) > 80 and "\t" not in line]
    mended = mender().mend([without_double_marks(line) for line in lines])
    assert {line.condition for line in mended} == {Condition.LOSSY}
    assert error_rate([line.text for line in mended], lines) < 0.02


MISREAD = {
    "đổi": "đối",
    "chuyển": "chuyên",
    "chính": "chinh",
    "quản": "quân",
    "nghệ": "nghê",
    "triển": "triên",
    "hiện": "hiên",
    "dựng": "dung",
    "nhiệm": "nhiêm",
}


def _misread(line: str, every: int = 4) -> str:
    """A line as an engine with a Vietnamese model reads it off a worn page: some words for others that look alike."""
    words = line.split(" ")
    return " ".join(MISREAD.get(word, word) if n % every else word for n, word in enumerate(words))


def test_a_second_look_finds_words_that_a_vietnamese_engine_misread() -> None:
    lines = [line for line in _lines("KH-UBND_Khanh-Hoa_2026_du-thao")[5:70] if len(line) > 80 and "\t" not in line]
    read = [_misread(line) for line in lines]
    before = error_rate(read, lines)
    mended = [line.text for line in mender().mend(read)]
    assert before > 0.04
    assert error_rate(mended, lines) < 0.4 * before
    assert [line.text for line in mender().mend(read, second_look=False)] == read


@pytest.mark.parametrize(
    "word",
    [
        "IoT",
        "STEM",
        "FDI",
        "PPP",
        "VNeID",
        "GRDP",
        "KOLs",
        "AI",
        "(AI)",
        "BIM",
        "SOC",
        "NGO",
        "ID",
        "PT",
        "5G",
        "KH&CN",
    ],
)
def test_acronyms_and_foreign_words_stay(word: str) -> None:
    line = f"Ung dung cong nghé {word} trong quan ly nha nudc, phat trién kinh té s6 va xa hoi s6 cua tinh Kon Tum"
    (mended,) = mender().mend([line])
    assert mended.text.startswith(f"Ứng dụng công nghệ {word} trong quản lý nhà nước, phát triển kinh tế số")


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("Ké hoach thyc hién theo 16 trinh dé ra", "Kế hoạch thực hiện theo lộ trình đề ra"),
        ("Ty 1é thu tuc dat trén 16% trong nam 2025", "Tỷ lệ thủ tục đạt trên 16% trong năm 2025"),
        ("Phan dau hoan thanh it nhat 16 thu tuc hanh chinh", "Phấn đấu hoàn thành ít nhất 16 thủ tục hành chính"),
        (
            "(Chi tiét tai cac Phu luc 1, II kém theo Ké hoach nay)",
            "(Chi tiết tại các Phụ lục I, II kèm theo Kế hoạch này)",
        ),
    ],
)
def test_a_figure_is_a_word_only_where_none_can_stand(read: str, printed: str) -> None:
    garbled = "Uy ban nhan dan tinh ban hanh K& hoach trién khai thuc hién Nghi quyét ciia Chinh phii nhu sau:"
    assert mender().mend([garbled, read])[1].text == printed


def test_the_marks_of_footnotes_come_back_with_their_notes() -> None:
    texts = {n: _kon_tum()[n - 1].text for n in (17, 39, 43, 247, 255, 306)}
    assert "2025¹," in texts[17]
    assert "lợi thế² và" in texts[39]
    assert texts[43].startswith("² Một số lĩnh vực")
    assert texts[247].endswith("2025-2030³.")
    assert texts[255].startswith("³ Kế hoạch số")
    assert texts[306].startswith("⁴ Nghị định số 179/2024/NĐ-CP")


def test_a_part_of_a_text_begins_with_a_later_note() -> None:
    """The second half of the Kon Tum plan by itself: `Tum?®.` is the mark of its note 4."""
    mended = [line.text for line in mender().mend(_lines(KON_TUM)[282:])]
    assert mended[1].endswith("Kon Tum⁴.")
    assert mended[23].startswith("⁴ Nghị định")


def test_clean_documents_that_are_quoted_speak_for_their_wording() -> None:
    read = ["Nhan dan xa Ia Dal tham gia hop tac xa trong sam, cung nhau gin giu bon lang va ddt rung cua minh"]
    quoted = ["Nhân dân xã Ia Đal tham gia hợp tác xã trồng sâm, cùng nhau gìn giữ bổn làng và đất rừng của mình"] * 3
    alone, with_evidence = mender().mend(read), mender().mend(read, evidence=quoted)
    assert error_rate([with_evidence[0].text], quoted[:1]) <= error_rate([alone[0].text], quoted[:1])
    assert "bổn làng" in with_evidence[0].text


@pytest.mark.parametrize(
    "text",
    [
        "The parties shall take all measures to ensure that the plan is carried out on time and within the budget.",
        "Tous les êtres humains naissent libres et égaux en dignité et en droits. Ils sont doués de raison.",
        "No one can go in at ten. He can not do so; the man ran to the bus. It is hot in the sun.",
        "We hang the coat on the van. Do not ban the use of ham, bat, cat and dong.",
        "Alle Menschen sind frei und gleich an Würde und Rechten geboren. Sie sind mit Vernunft begabt.",
    ],
)
def test_other_languages_are_none_of_our_business(text: str) -> None:
    (line,) = mender().mend([text])
    assert (line.text, line.condition) == (text, Condition.FOREIGN)


@pytest.mark.parametrize(
    "lines",
    [
        [""],
        ["The quick brown fox jumps over the lazy dog and the committee shall report to the council every year."],
        ["🙂🙂🙂 12 34 %%% ???"],
        ["x" * 100_000],
        ["1" * 100_000],
        ["1." * 50_000],
        ["\x00\x01\x02"],
    ],
    ids=["empty", "English", "emoji", "a long line", "a long figure", "a long row of figures", "control characters"],
)
def test_nothing_to_mend_is_left_alone(lines: list[str]) -> None:
    assert [line.text for line in mender().mend(lines)] == lines


@given(st.lists(st.text(max_size=60), max_size=5))
def test_no_text_is_too_strange(lines: list[str]) -> None:
    mended = mender().mend(lines)
    assert [line.source for line in mended] == lines
    assert all(line.text == line.source for line in mended if line.condition in (Condition.CLEAN, Condition.FOREIGN))


def test_tokens_lead_back_to_the_source() -> None:
    for line in _kon_tum():
        for token in line.tokens:
            assert line.source[token.start : token.end] == token.source
            assert 0 <= token.confidence <= 1


@pytest.mark.parametrize(
    ("read", "printed"),
    [("89/QP-TTg", "89/QĐ-TTg"), ("71/NO-CP", "71/NQ-CP"), ("179/2024/ND-CP", "179/2024/NĐ-CP"), ("16%", None)],
)
def test_symbols_are_mended_by_their_grammar(read: str, printed: str | None) -> None:
    tails = Lexicon({"/QĐ-TTg": 900, "/NQ-CP": 400, "/NĐ-CP": 2000})
    assert mended_symbol(read, tails) == printed


GARBLED = "Uy ban nhan dan tinh ban hanh K& hoach trién khai thuc hién Nghi quyét ciia Chinh phii nhu sau:"


@pytest.mark.parametrize(
    "line",
    [
        "25° trong nam 2025",
        "Bang 1, II va III",
        "Diéu 1, II Phu luc",
        "Diéu 1a cua Nghi dinh",
        "V\tTAI CHINH",
        "VI\tTO CHUC",
        "10%/nam",
        "- Bat buoc ☑  Khong bat buoc ☐ 😀",
        "mang 5G, 6G",
        "T/M UY BAN NHAN DAN",
    ],
)
def test_figures_numerals_and_signs_stay_in_garbled_text(line: str) -> None:
    mended = mender().mend([GARBLED, GARBLED, line])[2].text
    kept = re.compile(r"[\dIVX]+[a-z]?\b|[°☑☐😀%/]|T/M")
    assert kept.findall(mended) == kept.findall(line)


def test_a_row_number_after_a_sign_is_no_footnote() -> None:
    """A wrapped date, a question, a quotation and a degree with a line after it that begins with a figure."""
    lines = [
        GARBLED,
        "Ai chiu trach nhiém? Can cu Nghi dinh ban hanh ké tir ngay 02 thang",
        "1 nam 2025 ciia Chinh phii vé phong trao 'khoa hoc cong nghé' cua",
        "1 nhiém vu trong tam, nhiét d6 25° trong nam,",
        "1 Xay dung ké hoach trién khai thuc hién",
    ]
    assert not re.search("[¹²³]", "".join(line.text for line in mender().mend(lines)))


def test_letters_that_stand_apart_or_look_like_others_come_back_as_they_were() -> None:
    clean = [unicodedata.normalize("NFD", "Quyết định của Ủy ban nhân dân tỉnh về chuyển đổi số năm 2025"), "của Ðảng"]
    assert [line.text for line in mender().mend(clean)] == clean
