"""`workspace/didChangeWatchedFiles`: figures or configuration files have changed on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lsprotocol import types

    from reportlens_server.server import ReportServer


def handle(ls: ReportServer, params: types.DidChangeWatchedFilesParams) -> None:
    """Look at them again."""
    ls.session.watching.heard([it.uri for it in params.changes])
