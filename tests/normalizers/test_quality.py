from __future__ import annotations

import pytest

from normalizers.quality import LOW_QUALITY, is_syllable, text_quality
from tests.documents import DECISION_512, DOCUMENTS, PLAN_KON_TUM, reading, text_of

CLEAN = "Triển khai thực hiện Nghị quyết số 57-NQ/TW về đột phá phát triển khoa học, công nghệ, đổi mới sáng tạo"


POSSIBLE = """
nghị quyết triển khai khoa học đổi mới sáng tạo chuyển số quốc gia giữa gìn già quý quả khuya nguyễn huỳnh thuở ngoằn
ươm yếu ỷ khuỷu quyển nghiêng xoong boong hoạch toàn uỷ ủy hòa hoà
"""
IMPOSSIBLE = "hién thue ciia trlen pháttriển xyz wifi digital qt hocg bhư ngh đưỡcx tấcì"


def test_possible_syllables() -> None:
    assert [word for word in POSSIBLE.split() if not is_syllable(word)] == []


def test_impossible_syllables() -> None:
    assert [word for word in IMPOSSIBLE.split() if is_syllable(word)] == []


@pytest.mark.parametrize("word", ["tàc", "mãt", "chảp", "lỏch"])
def test_a_closed_rhyme_bears_no_other_tone(word: str) -> None:
    assert not is_syllable(word)


def test_the_quality_of_texts() -> None:
    assert text_quality(CLEAN) > 0.95
    assert text_quality("Trién khai thue hién Nghi quyét vé dot pha phat trién khoa hogc, cong nghé") < LOW_QUALITY
    assert text_quality("Trien khai thuc hien Nghi quyet ve dot pha phat trien khoa hoc, cong nghe") < LOW_QUALITY
    assert text_quality("") == 1.0
    assert text_quality("512 - 57 / 2025") == 1.0


def test_acronyms_are_no_garble() -> None:
    assert text_quality(f"{CLEAN} GRDP VNPT IOC HDI LGSP UBND HĐND") == text_quality(CLEAN)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_seeds_are_told_apart(name: str) -> None:
    assert (reading(name).document.text_quality < LOW_QUALITY) == (name == PLAN_KON_TUM)


def test_every_part_of_a_clean_document_is_clean() -> None:
    body = text_of(DECISION_512).split("QUYẾT ĐỊNH", 1)[1].split("Văn bản gốc")[0]
    parts = [body[start : start + 4000] for start in range(0, len(body), 4000)]
    assert min(map(text_quality, parts)) > 0.9
