"""How long the tables of PDF annexes take against other extractors, on the same files in one run.

Run it with `make bench`, or by hand with PDFs of your own: `python -m benchmarks.tables plan.pdf ...`. Each reader
works in a fresh process on one core; its imports are not counted, the best of several readings of a file is.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from pathlib import Path

ANNEXES = Path(__file__).parent.parent / "tests" / "fixtures" / "annexes"

READERS = {
    "vnplans": """
from extractors import extract
def read(path):
    extract(open(path, "rb").read(), "annex.pdf")
""",
    "pdfplumber": """
import pdfplumber
def read(path):
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_tables()
            page.close()
""",
    "camelot": """
import camelot
def read(path):
    camelot.read_pdf(path, pages="all", flavor="lattice", suppress_stdout=True)
""",
    "img2table": """
from img2table.document import PDF
def read(path):
    PDF(src=path).extract_tables(ocr=None, borderless_tables=False)
""",
}
RUN = """
import json, resource, sys, time, warnings
warnings.simplefilter("ignore")
{reader}
seconds = []
for path in sys.argv[2:]:
    best = None
    for _ in range(int(sys.argv[1])):
        started = time.process_time()
        read(path)
        taken = time.process_time() - started
        best = taken if best is None else min(best, taken)
    seconds.append(best)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print()
print(json.dumps({{"seconds": seconds, "peak": peak}}))
"""


def run(reader: str, files: list[str], runs: int) -> dict[str, float] | None:
    """Processor time of a reader for all files and its memory at most; None where it is not installed or fails."""
    command = [sys.executable, "-c", RUN.format(reader=READERS[reader]), str(runs), *files]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        print(f"{reader}: not measured ({(done.stderr.strip().splitlines() or ['no reason'])[-1]})")
        return None
    answer = json.loads(done.stdout.strip().splitlines()[-1])
    return {"seconds": sum(answer["seconds"]), "peak": answer["peak"]}


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", default=sorted(map(str, ANNEXES.glob("*.pdf"))))
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    print(f"machine: {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    own = run("vnplans", given.files, given.runs)
    for reader in READERS:
        found = own if reader == "vnplans" else run(reader, given.files, given.runs)
        if found and own:
            ratio = found["seconds"] / own["seconds"]
            print(
                f"{reader}: {found['seconds']:.2f} s for {len(given.files)} PDFs, {ratio:.2f} of vnplans; "
                f"memory at most {found['peak']:.0f} MiB"
            )


if __name__ == "__main__":
    main()
