"""How the house is built: which package may import which, how long a module may be, what may stand in its files."""

from __future__ import annotations

import ast
import csv
import hashlib
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.documents import RAW, REPOSITORY

PACKAGES = ("schemas", "extractors", "normalizers", "pipeline")
MODULES = sorted([*(path for name in PACKAGES for path in (REPOSITORY / name).rglob("*.py")), REPOSITORY / "cli.py"])
LONGEST_MODULE = 400

ALLOWED: dict[str, dict[str, frozenset[str] | None]] = {
    # None: the whole package
    "schemas": {},
    "normalizers": {"schemas": None},
    "extractors": {
        "schemas": None,
        "normalizers": frozenset(
            {
                # what is printed, not what it means
                "text",
                "places",
                "vocabulary",
                "characters",
                "quality",
                "legacy",
                # a flat dump has no other way to find its tables, columns and cells than to know them when it sees them
                "headings",
                "columns",
                "ordinals",
                "cellkinds",
                "agencies",
                "deadlines",
            }
        ),
    },
    "pipeline": {"schemas": None, "normalizers": None, "extractors": None},
    "cli": {"schemas": None, "pipeline": None},
}


def _name(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


def _imports(path: Path) -> Iterator[tuple[str, ...]]:
    """What a module imports, as dotted names cut at their dots."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (tuple(alias.name.split(".")) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{_name(path)}: relative import; name the package"
            module = tuple((node.module or "").split("."))
            yield from ((*module, alias.name) for alias in node.names)


def _tracked() -> list[Path]:
    done = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=REPOSITORY, capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("not a git checkout")
    return [REPOSITORY / name for name in done.stdout.decode().split("\0") if name and (REPOSITORY / name).is_file()]


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_imports_go_one_way(path: Path) -> None:
    package = path.relative_to(REPOSITORY).parts[0].removesuffix(".py")
    for imported in _imports(path):
        first = imported[0]
        assert first != "tests", f"{_name(path)} imports tests"
        if first not in (*PACKAGES, "cli") or first == package:
            continue
        assert first in ALLOWED[package], f"{package} must not import {first} ({_name(path)})"
        modules = ALLOWED[package][first]
        assert modules is None or imported[1] in modules, f"{package} must not import {'.'.join(imported)}"


@pytest.mark.parametrize("path", [path for path in MODULES if path.parent.name == "schemas"], ids=_name)
def test_schemas_need_pydantic_only(path: Path) -> None:
    standard = {"__future__", "datetime", "enum", "typing", "collections"}
    assert {imported[0] for imported in _imports(path)} <= standard | {"pydantic", "schemas"}


@pytest.mark.parametrize("path", [path for path in MODULES if path.parent.name == "normalizers"], ids=_name)
def test_normalizers_touch_nothing_outside(path: Path) -> None:
    """Pure functions: no clock, no log, no network, no file but the vocabularies that lie beside them."""
    forbidden = {
        "time",
        "logging",
        "socket",
        "urllib",
        "http",
        "os",
        "subprocess",
        "random",
        "uuid",
        "tempfile",
        "pathlib",
    }
    assert not {imported[0] for imported in _imports(path)} & forbidden
    calls = {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    }
    assert not calls & {"open", "print", "now", "today", "utcnow"}


def test_the_allowed_imports_are_used() -> None:
    """An allowance that nothing needs is one too many."""
    extractors = (path for path in MODULES if path.relative_to(REPOSITORY).parts[0] == "extractors")
    used = {imported[1] for path in extractors for imported in _imports(path) if imported[0] == "normalizers"}
    assert used == set(ALLOWED["extractors"]["normalizers"] or ())


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_modules_are_short_and_say_what_they_are(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_MODULE
    docstring = ast.get_docstring(ast.parse(text))
    assert docstring
    assert docstring[0].isupper() or docstring[0] == "`"
    assert docstring.rstrip().endswith((".", ":", "?"))


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_no_module_is_a_drawer_for_odds_and_ends(path: Path) -> None:
    assert path.stem not in {"utils", "util", "helpers", "helper", "common", "misc", "tools"}


def test_the_tests_are_short_modules() -> None:
    long = [
        _name(path)
        for path in (REPOSITORY / "tests").rglob("*.py")
        if path.read_text("utf-8").count("\n") > LONGEST_MODULE
    ]
    assert long == []


# --- files ------------------------------------------------------------------------------------------------------------

_MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:home|Users|work|root|tmp/[a-z])[/\w]*")
_REGISTRIES = re.compile(
    r"(?:https?://)?(?:[\w-]+\.)*(?:artifactory|nexus|jfrog|pypi-mirror)[\w.-]*|index-url|extra-index", re.I
)


def test_no_tracked_file_names_a_machine_or_a_registry() -> None:
    """Documents and what was read from them are left out: they say what they say."""
    left_out = (RAW, REPOSITORY / "tests" / "golden", Path(__file__))
    found = []
    for path in _tracked():
        if any(path.is_relative_to(other) for other in left_out) or path.stat().st_size > 200_000:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        found += [
            (_name(path), match[0]) for pattern in (_MACHINE_PATHS, _REGISTRIES) for match in pattern.finditer(text)
        ]
    assert found == []


def _sources() -> list[dict[str, str]]:
    with (RAW / "SOURCES.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_raw_document_has_its_passport() -> None:
    listed = [source["file"] for source in _sources()]
    assert sorted(listed) == sorted(path.name for path in RAW.iterdir() if path.name != "SOURCES.csv")
    assert len(listed) == len(set(listed))
    assert all(source["what"] and source["original_name"] for source in _sources())


@pytest.mark.parametrize("source", _sources(), ids=lambda source: source["file"])
def test_raw_documents_are_as_they_came(source: dict[str, str]) -> None:
    assert hashlib.sha256((RAW / source["file"]).read_bytes()).hexdigest() == source["sha256"]
