"""The way to an endpoint: one HTTP client that goes nowhere else, reads no more than it has to and adds nothing.

The SDK is imported in a thread, because it takes a quarter of a second, and only when a judge is asked.
"""

from __future__ import annotations

import asyncio
import socket
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from reportlens.errors import JudgeError
from reportlens.feedback.endpoint import forbidden

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from reportlens.feedback.endpoint import Endpoint
    from reportlens.feedback.keys import Key

LARGEST = 2_000_000
"""Bytes of one response."""
CONNECT, IDLE = 5.0, 30.0
"""Seconds to connect, and between two pieces of a response."""
_HEADERS = frozenset({"host", "authorization", "content-type", "content-length", "accept", "connection", "user-agent"})
_AGENT = "reportlens"


class TooLargeError(Exception):
    """A response of more bytes than are read."""


class ElsewhereError(Exception):
    """A request that would have gone to another origin."""


async def connect(place: Endpoint, key: Key | None, *, trust_environment: bool = False) -> Any:  # noqa: ANN401
    """Return the SDK's client for an endpoint; raises `JudgeError` if the SDK is not there."""
    try:
        return await asyncio.to_thread(_client, place, key, trust_environment)
    except ImportError:
        raise JudgeError("the openai package is not installed; install reportlens[ai]") from None


async def checked(place: Endpoint) -> None:
    """Raise `JudgeError` if the host's name leads to an address that nothing may be sent to."""
    host = place.origin.split("://", 1)[1].rsplit(":", 1)[0].strip("[]")
    try:
        found = await asyncio.wait_for(asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM), CONNECT)
    except (OSError, UnicodeError, TimeoutError):
        return  # the client will say it
    if any(forbidden(str(it[4][0])) for it in found):
        raise JudgeError(f"{host} leads to an address that no model may be asked at")


def _client(place: Endpoint, key: Key | None, trust_environment: bool) -> Any:  # noqa: ANN401, FBT001
    import httpx2  # noqa: PLC0415  # both only when a model is asked
    import openai  # noqa: PLC0415

    class Door(httpx2.AsyncBaseTransport):  # type: ignore[misc, name-defined, unused-ignore]
        """Lets through what belongs to the endpoint, and counts what comes back."""

        def __init__(self, inner: Any) -> None:  # noqa: ANN401
            self._inner = inner

        async def handle_async_request(self, request: Any) -> Any:  # noqa: ANN401
            url = request.url
            port = url.port or (443 if url.scheme == "https" else 80)
            host = f"[{url.host}]" if ":" in url.host else url.host
            if f"{url.scheme}://{host}:{port}" != place.origin:
                raise ElsewhereError
            for name in [it for it in request.headers if it.lower() not in _HEADERS]:
                del request.headers[name]
            request.headers["accept-encoding"] = "identity"
            request.headers["user-agent"] = _AGENT
            response = await self._inner.handle_async_request(request)
            if response.headers.get("content-encoding", "identity").lower() not in ("", "identity"):
                await response.aclose()
                raise TooLargeError
            response.stream = Counted(response.stream)
            return response

        async def aclose(self) -> None:
            await self._inner.aclose()

    class Counted(httpx2.AsyncByteStream):  # type: ignore[misc, name-defined, unused-ignore]
        """A stream that ends with an error when it gets too long."""

        def __init__(self, inner: Any) -> None:  # noqa: ANN401
            self._inner = inner

        async def __aiter__(self) -> AsyncIterator[bytes]:
            seen = 0
            async for piece in self._inner:
                seen += len(piece)
                if seen > LARGEST:
                    raise TooLargeError
                yield piece

        async def aclose(self) -> None:
            await self._inner.aclose()

    timeout = httpx2.Timeout(IDLE, connect=CONNECT)
    limits = httpx2.Limits(max_connections=8, max_keepalive_connections=0)
    if trust_environment:
        client = httpx2.AsyncClient(timeout=timeout, limits=limits, follow_redirects=False, trust_env=True)
        client._transport = Door(client._transport)  # noqa: SLF001
        client._mounts = {it: Door(way) if way else None for it, way in client._mounts.items()}  # noqa: SLF001
    else:
        inner = httpx2.AsyncHTTPTransport(limits=limits, trust_env=False)
        client = httpx2.AsyncClient(transport=Door(inner), timeout=timeout, follow_redirects=False, trust_env=False)
    return openai.AsyncOpenAI(
        api_key=key.reveal(place.origin) if key else "none",
        base_url=place.url,
        http_client=client,
        max_retries=0,
        timeout=timeout,
    )
