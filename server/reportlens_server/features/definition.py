"""`textDocument/definition`: from a box to its questions, from a question to its boxes, from an image to its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from reportlens.views.crossing import crossing
from reportlens_server.addresses import beside
from reportlens_server.here import here

if TYPE_CHECKING:
    from reportlens_server.server import ReportServer


def handle(ls: ReportServer, params: types.DefinitionParams) -> list[types.Location] | None:
    """Return where the place leads."""
    found = here(ls, params)
    if found is None:
        return None
    uri = found.checked.document.uri
    ways = crossing(found.checked.report, found.offset)
    if ways.file:
        figure = found.checked.around.figure(ways.file)
        if figure is not None and not figure.exists:
            return None
        start = types.Position(0, 0)
        return [types.Location(beside(uri, ways.file), types.Range(start, start))]
    return [types.Location(uri, found.ruler.range(it)) for it in ways.there] or None
