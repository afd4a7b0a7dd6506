"""Publishes in processes that are killed at every step; run by `test_killed_runs.py`, prints one JSON line per kill.

Each step is a child of this process, which itself never touches the dataset: the threads of the Delta library would
not survive the fork. A child counts what it does to the disk (through Python's audit events, and before and after
each Delta commit) and kills itself with SIGKILL at a given count; other children are killed after a given time.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from pipeline import delta, latest
from pipeline.dataset import Dataset
from pipeline.validation import validate
from tests.pipeline.made import link, publish, task

_WATCHED = {"open", "os.mkdir", "os.rename", "os.symlink", "os.remove", "os.rmdir", "shutil.rmtree"}
_OPENED = ("/tasks.csv", "/datapackage.json")
_DELAYS = (0.01, 0.03, 0.05, 0.07, 0.09)
FIRST, SECOND = ("t1", "t2"), ("t1", "t2", "t3")


def _die() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("survived SIGKILL")


def _arm(root: Path, fatal: int) -> None:
    """Has this process kill itself at its `fatal`-th step on the disk."""
    count = 0

    def step() -> None:
        nonlocal count
        count += 1
        if count == fatal:
            _die()

    def audit(event: str, arguments: tuple[Any, ...]) -> None:
        path = str(arguments[0])
        # Of the many files of an export, one opened half way and one opened last stand for all.
        if event in _WATCHED and path.startswith(str(root)) and (event != "open" or path.endswith(_OPENED)):
            step()

    write = delta.write

    def counted_write(path: Path, table: Any) -> int:
        step()
        version = write(path, table)
        step()
        return version

    delta.write = counted_write
    sys.addaudithook(audit)


def _publish(root: Path, ids: tuple[str, ...]) -> None:
    records = [task(task_id) for task_id in ids]
    links = [link(task_id) for task_id in (*ids, "i1")]
    publish(root, tasks=records, links=links)


def _state(root: Path) -> dict[str, Any]:
    """What a reader sees: the newest version, its tasks, its faults (apart from a `latest/` that lags)."""
    dataset = Dataset(root)
    newest = dataset.latest()
    if newest is None:
        return {"version": None, "tasks": [], "faults": []}
    faults = [str(fault) for fault in validate(dataset) if fault.rule != "latest"]
    shown = latest.is_current(root, newest) and not latest.damaged_files(root)
    hidden = sorted(path.name for path in root.glob(".latest-*"))
    return {
        "version": newest.version,
        "tasks": dataset.read("tasks")["task_id"].to_pylist(),
        "faults": faults,
        "latest_is_current": shown,
        "latest_leads_somewhere": (root / "latest" / "tasks.csv").is_file(),
        "exports": len(hidden),
    }


def _child(work: Callable[[], Any]) -> tuple[int, Any]:
    """Runs something in a child; the signal that ended it (0 if none) and what it returned."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            os.write(writing, json.dumps(work()).encode())
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        answer = pipe.read()
    _, status = os.waitpid(pid, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0, json.loads(answer) if answer else None


def _killed_at(fatal: int, root: Path, ids: tuple[str, ...]) -> int:
    def work() -> None:
        _arm(root, fatal)
        _publish(root, ids)

    return _child(work)[0]


def _killed_after(delay: float, root: Path, ids: tuple[str, ...]) -> int:
    pid = os.fork()
    if pid == 0:
        try:
            _publish(root, ids)
        finally:
            os._exit(0)
    time.sleep(delay)
    os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


Kill = Callable[[Path, tuple[str, ...]], int]


def _report(root: Path, how: str, ids: tuple[str, ...], kill: Kill) -> int:
    """One kill, what a reader sees after it, and what the next run makes of it."""
    ended = kill(root, ids)

    def look_and_run_again() -> dict[str, Any]:
        seen = _state(root)
        _publish(root, ids)
        return {"seen": seen, "repaired": _state(root)}

    _, states = _child(look_and_run_again)
    print(json.dumps({"how": how, "signal": ended, **states}), flush=True)
    return ended


def main(work: Path, start: str) -> None:
    """Kills a publication at each step and after each delay: of a first version, or of a second over a first."""
    base = work / "base"
    base.mkdir()
    if start == "second":
        _child(lambda: _publish(base, FIRST))
    ids: tuple[str, ...] = FIRST if start == "first" else SECOND
    root = work / "clean"

    def fresh() -> Path:
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(base, root, symlinks=True)
        return root

    step = 0
    ended = int(signal.SIGKILL)
    while ended:
        step += 1
        ended = _report(fresh(), f"step {step}", ids, partial(_killed_at, step))
    for delay in _DELAYS:
        _report(fresh(), f"{delay} s", ids, partial(_killed_after, delay))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
