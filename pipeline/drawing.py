"""Pages of a PDF or scan with the boxes of what was read drawn over them, so that one can see what went where."""

from __future__ import annotations

import base64
import html
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.registry import is_image
from schemas.errors import UsageError
from schemas.raw import Paragraph, ParagraphRole, Place, RawDocument, RawTable

if TYPE_CHECKING:
    from PIL.Image import Image

_SCALE = 1.5
"""Pixels for each point: letters of 10 points can be read."""
_MOST_PIXELS = 40_000_000
"""Of an image: an A0 sheet at `_SCALE` has 18 million; what is larger is drawn smaller."""
_COLOURS = {
    "table": "#1f4e9e",
    "row": "#3a8f3a",
    "cell": "#7aa7d8",
    "text": "#999999",
    "footnote": "#c77700",
    "furniture": "#c0392b",
    "doubtful": "#d81b9a",
}
_WIDTHS = {"table": 3, "row": 2, "doubtful": 2}
_LEGEND = {
    "table": "table",
    "row": "row",
    "cell": "cell",
    "text": "paragraph",
    "footnote": "footnote",
    "furniture": "left out",
    "doubtful": "doubtful",
}
_STYLE = """body{font-family:sans-serif;margin:1em;background:#eee}.page{position:relative;margin:0 0 1.5em;
box-shadow:0 1px 4px #888;background:#fff;max-width:100%}.page img,.page svg{display:block;width:100%}
.page svg{position:absolute;inset:0;height:100%}rect{fill:transparent}rect:hover{fill:#ffee5555}
table{border-collapse:collapse;background:#fff;margin:1em 0}td,th{border:1px solid #888;padding:.3em;vertical-align:top;
white-space:pre-line}.furniture{color:#c0392b}.footnote{color:#c77700}.where{color:#888;font-size:.8em}
.legend span{display:inline-block;margin-right:1.2em;padding-left:.3em;border-left:1em solid}"""


@dataclass(frozen=True)
class Mark:
    """A box to draw: what it holds, where it stands, what was read in it."""

    kind: str
    place: Place
    text: str


def marks_of(document: RawDocument) -> list[Mark]:
    """The boxes of a document: paragraphs, cells, rows and tables, of each table the larger ones first."""
    marks: list[Mark] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            kind = block.role.value
            marks += [Mark(kind, place, block.text) for place in block.places if place.box]
        else:
            marks += _table_marks(block)
    for finding in document.findings:
        if finding.place and finding.place.box and finding.code.startswith("doubtful-"):
            marks.append(Mark("doubtful", finding.place, finding.message))
    return marks


def _table_marks(table: RawTable) -> list[Mark]:
    cells, rows = [], []
    for number, row in enumerate(table.printed_rows, start=1):
        rows += [Mark("row", place, f"table {table.index}, row {number}") for place in row.places if place.box]
        for cell in row.cells:
            where = f"table {table.index}, row {number}, column {cell.column}"
            cells += [Mark("cell", place, f"{where}:\n{cell.text}") for place in cell.places if place.box]
    pages = sorted({mark.place.page or 0 for mark in rows})
    whole = [Mark("table", _around(rows, page), f"table {table.index}") for page in pages]
    return [*whole, *rows, *cells]


def _around(marks: Sequence[Mark], page: int) -> Place:
    boxes = [mark.place.box for mark in marks if mark.place.page == page and mark.place.box]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Place(page=page, box=(min(lefts), min(tops), max(rights), max(bottoms)))


# --- pages ------------------------------------------------------------------------------------------------------------


def page_images(data: bytes, password: str | None) -> Iterator[tuple[Image, float]]:
    """The pages of a PDF as they are shown, or of an image file, each with its pixels for each point."""
    if b"%PDF-" not in data[:1024]:
        yield from _scanned_images(data)
        return
    import pypdfium2

    pdf = pypdfium2.PdfDocument(data, password=password)
    try:
        for number in range(len(pdf)):
            page = pdf[number]
            # boxes are counted from the corner of the media box
            page.set_cropbox(*page.get_mediabox())
            width, height = page.get_size()
            scale = min(_SCALE, (_MOST_PIXELS / (width * height)) ** 0.5)
            yield page.render(scale=scale).to_pil(), scale
            page.close()
    finally:
        pdf.close()


def _scanned_images(data: bytes) -> Iterator[tuple[Image, float]]:
    """The pages of an image file; a blank one of A4 stands for one that cannot be read."""
    from PIL import Image

    from extractors.scan.pictures import Unreadable, file_pictures

    for picture in file_pictures(data, ""):
        if isinstance(picture, Unreadable):
            yield Image.new("L", (round(595 * _SCALE), round(842 * _SCALE)), 255), _SCALE
            continue
        width, height = picture.size
        size = (max(1, round(width * _SCALE)), max(1, round(height * _SCALE)))
        yield Image.fromarray(picture.pixels).convert("RGB").resize(size), _SCALE


def has_pages(data: bytes) -> bool:
    """Whether a file has pages that can be drawn: whether it is a PDF or an image."""
    return b"%PDF-" in data[:1024] or is_image(data)


def drawn_pngs(document: RawDocument, data: bytes, password: str | None, folder: Path) -> Iterator[Path]:
    """Write each page with its boxes as `page-001.png` into a folder; gives their paths.

    Raises:
        UsageError: The file has no pages.
    """
    if not has_pages(data):
        raise UsageError(
            f"{document.name}: only pages of a PDF or a picture are drawn as PNG; use --format html for other files"
        )
    from PIL import ImageDraw

    folder.mkdir(parents=True, exist_ok=True)
    marks = _by_page(marks_of(document))
    for number, (image, scale) in enumerate(page_images(data, password), start=1):
        drawing = ImageDraw.Draw(image)
        # the larger ones last, so that they are seen
        for mark in reversed(marks.get(number, [])):
            box = [edge * scale for edge in mark.place.box or ()]
            drawing.rectangle(box, outline=_COLOURS[mark.kind], width=_WIDTHS.get(mark.kind, 1))
        path = folder / f"page-{number:03d}.png"
        image.save(path)
        yield path


def drawn_html(document: RawDocument, data: bytes, password: str | None) -> Iterator[str]:
    """A page for a browser, piece by piece: the pages of a file under their boxes, or its layout where it has none.

    It holds all it needs. What was read in a box shows where the pointer rests on it.
    """
    title = html.escape(document.name)
    yield f"<!DOCTYPE html><html lang='vi'><meta charset='utf-8'><title>{title}</title><style>{_STYLE}</style>"
    yield f"<h1>{title}</h1>"
    if has_pages(data):
        spans = "".join(f"<span style='border-color:{_COLOURS[kind]}'>{name}</span>" for kind, name in _LEGEND.items())
        yield f"<p class='legend'>{spans}</p>"
        marks = _by_page(marks_of(document))
        for number, (image, scale) in enumerate(page_images(data, password), start=1):
            yield _page_html(image, scale, marks.get(number, []), number)
    else:
        yield from map(_block_html, document.blocks)
    yield "</html>\n"


def _by_page(marks: Sequence[Mark]) -> dict[int, list[Mark]]:
    pages: dict[int, list[Mark]] = {}
    for mark in marks:
        pages.setdefault(mark.place.page or 0, []).append(mark)
    return pages


def _page_html(image: Image, scale: float, marks: Sequence[Mark], number: int) -> str:
    width, height = image.width / scale, image.height / scale
    rectangles = "".join(map(_rectangle, marks))
    return (
        f"<div class='page' style='width:{image.width}px'><img alt='page {number}' src='{_data_uri(image)}'>"
        f"<svg viewBox='0 0 {width:g} {height:g}' preserveAspectRatio='none'>{rectangles}</svg></div>"
    )


def _rectangle(mark: Mark) -> str:
    x0, top, x1, bottom = mark.place.box or (0, 0, 0, 0)
    return (
        f"<rect x='{x0:g}' y='{top:g}' width='{x1 - x0:g}' height='{bottom - top:g}' stroke='{_COLOURS[mark.kind]}' "
        f"stroke-width='{_WIDTHS.get(mark.kind, 1) / 2:g}'><title>{html.escape(mark.text)}</title></rect>"
    )


def _data_uri(image: Image) -> str:
    file = io.BytesIO()
    image.convert("RGB").save(file, "JPEG", quality=70)
    return f"data:image/jpeg;base64,{base64.b64encode(file.getvalue()).decode()}"


def _block_html(block: Paragraph | RawTable) -> str:
    """A paragraph or table of a file without pages, spans as they are read."""
    if isinstance(block, Paragraph):
        role = "" if block.role is ParagraphRole.TEXT else f" class='{block.role.value}'"
        return f"<p{role}>{html.escape(block.text)} {_where(block.places)}</p>"
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td rowspan='{cell.row_span}' colspan='{cell.column_span}'>{html.escape(cell.text)}</td>"
            for cell in row.cells
        )
        + f"<td class='where'>{_where(row.places)}</td></tr>"
        for row in block.printed_rows
    )
    return f"<h2>table {block.index}</h2><table>{rows}</table>"


def _where(places: Sequence[Place]) -> str:
    first = places[0] if places else Place()
    return f"<span class='where'>line {first.first_line}</span>" if first.first_line else ""
