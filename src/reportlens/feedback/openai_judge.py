"""The judge behind any endpoint that speaks the chat completions of the OpenAI API.

One call for each question, with all its criteria. What goes wrong becomes one sentence that says what to do.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reportlens.errors import JudgeError
from reportlens.feedback import ladder, wire
from reportlens.feedback.budget import estimate
from reportlens.feedback.completion import streamed, whole
from reportlens.feedback.grounding import ground, unjudged
from reportlens.feedback.messages import request
from reportlens.feedback.reply import Reply, ReplyError, read
from reportlens.feedback.told import retry_after, sentence
from reportlens.feedback.verdict import NONE, Tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlens.feedback.endpoint import Endpoint
    from reportlens.feedback.judge import Task
    from reportlens.feedback.keys import Key
    from reportlens.feedback.messages import Message, Request
    from reportlens.feedback.prompts import Prompts
    from reportlens.feedback.verdict import QuestionFeedback

DEADLINE = 60.0
"""Seconds for one question, waits and second tries included."""
MOST_TRIES = 8
MOST_WAIT = 20.0
"""A server that asks for a longer pause is not waited for."""
REPLY_TOKENS = 1_500
CONCURRENT = 4
LEAST_READ = 0.5
"""A server that counts less than this part of what was sent has cut it off."""
_WAITABLE = frozenset({408, 409, 429, 500, 502, 503, 504, 529})


@dataclass(slots=True)
class _Course:
    """How far one question has got."""

    most: int = REPLY_TOKENS
    parameters: dict[str, Any] = field(default_factory=dict)
    tokens: Tokens = NONE
    repaired: bool = False
    lengthened: bool = False
    waited: int = 0


class OpenAIJudge:
    """Asks a model at an endpoint."""

    name = "openai"

    def __init__(  # noqa: PLR0913  # all but the first four are switches with a good default
        self,
        place: Endpoint,
        model: str,
        prompts: Prompts,
        key: Key | None = None,
        *,
        modern: bool = False,
        stream: bool = False,
        trust_environment: bool = False,
        deadline: float = DEADLINE,
    ) -> None:
        """Bind the judge to an endpoint; nothing is sent yet. Raises `JudgeError` for another endpoint's key."""
        if key is not None:
            key.reveal(place.origin)
        self.place = place
        self.model = model
        self.prompt = prompts.hash
        self._prompts = prompts
        self._key = key
        self._stream = stream
        self._trust = trust_environment
        self._deadline = deadline
        self._rung: ladder.Rung = ladder.RUNGS[0]
        self._parameters = ladder.first_parameters(model, REPLY_TOKENS, modern=modern)
        self._client: Any = None
        self._opening = asyncio.Lock()
        self._turns = asyncio.Semaphore(CONCURRENT)

    async def judge(self, task: Task) -> QuestionFeedback:
        """Judge one question; raises `JudgeError`."""
        asked = request(task, self._prompts)
        if asked is None:
            return unjudged(task, "")
        async with self._turns:
            try:
                async with asyncio.timeout(self._deadline):
                    reply, tokens = await self._reply(asked)
            except TimeoutError:
                raise JudgeError(
                    f"no answer within {self._deadline:g} s; try again, or a smaller or nearer model"
                ) from None
        if 0 < tokens.sent < LEAST_READ * estimate(asked.messages) and not tokens.estimated:
            raise JudgeError(
                "the server read only part of the request; raise its context length (num_ctx, --ctx-size)"
            )
        return ground(task, asked, reply, tokens)

    async def aclose(self) -> None:
        """Close the connections."""
        if self._client is not None:
            client, self._client = self._client, None
            await client.close()

    def body(
        self,
        messages: Sequence[Message],
        asked: Request,
        rung: ladder.Rung | None = None,
        parameters: dict[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Return the body of a request, as the next one would be."""
        chosen = ladder.body(rung or self._rung, messages, asked.schema)
        return {**chosen, "model": self.model, **(self._parameters if parameters is None else parameters)}

    async def _reply(self, asked: Request) -> tuple[Reply, Tokens]:
        course = _Course(parameters=dict(self._parameters))
        messages: Sequence[Message] = asked.messages
        for _ in range(MOST_TRIES):
            said = await self._try(messages, asked, course)
            if said is None:
                continue
            try:
                return read(said), course.tokens
            except ReplyError as error:
                if course.repaired:
                    raise JudgeError(
                        f"the model's reply cannot be read ({error}); try another model"
                    ) from None
                course.repaired = True
                told = self._prompts["judge.repair"].filled({"problem": str(error)})
                messages = [
                    *asked.messages,
                    {"role": "assistant", "content": said[:4_000]},
                    {"role": "user", "content": told},
                ]
        raise JudgeError("the server took none of the ways to ask for JSON; try another model or server")

    async def _try(self, messages: Sequence[Message], asked: Request, course: _Course) -> str | None:
        """Ask once; nothing if another try may help. Raises `JudgeError` if none will."""
        rung = self._rung
        try:
            return await self._said(rung, messages, asked, course)
        except JudgeError:
            raise
        except (ValueError, LookupError, AttributeError, TypeError):
            raise JudgeError(
                "the server sent something other than a chat completion; is the address right (often it ends in /v1)?"
            ) from None
        except Exception as error:  # noqa: BLE001  # the SDK's, its transport's and our own door's: all are told below
            await self._again(error, rung, course)
            return None

    async def _said(
        self, rung: ladder.Rung, messages: Sequence[Message], asked: Request, course: _Course
    ) -> str | None:
        client = await self._opened()
        body = self.body(messages, asked, rung, course.parameters)
        reason, message, usage = await (streamed if self._stream else whole)(client, body)
        course.tokens += usage or Tokens(estimate(messages), 0, estimated=True)
        if getattr(message, "refusal", None):
            raise JudgeError("the model refused to judge this answer; try another model")
        if reason == "content_filter":
            raise JudgeError("the server's filter held the reply back; try another model")
        said = ladder.content(message)
        if reason == "length":
            if course.lengthened:
                raise JudgeError("the model's reply was cut off twice; try a model that thinks less")
            course.lengthened = True
            for limit in ("max_tokens", "max_completion_tokens"):
                if limit in course.parameters:
                    course.parameters[limit] *= 2
            return None
        return said or " "

    async def _again(self, error: Any, rung: ladder.Rung, course: _Course) -> None:  # noqa: ANN401
        """Set things so that another try may help; raises `JudgeError` if none will."""
        status = getattr(error, "status_code", 0) or 0
        told = str(error)[:4_000]
        fewer = ladder.without(course.parameters, status, told)
        lower = None if fewer is not None else ladder.lower(rung, status, told)
        if fewer is not None:
            course.parameters = fewer
            self._parameters = {**fewer}
        elif lower is not None:
            if self._rung == rung:
                self._rung = lower
        elif status in _WAITABLE and course.waited < 2:  # two waits, no more
            await _pause(error, course)
        else:
            raise JudgeError(
                sentence(error, status, self.place, self.model, given=self._key is not None)
            ) from None

    async def _opened(self) -> Any:  # noqa: ANN401
        async with self._opening:
            if self._client is None:
                await wire.checked(self.place)
                self._client = await wire.connect(self.place, self._key, trust_environment=self._trust)
        return self._client


async def _pause(error: Any, course: _Course) -> None:  # noqa: ANN401
    course.waited += 1
    seconds = retry_after(error)
    if seconds is None:
        seconds = 0.5 * 2**course.waited
    if seconds > MOST_WAIT:
        raise JudgeError(f"the server asks to wait {seconds:.0f} s; try again then")
    await asyncio.sleep(seconds)
