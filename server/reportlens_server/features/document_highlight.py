"""`textDocument/documentHighlight`: a box with its questions, a question with its boxes, all uses of a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from reportlens.views.crossing import crossing
from reportlens_server.here import here

if TYPE_CHECKING:
    from reportlens_server.server import ReportServer


def handle(ls: ReportServer, params: types.DocumentHighlightParams) -> list[types.DocumentHighlight] | None:
    """Return all that belongs to the place."""
    found = here(ls, params)
    if found is None:
        return None
    ways = crossing(found.checked.report, found.offset)
    spans = sorted({*ways.here, *ways.there})
    kind = types.DocumentHighlightKind.Text
    return [types.DocumentHighlight(found.ruler.range(it), kind) for it in spans] or None
