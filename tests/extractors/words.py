"""Word documents written as raw XML, so that a test can say exactly what stands in the file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from extractors.grid import Grid
from extractors.items import Items
from extractors.word.reader import read_docx
from schemas.raw import Paragraph, ParagraphRole

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_NAMESPACES = (
    f'xmlns:w="{WORD}" xmlns:r="{_RELATIONS}"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_ROOTS = {"footnotes": "footnotes", "endnotes": "endnotes", "header": "hdr", "footer": "ftr", "theme": "theme"}


def part(root: str, inside: str) -> str:
    prefix = "a" if root == "theme" else "w"
    return f'<?xml version="1.0" encoding="UTF-8"?><{prefix}:{root} {_NAMESPACES}>{inside}</{prefix}:{root}>'


def package(files: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def relations(targets: Mapping[str, tuple[str, str]]) -> str:
    each = "".join(
        f'<Relationship Id="{name}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'


def files(body: str, parts: Mapping[str, str] | None = None) -> dict[str, str | bytes]:
    """The parts of a document; `parts` holds the insides of others by name (`numbering`, `footnotes`, `header1`)."""
    parts = parts or {}
    kinds = {name: name.rstrip("0123456789") for name in parts}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        f'{"theme" if kind == "theme" else f"wordprocessingml.{kind}"}+xml"/>'
        for name, kind in {"document": "document.main", **kinds}.items()
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
        f'"application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>',
        "_rels/.rels": relations({"rId1": ("officeDocument", "word/document.xml")}),
        "word/_rels/document.xml.rels": relations({name: (kind, f"{name}.xml") for name, kind in kinds.items()}),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        **{f"word/{name}.xml": part(_ROOTS.get(kinds[name], kinds[name]), inside) for name, inside in parts.items()},
    }


def document(body: str, **parts: str) -> bytes:
    return package(files(body, parts))


def read(body: str, **parts: str) -> Items:
    return read_docx(document(body, **parts), "thu.docx")


def p(text: str = "", properties: str = "") -> str:
    """A paragraph of one run, or of the runs given as XML."""
    runs = text if text.startswith("<") else r(text) if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def tbl(*rows: str, grid: str = "") -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def tr(*cells: str, properties: str = "") -> str:
    whole = (cell if cell.startswith("<") else tc(cell) for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(whole)}</w:tr>"


def tc(content: str = "", properties: str = "") -> str:
    inside = content if content.startswith("<w:p") or content.startswith("<w:tbl") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def shown(items: Items) -> list[object]:
    """Paragraphs as their text, footnotes and furniture with their role, grids as rows of texts."""
    return [item.text if _plain(item) else _shown(item) for item in items.items]


def rows(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in grid.row(number)] for number in range(1, grid.height + 1)]


def spans(grid: Grid) -> list[tuple[int, int, int, int, str]]:
    return [(each.row, each.column, each.row_span, each.column_span, each.text) for each in grid.cells]


def _plain(item: Paragraph | Grid) -> bool:
    return isinstance(item, Paragraph) and item.role is ParagraphRole.TEXT


def _shown(item: Paragraph | Grid) -> object:
    return rows(item) if isinstance(item, Grid) else (item.role.value, item.text)
