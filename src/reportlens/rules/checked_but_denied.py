"""RL305: a ticked box for work that an answer denies."""

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

    from reportlens.finding import Finding
    from reportlens.report.model import Report
    from reportlens.surroundings import Surroundings


class CheckedButDenied(CrossRule):
    """A box is ticked, but the answer to its question says that the work was not done.

    ## Why is this bad?
    Answers and repository are compared with the ticks; a tick that the group's own words deny casts doubt on the others.
    A denial counts only where it is about the work itself and no other sentence of the answer tells of it.

    ## Example
    ```md
    * [x] Load test your application

    > Answer:

    We have not load tested the API due to time constraints.
    ```
    """

    code = "RL305"
    name = "checked-but-denied"
    severity = Severity.INFO

    def check(self, report: Report, around: Surroundings) -> Iterator[Finding]:
        """Report the boxes; quote the sentences; offer to untick."""
        del around
        for item, told in contradictions(report):
            question, deciding = report.questions[told.place], told.deciding
            if told.said == "denied" and deciding:
                message = f"ticked, but the answer to question {deciding.question} denies it: {items()[item.key].title}"
                fix = Fix("Untick the box", (Edit(item.box, "[ ]"),), safe=False)
                yield self.finding(item.span, message, fixes=(fix,), related=(quoted(question, deciding),))
