"""`textDocument/documentSymbol`: the checklist by weeks, the sections, the questions with their state, all other headings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types

from reportlens.views.outline import outline
from reportlens_server.diagnostics import plain_range

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportlens.views.outline import Entry
    from reportlens_server.positions import Ruler
    from reportlens_server.server import ReportServer

    Json = dict[str, Any]

KINDS = {
    "week": types.SymbolKind.Array,
    "item": types.SymbolKind.Boolean,
    "section": types.SymbolKind.Namespace,
    "question": types.SymbolKind.Field,
    "heading": types.SymbolKind.String,
}


def handle(ls: ReportServer, params: types.DocumentSymbolParams) -> list[Json] | None:
    """Return a tree, or a list for clients that know no trees."""
    checked = ls.session.checked(params.text_document.uri)
    if checked is None:
        return None
    ruler = ls.ruler(checked.document)
    entries = outline(checked.report, checked.findings)
    if ls.capabilities.hierarchical_symbols:
        return [_tree(it, ruler) for it in entries]
    return list(_flat(entries, checked.document.uri, ruler, None))


def _tree(entry: Entry, ruler: Ruler) -> Json:
    return {
        "name": entry.name,
        "detail": entry.detail,
        "kind": KINDS[entry.kind].value,
        "range": plain_range(entry.span, ruler),
        "selectionRange": plain_range(entry.head, ruler),
        "children": [_tree(it, ruler) for it in entry.children],
    }


def _flat(entries: Iterable[Entry], uri: str, ruler: Ruler, above: str | None) -> Iterable[Json]:
    for entry in entries:
        yield {
            "name": f"{entry.name} ({entry.detail})" if entry.kind == "question" else entry.name,
            "kind": KINDS[entry.kind].value,
            "location": {"uri": uri, "range": plain_range(entry.span, ruler)},
            **({"containerName": above} if above else {}),
        }
        yield from _flat(entry.children, uri, ruler, entry.name)
