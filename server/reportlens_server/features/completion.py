"""`textDocument/completion`: figure files where an image names one, names of rules in a suppression."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from lsprotocol import types

from reportlens.disk import DiskSurroundings
from reportlens.views.completing import asked, choices, folders
from reportlens.views.figures import uses
from reportlens.views.markup import PLAIN
from reportlens_server.addresses import file_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportlens.views.completing import Asked, Choice
    from reportlens_server.capabilities import Capabilities
    from reportlens_server.server import ReportServer
    from reportlens_server.session import Checked


async def handle(ls: ReportServer, params: types.CompletionParams) -> types.CompletionList | None:
    """Look at the line first: most keys ask for nothing."""
    document = ls.documents.get(params.text_document.uri)
    if document is None:
        return None
    ruler = ls.ruler(document)
    offset = ruler.offset(params.position.line, params.position.character)
    line = document.lines.span(document.lines.line(offset))
    what = asked(document.text[line.start : line.end], offset - line.start)
    checked = ls.session.checked(document.uri) if what else None
    if what is None or checked is None or not checked.settings.completion:
        return None
    files, used = await _figures(checked, what) if what.kind in {"figure", "source"} else ((), ())
    place = ruler.range(what.span.moved(line.start))
    items = [_item(it, place, ls.capabilities) for it in choices(what, files, used)]
    return types.CompletionList(is_incomplete=what.kind in {"figure", "source"}, items=items)


async def _figures(checked: Checked, what: Asked) -> tuple[list[str], list[str]]:
    path = file_of(checked.document.uri)
    if path is None:
        return [], []
    files = await asyncio.to_thread(_listed, DiskSurroundings(path), folders(what, checked.settings.figures))
    return files, [it.path for it in uses(checked.report)]


def _listed(disk: DiskSurroundings, places: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(it for folder in places for it in disk.listing(folder)))


def _item(choice: Choice, place: types.Range, client: Capabilities) -> types.CompletionItem:
    kind = types.CompletionItemKind.Value if choice.rule else types.CompletionItemKind.Keyword
    item = types.CompletionItem(
        choice.label, kind=kind, detail=choice.detail or None, filter_text=choice.match
    )
    item.text_edit = types.TextEdit(place, choice.text)
    item.sort_text = f"{choice.rank}{choice.label}"
    if choice.figure:
        item.kind = types.CompletionItemKind.File
    if choice.rule:
        page = choice.rule.documentation()
        item.documentation = (
            types.MarkupContent(types.MarkupKind.Markdown, page)
            if client.markdown_completion
            else types.MarkupContent(types.MarkupKind.PlainText, PLAIN.own(page))
        )
    return item
