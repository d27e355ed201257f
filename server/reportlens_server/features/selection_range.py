"""`textDocument/selectionRange`: word, sentence, paragraph, answer, question, section, all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from reportlens.views.growing import growing

if TYPE_CHECKING:
    from reportlens_server.server import ReportServer


def handle(ls: ReportServer, params: types.SelectionRangeParams) -> list[types.SelectionRange] | None:
    """Return a chain for each position."""
    checked = ls.session.checked(params.text_document.uri)
    if checked is None:
        return None
    ruler = ls.ruler(checked.document)
    chains = []
    for position in params.positions:
        chain: types.SelectionRange | None = None
        for span in reversed(growing(checked.report, ruler.offset(position.line, position.character))):
            chain = types.SelectionRange(ruler.range(span), chain)
        assert chain is not None
        chains.append(chain)
    return chains
