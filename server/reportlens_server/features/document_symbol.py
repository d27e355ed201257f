"""`textDocument/documentSymbol`: the checklist by weeks, the sections, the questions with their state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from reportlens.views.outline import outline

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportlens.views.outline import Entry
    from reportlens_server.positions import Ruler
    from reportlens_server.server import ReportServer

KINDS = {
    "week": types.SymbolKind.Array,
    "item": types.SymbolKind.Boolean,
    "section": types.SymbolKind.Namespace,
    "question": types.SymbolKind.Field,
}


def handle(
    ls: ReportServer, params: types.DocumentSymbolParams
) -> list[types.DocumentSymbol] | list[types.SymbolInformation] | None:
    """Return a tree, or a list for clients that know no trees."""
    checked = ls.session.checked(params.text_document.uri)
    if checked is None:
        return None
    ruler = ls.ruler(checked.document)
    entries = outline(checked.report, checked.findings)
    if ls.capabilities.hierarchical_symbols:
        return [_tree(it, ruler) for it in entries]
    return list(_flat(entries, checked.document.uri, ruler, None))


def _tree(entry: Entry, ruler: Ruler) -> types.DocumentSymbol:
    children = [_tree(it, ruler) for it in entry.children] or None
    whole, head = ruler.range(entry.span), ruler.range(entry.head)
    return types.DocumentSymbol(entry.name, KINDS[entry.kind], whole, head, entry.detail, children=children)


def _flat(entries: Iterable[Entry], uri: str, ruler: Ruler, above: str | None) -> Iterable[types.SymbolInformation]:
    for entry in entries:
        name = f"{entry.name} ({entry.detail})" if entry.kind == "question" else entry.name
        place = types.Location(uri, ruler.range(entry.span))
        yield types.SymbolInformation(place, name, KINDS[entry.kind], container_name=above)
        yield from _flat(entry.children, uri, ruler, entry.name)
