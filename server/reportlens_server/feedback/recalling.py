"""Feedback of earlier sessions, shown again when its report is opened: from this machine's memory, and asking nobody."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from reportlens.feedback.places import may_remember, memory_file
from reportlens_server import configuring

if TYPE_CHECKING:
    from reportlens.feedback.verdict import Feedback
    from reportlens.report.model import Report
    from reportlens.settings import Settings
    from reportlens_server.server import ReportServer

PATIENCE = 10.0
"""Seconds in which the editor has to tell its settings; if it does not, nothing is shown again."""


class Recalling:
    """Looks into the memory once a report is opened."""

    def __init__(self, server: ReportServer) -> None:
        """Look at nothing yet."""
        self._server = server
        self._running: set[asyncio.Task[None]] = set()

    def opened(self, uri: str) -> None:
        """Be told that a document was opened; where nothing was ever remembered, this costs one look."""
        if not may_remember() or not memory_file().exists():
            return
        task = asyncio.ensure_future(self._recall(uri))
        self._running.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._server.protocol.failures.note("feedback of an earlier session", error)

    async def _recall(self, uri: str) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                await configuring.ask(self._server)
            await self._shown_again(uri)

    async def _shown_again(self, uri: str) -> None:
        from reportlens_server.feedback.asking import path_of  # noqa: PLC0415  # only where something is remembered
        from reportlens_server.feedback.reply import named  # noqa: PLC0415

        session = self._server.session
        checked = session.checked(uri)
        if checked is None or not checked.settings.remember:
            return
        given = await asyncio.to_thread(_recalled, checked.report, path_of(uri))
        if not given or session.checked(uri) is None:
            return
        for feedback in given:
            session.feedback.take(uri, checked.report, feedback, named(feedback.judge, feedback.model))
        session.tell(uri, "feedback")


def remembers(settings: Settings) -> bool:
    """Tell whether verdicts may be remembered: as the user's settings and her environment say."""
    return settings.remember and may_remember()


def _recalled(report: Report, path: str) -> tuple[Feedback, ...]:
    from reportlens.feedback.memory import Memory  # noqa: PLC0415  # as above
    from reportlens.feedback.recall import recalled  # noqa: PLC0415

    memory = Memory()
    try:
        return recalled(report, path, memory)
    finally:
        memory.close()
