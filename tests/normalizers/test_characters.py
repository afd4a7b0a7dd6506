from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.characters import plain_characters
from normalizers.text import tidy
from tests.documents import DOCUMENTS, text_of


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        # soft hyphens that were printed
        ("03/NQ\u00adCP", "03/NQ-CP"),
        ("57\u00adNQ/TW", "57-NQ/TW"),
        ("2021\u00ad2025", "2021-2025"),
        ("2021\u00ad\u00ad2025", "2021-2025"),
        ("Việt\u00adNam", "Việt-Nam"),
        # and those that were not
        ("chuyển\u00ad đổi", "chuyển đổi"),
        ("chu\u00adyển", "chuyển"),
        ("03/NQ-\u00adCP", "03/NQ-CP"),
        ("03/NQ\u00ad-CP", "03/NQ-CP"),
        ("\u00adNQ", "NQ"),
        ("NQ\u00ad", "NQ"),
        ("e\u00ad\u0301", "é"),
        # spaces
        ("Sở\u00a0Y\u202ftế\u3000tỉnh\u2009A", "Sở Y tế tỉnh A"),
        ("một\u00a0\nhai\tba\r\n", "một \nhai\tba\r\n"),
        # nothing
        ("Sở\u200b Y\ufeff tế\u200d", "Sở Y tế"),
        ("\u202aA\u202c", "A"),
        # letters
        ("ﬁle, ﬂow, oﬃce, e\ufb00ect", "file, flow, office, effect"),
        ("\uf001le", "file"),
        ("Ðắk Lắk, ðầu tư, Ɖà Nẵng", "Đắk Lắk, đầu tư, Đà Nẵng"),
        (unicodedata.normalize("NFD", "Ủy ban"), "Ủy ban"),
        ("57\u2011NQ/TW", "57-NQ/TW"),
        # symbol fonts
        ("\uf0b3 55%", "≥ 55%"),
        ("\uf0b7 Giao Sở Y tế", "• Giao Sở Y tế"),
        # all else
        ("≥ 55 %, km², “A” – B… ½", "≥ 55 %, km², “A” – B… ½"),
        ("-5 −5", "-5 −5"),
        ("\ue000", "\ue000"),
        ("", ""),
    ],
)
def test_characters(text: str, plain: str) -> None:
    assert plain_characters(text) == plain


@given(st.text())
def test_plain_text_stays_plain(text: str) -> None:
    plain = plain_characters(text)
    assert plain_characters(plain) == plain
    assert unicodedata.is_normalized("NFC", plain)


@pytest.mark.parametrize("seed", DOCUMENTS)
def test_lines_stay_lines(seed: str) -> None:
    text = text_of(seed)
    assert plain_characters(text).count("\n") == text.count("\n")


def test_entities_are_read_before_characters() -> None:
    assert tidy("03/NQ&shy;CP,&nbsp;&#8203;ngày") == "03/NQ-CP, ngày"
