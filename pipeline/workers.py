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
from contextlib import contextmanager
from functools import partial
from multiprocessing import connection
from pathlib import Path
from types import ModuleType
from typing import TypeVar

Result = TypeVar("Result")


def in_processes(
    work: Callable[[Path], Result], paths: Sequence[Path], workers: int, lost: Callable[[Path], Result]
) -> Iterator[Result]:
    """What `work` makes of each path, in their order.

    Args:
        work: A function of a module, or a partial of one, for its name is what is sent to the processes.
        paths: What it is called with.
        workers: How many processes work at a time.
        lost: What stands for the result where a process ended over a path (out of memory, killed).
    """
    with _pool(workers, _module_of(work)) as pool:
        futures = _submitted(pool, work, paths)
        for path, future in zip(paths, futures, strict=True):
            try:
                yield future.result()
            except BrokenProcessPool:
                # All that was not done is lost with one process: each path in a process of its own tells which it was.
                yield _alone(work, path, lost)


def _module_of(work: Callable[[Path], Result]) -> str:
    return str((work.func if isinstance(work, partial) else work).__module__)


def _alone(work: Callable[[Path], Result], path: Path, lost: Callable[[Path], Result]) -> Result:
    with _pool(1, _module_of(work)) as pool:
        try:
            return _submitted(pool, work, [path])[0].result()
        except BrokenProcessPool:
            return lost(path)


@contextmanager
def _pool(workers: int, module: str) -> Iterator[ProcessPoolExecutor]:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([module])  # read once, not once for each process
    pool = ProcessPoolExecutor(workers, context, initializer=_begin, initargs=(_working_folder(),))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


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


def _begin(folder: str | None) -> None:
    """Runs first in each process: where to work, and when to end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run itself is interrupted and ends its processes
    if folder is not None:
        os.chdir(folder)
    threading.Thread(target=_end_with_the_run, daemon=True).start()


def _end_with_the_run() -> None:
    """Ends this process when the run that asked for it is gone, however that ended."""
    run = multiprocessing.parent_process()
    if run is not None:
        connection.wait([run.sentinel])
        os._exit(1)
