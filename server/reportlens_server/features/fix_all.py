"""`reportlens.fixAll`: make all safe fixes of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens_server.actions import fixed
from reportlens_server.editing import apply_edit

if TYPE_CHECKING:
    from reportlens_server.server import ReportServer


async def handle(ls: ReportServer, uri: str) -> bool:
    """Tell whether anything was changed."""
    checked = ls.session.checked(uri)
    edits = fixed(checked) if checked else ()
    if checked is None or not edits:
        return False
    return await apply_edit(ls, checked.document, edits, "Fix all that can be fixed safely")
