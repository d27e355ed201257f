"""Nothing leaves before the user has seen what would leave, where to and for how much, and has agreed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from reportlens.errors import JudgeError
from reportlens.feedback import plan as planning
from reportlens.feedback.consent import Consents
from reportlens.feedback.feedback import opted_out
from reportlens.feedback.prompts import load
from reportlens_server.addresses import file_of
from reportlens_server.documents import key

if TYPE_CHECKING:
    from collections.abc import Collection

    from reportlens.feedback.consent import Plan
    from reportlens.feedback.messages import Request
    from reportlens.report.model import Report
    from reportlens_server.feedback.judges import Bench
    from reportlens_server.server import ReportServer
    from reportlens_server.session import Checked

ASK = "window/showMessageRequest"
ONCE, ALWAYS, NO = "Send once", "Send, and do not ask again in this folder", "Send nothing"


class Agreement:
    """Asks the user, one question at a time."""

    def __init__(self, server: ReportServer) -> None:
        """Have asked nothing yet."""
        self._server = server
        self._turn = asyncio.Lock()

    async def reached(
        self, checked: Checked, numbers: Collection[int] | None, bench: Bench, path: str
    ) -> None:
        """Return once everything may be sent that has to be; raises `JudgeError` if it may not."""
        place = bench.made.place
        if place is None or opted_out(checked.report):
            return  # nothing will be sent
        asked = await asyncio.to_thread(_wanted, checked.report, numbers, bench, path)
        if not asked:
            return
        planned = await planning.plan(asked, place, bench.made.judge.model)
        consents, workspace = Consents(), workspace_of(self._server, checked.document.uri)
        dear = planned.cost is not None and planned.cost > checked.settings.max_cost
        async with self._turn:  # the answer to another request may be the answer to this one
            if not dear and consents.given(workspace, planned.origin, planned.model):
                return
            answer = await self._asked(planned)
        if answer == ALWAYS:
            consents.remember(workspace, planned.origin, planned.model)
        elif answer != ONCE:
            raise JudgeError("nothing was sent: nobody has agreed to what would be sent")

    async def _asked(self, planned: Plan) -> str:
        count = len(planned.questions)
        head = f"Send {count} answer{'' if count == 1 else 's'} to {planned.origin}?"
        params = {
            "type": int(types.MessageType.Info),
            "message": "\n".join((head, *planned.lines())),
            "actions": [{"title": it} for it in (ONCE, ALWAYS, NO)],
        }
        try:
            reply = await self._server.protocol.ask_plain(ASK, params)
        except JsonRpcException:
            return NO
        return str(reply.get("title")) if isinstance(reply, dict) else NO


def _wanted(
    report: Report, numbers: Collection[int] | None, bench: Bench, path: str
) -> list[tuple[int, Request]]:
    """Return the requests that would be sent: not those whose answers are remembered."""
    known = {it.number for it in bench.giver.remembered(report, path).questions if not it.stale}
    return [it for it in planning.requests(report, numbers, load()) if it[0] not in known]


def workspace_of(server: ReportServer, uri: str) -> str:
    """Return the folder that consent is given for: the workspace's innermost one, or the report's own."""
    place = key(uri)
    around = [it for it in server.workspace.folders if place.startswith(key(it).rstrip("/") + "/")]
    folder = file_of(max(around, key=len)) if around else None
    if folder is None and (file := file_of(uri)) is not None:
        folder = file.parent
    return str(folder) if folder else uri
