"""One chat completion, whole or piece by piece: why it ended, what was said, what it took."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlens.errors import JudgeError
from reportlens.feedback.verdict import Tokens

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


async def whole(client: Any, body: dict[str, Any]) -> tuple[str, Any, Tokens | None]:  # noqa: ANN401
    """Ask, and return why it ended, the message and the usage."""
    completion = await client.chat.completions.create(**body)
    choice = completion.choices[0]
    return choice.finish_reason or "", choice.message, _usage(completion.usage)


async def streamed(client: Any, body: dict[str, Any]) -> tuple[str, Any, Tokens | None]:  # noqa: ANN401
    """Ask piece by piece; raises `JudgeError` if the connection breaks off."""
    gathered = _Gathered()
    usage = None
    reason = ""
    stream = await client.chat.completions.create(**body, stream=True, stream_options={"include_usage": True})
    async with stream:
        async for chunk in _chunks(stream):
            usage = _usage(getattr(chunk, "usage", None)) or usage
            for choice in chunk.choices[:1]:
                gathered.add(choice.delta)
                reason = choice.finish_reason or reason
    if not reason:
        raise JudgeError("the connection broke off in the middle of the reply; nothing was kept, try again")
    return reason, gathered, usage


async def _chunks(stream: Any) -> AsyncIterator[Any]:  # noqa: ANN401
    async for chunk in stream:
        yield chunk


class _Gathered:
    """A message put together from its pieces."""

    def __init__(self) -> None:
        self.content = ""
        self.refusal = ""
        self.arguments = ""

    @property
    def tool_calls(self) -> tuple[_Gathered, ...]:
        return (self,) if self.arguments else ()

    @property
    def function(self) -> _Gathered:
        return self

    def add(self, delta: Any) -> None:  # noqa: ANN401
        self.content += getattr(delta, "content", None) or ""
        self.refusal += getattr(delta, "refusal", None) or ""
        for call in getattr(delta, "tool_calls", None) or ():
            self.arguments += getattr(call.function, "arguments", None) or ""


def _usage(usage: Any) -> Tokens | None:  # noqa: ANN401
    sent, received = getattr(usage, "prompt_tokens", None), getattr(usage, "completion_tokens", None)
    if not isinstance(sent, int) or not isinstance(received, int) or sent < 0 or received < 0:
        return None
    return Tokens(sent, received)
