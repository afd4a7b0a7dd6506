from __future__ import annotations

import unicodedata

import pytest

from extractors import extract
from extractors.text.decoding import LARGEST_TEXT, decode
from normalizers.legacy import LegacyEncoding
from schemas.errors import EmptyFileError, FileTooLargeError, UnreadableFileError
from tests.documents import DOCUMENTS, PLAN_SXD, layout, path_of, text_of
from tests.normalizers.legacy_made import OFFICIAL, in_bytes, in_codes, in_windows

TEXT = "KẾ HOẠCH\nTriển khai thực hiện Nghị quyết số 57-NQ/TW\nỦy ban nhân dân tỉnh Đắk Lắk\n"
LINES = TEXT.splitlines()
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))


def _codes(data: bytes) -> list[str]:
    return [finding.code for finding in decode(data, "a.txt").findings]


def _lines(data: bytes) -> list[str]:
    return [line.text for line in decode(data, "a.txt").lines]


def _for_windows_1258(text: str) -> bytes:
    """Vietnamese in windows-1258: a vowel keeps its shape, its tone follows as a letter of its own."""
    parts = []
    for letter in text:
        decomposed = unicodedata.normalize("NFD", letter)
        base = unicodedata.normalize("NFC", decomposed.translate(_TONES))
        parts.append(base + "".join(mark for mark in decomposed if ord(mark) in _TONES))
    return "".join(parts).encode("cp1258")


@pytest.mark.parametrize(
    ("data", "findings"),
    [
        (TEXT.encode(), []),
        (TEXT.encode("utf-8-sig"), ["encoding"]),
        (TEXT.encode("utf-16"), ["encoding"]),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), ["encoding"]),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), ["encoding"]),
        (TEXT.encode("utf-16-le"), ["encoding"]),
        (TEXT.encode("utf-16-be"), ["encoding"]),
        (TEXT.encode("utf-32"), ["encoding"]),
        (unicodedata.normalize("NFD", TEXT).encode(), ["decomposed-unicode"]),
        (unicodedata.normalize("NFD", TEXT).encode("utf-16"), ["encoding", "decomposed-unicode"]),
        (_for_windows_1258(TEXT), ["encoding"]),
    ],
    ids=["utf-8", "bom", "utf-16", "16le-bom", "16be-bom", "16le", "16be", "utf-32", "nfd", "nfd-16", "windows-1258"],
)
def test_one_text_in_many_encodings(data: bytes, findings: list[str]) -> None:
    assert _lines(data) == LINES
    assert _codes(data) == findings


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_a_whole_document_in_other_encodings(encoding: str) -> None:
    found, expected = extract(text_of(PLAN_SXD).encode(encoding), "a.txt"), layout(PLAN_SXD)
    assert found.blocks == expected.blocks


def test_a_whole_document_in_windows_1258() -> None:
    found = extract(_for_windows_1258(text_of(PLAN_SXD)), "a.txt")
    assert found.blocks == layout(PLAN_SXD).blocks


@pytest.mark.parametrize("encoding", LegacyEncoding)
@pytest.mark.parametrize("form", ["bytes", "utf-8", "utf-16", "utf-8 of windows signs"])
def test_legacy_letters(encoding: LegacyEncoding, form: str) -> None:
    """From the bytes of a file, and from Unicode in which the letters of a legacy font were saved."""
    data = {
        "bytes": in_bytes(OFFICIAL, encoding),
        "utf-8": in_codes(OFFICIAL, encoding).encode(),
        "utf-16": in_windows(OFFICIAL, encoding).encode("utf-16"),
        "utf-8 of windows signs": in_windows(OFFICIAL, encoding).encode(),
    }[form]
    decoded = decode(data, "a.txt")
    found, expected = "\n".join(line.text for line in decoded.lines), OFFICIAL
    # TCVN3 has no capitals with tones
    assert found.lower() == expected.lower() if encoding is LegacyEncoding.TCVN3 else found == expected
    assert decoded.encoding == encoding.lower()
    assert [finding.message for finding in decoded.findings][-1] == f"a.txt: read as {encoding}"
    assert {finding.code for finding in decoded.findings} == {"encoding"}


def test_a_whole_document_in_vni() -> None:
    found = extract(in_bytes(text_of(PLAN_SXD), LegacyEncoding.VNI), "a.txt")
    assert found.blocks == layout(PLAN_SXD).blocks


def test_a_line_of_unicode_among_legacy_lines_stays() -> None:
    lines = _lines(f"{in_codes(OFFICIAL, LegacyEncoding.VNI)}\nNgười ký: Trương Tấn Thiệu, có, là\n".encode())
    assert lines == [*OFFICIAL.split("\n"), "Người ký: Trương Tấn Thiệu, có, là"]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_no_document_is_read_as_legacy(document: str) -> None:
    assert decode(path_of(document).read_bytes(), "a.txt").encoding in ("utf-8", "utf-8-sig")


def test_french_bytes_are_no_legacy_text() -> None:
    text = "L'été dernier, le comité a décidé d'améliorer la qualité de l'éducation à l'école, où êtes-vous, déjà?\n"
    with pytest.raises(UnreadableFileError, match="save it as UTF-8"):
        decode((text * 5).encode("latin-1"), "a.txt")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("một\r\nhai\r\n", ["một", "hai"]),
        ("một\rhai\r", ["một", "hai"]),
        ("một\nhai", ["một", "hai"]),
        ("một\r\n\r\nhai\n", ["một", "", "hai"]),
        ("một\u2028hai", ["một", "hai"]),
        ("một\u00a0\n\u00a0\n", ["một\u00a0", "\u00a0"]),
    ],
)
def test_line_ends(text: str, lines: list[str]) -> None:
    decoded = decode(text.encode(), "a.txt")
    assert [line.text for line in decoded.lines] == lines
    assert [line.number for line in decoded.lines] == list(range(1, len(lines) + 1))


def test_form_feeds_are_pages() -> None:
    decoded = decode("trang một\n\ftrang hai\ncòn nữa\n\f\ftrang bốn\n".encode(), "a.txt")
    assert [(line.text, line.page) for line in decoded.lines] == [
        ("trang một", 1),
        ("trang hai", 2),
        ("còn nữa", 2),
        ("trang bốn", 4),
    ]
    assert decoded.pages == 4


def test_without_form_feeds_there_are_no_pages() -> None:
    decoded = decode("trang một\n\f".encode(), "a.txt")
    assert (decoded.pages, [line.page for line in decoded.lines]) == (None, [None])


@pytest.mark.parametrize(
    "data", [b"", b" ", b"\n\n\t", b"\x00\x00", b"\xef\xbb\xbf", b"\xff\xfe", "\u00a0\n\u200b".encode()]
)
def test_an_empty_file(data: bytes) -> None:
    with pytest.raises(EmptyFileError, match=r"^plan\.txt: .*empty|white space"):
        decode(data, "plan.txt")


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
        b"PK\x03\x04\x14\x00\x06\x00\x08\x00",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0\x00\x10JFIF",
        b"II*\x00\x08\x00\x00\x00",
        b"MM\x00*\x00\x00\x00\x08",
        b"{\\rtf1\\ansi K\\u7871 ho\\u7841ch}",
        b"\x1f\x8b\x08\x00",
        b"7z\xbc\xaf\x27\x1c",
        b"Rar!\x1a\x07\x00",
    ],
)
def test_another_format_named_txt(data: bytes) -> None:
    with pytest.raises(UnreadableFileError, match=r"^plan\.txt: this is .*not text"):
        decode(data + bytes(200), "plan.txt")


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 20,
        b"\x7fELF" + bytes(range(64)) * 40,
        b"KE HOACH \x00\x01\x02" * 50,
        b"\xff\xfe\x00\xd8" * 100,
    ],
    ids=["all bytes", "program", "control bytes", "damaged utf-16"],
)
def test_what_is_not_text(data: bytes) -> None:
    with pytest.raises(UnreadableFileError, match=r"^plan\.txt: "):
        decode(data, "plan.txt")


def test_a_nul_byte_does_not_reach_the_records() -> None:
    """One NUL in a long text is a slip, not a binary file; no table can hold it."""
    lines = _lines((TEXT * 20 + "Sở\x00 Y tế\n").encode())
    assert len(lines) == 20 * len(LINES) + 1
    assert "\x00" not in "".join(lines)


def test_damaged_bytes_are_shown_and_found() -> None:
    data = (TEXT * 20).encode()
    cut = data.index("ị".encode())
    damaged = data[: cut + 1] + data[cut + 2 :]
    decoded = decode(damaged, "a.txt")
    (finding,) = decoded.findings
    assert (finding.code, finding.severity.value) == ("damaged-bytes", "warning")
    assert "\ufffd" in decoded.lines[1].text
    assert "lines 2;" in finding.message
    assert [line.text for line in decoded.lines[3:]] == LINES * 19


def test_a_file_that_is_too_large() -> None:
    with pytest.raises(FileTooLargeError, match="20 MB"):
        decode(b"a" * (LARGEST_TEXT + 1), "plan.txt")


def test_a_large_file_is_read() -> None:
    line = "Triển khai thực hiện Nghị quyết\n".encode()
    assert len(decode(line * (2_000_000 // len(line)), "a.txt").lines) == 2_000_000 // len(line)


@pytest.mark.parametrize("name", ["a.txt", "a.TXT", "a.text", "a", "kế hoạch.txt"])
def test_texts_by_any_name(name: str) -> None:
    assert extract(TEXT.encode(), name).name == name
