"""Choose what stands on a page: paragraphs of a corpus, and the parts that every official document has.

A tenth of the paragraphs (by checksum, see :func:`is_held_out`) is kept for the held-out pages and never trained on.
"""

from __future__ import annotations

import lzma
import random
import re
import unicodedata
from pathlib import Path

from scripts.repair.corpus import is_held_out
from scripts.repair.page_printer import Block

#: Corpus file -> (share of the text taken from it, one block of 50 paragraphs in so many is loaded).
SOURCES = {
    "nq57_nq03_planning": (0.20, 1),
    "vbpl_2025_2026": (0.38, 3),
    "legalrag_2025_2026": (0.20, 1),
    "tthc_dichvucong_2026": (0.10, 3),
    "underthesea_vlc": (0.05, 6),
    "viparse_groundtruth_1998_2009": (0.03, 2),
    "phapdien_avg": (0.04, 40),
}
MARKS = "\u0300\u0301\u0303\u0309\u0323"
LETTERS = {
    unicodedata.normalize("NFC", base + mark) for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY" for mark in ["", *MARKS]
} | set("bcdđghklmnpqrstvxfjwzBCDĐGHKLMNPQRSTVXFJWZ")
ALLOWED = LETTERS | set("0123456789 .,;:!?()[]/%&+-–=\"'“”…²")


def listed(text: str) -> list[str]:
    """The items of a list written with semicolons."""
    return [" ".join(item.split()) for item in text.split(";")]


PLACES = listed("""Quảng Ngãi; Gia Lai; Đắk Lắk; Lâm Đồng; Hà Nội; Đà Nẵng; Cần Thơ; Vĩnh Long; Tây Ninh;
    Kon Tum; Nghệ An; Thanh Hóa; Lào Cai; Phú Thọ; Bắc Ninh; Hưng Yên; Quảng Ninh; Hà Tĩnh; Cà Mau; Sơn La""")
SURNAMES = listed("Nguyễn; Trần; Lê; Phạm; Hoàng; Huỳnh; Võ; Vũ; Đặng; Bùi; Đỗ; Hồ; Ngô; Dương; Lý; Đinh; Y; A")
MIDDLES = listed("Văn; Thị; Hữu; Đức; Minh; Ngọc; Quang; Thanh; Xuân; Đình; Tấn; Hoài; Hồng; Thu; Mạnh; Công")
GIVENS = listed("Sâm; Tháp; Tuấn; Hùng; Dũng; Hương; Bình; Phong; Thắng; Hạnh; Quyền; Nghĩa; Khải; Thủy; Ngân; Mỹ; Huệ")
SYMBOLS = listed("""NQ-CP; QĐ-TTg; KH-UBND; QĐ-UBND; CTr/TU; NQ/TW; CT-TTg; NĐ-CP; TT-BTTTT; NQ-HĐND; CV/TU; UBND-KGVX;
    TB-VPCP; CTr-UBND; KH/TU; BC-SKHCN; QĐ-BKHCN; KL/TW; TT-BTC; NQ-TW; QH15; STTTT-CNTT; QĐ-BCĐ""")
KINDS = listed("""Nghị quyết; Quyết định; Kế hoạch; Chương trình; Chỉ thị; Nghị định; Thông tư; Công văn; Kết luận;
    Tờ trình""")
BODIES = listed("""Chính phủ; Thủ tướng Chính phủ; Bộ Chính trị; Ban Thường vụ Tỉnh ủy; Ủy ban nhân dân tỉnh; Quốc hội;
    Bộ Khoa học và Công nghệ; Ban Chấp hành Trung ương Đảng; Hội đồng nhân dân tỉnh""")
RECEIVERS = listed("""Văn phòng Chính phủ (b/c); Bộ KH&CN (b/c); TT Tỉnh ủy (b/c); TT HĐND tỉnh; CT, các PCT UBND tỉnh;
    Đoàn ĐBQH tỉnh; Như Điều 3; UBMTTQ Việt Nam tỉnh; Các sở, ban, ngành; CVP, các PCVP UBND tỉnh; Cổng TTĐT tỉnh;
    UBND các huyện, thành phố; Lưu: VT, KGVX; Lưu: VT, KTTH; Các Ban HĐND tỉnh; VNPT, Viettel""")
GOALS = listed("""tỷ lệ {a} đạt trên {p}% vào năm {y}; phấn đấu có ít nhất {n} {a}; {a} tăng bình quân {p}%/năm;
    kinh phí cho {a}: {n} triệu đồng, chiếm {p}% tổng chi; {a} tăng {p}% so với năm {y}, đóng góp {p}% GRDP""")
AIMS = listed("""hồ sơ trực tuyến toàn trình; doanh nghiệp đổi mới sáng tạo; dịch vụ công trực tuyến; kinh tế số;
    nhân lực STEM, AI, IoT; năng suất các nhân tố tổng hợp (TFP); sản phẩm OCOP; vốn FDI, ODA và PPP; chi cho R&D;
    hộ gia đình có cáp quang; cán bộ có chữ ký số; thôn, làng phủ sóng 5G; dữ liệu dùng chung (LGSP, NDXP);
    thủ tục hành chính""")
OFFICES = listed("ỦY BAN NHÂN DÂN; UBND TỈNH; TỈNH ỦY; HỘI ĐỒNG NHÂN DÂN")
TITLES = listed("KẾ HOẠCH; QUYẾT ĐỊNH; CHƯƠNG TRÌNH HÀNH ĐỘNG; NGHỊ QUYẾT; BÁO CÁO")
#: How many of the paragraphs are set in italics.
ITALICS = 0.07
BLANKS = re.compile(r"\.{4}|…{2}|--")


def is_printable(paragraph: str) -> bool:
    """Whether a paragraph is running text: no blank form, no cells glued together, no letter that fonts lack."""
    if not 12 <= len(paragraph) <= 1400 or not ALLOWED.issuperset(paragraph) or BLANKS.search(paragraph):
        return False
    shape = "".join("A" if letter.isupper() else "a" if letter.islower() else letter for letter in paragraph)
    glued = re.search(r"aaA|AAaaa|aa[.,;)]\w|\daa|aaa\d", shape)
    return not glued and sum(map(str.isalpha, paragraph)) > 0.45 * len(paragraph)


def load_corpus(folder: Path, held_out: bool) -> dict[str, list[str]]:
    """Read the paragraphs of one side of the split, by source."""
    corpus: dict[str, list[str]] = {}
    for name, (_, stride) in SOURCES.items():
        with lzma.open(folder / f"{name}.txt.xz", "rt", encoding="utf-8") as lines:
            kept = (unicodedata.normalize("NFC", line.strip()) for i, line in enumerate(lines) if i // 50 % stride == 0)
            corpus[name] = [line for line in kept if is_printable(line) and is_held_out(line) == held_out]
    return corpus


def a_date(rng: random.Random) -> str:
    """A date in one of the two forms that official documents use."""
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(2012, 2030)
    if rng.random() < 0.6:
        return f"ngày {day:02d} tháng {month if month > 2 else f'{month:02d}'} năm {year}"
    return f"ngày {day:02d}/{month}/{year}" if rng.random() < 0.5 else f"ngày {day}/{month:02d}/{year}"


def a_symbol(rng: random.Random) -> str:
    """A document symbol: 71/NQ-CP, 57-NQ/TW, 12/2024/NĐ-CP."""
    symbol, number = rng.choice(SYMBOLS), rng.randint(1, rng.choice([99, 999, 4999]))
    if symbol.endswith(("/TU", "/TW")):
        return f"{number}-{symbol}"
    return f"{number}/{rng.randint(2010, 2026)}/{symbol}" if rng.random() < 0.25 else f"{number}/{symbol}"


def a_reference(rng: random.Random) -> str:
    """A sentence that names a document, or one that sets a goal."""
    if rng.random() < 0.45:
        percent = rng.choice([f"{rng.randint(1, 100)}", f"{rng.randint(1, 99)},{rng.randint(1, 9)}"])
        number = rng.choice([f"{rng.randint(2, 99)}", f"{rng.randint(1, 99)}.{rng.randint(100, 999)}"])
        text = rng.choice(GOALS).format(a=rng.choice(AIMS), p=percent, n=number, y=rng.randint(2024, 2045))
        return f"{rng.choice(['- ', '+ ', ''])}{text[0].upper()}{text[1:]}{rng.choice('.;')}"
    place = f" {rng.choice(PLACES)}" if rng.random() < 0.3 else ""
    opening = rng.choice(["Căn cứ", "Thực hiện", "Theo", "Triển khai"])
    source = f"{rng.choice(KINDS)} số {a_symbol(rng)} {a_date(rng)} của {rng.choice(BODIES)}{place}"
    return f"{opening} {source} về {rng.choice(AIMS)};"


def letterhead(rng: random.Random) -> list[Block]:
    """The head of the first page."""
    place = rng.choice(PLACES)
    return [
        Block(rng.choice(OFFICES), "bold", 13, "centre"),
        Block(f"TỈNH {place.upper()}", "bold", 13, "centre"),
        Block("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "bold", 13, "centre"),
        Block("Độc lập - Tự do - Hạnh phúc", "bold", 13.5, "centre"),
        Block(f"Số: {a_symbol(rng)}", "regular", 13, "centre"),
        Block(f"{place}, {a_date(rng)}", "italic", 13.5, "centre"),
        Block(rng.choice(TITLES), "bold", 14, "centre"),
    ]


def signature(rng: random.Random) -> list[Block]:
    """The receivers and the signature at the end of a document."""
    name = " ".join(rng.choice(part) for part in (SURNAMES, MIDDLES, GIVENS))
    signer = [rng.choice(["TM. ỦY BAN NHÂN DÂN", "TM. BAN THƯỜNG VỤ", "TM. CHÍNH PHỦ"]), "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    receivers = rng.sample(RECEIVERS, rng.randint(3, 9))
    return [
        *(Block(text, "bold", 13.5, "right") for text in (*signer[: rng.randint(1, 3)], name)),
        Block("Nơi nhận:", "italic", 12, "left"),
        *(Block(f"- {text}{rng.choice(';;;.')}", "regular", 11, "left") for text in receivers),
    ]


def set_paragraph(text: str, rng: random.Random, points: float, italics: float) -> Block:
    """Give a paragraph the style that it would have on the page."""
    short = len(text) < 90
    if short and (re.match(r"(Điều|Chương|Mục|Phần) |[IVX]+[.] ", text) or rng.random() < 0.15):
        capitals = rng.random() < 0.4 and not text.endswith((".", ";"))
        number = (
            rng.choice(["I. ", "II. ", "III. ", "IV. ", "V. ", "VI. ", "1. ", "2.1. "]) if text[0].isalpha() else ""
        )
        number = number if rng.random() < 0.4 else ""
        return Block(number + (text.upper() if capitals else text), "bold", points, rng.choice(["justify", "centre"]))
    if text[0].isalpha() and rng.random() < 0.2:
        text = f"{rng.choice('--+')} {text}"
    return Block(text, "italic" if rng.random() < italics else "regular", points)


def compose(
    corpus: dict[str, list[str]], rng: random.Random, italics: float = ITALICS
) -> tuple[list[Block], list[Block]]:
    """Choose the blocks of a page (more than fit on it) and its footnotes."""
    small = rng.random() < 0.12
    points = rng.choice([10, 10.5, 11]) if small else rng.choice([13, 13, 13.5, 14, 14, 14])
    blocks = letterhead(rng) if rng.random() < 0.15 else []
    ends = rng.random() < 0.2
    wanted = (1300 if ends else 3600) * (1.8 if small else 1.0)
    while sum(len(block.text) for block in blocks) < wanted:
        source = corpus[rng.choices(list(SOURCES), [share for share, _ in SOURCES.values()])[0]]
        start = rng.randrange(len(source))
        blocks += [set_paragraph(text, rng, points, italics) for text in source[start : start + rng.randint(2, 7)]]
        if rng.random() < 0.3:
            blocks.append(set_paragraph(a_reference(rng), rng, points, italics))
    notes: list[Block] = []
    if ends:
        blocks += signature(rng)
    elif rng.random() < 0.3:
        for mark in "¹²³"[: rng.randint(1, 3)]:
            source = corpus[rng.choice(["vbpl_2025_2026", "nq57_nq03_planning", "legalrag_2025_2026"])]
            text = rng.choice(source)[:260].rsplit(" ", 1)[0]
            notes.append(Block(f"{mark} {text}.", "regular", 10, "left"))
            body = [block for block in blocks if block.style == "regular" and block.align == "justify"] or blocks
            noted = body[min(len(notes), len(body) - 1)]
            words = noted.text.split()
            words[rng.randrange(len(words))] += mark
            noted.text = " ".join(words)
    return blocks, notes
