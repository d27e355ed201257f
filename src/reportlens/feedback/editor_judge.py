"""The judge that the editor lends: it has its own model, its own consent and its own key."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from reportlens.errors import JudgeError
from reportlens.feedback.budget import estimate
from reportlens.feedback.grounding import ground, unjudged
from reportlens.feedback.ladder import body
from reportlens.feedback.messages import request
from reportlens.feedback.reply import ReplyError, read
from reportlens.feedback.verdict import Tokens

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from reportlens.feedback.judge import Task
    from reportlens.feedback.messages import Message
    from reportlens.feedback.prompts import Prompts
    from reportlens.feedback.verdict import QuestionFeedback

    Complete = Callable[[Sequence[Message]], Awaitable[str]]

DEADLINE = 120.0
"""Seconds; the editor may ask its user first."""
CONCURRENT = 2


class EditorJudge:
    """Asks the model of the editor, by a function that the editor's side gives."""

    name = "editor"

    def __init__(
        self, complete: Complete, prompts: Prompts, model: str = "", deadline: float = DEADLINE
    ) -> None:
        """Ask by `complete`: messages in, the model's words out."""
        self.model = model
        self.prompt = prompts.hash
        self._complete = complete
        self._prompts = prompts
        self._deadline = deadline
        self._turns = asyncio.Semaphore(CONCURRENT)

    async def judge(self, task: Task) -> QuestionFeedback:
        """Judge one question; raises `JudgeError`."""
        asked = request(task, self._prompts)
        if asked is None:
            return unjudged(task, "")
        messages: Sequence[Message] = body("text", asked.messages, asked.schema)["messages"]
        tokens = Tokens(estimated=True)
        problem = ""
        async with self._turns:
            for _ in range(2):
                said = await self._said(messages)
                tokens += Tokens(
                    estimate(messages), estimate([{"role": "assistant", "content": said}]), estimated=True
                )
                try:
                    return ground(task, asked, read(said), tokens)
                except ReplyError as error:
                    problem = str(error)
                    told = self._prompts["judge.repair"].filled({"problem": problem})
                    messages = [
                        *messages,
                        {"role": "assistant", "content": said[:4_000]},
                        {"role": "user", "content": told},
                    ]
        raise JudgeError(
            f"the reply of the editor's model cannot be read ({problem}); choose another model there"
        )

    async def aclose(self) -> None:
        """Do nothing: the editor keeps its own connections."""

    async def _said(self, messages: Sequence[Message]) -> str:
        try:
            said = await asyncio.wait_for(self._complete(messages), self._deadline)
        except TimeoutError:
            raise JudgeError(
                f"no answer of the editor's model within {self._deadline:g} s; try again"
            ) from None
        if not isinstance(said, str):
            raise JudgeError("the editor's model sent no text; choose another model there")
        return said
