"""How results look on a terminal, and how they look in a pipe: aligned columns that `awk` and people can read."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

Progress = Callable[[Path, int, int], None]
"""Called with a file, how many files are done, and how many there are."""


_TOLD_EACH = 10
"""Pages after which a log is told how far a file is read."""


def _text(cell: object) -> str:
    if cell is None:
        return ""
    return f"{cell:.2f}" if isinstance(cell, float) else str(cell)


def _numeric(rows: Sequence[Sequence[object]]) -> list[bool]:
    """For each column whether it holds numbers, which stand at the right."""
    return [any(isinstance(cell, int | float) for cell in column) for column in zip(*rows, strict=True)]


def aligned(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A table as plain lines, columns two spaces apart, numbers at the right.

    >>> print(aligned(["file", "tasks"], [["a.txt", 9], ["kế hoạch.txt", 79]]))
    file          tasks
    a.txt             9
    kế hoạch.txt     79
    """
    right = _numeric(rows) or [False] * len(header)
    lines = [list(header), *([_text(cell) for cell in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if at_right else cell.ljust(width)
            for cell, width, at_right in zip(line, widths, right, strict=True)
        ).rstrip()
        for line in lines
    )


def print_table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Prints a table on standard output: framed on a terminal, aligned columns elsewhere."""
    if not sys.stdout.isatty():
        print(aligned(header, rows))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table()
    right = _numeric(rows) or [False] * len(header)
    for name, at_right in zip(header, right, strict=True):
        table.add_column(name, justify="right" if at_right else "left")
    for row in rows:
        table.add_row(*(Text(_text(cell)) for cell in row))
    Console().print(table)


PageProgress = Callable[[str, int, int], None]
"""Called with the name of a file, how many of its scanned pages are read, and how many there are."""


@contextmanager
def page_counter() -> Iterator[PageProgress]:
    """Tells on standard error how far the scanned pages of a file are read: on a terminal in one line that changes."""
    shown = sys.stderr.isatty()

    def tell(name: str, done: int, count: int) -> None:
        if shown:
            sys.stderr.write(f"\r\x1b[K{name}: page {done} of {count}")
            sys.stderr.flush()
        elif done == count or done % _TOLD_EACH == 0:
            sys.stderr.write(f"{name}: {done} of {count} scanned pages done\n")

    try:
        yield tell
    finally:
        if shown:
            sys.stderr.write("\r\x1b[K")


@contextmanager
def progress_bar() -> Iterator[tuple[Progress | None, PageProgress]]:
    """A progress bar on standard error while the block runs, for files and for scanned pages.

    Where standard error is no terminal, files are not told of, and pages now and then in a line of their own.
    """
    if not sys.stderr.isatty():
        with page_counter() as count_pages:
            yield None, count_pages
        return
    from rich import progress
    from rich.console import Console

    columns = (progress.BarColumn(), progress.MofNCompleteColumn(), progress.TextColumn("{task.description}"))
    with progress.Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("")

        def advance(path: Path, done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, description=path.name.replace("[", r"\["))

        def read_page(name: str, done: int, count: int) -> None:
            bar.update(task, description=f"{name}: page {done} of {count}".replace("[", r"\["))

        yield advance, read_page
