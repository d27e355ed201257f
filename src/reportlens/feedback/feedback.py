"""From a report to feedback: which questions, what of them is remembered, and one flight for each.

Nothing here knows a network; the judge does.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reportlens.errors import JudgeError
from reportlens.feedback import identity
from reportlens.feedback.artifact import decide
from reportlens.feedback.judge import NEVER_SENT, Task
from reportlens.feedback.redact import redactor
from reportlens.feedback.rubric import rubric
from reportlens.feedback.verdict import Feedback, Judgement, QuestionFeedback, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from reportlens.feedback.budget import Budget
    from reportlens.feedback.judge import Judge
    from reportlens.feedback.memory import Memory
    from reportlens.report.model import Report

    Progress = Callable[[int, int, int], None]
    """Called with how many questions are done, of how many, and the number of the last."""
    Arrived = Callable[[QuestionFeedback], None]

_OPT_OUT = re.compile(r"<!--\s{0,9}reportlens:\s{0,9}no-llm\s{0,9}-->", re.IGNORECASE)
EMPTY = "the answer is empty"


def tasks(report: Report, numbers: Collection[int] | None = None) -> tuple[Task, ...]:
    """Return what there is to judge: the questions that have criteria, all or those with these numbers."""
    people = redactor(report)
    book = rubric()
    found = (
        Task(it, book.criteria(it, report), people)
        for it in report.questions
        if it.number not in NEVER_SENT and (numbers is None or it.number in numbers)
    )
    return tuple(it for it in found if it.criteria)


def opted_out(report: Report) -> bool:
    """Tell whether the report asks not to be sent to a model."""
    return bool(_OPT_OUT.search(report.text))


class Giver:
    """Gives feedback by one judge."""

    def __init__(
        self,
        judge: Judge,
        *,
        memory: Memory | None = None,
        budget: Budget | None = None,
        origin: str = "",
        remember: bool = True,
    ) -> None:
        """Use this judge; `origin` is the endpoint's, and part of what is remembered.

        Without `remember`, the memory only counts the tokens of the day.
        """
        self.judge = judge
        self._memory = memory
        self._verdicts = memory if remember else None
        self._budget = budget
        self._origin = origin
        self._flights: dict[str, tuple[asyncio.Task[QuestionFeedback], list[int]]] = {}

    async def give(
        self,
        report: Report,
        numbers: Collection[int] | None = None,
        *,
        path: str = "",
        progress: Progress | None = None,
        arrived: Arrived | None = None,
    ) -> Feedback:
        """Return feedback on a report. Cancelling it cancels every request under way.

        A question that could not be judged says so itself; this never raises `JudgeError`.
        `arrived` is called with what is said of each question as soon as it is said.
        """
        chosen = tasks(report, numbers)
        if self._budget:
            self._budget.begin()
        refused = self.judge.name != "offline" and opted_out(report)
        done = 0

        async def one(task: Task) -> QuestionFeedback:
            nonlocal done
            given = await self._question(task, path, refused=refused)
            done += 1
            if arrived:
                arrived(given)
            if progress:
                progress(done, len(chosen), task.question.number)
            return given

        pending = [asyncio.ensure_future(one(it)) for it in chosen]
        try:
            questions = await asyncio.gather(*pending)
        finally:
            for it in pending:
                it.cancel()
            await asyncio.gather(*pending, return_exceptions=True)
        return Feedback(self.judge.name, rubric().hash, self.judge.prompt, self.judge.model, tuple(questions))

    def remembered(self, report: Report, path: str = "") -> Feedback:
        """Return what is known without asking anybody: remembered verdicts, stale ones marked."""
        found = []
        for task in tasks(report):
            known = self._known(task, path)
            if known:
                found.append(known)
        return Feedback(self.judge.name, rubric().hash, self.judge.prompt, self.judge.model, tuple(found))

    async def aclose(self) -> None:
        """Let go of the judge."""
        await self.judge.aclose()

    async def _question(self, task: Task, path: str, *, refused: bool) -> QuestionFeedback:
        if task.question.answer.status != "answered":
            return _empty(task)
        if refused:
            return _failed(task, "the report asks not to be sent to a model (<!-- reportlens: no-llm -->)")
        key = identity.key(task, self._identity)
        if self._verdicts and self.judge.name == "openai":  # an editor may lend another model each time
            known = self._verdicts.recall(task, key)
            if known:
                self._verdicts.show(identity.shown_at(path, task.question.number), key, self._identity)
                return known
        try:
            given = await self._shared(task, key)
        except JudgeError as error:
            return _failed(task, str(error))
        if self._verdicts:
            self._keep(self._verdicts, task, given, path)
        return replace(given, index=task.question.index)

    def _keep(self, memory: Memory, task: Task, given: QuestionFeedback, path: str) -> None:
        number, who = task.question.number, self._identity
        key = identity.key(task, who)
        if self.judge.name != "offline":  # what that one said can be had again at once
            memory.keep(task, given, key, identity.place(path, number, who))
        memory.show(identity.shown_at(path, number), key, who)

    @property
    def _identity(self) -> identity.Identity:
        return identity.of(self.judge, self._origin)

    def _known(self, task: Task, path: str) -> QuestionFeedback | None:
        if self._verdicts is None or task.question.answer.status != "answered":
            return None
        key = identity.key(task, self._identity)
        place = identity.place(path, task.question.number, self._identity)
        return self._verdicts.recall(task, key) or self._verdicts.recall_older(task, key, place)

    async def _shared(self, task: Task, key: str) -> QuestionFeedback:
        """Judge a question once, however often it is asked for at the same time."""
        flight, waiting = self._flights.get(key, (None, [0]))
        if flight is None or flight.done():
            flight, waiting = asyncio.ensure_future(self._judged(task)), [0]
            self._flights[key] = flight, waiting
        waiting[0] += 1
        try:
            return await asyncio.shield(flight)
        finally:
            waiting[0] -= 1
            if waiting[0] == 0:
                flight.cancel()
                if self._flights.get(key, (None, []))[0] is flight:
                    del self._flights[key]
                if not flight.done():
                    await asyncio.gather(flight, return_exceptions=True)

    async def _judged(self, task: Task) -> QuestionFeedback:
        taken = 0
        if self._budget and self.judge.name != "offline":
            taken = _about(task)
            self._budget.take(taken)
        try:
            given = await self.judge.judge(task)
        except BaseException:
            if self._memory and taken:
                self._memory.spend(taken)
            raise
        if self._budget and taken:
            used = given.tokens.sent + given.tokens.received
            self._budget.settle(taken, used)
            if self._memory:
                self._memory.spend(used)
        return given


def _about(task: Task) -> int:
    """Return about how many tokens one question takes, both ways."""
    from reportlens.feedback.consent import REPLY_BASE, REPLY_PER_CRITERION  # noqa: PLC0415
    from reportlens.feedback.units import LONGEST_ANSWER  # noqa: PLC0415

    span = task.question.answer.span
    length = min(LONGEST_ANSWER, span.end - span.start) if span else 0
    fixed = 1_200 + len(task.question.wording) // 3
    return fixed + length // 3 + REPLY_BASE + (REPLY_PER_CRITERION + 60) * len(task.criteria)


def _empty(task: Task) -> QuestionFeedback:
    judgements = tuple(
        Judgement(it, Verdict.MISSING, "no_answer", question_back=it.back) for it in task.criteria
    )
    return QuestionFeedback(task.question.number, task.question.index, judgements, failure=EMPTY)


def _failed(task: Task, failure: str) -> QuestionFeedback:
    judgements = tuple(
        decide(it, task.question) if it.artifact else Judgement(it, Verdict.UNDECIDED) for it in task.criteria
    )
    return QuestionFeedback(task.question.number, task.question.index, judgements, failure=failure)
