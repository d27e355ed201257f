"""`workspace/symbol`: the questions of all reports of the workspace, the open ones first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from reportlens.views.outline import outline, search
from reportlens_server.features.document_symbol import KINDS
from reportlens_server.reports import all_reports

if TYPE_CHECKING:
    from reportlens_server.reports import Found
    from reportlens_server.server import ReportServer

MOST = 500


async def handle(ls: ReportServer, params: types.WorkspaceSymbolParams) -> list[types.SymbolInformation]:
    """Return what fits the query."""
    found = [it for report in await all_reports(ls) for it in _symbols(report, params.query)]
    return found[:MOST]


def _symbols(found: Found, query: str) -> list[types.SymbolInformation]:
    return [
        types.SymbolInformation(
            types.Location(found.uri, found.ruler.range(it.head)),
            it.name,
            KINDS[it.kind],
            container_name=above,
        )
        for it, above in search(outline(found.report), query)
    ]
