"""Where the client's cursor is: the report, its ruler and the offset."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from lsprotocol import types

    from reportlens_server.positions import Ruler
    from reportlens_server.server import ReportServer
    from reportlens_server.session import Checked


class _Placed(Protocol):
    text_document: types.TextDocumentIdentifier
    position: types.Position


class Here(NamedTuple):
    """A place in an open report."""

    checked: Checked
    ruler: Ruler
    offset: int


def here(ls: ReportServer, params: _Placed) -> Here | None:
    """Return the place that a request speaks of; `None` if it lies in no open report."""
    checked = ls.session.checked(params.text_document.uri)
    if checked is None:
        return None
    ruler = ls.ruler(checked.document)
    return Here(checked, ruler, ruler.offset(params.position.line, params.position.character))
