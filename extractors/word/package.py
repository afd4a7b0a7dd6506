"""The zip that a Word document is: its parts, read with limits, parsed without entities or network."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from docx.oxml.parser import parse_xml
from lxml import etree

from extractors.word.names import Element, w
from schemas.errors import EmptyFileError, FileTooLargeError, PasswordError, UnreadableFileError
from schemas.raw import RawFinding
from schemas.records import Severity

LARGEST_PART = 64 * 1024 * 1024
"""Bytes of one part once unpacked: the text of 1,000 pages of tables takes about 30 MB of XML."""
LARGEST_TOTAL = 96 * 1024 * 1024
"""Bytes of all parts read of one document; pictures are never unpacked."""
MOST_PARAGRAPHS = 200_000
"""Paragraphs of one document, those of cells and notes too: 600 bytes and more of memory go to each, even if empty."""
STEEPEST = 200
"""How many times larger than packed a part may be: text of tables packs 10 to 60 times, a zip bomb 1,000 times."""
_STEEP_FROM = 8 * 1024 * 1024
"""Bytes below which a part may be packed as tightly as it likes."""
DEEPEST = 200
"""Elements inside one another. Word's own documents stay below 60; the parser itself gives up at 256."""
_CHUNK = 1024 * 1024

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PARAGRAPH = re.compile(rb"<\0?(?:[^\s<>/:]+:\0?)?p\0?[\s/>]")
"""Where a paragraph begins, whatever its prefix, in UTF-8 and in UTF-16."""
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)
"""Names of ISO 29500 Strict and the usual ones for the same elements."""
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, KeyError)


@dataclass
class Package:
    """The parts of one document by name, and what went wrong with those that the text can do without.

    python-docx opens a package whole, refuses documents with macros and templates, and sets no limits; so the zip is
    read here, and only its parser of parts is used.
    """

    name: str
    archive: zipfile.ZipFile
    names: dict[str, zipfile.ZipInfo]
    findings: list[RawFinding] = field(default_factory=list)
    unpacked: int = 0
    paragraphs: int = 0
    _relations: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)

    def main(self) -> tuple[str, Element]:
        """The name and root of the part that holds the body."""
        path = next((target for _, kind, target in self.relations("") if kind == "officeDocument"), "")
        if path.lower() not in self.names:
            path = "word/document.xml"
        if path.lower() not in self.names:
            raise UnreadableFileError(
                f"{self.name}: a zip file, but no Word document lies in it; check that the file is what its name says"
            )
        root = self.parse(path)
        if root.tag != w("document"):
            raise UnreadableFileError(f"{self.name}: an Office file, but no Word document; give it its own suffix")
        return path, root

    def related(self, source: str, kind: str) -> Element | None:
        """The root of the part of a kind (`styles`, `numbering`) that another part names; None where there is none."""
        path = next((target for _, each, target in self.relations(source) if each == kind), None)
        return self.optional(path or posixpath.join(posixpath.dirname(source), f"{kind}.xml"))

    def optional(self, path: str) -> Element | None:
        """The root of a part that the text can do without; one that is damaged becomes a finding."""
        if path.lower() not in self.names:
            return None
        try:
            return self.parse(path)
        except FileTooLargeError:
            raise
        except UnreadableFileError as error:
            self.findings.append(RawFinding(severity=Severity.WARNING, code="damaged-part", message=str(error)))
            return None

    def relations(self, source: str) -> list[tuple[str, str, str]]:
        """What a part points to inside the package: id, kind, name of the part."""
        if source not in self._relations:
            self._relations[source] = list(self._read_relations(source))
        return self._relations[source]

    def _read_relations(self, source: str) -> Iterator[tuple[str, str, str]]:
        folder, base = posixpath.split(source)
        root = self.optional(posixpath.join(folder, "_rels", f"{base}.rels"))
        for each in () if root is None else root:
            if isinstance(each.tag, str) and each.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))).lstrip("/")
                yield each.get("Id", ""), each.get("Type", "").rsplit("/", 1)[-1], target

    def parse(self, path: str) -> Element:
        """The root of a part.

        Raises:
            FileTooLargeError: It unpacks to more, or the parts read so far have more paragraphs, than any plan has.
            UnreadableFileError: It is damaged, or holds what no Word document holds.
        """
        xml = self.read(path)
        self._count_paragraphs(xml)
        for strict, usual in _STRICT:
            xml = xml.replace(strict, usual)
        if any(doctype in xml for doctype in _DOCTYPES):
            raise UnreadableFileError(
                f"{self.name}: {path} declares entities, which Word never does; the file is not read"
            )
        try:
            root = parse_xml(xml)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise UnreadableFileError(
                f"{self.name}: {path} is damaged ({error}); open the file in Word, let it repair it and save it again"
            ) from None
        if root.getroottree().docinfo.internalDTD is not None or _is_deep(root):
            raise UnreadableFileError(
                f"{self.name}: {path} nests more than {DEEPEST} elements or declares entities; the file is not read"
            )
        # a comment cuts the text of the element that it stands in, for lxml, into its own and what follows
        etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
        return root

    def _count_paragraphs(self, xml: bytes) -> None:
        """Counts them before they are parsed: it is the parsed ones that take the memory."""
        self.paragraphs += sum(1 for _ in _PARAGRAPH.finditer(xml))
        if self.paragraphs > MOST_PARAGRAPHS:
            raise FileTooLargeError(
                f"{self.name}: more than {MOST_PARAGRAPHS:,} paragraphs, which no plan has; if it holds several "
                "documents, split it into one file for each document"
            )

    def read(self, path: str) -> bytes:
        """The bytes of a part, unpacked no further than the limits."""
        info = self.names[path.lower()]
        pieces: list[bytes] = []
        size = 0
        try:
            with self.archive.open(info) as file:
                while piece := file.read(_CHUNK):
                    size += len(piece)
                    self.unpacked += len(piece)
                    self._check(path, size, info.compress_size)
                    pieces.append(piece)
        except _BROKEN as error:
            raise UnreadableFileError(
                f"{self.name}: {path} cannot be unpacked ({error}); fetch or copy the file again"
            ) from None
        return b"".join(pieces)

    def _check(self, path: str, size: int, packed: int) -> None:
        steep = size > _STEEP_FROM and size > STEEPEST * max(packed, 1)
        if size > LARGEST_PART or self.unpacked > LARGEST_TOTAL or steep:
            raise FileTooLargeError(
                f"{self.name}: {path} unpacks to far more text than any plan holds; if it is a real document, "
                "save it in several files"
            )


def open_package(data: bytes, name: str) -> Package:
    """The package in the bytes of a file.

    Raises:
        EmptyFileError: There are none.
        PasswordError: They are encrypted.
        UnreadableFileError: They are no zip: of Word 97, cut off, or something else.
    """
    if not data.strip():
        raise EmptyFileError(f"{name}: the file is empty; fetch or copy it again")
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise PasswordError(
                f"{name}: the document opens with a password only; open it in Word and save it without a password"
            )
        raise UnreadableFileError(f"{name}: a document of Word 97 to 2003 (.doc); open it and save it as .docx")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN:
        cut = "the file is cut off or damaged" if data.startswith(b"PK") else "the file is no Word document (no zip)"
        raise UnreadableFileError(f"{name}: {cut}; fetch or copy it again, or save it anew as .docx") from None
    names = {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in archive.infolist()}
    return Package(name, archive, names)


def _is_deep(root: Element) -> bool:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            return True
    return False
