"""Documents that were read badly: mended as a whole, figures and source kept, doubtful words told."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import lru_cache

import pytest

from extractors import extract
from normalizers.repair.detection import Condition
from normalizers.repair.mending import MendedLine, MendedToken
from pipeline.assemble import Source, assemble
from pipeline.mended_texts import DOUBTFUL
from pipeline.mending import Mended, mended
from schemas.raw import Extraction, Paragraph, ParagraphRole, Place, RawCell, RawDocument, RawRow, RawTable
from schemas.records import Reading, Severity
from tests.documents import DOCUMENTS, PLAN_KON_TUM, REPOSITORY, layout, path_of, reading
from tests.pipeline.garbled import PLAN, figures, garbled

SOURCE = Source("plan.txt", "0" * 64)
FEW_WORDS = "Trién khai thuc hién Nghi quyét vé dot pha phat trién khoa hogc, cong nghé"
ENGLISH = "The committee shall publish a report on every project before the end of the year. " * 5


def _raw(text: str) -> RawDocument:
    return extract(text.encode(), "plan.txt")


@lru_cache
def _mended() -> Mended:
    return mended(_raw(garbled(PLAN)))


@lru_cache
def _reading() -> Reading:
    return assemble(_raw(garbled(PLAN)), SOURCE)


def _cells(raw: RawDocument) -> list[str]:
    return [cell.text for table in raw.tables for row in (table.header, *table.rows) for cell in row.cells]


# --- when the mender is asked -----------------------------------------------------------------------------------------


@pytest.fixture
def no_mender(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("normalizers.repair.mending.mender", lambda: pytest.fail("the mender was asked"))


@pytest.mark.usefixtures("no_mender")
@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name != PLAN_KON_TUM])
def test_clean_documents_are_left_alone(name: str) -> None:
    raw = layout(name)
    found = mended(raw)
    assert found.raw is raw
    assert (found.changed, found.still_garbled, found.doubts) == (False, False, ())


@pytest.mark.usefixtures("no_mender")
@pytest.mark.parametrize("text", [FEW_WORDS, "1\t2\t3", PLAN])
def test_of_a_few_words_and_of_clean_text_nothing_is_asked(text: str) -> None:
    assert not mended(_raw(text)).changed


def test_a_clean_document_does_not_load_the_models() -> None:
    program = (
        "import sys; from pathlib import Path; from pipeline.reading import read_file; read_file(Path(sys.argv[1]));"
        "sys.exit(any(name.startswith('normalizers.repair') for name in sys.modules))"
    )
    clean = next(name for name in DOCUMENTS if name != PLAN_KON_TUM)
    ran = subprocess.run([sys.executable, "-c", program, str(path_of(clean))], cwd=REPOSITORY, check=False)
    assert ran.returncode == 0


def test_another_language_is_not_mended() -> None:
    found = assemble(_raw(ENGLISH), SOURCE)
    assert not found.document.repaired
    assert [f.severity for f in found.findings if f.code == "garbled-text"] == [Severity.WARNING]
    assert "it is not mended" in next(f.message for f in found.findings if f.code == "garbled-text")


# --- a garbled plan with tables ---------------------------------------------------------------------------------------


def test_the_cells_of_tables_are_mended() -> None:
    read, printed = _cells(_mended().raw), _cells(_raw(PLAN))
    assert len(read) == len(printed)
    assert sum(mine == its for mine, its in zip(read, printed, strict=True)) >= 0.95 * len(printed)


def test_figures_in_cells_stay_as_they_stand() -> None:
    came, left = _cells(_raw(garbled(PLAN))), _cells(_mended().raw)
    assert [figures(cell) for cell in left] == [figures(cell) for cell in came]
    assert {"> 40", "≥ 30,5", "1.250", "10-18", "Quý II/2025", "6/2025", "2025 - 2026"} <= set(left)


def test_what_stood_there_is_kept() -> None:
    came, left = _raw(garbled(PLAN)), _mended().raw
    assert [row.source_text for table in left.tables for row in table.rows] == [
        row.source_text for table in came.tables for row in table.rows
    ]
    lines = garbled(PLAN).split("\n")
    for record in (*_reading().tasks, *_reading().indicators):
        assert record.source_lines
        assert record.source_text == "\n".join(lines[number - 1] for number in record.source_lines)


def test_the_records_are_those_of_the_clean_plan() -> None:
    clean, read = assemble(_raw(PLAN), SOURCE), _reading()
    assert [(t.task_id, t.deadline_kind, t.deadline_end) for t in read.tasks] == [
        (t.task_id, t.deadline_kind, t.deadline_end) for t in clean.tasks
    ]
    assert [(i.indicator_id, i.operator, i.value, i.value_max, i.unit) for i in read.indicators] == [
        (i.indicator_id, i.operator, i.value, i.value_max, i.unit) for i in clean.indicators
    ]
    assert [(r.symbol, r.relation) for r in read.references] == [(r.symbol, r.relation) for r in clean.references]
    kept = {"symbol", "kind", "issuer", "place", "issued_on", "root_symbol", "parent_symbols"}
    assert read.document.model_dump(include=kept) == clean.document.model_dump(include=kept)
    assert (read.document.repaired, clean.document.repaired) == (True, False)
    assert read.document.text_quality < 0.6 < 0.95 < clean.document.text_quality


def test_the_same_document_is_mended_the_same() -> None:
    assert mended(_raw(garbled(PLAN))) == _mended()


# --- with words that are given ----------------------------------------------------------------------------------------


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, tuple[str, float]]], None]:
    """Lets the mender read the words given, each with its confidence, and leave all others."""

    class Given:
        def __init__(self, words: dict[str, tuple[str, float]]) -> None:
            self.words = words

        def mend(self, lines: Sequence[str], *, second_look: bool) -> list[MendedLine]:
            assert not second_look
            return [self._line(line) for line in lines]

        def _line(self, line: str) -> MendedLine:
            words, place = line.split(" "), 0
            tokens = []
            for word in words:
                text, confidence = self.words.get(word, (word, 1.0))
                others = (("rival", 0.4),) if confidence < 1 else ()
                tokens.append(MendedToken(word, text, confidence, place, place + len(word), others))
                place += len(word) + 1
            return MendedLine(line, " ".join(token.text for token in tokens), Condition.GARBLED, tuple(tokens))

    def give(words: dict[str, tuple[str, float]]) -> None:
        monkeypatch.setattr("normalizers.repair.mending.mender", lambda: Given(words))

    return give


Give = Callable[[dict[str, tuple[str, float]]], None]
PADDING = Paragraph(text="thwc " * 60, source_text="thwc " * 60, places=(Place(first_line=90, last_line=90),))


def _document(*blocks: Paragraph | RawTable) -> RawDocument:
    return RawDocument(name="a.txt", media_type="text/plain", extraction=Extraction.TEXT, blocks=(*blocks, PADDING))


def _row(number: int, *cells: str, confidence: float = 1.0) -> RawRow:
    place = Place(first_line=number, last_line=number)
    return RawRow(
        cells=tuple(RawCell(column=c, text=text, places=(place,)) for c, text in enumerate(cells, start=1)),
        source_rows=(number,),
        places=(place,),
        source_text="\t".join(cells),
        confidence=confidence,
    )


def test_a_row_is_no_surer_than_its_least_sure_word(answers: Give) -> None:
    answers({"nhiém": ("nhiệm", 0.8), "vu": ("vụ", 0.7), "40": ("40", 0.2), "ting": ("tầng", 0.9)})
    rows = (_row(2, "nhiém vu", "40"), _row(3, "ha", "40"), _row(4, "ting", "40", confidence=0.6))
    table = RawTable(index=1, width=2, header=_row(1, "TT", "vu"), rows=rows)
    found = mended(_document(table)).raw.tables[0]
    assert [row.confidence for row in found.rows] == [0.7, 1.0, 0.6]
    assert [[cell.text for cell in row.cells] for row in found.rows] == [
        ["nhiệm vụ", "40"],
        ["ha", "40"],
        ["tầng", "40"],
    ]
    assert found.header.cells[1].text == "vụ"
    assert [row.source_text for row in found.rows] == [row.source_text for row in rows]


def test_figures_and_signs_of_cells_stay_whatever_the_mender_reads(answers: Give) -> None:
    answers({"1": ("lệ", 0.9), "%": ("ở", 0.9), "thwc": ("thực", 0.9)})
    table = RawTable(index=1, width=2, header=_row(1, "TT", "%"), rows=(_row(2, "1", "thwc 1 %"),))
    number = Paragraph(text="1 %", source_text="1 %", places=(Place(first_line=3, last_line=3),))
    words = Paragraph(text="Ty 1", source_text="Ty 1", places=(Place(first_line=4, last_line=4),))
    found = mended(_document(table, number, words))
    assert _cells(found.raw) == ["TT", "%", "1", "thực 1 %"]
    assert [paragraph.text for paragraph in found.raw.paragraphs[:2]] == ["1 %", "Ty lệ"]


def test_line_breaks_in_cells_stay(answers: Give) -> None:
    answers({"So": ("Sở", 0.9)})
    table = RawTable(index=1, width=1, header=_row(1, "TT"), rows=(_row(2, "So Y\nSo X"),))
    assert mended(_document(table)).raw.tables[0].rows[0].cells[0].text == "Sở Y\nSở X"


def test_furniture_is_left_as_it_stands(answers: Give) -> None:
    answers({"thwc": ("thực", 0.9)})
    menu = PADDING.model_copy(update={"role": ParagraphRole.FURNITURE})
    found = mended(_document(menu)).raw.paragraphs
    assert (found[0], found[1].text) == (menu, "thực " * 59 + "thực")


def test_a_paragraph_is_parted_where_mending_shows_an_item(answers: Give) -> None:
    answers({"Can": ("Căn", 0.9), "cir": ("cứ", 0.9), "ting": ("tầng", 0.5)})
    lines = ("  vé viéc cap nhat", "ha ting", "Can cir Luat")
    joined = Paragraph(
        text="vé viéc cap nhat ha ting Can cir Luat",
        places=(Place(page=3, first_line=5, last_line=7),),
        source_text="\n".join(lines),
    )
    found = mended(_document(joined))
    assert [(p.text, p.source_text, p.places) for p in found.raw.paragraphs[:-1]] == [
        ("vé viéc cap nhat ha tầng", "  vé viéc cap nhat\nha ting", (Place(page=3, first_line=5, last_line=6),)),
        ("Căn cứ Luat", "Can cir Luat", (Place(page=3, first_line=7, last_line=7),)),
    ]
    (doubt,) = found.doubts
    assert doubt.message == "page 3: read 'ting' as 'tầng' (0.50); or 'rival' (0.40)"
    assert doubt.origin.places == (Place(page=3, first_line=6, last_line=6),)


def test_doubtful_words_are_findings_with_the_record_they_stand_in(answers: Give) -> None:
    """Words that were changed or have rivals are told; figures that stay and words that are sure are not."""
    answers({"trinh": ("trình", 0.5), "kh6ng": ("không", 0.3), "6/2025": ("6/2025", 0.1), "SỐ": ("SỐ", DOUBTFUL)})
    rows = "1\tLập chuong trinh\tSở Y tế\t6/2025\n2\tXây dựng đề án\tSở Y tế\t7/2025"
    table = f"PHỤ LỤC\n\nTT\tNhiệm vụ\tCơ quan chủ trì\tThời gian hoàn thành\n{rows}\n"
    found = assemble(_raw(f"Công tac kh6ng thé thiêu\n\n{'thwc ' * 60}\n\n{table}"), SOURCE)
    told = [f for f in found.findings if f.code == "doubtful-word"]
    assert [(f.severity, f.record_id, f.source_lines, f.confidence) for f in told] == [
        (Severity.INFO, None, [1], 0.3),
        (Severity.INFO, found.tasks[0].task_id, [8], 0.5),
    ]
    assert told[1].message == "line 8: read 'trinh' as 'trình' (0.50); or 'rival' (0.40)"
    assert [task.confidence for task in found.tasks] == [0.5, 1.0]
    assert "2 words of it doubtful" in next(f.message for f in found.findings if f.code == "garbled-text")


def test_symbols_that_stay_misread_are_told_and_not_cited(answers: Give) -> None:
    answers({"Can": ("Căn", 0.9), "cir": ("cứ", 0.9)})
    cited = "Can cir Nghị quyết 71/NO-CP, Quyết định 12/QĐ-UBND và Công văn số 146/SKHCN-VP."
    found = assemble(_raw(f"{cited}\n\n{'thwc ' * 60}"), SOURCE)
    assert [reference.symbol for reference in found.references] == ["12/QĐ-UBND", "146/SKHCN-VP"]
    assert ["71/NO-CP" in f.message for f in found.findings if f.code == "unread-symbol"] == [True]


# --- the scan of Kon Tum ----------------------------------------------------------------------------------------------


def test_the_head_of_the_scan_is_read_from_its_title_and_opening() -> None:
    document = reading(PLAN_KON_TUM).document
    assert (document.repaired, document.kind, document.symbol) == (True, "Kế hoạch", None)
    assert document.issuer == "Ủy ban nhân dân tỉnh Kon Tum"
    assert document.title
    assert document.title.startswith(
        "Triển khai thực hiện Nghị quyết 71/NQ-CP ngày 01 tháng 4 năm 2025 của Chính phủ và"
    )
    assert (document.root_symbol, document.parent_symbols) == ("57-NQ/TW", ["71/NQ-CP", "95-CTr/TU"])


def test_doubtful_words_of_the_scan_name_their_line() -> None:
    lines = path_of(PLAN_KON_TUM).read_text(encoding="utf-8").split("\n")
    told = [finding for finding in reading(PLAN_KON_TUM).findings if finding.code == "doubtful-word"]
    assert told
    for finding in told:
        assert finding.source_lines
        assert finding.source_text in {" ".join(lines[number - 1].split()) for number in finding.source_lines}
        assert finding.confidence is not None
        assert finding.confidence < DOUBTFUL
