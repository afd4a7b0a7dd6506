#!/bin/sh
# Set up what vnplans needs: Python packages into a virtual environment, tesseract with Vietnamese through apt.
# Called by make; PYTHON and VENV may be set.
set -eu

PYTHON="${PYTHON:-python3}"
VENV="${VENV:-.venv}"

say() { printf '%s\n' "$*" >&2; }

if ! "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    say "vnplans needs Python 3.11 or newer; '$PYTHON' is not. Install it, or name another: make PYTHON=python3.12 ..."
    exit 1
fi

if [ ! -x "$VENV/bin/python" ]; then
    if ! "$PYTHON" -m venv "$VENV"; then
        rm -rf "$VENV"
        say "The module venv is missing: install it (Debian: apt-get install python3-venv) and run make again."
        exit 1
    fi
fi
"$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --upgrade --constraint constraints.txt pip setuptools
"$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'

# Scans need tesseract with its Vietnamese model; text documents do not, so its absence only warns.
has_tesseract() { command -v tesseract >/dev/null 2>&1 && tesseract --list-langs 2>/dev/null | grep -qx vie; }

if ! has_tesseract; then
    sudo=''
    [ "$(id -u)" = 0 ] || sudo='sudo -n'
    if command -v apt-get >/dev/null 2>&1 && { [ -z "$sudo" ] || sudo -n true 2>/dev/null; }; then
        say "Installing tesseract-ocr with its Vietnamese model ..."
        { $sudo apt-get update -qq && $sudo apt-get install -y -qq --no-install-recommends tesseract-ocr tesseract-ocr-vie; } >/dev/null 2>&1 || true
    fi
fi
if ! has_tesseract; then
    say "Note: tesseract with Vietnamese is not installed; scans cannot be read. Install the packages tesseract-ocr and tesseract-ocr-vie."
fi
