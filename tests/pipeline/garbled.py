"""A clean plan with two tables, and what an engine without Vietnamese letters would make of it."""

from __future__ import annotations

import re
import unicodedata

CIRCUMFLEX = "\u0302"
_READ_FOR = {"e": "é", "o": "6", "a": "â"}

PLAN = """ỦY BAN NHÂN DÂN
TỈNH NGHỆ AN

Số: 112/KH-UBND

Nghệ An, ngày 05 tháng 3 năm 2025

KẾ HOẠCH

Triển khai thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về đột phá phát triển khoa học, công nghệ

Căn cứ Nghị quyết số 03/NQ-CP ngày 09/01/2025 của Chính phủ về phát triển khoa học, công nghệ, đổi mới sáng tạo;
Căn cứ Quyết định số 749/QĐ-TTg ngày 03/6/2020 của Thủ tướng Chính phủ phê duyệt Chương trình chuyển đổi số quốc gia;
Ủy ban nhân dân tỉnh ban hành Kế hoạch triển khai thực hiện với các nội dung như sau:

I. MỤC ĐÍCH, YÊU CẦU

Nâng cao nhận thức của cán bộ, công chức, viên chức và người lao động về vai trò của khoa học, công nghệ trong phát
triển kinh tế - xã hội; phân công rõ trách nhiệm của từng cơ quan, đơn vị trong việc tổ chức thực hiện Kế hoạch này.

PHỤ LỤC I

TT\tChỉ tiêu\tĐơn vị tính\tMục tiêu đến năm 2030\tCơ quan theo dõi, đánh giá
1\tTỷ lệ doanh nghiệp có hoạt động đổi mới sáng tạo\t%\t> 40\tSở Khoa học và Công nghệ
2\tTỷ trọng kinh tế số trong tổng sản phẩm trên địa bàn\t% GRDP\t≥ 30,5\tSở Tài chính
3\tSố lượng hồ sơ được giải quyết trực tuyến toàn trình\tHồ sơ\t1.250\tVăn phòng UBND tỉnh
4\tTỷ lệ người dân sử dụng dịch vụ công trực tuyến\t%\t10-18\tSở Khoa học và Công nghệ

PHỤ LỤC II

TT\tNhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian hoàn thành
1\tXây dựng chương trình tuyên truyền về chuyển đổi số\tSở Khoa học và Công nghệ\tSở Nội vụ\tQuý II/2025
2\tRà soát, sửa đổi quy định về đánh giá cán bộ, công chức\tSở Nội vụ\tCác sở, ban, ngành\t6/2025
3\tĐầu tư hạ tầng mạng 5G tại 21 khu công nghiệp\tSở Khoa học và Công nghệ\tSở Tài chính\t2025 - 2026
4\tĐào tạo kỹ năng số cho người dân\tSở Giáo dục và Đào tạo\tỦy ban nhân dân cấp xã\tTrước ngày 30/6/2026
"""


def garbled(text: str) -> str:
    """The text in the letters of a Latin engine: `đổi mới` -> `d6i moi`, `tiếp` -> `tiép`; capitals lose their marks.

    Ascii stays, so figures, symbols and tabs are those of the page.
    """
    return "".join(map(_read, unicodedata.normalize("NFC", text)))


def _read(letter: str) -> str:
    if letter in "đĐ":
        return "d" if letter == "đ" else "D"
    base, *marks = unicodedata.normalize("NFD", letter)
    if base.lower() in _READ_FOR and base.islower() and CIRCUMFLEX in marks:
        return _READ_FOR[base]
    return base if marks else letter


def figures(text: str) -> list[str]:
    """The figures of a text that no letter touches, in order."""
    return re.findall(r"(?<![\w])\d+(?:[.,]\d+)*(?![\w])", text)
