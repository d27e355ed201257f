"""The page of a report that is renewed whenever the report or one of its figures is saved.

The page comes from a stranger's report: only the preview's own script runs. `serving` brings it to a browser.
"""

from __future__ import annotations

import secrets
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from reportlens.errors import ReportlensError
from reportlens.page.figures import Figures
from reportlens.page.page import Live, notice, page, policy

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportlens.report.model import Report

_POLL_SECONDS = 0.02


class Shown(NamedTuple):
    """The page of one version of the report."""

    version: int
    html: str
    policy: str
    readable: bool


class Preview:
    """One report, watched."""

    def __init__(self, path: Path, read: Callable[[], Report], root: Path | None = None) -> None:
        """Watch the report at `path`; `read` reads it anew and may raise `ReportlensError`."""
        self._path = path
        self._read = read
        self._root = root
        self._changed, self._rendering = threading.Condition(), threading.Lock()
        self._version = 1
        self._shown: Shown | None = None
        self._script = (Path(__file__).parent / "live.js").read_text(encoding="utf-8")
        self.nonce = secrets.token_urlsafe(16)
        self.figures: list[Path] = []
        self.closed = False

    def shown(self) -> Shown:
        """Return the page as it stands now."""
        with self._rendering:
            version = self._version
            if self._shown is None or self._shown.version != version:
                self._shown = self._render(version)
            return self._shown

    def watch(self) -> None:
        """Look at the files until closed; tell those who wait of every change."""
        seen = self._state()
        while not self.closed:
            time.sleep(_POLL_SECONDS)
            before, seen = seen, self._state()
            # A figure that was not watched before is no change.
            if any(before.get(file, stamp) != stamp for file, stamp in seen.items()):
                with self._changed:
                    self._version += 1
                    self._changed.notify_all()

    def wait(self, version: int, seconds: float) -> int:
        """Wait until the version is another one, or the time is over; return it."""
        with self._changed:
            self._changed.wait_for(lambda: self._version != version or self.closed, seconds)
            return self._version

    def close(self) -> None:
        """Stop watching and let go of those who wait."""
        with self._changed:
            self.closed = True
            self._changed.notify_all()

    def _render(self, version: int) -> Shown:
        files: list[Path] = []

        def address(file: Path) -> str:
            files.append(file)  # Addresses are relative: a proxy may put the page below a folder.
            return f"figure/{len(files) - 1}/{quote(file.name)}?{_stamp(file)}"

        figures = Figures(self._path.parent, root=self._root, address=address)
        live = Live(self._script, self.nonce, str(version))
        try:
            html, readable = page(self._read(), figures, live=live), True
        except ReportlensError as error:
            html, readable = notice(str(error), figures, live), False
        self.figures = files
        return Shown(version, html, policy(figures, live), readable)

    def _state(self) -> dict[Path, str]:
        folder = self._path.parent / "figures"  # Changes when a missing figure is put there.
        return {it: _stamp(it) for it in (self._path, folder, *self.figures)}


def _stamp(file: Path) -> str:
    try:
        facts = file.stat()
    except OSError:
        return "gone"
    return f"{facts.st_mtime_ns}-{facts.st_size}-{facts.st_ino}"
