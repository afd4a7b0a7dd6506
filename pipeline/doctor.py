"""Is everything there that vnplans needs on this machine, in which version, and what to install."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from extractors.office import OFFICE_SUFFIXES, office_program
from pipeline.release import DISTRIBUTION, required_packages

PYTHON = (3, 11)
_TESSERACT_REMEDY = "apt-get install tesseract-ocr tesseract-ocr-vie (only scanned pages need it)"
_LIBREOFFICE_REMEDY = (
    "apt-get install libreoffice-writer libreoffice-calc, or the installer of libreoffice.org "
    f"(only {', '.join(sorted(OFFICE_SUFFIXES))} files need it)"
)


@dataclass(frozen=True)
class Check:
    """One thing looked at: what was found, and what to do where it is not right; `needed` by every run or by some."""

    name: str
    ok: bool
    found: str
    remedy: str = ""
    needed: bool = True

    @property
    def verdict(self) -> str:
        """`ok`, `missing` where vnplans cannot work without it, `optional` where only some files need it."""
        return "ok" if self.ok else "missing" if self.needed else "optional"


def diagnose(data: Path | None = None) -> list[Check]:
    """All checks; with a folder, also whether a dataset can be written there (it is made where missing)."""
    checks = [_python(), *map(_package, required_packages()), *_tesseract(), _libreoffice()]
    return [*checks, _folder(data)] if data is not None else checks


def _python() -> Check:
    found = ".".join(map(str, sys.version_info[:3]))
    wanted = ".".join(map(str, PYTHON))
    return Check("python", sys.version_info >= PYTHON, found, f"install Python {wanted} or newer")


def _package(name: str) -> Check:
    remedy = f"pip install {name}, or pip install {DISTRIBUTION} anew"
    try:
        return Check(name, True, metadata.version(name), remedy)
    except metadata.PackageNotFoundError:
        return Check(name, False, "not installed", remedy)


def _output(*command: str) -> str | None:
    """What a program prints on both channels; None where it cannot be run."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout + done.stderr


def _tesseract() -> Iterator[Check]:
    version = _output("tesseract", "--version")
    printed = re.search(r"tesseract v?(\S+)", version or "")
    yield Check("tesseract", printed is not None, printed[1] if printed else "not found", _TESSERACT_REMEDY, False)
    languages = (_output("tesseract", "--list-langs") or "").split()
    has_vietnamese = "vie" in languages
    yield Check("tesseract vie", has_vietnamese, "there" if has_vietnamese else "not found", _TESSERACT_REMEDY, False)


def _libreoffice() -> Check:
    program = office_program()
    found = str(program) if program else "not found"
    return Check("libreoffice", program is not None, found, _LIBREOFFICE_REMEDY, False)


def _folder(data: Path) -> Check:
    name = f"folder {data}"
    there = next(folder for folder in (data, *data.absolute().parents) if folder.exists())
    if not there.is_dir() or not os.access(there, os.W_OK):
        return Check(name, False, "not writable", f"make {there} writable, or choose another folder with --data")
    return Check(name, True, "writable" if there == data else "is not there yet, and can be made")
