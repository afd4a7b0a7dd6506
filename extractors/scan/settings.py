"""How pages that are pictures are read: when, with which model, by how many processes, for how long."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from schemas.raw import OcrPolicy

if TYPE_CHECKING:
    from extractors.scan.page import ScannedPage

SECONDS = 120.0
"""How long a page may take; the densest seen takes 4 s on a slow machine."""


LANGUAGE = "vie"


@dataclass(frozen=True)
class Model:
    """Which model tesseract reads with: its name, and the folder it lies in (None for tesseract's own)."""

    name: str = LANGUAGE
    folder: str | None = None


class PageStore(Protocol):
    """Where pages that were read are kept, by what tells one picture and way of reading from another."""

    def get(self, key: str) -> ScannedPage | None:
        """The page, None where it is not kept."""

    def put(self, key: str, page: ScannedPage) -> None:
        """Keep a page; where it cannot be kept, it is not."""


@dataclass(frozen=True)
class Ocr:
    """Settings of the reading of pictures.

    Attributes:
        policy: Which pages are read so.
        model: What the engine reads with.
        jobs: How many pages are read at a time, each by an engine of its own.
        seconds: How long the engine may take for a page.
        store: Where pages that were read are kept; None for nowhere.
        progress: Called after each page with how many are done and how many there are.
        slot: Held while a page is read: bounds how many are read at a time by all processes of a run.
    """

    policy: OcrPolicy = OcrPolicy.AUTO
    model: Model = Model()
    jobs: int = 1
    seconds: float = SECONDS
    store: PageStore | None = None
    progress: Callable[[int, int], None] | None = None
    slot: AbstractContextManager[object] = field(default_factory=nullcontext)
