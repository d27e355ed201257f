"""The files of a repository, as a value: names, sizes, and which tell-tale words occur where.

Two sources: a plain listing (one `size path` a line), and a real checkout (see `checkout.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

_LINE = r"^[ \t]*(?P<size>\d+)[ \t]+(?P<path>\S.*?)[ \t\r]*$"


class File(NamedTuple):
    """A file of the repository."""

    path: str
    """Relative to the root, with forward slashes."""
    size: int | None
    """Bytes; `None` if unknown."""


@dataclass(frozen=True, slots=True)
class Repository:
    """The files of a repository, as a value."""

    files: tuple[File, ...]
    complete: bool = True
    """Whether these are all."""
    words: Mapping[str, tuple[str, ...]] | None = None
    """For each tell-tale word, the files that hold it; `None` where the contents are not known."""
    read: bool = False
    """Whether every file that could hold such a word was read."""
    lowered: tuple[tuple[str, str], ...] = field(default=(), compare=False, repr=False)
    """Path in small letters and path."""
    memory: dict[str, object] = field(default_factory=dict, compare=False, repr=False)
    """What others found out about it."""


def from_listing(text: str) -> Repository:
    """Read a plain listing: a size in bytes and a path a line; other lines are left out."""
    found = (
        File(it["path"].removeprefix("./"), int(it["size"])) for it in re.finditer(_LINE, text, re.MULTILINE)
    )
    files = tuple(found)
    # A listing that does not hold the report was cut short.
    complete = any(
        it.path.lower().endswith((".md", ".markdown")) and "report" in it.path.lower() for it in files
    )
    return repository(files, complete=complete)


def repository(
    files: tuple[File, ...],
    *,
    complete: bool,
    words: Mapping[str, tuple[str, ...]] | None = None,
    read: bool = False,
) -> Repository:
    """Put the value together."""
    return Repository(files, complete, words, read, tuple((it.path.lower(), it.path) for it in files))
