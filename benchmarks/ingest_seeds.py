"""How long the main job takes on data/raw, as a ratio to a bare read-and-split of the same files.

Run it with `make bench`. Each run is a fresh Python process on one core; the median of several is printed.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RAW = Path(__file__).parent.parent / "data" / "raw"

INGEST = """
import json, sys, time
from pathlib import Path
started = time.process_time()
from pipeline.ingest import ingest
imported = time.process_time()
report = ingest([Path(sys.argv[1])], Path(sys.argv[2]), jobs=1)
done = time.process_time()
print(json.dumps({"imports": imported - started, "work": done - imported, "files": len(report.files)}))
"""

BARE = """
import json, sys, time
from pathlib import Path
started = time.process_time()
words = sum(len(line.split()) for path in sorted(Path(sys.argv[1]).glob("*.txt"))
            for line in path.read_text(encoding="utf-8").split("\\n"))
print(json.dumps({"work": time.process_time() - started, "words": words}))
"""


def run(code: str, *arguments: str) -> dict[str, float]:
    """What one fresh process prints of itself."""
    command = [sys.executable, "-c", code, *arguments]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1", "TOKIO_WORKER_THREADS": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    answer: dict[str, float] = json.loads(done.stdout)
    return answer


def help_seconds() -> float:
    """Wall time of `vnplans --help`, the whole process."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import cli; cli.app()", "--help"], capture_output=True, check=True)
    return time.perf_counter() - started


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    ingests, bares, helps = [], [], []
    for _ in range(runs):
        folder = Path(tempfile.mkdtemp(prefix="vnplans-bench-"))
        ingests.append(run(INGEST, str(RAW), str(folder / "clean")))
        bares.append(run(BARE, str(RAW)))
        helps.append(help_seconds())
        shutil.rmtree(folder)
    work = statistics.median(r["work"] for r in ingests)
    imports = statistics.median(r["imports"] for r in ingests)
    bare = statistics.median(r["work"] for r in bares)
    print(
        f"machine: {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; median of {runs}"
    )
    print(f"ingest of {ingests[0]['files']:.0f} files: {work:.2f} s of work (processor time)")
    print(f"imports before it: {imports:.2f} s")
    print(
        f"bare read-and-split of the same files ({bares[0]['words']:.0f} words): {bare:.4f} s; ratio {work / bare:.0f}"
    )
    print(f"vnplans --help: {statistics.median(helps):.2f} s (whole process, wall clock)")


if __name__ == "__main__":
    main()
