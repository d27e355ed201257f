"""`reportlens.forget`: remove what is remembered of feedback, in the session and on disk, and all consents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.feedback.consent import Consents
from reportlens_server.feedback.showing import remove

if TYPE_CHECKING:
    from reportlens_server.server import ReportServer


async def handle(ls: ReportServer) -> None:
    """Forget, and show that it is forgotten."""
    await ls.asker.judges.forget()
    Consents().withdraw()
    remove(ls)
    for uri in ls.session.feedback.forget():
        ls.session.tell(uri, "feedback")
