"""Headings of a document: annexes, articles, numbered items, and where an item begins."""

from __future__ import annotations

import re
from functools import lru_cache

from normalizers.text import is_upper, tidy
from normalizers.vocabulary import load

_APPENDIX = re.compile(
    r"^(?:phụ lục|phu luc|phụ biểu|biểu mẫu|biểu)(?:\s+số)?\s*(?P<numeral>(?:[ivxl]+|\d{1,2}|[a-h])"
    r"(?:[.-](?:[ivxl]+|\d{1,2}|[a-h])(?!\w))?|[ivxl]+|\d{1,3}[a-h]?)?"
    r"(?:\s*(?P<after>[.:\-–].*|\(.*|$)|\s+(?P<title>\S.*))?$",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"^(?:[-+•*●–]\s*\S|(?:[IVXL]{1,6}|\d{1,2}(?:\.\d{1,2}){0,3})[.)]\s*\S|[a-zđ]\)\s*\S"
    r"|(?:[IVXL]{1,6}|[A-H]|\d{1,2}(?:\.\d{1,2}){0,3})\s?[-–]\s+[^\W\d_]"
    r"|(?:Điều|Chương|Phần|Mục)\s+[\dIVXL]+|Căn cứ\b|Theo đề nghị\b|Xét đề nghị\b|Nơi nhận\b|TM\.|T/M|KT\."
    r"|Số\s*:|Kính gửi)"
)
_NUMBERED_HEADING = re.compile(
    r"^(?:[IVXL]{1,6}\.|[A-H]\.|\d{1,2}\.|(?:[IVXL]{1,6}|[A-H]|\d{1,2}(?:\.\d{1,2})*)\s?[-–]\s+[^\W\d_]"
    r"|Phần\s|Chương\s|Điều\s)"
)
_ON_BEHALF = re.compile(r"^(?:T/?M|KT|TL|TUQ|Q)\.\s*\w{2}")
_NUMERAL_CASE = str.maketrans("ivxl", "IVXL")


def appendix_numeral(text: str) -> str | None:
    """The numeral of an annex heading as printed, an empty string for an annex without one, None for other text.

    >>> appendix_numeral("PHỤ LỤC II"), appendix_numeral("Phụ lục"), appendix_numeral("Phụ lục số 03. Danh mục")
    ('II', '', '03')
    >>> appendix_numeral("Phụ lục kèm theo Quyết định này có hiệu lực") is None
    True
    """
    text = tidy(text)
    found = _APPENDIX.match(text)
    if not found or len(text) > 200 or (text[:4].lower() == "biểu" and not found["numeral"]):
        return None
    title = found["title"]
    if title and not (found["numeral"] and (is_upper(title) or title[:1].isupper())) and not is_upper(text):
        return None
    return (found["numeral"] or "").translate(_NUMERAL_CASE)


@lru_cache
def _letterheads() -> tuple[str, ...]:
    return (
        *load("head")["issuers"],
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA",
        "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
    )


def opens_letterhead(text: str) -> bool:
    """Whether a line is one that documents begin with: an issuing body or the national motto in capitals, or `Số:`.

    >>> opens_letterhead("ỦY BAN NHÂN DÂN"), opens_letterhead("Số: 512/QĐ-UBND"), opens_letterhead("Số hiệu: 512")
    (True, True, False)
    """
    text = text.strip()
    return text.startswith("Số:") or (is_upper(text) and text.startswith(_letterheads()))


def opens_foot(text: str) -> bool:
    """Whether a line is one that the foot of a document begins with: the recipients, or in whose name it is signed.

    >>> opens_foot("Nơi nhận:"), opens_foot("KT. CHỦ TỊCH"), opens_foot("Chủ tịch UBND tỉnh")
    (True, True, False)
    """
    return text.startswith("Nơi nhận") or (is_upper(text) and _ON_BEHALF.match(text) is not None)


def begins_item(text: str) -> bool:
    """Whether a line begins an item of its own: a bullet, a number, an article, a line of the head or foot."""
    return _ITEM.match(text) is not None or appendix_numeral(text) is not None


def is_numbered_heading(text: str) -> bool:
    """Whether a line opens a part of the document: `I.`, `A-`, `1.`, `Điều 1`, `Phần thứ nhất`.

    >>> is_numbered_heading("I- TÌNH HÌNH"), is_numbered_heading("2 - 3 tổ chức"), is_numbered_heading("1. Mục tiêu")
    (True, False, True)
    """
    return _NUMBERED_HEADING.match(text) is not None
