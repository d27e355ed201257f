"""`workspace/willRenameFiles`: figures, or folders of them, are about to get other names; the reports follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from reportlens.views.figures import moved_under, renamed
from reportlens_server.addresses import relative
from reportlens_server.renaming import text_edits
from reportlens_server.reports import all_reports

if TYPE_CHECKING:
    from reportlens_server.reports import Found
    from reportlens_server.server import ReportServer


async def handle(ls: ReportServer, params: types.RenameFilesParams) -> types.WorkspaceEdit | None:
    """Return the edits of every report that shows one of the files."""
    moves = [(it.old_uri, it.new_uri) for it in params.files]
    edits = [change for it in await all_reports(ls) if (change := _change(it, moves))]
    if not edits:
        return None
    if ls.capabilities.document_changes or ls.capabilities.rename_files:
        return types.WorkspaceEdit(document_changes=edits)
    return types.WorkspaceEdit(changes={it.text_document.uri: it.edits for it in edits})  # type: ignore[misc]


def _change(found: Found, moves: list[tuple[str, str]]) -> types.TextDocumentEdit | None:
    paths = [(relative(old, found.uri), relative(new, found.uri)) for old, new in moves]

    def new_name(path: str) -> str | None:
        """Leave out folders that hold the report itself (`..`): they take it along."""
        for old, new in paths:
            if old and new and old.strip("./") and (moved := moved_under(path, old, new)):
                return moved
        return None

    edits = renamed(found.report, new_name)
    return text_edits(found.uri, found.version, edits, found.ruler) if edits else None
