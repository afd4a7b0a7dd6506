"""Pictures of pages: every kind of image brought to grey or colour on white paper, at a true resolution, or refused."""

from __future__ import annotations

import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from extractors.scan import pictures
from extractors.scan.image import PageImage, resolved
from extractors.scan.pictures import Unreadable, file_pictures, pdf_pictures
from schemas.errors import EmptyFileError, FileTooLargeError, UnreadableFileError
from tests.extractors.pdfs import Sheet, pdf
from tests.extractors.scans import packed, paper, scan


def _pages(data: bytes) -> list[PageImage]:
    pages = list(file_pictures(data, "a.png"))
    assert all(isinstance(page, PageImage) for page in pages)
    return [page for page in pages if isinstance(page, PageImage)]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_pixel_is_read(mode: str) -> None:
    image = Image.fromarray(np.full((2339, 1654), 255, np.uint8))
    image.paste(0, (100, 100, 400, 130))
    image = Image.fromarray(np.asarray(image).astype(np.uint16) * 257) if mode == "I;16" else image.convert(mode)
    (page,) = _pages(packed(image))
    grey = page.pixels if page.pixels.ndim == 2 else page.pixels[..., 0]
    assert (int(grey[115, 200]), int(grey[50, 50])) == (0, 255)


def test_what_is_transparent_lies_on_white_paper() -> None:
    (page,) = _pages(packed(Image.new("RGBA", (1654, 2339), (0, 0, 0, 0))))
    assert int(page.pixels.min()) == 255


@pytest.mark.parametrize(
    ("size", "stored", "dpi"),
    [
        ((1654, 2339), 200, 200),
        ((2480, 3508), 300, 300),
        ((1654, 2339), 72, 200),  # what programs store that know nothing of it
        ((1654, 2339), None, 200),
        ((3508, 2480), None, 300),
        ((3307, 4677), 200, 200),  # an A2 sheet
    ],
)
def test_the_resolution_is_the_stored_one_or_that_of_an_a4_sheet(
    size: tuple[int, int], stored: int | None, dpi: int
) -> None:
    options = {"dpi": (stored, stored)} if stored else {}
    (page,) = _pages(packed(paper(*size), **options))
    assert page.dpi == pytest.approx(dpi, rel=0.01)


def test_a_photograph_is_turned_as_its_camera_says() -> None:
    image = Image.new("L", (2339, 1654), 255)
    exif = Image.Exif()
    exif[0x0112] = 6
    (page,) = _pages(packed(image, "JPEG", exif=exif))
    assert page.pixels.shape == (2339, 1654)


def test_all_pages_of_a_tiff() -> None:
    first, *others = [Image.new("1", (1654, 2339), 1) for _ in range(5)]
    data = packed(first, "TIFF", save_all=True, append_images=others, compression="group4", dpi=(200, 200))
    assert [page.number for page in _pages(data)] == [1, 2, 3, 4, 5]


def test_too_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_PAGES", 1)
    data = packed(paper(), "TIFF", save_all=True, append_images=[paper()])
    with pytest.raises(FileTooLargeError, match="a.tif: 2 pages, the limit is 1; split it"):
        list(file_pictures(data, "a.tif"))


def _huge_png(side: int) -> bytes:
    """A PNG that says it has so many pixels, and holds few of them."""
    parts = {b"IHDR": struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0), b"IDAT": zlib.compress(b"\x00" * 99)}
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in {**parts, b"IEND": b""}.items()
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def test_far_too_many_pixels_are_refused_before_they_are_read() -> None:
    with pytest.raises(FileTooLargeError, match="a.png: a picture of far more than 100 million pixels"):
        list(file_pictures(_huge_png(20_000), "a.png"))


def test_too_many_pixels_cost_the_page() -> None:
    (page,) = file_pictures(packed(Image.new("1", (10_100, 10_000), 1)), "a.png")
    assert isinstance(page, Unreadable)
    assert page.reason == "its picture has 10,100 x 10,000 pixels, the limit is 100 million; scan it at 300 dpi"


def test_too_few_pixels_cost_the_page() -> None:
    (page,) = file_pictures(packed(paper(400, 560)), "a.png")
    assert isinstance(page, Unreadable)
    assert page.reason == "its picture has 48 dots per inch, too few for letters; scan it at 300 dpi"


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (b"", EmptyFileError, "the file is empty"),
        (b"\x00" * 50, EmptyFileError, "the file is empty"),
        (b"\x89PNG\r\n\x1a\n", UnreadableFileError, "not a picture that can be read"),
        (b"Quy\xe1\xba\xbft \xc4\x91\xe1\xbb\x8bnh", UnreadableFileError, "not a picture that can be read"),
    ],
)
def test_what_is_no_picture(data: bytes, error: type[UnreadableFileError], says: str) -> None:
    with pytest.raises(error, match=f"^a.png: {says}"):
        list(file_pictures(data, "a.png"))


@pytest.mark.parametrize("share", [10, 50, 90])
def test_a_picture_that_is_cut_off_costs_the_page(share: int) -> None:
    data = scan("levels_512.jpg")
    (page,) = file_pictures(data[: len(data) * share // 100], "a.jpg")
    assert isinstance(page, Unreadable)
    assert page.reason.startswith("its picture is damaged or cut off")


def test_pages_of_a_pdf_come_at_the_resolution_of_their_pictures() -> None:
    (page,) = pdf_pictures(scan("tasks_512.pdf"), None, [1])
    assert isinstance(page, PageImage)
    assert (page.number, round(page.dpi), page.pixels.shape) == (1, 200, (2339, 1654))
    assert page.size == pytest.approx((595.4, 842.0), abs=0.5)


def test_a_page_without_a_picture_is_drawn() -> None:
    sheet = Sheet()
    sheet.text(60, 200, "Giao Sở Y tế chủ trì.")
    (page,) = pdf_pictures(pdf(sheet), None, [1])
    assert isinstance(page, PageImage)
    assert page.dpi == 250
    assert int(page.pixels.min()) < 60


def test_a_pdf_that_cannot_be_drawn_costs_its_pages() -> None:
    (page,) = pdf_pictures(b"%PDF-1.7 nothing", None, [3])
    assert isinstance(page, Unreadable)
    assert (page.number, page.reason[:18]) == (3, "it cannot be drawn")


@pytest.mark.parametrize(("dpi", "read_at"), [(100, 250), (150, 250), (200, 200), (300, 300), (600, 300)])
def test_pictures_are_brought_to_what_the_engine_reads_well(dpi: float, read_at: float) -> None:
    side = round(dpi * 4)
    page = resolved(PageImage(1, np.zeros((side, side // 2), np.uint8), dpi))
    assert page.dpi == read_at
    assert page.pixels.shape == (round(read_at * 4), round(read_at * 2))


def test_pictures_are_told_apart_by_their_pixels_and_resolution() -> None:
    pixels = np.zeros((40, 30), np.uint8)
    other = pixels.copy()
    other[3, 4] = 1
    pages = [
        PageImage(1, pixels, 200),
        PageImage(1, other, 200),
        PageImage(1, pixels, 300),
        PageImage(1, pixels.T, 200),
    ]
    assert len({page.digest for page in pages}) == 4
    assert pages[0].digest == PageImage(2, pixels.copy(), 200).digest
