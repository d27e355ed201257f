"""The way to an endpoint: one HTTP client that goes nowhere else, reads no more than it has to and adds nothing.

The SDK is imported in a thread, because it takes a quarter of a second, and only when a judge is asked.
"""

from __future__ import annotations

import asyncio
import socket
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
_HEADERS = frozenset(
    {"host", "authorization", "content-type", "content-length", "accept", "connection", "user-agent"}
)
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
        found = await asyncio.wait_for(
            asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM), CONNECT
        )
    except (OSError, UnicodeError, TimeoutError):
        return  # the client will say it
    if any(forbidden(str(it[4][0])) for it in found):
        raise JudgeError(f"{host} leads to an address that no model may be asked at")


def _client(place: Endpoint, key: Key | None, trust_environment: bool) -> Any:  # noqa: ANN401, FBT001
    import httpx2  # noqa: PLC0415  # both only when a model is asked
    import openai  # noqa: PLC0415

    timeout = httpx2.Timeout(IDLE, connect=CONNECT)
    limits = httpx2.Limits(max_connections=8, max_keepalive_connections=0)
    client = httpx2.AsyncClient(
        timeout=timeout, limits=limits, follow_redirects=False, trust_env=trust_environment
    )
    # Every way out of the client, with or without a proxy, gets a door.
    client._transport = _door(client._transport, place)  # noqa: SLF001
    client._mounts = {it: _door(way, place) if way else None for it, way in client._mounts.items()}  # noqa: SLF001
    return openai.AsyncOpenAI(
        api_key=key.reveal(place.origin) if key else "none",
        base_url=place.url,
        http_client=client,
        max_retries=0,
        timeout=timeout,
    )


def _door(way: Any, place: Endpoint) -> Any:  # noqa: ANN401
    """Return a transport that lets through what belongs to the endpoint, and counts what comes back."""
    import httpx2  # noqa: PLC0415

    class Door(httpx2.AsyncBaseTransport):  # type: ignore[misc, name-defined, unused-ignore]
        async def handle_async_request(self, request: Any) -> Any:  # noqa: ANN401
            if _origin(request.url) != place.origin:
                raise ElsewhereError
            for name in [it for it in request.headers if it.lower() not in _HEADERS]:
                del request.headers[name]
            request.headers["accept-encoding"] = "identity"
            request.headers["user-agent"] = _AGENT
            response = await way.handle_async_request(request)
            if response.headers.get("content-encoding", "identity").lower() not in ("", "identity"):
                await response.aclose()
                raise TooLargeError
            response.stream = _counted(response.stream)
            return response

        async def aclose(self) -> None:
            await way.aclose()

    return Door()


def _counted(stream: Any) -> Any:  # noqa: ANN401
    """Return a stream that ends with an error when it gets too long."""
    import httpx2  # noqa: PLC0415

    class Counted(httpx2.AsyncByteStream):  # type: ignore[misc, name-defined, unused-ignore]
        async def __aiter__(self) -> AsyncIterator[bytes]:
            seen = 0
            async for piece in stream:
                seen += len(piece)
                if seen > LARGEST:
                    raise TooLargeError
                yield piece

        async def aclose(self) -> None:
            await stream.aclose()

    return Counted()


def _origin(url: Any) -> str:  # noqa: ANN401
    host = f"[{url.host}]" if ":" in url.host else url.host
    return f"{url.scheme}://{host}:{url.port or (443 if url.scheme == 'https' else 80)}"
