"""`reportlens/showRequest`: what feedback would send, and where to; nothing is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlens_server.feedback.asking import wish_of
from reportlens_server.feedback.request import shown

if TYPE_CHECKING:
    from reportlens_server.server import ReportServer


async def handle(ls: ReportServer, params: Any) -> dict[str, str]:
    """Return the text."""
    table = params if isinstance(params, dict) else {}
    wish = wish_of({**table, "questions": table.get("question")})
    return {"text": await shown(ls, wish)}
