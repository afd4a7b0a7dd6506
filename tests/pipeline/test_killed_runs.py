from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

FIRST, SECOND = ["t1", "t2"], ["t1", "t2", "t3"]


Kills = list[dict[str, Any]]


def _start(work: Path, start: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.pipeline.killed_runs", str(work), start]
    root = Path(__file__).parents[2]
    return subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.fixture(scope="module")
def walks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Kills]:
    """Every kill of the publication of a first version and of a second, with what was seen before and after a rerun."""
    running = {start: _start(tmp_path_factory.mktemp(start), start) for start in ("first", "second")}
    walked = {}
    for start, process in running.items():
        printed, errors = process.communicate(timeout=300)
        assert process.returncode == 0, errors
        walked[start] = [json.loads(line) for line in printed.splitlines()]
    return walked


@pytest.mark.parametrize("start", ["first", "second"])
def test_a_killed_run_changes_nothing_or_everything(walks: dict[str, Kills], start: str) -> None:
    kills = walks[start]
    before, after = ((None, []), (1, FIRST)) if start == "first" else ((1, FIRST), (2, SECOND))
    steps = [kill for kill in kills if kill["how"].startswith("step")]
    assert [kill["signal"] for kill in steps] == [signal.SIGKILL] * (len(steps) - 1) + [0]
    assert len(steps) > 15
    # The walk passed the moment of publication: some kills came before it, some after.
    assert {kill["seen"]["version"] for kill in steps} == {before[0], after[0]}
    for kill in kills:
        seen = kill["seen"]
        assert (seen["version"], seen["tasks"]) in (before, after), kill
        assert seen["faults"] == [], kill
        assert start == "first" or seen["latest_leads_somewhere"], kill


@pytest.mark.parametrize(("start", "version", "tasks"), [("first", 1, FIRST), ("second", 2, SECOND)])
def test_the_run_after_a_kill_repairs_by_itself(
    walks: dict[str, Kills], start: str, version: int, tasks: list[str]
) -> None:
    for kill in walks[start]:
        assert kill["repaired"] == {
            "version": version,
            "tasks": tasks,
            "faults": [],
            "latest_is_current": True,
            "latest_leads_somewhere": True,
            "exports": 1,
        }, kill
