"""What the editor says of settings, asked for by section and by folder, and taken in whenever it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from reportlens_server.preferences import EVERYWHERE, SECTION

if TYPE_CHECKING:
    from reportlens_server.server import ReportServer


async def ask(ls: ReportServer) -> None:
    """Ask the editor for the settings of every workspace folder, and of none; a client that cannot tell is let be."""
    if not ls.capabilities.configuration:
        return
    scopes = [EVERYWHERE, *ls.workspace.folders]
    items = [types.ConfigurationItem(scope_uri=it or None, section=SECTION) for it in scopes]
    try:
        sent = await ls.workspace_configuration_async(types.ConfigurationParams(items=items))
    except JsonRpcException:
        return
    news = [ls.session.preferences.take(scope, value) for scope, value in zip(scopes, sent, strict=False)]
    if any(news):
        ls.session.settings_changed()


async def listen(ls: ReportServer) -> None:
    """Have the client tell when its settings change, where it wants to be asked for that."""
    if ls.capabilities.configuration_registration:
        options = types.DidChangeConfigurationRegistrationOptions(section=SECTION)
        await ls.register("configuration", types.WORKSPACE_DID_CHANGE_CONFIGURATION, options)
