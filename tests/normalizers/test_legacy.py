from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.legacy import (
    DocumentEncodings,
    LegacyEncoding,
    converted,
    document_encodings,
    encoding_of_font,
    guess_encoding,
    is_capital_font,
    to_unicode,
)
from normalizers.legacy.encodings import pieces_to_unicode, table_of
from normalizers.text import CAPITALS
from schemas.errors import VocabularyError
from tests.documents import DOCUMENTS, text_of
from tests.normalizers.legacy_made import LETTERS, OFFICIAL, in_codes, in_windows

TCVN3, VNI, VPS, VISCII = LegacyEncoding
TEXTS = st.text(st.sampled_from([*LETTERS, *"bcdghklmnpqrstvx BCDGHK.,;:/()0123456789\n"]))


# --- letters ----------------------------------------------------------------------------------------------------------


def test_the_letters_are_those_of_vietnamese() -> None:
    assert len(set(LETTERS)) == 146
    assert {letter for letter in LETTERS if letter.isupper()} <= set(CAPITALS)


@pytest.mark.parametrize("encoding", LegacyEncoding)
@pytest.mark.parametrize("letter", LETTERS)
def test_every_letter_comes_back(letter: str, encoding: LegacyEncoding) -> None:
    if encoding is TCVN3 and letter.isupper() and letter not in "ĂÂÊÔƠƯĐAEIOUY":
        # no code of its own: a small letter in a font of capitals
        small = in_codes(letter.lower(), encoding)
        assert (to_unicode(small, encoding), to_unicode(small, encoding, capitals=True)) == (letter.lower(), letter)
        return
    if (encoding, letter) == (VISCII, "Õ"):
        assert to_unicode("\xa0", encoding) == "\xa0"
        return
    for codes in (in_codes(letter, encoding), in_windows(letter, encoding)):
        assert codes.isascii() == (letter in "aeioyuAEIOYU") or min(codes) < " "
        assert to_unicode(codes, encoding) == letter


@pytest.mark.parametrize("encoding", LegacyEncoding)
def test_no_two_letters_share_a_code(encoding: LegacyEncoding) -> None:
    small = [in_codes(letter, encoding) for letter in LETTERS if letter.islower()]
    assert len(set(small)) == len(small)


@given(TEXTS)
@pytest.mark.parametrize("encoding", [VNI, VPS])
def test_any_text_comes_back(encoding: LegacyEncoding, text: str) -> None:
    assert to_unicode(in_codes(text, encoding), encoding) == text
    assert to_unicode(in_windows(text, encoding), encoding) == text


@given(TEXTS)
def test_any_text_comes_back_from_tcvn3_but_for_its_case(text: str) -> None:
    assert to_unicode(in_codes(text, TCVN3), TCVN3).lower() == text.lower()
    assert to_unicode(in_codes(text, TCVN3), TCVN3, capitals=True) == text.upper()


@given(st.text(st.characters(max_codepoint=0x7E, min_codepoint=0x20)))
@pytest.mark.parametrize("encoding", LegacyEncoding)
def test_ascii_stays(encoding: LegacyEncoding, text: str) -> None:
    if "(cid:" not in text:
        assert to_unicode(text, encoding) == text


@given(TEXTS, st.lists(st.integers(0, 60), max_size=5))
def test_where_a_text_is_cut_into_runs_makes_no_difference(text: str, cuts: list[int]) -> None:
    codes = in_codes(text, VNI)
    places = [0, *sorted(cuts), max(60, len(codes))]
    pieces = [(codes[start:end], False) for start, end in zip(places, places[1:], strict=False)]
    assert pieces_to_unicode(pieces, VNI) == to_unicode(codes, VNI)


@pytest.mark.parametrize(
    ("encoding", "codes", "text"),
    [
        (TCVN3, "§iÒu 2. QuyÕt ®Þnh nµy cã hiÖu lùc", "Điều 2. Quyết định này có hiệu lực"),
        (
            TCVN3,
            "Quü b¶o l·nh tÝn dông cho doanh nghiÖp nhá vµ võa",
            "Quỹ bảo lãnh tín dụng cho doanh nghiệp nhỏ và vừa",
        ),
        # 0xAD and 0xB7 as text layers give them
        (TCVN3, "Thñ t\xadíng, tr−ëng, nh− sau, −u tiªn", "Thủ tướng, trưởng, như sau, ưu tiên"),
        (TCVN3, "l∙nh ®¹o, b∙i bá", "lãnh đạo, bãi bỏ"),
        (TCVN3, "ngμy, vμ", "ngày, và"),
        (TCVN3, "Ch(cid:173)¬ng tr×nh", "Chương trình"),
        (TCVN3, "\uf051\uf075\uf079\uf0d5\uf074 \uf0ae\uf0de\uf06e\uf068", "Quyết định"),
        (TCVN3, "n\xad\xadíc", "nước"),
        # what is no letter
        (TCVN3, "− Giao Së Y tÕ", "− Giao Sở Y tế"),
        (TCVN3, "tõ −5 ®Õn 10", "từ −5 đến 10"),
        (TCVN3, "Hµ Néi−H¶i Phßng", "Hà Nội−Hải Phòng"),
        (TCVN3, "03/NQ\xadCP", "03/NQ\xadCP"),
        (TCVN3, "“QuyÕt ®Þnh” – 2004…", "“Quyết định” – 2004…"),
        (TCVN3, "\x93QuyÕt ®Þnh\x94 \x96 2004\x85", "“Quyết định” – 2004…"),
        (TCVN3, "kÕt qu¶: 100 km² (12%)", "kết quả: 100 km² (12%)"),
        (VNI, "UÛY BAN NHAÂN DAÂN TÆNH BÌNH PHÖÔÙC", "ỦY BAN NHÂN DÂN TỈNH BÌNH PHƯỚC"),
        (VNI, "Ñieàu 1. Quyeát ñònh naøy coù hieäu löïc", "Điều 1. Quyết định này có hiệu lực"),
        (
            VNI,
            "Thuû töôùng Chính phuû, nhöõng ngöôøi, thuôû, kyõ thuaät, kyø, yù, tyû leä, Myõ",
            "Thủ tướng Chính phủ, những người, thuở, kỹ thuật, kỳ, ý, tỷ lệ, Mỹ",
        ),
        # the second code typed in the other case
        (VNI, "Uûy ban, AÙp dụng, Aùp, ÖÙng, Öùng", "Ủy ban, Áp dụng, Áp, Ứng, Ứng"),
        (VNI, "kyï, kî, KÎ", "kỵ, kỵ, KỴ"),
        (VNI, "“Keá hoaïch” – 2008", "“Kế hoạch” – 2008"),
        (VPS, "ñiŠu 1. Quy‰t ÇÎnh này có hiŒu l¿c", "Điều 1. Quyết định này có hiệu lực"),
        (VISCII, "Ði«u 1. Quyªt ð¸nh này có hi®u lñc", "Điều 1. Quyết định này có hiệu lực"),
    ],
)
def test_text_as_programs_give_it(encoding: LegacyEncoding, codes: str, text: str) -> None:
    assert to_unicode(codes, encoding) == text


def test_decomposed_codes_are_composed_first() -> None:
    assert to_unicode(unicodedata.normalize("NFD", "tænh Bình Phöôùc"), VNI) == "tỉnh Bình Phước"


def test_capitals_leave_figures_and_signs() -> None:
    assert to_unicode("®iÒu 5: 10.000 km², §ç ®¹t ß", TCVN3, capitals=True) == "ĐIỀU 5: 10.000 KM², ĐỖ ĐẠT Ò"


@pytest.mark.parametrize(
    "letters",
    [
        {"a": ["a", "1", "2", "3", "4", "1"], "đ": ["z"]},
        {"a": ["a", "1", "2"], "đ": ["z"]},
        {"a": ["a", "1", "2", "3", "4", "z"], "đ": ["z"]},
    ],
    ids=["a code twice", "too few codes", "two letters of one code"],
)
def test_a_faulty_table_is_refused(letters: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("normalizers.legacy.encodings.load", lambda _: {"vps": {"letters": letters}})
    with pytest.raises(VocabularyError, match=r"^legacy\.yaml: VPS"):
        table_of.__wrapped__(VPS)


# --- fonts ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("font", "encoding", "capitals"),
    [
        (".VnTime", TCVN3, False),
        (".VnTimeH", TCVN3, True),
        (".VnTime ", TCVN3, False),
        (".VnTimeh", TCVN3, True),
        (".vntime", TCVN3, False),
        (".VNTIMEH", TCVN3, True),
        (".VnArial Narrow", TCVN3, False),
        (".VnArial NarrowH", TCVN3, True),
        (".VnAvantH", TCVN3, True),
        (".VnCentury SchoolbookH", TCVN3, True),
        (".VnBook-Antiqua", TCVN3, False),
        (".Vn3DH", TCVN3, True),
        (".VnTimeHelp", TCVN3, False),
        (".VnHelvetInsH", TCVN3, True),
        ("VnTime", TCVN3, False),
        ("GDNPNI+VnTime", TCVN3, False),
        ("GDNPOJ+VnTimeItalic", TCVN3, False),
        ("GDNPMG+VnTimeHBold", TCVN3, True),
        ("ABCDEE+.VnTimeH,Bold", TCVN3, True),
        ("ABCDEE+.VnTimeH-BoldItalic", TCVN3, True),
        ("ABCDEE+.VnTime,BoldItalic", TCVN3, False),
        ("'.VnTime', serif", TCVN3, False),
        (".VnTime; serif", TCVN3, False),
        ("#2EVnTimeH", TCVN3, True),
        ("VNI-Times", VNI, False),
        ("VNI Times", VNI, False),
        ("VNITimes", VNI, False),
        ("ABCDEF+VNI-Helve-Bold", VNI, False),
        ("vni-times", VNI, False),
        ("VPS Times", VPS, False),
        ("VPS-Times,Bold", VPS, False),
        ("VI Times", VISCII, False),
        ("Times New Roman", None, False),
        ("VNtimes new roman", None, False),
        ("Arial", None, False),
        ("ArialH", None, False),
        ("Vni", None, False),
        ("VNI", None, False),
        ("Vnu", None, False),
        ("Verdana", None, False),
        ("Vivaldi", None, False),
        ("Virtual", None, False),
        ("", None, False),
        ("ABCDEF+", None, False),
        (".", None, False),
    ],
)
def test_what_a_font_says(font: str, encoding: LegacyEncoding | None, capitals: bool) -> None:
    assert (encoding_of_font(font), is_capital_font(font)) == (encoding, capitals)


# --- letters alone ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", LegacyEncoding)
def test_official_text_is_recognised(encoding: LegacyEncoding) -> None:
    for shown in (in_codes(OFFICIAL, encoding), in_windows(OFFICIAL, encoding)):
        assert guess_encoding(shown) is encoding
        for sentence in shown.split(". "):
            assert guess_encoding(sentence) in ((encoding,) if len(sentence) > 60 else (encoding, None))


@pytest.mark.parametrize("seed", DOCUMENTS)
@pytest.mark.parametrize("encoding", LegacyEncoding)
def test_seeds_are_recognised_in_every_encoding_and_never_as_they_are(seed: str, encoding: LegacyEncoding) -> None:
    text = unicodedata.normalize("NFC", text_of(seed))
    assert guess_encoding(text) is None
    # a scan read badly holds words that no encoding makes right
    if "OCR" not in seed:
        assert guess_encoding(in_codes(text, encoding)) is encoding


@pytest.mark.parametrize("size", [1, 5, 40])
@pytest.mark.parametrize("seed", DOCUMENTS)
def test_no_part_of_a_seed_is_taken_for_legacy_text(seed: str, size: int) -> None:
    lines = text_of(seed).splitlines()
    parts = ["\n".join(lines[at : at + size]) for at in range(0, len(lines), size)]
    assert [part for part in parts if guess_encoding(part)] == []


@pytest.mark.parametrize(
    "text",
    [
        OFFICIAL,
        unicodedata.normalize("NFD", OFFICIAL),
        OFFICIAL.encode("utf-8").decode("latin-1"),
        OFFICIAL.encode("utf-8").decode("cp1252", errors="replace"),
        "".join(letter for letter in unicodedata.normalize("NFD", OFFICIAL) if letter.isascii()),
        "là có và cả các sở cơ quan",
        "hòa bình, tình hình, công tác tài chính, các phòng, ban, bà con, không có gì là khó, và trên toàn thành phố",
        "L'été dernier, le comité a décidé d'améliorer la qualité de l'éducation à l'école: où êtes-vous, là, déjà?",
        "Les élèves français préfèrent étudier près du château où la fenêtre était fermée; à bientôt, après, très, né",
        "Ärzte über fünfzig Prüfungen für Mädchen, größer, schön, dürfen, natürlich, Öl, Straße, weiß, hören, können",
        "El niño pequeño comió después en la montaña, ¿cómo está usted?, ¡qué día más largo!, año, también, así, él",
        "Não há razão, mãe, para não irmos à praia amanhã; são três pães, as mãos, as ações e as lições de português",
        "På grund av språket så är det också väldigt svårt för många små barn att förstå vad vi säger på svenska, då",
        "Průmyslová výroba a výstavba domů v České republice: řada úspěšných projektů, které dobře známe již léta",
        "The café's naïve résumé — a façade of über-cool ideas; 5 µm, 20 °C, § 5, ±3 ©2024 Intel®, Windows™, m², ½",
        "Trién khai thue hién Nghi quyét só 57-NQ/TW cùa B6 Chính tri vé dôt phá phát trién khoa hoc, cóng nghé",
        "NGH] QUYET va phat triën khoa hgc, công nghç, dôi mdi sang tao và chuyên dôi sô quôc gia trên dia bàn tinh",
        "§ ® © µ ¶ · ¸ ¹ » ¼ ½ ¾",
        "",
    ],
    ids=str,
)
def test_what_is_not_legacy_text(text: str) -> None:
    assert guess_encoding(text) is None
    assert converted([(text, None)], document_encodings([[(text, None)]])) == text


# --- runs -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ([("QuyÕt ", ".VnTime"), ("®Þnh", ".VnTime")], "Quyết định"),
        ([("céng hßa x· héi", ".VnTimeH"), (" ®éc lËp", ".VnTime")], "CỘNG HÒA XÃ HỘI độc lập"),
        ([("Q§-UB ", ".VnTime"), ("ngày 26/11/2003", "Times New Roman")], "QĐ-UB ngày 26/11/2003"),
        # a letter cut by a run border, in another style
        ([("Ke", "VNI-Times"), ("á hoaïch", "VNI-Times,Bold")], "Kế hoạch"),
        ([("Quye", "VNI-Times"), ("át", "VNI-Helve")], "Quyết"),
        ([("naêm 2008 ", "VNI-Times"), ("mét", ".VnTime"), ("\uf0b7", "Symbol")], "năm 2008 một\uf0b7"),
        # the font lies: the text is Unicode
        ([("Quyết định này", ".VnTime")], "Quyết định này"),
        ([("Ủy ban nhân dân", "VNI-Times")], "Ủy ban nhân dân"),
        ([("ủy ban nhân dân", ".VnTimeH")], "ủy ban nhân dân"),
        ([("tình hình 5", ".VnTime")], "tình hình 5"),
        # some words typed anew
        ([("QuyÕt định ®Çu tiªn", ".VnTime")], "Quyết định đầu tiên"),
        ([("Oâng Tr", "VNI-Times"), ("ương Tấn Thiệu", "Times New Roman")], "Ông Trương Tấn Thiệu"),
        ([("quyÕt ®Þnh", "Arial")], "quyÕt ®Þnh"),
        ([("quyÕt ®Þnh", None)], "quyÕt ®Þnh"),
        ([("abc", ".VnTimeH"), ("", None)], "ABC"),
        ([], ""),
    ],
)
def test_runs(runs: list[tuple[str, str | None]], text: str) -> None:
    assert converted(runs) == text


@pytest.mark.parametrize("font", [None, "T1_0", "Times New Roman"])
@pytest.mark.parametrize("encoding", LegacyEncoding)
def test_text_whose_fonts_say_nothing(font: str | None, encoding: LegacyEncoding) -> None:
    lines = [[(in_codes(line, encoding), font)] for line in OFFICIAL.split("\n")]
    document = document_encodings(lines)
    assert document == DocumentEncodings(unnamed=encoding)
    found = "\n".join(converted(line, document) for line in lines)
    assert found.lower() == OFFICIAL.lower()
    assert converted([("\xb7\xa7", "Wingdings")], document) == "\xb7\xa7"


def test_a_document_typed_anew_under_its_old_styles() -> None:
    lines = [[(line, ".VnTime")] for line in [*OFFICIAL.split("\n"), "hòa bình", "có", "là"]]
    document = document_encodings(lines)
    assert document == DocumentEncodings(lying=frozenset({TCVN3}))
    assert [converted(line, document) for line in lines] == [text for ((text, _),) in lines]


def test_a_legacy_document_with_one_paragraph_typed_anew() -> None:
    old = [[(in_codes(line, TCVN3), ".VnTime")] for line in OFFICIAL.split("\n")]
    new = [("Điều 4. Thủ tướng Chính phủ quyết định", ".VnTime")]
    document = document_encodings([*old, new])
    assert document == DocumentEncodings()
    assert converted(new, document) == new[0][0]
    assert converted([("cã", ".VnTime")], document) == "có"


def test_unicode_words_in_a_text_of_codes_stay() -> None:
    text = f"{in_codes(OFFICIAL, VNI)} Người ký: Trương Tấn Thiệu"
    document = document_encodings([[(text, None)]])
    assert document.unnamed is VNI
    assert converted([(text, None)], document) == f"{OFFICIAL} Người ký: Trương Tấn Thiệu"
