"""The pictures of pages: of a PDF as it is shown, of an image file page by page."""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from extractors.scan.image import MOST_DPI, MOST_PIXELS, POINTS, PageImage
from schemas.errors import EmptyFileError, FileTooLargeError, UnreadableFileError

MOST_PAGES = 5_000
"""Of an image file."""
_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP")
"""What is opened; Pillow would call other programs for other kinds."""
_SUBFILE = 254
"""Tag of a TIFF whose first bit marks a small copy."""
_A4 = 11.69
"""Inches: the longer side of the paper on which plans are printed."""
_PAPER = (7.5, 24.0)
"""Inches: the longer side of paper from A5 to A2; a resolution that makes a page longer or shorter is no true one."""
_COARSEST_DPI = 70.0
"""Below this letters cannot be told apart."""
_DRAWN_DPI = 250.0
"""At which pages without a picture are drawn: their letters are sharp."""
_COVERS = 0.3
"""Share of a page that its picture covers."""


@dataclass(frozen=True)
class Unreadable:
    """In place of the picture of a page that cannot be had: why."""

    number: int
    reason: str


def pdf_pictures(data: bytes, password: str | None, numbers: Sequence[int]) -> Iterator[PageImage | Unreadable]:
    """Pages of a PDF as they are shown, at the resolution of their own pictures.

    Args:
        data: The bytes of the file.
        password: What opens it, where it is encrypted.
        numbers: Which pages, from 1.
    """
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data, password=password)
    except pypdfium2.PdfiumError as error:
        yield from (Unreadable(number, f"it cannot be drawn ({error})") for number in numbers)
        return
    try:
        for number in numbers:
            try:
                yield _drawn(pdf[number - 1], number)
            except Exception as error:  # noqa: BLE001 - the other pages are drawn, whatever one does to the library
                yield Unreadable(number, f"it cannot be drawn ({' '.join(str(error).split())})")
    finally:
        pdf.close()


def _drawn(page: object, number: int) -> PageImage | Unreadable:
    import pypdfium2.raw

    # boxes are counted from the corner of the media box
    page.set_cropbox(*page.get_mediabox())  # type: ignore[attr-defined]
    width, height = page.get_size()  # type: ignore[attr-defined]
    dpi = 0.0
    for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]):  # type: ignore[attr-defined]
        across, down = item.get_px_size()
        left, bottom, right, top = item.get_bounds()
        if across * down > MOST_PIXELS:
            return Unreadable(number, _too_large(across, down))
        shown = max(right - left, 1.0) * max(top - bottom, 1.0)
        if shown >= _COVERS * width * height:
            # a picture may be turned on its page: its area tells its resolution either way
            dpi = max(dpi, POINTS * math.sqrt(across * down / shown))
    dpi = min(max(dpi or _DRAWN_DPI, _COARSEST_DPI), MOST_DPI)
    if width * height * (dpi / POINTS) ** 2 > MOST_PIXELS:
        dpi = POINTS * math.sqrt(MOST_PIXELS / (width * height))
        if dpi < _COARSEST_DPI:
            return Unreadable(number, f"it is {width / POINTS:.0f} x {height / POINTS:.0f} inches large")
    picture = page.render(scale=dpi / POINTS, rev_byteorder=True).to_numpy()  # type: ignore[attr-defined]
    page.close()  # type: ignore[attr-defined]
    return PageImage(number, _lean(np.asarray(picture, np.uint8)), dpi)


def _lean(pixels: np.ndarray) -> np.ndarray:
    """The pixels in one layer where they are grey."""
    if pixels.ndim == 3:
        sample = pixels[::3, ::3]
        if pixels.shape[2] == 1 or all((sample[..., 0] == sample[..., layer]).all() for layer in (1, 2)):
            return np.ascontiguousarray(pixels[..., 0])
        return np.ascontiguousarray(pixels[..., :3])
    return pixels


def _too_large(across: int, down: int) -> str:
    most = MOST_PIXELS / 1e6
    return f"its picture has {across:,} x {down:,} pixels, the limit is {most:g} million; scan it at 300 dpi"


def file_pictures(data: bytes, name: str) -> Iterator[PageImage | Unreadable]:
    """The pages of an image file (PNG, JPEG, TIFF), one at a time.

    Args:
        data: The bytes of the file.
        name: Its name, for messages.

    Raises:
        UnreadableFileError: It is no image, or damaged.
    """
    with opened_image(data, name) as image:
        for index in range(page_count(image)):
            try:
                image.seek(index)
                if not _is_preview(image):
                    yield _page(image, index + 1)
            except Exception as error:  # noqa: BLE001 - Pillow meets damage with whatever the damage makes fail
                yield Unreadable(index + 1, f"its picture is damaged or cut off ({' '.join(str(error).split())})")


def _is_preview(image: Image.Image) -> bool:
    """Whether a picture in a TIFF is a small copy of another one."""
    tags = getattr(image, "tag_v2", {})
    return bool(int(tags.get(_SUBFILE, 0)) & 1) if image.format == "TIFF" else False


def opened_image(data: bytes, name: str) -> Image.Image:
    """An image file, its pixels not read yet.

    Raises:
        EmptyFileError: No bytes.
        FileTooLargeError: Too many pixels or pages.
        UnreadableFileError: It is no image, or damaged.
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise EmptyFileError(f"{name}: the file is empty; get it again from where it came from")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(data), formats=_FORMATS)
            count = page_count(image)
    except Image.DecompressionBombError as error:
        raise FileTooLargeError(
            f"{name}: a picture of far more than {MOST_PIXELS / 1e6:g} million pixels; scan it at 300 dpi"
        ) from error
    except (UnidentifiedImageError, KeyError) as error:
        raise UnreadableFileError(f"{name}: not a picture that can be read; save it anew as PNG or PDF") from error
    except Exception as error:
        # Pillow meets damage with whatever the damage makes fail
        reason = " ".join(str(error).split())
        raise UnreadableFileError(f"{name}: a damaged picture ({reason}); scan or save it anew") from error
    if count > MOST_PAGES:
        raise FileTooLargeError(f"{name}: {count} pages, the limit is {MOST_PAGES}; split it into several files")
    return image


def page_count(image: Image.Image) -> int:
    """How many pages an image file has; what cameras add to a JPEG is none."""
    return int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1


def _page(image: Image.Image, number: int) -> PageImage | Unreadable:
    width, height = image.size
    if width * height > MOST_PIXELS:
        return Unreadable(number, _too_large(width, height))
    image, stored = _square(image)
    dpi = _dpi(image.size, stored)
    if dpi < _COARSEST_DPI:
        return Unreadable(number, f"its picture has {dpi:.0f} dots per inch, too few for letters; scan it at 300 dpi")
    pixels = np.asarray(_on_paper(ImageOps.exif_transpose(image)), np.uint8)
    return PageImage(number, _lean(pixels), dpi)


def _square(image: Image.Image) -> tuple[Image.Image, object]:
    """The image with as many dots down as across, as fax machines do not make them, and the stored resolution."""
    stored = image.info.get("dpi")
    try:
        across, down = (float(value) for value in stored or ())
    except (TypeError, ValueError, ZeroDivisionError):
        return image, None
    if not (0 < across < math.inf and 0 < down < math.inf) or abs(across - down) <= 0.02 * max(across, down):
        return image, stored
    dpi = max(across, down)
    size = (round(image.width * dpi / across), round(image.height * dpi / down))
    if size[0] * size[1] > MOST_PIXELS:
        return image, None
    return image.convert("L" if image.mode == "1" else image.mode).resize(size), (dpi, dpi)


def _on_paper(image: Image.Image) -> Image.Image:
    """The image in grey or in colour, what is transparent on white paper."""
    if image.mode in ("1", "L"):
        return image.convert("L")
    if image.mode.startswith("I;16"):
        return Image.fromarray((np.asarray(image) >> 8).astype(np.uint8))
    if image.mode in ("I", "F"):
        values = np.asarray(image, np.float32)
        most = float(values.max()) or 1.0
        return Image.fromarray((values * (255 / most)).clip(0, 255).astype(np.uint8))
    if "A" in image.mode or "transparency" in image.info:
        layer = image.convert("RGBA")
        paper = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(paper, layer).convert("RGB")
    return image.convert("RGB")


def _dpi(size: tuple[int, int], stored: object) -> float:
    """Dots per inch: as stored where the page is then as large as paper is, else as if it were an A4 sheet."""
    longer = max(size)
    try:
        dpi = float(stored[0])  # type: ignore[index]
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        dpi = 0.0
    if dpi > 0 and math.isfinite(dpi) and _PAPER[0] <= longer / dpi <= _PAPER[1]:
        return dpi
    return longer / _A4
