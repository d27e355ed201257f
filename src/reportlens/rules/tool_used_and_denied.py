"""RL311: one answer says that a tool was not used, another uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.crosscheck.tools import tools
from reportlens.finding import Severity
from reportlens.rule import CrossRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.finding import Finding
    from reportlens.report.model import Report
    from reportlens.surroundings import Surroundings


class ToolUsedAndDenied(CrossRule):
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
            message = f"{it.here.text} was not used, says this answer; the one to question {it.there.question} uses it"
            words = " ".join(it.there.text.split())[:120]
            yield self.between(it, message, f"question {it.there.question}: {words}")
