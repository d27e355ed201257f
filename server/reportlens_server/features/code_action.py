"""`textDocument/codeAction`: what can be done here, from what is known already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types

from reportlens_server.actions import Wanted, actions
from reportlens_server.feedback import views

if TYPE_CHECKING:
    from reportlens_server.server import ReportServer


def handle(ls: ReportServer, params: types.CodeActionParams) -> list[dict[str, Any]]:
    """Return the actions of the kinds that the client wants."""
    checked = ls.session.checked(params.text_document.uri)
    if checked is None:
        return []
    context = params.context
    shown = frozenset(
        (str(it.code), it.range.start.line, it.range.start.character) for it in context.diagnostics
    )
    only = None if context.only is None else tuple(str(getattr(it, "value", it)) for it in context.only)
    place = ls.ruler(checked.document).span(params.range)
    found = list(actions(ls, checked, Wanted(place, only, shown)))
    if only is None and context.trigger_kind != types.CodeActionTriggerKind.Automatic:
        found += views.actions(checked, checked.report.question_at(place.start))
    return found
