"""`textDocument/rename`: a figure's file gets a new name, and so does every image that shows it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from reportlens.disk import DiskSurroundings
from reportlens.views.figures import new_path, renamed, use_at
from reportlens_server.addresses import beside, file_of
from reportlens_server.here import here
from reportlens_server.renaming import text_edits

if TYPE_CHECKING:
    from reportlens_server.server import ReportServer


async def handle(ls: ReportServer, params: types.RenameParams) -> types.WorkspaceEdit | None:
    """Return the edits of the report first: once the file is renamed, nothing names the old path any more."""
    found = here(ls, params)
    use = use_at(found.checked.report, found.offset) if found else None
    if found is None or use is None:
        raise _refused("not the path of a figure")
    document = found.checked.document
    try:
        path = new_path(use.path, params.new_name)
    except ValueError as error:
        raise _refused(str(error)) from None
    if path == use.path:
        return None
    file = file_of(document.uri)
    disk = DiskSurroundings(file, ask_git=False) if file else None
    here_now, there_now = await asyncio.to_thread(lambda: (_exists(disk, use.path), _exists(disk, path)))
    if not here_now:
        raise _refused(f"no file {use.path}")
    if there_now:
        raise _refused(f"there is a file {path} already")
    edits = renamed(found.checked.report, lambda it: path if it == use.path else None)
    return types.WorkspaceEdit(
        document_changes=[
            text_edits(document.uri, document.version, edits, found.ruler),
            types.RenameFile(
                beside(document.uri, use.path),
                beside(document.uri, path),
                options=types.RenameFileOptions(overwrite=False),
            ),
        ]
    )


def _exists(disk: DiskSurroundings | None, path: str) -> bool:
    figure = disk.figure(path) if disk else None
    return figure is not None and figure.exists


def _refused(why: str) -> JsonRpcException:
    return JsonRpcException(why, code=types.LSPErrorCodes.RequestFailed)
