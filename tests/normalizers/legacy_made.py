"""Vietnamese text written in the codes of a legacy encoding, as programs show them."""

from __future__ import annotations

import unicodedata

from normalizers.legacy import LegacyEncoding
from normalizers.legacy.encodings import TONES, VOWELS, table_of

LETTERS = [unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS + VOWELS.upper() for tone in TONES] + [
    "đ",
    "Đ",
]

OFFICIAL = """ỦY BAN NHÂN DÂN TỈNH KHÁNH HÒA. Căn cứ Luật Tổ chức Hội đồng nhân dân và Ủy ban nhân dân ngày 26/11/2003;
Căn cứ Quyết định số 136/2001/QĐ-TTg ngày 17/9/2001 của Thủ tướng Chính phủ phê duyệt Chương trình tổng thể cải cách
hành chính Nhà nước giai đoạn 2001-2010; xét đề nghị của Giám đốc Sở Nội vụ, QUYẾT ĐỊNH: Điều 1. Nay ban hành kèm theo
Quyết định này Chương trình cải cách hành chính. Điều 2. Giao Giám đốc Sở Nội vụ chủ trì, phối hợp với các sở, ngành
kiểm tra, đôn đốc việc thực hiện. Điều 3. Quyết định này có hiệu lực kể từ ngày ký; những quy định trước đây trái với
Quyết định này đều bãi bỏ. Chỉ tiêu: tốc độ tăng trưởng bình quân 8,5%/năm, giữ vững ổn định, dịch vụ hỗ trợ
kỹ thuật."""


def in_codes(text: str, encoding: LegacyEncoding) -> str:
    """The text as a program shows it that takes the codes for Latin-1; TCVN3 has small letters for toned capitals."""
    codes: dict[str, str] = {}
    for code, letter in table_of(encoding).letters.items():
        if code == code.upper() or not letter.isupper() or len(code) == 1:
            codes.setdefault(letter, code)
    if encoding is LegacyEncoding.TCVN3:
        codes = {letter: code for letter, code in codes.items() if letter.islower() or letter in "ĂÂÊÔƠƯĐ"}
        codes |= {letter.upper(): code for letter, code in codes.items() if letter.upper() not in codes}
    return "".join(codes.get(letter, letter) for letter in text)


def in_bytes(text: str, encoding: LegacyEncoding) -> bytes:
    """The same as the bytes of a file, with quotes and dashes as Windows has them."""
    return b"".join(code.encode("latin-1" if ord(code) < 0x100 else "cp1252") for code in in_codes(text, encoding))


def in_windows(text: str, encoding: LegacyEncoding) -> str:
    """The same as shown by a program of Windows, which has quotes and other signs in the place of some codes."""
    return "".join(
        bytes([ord(code)]).decode("cp1252") if ord(code) not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else code
        for code in in_codes(text, encoding)
    )
