"""`textDocument/documentLink`: from the path of a figure to its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from reportlens.views.figures import uses
from reportlens_server.addresses import beside

if TYPE_CHECKING:
    from reportlens_server.server import ReportServer


def handle(ls: ReportServer, params: types.DocumentLinkParams) -> list[types.DocumentLink] | None:
    """Return a link for each figure that is not known to be missing."""
    checked = ls.session.checked(params.text_document.uri)
    if checked is None:
        return None
    ruler = ls.ruler(checked.document)
    links = []
    for use in uses(checked.report):
        figure = checked.around.figure(use.path)
        if figure is None or figure.exists:
            tooltip = f"Open {use.path}" if ls.capabilities.link_tooltip else None
            links.append(
                types.DocumentLink(ruler.range(use.span), beside(checked.document.uri, use.path), tooltip)
            )
    return links
