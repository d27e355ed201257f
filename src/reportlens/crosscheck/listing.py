"""Which files a checkout holds: asked of git, or found by walking. Both are bounded; neither follows a link."""

from __future__ import annotations

import os
import subprocess
from fnmatch import fnmatch
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FOREIGN = frozenset(
    {".git", ".hg", ".svn", ".venv", "venv", "env", ".env", "node_modules", "site-packages", "__pycache__", ".tox", ".nox",
     ".mypy_cache", ".ruff_cache", ".pytest_cache", ".ipynb_checkpoints", ".idea", "wandb", "mlruns", "outputs", "vendor",
     "third_party", "bower_components", ".cache", ".eggs", "build", "dist"}
)  # fmt: skip
"""Folders of other people's files, or of what programs left."""
_NEVER = frozenset(
    {".git", ".venv", "venv", "node_modules", "site-packages", "__pycache__", "vendor", "third_party"}
)
"""The same, where git says that they are tracked."""
_CHUNK = 1 << 16


def git_files(root: Path, most: int, seconds: float) -> tuple[tuple[str, ...], bool] | None:
    """Return the files that git tracks or would add, and whether these are all; `None` if git cannot say."""
    command = [
        "git",
        "-c",
        "core.fsmonitor=false",
        "-c",
        f"core.hooksPath={os.devnull}",
        "-c",
        "core.quotepath=false",
    ]
    command += [
        "-C",
        str(root),
        "--work-tree=.",
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]
    environment = {it: value for it, value in os.environ.items() if not it.startswith("GIT_")}
    environment |= {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_CONFIG_NOSYSTEM": "1"}
    try:
        with subprocess.Popen(  # noqa: S603 - git alone, with arguments of ours
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        ) as running:
            try:
                listed, cut = _heard(running, most * 200, monotonic() + seconds)
            finally:
                running.kill()
    except OSError:
        return None
    if running.returncode != 0 and not cut:
        return None
    names = dict.fromkeys(it for it in listed.decode("utf-8", "replace").split("\0") if _within(it))
    if cut and not names:
        return None
    return tuple(names)[:most], not cut and len(names) <= most


def _heard(running: subprocess.Popen[bytes], most: int, until: float) -> tuple[bytes, bool]:
    """Return what a process says until it ends, says too much or takes too long, and whether it was cut short."""
    from threading import Thread  # noqa: PLC0415 - only here

    said: list[bytes] = []

    def listen() -> None:
        assert running.stdout is not None
        size = 0
        while size < most and (chunk := running.stdout.read(_CHUNK)):
            said.append(chunk)
            size += len(chunk)

    listener = Thread(target=listen, daemon=True)
    listener.start()
    listener.join(max(0.0, until - monotonic()))
    late = listener.is_alive()
    if late or sum(map(len, said)) >= most:
        running.kill()
        listener.join(1)
        whole, _, _ = b"".join(said).rpartition(b"\0")
        return whole, True
    running.wait(max(0.1, until - monotonic()))
    return b"".join(said), False


def _within(path: str) -> bool:
    parts = path.split("/")
    return bool(path) and not path.startswith("/") and ".." not in parts and not _NEVER & set(parts[:-1])


def walked_files(root: Path, most: int, until: float) -> tuple[tuple[str, ...], bool]:
    """Return the files below a folder, and whether these are all; leaves out what its `.gitignore` names."""
    ignored = _ignored(root)
    found: list[str] = []
    folders = [""]
    while folders:
        folder = folders.pop(0)
        for name, is_folder in _entries(root / folder, most):
            path = f"{folder}{name}"
            if len(found) >= most or monotonic() > until:
                return tuple(found), False
            if any(fnmatch(name, it) or fnmatch(path, it) for it in ignored):
                continue
            if not is_folder:
                found.append(path)
            elif name not in _FOREIGN:
                folders.append(f"{path}/")
    return tuple(found), True


def _entries(folder: Path, most: int) -> Iterator[tuple[str, bool]]:
    """Yield the names in a folder, files first, and whether each is a folder; links are left out."""
    deeper = []
    try:
        with os.scandir(folder) as entries:
            for number, entry in enumerate(entries):
                if number > most:
                    break
                if entry.is_dir(follow_symlinks=False):
                    deeper.append(entry.name)
                elif entry.is_file(follow_symlinks=False):
                    yield entry.name, False
    except OSError:
        return
    for name in sorted(deeper):
        yield name, True


def _ignored(root: Path) -> tuple[str, ...]:
    """Return the plain patterns of the root's `.gitignore`; a pattern with an exception is not obeyed."""
    try:
        with (root / ".gitignore").open("rb") as file:
            text = file.read(_CHUNK).decode("utf-8", "replace")
    except OSError:
        return ()
    lines = [it.strip() for it in text.split("\n")]
    if any(it.startswith("!") for it in lines):
        return tuple(
            it.strip("/")
            for it in lines
            if it.endswith("/") and it.strip("/") and not it.startswith(("#", "!"))
        )
    return tuple(it.strip("/") for it in lines if it.strip("/") and not it.startswith("#"))
