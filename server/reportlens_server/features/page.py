"""`reportlens/page`: the preview of the hand-in, on loopback."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from reportlens.errors import ReportlensError
from reportlens_server.addresses import file_of
from reportlens_server.feedback.asking import refuse, wish_of

if TYPE_CHECKING:
    from reportlens_server.server import ReportServer


async def handle(ls: ReportServer, params: Any) -> dict[str, str]:
    """Return the address, of a preview that is there already or of a new one."""
    uri = wish_of(params).uri
    checked = ls.asker.checked(uri)
    file = file_of(uri)
    if file is None or not file.is_file():
        refuse("the preview shows files; save the report first")
    try:
        return {"url": await asyncio.to_thread(ls.previews.address, file, checked.settings)}
    except ReportlensError as error:
        refuse(str(error))
