"""From a message to its handler and back: every request is answered, once, whatever happens."""

from __future__ import annotations

import asyncio
import contextvars
import inspect
import logging
from functools import partial
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInternalError

from reportlens_server.protocol.calls import call
from reportlens_server.protocol.messages import (
    Invalid,
    MsgId,
    Notification,
    NotUnderstoodError,
    Reply,
    Request,
    classify,
    decoded,
)
from reportlens_server.protocol.replies import Replies
from reportlens_server.wire import Broken

if TYPE_CHECKING:
    from collections.abc import Awaitable

_log = logging.getLogger(__name__)
MOST_ANSWERS_TO_NOISE = 20
"""Unreadable frames answered; more are only logged: a client that writes noise may not read either."""


class Dispatch(Replies):
    """Mends what pygls does with messages.

    Futures of notifications kept for ever, commands that run on when cancelled,
    requests unanswered when their params do not decode, notifications that pop up when they fail.
    """

    _token: contextvars.ContextVar[types.ProgressToken | None] = contextvars.ContextVar("token", default=None)
    _noise = 0

    @property
    def work_done_token(self) -> types.ProgressToken | None:
        """The token by which the client wants to be told of the progress of the request at hand."""
        return self._token.get()

    @property
    def running(self) -> dict[MsgId, asyncio.Task[Any]]:
        """The requests that are not answered yet."""
        return self._running

    def __init__(self, *args: Any) -> None:
        """Run nothing yet."""
        self._running: dict[MsgId, asyncio.Task[Any]] = {}
        self._background: set[asyncio.Task[Any]] = set()
        super().__init__(*args)

    def received(self, item: object) -> None:
        """Deal with a decoded frame, or with one that was `Broken`."""
        message = Invalid(None, item.why) if isinstance(item, Broken) else classify(item)
        if isinstance(message, Request):
            contextvars.copy_context().run(self._request, message)
        elif isinstance(message, Notification):
            contextvars.copy_context().run(self._notification, message)
        elif isinstance(message, Reply):
            self._reply(message)
        else:
            broken = isinstance(item, Broken)
            self._invalid(message, types.ErrorCodes.ParseError if broken else types.ErrorCodes.InvalidRequest)

    def admits(self, message: Request | Notification) -> bool:
        """Tell whether the message may come now; answer it if not."""
        raise NotImplementedError

    def _invalid(self, message: Invalid, code: types.ErrorCodes) -> None:
        self.sparing.warn("unreadable message", message.why)
        if message.id is None:
            self._noise += 1
            if self._noise > MOST_ANSWERS_TO_NOISE:
                return
        self.refuse(message.id, code, f"invalid request: {message.why}")

    def _request(self, message: Request) -> None:
        number, method, _ = message
        if not self.admits(message):
            return
        handler = self.fm.builtin_features.get(method) or self.fm.features.get(method)
        if handler is None:
            self.refuse(number, types.ErrorCodes.MethodNotFound, f"no such method: {method}")
            return
        try:
            params = decoded(self._converter, message.raw, self.get_message_type(method))
        except NotUnderstoodError as error:
            self.refuse(number, types.ErrorCodes.InvalidParams, f"params of {method} not understood: {error}")
            return
        self._ctx_msg_id.set(number)
        self._token.set(_token_of(params))
        try:
            result = call(handler, (params,))
        except Exception as error:  # noqa: BLE001
            self.fail(number, method, error)
            return
        if not inspect.isawaitable(result):
            self.answer(number, result)
            return
        task = self._running[number] = asyncio.ensure_future(_plain(result))
        task.add_done_callback(partial(self._ended, number, method))

    def _ended(self, number: MsgId, method: str, task: asyncio.Task[Any]) -> None:
        if self._running.get(number) is task:
            del self._running[number]
        if task.cancelled():
            self.refuse(number, types.LSPErrorCodes.RequestCancelled, f"{method} cancelled")
        elif (error := task.exception()) is not None:
            self.fail(number, method, error)
        else:
            self.answer(number, task.result())

    def _notification(self, message: Notification) -> None:
        method = message.method
        if not self.admits(message):
            return
        handler = self.fm.builtin_features.get(method) or self.fm.features.get(method)
        if handler is None and method != types.CANCEL_REQUEST:
            _log.debug("nobody takes %s", method[:80])
            return
        try:
            params = decoded(self._converter, message.raw, self.get_message_type(method))
        except NotUnderstoodError as error:
            self.sparing.warn(f"params of {method} not understood", str(error))
            return
        if handler is None:
            self.cancel(params.id)
            return
        try:
            result = call(handler, (params,))
        except Exception as error:  # noqa: BLE001
            self.failures.note(method, error)
            return
        if inspect.isawaitable(result):
            task = asyncio.ensure_future(_plain(result))
            self._background.add(task)
            task.add_done_callback(partial(self._noted, method))

    def _noted(self, method: str, task: asyncio.Task[Any]) -> None:
        self._background.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self.failures.note(method, error)

    def cancel(self, number: MsgId) -> None:
        """Cancel a request that is running, all of it; one that is not is answered already."""
        if (task := self._running.get(number)) is not None:
            # One turn later: a task cancelled before its first step would leave its parts unstarted.
            task.get_loop().call_soon(task.cancel)

    def work(self) -> tuple[asyncio.Task[Any], ...]:
        """Return all that runs."""
        return (*self._running.values(), *self._background)

    def _reply(self, message: Reply) -> None:
        future = self._request_futures.pop(message.id, None)
        kind = self._result_types.pop(message.id, None)
        if future is None:
            _log.debug("a reply to no request")
            return
        if future.cancelled():
            return
        try:
            error = message.raw.get("error")
            if error is not None:
                refusal = self._converter.structure(error, types.ResponseError)
                future.set_exception(JsonRpcException.from_error(refusal))
            elif kind is None:
                future.set_result(message.raw.get("result"))
            else:
                future.set_result(self._converter.structure(message.raw, kind).result)
        except Exception as error:  # noqa: BLE001
            self.failures.note("a reply of the client", error)
            if not future.done():
                future.set_exception(JsonRpcInternalError("a reply that is not understood"))


def _token_of(params: object) -> types.ProgressToken | None:
    """Return the token of params, of a method that the protocol knows or of one of our own."""
    if not isinstance(params, dict):
        return getattr(params, "work_done_token", None)
    token = params.get("workDoneToken")
    return token if isinstance(token, str | int) and not isinstance(token, bool) else None


async def _plain(pending: Awaitable[Any]) -> Any:
    return await pending
