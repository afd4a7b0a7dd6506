from __future__ import annotations

import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from pipeline import release
from schemas.errors import VnplansError


def test_a_source_tree_knows_its_version(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", absent)
    project = (Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8")
    assert release.tool_version() == tomllib.loads(project)["project"]["version"]


def test_an_installed_package_knows_its_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "version", lambda name: f"{name} 9.9")
    assert release.tool_version() == "vnplans 9.9"


def test_a_source_tree_declares_what_it_requires(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "requires", lambda name: ["noted-long-ago>=1"])
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    required = release.required_packages()
    assert len(required) == len(project["dependencies"])
    assert {"deltalake", "python-docx", "rapidfuzz", "typer"} <= set(required)


@pytest.mark.parametrize("beside", ["", "[project]\nname = 'another'\ndependencies = ['other']\n", "not toml ["])
def test_an_installed_package_knows_what_it_requires(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, beside: str
) -> None:
    if beside:
        (tmp_path / "pyproject.toml").write_text(beside)
    monkeypatch.setattr(release, "_TREE", tmp_path)
    lines = ["PyYAML<7,>=6", "python-docx (>=1.1)", "rich>=13", 'pytest<10,>=8; extra == "dev"']
    monkeypatch.setattr(metadata, "requires", lambda name: lines)
    assert release.required_packages() == ["pyyaml", "python-docx", "rich"]
    assert release.source_tree() is None


def test_neither_tree_nor_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(release, "_TREE", tmp_path)
    for name in ("version", "requires"):
        monkeypatch.setattr(metadata, name, absent)
    for ask in (release.tool_version, release.required_packages):
        with pytest.raises(VnplansError, match="pip install vnplans"):
            ask()
