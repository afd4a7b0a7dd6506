"""The files a run is asked to read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from extractors.registry import OTHER_SUFFIXES, TEXT_SUFFIXES
from schemas.errors import UsageError


def documents_in(paths: Sequence[Path]) -> list[Path]:
    """The files to read, each once, in order of their names; a folder stands for the documents in and below it.

    Files that hold no documents (`SOURCES.csv`, hidden files) are passed over in a folder; a file named by itself is
    always taken.

    Raises:
        UsageError: A path is not there, or a folder holds no document.
    """
    files: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            files.update(dict.fromkeys(_documents_below(path)))
        elif path.exists():
            files[path] = None
        else:
            raise UsageError(f"{path}: no such file or folder")
    return list(files)


def _documents_below(folder: Path) -> list[Path]:
    suffixes = TEXT_SUFFIXES | OTHER_SUFFIXES
    found = sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in suffixes and path.is_file() and not _is_hidden(path.relative_to(folder))
    )
    if not found:
        raise UsageError(f"{folder}: no documents in this folder (looked for {', '.join(sorted(suffixes))})")
    return found


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
