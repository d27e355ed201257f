"""How a server is asked for JSON: strictly if it can, less so if it cannot.

A rung is left only when the server says that it does not know it, never on a wrong key, a limit or a fault.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlens.feedback.messages import Message

Rung = Literal["schema", "tool", "object", "text"]
RUNGS: tuple[Rung, ...] = ("schema", "tool", "object", "text")
_NAME = "judgement"
_REFUSED = frozenset({400, 404, 422, 501})
_RUNG_WORDS = re.compile(
    r"response_format|json_schema|json_object|json mode|structured|schema|grammar|tools?\b|tool_choice|function|strict|"
    r"additionalproperties|enum",
    re.IGNORECASE,
)
_PARAMETERS = (
    "temperature",
    "seed",
    "max_completion_tokens",
    "max_tokens",
    "reasoning_effort",
    "stream_options",
)
_REASONING = re.compile(
    r"(?:^|[/:-])(?:o\d|gpt-5|gpt-oss|deepseek-r|qwq|magistral)|reason|think|-r1\b", re.IGNORECASE
)


def first_parameters(model: str, most: int, *, modern: bool) -> dict[str, Any]:
    """Return the parameters that the model most likely takes; `most` bounds the reply's tokens."""
    limit = "max_completion_tokens" if modern else "max_tokens"
    if reasons(model):
        chosen: dict[str, Any] = {limit: most + 2_000}
        return {**chosen, "reasoning_effort": "low"} if modern else chosen
    return {limit: most, "temperature": 0, "seed": 7}


def reasons(model: str) -> bool:
    """Tell by its name whether a model thinks before it answers."""
    return bool(_REASONING.search(model))


def body(rung: Rung, messages: Sequence[Message], schema: dict[str, object]) -> dict[str, Any]:
    """Return the part of a request that asks for JSON."""
    if rung == "schema":
        wanted = {"name": _NAME, "strict": True, "schema": schema}
        return {"messages": list(messages), "response_format": {"type": "json_schema", "json_schema": wanted}}
    if rung == "tool":
        function = {"name": _NAME, "strict": True, "parameters": schema}
        return {
            "messages": list(messages),
            "tools": [{"type": "function", "function": function}],
            "tool_choice": {"type": "function", "function": {"name": _NAME}},
        }
    told = [*messages[:-1], {**messages[-1], "content": f"{messages[-1]['content']}\n\n{_told(schema)}"}]
    if rung == "object":
        return {"messages": told, "response_format": {"type": "json_object"}}
    return {"messages": told}


def content(message: Any) -> str:  # noqa: ANN401  # the SDK's own
    """Return what the model said, in words or as the call of a tool."""
    for call in getattr(message, "tool_calls", None) or ():
        arguments = getattr(getattr(call, "function", None), "arguments", None)
        if isinstance(arguments, str) and arguments.strip():
            return arguments
    said = getattr(message, "content", None)
    return said if isinstance(said, str) else ""


def lower(rung: Rung, status: int, told: str) -> Rung | None:
    """Return the next rung if the server does not know this one; nothing if it said something else."""
    if status not in _REFUSED or not _RUNG_WORDS.search(told) or rung == RUNGS[-1]:
        return None
    return RUNGS[RUNGS.index(rung) + 1]


def without(parameters: dict[str, Any], status: int, told: str) -> dict[str, Any] | None:
    """Return the parameters without the one that the server does not take; nothing if it named none."""
    if status not in _REFUSED:
        return None
    told = told.casefold()
    for name in _PARAMETERS:
        if name in parameters and re.search(rf"\b{name}\b", told):
            kept = {key: value for key, value in parameters.items() if key != name}
            if name == "max_tokens":
                kept["max_completion_tokens"] = parameters[name]
            elif name == "max_completion_tokens" and "max_tokens" not in parameters:
                kept["max_tokens"] = parameters[name]
            return kept
    return None


def _told(schema: dict[str, object]) -> str:
    return f"The JSON object follows this schema: {json.dumps(schema, separators=(',', ':'))}"
