"""The wire's two ends, taken away from everything else in the process.

Imported before all else: what a library prints from then on, in Python or in C,
goes to stderr and never between two messages.
"""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress
from typing import NamedTuple

ROOM = 1 << 20
"""Bytes that the client may write before anything is read."""


class Pipes(NamedTuple):
    """File descriptors that nobody else knows."""

    incoming: int
    outgoing: int


def claim() -> Pipes:
    """Take stdin and stdout for the wire; leave an empty stdin and stderr in their places."""
    pipes = Pipes(os.dup(0), os.dup(1))
    _widen(pipes.incoming)
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415  # only there

        for it in pipes:
            msvcrt.setmode(it, os.O_BINARY)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    try:
        os.dup2(2, 1)
    except OSError:  # started without a stderr
        os.dup2(nothing, 1)
    os.close(nothing)
    if sys.stderr is not None:
        sys.stdout = sys.stderr
    return pipes


def _widen(pipe: int) -> None:
    """Let the client write more at once, where the system can: a long text goes over in a few turns, not in dozens."""
    if sys.platform == "linux":
        import fcntl  # noqa: PLC0415  # only there

        with suppress(OSError):  # no pipe, or more than the system grants
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, ROOM)


class PipeWriter:
    """Writes whole messages to a file descriptor, from any thread."""

    def __init__(self, descriptor: int) -> None:
        """Take the descriptor over."""
        self._descriptor = descriptor
        self._alone = threading.Lock()

    def write(self, data: bytes) -> None:
        """Write all of it; OSError if nobody reads any more."""
        rest = memoryview(data)
        with self._alone:
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]

    def close(self) -> None:
        """Leave the descriptor to the end of the process."""
