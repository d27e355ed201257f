"""Reading and writing reports on disk, with one clear line for whatever goes wrong."""

from __future__ import annotations

import os
import stat
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from reportlens.errors import ChangedMeanwhileError, UnreadableError, reason
from reportlens.value import Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

MOST_BYTES = 10_000_000
"""A longer file is no report: the longest real one has 53 kB."""

_SKIPPED = frozenset(
    {
        ".git",
        ".venv",
        "venv",
        "node_modules",
        "__pycache__",
        ".tox",
        ".mypy_cache",
        ".pytest_cache",
        "site-packages",
    }
)
_NAMES = frozenset({"readme.md", "reports.md", "report.md"})


class Source(Value):
    """A report as it stands on disk."""

    path: Path
    text: str
    raw: bytes


def read(path: Path) -> Source:
    """Read a file as UTF-8, line ends and byte order mark untouched.

    Raises `UnreadableError` with one clear line.
    """
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise UnreadableError(f"{path}: not a file")
        if size > MOST_BYTES:
            raise UnreadableError(
                f"{path}: {size / 1e6:.0f} MB, where a report has less than {MOST_BYTES / 1e6:.0f} MB"
            )
        raw = path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"{path}: {reason(error)}") from error
    return Source(path=path, text=decode(raw, str(path)), raw=raw)


def decode(raw: bytes, name: str) -> str:
    """Decode the bytes of a report. Raises `UnreadableError`."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableError(f"{name}: stored as UTF-16; store it as UTF-8")
    if b"\0" in raw[:8192]:
        raise UnreadableError(f"{name}: a binary file, not a report")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UnreadableError(f"{name}: not UTF-8 (byte 0x{raw[error.start]:02x} in line {line})") from error


def write(source: Source, text: str) -> None:
    """Replace a file's text in one step, unless somebody changed the file since it was read.

    Raises `ChangedMeanwhileError`, or `UnreadableError` where it cannot be written.
    """

    def unchanged(target: Path) -> None:
        if target.read_bytes() != source.raw:
            raise ChangedMeanwhileError(
                f"{source.path}: changed by somebody else meanwhile; nothing was written"
            )

    replace(source.path, text.encode("utf-8"), unchanged)


def replace(path: Path, content: bytes, guard: Callable[[Path], None] | None = None) -> None:
    """Write a file in one step: what stands there is whole at every moment; it keeps its permissions.

    `guard` is called with the file at the last moment, and may raise. Raises `UnreadableError` where it cannot be written.
    """
    import tempfile  # noqa: PLC0415 - most commands do not write

    target = Path(os.path.realpath(path))
    try:
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(temporary, _mode(target))  # noqa: PTH101 - the path is a string
            if guard:
                guard(target)
            os.replace(temporary, target)  # noqa: PTH105
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UnreadableError(f"{path}: cannot be written ({reason(error)})") from error


def _mode(target: Path) -> int:
    """Return the permissions of a file, or those that a new one gets."""
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def find(paths: Sequence[Path], usual: Sequence[str], most: int | None = None) -> Iterator[Path]:
    """Yield the reports that paths mean: a file is itself, a folder is searched.

    In a folder the usual places come first (`usual`, relative paths); without any of them every Markdown file with
    the name of a report is offered, and whoever reads it finds out whether it is one; `most` folders are searched.
    Raises `UnreadableError` for a path that does not exist.
    """
    for path in paths:
        if not path.exists():
            raise UnreadableError(f"{path}: no such file or folder")
        if not path.is_dir():
            yield path
            continue
        known = next((path / it for it in usual[:-1] if (path / it).is_file()), None)
        if known is not None:
            yield known
        else:
            yield from _walk(path, most)


def _walk(folder: Path, most: int | None) -> Iterator[Path]:
    for root, folders, names in islice(os.walk(folder), most):
        folders[:] = sorted(it for it in folders if it not in _SKIPPED)
        for name in sorted(names):
            if name.lower() in _NAMES:
                yield Path(root) / name
