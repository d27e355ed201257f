"""The model that the editor lends, by `reportlens/llm/complete`."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from pygls.exceptions import JsonRpcException

from reportlens.errors import JudgeError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlens.feedback.editor_judge import EditorJudge
    from reportlens.feedback.messages import Message
    from reportlens_server.server import ReportServer

COMPLETE = "reportlens/llm/complete"
PURPOSE = "Feedback on whether the answers of a report cover what is asked"
MOST_TOKENS = 1_500
LONGEST_NAME = 120
_TOLD = {
    "no-model": "the editor has no language model; choose another judge in the setting reportlens.judge",
    "no-permission": "the editor's model may not be used for this; allow it in the editor, or choose another judge",
    "blocked": "the provider of the editor's model held the reply back; choose another model there",
    "cancelled": "the editor's model was stopped; nothing was judged",
}


async def judge(server: ReportServer) -> EditorJudge:
    """Return the judge behind the editor's model; raises `JudgeError` where the editor lends none. Asks nothing."""
    announced = server.announced
    if not isinstance(announced, dict) or announced.get("editorModel") is not True:
        raise JudgeError("this editor lends no language model; choose the judge offline or openai")
    return await asyncio.to_thread(_made, server)


def _made(server: ReportServer) -> EditorJudge:
    from reportlens.feedback.editor_judge import EditorJudge  # noqa: PLC0415  # not before somebody asks
    from reportlens.feedback.prompts import load  # noqa: PLC0415

    async def complete(messages: Sequence[Message]) -> str:
        try:
            reply = await server.protocol.ask_plain(
                COMPLETE, {"messages": list(messages), "purpose": PURPOSE, "maxTokens": MOST_TOKENS}
            )
        except JsonRpcException:
            raise JudgeError(
                "the editor could not ask its model; see its log, or choose another judge"
            ) from None
        text, made.model = _read(reply)
        return text

    made = EditorJudge(complete, load())
    return made


def _read(reply: Any) -> tuple[str, str]:
    """Return the model's words and its name; raises `JudgeError` for what is none of both."""
    if not isinstance(reply, dict):
        raise JudgeError("the editor's reply is not understood; update its reportlens plugin")
    error = reply.get("error")
    if error is not None:
        kind = error.get("kind") if isinstance(error, dict) else None
        raise JudgeError(
            _TOLD.get(str(kind), "the editor's model failed; try again, or choose another model there")
        )
    text, model = reply.get("text"), reply.get("model")
    if not isinstance(text, str):
        raise JudgeError("the editor's model sent no text; choose another model there")
    return text, model[:LONGEST_NAME] if isinstance(model, str) and model.isprintable() else ""
