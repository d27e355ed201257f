"""From edits of the core to edits of a client: of one version of the document where the client can tell versions."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from reportlens.text import Edit, Lines, Span, with_line_ends_of
from reportlens_server.diagnostics import plain_range

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportlens_server.documents import Document
    from reportlens_server.server import ReportServer

    Json = dict[str, Any]


def workspace_edit(ls: ReportServer, document: Document, edits: Iterable[Edit]) -> Json:
    """Return the edits as the client takes them, with the document's own line ends."""
    ruler = ls.ruler(document)
    made = [
        {"range": plain_range(it.span, ruler), "newText": it.text}
        for it in with_line_ends_of(document.text, edits)
    ]
    if not ls.capabilities.document_changes:
        return {"changes": {document.uri: made}}
    name = {"uri": document.uri, "version": document.version}
    return {"documentChanges": [{"textDocument": name, "edits": made}]}


async def apply_edit(ls: ReportServer, document: Document, edits: Iterable[Edit], label: str) -> bool:
    """Have the client make the edits; tell whether it did."""
    if not ls.capabilities.apply_edit:
        ls.tell_once("this editor does not let a language server edit")
        return False
    params = {"label": label, "edit": workspace_edit(ls, document, edits)}
    return await ls.protocol.request_plain(types.WORKSPACE_APPLY_EDIT, params, "applied")


def difference(before: str, after: str) -> Iterator[Edit]:
    """Yield the edits, whole lines each, that make one text of the other."""
    old, new = _lines(before), _lines(after)
    starts = [*Lines(before).starts, len(before)]
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    changed = SequenceMatcher(None, old[head : len(old) - tail], new[head : len(new) - tail], autojunk=False)
    for kind, start, end, first, last in changed.get_opcodes():
        if kind != "equal":
            text = "".join(new[head + first : head + last])
            yield Edit(Span(starts[head + start], starts[head + end]), text)


def _lines(text: str) -> list[str]:
    starts = [*Lines(text).starts, len(text)]
    return [text[start:end] for start, end in pairwise(starts)]
