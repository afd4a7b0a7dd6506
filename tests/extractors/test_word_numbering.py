"""Numbers that Word generates.

The labels were compared with what LibreOffice prints, but for `w:isLgl` and `w:lvlRestart`, which it does not know, and
for numbers in cells that are covered by a merged one, which it counts; those follow ISO 29500 and Word.
"""

from __future__ import annotations

import pytest

from extractors.word.numerals import numeral
from tests.extractors.words import p, read, shown, tbl, tc, tr


def _level(depth: int, kind: str, text: str, start: int = 1, extra: str = "", after: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{extra}'
        f'<w:lvlText w:val="{text}"/>{after}</w:lvl>'
    )


def _abstract(name: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{name}">{"".join(levels)}</w:abstractNum>'


def _list(name: int, abstract: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'


def _start(depth: int, start: int) -> str:
    return f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def _in(name: int, depth: int = 0, text: str = "x", style: str = "") -> str:
    return p(text, f'{style}<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{name}"/></w:numPr>')


_FONT = '<w:rPr><w:rFonts w:ascii="{0}" w:hAnsi="{0}"/></w:rPr>'
_NUMBERING = (
    _abstract(
        1,
        _level(0, "upperRoman", "%1."),
        _level(1, "decimal", "%1.%2.", extra="<w:isLgl/>"),
        _level(2, "lowerLetter", "%3)"),
        _level(3, "bullet", "-"),
    )
    + _abstract(
        2,
        _level(0, "decimal", "%1."),
        _level(1, "decimal", "%1.%2"),
        _level(2, "decimal", "%1.%2.%3", extra='<w:lvlRestart w:val="0"/>'),
    )
    + _abstract(
        3,
        _level(0, "decimalZero", "%1"),
        _level(1, "none", ""),
        _level(2, "bullet", "\uf0b7", after=_FONT.format("Symbol")),
        _level(3, "bullet", "\uf02d", after=_FONT.format("Symbol")),
        _level(4, "bullet", "\uf0a7", after=_FONT.format("Wingdings")),
        _level(5, "bullet", "+"),
        _level(6, "decimal", "Điều %7.", start=4),
        _level(7, "decimal", "(%8)", after="<w:rPr><w:vanish/></w:rPr>"),
    )
    + '<w:abstractNum w:abstractNumId="4"><w:numStyleLink w:val="L"/></w:abstractNum>'
    + _abstract(
        5,
        _level(0, "decimal", "%1/", extra='<w:pStyle w:val="H1"/>'),
        _level(1, "decimal", "%1/%2", extra='<w:pStyle w:val="H2"/>'),
    )
    + '<w:abstractNum w:abstractNumId="6"><w:numStyleLink w:val="R"/></w:abstractNum>'
    + _list(1, 1)
    + _list(2, 2)
    + _list(3, 2, _start(0, 5))
    + _list(4, 2)
    + _list(5, 3)
    + _list(6, 4)
    + _list(7, 5)
    + _list(8, 6)
    + _list(9, 2, f'<w:lvlOverride w:ilvl="0">{_level(0, "upperLetter", "%1-")}</w:lvlOverride>')
    + _list(10, 99)
)
_STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="numbering" w:styleId="L"><w:name w:val="l"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="numbering" w:styleId="R"><w:name w:val="r"/>'
    '<w:pPr><w:numPr><w:numId w:val="8"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/>'
    '<w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:basedOn w:val="H1"/><w:pPr><w:numPr>'
    '<w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="H2b"><w:name w:val="mine"/><w:basedOn w:val="H2"/></w:style>'
)
_H1, _H2, _H2B = (f'<w:pStyle w:val="{name}"/>' for name in ("H1", "H2", "H2b"))
_NONE = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'

_CASES = [
    (
        "levels start anew below a higher one",
        _in(1) + _in(1, 1) + _in(1, 1) + _in(1, 2) + _in(1, 3) + _in(1, 2) + _in(1) + _in(1, 1) + _in(1, 2),
        ["I.", "1.1.", "1.2.", "a)", "-", "b)", "II.", "2.1.", "a)"],
    ),
    (
        "a level passed over counts as begun",
        _in(2, 1) + _in(2, 1) + _in(2) + _in(2, 2) + _in(2, 1),
        ["1.1", "1.2", "2.", "2.1.1", "2.2"],
    ),
    (
        "a level that never starts anew",
        _in(2) + _in(2, 2) + _in(2) + _in(2, 2),
        ["1.", "1.1.1", "2.", "2.1.2"],
    ),
    (
        "lists of one definition count on, one with a start of its own starts once",
        _in(2) + _in(4) + _in(3) + _in(3) + _in(3, 1) + _in(4) + _in(2) + _in(3),
        ["1.", "2.", "5.", "6.", "6.1", "7.", "8.", "9."],
    ),
    ("a level of the list's own", _in(9) + _in(9, 1), ["A-", "A.1"]),
    (
        "formats and bullets",
        _in(5) + _in(5, 1) + _in(5, 2) + _in(5, 3) + _in(5, 4) + _in(5, 5) + _in(5, 6) + _in(5, 6) + _in(5, 7),
        ["01", "", "•", "-", "•", "+", "Điều 4.", "Điều 5.", ""],
    ),
    ("through a list style", _in(6) + _in(1), ["I.", "II."]),
    ("list styles in a ring", _in(8), [""]),
    ("a missing list, a missing definition, a missing level", _in(77) + _in(10) + _in(1, 8), ["", "", ""]),
    (
        "through paragraph styles",
        p("x", _H1) + p("x", _H2) + p("x", _H2B) + p("x", _H1 + _NONE) + p("x", _H1) + p("x"),
        ["1/", "1/1", "1/2", "", "2/", ""],
    ),
]


@pytest.mark.parametrize(("body", "labels"), [case[1:] for case in _CASES], ids=[case[0] for case in _CASES])
def test_labels_are_those_that_are_printed(body: str, labels: list[str]) -> None:
    expected = [f"{label} x".strip() for label in labels]
    assert shown(read(body, numbering=_NUMBERING, styles=_STYLES)) == expected


def test_labels_count_through_cells_where_nothing_else_stands() -> None:
    body = _in(2) + tbl(tr("TT", "Nhiệm vụ"), *(tr(tc(_in(2, 0, "")), name) for name in "ab")) + _in(2)
    expected = ["1. x", [["TT", "Nhiệm vụ"], ["2.", "a"], ["3.", "b"]], "4. x"]
    assert shown(read(body, numbering=_NUMBERING)) == expected


def test_a_bare_bullet_prints_in_a_cell_and_is_nothing_in_the_text() -> None:
    body = _in(1, 3, "") + tbl(tr(tc(_in(1, 3, "")), "a")) + _in(2, 0, "")
    assert shown(read(body, numbering=_NUMBERING)) == [[["-", "a"]], "1."]


def test_deleted_and_covered_paragraphs_are_not_counted() -> None:
    gone = '<w:rPr><w:del w:id="1"/></w:rPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>'
    body = p("", gone) + _in(2)
    merged = [tc(_in(2, 0, ""), f"<w:vMerge{state}/>") for state in (' w:val="restart"', "")]
    body += tbl(tr(merged[0], "a"), tr(merged[1], "b"), tr(tc(_in(2, 0, "")), "c"))
    assert shown(read(body, numbering=_NUMBERING)) == ["1. x", [["2.", "a"], ["b"], ["3.", "c"]]]


def test_a_format_of_ones_own_is_read_from_its_first_numbers() -> None:
    custom = (
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, ..."/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    )
    level = f'<w:lvl w:ilvl="0"><w:start w:val="9"/>{custom}<w:lvlText w:val="%1"/></w:lvl>'
    assert shown(read(_in(1) + _in(1), numbering=_abstract(1, level) + _list(1, 1))) == ["009 x", "010 x"]


@pytest.mark.parametrize("kind", ["decimal", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman", "decimalZero"])
def test_different_numbers_print_differently(kind: str) -> None:
    printed = [numeral(number, kind) for number in range(-1, 800)]
    assert len(set(printed)) == len(printed)


def test_a_document_without_the_part_for_lists_prints_no_labels() -> None:
    assert shown(read(_in(1) + p("y", '<w:pStyle w:val="H1"/>'))) == ["x", "y"]
