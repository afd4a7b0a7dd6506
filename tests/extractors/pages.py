"""Tables as a web page's text: one cell per line, an empty line between pieces, a blank cell a no-break space.

What `512/QĐ-UBND` looks like where it was copied from a law portal. The rows are those of the plans in `data/raw` whose
cells are parted by tabs, so that what was put in is known cell by cell.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from normalizers.text import tidy
from tests.documents import PLAN_2026, PLAN_SXD, layout

BLANK = "\u00a0"
Cells = Mapping[str, str]

SOURCES: dict[str, tuple[str, int, tuple[str, ...]]] = {
    "indicators 2026": (PLAN_2026, 1, ("ordinal", "name", "unit", "target", "agencies", "note")),
    "tasks 2026": (
        PLAN_2026,
        3,
        ("ordinal", "description", "lead", "coordinating", "output", "deadline", "note"),
    ),
    "tasks of Sở Xây dựng": (PLAN_SXD, 1, ("ordinal", "description", "lead", "coordinating", "deadline")),
}


@dataclass(frozen=True)
class Row:
    """A row that was put in; a section row holds its numeral and title only."""

    cells: Cells
    is_section: bool = False


@dataclass(frozen=True)
class Page:
    """How a table is printed: the columns in their order with their headings, and habits of the page.

    `broken` is the share of agency cells that are printed in several pieces, `unmarked` takes the `;` and `,` between
    these away; `bare_sections` leaves the blank cells of
    section rows away, `dotted` prints `I.` and `1.`; `repeat` prints the header again after so many rows.
    """

    source: str
    heads: Mapping[str, str]
    seed: int = 1
    broken: float = 0.0
    unmarked: bool = False
    bare_sections: bool = False
    dotted: bool = False
    repeat: int = 0
    portal: bool = False
    title: str = "DANH MỤC CÁC NHIỆM VỤ"
    left_out: tuple[str, ...] = field(default=())


@lru_cache
def rows_of(source: str) -> tuple[Row, ...]:
    """The rows of a table of `data/raw`, cells tidied."""
    name, index, roles = SOURCES[source]
    table = layout(name).tables[index - 1]
    rows = []
    for raw in table.rows:
        cells = {role: tidy(cell.text).strip() for role, cell in zip(roles, raw.cells, strict=True)}
        cells["ordinal"] = cells["ordinal"].rstrip(".")
        values = [text for role, text in cells.items() if role not in ("ordinal", roles[1]) and text not in ("", "-")]
        is_section = not values and re.fullmatch(r"[IVX]+", cells["ordinal"]) is not None
        rows.append(Row(cells, is_section))
    return tuple(rows)


def printed(page: Page) -> tuple[str, list[Row]]:
    """The text of the page, and the rows that stand in it."""
    chance = random.Random(page.seed)
    heads = [head for role, head in page.heads.items() if role not in page.left_out]
    roles = [role for role in page.heads if role not in page.left_out]
    rows = list(rows_of(page.source))
    lines = [page.title, ""]
    for number, row in enumerate(rows):
        if number == 0 or (page.repeat and number % page.repeat == 0):
            lines += _spaced(heads)
        lines += _spaced(_pieces(page, row, roles, chance))
    body = "\n".join([*_OPENING, "PHỤ LỤC I", "", *lines])
    return (f"{_PORTAL_BEFORE}{body}\n{BLANK}\n{PORTAL_AFTER}" if page.portal else body), rows


def _spaced(pieces: Sequence[str]) -> list[str]:
    return [line for piece in pieces for line in (piece, "")]


def _pieces(page: Page, row: Row, roles: Sequence[str], chance: random.Random) -> list[str]:
    texts = [row.cells.get(role, "") for role in roles]
    if page.dotted and texts[0][:1].isalnum():
        texts[0] += "."
    if row.is_section and page.bare_sections:
        return [text for text in texts if text.strip("-")]
    pieces: list[str] = []
    for role, text in zip(roles, texts, strict=True):
        is_agencies = role in ("lead", "coordinating", "agencies")
        if is_agencies and page.broken and chance.random() < page.broken:
            pieces += _broken(text, marked=not page.unmarked)
        else:
            pieces.append(text or BLANK)
    return pieces


def _broken(text: str, *, marked: bool) -> list[str]:
    """An agency cell in pieces: cut after `;` and `,` before a new body; the mark tells that the cell goes on."""
    if not text:
        return [BLANK]
    pieces = re.split(r"(?<=[;,])\s+(?=Sở |Công an|Các |các sở|Ban |Báo |Đài |UBND |Liên hiệp|BHXH)", text)
    return pieces if marked else [piece.rstrip(";,") for piece in pieces]


_OPENING = (
    "ỦY BAN NHÂN DÂN",
    "TỈNH NGHỆ AN",
    "-------",
    "",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "",
    "Số: 733/KH-UBND",
    "",
    "Nghệ An, ngày 11 tháng 3 năm 2026",
    "",
    "KẾ HOẠCH",
    "",
    "Thực hiện Nghị quyết số 57-NQ/TW năm 2026",
    "",
    "Thực hiện Nghị quyết số 57-NQ/TW của Bộ Chính trị, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:",
    "",
    "I. TỔ CHỨC THỰC HIỆN",
    "",
    "Sở Khoa học và Công nghệ chủ trì, phối hợp với các sở, ngành theo dõi việc thực hiện Kế hoạch này./.",
    "",
    "TM. ỦY BAN NHÂN DÂN",
    "CHỦ TỊCH",
    "",
    "Lê Hồng Vinh",
    "",
)
_PORTAL_BEFORE = """733001
Kế hoạch 733/KH-UBND năm 2026 thực hiện Nghị quyết 57-NQ/TW do tỉnh Nghệ An ban hành

Số hiệu: 733/KH-UBND Loại văn bản: Kế hoạch
Nơi ban hành: Tỉnh Nghệ An Người ký: Lê Hồng Vinh
Ngày ban hành: 11/03/2026 Ngày hiệu lực: Đã biết
Tình trạng: Đã biết

"""
PORTAL_AFTER = """Văn bản gốc
(Không có nội dung)
Bạn Chưa Đăng Nhập Tài khoản!

Nếu chưa có Tài khoản, mời Bạn Đăng ký Tài khoản tại đây
Văn bản tiếng Anh
  • Ban hành: {{m.News_Dates_Date}}
    Tình trạng: {{m.TinhTrang}}
Tra cứu nhanh
Từ khóa
Bài viết Liên quan Văn bản
"""
