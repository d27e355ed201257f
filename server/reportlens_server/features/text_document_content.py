"""`workspace/textDocumentContent`: the last feedback as a document that is no file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from reportlens_server.feedback.showing import content

if TYPE_CHECKING:
    from reportlens_server.server import ReportServer


def handle(ls: ReportServer, params: types.TextDocumentContentParams) -> types.TextDocumentContentResult:
    """Return the text; empty for a document that is forgotten."""
    return types.TextDocumentContentResult(content(ls, params.uri))
