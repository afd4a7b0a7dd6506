"""The set-up script, on machines made up of a few programs."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.documents import REPOSITORY

SCRIPT = REPOSITORY / "scripts" / "setup.sh"
PYTHON = """
case "$*" in
  *version_info\\ \\<*) exit 0;;
  *version_info*) echo 3.12;;
  *ensurepip*) test -e "$MACHINE/$NEEDED";;
  "-m venv "*) mkdir -p "$3/bin"; echo half > "$3/half"
    test -e "$MACHINE/broken" && exit 1
    printf '#!/bin/sh\\necho "$@" >> "$MACHINE/pip"' > "$3/bin/python"; chmod +x "$3/bin/python";;
esac
"""
APT = 'test -e "$MACHINE/offline" && exit 1; for name; do touch "$MACHINE/$name"; done'


class Machine:
    """A search path with stand-ins for Python, apt and the identity of the user."""

    def __init__(self, root: Path) -> None:
        self.root, self.bin = root, root / "bin"
        self.bin.mkdir()
        for name in ("rm", "mkdir", "touch", "chmod", "grep", "sh"):
            found = next(folder for folder in ("/bin", "/usr/bin") if Path(folder, name).exists())
            (self.bin / name).symlink_to(Path(found, name))
        self.program("python3", PYTHON)
        self.program("apt-get", APT)
        self.program("id", "echo 0")
        self.program("tesseract", "echo vie")

    def program(self, name: str, script: str) -> None:
        (self.bin / name).write_text(f"#!/bin/sh\n{script}\n")
        (self.bin / name).chmod(0o755)

    def has(self, name: str) -> bool:
        return (self.root / name).exists()

    def set_up(self, needed: str = "python3-venv") -> subprocess.CompletedProcess[str]:
        environment = {"PATH": str(self.bin), "MACHINE": str(self.root), "NEEDED": needed, "VENV": str(self.venv)}
        return subprocess.run(
            ["/bin/sh", str(SCRIPT)], cwd=self.root, env=environment, capture_output=True, text=True, check=False
        )

    @property
    def venv(self) -> Path:
        return self.root / "venv"


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.mark.parametrize("needed", ["python3-venv", "python3.12-venv"])
def test_a_missing_venv_is_installed(machine: Machine, needed: str) -> None:
    done = machine.set_up(needed)
    assert (done.returncode, machine.has(needed), machine.has("pip")) == (0, True, True), done.stderr
    assert "Installing python3-venv" in done.stderr


def test_nothing_is_installed_that_is_there(machine: Machine) -> None:
    (machine.root / "python3-venv").touch()
    done = machine.set_up()
    assert (done.returncode, done.stderr, machine.has("install")) == (0, "", False)


def test_a_user_may_install_through_sudo_only(machine: Machine) -> None:
    machine.program("id", "echo 1000")
    done = machine.set_up()
    assert (done.returncode, machine.has("install")) == (1, False)
    assert "apt-get install python3-venv" in done.stderr
    machine.program("sudo", 'test "$1" = -n; shift; "$@"')
    machine.program("true", "exit 0")
    assert (machine.set_up().returncode, machine.has("install")) == (0, True)


def test_without_a_network_it_says_what_to_install(machine: Machine) -> None:
    (machine.root / "offline").touch()
    machine.program("tesseract", "echo eng")
    done = machine.set_up()
    assert done.returncode == 1
    assert "apt-get install python3-venv" in done.stderr
    (machine.root / "python3-venv").touch()
    done = machine.set_up()
    assert done.returncode == 0
    assert "scans cannot be read" in done.stderr


def test_a_folder_that_was_there_is_never_removed(machine: Machine) -> None:
    (machine.root / "python3-venv").touch()
    (machine.root / "broken").touch()
    done = machine.set_up()
    assert (done.returncode, machine.venv.exists()) == (1, False)
    machine.venv.mkdir()
    (machine.venv / "mine.txt").write_text("mine")
    done = machine.set_up()
    assert (done.returncode, (machine.venv / "mine.txt").read_text()) == (1, "mine")
    assert f"No virtual environment could be made in {machine.venv}" in done.stderr


def test_the_script_can_be_run() -> None:
    assert os.access(SCRIPT, os.X_OK)
