from __future__ import annotations

import sys
from importlib import metadata
from pathlib import Path

import pytest

from extractors import office
from pipeline.doctor import Check, diagnose
from pipeline.release import required_packages


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the whole search path for programs."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def _program(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def _by_name(checks: list[Check]) -> dict[str, Check]:
    return {check.name: check for check in checks}


def test_a_machine_with_everything(programs: Path) -> None:
    _program(programs, "tesseract", 'case $1 in --version) echo "tesseract 5.3.0";; *) printf "eng\\nvie\\n";; esac')
    _program(programs, "soffice", "true")
    checks = _by_name(diagnose())
    assert [name for name, check in checks.items() if not check.ok] == []
    assert set(required_packages()) < set(checks)
    assert (checks["tesseract"].found, checks["tesseract vie"].found) == ("5.3.0", "there")
    assert checks["libreoffice"].found == str(programs / "soffice")
    assert checks["pyarrow"].found == metadata.version("pyarrow")


@pytest.mark.usefixtures("programs")
def test_a_machine_without_programs() -> None:
    checks = _by_name(diagnose())
    for name in ("tesseract", "tesseract vie", "libreoffice"):
        assert (checks[name].verdict, checks[name].found) == ("optional", "not found")
        assert "apt-get install" in checks[name].remedy
    assert ".doc, .dot, .ods" in checks["libreoffice"].remedy


def test_libreoffice_where_its_installer_puts_it(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On macOS and Windows it is not on the search path."""
    installed = tmp_path / "LibreOffice" / "soffice"
    installed.parent.mkdir()
    installed.write_text("")
    monkeypatch.setattr(office, "_USUAL_PLACES", ((str(installed.parent), "soffice"),))
    assert not list(programs.iterdir())
    check = _by_name(diagnose())["libreoffice"]
    assert (check.verdict, check.found) == ("ok", str(installed))


def test_tesseract_without_vietnamese(programs: Path) -> None:
    _program(programs, "tesseract", 'case $1 in --version) echo "tesseract v5.3.0" >&2;; *) echo eng;; esac')
    checks = _by_name(diagnose())
    assert (checks["tesseract"].found, checks["tesseract vie"].ok) == ("5.3.0", False)


def test_a_missing_package_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    version = metadata.version

    def forget(name: str) -> str:
        if name == "deltalake":
            raise metadata.PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr(metadata, "version", forget)
    check = _by_name(diagnose())["deltalake"]
    assert (check.verdict, check.found) == ("missing", "not installed")
    assert "pip install deltalake" in check.remedy


def test_an_old_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 2))
    check = _by_name(diagnose())["python"]
    assert (check.verdict, check.found, check.remedy) == ("missing", "3.10.2", "install Python 3.11 or newer")


def test_the_data_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    good, bad = diagnose(tmp_path / "clean")[-1], diagnose(tmp_path / "file")[-1]
    assert (good.verdict, good.found) == ("ok", "is not there yet, and can be made")
    assert not (tmp_path / "clean").exists()
    assert diagnose(tmp_path)[-1].found == "writable"
    assert (bad.verdict, bad.found) == ("missing", "not writable")
    assert "choose another" in bad.remedy
