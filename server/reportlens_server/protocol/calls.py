"""How a handler is run: as far as it goes at once, the rest in a task that can be cancelled as a whole."""

from __future__ import annotations

import asyncio
import inspect
from typing import TYPE_CHECKING, Any, cast

from pygls.feature_manager import is_thread_function

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Generator, Mapping, Sequence

    Steps = Generator[tuple[Callable[..., Any], Sequence[Any], Mapping[str, Any] | None], Any, Any]


def call(
    handler: Callable[..., Any], args: Sequence[Any] = (), kwargs: Mapping[str, Any] | None = None
) -> Any:
    """Return the handler's result, or an awaitable of it.

    A handler may be a function, a coroutine function, a generator function that yields other handlers
    (as pygls' own are), or one marked to run in a thread.
    """
    if is_thread_function(handler):  # type: ignore[no-untyped-call]
        return asyncio.to_thread(handler, *args, **(kwargs or {}))
    result: Any = handler(*args, **(kwargs or {}))
    if not inspect.isgenerator(result):
        return result
    return _drive(cast("Steps", result), None)


def _drive(steps: Steps, value: Any) -> Any:
    """Go on with a generator until it ends or has to wait."""
    try:
        while True:
            value = call(*steps.send(value))
            if inspect.isawaitable(value):
                return _wait(steps, value)
    except StopIteration as stop:
        return stop.value


async def _wait(steps: Steps, pending: Awaitable[Any]) -> Any:
    """Go on with a generator once what it waits for is there."""
    result = _drive(steps, await pending)
    return await result if inspect.isawaitable(result) else result
