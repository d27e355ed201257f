"""`textDocument/codeLens`: the counters above each question, and what others offer there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlens.views.counts import counter
from reportlens_server.counters import as_lenses
from reportlens_server.diagnostics import plain_range
from reportlens_server.feedback import views

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lsprotocol import types

    from reportlens.report.model import Question
    from reportlens_server.server import ReportServer
    from reportlens_server.session import Checked

    Json = dict[str, Any]
    Contributor = Callable[[ReportServer, Checked, Question], Iterable[Json]]


def _counter(ls: ReportServer, checked: Checked, question: Question) -> Iterable[Json]:
    if as_lenses(checked.settings, ls.capabilities):
        yield {"title": counter(question), "command": ""}


CONTRIBUTORS: list[Contributor] = [_counter, views.lens]
"""Asked for each question, in this order, for commands as JSON; one without a name is shown and does nothing."""


def handle(ls: ReportServer, params: types.CodeLensParams) -> list[Json] | None:
    """Ask everybody about each question."""
    checked = ls.session.checked(params.text_document.uri)
    if checked is None or checked.settings.code_lens == "off":
        return None
    ruler = ls.ruler(checked.document)
    return [
        {"range": plain_range(question.at(question.heading), ruler), "command": command}
        for question in checked.report.questions
        for contributor in CONTRIBUTORS
        for command in contributor(ls, checked, question)
    ]
