"""Runs of the repair, and of what it is compared with, each in a fresh process on one core that times itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
RUNS = 3

RUN = """
import json, resource, sys, time
documents = json.load(sys.stdin)
started = time.process_time()
{load}
loaded = time.process_time()
mended = [line for lines in documents for line in {mend}]
done = time.process_time()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print()
print(json.dumps({{"loading": loaded - started, "seconds": done - loaded, "peak": peak / 1024, "lines": {answer}}}))
"""
"""Its own imports and the lines as they come in are no part of the times."""
OURS = RUN.format(
    load="from normalizers.repair.mending import mender; repair = mender()",
    mend="repair.mend(lines)",
    answer="[(line.text, [(t.start, t.end, t.text, t.confidence) for t in line.tokens]) for line in mended]",
)
PYVI = RUN.format(
    load="""from pyvi import ViUtils

def add_accents(line):
    try:
        return ViUtils.add_accents(line)
    except KeyError:
        return None
""",
    mend="map(add_accents, lines)",
    answer="[(line, []) for line in mended]",
)
"""A KeyError is how pyvi gives up a line: it gives the letters of `57-NQ/TW` marks that they cannot have."""


class Token(NamedTuple):
    """A token that was decoded: its span in the line as read, what stands there now, and how sure that is."""

    start: int
    end: int
    text: str
    confidence: float


class Line(NamedTuple):
    """A mended line, None where mending failed, and the tokens of it that were decoded."""

    text: str | None
    tokens: list[Token]


@dataclass(frozen=True)
class Run:
    """What one run made of its lines.

    Attributes:
        words: How many words it was given, as white space parts them.
        loading: Seconds of processor time to import the code and read the models.
        seconds: Seconds of processor time to mend the lines.
        peak: Most memory held, in MiB.
        lines: The lines of all documents mended, one for one.
    """

    words: int
    loading: float
    seconds: float
    peak: float
    lines: list[Line]

    @property
    def texts(self) -> list[str]:
        """The mended lines as they would be printed, empty where mending failed."""
        return [line.text or "" for line in self.lines]

    @property
    def speed(self) -> float:
        """Words a second, loading apart."""
        return self.words / self.seconds


def run(code: str, *documents: Sequence[str]) -> Run:
    """What `OURS` or `PYVI` makes of the lines of documents, one document after the other: of several runs, the median.

    Each run is a process of its own.
    """
    return sorted((one_run(code, documents) for _ in range(RUNS)), key=lambda made: made.seconds)[RUNS // 2]


def one_run(code: str, documents: Sequence[Sequence[str]]) -> Run:
    """One run of it."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=json.dumps(documents),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        cwd=ROOT,
        env=environment,
    )
    answer = json.loads(done.stdout.splitlines()[-1])
    mended = [Line(text, [Token(*token) for token in tokens]) for text, tokens in answer.pop("lines")]
    words = sum(len(line.split()) for lines in documents for line in lines)
    return Run(words=words, lines=mended, **answer)
