"""`reportlens/overviewChanged`: told a few times a second at most, to a client that announced that it wants it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportlens_server.server import ReportServer
    from reportlens_server.session import Cause

PAUSE = 0.3
"""Seconds between two notices of one document."""
CHANGED = "reportlens/overviewChanged"


class Notices:
    """Tells of overviews that may have changed."""

    def __init__(self, server: ReportServer) -> None:
        """Have told nothing yet."""
        self._server = server
        self._told: set[str] = set()
        self._waiting: dict[str, asyncio.TimerHandle] = {}
        self._due: set[str] = set()

    def heard(self, uri: str, cause: Cause) -> None:
        """Be told that findings may have changed."""
        if not self._wanted():
            return
        if cause == "closed":
            self._forget(uri)
        elif uri in self._waiting:
            self._due.add(uri)
        else:
            self._waiting[uri] = asyncio.get_running_loop().call_later(0, self._tell, uri)

    def _wanted(self) -> bool:
        announced = self._server.announced
        return isinstance(announced, dict) and announced.get("overview") is True

    def _tell(self, uri: str) -> None:
        """Tell of a report, or of what was one a moment ago; then rest."""
        self._due.discard(uri)
        self._waiting[uri] = asyncio.get_running_loop().call_later(PAUSE, self._rested, uri)
        try:
            report = self._server.session.checked(uri) is not None
        except Exception as error:  # noqa: BLE001
            self._server.protocol.failures.note(CHANGED, error)
            return
        if report or uri in self._told:
            self._server.protocol.notify_plain(CHANGED, {"uri": uri})
        (self._told.add if report else self._told.discard)(uri)

    def _rested(self, uri: str) -> None:
        if uri in self._due:
            self._tell(uri)
        else:
            self._waiting.pop(uri, None)

    def _forget(self, uri: str) -> None:
        if (handle := self._waiting.pop(uri, None)) is not None:
            handle.cancel()
        self._due.discard(uri)
        self._told.discard(uri)
