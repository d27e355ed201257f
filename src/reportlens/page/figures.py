"""Bring a report's figures onto its page: embedded, linked, or a marked gap that says why not.

The report is untrusted: only regular files inside the project are opened, and only what begins like an image is
shown. Nothing is ever fetched.
"""

from __future__ import annotations

import base64
import os
import re
import stat
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import quote

from reportlens.errors import reason
from reportlens.page.pixels import format_of, size_of
from reportlens.report.images import is_remote, path_of

if TYPE_CHECKING:
    from collections.abc import Callable

MEGABYTE = 1_000_000
EMBED_TOTAL = 25 * MEGABYTE
"""Bytes of figures that a page carries at most; what goes beyond is linked."""
SHOW_MOST = 20 * MEGABYTE
"""A figure above this size is a gap with a link: no reader waits for it."""

Mode = Literal["embed", "link"]

_HEAD = 65_536
_DATA = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=%\s]{1,2000000}\Z")
_MEANINGLESS = re.compile(
    r"(?:my[_ -]?)?(?:image|figure|img|alt|alt[_ -]text|screenshot|text|picture)s?\s*\d*\Z", re.IGNORECASE
)
_LFS = b"version https://git-lfs.github.com/spec/"


class Shown(NamedTuple):
    """A figure that the page shows."""

    name: str
    source: str
    """What stands in `src`."""
    width: int | None = None
    """Pixels; `None` if the file does not say."""
    height: int | None = None


class Gap(NamedTuple):
    """A figure that the page cannot show."""

    name: str
    reason: str
    address: str = ""
    """Where a reader can look for it; empty if nowhere."""


class Figures:
    """Finds the figures of one report and keeps account of what is embedded."""

    def __init__(  # noqa: PLR0913 (each is an option of the page)
        self,
        folder: Path | None,
        *,
        mode: Mode = "embed",
        root: Path | None = None,
        beside: Path | None = None,
        total: int = EMBED_TOTAL,
        address: Callable[[Path], str] | None = None,
    ) -> None:
        """Look for figures from `folder` on, never outside `root` (the project; found if not given).

        `beside` is the folder of the page, for links; `address` makes links instead (a server's);
        `total` is the number of bytes to embed at most.
        """
        self.folder = folder.resolve() if folder else None
        self.root = root.resolve() if root else project_of(self.folder) if self.folder else None
        self.beside = (beside or folder or Path()).resolve()
        self.mode = mode
        self.left = total
        self.address = address
        self.gaps: list[Gap] = []
        self.linked: list[str] = []

    def block(self, destination: str, alt: str) -> str:
        """Return the markup of a figure that stands alone, with its caption."""
        found = self.find(destination)
        if isinstance(found, Gap):
            return f'<div class="gap figure">{_gap(found, alt)}</div>'
        caption = escape(alt if _says_something(alt, found.name) else found.name)
        return f"<figure>{_image(found, alt)}<figcaption>{caption}</figcaption></figure>"

    def inline(self, destination: str, alt: str) -> str:
        """Return the markup of a figure within a line."""
        found = self.find(destination)
        return (
            f'<span class="gap">{_gap(found, alt)}</span>' if isinstance(found, Gap) else _image(found, alt)
        )

    def find(self, destination: str) -> Shown | Gap:
        """Find a figure; a gap is noted in `gaps`."""
        found = self._find(destination.strip())
        if isinstance(found, Gap):
            self.gaps.append(found)
        return found

    def _find(self, destination: str) -> Shown | Gap:
        if destination.lower().startswith("data:"):
            return self._data(destination)
        if is_remote(destination):
            web = destination.startswith(("http://", "https://", "//"))
            return Gap(_short(destination), "stands on the web and is not loaded", destination if web else "")
        path = path_of(destination)
        if not path:
            return Gap("figure", "has no path")
        if self.folder is None or self.root is None:
            return Gap(path, "cannot be looked up: the report has no place on disk")
        return self._file(path)

    def _data(self, destination: str) -> Shown | Gap:
        if not _DATA.match(destination) or len(destination) > self.left:
            return Gap("figure", "written into the report is no image that can be shown")
        self.left -= len(destination)
        return Shown("figure", destination)

    def _file(self, path: str) -> Shown | Gap:
        assert self.folder is not None
        assert self.root is not None
        try:
            file = (self.root / path.lstrip("/") if path.startswith("/") else self.folder / path).resolve()
            if not file.is_relative_to(self.root):
                return Gap(path, "lies outside the project")
            facts = file.stat()
            if not stat.S_ISREG(facts.st_mode):
                return Gap(
                    path, "is a folder, not a file" if stat.S_ISDIR(facts.st_mode) else "is no regular file"
                )
            with file.open("rb") as stream:
                head = stream.read(_HEAD)
        except (OSError, ValueError, RuntimeError) as error:
            return Gap(path, _trouble(error))
        kind = format_of(head)
        if not kind:
            return Gap(path, _no_image(head), self._link(file))
        if facts.st_size > SHOW_MOST:
            size, most = _megabytes(facts.st_size), _megabytes(SHOW_MOST)
            return Gap(path, f"is {size} large, above the {most} that a page shows", self._link(file))
        return self._shown(path, file, kind, head, facts.st_size)

    def _shown(self, path: str, file: Path, kind: str, head: bytes, size: int) -> Shown | Gap:
        width, height = size_of(head, kind) or (None, None)
        if self.mode == "embed" and self.address is None and size <= self.left:
            try:
                content = file.read_bytes()
            except OSError as error:
                return Gap(path, _trouble(error))
            self.left -= len(content)
            return Shown(
                path, f"data:image/{kind};base64,{base64.b64encode(content).decode()}", width, height
            )
        if self.mode == "embed" and self.address is None:
            self.linked.append(path)
        return Shown(path, self._link(file), width, height)

    def _link(self, file: Path) -> str:
        if self.address:
            return self.address(file)
        try:
            relative = os.path.relpath(file, self.beside)
        except ValueError:  # Another drive, on Windows.
            return file.as_uri()
        return quote(relative.replace(os.sep, "/"))


def project_of(folder: Path) -> Path:
    """Return the project around a folder: the nearest one with `.git`, else the parent of a `reports` folder."""
    for it in (folder, *folder.parents):
        if (it / ".git").exists():
            return it
    return folder.parent if folder.name == "reports" else folder


def _image(shown: Shown, alt: str) -> str:
    words = alt if alt.strip() else f"{shown.name} (no description given)"
    size = f' width="{shown.width}" height="{shown.height}"' if shown.width and shown.height else ""
    return f'<img src="{escape(shown.source)}" alt="{escape(words)}"{size}>'


def _gap(gap: Gap, alt: str) -> str:
    link = f' <a href="{escape(gap.address)}" rel="noopener noreferrer">Open it</a>' if gap.address else ""
    words = f", described as <q>{escape(alt.strip())}</q>" if _says_something(alt, gap.name) else ""
    return f"<strong>Figure not shown:</strong> <code>{escape(gap.name)}</code> {escape(gap.reason)}{words}{link}"


def _says_something(alt: str, name: str) -> bool:
    alt = alt.strip()
    return bool(alt) and not _MEANINGLESS.match(alt) and alt not in (name, Path(name).name)


def _no_image(head: bytes) -> str:
    if head.startswith(_LFS):
        return "is a Git LFS pointer, not the image itself"
    return "is empty" if not head else "does not begin like an image"


def _trouble(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "does not exist"
    if isinstance(error, PermissionError):
        return "cannot be read: permission denied"
    return f"cannot be read: {reason(error)}"


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:.0f} MB"


def _short(address: str) -> str:
    return address if len(address) <= 80 else f"{address[:50]}\u2026{address[-25:]}"
