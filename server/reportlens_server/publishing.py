"""Diagnostics on their way to the client: the newest version only, and as soon as nothing newer is waiting."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

from lsprotocol import types

from reportlens_server.diagnostics import Written
from reportlens_server.documents import key

if TYPE_CHECKING:
    from reportlens_server.documents import Document
    from reportlens_server.server import ReportServer
    from reportlens_server.session import Cause

PATIENCE = 0.1
"""Seconds that diagnostics wait for the changes behind them; a flood that lasts longer is shown in steps."""


class Publisher:
    """Sends diagnostics of what has changed; nothing where the client pulls."""

    def __init__(self, server: ReportServer) -> None:
        """Have shown nothing yet."""
        self._server = server
        self._due: dict[str, None] = {}
        self._latest = 0.0
        self._shown: dict[str, tuple[str, int, tuple[str, ...]]] = {}
        self._written: dict[str, Written] = {}

    def heard(self, uri: str, cause: Cause) -> None:
        """Be told that findings may have changed."""
        if self._server.capabilities.pull_diagnostics:
            return
        if cause == "closed":
            self._clear(uri)
            return
        loop = asyncio.get_running_loop()
        if not self._due:
            self._latest = loop.time() + PATIENCE
            loop.call_soon(self._flush)
        self._due[uri] = None

    def _flush(self) -> None:
        loop = asyncio.get_running_loop()
        if self._server.protocol.more_waiting() and loop.time() < self._latest:
            loop.call_soon(self._flush)
            return
        due, self._due = self._due, {}
        for uri in due:
            try:
                self._publish(uri)
            except Exception as error:  # noqa: BLE001  # one document never hides another
                self._server.protocol.failures.note("diagnostics", error)

    def _publish(self, uri: str) -> None:
        server = self._server
        document = server.documents.get(uri)
        if document is None:
            self._clear(uri)
            return
        uri = document.uri
        shown = self._shown.get(key(uri))
        found = self._found(document)
        if found is None:
            if shown is not None:
                self._clear(uri)
            return
        if shown == (uri, document.version, found) or not server.documents.is_current(document):
            return
        self._shown[key(uri)] = (uri, document.version, found)
        self._send(uri, found, document.version)

    def _found(self, document: Document) -> tuple[str, ...] | None:
        server = self._server
        checked = server.session.checked(document.uri)
        if checked is None:
            return None
        written = self._written.get(document.uri)
        if written is None:
            written = self._written[document.uri] = Written(document.uri, server.capabilities)
        return written.write(server.session.shown(checked), server.ruler(checked.document))

    def _clear(self, uri: str) -> None:
        if (shown := self._shown.pop(key(uri), None)) is not None:
            self._written.pop(shown[0], None)
            self._send(shown[0], ())

    def _send(self, uri: str, found: tuple[str, ...], version: int | None = None) -> None:
        head = {"uri": uri} if version is None else {"uri": uri, "version": version}
        params = f'{json.dumps(head)[:-1]},"diagnostics":[{",".join(found)}]}}'
        self._server.protocol.notify_text(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, params)
