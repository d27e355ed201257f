"""`textDocument/didChange`: a keystroke."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lsprotocol import types

    from reportlens_server.server import ReportServer


def handle(ls: ReportServer, params: types.DidChangeTextDocumentParams) -> None:
    """Check the newest text, once nothing newer is waiting."""
    ls.session.tell(params.text_document.uri, "text")
