"""RL311: one answer says that a tool was not used, another uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.crosscheck.tools import tools
from reportlens.finding import Related, Severity
from reportlens.rule import ReportRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.finding import Finding
    from reportlens.report.model import Report
    from reportlens.surroundings import Surroundings


class ToolUsedAndDenied(ReportRule):
    """One answer says that a tool was not used, and another one tells of its use.

    ## Why is this bad?
    Answers of several authors drift apart. A reader who finds one contradiction looks for more.

    ## Example
    "We did not use Hydra" in one answer, "we used Hydra to load the configuration" in another.
    """

    code = "RL311"
    name = "tool-used-and-denied"
    severity = Severity.INFO

    def check(self, report: Report, around: Surroundings) -> Iterator[Finding]:
        """Report the denials, with the place of the use."""
        del around
        for it in tools(report):
            span, place = it.here.question.at(it.here.span), it.there.question.at(it.there.span)
            message = f"{it.here.text} was not used, says this answer; the one to question {it.there.question.number} uses it"
            related = Related(
                place, f"question {it.there.question.number}: {' '.join(it.there.text.split())[:120]}"
            )
            yield self.finding(span, message, question=it.here.question.number, related=(related,))
