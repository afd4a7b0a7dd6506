"""Which vnplans this is."""

from __future__ import annotations

import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

DISTRIBUTION = "vnplans"


def tool_version() -> str:
    """The version of vnplans: that of the installed package, or of the source tree it runs from."""
    try:
        return metadata.version(DISTRIBUTION)
    except metadata.PackageNotFoundError:
        project = Path(__file__).parent.parent / "pyproject.toml"
        declared: dict[str, Any] = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
        return str(declared["version"])
