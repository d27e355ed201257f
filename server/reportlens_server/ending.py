"""The end of the server: asked for from anywhere, reached within seconds in any case."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import threading
import time

GRACE = 2.0
"""Seconds that running work has for an orderly end."""

_log = logging.getLogger(__name__)


class Ending:
    """Ends the server, once, with an exit code."""

    def __init__(self) -> None:
        """Nothing is to end yet."""
        self.code: int | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._asked: asyncio.Event | None = None
        self._alone = threading.Lock()

    async def wait(self) -> int:
        """Return the exit code once somebody has asked for the end."""
        asked = asyncio.Event()
        with self._alone:
            self._loop, self._asked = asyncio.get_running_loop(), asked
            if self.code is not None:
                asked.set()
        await asked.wait()
        assert self.code is not None
        return self.code

    def ask(self, code: int, why: str) -> None:
        """End the server; of several calls, in whatever threads, the first one counts."""
        with self._alone:
            if self.code is not None:
                return
            self.code = code
            loop, asked = self._loop, self._asked
        _log.info("ending: %s", why)
        threading.Thread(target=_force, args=(code,), daemon=True, name="ending").start()
        if loop is not None and asked is not None:
            try:
                loop.call_soon_threadsafe(asked.set)
            except RuntimeError:  # the loop has ended already
                return


def _force(code: int) -> None:
    """Leave without a farewell if the orderly end takes too long: a thread or a handler hangs."""
    time.sleep(GRACE)
    os._exit(code)


def leave(code: int) -> None:
    """End the process now, whatever threads still run."""
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (AttributeError, OSError, ValueError):  # none, or nobody reads it
            continue
    os._exit(code)
