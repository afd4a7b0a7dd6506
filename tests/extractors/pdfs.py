"""PDF files written by hand, so that a test can say exactly what stands where on a page.

Letters are half as wide as they are high, spaces a quarter; the box of a letter is as high as its size. Places are in
points from the top left corner of the page as its text is read, however the page is turned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

LETTER, SPACE = 0.5, 0.25
"""Widths, as shares of the size; the fonts below say the same in thousandths."""
LEADING = 1.15
"""Share of the size from one line of a cell to the next."""
PADDING = 4.0
_DESCENT = 0.2
UNMAPPED = "Unmapped"
"""A font of which the file does not say which letters its glyphs are."""
_PICTURE = b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
_DESCRIPTOR = (
    b"<< /Type /FontDescriptor /FontName /%s /Flags 4 /Ascent 800 /Descent -200 /FontBBox [0 -200 1000 800] "
    b"/ItalicAngle 0 /CapHeight 700 /StemV 80 >>"
)
_INNER_FONT = (
    b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /%s /DW 500 /W [32 [250]] "
    b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor %d 0 R >>"
)
_FONT = b"<< /Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%d 0 R] %s >>"
_PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Rotate %d /Contents %d 0 R "
    b"/Resources << /Font << %s >> /XObject << /Picture %d 0 R >> >> /Annots [%s] >>"
)
_STAMP = b"<< /Type /Annot /Subtype /Widget /F 132 /Rect [%d %d %d %d] /AP << /N %d 0 R >> >>"


def width_of(text: str, size: float = 12) -> float:
    """How wide a text is printed."""
    return size * sum(SPACE if letter == " " else LETTER for letter in text)


def wrapped(text: str, room: float, size: float = 12) -> list[str]:
    """The lines in which a text is set in some room."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            if line and width_of(f"{line} {word}", size) > room:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}".strip()
        lines.append(line)
    return lines


@dataclass
class Sheet:
    """A page: its size as it is read, how its text is turned against the page as shown, and how the file turns it."""

    width: float = 595
    height: float = 842
    turned: int = 0
    rotate: int = 0
    content: list[str] = field(default_factory=list)
    stamps: list[tuple[float, float, str, float]] = field(default_factory=list)
    used: dict[str, set[str]] = field(default_factory=dict)

    def text(
        self, x: float, top: float, text: str, size: float = 12, font: str = "Times", *, up: bool = False
    ) -> float:
        """A line of text with the top of its letters at a place, or running upwards from it; gives where it ends."""
        self.used.setdefault(font, set()).update(text)
        codes = text.encode("utf-16-be").hex()
        baseline = self.height - top - size * (1 - _DESCENT)
        matrix = (
            f"0 1 -1 0 {x + size * (1 - _DESCENT):.2f} {self.height - top:.2f}" if up else f"1 0 0 1 {x} {baseline:.2f}"
        )
        self.content.append(f"BT /{font} {size} Tf {matrix} Tm <{codes}> Tj ET")
        return x + width_of(text, size)

    def lines(self, x: float, top: float, texts: Sequence[str], size: float = 12, leading: float = 1.3) -> float:
        """Lines below each other; gives where the next one would stand."""
        for number, text in enumerate(texts):
            self.text(x, top + number * leading * size, text, size)
        return top + len(texts) * leading * size

    def words(self, x: float, top: float, text: str, size: float = 12, gap: float = SPACE) -> None:
        """A line whose file holds no spaces, only room between its words."""
        for word in text.split():
            x = self.text(x, top, word, size) + gap * size

    def artifact(self, x: float, top: float, text: str, size: float = 12) -> None:
        """A line that the file calls no part of the text."""
        self.content.append("/Artifact <</Type /Pagination>> BDC")
        self.text(x, top, text, size)
        self.content.append("EMC")

    def stamp(self, x: float, top: float, text: str, size: float = 12) -> None:
        """A line laid over the page by a signature field, as offices stamp the number of a decision."""
        self.used.setdefault("Times", set()).update(text)
        self.stamps.append((x, top, text, size))

    def rule(self, x0: float, top: float, x1: float, bottom: float, thick: float = 0.5, grey: float = 0) -> None:
        """A line from one place to another."""
        ends = f"{x0} {self.height - top:.2f} m {x1} {self.height - bottom:.2f} l"
        self.content.append(f"q {grey} G {thick} w {ends} S Q")

    def bar(self, x0: float, top: float, x1: float, bottom: float, grey: float = 0) -> None:
        """A filled rectangle."""
        self.content.append(f"q {grey} g {x0} {self.height - bottom:.2f} {x1 - x0} {bottom - top:.2f} re f Q")

    def frame(self, x0: float, top: float, x1: float, bottom: float) -> None:
        """The outline of a rectangle."""
        self.content.append(f"{x0} {self.height - bottom:.2f} {x1 - x0} {bottom - top:.2f} re S")

    def picture(self, x0: float, top: float, x1: float, bottom: float) -> None:
        """A grey picture."""
        at = f"{x1 - x0} 0 0 {bottom - top} {x0} {self.height - bottom:.2f}"
        self.content.append(f"q {at} cm /Picture Do Q")

    def table(self, left: float, top: float, widths: Sequence[float], rows: Sequence[Row], size: float = 11) -> float:
        """A ruled table; gives where it ends. See `Row`."""
        xs = [left + sum(widths[:column]) for column in range(len(widths) + 1)]
        ys = [top, *_heights(top, xs, rows, size)]
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                self._square(xs, ys, number, column, rows)
                if text and text is not ABOVE:
                    room = xs[_end(row, column)] - xs[column] - 2 * PADDING
                    lines = wrapped(text, room, size)
                    self.lines(xs[column] + PADDING, ys[number] + PADDING, lines, size, LEADING)
        return ys[-1]

    def _square(self, xs: Sequence[float], ys: Sequence[float], row: int, column: int, rows: Sequence[Row]) -> None:
        """The sides of a square: those to the left and above it where a cell begins, the outer ones anyhow."""
        x0, x1, y0, y1 = xs[column], xs[column + 1], ys[row], ys[row + 1]
        if rows[row][column] is not LEFT:
            self.rule(x0, y0, x0, y1)
        if rows[row][_start(rows[row], column)] is not ABOVE:
            self.rule(x0, y0, x1, y0)
        if column + 2 == len(xs):
            self.rule(x1, y0, x1, y1)
        if row + 1 == len(rows):
            self.rule(x0, y1, x1, y1)

    @property
    def media_box(self) -> tuple[float, float]:
        """The size of the page in the file."""
        return (self.height, self.width) if (self.turned - self.rotate) % 180 else (self.width, self.height)

    def stream(self) -> bytes:
        """What the page draws."""
        matrix = {
            0: "1 0 0 1 0 0",
            90: f"0 -1 1 0 0 {self.width}",
            180: f"-1 0 0 -1 {self.width} {self.height}",
            270: f"0 1 -1 0 {self.height} 0",
        }[(self.turned - self.rotate) % 360]
        return "\n".join([f"{matrix} cm", *self.content]).encode("ascii")


LEFT = None
"""Stands for a square that the cell to its left covers."""
ABOVE = "\x00"
"""Stands for a square that the cell above covers."""
Row = Sequence[str | None]
"""The texts of a row, `LEFT` and `ABOVE` where a cell covers more than one square."""


def _start(row: Row, column: int) -> int:
    while row[column] is LEFT:
        column -= 1
    return column


def _end(row: Row, column: int) -> int:
    column += 1
    while column < len(row) and row[column] is LEFT:
        column += 1
    return column


def _heights(top: float, xs: Sequence[float], rows: Sequence[Row], size: float) -> Iterator[float]:
    for row in rows:
        most = max(
            len(wrapped(text or "", xs[_end(row, column)] - xs[column] - 2 * PADDING, size))
            for column, text in enumerate(row)
            if text is not ABOVE
        )
        top += (most - 1) * LEADING * size + size + 2 * PADDING
        yield top


def pdf(*sheets: Sheet) -> bytes:
    """The file of some pages."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]

    def added(content: bytes) -> int:
        objects.append(content)
        return len(objects)

    picture = added(_stream(b"\x80", _PICTURE))
    used: dict[str, set[str]] = {}
    for sheet in sheets:
        for name, letters in sheet.used.items():
            used.setdefault(name, set()).update(letters)
    fonts = []
    for name, letters in used.items():
        descriptor = added(_DESCRIPTOR % name.encode())
        inner = added(_INNER_FONT % (name.encode(), descriptor))
        unicode = b"" if name == UNMAPPED else b"/ToUnicode %d 0 R" % added(_stream(_to_unicode(sorted(letters))))
        fonts.append(b"/%s %d 0 R" % (name.encode(), added(_FONT % (name.encode(), inner, unicode))))
    pages = []
    for sheet in sheets:
        width, height = sheet.media_box
        content = added(_stream(sheet.stream()))
        stamps = b" ".join(b"%d 0 R" % added(stamp) for stamp in _stamps(sheet, b" ".join(fonts), added))
        pages.append(added(_PAGE % (width, height, sheet.rotate, content, b" ".join(fonts), picture, stamps)))
    kids = " ".join(f"{page} 0 R" for page in pages)
    objects[1] = f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode()
    return _file(objects)


def _stamps(sheet: Sheet, fonts: bytes, added: Callable[[bytes], int]) -> Iterator[bytes]:
    """The annotations of a page that is not turned; their appearance is drawn at a tenth of its size."""
    for x, top, text, size in sheet.stamps:
        wide, baseline = width_of(text, size), size * _DESCENT / 10
        codes = text.encode("utf-16-be").hex()
        shown = f"BT /Times {size / 10} Tf 1 0 0 1 0 {baseline:.3f} Tm <{codes}> Tj ET".encode()
        form = b"<< /Type /XObject /Subtype /Form /BBox [0 0 %.3f %.3f] /Resources << /Font << %s >> >>"
        appearance = added(_stream(shown, form % (wide / 10, size / 10, fonts)))
        bottom = sheet.height - top - size
        yield _STAMP % (x, bottom, x + wide, bottom + size, appearance)


def _stream(content: bytes, entries: bytes = b"<<") -> bytes:
    return entries + f" /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream"


def _to_unicode(letters: Sequence[str]) -> bytes:
    each = "\n".join(f"<{ord(letter):04x}> <{ord(letter):04x}>" for letter in letters)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(letters)} beginbfchar\n{each}\nendbfchar\nendcmap end end"
    ).encode("ascii")


def _file(objects: Sequence[bytes]) -> bytes:
    data = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    data += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    return bytes(data) + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
