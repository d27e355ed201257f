"""The server as an object: what is open, what the client can do, which features there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from reportlens_server import VERSION, features
from reportlens_server.capabilities import Capabilities, resolve
from reportlens_server.protocol import Protocol
from reportlens_server.protocol.messages import quick_converter

if TYPE_CHECKING:
    from reportlens_server.documents import Document, Documents
    from reportlens_server.positions import Ruler


class ReportServer(LanguageServer):
    """What every feature gets as its first argument, `ls`."""

    protocol: Protocol

    def __init__(self) -> None:
        """Make a server that has not met its client."""
        super().__init__(
            "reportlens",
            VERSION,
            types.TextDocumentSyncKind.Full,
            protocol_cls=Protocol,
            converter_factory=quick_converter,
        )
        self.capabilities = Capabilities()
        """What the client can do; nothing before `initialize`."""

    @property
    def documents(self) -> Documents:
        """The open documents."""
        return self.protocol.documents

    def ruler(self, document: Document) -> Ruler:
        """Return what turns offsets in the document into the client's positions."""
        from reportlens_server.positions import Ruler  # noqa: PLC0415  # the core waits until after `initialize`

        return Ruler(document.lines, self.capabilities.encoding)

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Note what pygls could not do; never a window for each key pressed."""
        self.protocol.failures.note(getattr(source, "__name__", "server"), error)


def create_server() -> ReportServer:
    """Return a server with every feature, ready to be served over a wire."""
    server = ReportServer()

    def meet(params: types.InitializeParams) -> None:
        client = params.client_info.name if params.client_info else ""
        encoding = str(
            getattr(server.workspace.position_encoding, "value", server.workspace.position_encoding)
        )
        server.capabilities = resolve(params.capabilities, encoding, client)
        features.register(server)

    server.feature(types.INITIALIZE)(meet)
    return server
