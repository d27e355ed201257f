"""`reportlens.check`: look at a report and its files again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportlens_server.server import ReportServer


async def handle(ls: ReportServer, uri: str) -> int | None:
    """Return how many findings there are now; nothing for what is no open report."""
    ls.session.look_again(uri)
    if ls.session.checked(uri) is None:
        return None
    await ls.session.around(uri).looked()
    checked = ls.session.checked(uri)
    return len(checked.findings) if checked else None
