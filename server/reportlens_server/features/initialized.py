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


async def handle(_: ReportServer, __: types.InitializedParams) -> None:
    """Import every feature, and with them the core, beside the loop."""
    await asyncio.to_thread(_import)


def _import() -> None:
    for name in features.modules():
        import_module(name)
    import_module("reportlens.text")
    gc.freeze()  # what is here now stays; later collections need not look at it
