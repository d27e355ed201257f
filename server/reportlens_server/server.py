"""The server as an object: what is open, what the client can do, which features there are."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer

from reportlens_server import VERSION, features
from reportlens_server.capabilities import Capabilities, resolve
from reportlens_server.protocol import Protocol
from reportlens_server.protocol.messages import quick_converter

if TYPE_CHECKING:
    from reportlens_server.documents import Document, Documents
    from reportlens_server.feedback.asking import Asker
    from reportlens_server.feedback.recalling import Recalling
    from reportlens_server.positions import Ruler
    from reportlens_server.previews import Previews
    from reportlens_server.session import Session


MOST_TOLD = 20
"""Lines shown to the user in one session."""


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
        self.announced: Any = None
        """What the client sent as `initializationOptions`."""
        self.documents_made: dict[str, str] = {}
        """Texts of documents that are no files, by address."""
        self._told: set[str] = set()

    @property
    def documents(self) -> Documents:
        """The open documents."""
        return self.protocol.documents

    @cached_property
    def session(self) -> Session:
        """The open reports, checked."""
        from reportlens_server.session import Session  # noqa: PLC0415  # the core waits until after `initialize`

        return Session(self)

    @cached_property
    def previews(self) -> Previews:
        """The pages that are served on loopback."""
        from reportlens_server.previews import Previews  # noqa: PLC0415  # only once somebody asks

        return Previews()

    @cached_property
    def asker(self) -> Asker:
        """Who answers requests for feedback."""
        from reportlens_server.feedback.asking import Asker  # noqa: PLC0415  # only once somebody asks

        return Asker(self)

    def tell_once(self, message: str) -> None:
        """Show one line to the user, once."""
        if message not in self._told and len(self._told) < MOST_TOLD:
            self._told.add(message)
            self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, message))

    async def register(self, name: str, method: str, options: Any) -> bool:
        """Register for a method that the client lets be registered; tell whether it did."""
        registration = types.Registration(f"{self.name}.{name}", method, options)
        try:
            await self.client_register_capability_async(types.RegistrationParams([registration]))
        except JsonRpcException:
            return False
        return True

    async def unregister(self, name: str, method: str) -> None:
        """Take a registration back."""
        registration = types.Unregistration(f"{self.name}.{name}", method)
        with suppress(JsonRpcException):
            await self.client_unregister_capability_async(types.UnregistrationParams([registration]))

    def ruler(self, document: Document) -> Ruler:
        """Return what turns offsets in the document into the client's positions."""
        from reportlens_server.positions import Ruler  # noqa: PLC0415  # as above

        return Ruler(document.lines, self.capabilities.encoding)

    @cached_property
    def recalling(self) -> Recalling:
        """Who shows feedback of earlier sessions again."""
        from reportlens_server.feedback.recalling import Recalling  # noqa: PLC0415  # as the session

        return Recalling(self)


def create_server() -> ReportServer:
    """Return a server with every feature, ready to be served over a wire."""
    server = ReportServer()

    def meet(params: types.InitializeParams) -> None:
        client = params.client_info.name if params.client_info else ""
        encoding = str(
            getattr(server.workspace.position_encoding, "value", server.workspace.position_encoding)
        )
        server.announced = params.initialization_options
        server.capabilities = resolve(params.capabilities, encoding, client)
        features.register(server)

    server.feature(types.INITIALIZE)(meet)
    return server
