"""What has been judged is shown while the rest is still being judged, and stays if that is cancelled."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Self

from lsprotocol import types

from reportlens.feedback.rubric import rubric
from reportlens.feedback.verdict import Feedback
from reportlens_server.feedback.reply import found, named

if TYPE_CHECKING:
    from reportlens.feedback.verdict import QuestionFeedback
    from reportlens_server.feedback.asking import Wish
    from reportlens_server.feedback.judges import Bench
    from reportlens_server.server import ReportServer
    from reportlens_server.session import Checked

PAUSE = 0.05
"""Seconds in which results gather: a quick judge has all of them before anything has to be drawn."""


class Arriving:
    """Takes results as they come, for the time of one request."""

    def __init__(self, server: ReportServer, wish: Wish, asked: Checked, bench: Bench) -> None:
        """Have nothing yet."""
        self._server = server
        self._wish = wish
        self._asked = asked
        self._bench = bench
        self._new: list[QuestionFeedback] = []
        self._waiting: asyncio.TimerHandle | None = None

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        """End; what came before the end is shown, too, unless whoever asked shows all of it now."""
        if self._waiting is not None:
            self._waiting.cancel()
            if kind is not None:
                self._show()

    def take(self, given: QuestionFeedback) -> None:
        """Take one result; of a failure nothing is shown before it is known whether all failed."""
        if given.failure:
            return
        self._new.append(given)
        if self._waiting is None:
            self._waiting = asyncio.get_running_loop().call_later(PAUSE, self._show)

    def _show(self) -> None:
        self._waiting = None
        new, self._new = tuple(self._new), []
        session, by, uri = self._server.session, self._bench.made.judge, self._wish.uri
        judge = named(by.name, by.model)
        session.feedback.take(
            uri, self._asked.report, Feedback(by.name, rubric().hash, by.prompt, by.model, new), judge
        )
        now = session.checked(uri)
        if now is None:
            return
        session.tell(uri, "feedback")
        if self._wish.token is not None:
            numbers = {it.number for it in new}
            value: dict[str, Any] = {**found(self._server, now, numbers, judge), "questions": sorted(numbers)}
            self._server.protocol.notify_plain(types.PROGRESS, {"token": self._wish.token, "value": value})
