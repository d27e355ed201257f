"""Progress of work: told to the client, cancelled by it, forgotten when done."""

from __future__ import annotations

import asyncio
import uuid
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.progress import Progress
from pygls.protocol import lsp_method

from reportlens_server.protocol.lifecycle import Lifecycle

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    Tell = Callable[..., None]


class Tokens(Progress):
    """Mends: tokens that are never forgotten."""

    def end(self, token: types.ProgressToken, value: types.WorkDoneProgressEnd) -> None:
        """Tell the end of the work and forget its token."""
        self.tokens.pop(token, None)
        super().end(token, value)


class WithProgress(Lifecycle):
    """Mends: a cancelled progress that leaves the command running, or its request unanswered."""

    def __init__(self, *args: Any) -> None:
        """Know of no work yet."""
        self._workers: dict[types.ProgressToken, asyncio.Task[Any]] = {}
        super().__init__(*args)
        self.progress = Tokens(self)

    @lsp_method(types.WINDOW_WORK_DONE_PROGRESS_CANCEL)
    def lsp_work_done_progress_cancel(self, params: types.WorkDoneProgressCancelParams) -> None:
        """Cancel the work that the token stands for; what is done already is let be."""
        if (task := self._workers.get(params.token)) is not None:
            task.cancel()
        elif (future := self.progress.tokens.get(params.token)) is not None:
            future.cancel()

    @asynccontextmanager
    async def working(
        self, title: str, *, message: str | None = None, shown: bool = True
    ) -> AsyncIterator[Tell]:
        """Show the progress of what the current task does in the block; the client may cancel it.

        Yields a function that takes a message and, where known, a percentage.
        The client's own token is used if it sent one, else one is created if it can show progress.
        Cancelled by the client, the block ends in `asyncio.CancelledError` and the request is answered so.
        """
        token = self.work_done_token
        if token is None and shown:
            token = await self._created()
        if token is None:
            yield lambda *_, **__: None
            return
        task = asyncio.current_task()
        if task is not None:
            self._workers[token] = task
        self._tell(token, types.WorkDoneProgressBegin(title=title, cancellable=True, message=message))
        last = None
        try:
            yield lambda text=None, percentage=None: self._tell(
                token, types.WorkDoneProgressReport(cancellable=True, message=text, percentage=percentage)
            )
        except asyncio.CancelledError:
            last = "cancelled"
            raise
        finally:
            self._workers.pop(token, None)
            self._tell(token, types.WorkDoneProgressEnd(message=last))

    def _tell(self, token: types.ProgressToken, value: Any) -> None:
        self.notify(types.PROGRESS, types.ProgressParams(token=token, value=value))

    async def _created(self) -> types.ProgressToken | None:
        window = self.client_capabilities.window
        if window is None or not window.work_done_progress:
            return None
        token = uuid.uuid4().hex
        try:
            await self.send_request_async(
                types.WINDOW_WORK_DONE_PROGRESS_CREATE, types.WorkDoneProgressCreateParams(token=token)
            )
        except JsonRpcException:
            return None
        return token
