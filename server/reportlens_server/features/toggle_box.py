"""`reportlens.toggleBox`: tick or untick the box on a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens_server.actions import toggled
from reportlens_server.editing import apply_edit

if TYPE_CHECKING:
    from reportlens_server.server import ReportServer


async def handle(ls: ReportServer, uri: str, line: int) -> bool:
    """Tell whether a box was changed; `line` counts from 0."""
    checked = ls.session.checked(uri)
    lines = checked.document.lines if checked else None
    if checked is None or lines is None or not 0 <= line < len(lines):
        return False
    item = next((it for it in checked.report.checklist if lines.line(it.box.start) == line), None)
    item = item or checked.report.item_at(lines.starts[line])
    if item is None:
        return False
    edit, title = toggled(item)
    return await apply_edit(ls, checked.document, (edit,), title)
