"""`textDocument/didOpen`: a document to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lsprotocol import types

    from reportlens_server.server import ReportServer


def handle(ls: ReportServer, params: types.DidOpenTextDocumentParams) -> None:
    """Check it, and show what was said of it in an earlier session."""
    ls.session.opened(params.text_document.uri)
    ls.recalling.opened(params.text_document.uri)
