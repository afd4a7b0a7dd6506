#!/bin/sh
# Set up what vnplans needs: Python packages into a virtual environment, tesseract with Vietnamese through apt.
# Called by make; PYTHON and VENV may be set.
set -eu

PYTHON="${PYTHON:-python3}"
VENV="${VENV:-.venv}"

say() { printf '%s\n' "$*" >&2; }

# Installs Debian packages where this user may; false where they could not be installed.
apt_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    sudo=''
    if [ "$(id -u)" != 0 ]; then
        sudo='sudo -n'
        $sudo true 2>/dev/null || return 1
    fi
    say "Installing $* ..."
    { $sudo apt-get update -qq && $sudo apt-get install -y -qq --no-install-recommends "$@"; } >/dev/null 2>&1
}

if ! "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    say "vnplans needs Python 3.11 or newer; '$PYTHON' is not. Install it, or name another: make PYTHON=python3.12 ..."
    exit 1
fi

if [ ! -x "$VENV/bin/python" ]; then
    has_venv() { "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null; }
    # Debian keeps the module apart, in a package for each version of Python; python3-venv is that of python3.
    version="$("$PYTHON" -c 'import sys; print("%d.%d" % sys.version_info[:2])')"
    has_venv || apt_install python3-venv || true
    has_venv || apt_install "python$version-venv" || true
    if ! has_venv; then
        say "The Python module venv is missing: install it (Debian: apt-get install python3-venv) and run make again."
        exit 1
    fi
    is_new=yes
    [ ! -e "$VENV" ] || is_new=no
    if ! "$PYTHON" -m venv "$VENV"; then
        # Half an environment is removed, but never a folder that was there before.
        [ "$is_new" = no ] || rm -rf -- "$VENV"
        say "No virtual environment could be made in $VENV; see the message above, mend that and run make again."
        exit 1
    fi
fi
"$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --upgrade --constraint constraints.txt pip setuptools
PYTHONWARNINGS=ignore "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'

# Scans need tesseract with its Vietnamese model; text documents do not, so its absence only warns.
has_tesseract() { command -v tesseract >/dev/null 2>&1 && tesseract --list-langs 2>/dev/null | grep -qx vie; }

has_tesseract || apt_install tesseract-ocr tesseract-ocr-vie || true
if ! has_tesseract; then
    say "Note: tesseract with Vietnamese is not installed; scans cannot be read. Install the packages tesseract-ocr and tesseract-ocr-vie."
fi
