"""RL304: a box left empty for work that an answer tells of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.crosscheck.verdict import contradictions
from reportlens.finding import Fix, Severity
from reportlens.quoting import quoted
from reportlens.report.items import items
from reportlens.rule import CrossRule
from reportlens.text import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.crosscheck.answers import Statement
    from reportlens.finding import Finding
    from reportlens.report.model import Question, Report
    from reportlens.surroundings import Surroundings


class UncheckedButAnswered(CrossRule):
    """A box is empty, but an answer tells of the work it stands for.

    ## Why is this bad?
    Ticks are counted before answers are read: work that is described but not ticked may go unseen.
    Only plain sentences count ("we load tested the API with Locust"), not what would be done, was tried or is true in
    general, and no box that says half-done or carries a remark of its own is judged.

    ## Example
    ```md
    * [ ] Use profiling to optimize your code

    > Answer:

    We profiled the training loop with cProfile.
    ```
    """

    code = "RL304"
    name = "unchecked-but-answered"
    severity = Severity.INFO

    def check(self, report: Report, around: Surroundings) -> Iterator[Finding]:
        """Report the boxes; quote the sentences; offer to tick."""
        for item, told in contradictions(report):
            question, deciding = report.questions[told.place], told.deciding
            if told.said == "claimed" and deciding and not _example(question, deciding, around):
                message = f"not ticked, but the answer to question {deciding.question} tells of it: {items()[item.key].title}"
                fix = Fix("Tick the box", (Edit(item.box, "[x]"),), safe=False)
                yield self.finding(item.span, message, fixes=(fix,), related=(quoted(question, deciding),))


def _example(question: Question, statement: Statement, around: Surroundings) -> bool:
    """Tell whether a statement is no more than one of the template's example figures."""
    image = next((it for it in question.answer.images if it.span == statement.span), None)
    figure = around.figure(image.destination) if image else None
    return figure is not None and bool(figure.example)
