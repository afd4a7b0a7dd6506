"""Folders that may not be looked into: an error that names them, never taken for blank ones."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline import delta
from pipeline.dataset import Dataset
from pipeline.exports import export
from pipeline.formats import ExportFormat
from schemas.errors import DatasetError
from tests.pipeline.made import CREATED, publish, tables


def _refusing(real: Callable[..., Any], closed: Path) -> Callable[..., Any]:
    """The function, refused below a folder as the system refuses it to a user without permission."""

    def refuse(path: Any = ".", *rest: Any, **options: Any) -> Any:
        if Path(os.fspath(path)).is_relative_to(closed):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *rest, **options)

    return refuse


@pytest.fixture
def close(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    def closing(folder: Path) -> None:
        for name in ("listdir", "scandir", "stat"):
            monkeypatch.setattr(os, name, _refusing(getattr(os, name), folder))

    return closing


def test_a_closed_table_is_not_a_missing_one(tmp_path: Path, close: Callable[[Path], None]) -> None:
    publish(tmp_path)
    close(tmp_path / "delta" / "versions" / "_delta_log")
    for look in (
        lambda: delta.exists(tmp_path / "delta" / "versions"),
        lambda: Dataset(tmp_path).latest(),
        lambda: Dataset(tmp_path).publish(tables(tasks=[]), tool_version="0", created_at=CREATED),
    ):
        with pytest.raises(DatasetError, match=r"cannot read .*delta/versions: .*Permission denied.*permissions"):
            look()


def test_an_export_into_a_closed_folder(tmp_path: Path, close: Callable[[Path], None]) -> None:
    publish(tmp_path / "clean")
    close(tmp_path / "closed")
    with pytest.raises(DatasetError, match=r"cannot export to .*Permission denied.*choose another folder with --to"):
        export(Dataset(tmp_path / "clean"), None, ExportFormat.CSV, tmp_path / "closed" / "out")
