from __future__ import annotations

import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from pipeline import release


def test_a_source_tree_knows_its_version(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", absent)
    project = (Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8")
    assert release.tool_version() == tomllib.loads(project)["project"]["version"]


def test_an_installed_package_knows_its_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "version", lambda name: f"{name} 9.9")
    assert release.tool_version() == "vnplans 9.9"
