"""`textDocument/foldingRange`: prompts, questions, sections, weeks of the checklist, code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlens.views.folds import folds

if TYPE_CHECKING:
    from lsprotocol import types

    from reportlens_server.server import ReportServer

KINDS = {"prompt": "comment", "region": "region"}


def handle(ls: ReportServer, params: types.FoldingRangeParams) -> list[dict[str, Any]] | None:
    """Return whole lines; prompts are comments to an editor, so that its command for comments folds them all."""
    checked = ls.session.checked(params.text_document.uri)
    if checked is None:
        return None
    words = ls.capabilities.fold_collapsed_text
    return [
        {
            "startLine": it.first,
            "endLine": it.last,
            "kind": KINDS[it.kind],
            **({"collapsedText": it.instead} if words and it.instead else {}),
        }
        for it in folds(checked.report, prompts=checked.settings.fold_prompts)
    ]
