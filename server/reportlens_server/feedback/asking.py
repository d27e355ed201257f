"""One request for feedback, from the click to the reply."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInvalidParams

from reportlens.errors import JudgeError, ReportlensError
from reportlens.feedback.feedback import EMPTY, tasks
from reportlens.feedback.judge import NEVER_SENT
from reportlens.feedback.rubric import rubric
from reportlens.feedback.show import plain
from reportlens_server import configuring
from reportlens_server.addresses import file_of
from reportlens_server.feedback import reply
from reportlens_server.feedback.arriving import Arriving
from reportlens_server.feedback.judges import Judges, named

if TYPE_CHECKING:
    from reportlens.feedback.verdict import Feedback
    from reportlens_server.feedback.agreement import Agreement
    from reportlens_server.feedback.judges import Bench
    from reportlens_server.protocol.progress import Tell
    from reportlens_server.server import ReportServer
    from reportlens_server.session import Checked

TITLE = "Checking completeness"
MOST_QUESTIONS = 200
PATIENCE = 2.0
"""Seconds in which the editor has to tell its settings; then those that it told before hold."""


class Wish(NamedTuple):
    """What somebody asks for."""

    uri: str
    numbers: tuple[int, ...] | None
    """`None` for all."""
    judge: str
    """Empty: as the settings say."""
    token: str | int | None = None
    """By which the client wants to be told of each question's result as it comes."""


class Asker:
    """Answers the requests for feedback."""

    def __init__(self, server: ReportServer) -> None:
        """Have been asked nothing yet."""
        self._server = server
        self.judges = Judges(server)

    async def ask(self, wish: Wish) -> dict[str, Any]:
        """Return the reply; raises `JsonRpcException` with one clear line for the user."""
        checked = await self.ready(wish.uri)
        try:
            return await self._ask(wish, checked)
        except ReportlensError as error:
            refuse(str(error))
        except JsonRpcException:
            raise
        except Exception as error:  # noqa: BLE001  # somebody waits for an answer
            self._server.protocol.failures.note("feedback", error)
            refuse("feedback failed in a way that nobody thought of; the log has one line about it")

    @cached_property
    def _agreement(self) -> Agreement:
        from reportlens_server.feedback.agreement import Agreement  # noqa: PLC0415  # only for a judge that sends

        return Agreement(self._server)

    async def ready(self, uri: str) -> Checked:
        """Return an open report with the settings as they are now: the first click may come before the editor tells them."""
        self.checked(uri)
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                await configuring.ask(self._server)
        return self.checked(uri)

    def checked(self, uri: str) -> Checked:
        """Return an open report; raises `JsonRpcException` if it is none."""
        found = self._server.session.checked(uri)
        if found is None:
            refuse("not a report that is open here")
        return found

    async def _ask(self, wish: Wish, checked: Checked) -> dict[str, Any]:
        await asyncio.to_thread(rubric)
        there = tuple(dict.fromkeys(it.question.number for it in tasks(checked.report, wish.numbers)))
        if not there:
            refuse(_nothing(wish.numbers))
        name = named(wish.judge, checked.settings)
        async with self._server.protocol.working(TITLE) as tell:
            async with self.judges.bench(name, checked.settings) as bench:
                feedback = await self._given(wish, checked, bench, tell)
                judge = reply.named(bench.made.judge.name, bench.made.judge.model)
            return self._reply(wish, checked, feedback, judge)

    async def _given(self, wish: Wish, checked: Checked, bench: Bench, tell: Tell) -> Feedback:
        path = path_of(wish.uri)
        if bench.made.place is not None:
            await self._agreement.reached(checked, wish.numbers, bench, path)

        def progress(done: int, total: int, number: int) -> None:
            tell(f"question {number}, {done} of {total} done", 100 * done // total)

        with Arriving(self._server, wish, checked, bench) as arriving:
            feedback = await bench.giver.give(
                checked.report, wish.numbers, path=path, progress=progress, arrived=arriving.take
            )
        failures = [it.failure for it in feedback.questions if it.failure != EMPTY]
        if failures and all(failures):
            raise JudgeError(failures[0])
        return feedback

    def _reply(self, wish: Wish, asked: Checked, feedback: Feedback, judge: str) -> dict[str, Any]:
        session = self._server.session
        session.feedback.take(wish.uri, asked.report, feedback, judge)
        now = session.checked(wish.uri) or asked
        session.tell(wish.uri, "feedback")
        numbers = {it.number for it in feedback.questions}
        return {
            **reply.found(self._server, now, numbers, judge),
            "summary": reply.summary(wish.uri, asked.report, feedback),
        }


def path_of(uri: str) -> str:
    """Return what a report is remembered by."""
    file = file_of(uri)
    return str(file.resolve()) if file else uri


def wish_of(params: Any) -> Wish:
    """Return what params ask for; raises `JsonRpcInvalidParams` if that is not understood."""
    table = params if isinstance(params, dict) else {}
    uri, judge = table.get("uri"), table.get("judge")
    if not isinstance(uri, str) or not (judge is None or isinstance(judge, str)):
        raise JsonRpcInvalidParams("a uri is wanted, and a judge's name or none")
    token = table.get("partialResultToken")
    told = token if isinstance(token, str | int) and not isinstance(token, bool) else None
    return Wish(uri, numbers_of(table.get("questions")), judge or "", told)


def numbers_of(sent: Any) -> tuple[int, ...] | None:
    """Return question numbers: one, several, or `None` for all; raises `JsonRpcInvalidParams`."""
    if sent is None:
        return None
    numbers = sent if isinstance(sent, list) else [sent]
    if len(numbers) > MOST_QUESTIONS or any(type(it) is not int for it in numbers):
        raise JsonRpcInvalidParams("numbers of questions are wanted, or null for all")
    return tuple(numbers)


def refuse(message: str) -> NoReturn:
    """Answer with one line for the user."""
    raise JsonRpcException(plain(message), types.LSPErrorCodes.RequestFailed)


def _nothing(numbers: tuple[int, ...] | None) -> str:
    if numbers and set(numbers) <= set(NEVER_SENT):
        return "questions 1 and 2 ask who you are, and are not judged"
    return "nothing to judge: no such question, or nothing is asked in it"
