"""The loop: reads the wire, lets the protocol answer, ends in time."""

from __future__ import annotations

import asyncio
import logging
import os
import threading
from typing import TYPE_CHECKING

from reportlens_server.pipes import Pipes, PipeWriter
from reportlens_server.wire import Frames

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from reportlens_server.protocol import Protocol

CHUNK = 1 << 16
CHUNKS_AHEAD = 4
"""Pieces read before the loop has dealt with them: a flood stays in the pipe, not in memory."""
LAST_TURN = 0.5
"""Seconds in which cancelled work may tidy up."""

_log = logging.getLogger(__name__)


def over_pipes(protocol: Protocol, pipes: Pipes) -> int:
    """Serve until the end; return the exit code."""
    protocol.set_writer(PipeWriter(pipes.outgoing))

    async def run() -> int:
        _read(protocol, pipes.incoming, asyncio.get_running_loop())
        return await protocol.ending.wait()

    return _run(protocol, run())


def over_tcp(protocol: Protocol, host: str, port: int) -> int:
    """Serve the first client that connects, and no other; return the exit code."""

    async def run() -> int:
        loop = asyncio.get_running_loop()
        listening = await loop.create_server(lambda: _Connection(protocol), host, port)
        _log.warning("listening on %s:%d", *listening.sockets[0].getsockname()[:2])
        try:
            return await protocol.ending.wait()
        finally:
            listening.close()

    return _run(protocol, run())


def _run(protocol: Protocol, serving: Coroutine[None, None, int]) -> int:
    """Run without `asyncio.run`, which waits at its end for threads and for tasks that do not end."""
    loop = asyncio.new_event_loop()

    async def run() -> int:
        code = await serving
        if work := protocol.work():
            for task in work:
                task.cancel()
            await asyncio.wait(work, timeout=LAST_TURN)
        return code

    try:
        return loop.run_until_complete(run())
    except KeyboardInterrupt:
        return 130


def _read(protocol: Protocol, incoming: int, loop: asyncio.AbstractEventLoop) -> None:
    """Read the pipe in a thread of its own, which sees its end even while a handler is at work."""
    frames = Frames()
    room = threading.Semaphore(CHUNKS_AHEAD)

    def take(chunk: bytes) -> None:
        room.release()
        for item in frames.feed(chunk):
            protocol.received(item)

    def read() -> None:
        try:
            while chunk := os.read(incoming, CHUNK):
                room.acquire()
                loop.call_soon_threadsafe(take, chunk)
        except (OSError, RuntimeError):  # the pipe broke, or the loop has ended
            pass
        protocol.lost("the client has closed the pipe")

    threading.Thread(target=read, daemon=True, name="reader").start()


class _Connection(asyncio.Protocol):
    """One client over a socket; a second one is turned away."""

    def __init__(self, protocol: Protocol) -> None:
        self._protocol = protocol
        self._frames = Frames()
        self._writer: _SocketWriter | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        if self._protocol.writer is not None:
            transport.close()
            return
        self._writer = _SocketWriter(transport)
        self._protocol.set_writer(self._writer)

    def data_received(self, data: bytes) -> None:
        if self._writer is not None:
            for item in self._frames.feed(data):
                self._protocol.received(item)

    def connection_lost(self, _: Exception | None) -> None:
        if self._writer is not None:
            self._protocol.lost("the client has disconnected")


class _SocketWriter:
    """Writes whole messages to a socket, from any thread."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._loop = asyncio.get_running_loop()
        self._home = threading.get_ident()

    def write(self, data: bytes) -> None:
        if threading.get_ident() == self._home:
            self._transport.write(data)
        else:
            self._loop.call_soon_threadsafe(self._transport.write, data)

    def close(self) -> None:
        self._transport.close()
