"""What goes to the client: whole messages, and errors that tell nothing of this machine."""

from __future__ import annotations

import asyncio
import concurrent.futures
import json
import uuid
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.protocol import LanguageServerProtocol

from reportlens_server.wire import frame

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportlens_server.guard import Failures, Sparing


class Replies(LanguageServerProtocol):
    """Mends: tracebacks and paths in errors; requests unanswered when their result cannot be sent."""

    failures: Failures
    sparing: Sparing
    more_waiting: Callable[[], bool] = staticmethod(lambda: False)
    """Whether the client is known to have written more than was looked at."""

    def send_plain(self, message: dict[str, Any]) -> None:
        """Send a message that is made of plain JSON values already: the fast way."""
        self._write(json.dumps(message, separators=(",", ":")))

    def notify_plain(self, method: str, params: dict[str, Any]) -> None:
        """Send a notification whose params are plain JSON values already."""
        self.send_plain({"jsonrpc": self.VERSION, "method": method, "params": params})

    def notify_text(self, method: str, params: str) -> None:
        """Send a notification whose params are JSON text already: the fastest way."""
        self._write(f'{{"jsonrpc":"{self.VERSION}","method":"{method}","params":{params}}}')

    async def request_plain(self, method: str, params: dict[str, Any], wanted: str) -> bool:
        """Send a request whose params are plain JSON values already; return a yes or no of the answer."""
        try:
            result = await self.ask_plain(method, params)
        except JsonRpcException:
            return False
        return isinstance(result, dict) and result.get(wanted) is True

    async def ask_plain(self, method: str, params: dict[str, Any]) -> Any:
        """Send a request whose params are plain JSON values already; return its result as plain values.

        Cancelled, it tells the client so. Raises `JsonRpcException` if the client refuses.
        """
        answer: concurrent.futures.Future[Any] = concurrent.futures.Future()
        number = uuid.uuid4().hex
        self._request_futures[number] = answer
        self.send_plain({"jsonrpc": self.VERSION, "id": number, "method": method, "params": params})
        try:
            return await asyncio.wrap_future(answer)
        except asyncio.CancelledError:
            if self._request_futures.pop(number, None) is not None:
                self.notify_plain(types.CANCEL_REQUEST, {"id": number})
            raise

    def _send_data(self, data: Any) -> None:
        """Send a message; what cannot be written as JSON raises TypeError or ValueError."""
        self._write(json.dumps(data, default=self._serialize_message, separators=(",", ":")))

    def _write(self, body: str) -> None:
        if self.writer is None:
            return
        try:
            self.writer.write(frame(body.encode("ascii")))
        except OSError:
            self.lost("the client does not read any more")

    def lost(self, why: str) -> None:
        """Be told that the client is gone."""
        raise NotImplementedError

    def answer(self, number: Any, result: Any) -> None:
        """Answer a request; if the result cannot be sent, with an error.

        A result that is a plain object of JSON, or a list of such, goes the fast way.
        """
        try:
            if isinstance(result, dict) or (
                isinstance(result, list) and all(type(it) is dict for it in result)
            ):
                self._send_data({"jsonrpc": self.VERSION, "id": number, "result": result})
                return
            self._send_response(number, result)
        except (TypeError, ValueError, AttributeError) as error:
            self.failures.note("an answer", error)
            self.refuse(number, types.ErrorCodes.InternalError, "internal error")

    def refuse(self, number: Any, code: int, message: str, data: Any = None) -> None:
        """Answer a request with an error."""
        error: dict[str, Any] = {"code": int(code), "message": message}
        if data is not None:
            error["data"] = data
        self.send_plain({"jsonrpc": self.VERSION, "id": number, "error": error})

    def fail(self, number: Any, method: str, error: BaseException) -> None:
        """Answer a request whose handler raised: in its own words only if they were meant for the client."""
        if isinstance(error, JsonRpcException):
            self.refuse(number, error.code, error.message, error.data)
            return
        self.failures.note(method, error)
        self.refuse(number, types.ErrorCodes.InternalError, f"internal error in {method}")
