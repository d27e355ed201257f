"""The loop: reads the wire, lets the protocol answer, ends in time."""

from __future__ import annotations

import asyncio
import logging
import os
import select
import threading
import time
from collections import deque
from typing import TYPE_CHECKING

from reportlens_server.pipes import Pipes, PipeWriter
from reportlens_server.wire import Broken, Frames, decode

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable, Iterator

    from reportlens_server.protocol import Protocol
    from reportlens_server.wire import Body

CHUNK = 1 << 16
AHEAD = 4
"""Pieces read before the loop has dealt with them: a flood stays in the pipe, not in memory."""
LAST_TURN = 0.5
"""Seconds in which cancelled work may tidy up."""
LAST_MESSAGES = 1.0
"""Seconds in which the last messages of a client that is gone may be dealt with."""

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
    """Read in the loop itself where the system can: it wakes once a message and not twice."""
    try:
        loop.add_reader(incoming, lambda: None)
    except (NotImplementedError, OSError):  # Windows, or a file in place of a pipe
        _read_beside_loop(protocol, incoming, loop)
    else:
        _read_in_loop(protocol, incoming, loop)


def _read_in_loop(protocol: Protocol, incoming: int, loop: asyncio.AbstractEventLoop) -> None:
    frames = Frames()
    readable = _readable(incoming)

    def take() -> None:
        try:
            chunk = os.read(incoming, CHUNK)
        except OSError:
            chunk = b""
        if bodies := tuple(frames.feed(chunk)):
            inlet.take(bodies)
        if not chunk or inlet.ahead >= AHEAD:
            loop.remove_reader(incoming)
        if not chunk:
            inlet.end(lambda: protocol.lost("the client has closed the pipe"))

    def go_on() -> None:
        if inlet.ahead == AHEAD - 1:
            loop.add_reader(incoming, take)

    def see_end() -> None:
        """See the end of the pipe even while a handler is at work."""
        end = select.poll()
        end.register(incoming, 0)
        end.poll()
        time.sleep(LAST_MESSAGES)
        protocol.lost("the client has closed the pipe")

    inlet = _Inlet(protocol, loop, go_on, lambda: frames.begun or bool(readable()))
    protocol.more_waiting = inlet.waits
    loop.add_reader(incoming, take)
    threading.Thread(target=see_end, daemon=True, name="end").start()


def _read_beside_loop(protocol: Protocol, incoming: int, loop: asyncio.AbstractEventLoop) -> None:
    frames = Frames()
    room = threading.Semaphore(AHEAD)
    inlet = _Inlet(protocol, loop, room.release, lambda: frames.begun)
    protocol.more_waiting = inlet.waits

    def read() -> None:
        try:
            while chunk := os.read(incoming, CHUNK):
                if bodies := tuple(frames.feed(chunk)):
                    room.acquire()
                    loop.call_soon_threadsafe(inlet.take, bodies)
        except (OSError, RuntimeError):  # the pipe broke, or the loop has ended
            pass
        protocol.lost("the client has closed the pipe")

    threading.Thread(target=read, daemon=True, name="reader").start()


def _readable(incoming: int) -> Callable[[], object]:
    """Return what tells whether bytes are waiting in a pipe."""
    poll = select.poll()
    poll.register(incoming, select.POLLIN)
    return lambda: poll.poll(0)


class _Inlet:
    """Hands over one message a turn of the loop: what it starts has begun before the next one is looked at."""

    def __init__(
        self,
        protocol: Protocol,
        loop: asyncio.AbstractEventLoop,
        done: Callable[[], object],
        readable: Callable[[], object] = lambda: False,
    ) -> None:
        self._protocol = protocol
        self._loop = loop
        self._done = done
        self._readable = readable
        self._waiting: deque[Iterator[Body]] = deque()
        self._ended: Callable[[], object] | None = None

    @property
    def ahead(self) -> int:
        """How many pieces were read and not dealt with."""
        return len(self._waiting)

    def end(self, then: Callable[[], object]) -> None:
        """Be told that nothing more will come; call `then` once everything is dealt with."""
        self._ended = then
        if not self._waiting:
            then()

    def waits(self) -> bool:
        """Tell whether more is known to be on its way: read, begun, or in the pipe."""
        return bool(self._waiting) or bool(self._readable())

    def take(self, bodies: Iterable[Body]) -> None:
        """Take in what was read together."""
        self._waiting.append(iter(bodies))
        if len(self._waiting) == 1:
            self._next()

    def _next(self) -> None:
        while self._waiting:
            for body in self._waiting[0]:
                try:
                    # Decoded here and not in the reader: memory for long texts is much cheaper in the main thread.
                    self._protocol.received(body if isinstance(body, Broken) else decode(body))
                finally:
                    self._loop.call_soon(self._next)
                return
            self._waiting.popleft()
            self._done()
        if self._ended is not None:
            self._ended()


class _Connection(asyncio.Protocol):
    """One client over a socket; a second one is turned away."""

    def __init__(self, protocol: Protocol) -> None:
        self._protocol = protocol
        self._frames = Frames()
        self._inlet = _Inlet(protocol, asyncio.get_running_loop(), lambda: None, lambda: self._frames.begun)
        protocol.more_waiting = self._inlet.waits
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
            self._inlet.take(tuple(self._frames.feed(data)))

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
