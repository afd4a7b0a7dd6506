"""Many pages: in their order, each read once, none of them costing the others."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import numpy as np
import pytest

from extractors.pages.frame import Frame
from extractors.scan import pages as module
from extractors.scan.image import PageImage
from extractors.scan.page import ScannedPage
from extractors.scan.pages import key_of, read_pages
from extractors.scan.pictures import Unreadable
from extractors.scan.settings import Model, Ocr
from schemas.errors import EngineError, PageError

COUNT = 9


def _pictures(count: int = COUNT) -> Iterator[PageImage]:
    for number in range(1, count + 1):
        yield PageImage(number, np.full((30, 20), number, np.uint8), 200)


def _page(picture: PageImage) -> ScannedPage:
    return ScannedPage(picture.number, Frame(0, 10, 20))


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """An engine that finds nothing on any page; the numbers of the pages it was asked for."""
    asked: list[int] = []

    def read(picture: PageImage, _model: Model, _seconds: float) -> ScannedPage:
        asked.append(picture.number)
        time.sleep(0.01 * (picture.number % 3))
        return _page(picture)

    monkeypatch.setattr(module, "read_page", read)
    monkeypatch.setattr(module, "fingerprint", lambda model: model.name)
    return asked


@pytest.mark.parametrize("jobs", [1, 2, 4])
def test_pages_come_in_their_order(engine: list[int], jobs: int) -> None:
    told: list[tuple[int, int]] = []
    ocr = Ocr(jobs=jobs, progress=lambda done, count: told.append((done, count)))
    assert [page.number for page in read_pages(_pictures(), COUNT, ocr)] == list(range(1, COUNT + 1))
    assert sorted(engine) == list(range(1, COUNT + 1))
    assert told == [(done, COUNT) for done in range(1, COUNT + 1)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_few_pictures_wait_at_a_time(engine: list[int], jobs: int) -> None:
    made = 0

    def pictures() -> Iterator[PageImage]:
        nonlocal made
        for picture in _pictures(40):
            made += 1
            yield picture

    reading = read_pages(pictures(), 40, Ocr(jobs=jobs))
    next(reading)
    assert made <= 2 * jobs + 1
    assert len(list(reading)) == 39


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (PageError("tesseract did not finish in 3 s"), "tesseract did not finish in 3 s"),
        (ZeroDivisionError("x"), "vnplans failed on it (ZeroDivisionError: x); please report this with the file"),
    ],
)
def test_a_page_that_fails_does_not_cost_the_others(
    engine: list[int], monkeypatch: pytest.MonkeyPatch, jobs: int, error: Exception, reason: str
) -> None:
    def read(picture: PageImage, _model: Model, _seconds: float) -> ScannedPage:
        if picture.number == 4:
            raise error
        return _page(picture)

    monkeypatch.setattr(module, "read_page", read)
    found = list(read_pages(_pictures(), COUNT, Ocr(jobs=jobs)))
    assert [page.number for page in found if isinstance(page, Unreadable)] == [4]
    assert isinstance(found[3], Unreadable)
    assert found[3].reason.startswith(reason)


@pytest.mark.parametrize("jobs", [1, 2])
def test_without_an_engine_no_page_is_read(engine: list[int], monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    def read(picture: PageImage, _model: Model, _seconds: float) -> ScannedPage:
        raise EngineError("tesseract is not installed")

    monkeypatch.setattr(module, "read_page", read)
    with pytest.raises(EngineError, match="not installed"):
        list(read_pages(_pictures(), COUNT, Ocr(jobs=jobs)))


class _Store(dict[str, ScannedPage]):
    def put(self, key: str, page: ScannedPage) -> None:
        self[key] = page


def test_a_picture_is_read_once(engine: list[int]) -> None:
    store = _Store()
    for _ in range(2):
        assert len(list(read_pages(_pictures(), COUNT, Ocr(store=store)))) == COUNT
    assert len(engine) == COUNT


def test_the_same_picture_read_in_another_way_is_another(engine: list[int]) -> None:
    (picture,) = _pictures(1)
    assert key_of(picture, Ocr()) == key_of(picture, Ocr(jobs=2, seconds=5))
    assert key_of(picture, Ocr()) != key_of(picture, Ocr(model=Model("vie_best")))


def test_no_more_pages_are_read_at_a_time_than_there_are_slots(
    engine: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    running, most, lock = 0, 0, threading.Lock()

    def read(picture: PageImage, _model: Model, _seconds: float) -> ScannedPage:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.01)
        with lock:
            running -= 1
        return _page(picture)

    monkeypatch.setattr(module, "read_page", read)
    list(read_pages(_pictures(), COUNT, Ocr(jobs=4, slot=threading.BoundedSemaphore(2))))
    assert most == 2
