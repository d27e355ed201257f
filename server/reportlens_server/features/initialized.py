"""`initialized`: the client has its answer; now is the time for what takes time."""

from __future__ import annotations

import asyncio
import gc
from importlib import import_module
from typing import TYPE_CHECKING

from reportlens_server import features

if TYPE_CHECKING:
    from lsprotocol import types

    from reportlens_server.server import ReportServer


GARBAGE = 20_000
"""Objects made between two looks for garbage: a check makes thousands, and few of them in circles."""


async def handle(ls: ReportServer, _: types.InitializedParams) -> None:
    """Import every feature, and with them the core, beside the loop; then ask the client what it wants."""
    await asyncio.to_thread(_import)
    from reportlens_server import configuring  # noqa: PLC0415  # it needs the core

    await asyncio.gather(configuring.listen(ls), configuring.ask(ls), ls.session.watching.start())


def _import() -> None:
    gc.disable()  # nothing of what is made now is thrown away
    import_module("reportlens_server.session")
    for name in features.modules():
        import_module(name)
    gc.freeze()  # later collections need not look at it
    gc.enable()
    gc.set_threshold(GARBAGE, 10, 10)
