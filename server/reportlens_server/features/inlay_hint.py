"""`textDocument/inlayHint`: the counters behind the heading of each question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from reportlens.views.counts import counter
from reportlens_server.counters import as_hints

if TYPE_CHECKING:
    from reportlens_server.server import ReportServer


def handle(ls: ReportServer, params: types.InlayHintParams) -> list[types.InlayHint] | None:
    """Return the counters of the questions whose headings are in sight."""
    checked = ls.session.checked(params.text_document.uri)
    if checked is None or not as_hints(checked.settings, ls.capabilities):
        return None
    ruler = ls.ruler(checked.document)
    sight = ruler.span(params.range)
    return [
        types.InlayHint(ruler.position(heading.end), counter(it), padding_left=True)
        for it in checked.report.questions
        if (heading := it.at(it.heading)).meets(sight)
    ]
