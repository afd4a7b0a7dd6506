"""Files read by several processes at once, which never outlive the run and never keep its lock.

The processes come from a fork server. A process forked from the run itself would share the lock of the dataset folder
and hold it on after a run that was killed, and would inherit locks of threads that it does not have.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from functools import partial
from multiprocessing import connection
from multiprocessing.queues import SimpleQueue
from pathlib import Path
from types import ModuleType
from typing import TypeVar

Result = TypeVar("Result")
_PAUSE, _PATIENCE = 0.1, 2.0
"""Seconds between two looks at what the processes tell, and how long the last of it is waited for."""
_News = SimpleQueue[tuple[str, int, int]]
"""What processes tell: the name of a file, how many of its pages are done, how many there are."""


def in_processes(
    work: Callable[[Path], Result],
    paths: Sequence[Path],
    workers: int,
    lost: Callable[[Path], Result],
    *,
    slots: int = 1,
    told: Callable[[str, int, int], None] | None = None,
) -> Iterator[Result]:
    """What `work` makes of each path, in their order.

    Args:
        work: A function of a module, or a partial of one, for its name is what is sent to the processes.
        paths: What it is called with.
        workers: How many processes work at a time.
        lost: What stands for the result where a process ended over a path (out of memory, killed).
        slots: How many pages all of them may read at a time; each holds `page_slot()` while it reads one.
        told: Called with what the processes `tell` of their pages.
    """
    with _pool(workers, _module_of(work), slots, told) as pool:
        futures = _submitted(pool, work, paths)
        for path, future in zip(paths, futures, strict=True):
            try:
                yield future.result()
            except BrokenProcessPool:
                # All that was not done is lost with one process: each path in a process of its own tells which it was.
                yield _alone(work, path, lost, slots)


def _module_of(work: Callable[[Path], Result]) -> str:
    return str((work.func if isinstance(work, partial) else work).__module__)


def _alone(work: Callable[[Path], Result], path: Path, lost: Callable[[Path], Result], slots: int) -> Result:
    with _pool(1, _module_of(work), slots, None) as pool:
        try:
            return _submitted(pool, work, [path])[0].result()
        except BrokenProcessPool:
            return lost(path)


@contextmanager
def _pool(
    workers: int, module: str, slots: int, told: Callable[[str, int, int], None] | None
) -> Iterator[ProcessPoolExecutor]:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([module])  # read once, not once for each process
    news: _News | None = context.SimpleQueue() if told else None
    given = (_working_folder(), context.BoundedSemaphore(slots), news)
    pool = ProcessPoolExecutor(workers, context, initializer=_begin, initargs=given)
    ended = threading.Event()
    listener = threading.Thread(target=_listen, args=(news, told, ended), daemon=True)
    if news:
        listener.start()
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)
        ended.set()
        if news:
            listener.join(_PATIENCE)


def _listen(news: _News, told: Callable[[str, int, int], None], ended: threading.Event) -> None:
    """Passes on what the processes tell until they have ended; a process that was killed may leave half a message."""
    while not (ended.is_set() and news.empty()):
        if news.empty():
            ended.wait(_PAUSE)
            continue
        message = news.get()
        with suppress(Exception):  # what cannot be shown must not hold up the processes
            told(*message)


def _submitted(
    pool: ProcessPoolExecutor, work: Callable[[Path], Result], paths: Sequence[Path]
) -> list[Future[Result]]:
    """The futures of all calls.

    The processes start here. Meanwhile the program that runs has no name, else each of them would run it anew.
    """
    program, sys.modules["__main__"] = sys.modules["__main__"], ModuleType("__main__")
    try:
        return [_submit(pool, work, path) for path in paths]
    finally:
        sys.modules["__main__"] = program


def _submit(pool: ProcessPoolExecutor, work: Callable[[Path], Result], path: Path) -> Future[Result]:
    try:
        return pool.submit(work, path)
    except BrokenProcessPool as error:
        refused: Future[Result] = Future()
        refused.set_exception(error)
        return refused


def _working_folder() -> str | None:
    try:
        return os.getcwd()  # noqa: PTH109 - a text for another process
    except OSError:
        return None


class _Shared:
    """What a process shares with the others of its run; in the run itself nothing is shared."""

    slot: AbstractContextManager[object] = nullcontext()
    news: _News | None = None


def page_slot() -> AbstractContextManager[object]:
    """What is held while a page is read, so that all processes of a run read no more of them at a time than asked."""
    return _Shared.slot


def tell(name: str, done: int, count: int) -> None:
    """Tells the run how many pages of a file are done; in the run itself nothing listens."""
    if _Shared.news:
        _Shared.news.put((name, done, count))


def _begin(folder: str | None, slot: AbstractContextManager[object], news: _News | None) -> None:
    """Runs first in each process: where to work, what is shared, and when to end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run itself is interrupted and ends its processes
    if folder is not None:
        os.chdir(folder)
    _Shared.slot, _Shared.news = slot, news
    threading.Thread(target=_end_with_the_run, daemon=True).start()


def _end_with_the_run() -> None:
    """Ends this process when the run that asked for it is gone, however that ended."""
    run = multiprocessing.parent_process()
    if run is not None:
        connection.wait([run.sentinel])
        os._exit(1)
