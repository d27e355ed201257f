"""`textDocument/references`: the questions of a box, the boxes of a question, all uses of a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from reportlens.views.crossing import crossing
from reportlens_server.here import here

if TYPE_CHECKING:
    from reportlens_server.server import ReportServer


def handle(ls: ReportServer, params: types.ReferenceParams) -> list[types.Location] | None:
    """Return all that belongs to the place; itself too, if that is asked for."""
    found = here(ls, params)
    if found is None:
        return None
    ways = crossing(found.checked.report, found.offset)
    own = ways.here if params.context.include_declaration or ways.file else ()
    spans = sorted({*own, *ways.there})
    return [types.Location(found.checked.document.uri, found.ruler.range(it)) for it in spans] or None
