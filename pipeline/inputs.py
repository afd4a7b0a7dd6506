"""The files a run is asked to read."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from extractors.registry import OTHER_SUFFIXES, TEXT_SUFFIXES
from pipeline.reading import printable
from schemas.errors import UsageError

_SUFFIXES = TEXT_SUFFIXES | OTHER_SUFFIXES


@dataclass
class Inputs:
    """The files to read, each once; the folders looked into; of these the ones that could not be, and why not."""

    files: list[Path] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)
    closed: dict[Path, str] = field(default_factory=dict)


def inputs_in(paths: Sequence[Path]) -> Inputs:
    """The files that some paths stand for, in order of their names: a folder stands for the documents in and below it.

    Files that hold no documents (`SOURCES.csv`, hidden files) are passed over in a folder; a file named by itself is
    always taken, also where it cannot be looked at.

    Raises:
        UsageError: A path is not there, or a folder holds no document.
    """
    found = Inputs()
    for path in paths:
        if _is_folder(path):
            _look_into(path, found)
        else:
            found.files.append(path)
    found.files = list(dict.fromkeys(found.files))
    return found


def _is_folder(path: Path) -> bool:
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise UsageError(f"{printable(str(path))}: no such file or folder") from error
    except OSError:  # there, but not to be looked at: reading it says why
        return False
    return path.is_dir()


def _look_into(folder: Path, found: Inputs) -> None:
    closed: dict[Path, str] = {}

    def refused(error: OSError) -> None:
        closed[Path(error.filename)] = error.strerror or str(error)

    files = []
    for name, below, names in os.walk(folder, onerror=refused):
        below[:] = [other for other in below if not other.startswith(".")]
        found.folders.append(Path(name))
        files += [Path(name, other) for other in names if _is_document(other)]
    if not files and not closed:
        looked_for = ", ".join(sorted(_SUFFIXES))
        raise UsageError(f"{printable(str(folder))}: no documents in this folder (looked for {looked_for})")
    found.files += sorted(files)
    found.closed |= dict(sorted(closed.items()))


def _is_document(name: str) -> bool:
    return not name.startswith(".") and Path(name).suffix.lower() in _SUFFIXES
