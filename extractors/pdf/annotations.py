"""What is laid over a page: the number and date that an office stamps on a signed decision, filled forms, notes.

Programs that sign a document draw these as the appearance of a signature field, beside the text of the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTPage
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import apply_matrix_pt, mult_matrix

if TYPE_CHECKING:
    from pdfplumber.page import Page

Matrix = tuple[float, float, float, float, float, float]

_SHOWN = frozenset({"Widget", "FreeText", "Stamp"})
_HIDDEN = 0b100010
"""Flags of an annotation: hidden, or not shown on a screen."""
_MOST = 200
"""Annotations of a page that are looked at: a form has some dozens."""


def laid_over(page: Page) -> Iterator[LTPage]:
    """The appearance of each annotation that shows on a page, laid out like the page itself.

    One that cannot be drawn is left out: it may be damaged, or meant for another program.
    """
    for annotation in _annotations(page)[:_MOST]:
        try:
            drawn = _drawn(page, annotation)
        except Exception:  # noqa: BLE001, S112 - pdfminer meets damage with whatever the damage makes fail
            continue
        if drawn is not None:
            yield drawn


def _annotations(page: Page) -> list[dict[str, Any]]:
    found = resolve1(page.page_obj.annots) or []
    resolved = [resolve1(each) for each in found] if isinstance(found, list) else []
    return [each for each in resolved if isinstance(each, dict)]


def _drawn(page: Page, annotation: dict[str, Any]) -> LTPage | None:
    subtype = resolve1(annotation.get("Subtype"))
    flags = resolve1(annotation.get("F")) or 0
    if not isinstance(subtype, PSLiteral) or subtype.name not in _SHOWN or flags & _HIDDEN:
        return None
    stream = _appearance(annotation)
    rectangle = resolve1(annotation.get("Rect"))
    if stream is None or not rectangle:
        return None
    x0, y0, x1, y1 = (float(resolve1(edge)) for edge in rectangle)
    placed = _placed(stream, (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
    device = PDFPageAggregator(page.pdf.rsrcmgr, pageno=page.page_number, laparams=None)
    interpreter = PDFPageInterpreter(page.pdf.rsrcmgr, device)
    to_page = _page_matrix(page)
    device.begin_page(page.page_obj, to_page)
    interpreter.render_contents(resolve1(stream.get("Resources")) or {}, [stream], ctm=mult_matrix(to_page, placed))
    device.end_page(page.page_obj)
    return device.get_result()


def _appearance(annotation: dict[str, Any]) -> PDFStream | None:
    """The stream of the normal appearance; where there are several states, that of the one set."""
    states = resolve1((resolve1(annotation.get("AP")) or {}).get("N"))
    if isinstance(states, dict):
        chosen = resolve1(annotation.get("AS"))
        states = resolve1(states.get(chosen.name)) if isinstance(chosen, PSLiteral) else None
    return states if isinstance(states, PDFStream) else None


def _placed(stream: PDFStream, rectangle: tuple[float, float, float, float]) -> Matrix:
    """The matrix that lays an appearance into the rectangle of its annotation (PDF 32000-1, 12.5.5)."""
    matrix: Matrix = tuple(float(resolve1(part)) for part in resolve1(stream.get("Matrix")) or (1, 0, 0, 1, 0, 0))  # type: ignore[assignment]
    left, bottom, right, top = (float(resolve1(edge)) for edge in resolve1(stream["BBox"]))
    corners = [apply_matrix_pt(matrix, (x, y)) for x in (left, right) for y in (bottom, top)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    x_scale = (rectangle[2] - rectangle[0]) / ((max(xs) - min(xs)) or 1.0)
    y_scale = (rectangle[3] - rectangle[1]) / ((max(ys) - min(ys)) or 1.0)
    fit = (x_scale, 0.0, 0.0, y_scale, rectangle[0] - min(xs) * x_scale, rectangle[1] - min(ys) * y_scale)
    return mult_matrix(fit, matrix)


def _page_matrix(page: Page) -> Matrix:
    """How pdfminer turns and shifts a page."""
    x0, y0, x1, y1 = page.page_obj.mediabox
    turned = page.page_obj.rotate
    if turned == 90:
        return (0, -1, 1, 0, -y0, x1)
    if turned == 180:
        return (-1, 0, 0, -1, x1, y1)
    if turned == 270:
        return (0, 1, -1, 0, y1, -x0)
    return (1, 0, 0, 1, -x0, -y0)
