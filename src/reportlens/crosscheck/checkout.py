"""Read a checkout: bounded in files, bytes and time, without following a link or running anything of it.

Opens nothing but regular files inside the repository. Git is asked for the list of its files, and does without hooks
and helpers. Where a bound is met, the repository is not `complete`, and nothing may be concluded from what is missing.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path, PurePosixPath
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from reportlens.crosscheck.listing import git_files, walked_files
from reportlens.crosscheck.repository import File, Repository, repository

if TYPE_CHECKING:
    from collections.abc import Iterable

_READ = frozenset(
    {
        ".py",
        ".toml",
        ".yaml",
        ".yml",
        ".cfg",
        ".ini",
        ".sh",
        ".txt",
        ".ipynb",
        ".dockerfile",
        ".lock",
        ".js",
        ".ts",
    }
)
_NAMES = ("dockerfile", "makefile", "procfile", "justfile")
_MOST_KEPT = 8


class Bounds(NamedTuple):
    """How much may be read before enough is enough."""

    files: int = 20_000
    file_bytes: int = 300_000
    """A longer file is not opened."""
    bytes: int = 12_000_000
    seconds: float = 3.0


BOUNDS = Bounds()


def gather(root: Path, words: Iterable[str], bounds: Bounds = BOUNDS) -> Repository:
    """Read a checkout. Takes at most about `bounds.seconds`; never raises for what it finds there."""
    until = monotonic() + bounds.seconds
    listed = git_files(root, bounds.files, bounds.seconds / 2)
    if listed is None:
        listed = walked_files(root, bounds.files, until)
    paths, complete = listed
    files, found, read = _read(root, paths, tuple(words), bounds, until)
    return repository(
        files, complete=complete, words={key: tuple(value) for key, value in found.items()}, read=read
    )


def root_of(path: Path) -> Path | None:
    """Return the root of the repository that holds a path; `None` if there is none."""
    start = Path(os.path.abspath(path))  # noqa: PTH100 - as the user named it, links and all
    return next((it for it in start.parents if (it / ".git").exists()), None)


def state_of(root: Path) -> tuple[object, ...]:
    """Return what changes when a commit is made, a branch is chosen or a file is added. Reads a few bytes."""
    git = root / ".git"
    try:
        if git.is_file():
            git = root / git.read_text("utf-8", "replace").removeprefix("gitdir:").strip()
        head = (git / "HEAD").read_text("utf-8", "replace").strip()[:200]
        name = head.removeprefix("ref: ") if head.startswith("ref: ") and ".." not in head else ""
        marks = [_mark(it) for it in (git / "index", git / name, root, root / ".github" / "workflows")]
    except OSError:
        return ()
    return (head, *marks)


def repository_of(report: Path, words: Iterable[str], bounds: Bounds = BOUNDS) -> Repository | None:
    """Return the repository around a report, read anew only when its state changed; `None` if there is none.

    Made to be called in a thread: it touches nothing but its own memory.
    """
    root = root_of(report)
    if root is None:
        return None
    state = state_of(root)
    known = _KEPT.get(root)
    if known is None or known[0] != state:
        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.clear()
        known = _KEPT[root] = (state, gather(root, words, bounds))
    return known[1]


_KEPT: dict[Path, tuple[tuple[object, ...], Repository]] = {}


def _mark(path: Path) -> tuple[int, int] | None:
    try:
        it = path.lstat()
    except OSError:
        return None
    return it.st_mtime_ns, it.st_size


def _read(
    root: Path, paths: tuple[str, ...], words: tuple[str, ...], bounds: Bounds, until: float
) -> tuple[tuple[File, ...], dict[str, list[str]], bool]:
    files = []
    found: dict[str, list[str]] = {it: [] for it in words}
    left, whole = bounds.bytes, True
    for path in paths:
        if monotonic() > until:
            files.append(File(path, None))
            whole = False
            continue
        size = _size(root, path)
        if size is None:
            continue
        files.append(File(path, size))
        if not _telling(path):
            continue
        if size > min(bounds.file_bytes, left):
            whole = whole and size > bounds.file_bytes
            continue
        left -= size
        text = _text(root / path, bounds.file_bytes)
        for word in words:
            if word in text and len(found[word]) < 5:
                found[word].append(path)
    return tuple(files), found, whole


def _size(root: Path, path: str) -> int | None:
    """Return the size of a regular file; `None` for links, pipes, folders and what is gone."""
    try:
        it = (root / path).lstat()
    except (OSError, ValueError):
        return None
    return it.st_size if stat.S_ISREG(it.st_mode) else None


def _telling(path: str) -> bool:
    pure = PurePosixPath(path.lower())
    return pure.suffix in _READ or pure.name.startswith(_NAMES)


def _text(path: Path, most: int) -> str:
    try:
        # Neither a link nor a pipe put in the file's place since it was looked at may lead elsewhere or block.
        opened = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with open(opened, "rb") as file:  # noqa: PTH123 - a file descriptor
            return file.read(most).decode("utf-8", "replace").lower()
    except OSError:
        return ""
