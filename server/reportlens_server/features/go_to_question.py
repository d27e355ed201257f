"""`reportlens.goToQuestion`: show the answer of a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from reportlens.text import Span

if TYPE_CHECKING:
    from reportlens_server.server import ReportServer


async def handle(ls: ReportServer, uri: str, number: int) -> bool:
    """Tell whether the client shows it."""
    checked = ls.session.checked(uri)
    if checked is None or not ls.capabilities.show_document:
        return False
    question = next((it for it in checked.report.questions if it.number == number), None)
    if question is None:
        return False
    start = question.at(question.answer.span or question.heading).start
    place = ls.ruler(checked.document).range(Span(start, start))
    shown = await ls.window_show_document_async(
        types.ShowDocumentParams(uri=checked.document.uri, take_focus=True, selection=place)
    )
    return shown.success
