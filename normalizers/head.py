"""The head and foot of a document: symbol, kind, issuer, place, date, title, signer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from normalizers.agency_names import canonical_agency
from normalizers.dates import iso_date
from normalizers.headings import appendix_numeral, is_numbered_heading
from normalizers.openings import any_word, issuer_in, kind_in, reads_as_title
from normalizers.symbols import SYMBOL, draft_symbol, kind_named, parse_symbol
from normalizers.text import CAPITALS, FOOTNOTE_SIGNS, capital_first, fold, is_upper
from normalizers.vocabulary import load
from schemas.drafts import DraftDocument

_HEAD_LENGTH = 60
_NAME_WORD = rf"[{CAPITALS}](?:[^\W\d_]*[^\W\d_{CAPITALS}])?"
_PLACE_DATE = re.compile(
    rf"(?<![/\w-])(?P<place>(?:TP\.?\s*)?{_NAME_WORD}(?:\s+(?:-\s+)?{_NAME_WORD}){{0,4}})\s*,\s*(?P<date>ngày\b.{{0,40}}(?:\bnăm\s*|/\s*)(?:19|20)\d\d)"
)
_NUMBER_LINE = re.compile(r"^Số\s*:?\s*(?=[\d./…_-]|$|\s)", re.IGNORECASE)
_KIND_AND_NUMBER = re.compile(r"^(?P<kind>\D{3,40}?)\s+số\s*:\s*(?P<symbol>\S{3,40})$", re.IGNORECASE)
_MOTTO = re.compile(r"^(?:cộng h[oò]à? xã hội|độc lập|đảng cộng sản)", re.IGNORECASE)
_MOTTO_AFTER = re.compile(r"\s+(?:CỘNG HÒA XÃ HỘI|CỘNG HOÀ XÃ HỘI|ĐẢNG CỘNG SẢN|Độc lập\b).*$")
_CAPITALS_FIRST = re.compile(rf"(?:[{CAPITALS}]+\s+){{2,}}")
_MOTTOES = ("doc lap tu do hanh phuc", "cong hoa xa hoi chu nghia viet nam")
_LIKE_A_MOTTO = 60
_LEVEL = any_word("levels")
_BODY_HEAD = re.compile(rf"^{any_word('issuers')}(?!\w)")
_ATTACHED = re.compile(r"kèm theo .{0,80}?\bcủa\s+(?P<issuer>[^)]{3,80})\)?", re.IGNORECASE)
_AS_FOLLOWS = re.compile(r"\s+như sau\W*$", re.IGNORECASE)
_JOINED = re.compile(r"\b(?:VÀ|,)\n|\nVÀ\b")
"""Where the name of a body goes on below: `BỘ NÔNG NGHIỆP VÀ` `MÔI TRƯỜNG`."""
_SENTENCE = re.compile(r"[.;:]\W*$")
_LONGEST_TITLE_LINE = 30
_OFFICE = re.compile(
    rf"^(?:(?:Q|KT|TM|T/M|TL|TUQ)\.?\s*)?(?P<office>(?:PHÓ\s+|QUYỀN\s+)?{any_word('offices')}"
    rf"(?:\s+(?:{any_word('office_tails')}|UBND.*|ỦY BAN.*))?)\s*$"
)
_SIGNED_HERE = re.compile(r"^\(?\s*(?:đã ký|đã kí)\s*\)?\s*", re.IGNORECASE)
_SIGNED = re.compile(r"^\(?\s*(?:đã ký|đã kí|chữ ký|ký tên).{0,30}$", re.IGNORECASE)
_NAME = re.compile(
    rf"^(?:(?:TS|ThS|PGS|GS|BS|KS)\.?\s*)*(?P<name>[{CAPITALS}][^\W\d_]*(?:\s+[{CAPITALS}][^\W\d_]*){{1,5}})$"
)


@dataclass(frozen=True)
class Head:
    """The head as read, and which paragraphs are its title and its opening (half-open ranges)."""

    draft: DraftDocument
    title: tuple[int, int]
    opening: tuple[int, int]


def read_head(texts: Sequence[str], touching: Sequence[bool]) -> Head:
    """The head of a document from its paragraphs.

    Args:
        texts: The paragraphs, in order, tables left out.
        touching: For each paragraph, whether it follows the one before without an empty line.
    """
    kind_at, kind = _kind_line(texts)
    title, title_span = _title(texts, touching, kind_at) if kind_at is not None else _title_without_kind(texts)
    opening = (title_span[1], _opening_end(texts, title_span[1]))
    symbol = _symbol(texts[: kind_at if kind_at is not None else _HEAD_LENGTH])
    parsed = parse_symbol(symbol) if symbol else None
    place, issued_on = _place_and_date(texts)
    signer, signer_title = _signature(texts)
    draft = DraftDocument(
        symbol=symbol,
        kind=kind or (parsed.kind if parsed else None) or kind_in(texts[opening[0] : opening[1]]),
        issuer=_issuer(texts, kind_at, opening, place),
        place=place,
        issued_on=issued_on,
        title=title,
        signer=signer,
        signer_title=signer_title,
        is_draft=bool(parsed and parsed.number is None) or bool(issued_on and len(issued_on) < 10),
    )
    return Head(draft, title_span, opening)


def _kind_line(texts: Sequence[str]) -> tuple[int | None, str | None]:
    """The line that names the kind of document, in capitals and alone."""
    for index, text in enumerate(texts[:_HEAD_LENGTH]):
        if is_upper(text) and (kind := kind_named(text)):
            return index, kind
    return None, None


def _title(texts: Sequence[str], touching: Sequence[bool], kind_at: int) -> tuple[str | None, tuple[int, int]]:
    """What the document is about: the paragraph below its kind, with the lines that touch it."""
    start = kind_at + 1
    while start < len(texts) and _is_issuer_line(texts[start]):
        start += 1
    if start >= len(texts):
        return None, (start, start)
    end = start + 1
    while end < len(texts) and touching[end] and is_upper(texts[end]) == is_upper(texts[start]):
        if _is_issuer_line(texts[end]) or _is_rule(texts[end]) or _begins_body(texts[end]):
            break
        end += 1
    return " ".join(texts[start:end]), (start, end)


def _begins_body(text: str) -> bool:
    """Whether a line below a title is text of its own and no more of the title: a sentence, a heading, an item."""
    if is_upper(text):
        return is_numbered_heading(text)
    return text[:1].isupper() and (_SENTENCE.search(text) is not None or len(text.split()) > _LONGEST_TITLE_LINE)


def _title_without_kind(texts: Sequence[str]) -> tuple[str | None, tuple[int, int]]:
    """The title where no line names the kind, as where the top of the page was lost.

    It is the first paragraph below the letterhead, if it reads as a title and the sentence that issues the document
    follows it.
    """
    start = next((index for index, text in enumerate(texts) if not _is_letterhead_line(text)), len(texts))
    after = texts[start + 1 : _opening_end(texts, start)]
    if start < len(texts) and reads_as_title(texts[start]) and kind_in(after):
        return texts[start], (start, start + 1)
    return None, (0, 0)


def _is_letterhead_line(text: str) -> bool:
    dated = len(text) < 200 and _PLACE_DATE.search(text)
    return (
        is_upper(text)
        or _is_rule(text)
        or any(pattern.match(text) for pattern in (_NUMBER_LINE, _MOTTO))
        or bool(dated)
    )


def _is_issuer_line(text: str) -> bool:
    """`CỦA BAN CHẤP HÀNH ĐẢNG BỘ TỈNH` between the kind and the title names the issuer."""
    bare = re.sub(r"^CỦA\s+", "", text)
    return is_upper(text) and bool(_BODY_HEAD.match(bare)) and len(text.split()) <= 12


def _is_rule(text: str) -> bool:
    return not any(letter.isalnum() for letter in text)


def _opening_end(texts: Sequence[str], start: int) -> int:
    """The opening goes up to the first numbered heading or article, or the word that starts the order."""
    for index in range(start, len(texts)):
        text = texts[index]
        if re.match(r"^(?:Điều\s+1\b|[IVX]+\.\s|1\.\s|Phần\s|A\.\s|[IA]\s?[-–]\s|QUYẾT (?:ĐỊNH|NGHỊ)\s*:?$)", text):
            return index
        if appendix_numeral(text) is not None:
            return index
    return len(texts)


def _symbol(texts: Sequence[str]) -> str | None:
    """The symbol on the line that begins with `Số`; a draft keeps its blank number."""
    for text in texts[:_HEAD_LENGTH]:
        if not _NUMBER_LINE.match(text):
            continue
        found = SYMBOL.search(text)
        if found and (parsed := parse_symbol(found[0])):
            return parsed.text
        # a number that is printed but cannot be read (`Số: .3.5s /QĐ-UBND`) is not blank
        if (draft := draft_symbol(text)) and not re.match(r"Số\s*:?[^/]*?\w[^/]*?/", text, re.IGNORECASE):
            return draft
    return next(filter(None, map(_symbol_after_kind, texts[:_HEAD_LENGTH])), None)


def _symbol_after_kind(text: str) -> str | None:
    """The symbol on a line that has but kind and number, as portals set over a text: `Luật số: 58/2014/QH13`."""
    found = _KIND_AND_NUMBER.match(text)
    parsed = parse_symbol(found["symbol"]) if found and kind_named(found["kind"]) else None
    return parsed.text if parsed else None


def _place_and_date(texts: Sequence[str]) -> tuple[str | None, str | None]:
    for text in texts[:_HEAD_LENGTH]:
        found = _PLACE_DATE.search(text)
        if found and len(text) < 200:
            return found["place"].strip(), iso_date(found["date"])
    return None, None


# --- issuer ---------------------------------------------------------------------------------------------------------


def _issuer(texts: Sequence[str], kind_at: int | None, opening: tuple[int, int], place: str | None) -> str | None:
    """The issuing body: from the letterhead, else from the sentence that issues the document, else from its annex."""
    found = _letterhead(texts[: kind_at or 0]) or issuer_in(texts[opening[0] : opening[1]]) or _attached_to(texts)
    return _with_place(found, place, texts) if found else None


def _letterhead(texts: Sequence[str]) -> str | None:
    """The last body of the letterhead: a superior body stands above the issuer; the motto may stand beside it."""
    lines: list[str] = []
    for text in texts:
        text = _left_column(_MOTTO_AFTER.sub("", text).strip())
        if not text or _MOTTO.match(text) or not is_upper(text) or kind_named(text):
            continue
        if _BODY_HEAD.match(text):
            lines.append(text)
        elif lines and (re.match(rf"^{_LEVEL}\b", text.lower()) or _JOINED.search(f"{lines[-1]}\n{text}")):
            lines[-1] += f" {text}"
    return from_capitals(lines[-1]) if lines else None


def _left_column(text: str) -> str:
    """A line of the letterhead without what stands beside it, be that misread: `TỈNH TÂY NINH Dic lap - Tu do`."""
    capitals = _CAPITALS_FIRST.match(text)
    if not capitals or is_upper(text):
        return text
    beside = fold(text[capitals.end() :])
    return capitals[0].strip() if any(fuzz.ratio(beside, motto) >= _LIKE_A_MOTTO for motto in _MOTTOES) else text


def _attached_to(texts: Sequence[str]) -> str | None:
    for text in texts:
        found = _ATTACHED.search(text)
        if found and len(text) < 250:
            return _AS_FOLLOWS.sub("", found["issuer"]).strip()
    return None


def _with_place(issuer: str, place: str | None, texts: Sequence[str]) -> str:
    """`UBND tỉnh` with the place of issue, else the one place the text speaks of: `Ủy ban nhân dân tỉnh Khánh Hòa`."""
    issuer = re.sub(r"^(?:UBND|Uỷ ban nhân dân)\b", "Ủy ban nhân dân", issuer)
    level = re.search(rf"\b{_LEVEL}$", issuer)
    if level and issuer.startswith(("Ủy ban", "Hội đồng", "Ban ")) and (place := place or _only_place(level[0], texts)):
        return f"{issuer} {place}"
    return issuer


def _only_place(level: str, texts: Sequence[str]) -> str | None:
    """The name that follows `tỉnh` wherever the text names one, if it does so more than once and names no other."""
    pattern = re.compile(rf"\b{level}\s+({_NAME_WORD}(?:\s+{_NAME_WORD}){{0,3}})")
    named = [name.rstrip(FOOTNOTE_SIGNS) for text in texts for name in pattern.findall(text)]
    return named[0] if len(named) > 1 and len(set(named)) == 1 else None


def from_capitals(text: str) -> str:
    """A name printed in capitals, in the spelling of running text.

    >>> from_capitals("ỦY BAN NHÂN DÂN TỈNH KHÁNH HÒA"), from_capitals("SỞ XÂY DỰNG")
    ('Ủy ban nhân dân tỉnh Khánh Hòa', 'Sở Xây dựng')
    """
    known = canonical_agency(text)
    if not is_upper(known):
        words = [_word_case(word) if is_upper(word) and len(word) > 1 else word for word in known.split()]
        return capital_first(" ".join(words))
    return capital_first(" ".join(_word_case(word) for word in text.split()))


def _word_case(word: str) -> str:
    if word in _ACRONYMS:
        return word
    return word.lower() if word.lower() in _small_words() else word.capitalize()


_ACRONYMS = frozenset({"UBND", "HĐND", "UBMTTQ"})


@lru_cache
def _small_words() -> frozenset[str]:
    """Words of a name that running text prints small: levels of government, and what stands between them."""
    return frozenset(word for level in load("head")["levels"] for word in level.split()) | {
        "và",
        "đảng",
        "bộ",
        "nhân",
        "dân",
    }


# --- signature ------------------------------------------------------------------------------------------------------


def _signature(texts: Sequence[str]) -> tuple[str | None, str | None]:
    """Name and office of the signer: the first office line with a name below it, after `Nơi nhận` if that is there."""
    start = next((i for i, text in enumerate(texts) if fold(text).startswith("noi nhan")), 0)
    for index in range(start, len(texts)):
        office = _OFFICE.match(texts[index])
        if not office or not is_upper(texts[index]):
            continue
        if index + 1 < len(texts) and _OFFICE.match(texts[index + 1]):
            continue
        below = [_SIGNED_HERE.sub("", text) for text in texts[index + 1 : index + 4]]
        below = [text for text in below if text and not _SIGNED.match(text)]
        name = _NAME.match(below[0]) if below else None
        if name:
            return _name_case(name["name"]), office["office"]
    return None, None


def _name_case(name: str) -> str:
    return " ".join(word.capitalize() for word in name.split()) if is_upper(name) else name
