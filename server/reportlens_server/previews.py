"""The previews of the hand-in: one for each report that somebody wanted to see, until the server ends."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from reportlens import files
from reportlens.configuration import limits_from
from reportlens.page.preview import Preview
from reportlens.page.serving import Server
from reportlens.report.parse import parse

if TYPE_CHECKING:
    from pathlib import Path

    from reportlens.report.model import Report
    from reportlens.settings import Settings

MOST = 4
"""Previews at a time; the one that was asked for longest ago ends for a new one."""


class Previews:
    """Serves pages on loopback, each in threads of its own."""

    def __init__(self) -> None:
        """Serve none yet."""
        self._running: dict[Path, Server] = {}
        self._alone = threading.Lock()

    def address(self, file: Path, settings: Settings) -> str:
        """Return where the preview of a report is; raises `ReportlensError`. Not for the loop."""
        path = file.absolute()
        with self._alone:
            server = self._running.pop(path, None) or _started(path, settings)
            self._running[path] = server
            if len(self._running) > MOST:
                self._running.pop(next(iter(self._running))).shutdown()
        return server.address


def _started(path: Path, settings: Settings) -> Server:
    def read() -> Report:
        return parse(files.read(path).text, edition=settings.edition, limits=limits_from(settings))

    server = Server(Preview(path, read), 0)
    threading.Thread(target=server.run, daemon=True, name="preview").start()
    return server
