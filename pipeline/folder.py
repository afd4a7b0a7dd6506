"""The dataset folder: there, writable, written by one run at a time, and held by the disk."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from schemas.errors import DatasetError

LOCK = ".lock"


def _not_writable(root: Path, error: OSError) -> DatasetError:
    reason = error.strerror or str(error)
    return DatasetError(
        f"cannot write to {root}: {reason}; make the folder writable (chmod u+w {root}) or choose another"
    )


def _open_lock(root: Path) -> int:
    """The lock file, opened for writing: that this works is the proof that the folder can be written."""
    try:
        if "%" in str(root.absolute()):
            # The Delta library takes `%20` in a path for a space and then looks in a folder that is not there.
            raise DatasetError(f"cannot keep a dataset in {root}: its path holds a `%`; choose another folder")
        root.mkdir(parents=True, exist_ok=True)
        return os.open(root / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError as error:
        raise _not_writable(root, error) from error


def prepare_folder(root: Path) -> None:
    """Makes the dataset folder where it is missing.

    Raises:
        DatasetError: the folder cannot be made or written; the message says what to do.
    """
    os.close(_open_lock(root))


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Holds the dataset folder against other runs that publish; readers need no lock.

    The lock is the kernel's (flock), so that it ends with the process that holds it, however that ends. The file
    itself stays: removing it would let two runs hold locks on two files of one name.

    Raises:
        DatasetError: the folder cannot be written, or another run holds it.
    """
    descriptor = _open_lock(root)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise DatasetError(
                f"another run is publishing into {root}; wait until it has ended and run the command again"
            ) from error
        yield
    finally:
        os.close(descriptor)


def sync(paths: Iterable[Path]) -> None:
    """Has the disk hold files and folders, so that what names them afterwards never leads to blank ones."""
    for path in paths:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
