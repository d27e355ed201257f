"""`reportlens/overview`: the state of a report in figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlens.views.overview import overview
from reportlens_server.diagnostics import plain_range

if TYPE_CHECKING:
    from reportlens.views.overview import State
    from reportlens_server.positions import Ruler
    from reportlens_server.server import ReportServer


def handle(ls: ReportServer, params: Any) -> dict[str, Any] | None:
    """Return the figures; nothing for a document that is no report or not open."""
    checked = ls.session.checked(params["uri"])
    if checked is None:
        return None
    ruler = ls.ruler(checked.document)
    official = checked.official
    state = overview(checked.report, official, checked.findings)
    return {
        "uri": checked.document.uri,
        "version": checked.document.version,
        "edition": checked.report.edition.label,
        "official": {"outcome": official.outcome, "passed": official.passed, "total": official.expected},
        "boxes": {"ticked": state.ticked, "total": state.boxes},
        "questions": [_question(it, ruler) for it in state.questions],
    }


def _question(state: State, ruler: Ruler) -> dict[str, Any]:
    question, answer = state.question, state.question.answer
    return {
        "number": question.number,
        "title": state.title,
        "status": answer.status,
        "passes": state.passes,
        "words": {"official": answer.words.official, "prose": answer.words.prose},
        "limits": {"words": question.limits.words, "images": question.limits.images},
        "images": answer.official_images,
        "range": plain_range(state.whole, ruler),
        "answer": plain_range(state.answer, ruler),
        "findings": state.findings,
    }
