"""What goes wrong within a feature stays there: noted once, answered with nothing.

No message of an exception reaches the log unless it speaks of code alone:
others may quote what the student wrote.
"""

from __future__ import annotations

import functools
import inspect
import logging
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pygls.exceptions import JsonRpcException

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

_log = logging.getLogger(__name__)
_SPEAKS_OF_CODE = (AttributeError, ImportError, NameError, NotImplementedError, RecursionError)
_MOST = 1000
"""Failures remembered; beyond them nothing more is logged."""


class Failures:
    """Notes each failure once."""

    def __init__(self) -> None:
        """Nothing has failed yet."""
        self._known: set[tuple[str, str, str]] = set()

    def note(self, feature: str, error: BaseException) -> None:
        """Log the failure unless the same feature failed in the same way at the same place before."""
        frames = traceback.extract_tb(error.__traceback__)
        place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
        key = (feature, type(error).__name__, place)
        if key in self._known or len(self._known) >= _MOST:
            return
        self._known.add(key)
        detail = f" ({error})" if isinstance(error, _SPEAKS_OF_CODE) else ""
        way = " > ".join(f"{Path(it.filename).name}:{it.lineno} {it.name}" for it in frames)
        _log.error("%s failed: %s%s at %s; logged once", feature, key[1], detail, way or place)


class Sparing:
    """Logs the 1st, 10th, 100th, ... occasion of the same kind."""

    def __init__(self, logger: logging.Logger) -> None:
        """Log to `logger`."""
        self._logger = logger
        self._counts: dict[str, int] = {}

    def warn(self, kind: str, detail: str = "") -> None:
        """Count one more; `kind` is one of a few fixed wordings, never a text from outside."""
        count = self._counts[kind] = self._counts.get(kind, 0) + 1
        if str(count).rstrip("0") == "1":
            self._logger.warning("%s%s%s", kind, f": {detail}" if detail else "", f" (no. {count})")


def guarded(
    feature: str, handler: Callable[..., Any], failures: Failures, empty: Any = None
) -> Callable[..., Any]:
    """Return the handler, answering `empty` where it would fail.

    A `JsonRpcException` is meant for the client and passes, and so does cancellation.
    """

    @functools.wraps(handler)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            result = handler(*args, **kwargs)
        except JsonRpcException:
            raise
        except Exception as error:  # noqa: BLE001
            failures.note(feature, error)
            return empty
        return wait(result) if inspect.isawaitable(result) else result

    async def wait(pending: Awaitable[Any]) -> Any:
        try:
            return await pending
        except JsonRpcException:
            raise
        except Exception as error:  # noqa: BLE001
            failures.note(feature, error)
            return empty

    return run
