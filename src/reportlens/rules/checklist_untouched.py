"""RL303: no box is ticked although the report is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.rule import ReportRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.finding import Finding
    from reportlens.report.model import Report
    from reportlens.surroundings import Surroundings

_WRITTEN = 0.5
"""From this share of answered questions on, a report counts as written."""


class ChecklistUntouched(ReportRule):
    """Most questions are answered, and not one box is ticked.

    ## Why is this bad?
    An empty checklist says that nothing was done. It is easily forgotten, since it stands above the questions.

    ## Example
    31 answers and 53 boxes `[ ]`.
    """

    code = "RL303"
    name = "checklist-untouched"

    def check(self, report: Report, around: Surroundings) -> Iterator[Finding]:
        """Count answers and ticks."""
        del around
        if not report.checklist or any(it.ticked is not False for it in report.checklist):
            return
        answered = sum(it.answer.status == "answered" for it in report.questions)
        if answered >= _WRITTEN * len(report.questions):
            message = (
                f"none of {len(report.checklist)} boxes is ticked, although {answered} questions are answered"
            )
            yield self.finding(report.checklist[0].span, message)
