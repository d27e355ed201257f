"""`reportlens/feedback`: ask a judge whether answers cover what is asked, because a person wants to know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlens_server.feedback.asking import wish_of

if TYPE_CHECKING:
    from reportlens_server.server import ReportServer


async def handle(ls: ReportServer, params: Any) -> dict[str, Any]:
    """Return what was found; it is shown as diagnostics, too."""
    return await ls.asker.ask(wish_of(params))
