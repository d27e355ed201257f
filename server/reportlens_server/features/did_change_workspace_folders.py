"""`workspace/didChangeWorkspaceFolders`: other folders, other settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens_server import configuring

if TYPE_CHECKING:
    from lsprotocol import types

    from reportlens_server.server import ReportServer


async def handle(ls: ReportServer, _: types.DidChangeWorkspaceFoldersParams) -> None:
    """Ask for the settings of every folder there is now."""
    ls.session.preferences.folders_changed()
    await configuring.ask(ls)
    ls.session.settings_changed()
