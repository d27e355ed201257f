"""`textDocument/foldingRange`: prompts, questions, sections, weeks of the checklist, code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from reportlens.views.folds import folds

if TYPE_CHECKING:
    from reportlens_server.server import ReportServer

KINDS = {"prompt": types.FoldingRangeKind.Comment, "region": types.FoldingRangeKind.Region}


def handle(ls: ReportServer, params: types.FoldingRangeParams) -> list[types.FoldingRange] | None:
    """Return whole lines; prompts are comments to an editor, so that its command for comments folds them all."""
    checked = ls.session.checked(params.text_document.uri)
    if checked is None:
        return None
    words = ls.capabilities.fold_collapsed_text
    return [
        types.FoldingRange(it.first, it.last, kind=KINDS[it.kind], collapsed_text=(it.instead or None) if words else None)
        for it in folds(checked.report, prompts=checked.settings.fold_prompts)
    ]
