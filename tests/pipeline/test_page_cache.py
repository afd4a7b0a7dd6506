"""Pages that were read are kept, found again as they were, and never in the way."""

from __future__ import annotations

import math
import os
from pathlib import Path

import pytest

from extractors.pages.frame import Frame
from extractors.ruling import Lattice, Rule, RuledCell
from extractors.scan.lines import SeenWord
from extractors.scan.page import Doubt, RuledTable, ScannedPage
from pipeline.ocr import OcrWish, cache_beside
from pipeline.page_cache import PageCache

WORD = SeenWord("Sở Xây dựng", (1.0, 2.0, 30.5, 14.25), 0.875)
LATTICE = Lattice((0.0, 50.0), (0.0, 20.0), (RuledCell(1, 1, 1, 1, (0.0, 0.0, 50.0, 20.0)),))
PAGE = ScannedPage(
    3,
    Frame(90, 595.0, 842.0, lean=-0.35),
    tables=(RuledTable(LATTICE, (((WORD,),),)),),
    lines=((WORD, WORD),),
    across=(Rule(20.0, 0.0, 50.0),),
    doubts=(Doubt("9/2025", "8/2025", (1.0, 2.0, 3.0, 4.0)),),
)
KEY = "ab" + "0" * 38


def test_a_page_comes_back_as_it_was(tmp_path: Path) -> None:
    cache = PageCache(tmp_path / "pages")
    assert cache.get(KEY) is None
    cache.put(KEY, PAGE)
    again = cache.get(KEY)
    assert again == PAGE
    assert again is not None
    assert isinstance(again.lines[0][0], SeenWord)
    assert math.isclose(again.frame.lean, -0.35)


@pytest.mark.parametrize("spoilt", [b"", b"\x1f\x8b", b"no gzip", b"{}", b"\x1f\x8b\x08" + b"\x00" * 40])
def test_a_damaged_page_is_read_anew(tmp_path: Path, spoilt: bytes) -> None:
    cache = PageCache(tmp_path)
    cache.put(KEY, PAGE)
    (path,) = tmp_path.glob("??/*")
    path.write_bytes(spoilt)
    assert cache.get(KEY) is None
    cache.put(KEY, PAGE)
    assert cache.get(KEY) == PAGE


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "pages").write_text("a file")
    cache = PageCache(tmp_path / "pages")
    cache.put(KEY, PAGE)
    assert cache.get(KEY) is None


def test_nothing_half_written_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    PageCache(tmp_path).put(KEY, PAGE)
    assert list(tmp_path.glob("??/*")) == []


def test_the_pages_used_longest_ago_go_first(tmp_path: Path) -> None:
    cache = PageCache(tmp_path)
    keys = [f"{number:02d}" + "0" * 38 for number in range(4)]
    for age, key in enumerate(keys):
        cache.put(key, PAGE)
        (path,) = (tmp_path / key[:2]).iterdir()
        os.utime(path, (1_000 + age, 1_000 + age))
        size = path.stat().st_size
    assert cache.get(keys[0]) == PAGE  # used again: now the newest
    PageCache(tmp_path, largest=2 * size).trim()
    assert [key for key in keys if cache.get(key)] == [keys[0], keys[3]]


def test_the_cache_lies_beside_the_dataset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cache_beside(tmp_path / "clean") == tmp_path / ".clean-cache"
    monkeypatch.chdir(tmp_path)
    assert cache_beside(Path("clean")) == Path(".clean-cache")


def test_a_cache_that_is_not_there_needs_no_trimming(tmp_path: Path) -> None:
    PageCache(tmp_path / "nowhere").trim()
    assert not (tmp_path / "nowhere").exists()


def test_what_is_asked_for_becomes_settings(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    settings = OcrWish(jobs=3, cache=tmp_path, seconds=9).settings("a.pdf", lambda *news: told.append(news))
    assert (settings.jobs, settings.seconds, settings.model.name) == (3, 9, "vie")
    assert settings.progress is not None
    settings.progress(2, 5)
    assert told == [("a.pdf", 2, 5)]
    assert OcrWish().settings("a.pdf").store is None
