"""Text documents: kept as our own snapshots, never as pygls' documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.protocol import lsp_method

from reportlens_server.documents import Documents
from reportlens_server.protocol.progress import WithProgress

if TYPE_CHECKING:
    from collections.abc import Generator

    Then = Generator[Any, Any, None]


class Sync(WithProgress):
    """Mends: lines that end at U+2028, edits clamped one short, a pop-up for a change to an unopened file."""

    def __init__(self, *args: Any) -> None:
        """Hold no document yet."""
        self.documents = Documents()
        super().__init__(*args)

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> Then:
        """Take the document in, then tell the feature."""
        self.documents.open(params.text_document)
        yield from self._then(types.TEXT_DOCUMENT_DID_OPEN, params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> Then:
        """Take the new text in, then tell the feature."""
        if self.documents.change(params, self.workspace.position_encoding or "utf-16") is None:
            self.sparing.warn("a change of a document that is not open, left alone")
            return
        yield from self._then(types.TEXT_DOCUMENT_DID_CHANGE, params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> Then:
        """Forget the document, then tell the feature."""
        if self.documents.close(params.text_document.uri) is None:
            self.sparing.warn("the close of a document that is not open, left alone")
            return
        yield from self._then(types.TEXT_DOCUMENT_DID_CLOSE, params)

    def _then(self, method: str, params: object) -> Then:
        if (handler := self.fm.features.get(method)) is not None:
            yield handler, (params,), None
