"""RL302: a report without its checklist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.rule import ReportRule
from reportlens.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.finding import Finding
    from reportlens.report.model import Report
    from reportlens.surroundings import Surroundings


class ChecklistMissing(ReportRule):
    """The template has a checklist, and the report has none.

    ## Why is this bad?
    The examiner reads the boxes first. Without them there is nothing to hold the answers against.

    ## Example
    A report that begins with its first question.
    """

    code = "RL302"
    name = "checklist-missing"

    def check(self, report: Report, around: Surroundings) -> Iterator[Finding]:
        """Compare with the number of boxes of the edition."""
        del around
        if report.checklist or not report.edition.boxes:
            return
        place = report.title or (
            report.questions[0].at(report.questions[0].heading) if report.questions else Span(0, 0)
        )
        yield self.finding(place, f"the checklist of {report.edition.boxes} boxes is gone")
