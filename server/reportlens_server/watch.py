"""The client's process: when it is gone, so is the server, even if some child of it keeps the pipe open."""

from __future__ import annotations

import logging
import os
import select
import sys
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PAUSE = 1.0
"""Seconds between two looks, where the system cannot tell by itself."""

_log = logging.getLogger(__name__)


def watch(pid: int, gone: Callable[[], None]) -> None:
    """Call `gone`, in another thread, once the process has ended.

    A process that is not there at all is not watched:
    a client in a container gives a number that means nothing here.
    """
    if pid <= 0 or pid == os.getpid():
        return
    wait = _waiter(pid)
    if wait is None:
        _log.info("the client's process %d is not of this system, not watched", pid)
        return

    def run() -> None:
        wait()
        gone()

    threading.Thread(target=run, daemon=True, name="watch").start()


def _waiter(pid: int) -> Callable[[], object] | None:
    """Return what blocks until the process has ended, or None if there is no such process."""
    if sys.platform == "win32":
        return _windows(pid)
    if hasattr(os, "pidfd_open"):
        try:
            handle = os.pidfd_open(pid)
        except ProcessLookupError:
            return None
        except OSError:  # an old kernel, or a sandbox that forbids it
            return _poll(pid)
        poll = select.poll()
        poll.register(handle, select.POLLIN)
        return poll.poll
    return _poll(pid)


def _poll(pid: int) -> Callable[[], object] | None:
    """Look again and again; not for Windows, where signal 0 would end the process."""

    def wait() -> None:
        while _alive(pid):
            time.sleep(PAUSE)

    return wait if _alive(pid) else None


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:  # there, but not ours
        return True
    return True


def _windows(pid: int) -> Callable[[], object] | None:
    if sys.platform != "win32":
        return None
    import ctypes  # noqa: PLC0415  # a slow import, needed only there

    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.OpenProcess.restype = ctypes.c_void_p
    kernel.WaitForSingleObject.argtypes = (ctypes.c_void_p, ctypes.c_uint32)
    synchronize, for_ever = 0x00100000, 0xFFFFFFFF
    handle = kernel.OpenProcess(synchronize, 0, pid)
    return (lambda: kernel.WaitForSingleObject(handle, for_ever)) if handle else None
