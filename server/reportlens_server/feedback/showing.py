"""Feedback as a read-only document, for clients that show none of their own.

A document that is no file where the client asks for such; else a file in the user's cache, readable by nobody else;
where nothing is to be remembered, one line.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from reportlens.feedback.places import cache_folder, private
from reportlens_server.announced import SCHEME
from reportlens_server.documents import key
from reportlens_server.feedback.recalling import remembers
from reportlens_server.feedback.reply import name_of

if TYPE_CHECKING:
    from pathlib import Path

    from reportlens_server.server import ReportServer

SHOW = "window/showDocument"
READ_ONLY, WRITABLE = 0o400, 0o600


async def show(ls: ReportServer, uri: str, reply: dict[str, Any]) -> None:
    """Show what a judge said, as far as the client can show anything."""
    if ls.capabilities.virtual_documents and ls.capabilities.show_document:
        address = f"{SCHEME}:/{quote(name_of(uri))}.feedback.md?{quote(uri, safe='')}"
        ls.documents_made[address] = reply["summary"]
        ls.protocol.send_request(
            types.WORKSPACE_TEXT_DOCUMENT_CONTENT_REFRESH, types.TextDocumentContentRefreshParams(address)
        )
    elif ls.capabilities.show_document and remembers(ls.session.settings(uri)):
        try:
            address = (await asyncio.to_thread(_written, uri, reply["summary"])).as_uri()
        except OSError as error:
            ls.tell_once(f"the summary of the feedback cannot be written: {error.strerror}")
            return
    else:
        count = len(reply["threads"])
        words = f"{count} remark{'' if count == 1 else 's'} on completeness, by {reply['judge']}"
        ls.window_show_message(types.ShowMessageParams(types.MessageType.Info, words))
        return
    with contextlib.suppress(JsonRpcException):
        await ls.protocol.ask_plain(SHOW, {"uri": address, "takeFocus": False})


def content(ls: ReportServer, address: str) -> str:
    """Return the text of a document that is no file."""
    return next((text for it, text in ls.documents_made.items() if key(it) == key(address)), "")


def remove(ls: ReportServer) -> None:
    """Remove all documents that were shown."""
    ls.documents_made.clear()
    with contextlib.suppress(OSError):
        for file in _folder().glob("*.md"):
            file.unlink()


def _folder() -> Path:
    return cache_folder() / "shown"


def _written(uri: str, text: str) -> Path:
    name = hashlib.sha256(key(uri).encode("utf-8", "replace")).hexdigest()[:16]
    file = _folder() / f"feedback-{name}.md"
    draft = private(file.with_suffix(".draft"))
    draft.write_text(text, "utf-8", errors="replace")
    draft.chmod(READ_ONLY)
    with contextlib.suppress(OSError):
        file.chmod(WRITABLE)  # Windows replaces nothing that is read-only
    return draft.replace(file)
