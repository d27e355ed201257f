"""`textDocument/didSave`: the moment to look at the disk again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lsprotocol import types

    from reportlens_server.server import ReportServer


def handle(ls: ReportServer, params: types.DidSaveTextDocumentParams) -> None:
    """Look at the figures and at the configuration again."""
    ls.session.look_again(params.text_document.uri)
