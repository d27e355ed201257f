"""`workspace/didChangeConfiguration`: the editor's settings have changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens_server import configuring
from reportlens_server.preferences import EVERYWHERE

if TYPE_CHECKING:
    from lsprotocol import types

    from reportlens_server.server import ReportServer


async def handle(ls: ReportServer, params: types.DidChangeConfigurationParams) -> None:
    """Ask for the settings of every folder, or take those that came along."""
    if ls.capabilities.configuration:
        await configuring.ask(ls)
    elif ls.session.preferences.take(EVERYWHERE, params.settings):
        ls.session.settings_changed()
