"""What lies around a report on disk, as far as rules ask: its path, the figures, what git says of them.

Rules do not touch the disk: they ask a `Surroundings` that the caller gives. `NOWHERE` knows nothing (a text from
standard input, an unsaved buffer), and rules stay silent then.
"""

from __future__ import annotations

from typing import Protocol

from reportlens.value import Value


class Figure(Value):
    """What is known of the file that an image names."""

    exists: bool
    """Whether a file of exactly this name is there, in exact case."""
    near: tuple[str, ...] = ()
    """Paths of other files, relative to the report, that may be meant; the likeliest first."""
    example: str = ""
    """The name of the template's example figure whose bytes it has; empty if it is none."""
    committed: bool | None = None
    """Whether git will hand it in; `None` where git cannot tell."""
    ignored: bool = False
    """Whether git is told to ignore it."""
    size: int | None = None
    """Bytes."""
    format: str = ""
    """What its first bytes say it is: png, jpeg, gif, ... ; empty if no image."""


class Surroundings(Protocol):
    """What a rule may ask of the world around a report."""

    @property
    def path(self) -> str | None:
        """The report's path as the user gave it, with forward slashes; `None` for a text from nowhere."""

    def figure(self, path: str) -> Figure | None:
        """Look up a figure by its path relative to the report; `None` if nothing can be known."""

    @property
    def repository(self) -> object | None:
        """The evidence that the repository around the report holds, once it is known."""


class _Nowhere:
    """A text without a place on disk."""

    path: str | None = None
    repository: object | None = None

    def figure(self, path: str) -> Figure | None:
        """Know nothing."""
        del path
        return None


NOWHERE: Surroundings = _Nowhere()
