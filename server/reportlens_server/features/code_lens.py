"""`textDocument/codeLens`: the counters above each question, and what others offer there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from reportlens.views.counts import counter
from reportlens_server.counters import as_lenses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reportlens.report.model import Question
    from reportlens_server.server import ReportServer
    from reportlens_server.session import Checked

    Contributor = Callable[[ReportServer, Checked, Question], Iterable[types.Command]]


def _counter(ls: ReportServer, checked: Checked, question: Question) -> Iterable[types.Command]:
    if as_lenses(checked.settings, ls.capabilities):
        yield types.Command(counter(question), "")


CONTRIBUTORS: list[Contributor] = [_counter]
"""Asked for each question, in this order; a command without a name is shown and does nothing."""


def handle(ls: ReportServer, params: types.CodeLensParams) -> list[types.CodeLens] | None:
    """Ask everybody about each question."""
    checked = ls.session.checked(params.text_document.uri)
    if checked is None or checked.settings.code_lens == "off":
        return None
    ruler = ls.ruler(checked.document)
    return [
        types.CodeLens(ruler.range(question.at(question.heading)), command)
        for question in checked.report.questions
        for contributor in CONTRIBUTORS
        for command in contributor(ls, checked, question)
    ]
