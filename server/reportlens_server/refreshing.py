"""Tells the client to ask again for what it shows, when something else than its own edits changed it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from lsprotocol import types

if TYPE_CHECKING:
    from reportlens_server.server import ReportServer
    from reportlens_server.session import Cause


class Refresher:
    """Sends at most one round of refreshes a turn of the loop."""

    def __init__(self, server: ReportServer) -> None:
        """Have nothing to tell."""
        self._server = server
        self._due = False

    def heard(self, _: str, cause: Cause) -> None:
        """Be told that findings may have changed."""
        if cause in {"around", "settings", "feedback"} and not self._due:
            self._due = True
            asyncio.get_running_loop().call_soon(self._send)

    def _send(self) -> None:
        self._due = False
        client = self._server.capabilities
        for wanted, method in (
            (client.pull_diagnostics, types.WORKSPACE_DIAGNOSTIC_REFRESH),
            (client.code_lens_refresh, types.WORKSPACE_CODE_LENS_REFRESH),
            (client.inlay_hint_refresh, types.WORKSPACE_INLAY_HINT_REFRESH),
            (client.folding_refresh, types.WORKSPACE_FOLDING_RANGE_REFRESH),
        ):
            if wanted:
                self._server.protocol.send_request(method)
