"""Pages put together: what is stamped over them, the order of text and furniture, pages that are damaged."""

from __future__ import annotations

import pytest

from extractors import extract
from extractors.pages.layout import PageLayout
from extractors.pdf.page import page_layout
from extractors.scan.settings import Ocr
from schemas.errors import UnreadableFileError
from schemas.raw import OcrPolicy, ParagraphRole, Place, RawDocument
from tests.extractors.pdfs import Sheet, pdf


def _read(*sheets: Sheet) -> RawDocument:
    return extract(pdf(*sheets), "kế hoạch.pdf", ocr=Ocr(policy=OcrPolicy.NEVER))


def _texts(raw: RawDocument) -> list[str]:
    return [paragraph.text for paragraph in raw.paragraphs if paragraph.role is ParagraphRole.TEXT]


def test_a_number_that_is_stamped_over_blanks_is_read() -> None:
    sheet = Sheet()
    end = sheet.text(60, 100, "Số:")
    sheet.text(sheet.text(end, 100, " " * 9), 100, "/QĐ-UBND")
    sheet.stamp(end + 4, 100, "486")
    sheet.text(60, 200, "Căn cứ Luật Tổ chức chính quyền địa phương;")
    assert _texts(_read(sheet))[0] == "Số: 486 /QĐ-UBND"


def test_furniture_comes_behind_the_text_of_its_page() -> None:
    sheets = [Sheet() for _ in range(3)]
    for number, sheet in enumerate(sheets, start=1):
        sheet.text(290, 30, str(number))
        sheet.text(60, 200, f"{number}. Nhiệm vụ của sở, ngành.")
    assert _read(*sheets).paragraphs[0].text == "1. Nhiệm vụ của sở, ngành."


def test_a_page_that_cannot_be_drawn_does_not_cost_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    sound, damaged = Sheet(), Sheet()
    sound.text(60, 200, "Giao Sở Y tế chủ trì.")
    damaged.text(60, 200, "Giao Sở Nội vụ chủ trì.")

    def layout(page: object, *others: object) -> PageLayout:
        if getattr(page, "page_number", 0) == 2:
            raise KeyError("Font")
        return page_layout(page, *others)  # type: ignore[arg-type]

    monkeypatch.setattr("extractors.pdf.reader.page_layout", layout)
    raw = _read(sound, damaged, sound)
    assert _texts(raw) == ["Giao Sở Y tế chủ trì."] * 2
    (finding,) = raw.findings
    assert (finding.code, finding.place) == ("unread-page", Place(page=2))
    assert "page 2: its content is damaged" in finding.message
    monkeypatch.setattr("extractors.pdf.reader.page_layout", lambda *_: {}[1])
    with pytest.raises(UnreadableFileError, match="its content is damaged; open it in a PDF viewer"):
        _read(sound)
