"""From `initialize` to `exit`, with the exit code the protocol asks for."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.protocol import lsp_method

from reportlens_server.ending import Ending
from reportlens_server.protocol.dispatch import Dispatch
from reportlens_server.protocol.messages import Notification, Request
from reportlens_server.watch import watch

if TYPE_CHECKING:
    from collections.abc import Generator

_log = logging.getLogger(__name__)


class Lifecycle(Dispatch):
    """Mends what pygls does at the start and the end.

    A broken `shutdown` while a command runs, the exit code, requests before and after,
    a server that outlives its client.
    """

    def __init__(self, *args: Any) -> None:
        """Wait for `initialize`."""
        self.ending = Ending()
        self._initialized = False
        super().__init__(*args)

    def lost(self, why: str) -> None:
        """End: the client is gone."""
        self.ending.ask(0 if self._shutdown else 1, why)

    def admits(self, message: Request | Notification) -> bool:
        """Tell whether the message may come now; answer it if not."""
        method = message.method
        if method == types.EXIT:
            return True
        if self._shutdown:
            refusal = (int(types.ErrorCodes.InvalidRequest), "shut down already")
        elif self._initialized == (method == types.INITIALIZE):
            refusal = (
                (int(types.ErrorCodes.InvalidRequest), "initialized already")
                if self._initialized
                else (int(types.ErrorCodes.ServerNotInitialized), "not initialized yet")
            )
        else:
            return True
        if isinstance(message, Request):
            self.refuse(message.id, *refusal)
        return False

    @lsp_method(types.INITIALIZE)
    def lsp_initialize(self, params: types.InitializeParams) -> Generator[Any, Any, types.InitializeResult]:
        """Agree on capabilities; watch the client's process from now on."""
        result = yield from super().lsp_initialize(params)
        self._initialized = True
        options = self.fm.feature_options.get(types.WORKSPACE_TEXT_DOCUMENT_CONTENT)
        if options is not None and result.capabilities.workspace is not None:
            result.capabilities.workspace.text_document_content = options  # pygls leaves it out
        if params.process_id is not None:
            watch(params.process_id, lambda: self.lost("the client's process is gone"))
        return result

    @lsp_method(types.SHUTDOWN)
    def lsp_shutdown(self, *args: Any) -> Generator[Any, Any, None]:
        """Cancel all that runs, accept nothing more."""
        if (handler := self.fm.features.get(types.SHUTDOWN)) is not None:
            yield handler, args, None
        for number in tuple(self.running):
            if number != self.msg_id:
                self.cancel(number)
        self._shutdown = True

    @lsp_method(types.EXIT)
    def lsp_exit(self, *args: Any) -> Generator[Any, Any, None]:
        """End with 0 after `shutdown`, with 1 without it."""
        if (handler := self.fm.features.get(types.EXIT)) is not None:
            yield handler, args, None
        self.ending.ask(0 if self._shutdown else 1, "the client says exit")
