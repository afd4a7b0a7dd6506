"""How a run reads pages that are pictures: what the user asked for, made the settings of one process."""

from __future__ import annotations

import os
import threading
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from extractors.scan.settings import SECONDS, Ocr
from pipeline.console import PageProgress
from pipeline.mended_texts import load_models
from schemas.raw import OcrPolicy


@dataclass(frozen=True)
class OcrWish:
    """What a user asks for; plain data, sent to the processes of a run.

    Attributes:
        policy: Which pages are read off their pictures.
        tessdata: Another model, by its name or folder.
        jobs: How many pages are read at a time; None for as many as there are cores.
        cache: Folder in which pages that were read are kept; None for nowhere.
        seconds: How long a page may take.
    """

    policy: OcrPolicy = OcrPolicy.AUTO
    tessdata: str | None = None
    jobs: int | None = None
    cache: Path | None = None
    seconds: float = SECONDS

    @property
    def pages_at_a_time(self) -> int:
        """How many pages are read at a time."""
        return self.jobs or os.cpu_count() or 1

    def settings(
        self, name: str, progress: PageProgress | None = None, slot: AbstractContextManager[object] | None = None
    ) -> Ocr:
        """The settings for reading one file.

        Args:
            name: Of the file, for the progress that is told.
            progress: What is told of it.
            slot: What is held while a page is read.

        Raises:
            UsageError: There is no such model.
        """
        store = None
        if self.cache is not None:
            from pipeline.page_cache import PageCache

            store = PageCache(self.cache)
        model = None
        if self.tessdata is not None:
            from extractors.scan.engine import named_model

            model = named_model(self.tessdata)
        return Ocr(
            policy=self.policy,
            **({"model": model} if model else {}),
            jobs=self.pages_at_a_time,
            seconds=self.seconds,
            store=store,
            progress=partial(_page_read, name, progress),
            slot=slot or nullcontext(),
        )


def _load() -> None:
    with suppress(Exception):  # what goes wrong is told where the models are used
        load_models()


def _page_read(name: str, progress: PageProgress | None, done: int, count: int) -> None:
    """Tells of a page; while the others are read, the models are loaded that look over their words."""
    if done == 1:
        threading.Thread(target=_load, daemon=True).start()
    if progress:
        progress(name, done, count)


def cache_beside(dataset: Path) -> Path:
    """The folder beside a dataset in which the pages that `ingest` read are kept.

    >>> cache_beside(Path("data/clean")).as_posix()
    'data/.clean-cache'
    """
    whole = Path(os.path.abspath(dataset))  # noqa: PTH100 - resolve() would follow links out of the folder
    return dataset.parent / f".{whole.name}-cache" if dataset.name else whole.parent / f".{whole.name}-cache"


def own_cache() -> Path:
    """The folder of the user in which the pages that `extract` and `records` read are kept."""
    import platformdirs

    return platformdirs.user_cache_path("vnplans") / "pages"
