from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import deltalake
import pytest

from pipeline import delta
from pipeline.dataset import Dataset
from pipeline.folder import locked, prepare_folder
from pipeline.shapes import SHAPES
from pipeline.tables import to_records
from schemas.base import Model
from schemas.errors import DatasetError, UsageError
from schemas.records import TaskRecord
from tests.pipeline.made import CREATED, document, link, publish, records, tables, task

LATER = "2026-03-01T00:00:00Z"


def _delta_versions(root: Path) -> dict[str, int]:
    """How many commits each Delta table has."""
    return {path.name: len(list((path / "_delta_log").glob("*.json"))) for path in (root / "delta").iterdir()}


def test_the_first_publication_is_version_one(tmp_path: Path) -> None:
    published = publish(tmp_path)
    assert published is not None
    assert published.model_dump() == {
        "version": 1,
        "created_at": CREATED,
        "tool_version": "0.1.0",
        "tables": {"documents": 1, "references": 2, "indicators": 1, "tasks": 2, "links": 3, "findings": 2},
        "added": 4,
        "removed": 0,
        "changed": 0,
    }
    assert Dataset(tmp_path).latest() == published


@pytest.mark.parametrize("table", list(SHAPES))
def test_what_is_published_is_what_is_read(tmp_path: Path, table: str) -> None:
    publish(tmp_path)
    assert to_records(SHAPES[table].model, Dataset(tmp_path).read(table)) == records()[table]


def test_a_folder_that_is_not_there_is_made(tmp_path: Path) -> None:
    root = tmp_path / "dữ liệu" / "sạch (1)"
    publish(root)
    assert Dataset(root).read("tasks").num_rows == 2


def test_nothing_changed_publishes_nothing(tmp_path: Path) -> None:
    publish(tmp_path)
    before = _delta_versions(tmp_path)
    assert publish(tmp_path, LATER) is None
    assert publish(tmp_path, LATER, tasks=list(reversed(records()["tasks"]))) is None
    assert [version.version for version in Dataset(tmp_path).versions()] == [1]
    assert _delta_versions(tmp_path) == before


def test_force_publishes_all_the_same(tmp_path: Path) -> None:
    publish(tmp_path)
    forced = Dataset(tmp_path).publish(tables(), tool_version="0.2.0", created_at=LATER, force=True)
    assert forced is not None
    assert (forced.version, forced.added, forced.changed) == (2, 0, 0)
    assert Dataset(tmp_path).read("tasks", 2).equals(Dataset(tmp_path).read("tasks", 1))


def test_only_tables_that_changed_get_a_new_delta_version(tmp_path: Path) -> None:
    publish(tmp_path)
    publish(tmp_path, LATER, documents=[document(title="khác")])
    assert _delta_versions(tmp_path) == dict.fromkeys(SHAPES, 1) | {"documents": 2, "versions": 2}


@pytest.mark.parametrize(
    ("changes", "added", "removed", "changed"),
    [
        ({"tasks": [task("t1", note="mới"), task("t3")], "links": [link("t1"), link("t3"), link("i1")]}, 1, 1, 2),
        ({"indicators": []}, 0, 1, 1),
        ({"links": [link("t1")]}, 0, 0, 1),
        ({"findings": []}, 0, 0, 0),
    ],
)
def test_changes_are_counted_over_documents_indicators_and_tasks(
    tmp_path: Path, changes: dict[str, Sequence[Model]], added: int, removed: int, changed: int
) -> None:
    publish(tmp_path)
    if changed:  # a document that changes too, beside what else changes
        changes = changes | {"documents": [document(title="khác")]}
    version = publish(tmp_path, LATER, **changes)
    assert version is not None
    assert (version.added, version.removed, version.changed) == (added, removed, changed)


def test_older_versions_stay_readable(tmp_path: Path) -> None:
    for number in range(1, 5):
        publish(tmp_path, f"2026-01-0{number}", tasks=[task(f"t{number}")])
    dataset = Dataset(tmp_path)
    assert [dataset.read("tasks", number)["task_id"].to_pylist() for number in (1, 3, 4)] == [["t1"], ["t3"], ["t4"]]
    assert dataset.read("tasks")["task_id"].to_pylist() == ["t4"]
    assert dataset.read("versions", 2)["created_at"].to_pylist() == ["2026-01-01", "2026-01-02"]
    assert [version.version for version in dataset.versions()] == [1, 2, 3, 4]


def test_all_tables_of_one_version_are_read_together(tmp_path: Path) -> None:
    publish(tmp_path)
    publish(tmp_path, LATER, tasks=[])
    read = Dataset(tmp_path).read_all(1)
    assert list(read) == [*SHAPES, "versions"]
    assert (read["tasks"].num_rows, read["versions"].num_rows) == (2, 1)


@pytest.mark.parametrize(
    ("table", "version", "message"),
    [("tasks", 7, "no version 7 .* 1 to 1"), ("tasks", 0, "no version 0"), ("task", None, "no table task; .* tasks")],
)
def test_what_is_not_there_is_wrong_usage(tmp_path: Path, table: str, version: int | None, message: str) -> None:
    publish(tmp_path)
    with pytest.raises(UsageError, match=message) as caught:
        Dataset(tmp_path).read(table, version)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("root", ["", "not/there"])
def test_a_folder_without_a_version(tmp_path: Path, root: str) -> None:
    dataset = Dataset(tmp_path / root)
    assert dataset.latest() is None
    assert dataset.versions() == []
    with pytest.raises(UsageError, match="no dataset version .*`vnplans ingest`"):
        dataset.read("tasks")


def test_delta_versions_that_no_publication_names_are_ignored(tmp_path: Path) -> None:
    publish(tmp_path)
    delta.write(tmp_path / "delta" / "tasks", tables(tasks=[task("orphan")])["tasks"])
    assert Dataset(tmp_path).read("tasks")["task_id"].to_pylist() == ["t1", "t2"]
    assert publish(tmp_path, LATER) is None
    publish(tmp_path, LATER, tasks=[task("t1")])
    assert Dataset(tmp_path).read("tasks", 1)["task_id"].to_pylist() == ["t1", "t2"]
    assert Dataset(tmp_path).read("tasks", 2)["task_id"].to_pylist() == ["t1"]


def test_a_second_run_at_the_same_time_is_refused_and_readers_are_not(tmp_path: Path) -> None:
    publish(tmp_path)
    with locked(tmp_path):
        with pytest.raises(DatasetError, match=f"another run is publishing into {tmp_path}; wait") as caught:
            publish(tmp_path, LATER, tasks=[])
        assert Dataset(tmp_path).read("tasks").num_rows == 2
    assert caught.value.exit_code == 1
    assert publish(tmp_path, LATER, tasks=[]) is not None


def test_a_run_may_hold_the_dataset_from_reading_to_publishing(tmp_path: Path) -> None:
    publish(tmp_path)
    dataset = Dataset(tmp_path)
    with dataset.locked():
        with pytest.raises(DatasetError, match="another run is publishing"), Dataset(tmp_path).locked():
            pass
        assert dataset.publish(tables(tasks=[]), tool_version="0", created_at=LATER) is not None
        with pytest.raises(DatasetError, match="another run is publishing"):
            publish(tmp_path, LATER)
    assert publish(tmp_path, LATER) is not None


def test_a_root_that_is_a_file(tmp_path: Path) -> None:
    root = tmp_path / "clean"
    root.write_text("")
    with pytest.raises(DatasetError, match=f"cannot write to {root}: File exists; make the folder writable"):
        publish(root)


@pytest.mark.parametrize("code", [errno.EROFS, errno.EACCES, errno.ENOSPC])
def test_a_folder_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    opened = os.open

    def refuse(path: Any, flags: int, *rest: int) -> int:
        if str(path).startswith(str(tmp_path)) and flags & os.O_RDWR:
            raise OSError(code, os.strerror(code), str(path))
        return opened(path, flags, *rest)

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(DatasetError, match=f"cannot write to {tmp_path}: {os.strerror(code)}.* choose another"):
        prepare_folder(tmp_path)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs /proc, where not even root can make a folder")
def test_a_folder_that_cannot_be_made() -> None:
    with pytest.raises(DatasetError, match="cannot write to /proc/vnplans"):
        prepare_folder(Path("/proc/vnplans"))


def test_a_path_that_the_delta_library_would_mistake(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="holds a `%`; choose another folder"):
        publish(tmp_path / "a%20b")


def test_a_full_disk_before_the_publication_leaves_the_last_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path)
    write = deltalake.write_deltalake

    def fill_up(path: Path, *rest: Any, **options: Any) -> None:
        if path.name == "versions":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write(path, *rest, **options)

    monkeypatch.setattr("pipeline.delta.write_deltalake", fill_up)
    with pytest.raises(DatasetError, match=r"cannot write .*versions.*No space left.*the last version is whole"):
        publish(tmp_path, LATER, tasks=[])
    monkeypatch.undo()
    assert Dataset(tmp_path).read("tasks").num_rows == 2
    second = publish(tmp_path, LATER, tasks=[])
    assert second is not None
    assert second.version == 2


def test_a_full_disk_after_the_publication_is_said_and_mended_by_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path)

    def fill_up(*_: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("pipeline.package.describe", fill_up)
    with pytest.raises(DatasetError, match="newest version is published, but .*latest cannot be brought up to it"):
        publish(tmp_path, LATER, tasks=[])
    assert "t1" in (tmp_path / "latest" / "tasks.csv").read_text(encoding="utf-8")
    monkeypatch.undo()
    assert publish(tmp_path, LATER, tasks=[]) is None
    assert "t1" not in (tmp_path / "latest" / "tasks.csv").read_text(encoding="utf-8")


def _damage(path: Path, how: str) -> None:
    data = path.read_bytes()
    if how == "removed":
        path.unlink()
    elif how == "blank":
        path.write_bytes(b"")
    elif how == "cut":
        path.write_bytes(data[: len(data) // 2])
    else:
        path.write_bytes(b"\x00\xffnonsense\n" * 30)


@pytest.mark.parametrize("how", ["removed", "blank", "cut", "nonsense"])
def test_damage_is_an_error_that_says_what_to_do(tmp_path: Path, how: str) -> None:
    """Each file below `delta/` is damaged in turn: a version reads as it was published, or not at all."""
    whole, root = tmp_path / "whole", tmp_path / "clean"
    publish(whole)
    publish(whole, LATER, tasks=[task("t1")])
    published = [Dataset(whole).read_all(number) for number in (1, 2)]
    refused: list[str] = []
    for path in sorted(path.relative_to(whole) for path in (whole / "delta").rglob("*") if path.is_file()):
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(whole, root, symlinks=True)
        _damage(root / path, how)
        try:
            # Without the last commit of `versions` the first version is the newest: whole, all the same.
            assert Dataset(root).read_all() in (published if how == "removed" else published[1:])
        except DatasetError as error:
            refused.append(str(error))
    assert len(refused) > 6
    assert [message for message in refused if str(root) not in message or "restore the dataset" not in message] == []


def test_a_folder_that_holds_something_else(tmp_path: Path) -> None:
    delta.write(tmp_path / "delta" / "versions", tables()["links"])
    with pytest.raises(DatasetError, match="does not hold the versions of a vnplans dataset"):
        Dataset(tmp_path).latest()


def test_records_of_a_published_version_are_models_again(tmp_path: Path) -> None:
    publish(tmp_path)
    read = to_records(TaskRecord, Dataset(tmp_path).read("tasks"))
    assert [record.appendix for record in read] == ["", None]
