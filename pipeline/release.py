"""Which vnplans this is, and what it requires."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any, NoReturn

from schemas.errors import VnplansError

DISTRIBUTION = "vnplans"
_TREE = Path(__file__).parent.parent


def source_tree() -> Path | None:
    """The source tree that this runs from; None where it is an installed package."""
    return _TREE if _declared() else None


def _declared() -> dict[str, Any]:
    """What `pyproject.toml` declares of the project; nothing where it is not there, or is that of another."""
    try:
        project = tomllib.loads((_TREE / "pyproject.toml").read_text(encoding="utf-8")).get("project", {})
    except (OSError, ValueError):
        return {}
    return dict(project) if project.get("name") == DISTRIBUTION else {}


def tool_version() -> str:
    """The version of vnplans: that of the installed package, or of the source tree it runs from."""
    try:
        return metadata.version(DISTRIBUTION)
    except metadata.PackageNotFoundError as error:
        return str(_declared().get("version") or _not_installed(error))


def required_packages() -> list[str]:
    """The packages that vnplans cannot work without, as the source tree declares them, else the installed package.

    The tree goes first: what is noted of it at its installation may be older.
    """
    lines = _declared().get("dependencies")
    if lines is None:
        try:
            lines = metadata.requires(DISTRIBUTION) or []
        except metadata.PackageNotFoundError as error:
            _not_installed(error)
    return [re.split(r"[^\w.-]", line.strip(), maxsplit=1)[0].lower() for line in lines if "extra ==" not in line]


def _not_installed(error: Exception) -> NoReturn:
    raise VnplansError(f"{DISTRIBUTION} is not installed: run pip install {DISTRIBUTION}") from error
