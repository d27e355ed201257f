"""`textDocument/prepareRename`: only the path of a figure that is there can be renamed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from reportlens.views.figures import use_at
from reportlens_server.here import here

if TYPE_CHECKING:
    from reportlens_server.server import ReportServer


def handle(ls: ReportServer, params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
    """Return the place and the path that stands there."""
    found = here(ls, params)
    use = use_at(found.checked.report, found.offset) if found else None
    if found is None or use is None:
        return None
    figure = found.checked.around.figure(use.path)
    if figure is None or not figure.exists:
        return None
    return types.PrepareRenamePlaceholder(found.ruler.range(use.span), use.path)
