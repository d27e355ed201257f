"""`reportlens.feedback`: as the request, for clients that know commands alone; shown as a document, too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlens_server.feedback.asking import wish_of
from reportlens_server.feedback.showing import show

if TYPE_CHECKING:
    from reportlens_server.server import ReportServer


async def handle(ls: ReportServer, uri: str, questions: Any = None) -> int:
    """Return how many remarks there are."""
    reply = await ls.asker.ask(wish_of({"uri": uri, "questions": questions}))
    await show(ls, uri, reply)
    return len(reply["threads"])
