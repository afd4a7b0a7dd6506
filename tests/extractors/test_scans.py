"""Scans read by the engine: cells, ordinals and figures as they are printed, and pages that hold none."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from functools import lru_cache

import numpy as np
import pytest
from PIL import Image
from rapidfuzz.distance import Levenshtein

from extractors import extract
from extractors.pdf import scanned
from extractors.scan.settings import Model, Ocr
from normalizers.ordinals import parse_ordinal
from schemas.errors import UnreadableFileError
from schemas.raw import Extraction, OcrPolicy, RawDocument
from tests.extractors.pdfs import Sheet, pdf
from tests.extractors.scans import annex, needs_engine, packed, paper, scan

pytestmark = needs_engine

WHOLE = {"tasks_512.pdf": "tasks_512_portrait.pdf", "tasks_sxd.tif": "tasks_sxd_merged.pdf"}
FIRST_PAGES = {"levels_512.jpg": "levels_512_levels.pdf", "monitored_2026.jpg": "monitored_2026_sections.pdf"}
FIGURE = re.compile(r"\d+(?:[.,/]\d+)*")


@lru_cache
def _scanned(name: str) -> RawDocument:
    return extract(scan(name), name)


def _cells(raw: RawDocument, last_page: int = 99) -> dict[tuple[int, int, int], str]:
    """The cells of a document that begin up to a page, by table, row and column."""
    return {
        (table.index, number, cell.column): " ".join(cell.text.split())
        for table in raw.tables
        for number, row in enumerate(table.printed_rows)
        for cell in row.cells
        if cell.text and row.places[0].page is not None and row.places[-1].page <= last_page
    }


def _pairs(name: str) -> list[tuple[str, str]]:
    """Each printed cell with what was read in its place."""
    printed = _cells(extract(annex((WHOLE | FIRST_PAGES)[name]), "a.pdf"), 99 if name in WHOLE else 1)
    read = _cells(_scanned(name))
    return [(text, read.get(place, "")) for place, text in printed.items()]


@pytest.mark.parametrize("name", [*WHOLE, *FIRST_PAGES])
def test_cells_are_read_where_they_stand(name: str) -> None:
    pairs = _pairs(name)
    alike = [Levenshtein.normalized_similarity(printed, read) for printed, read in pairs]
    assert len(pairs) > 30
    assert sum(share >= 0.93 for share in alike) >= 0.95 * len(alike)


def test_a_table_without_rules_keeps_its_cells_units_and_signs() -> None:
    name = "indicators_2026_unruled.pdf"
    printed = _cells(extract(annex(name), name))
    read = _cells(extract(annex(name), name, ocr=Ocr(policy=OcrPolicy.ALWAYS)))
    alike = [Levenshtein.normalized_similarity(text, read.get(place, "")) for place, text in printed.items()]
    assert len(alike) > 80
    assert sum(share >= 0.93 for share in alike) >= 0.97 * len(alike)


@pytest.mark.parametrize("name", [*WHOLE, *FIRST_PAGES])
def test_ordinals_are_read_as_they_are_printed(name: str) -> None:
    ordinals = [(parse_ordinal(printed), parse_ordinal(read)) for printed, read in _pairs(name)]
    assert [read for printed, read in ordinals if printed] == [printed for printed, _ in ordinals if printed]


@pytest.mark.parametrize("name", [*WHOLE, *FIRST_PAGES])
def test_figures_are_read_or_told_to_be_doubtful(name: str) -> None:
    doubtful = " ".join(finding.message for finding in _scanned(name).findings if finding.code == "doubtful-figure")
    for printed, read in _pairs(name):
        wrong = [figure for figure in FIGURE.findall(read) if figure not in FIGURE.findall(printed)]
        assert all(figure in doubtful for figure in wrong), (printed, read)


@pytest.mark.parametrize("name", [*WHOLE, *FIRST_PAGES])
def test_a_scan_says_how_it_was_read(name: str) -> None:
    raw = _scanned(name)
    assert raw.extraction is Extraction.OCR
    assert raw.scanned_pages == tuple(range(1, (raw.pages or 0) + 1))
    assert not [finding for finding in raw.findings if finding.code == "unread-page"]


def test_cells_stand_in_their_boxes_however_the_page_lies() -> None:
    """`monitored_2026.jpg` stands on its head: its first row is at the foot of the picture."""
    (table, *_) = _scanned("monitored_2026.jpg").tables
    boxes = [row.places[0].box for row in table.printed_rows]
    tops = [box[1] for box in boxes if box]
    assert tops == sorted(tops, reverse=True)
    assert all(0 <= box[0] < box[2] <= 600 and 0 <= box[1] < box[3] <= 850 for box in boxes if box)


# --- which pages are read so ------------------------------------------------------------------------------------------


TYPED = "Điều 1. Quyết định này có hiệu lực kể từ ngày ký ban hành và đăng công báo."


def _typed(text: str = TYPED, *, over_picture: bool = False) -> Sheet:
    sheet = Sheet()
    if over_picture:
        sheet.picture(0, 0, 595, 842)
    for row in range(6):
        sheet.text(60, 120 + 20 * row, text)
    return sheet


def test_a_page_with_a_good_layer_is_not_read_off_its_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractors.scan.pages.read_page", lambda *_: pytest.fail("read"))
    assert extract(pdf(_typed(), _typed()), "a.pdf").extraction is Extraction.TEXT_LAYER


def test_always_reads_every_page_off_its_picture() -> None:
    typed = annex("indicators_512_across.pdf")
    raw = extract(typed, "a.pdf", ocr=Ocr(policy=OcrPolicy.ALWAYS))
    assert raw.extraction is Extraction.OCR
    assert raw.scanned_pages == tuple(range(1, (raw.pages or 0) + 1))
    assert len(raw.tables[0].rows) == len(extract(typed, "a.pdf").tables[0].rows)


def test_never_reads_none() -> None:
    with pytest.raises(UnreadableFileError, match="a picture, and --ocr never says not to read any; use --ocr auto"):
        extract(scan("levels_512.jpg"), "a.jpg", ocr=Ocr(policy=OcrPolicy.NEVER))


GARBLED = "Triên khai thue hién Nghi quyét cua Bô Chinh tri vê dôt pha phat triên khoa hoc cong nghé tinh Khanh Hoa nam"


@pytest.mark.parametrize(("better", "by_ocr"), [(True, (1,)), (False, ())])
def test_a_garbled_layer_over_a_picture_gives_way_to_the_better(
    monkeypatch: pytest.MonkeyPatch, better: bool, by_ocr: tuple[int, ...]
) -> None:
    """The picture here holds what the page draws: good text where it is better, the same garbled words where not."""
    sheet = _typed(GARBLED, over_picture=True)
    qualities = iter([0.5, 0.99, 0.5] if better else [0.5, 0.4, 0.5])
    monkeypatch.setattr(scanned, "text_quality", lambda _: next(qualities))
    monkeypatch.setattr(scanned, "_is_sparse", lambda _: False)
    assert extract(pdf(sheet), "a.pdf").scanned_pages == by_ocr


# --- pages that hold no text ------------------------------------------------------------------------------------------


def _photo() -> Image.Image:
    dice = np.random.default_rng(5)
    coarse = Image.fromarray(dice.integers(0, 255, (30, 40), dtype=np.uint8))
    return coarse.resize((1600, 1200), Image.Resampling.BICUBIC)


@pytest.mark.parametrize(
    ("image", "says"),
    [
        (paper, "nothing is printed on its pages"),
        (lambda: Image.new("L", (1654, 2339), 0), "a picture in which no text was found"),
        (_photo, "a picture in which no text was found; scan the document itself"),
        (lambda: Image.new("L", (3000, 5), 0), "nothing is printed on its pages"),
    ],
    ids=["blank", "black", "photo", "line"],
)
def test_pictures_without_text_are_refused(image: Callable[[], Image.Image], says: str) -> None:
    with pytest.raises(UnreadableFileError, match=f"^a.png: {says}"):
        extract(packed(image(), dpi=(200, 200)), "a.png")


def test_a_page_without_text_does_not_cost_the_others() -> None:
    page = Image.fromarray(np.asarray(Image.open(io.BytesIO(scan("tasks_sxd.tif"))).convert("L")))
    data = packed(page, "TIFF", save_all=True, append_images=[_photo(), paper()], dpi=(200, 200))
    raw = extract(data, "a.tif")
    assert (raw.pages, raw.scanned_pages) == (3, (1,))
    assert [(f.code, f.place.page if f.place else 0) for f in raw.findings if f.code == "unread-page"] == [
        ("unread-page", 2)
    ]


def test_a_model_that_is_missing() -> None:
    with pytest.raises(UnreadableFileError, match=r"^a.jpg: a scan, and tesseract has no model 'xxx'; install it"):
        extract(scan("levels_512.jpg"), "a.jpg", ocr=Ocr(model=Model("xxx")))


def test_an_engine_that_does_not_finish() -> None:
    with pytest.raises(UnreadableFileError, match=r"^a.jpg: tesseract did not finish in 0.05 s"):
        extract(scan("levels_512.jpg"), "a.jpg", ocr=Ocr(seconds=0.05))
