"""`textDocument/didClose`: nothing more to say about a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lsprotocol import types

    from reportlens_server.server import ReportServer


def handle(ls: ReportServer, params: types.DidCloseTextDocumentParams) -> None:
    """Forget it and take its diagnostics away."""
    ls.session.forget(params.text_document.uri)
