"""New names of figures as edits: of documents that are open, and of files that are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportlens.text import Edit
    from reportlens_server.positions import Ruler


def text_edits(uri: str, version: int | None, edits: Iterable[Edit], ruler: Ruler) -> types.TextDocumentEdit:
    """Return edits of one version of a document; of a file that is not open, if `version` is `None`."""
    name = types.OptionalVersionedTextDocumentIdentifier(uri, version)
    return types.TextDocumentEdit(name, [types.TextEdit(ruler.range(it.span), it.text) for it in edits])
