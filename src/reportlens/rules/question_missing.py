"""RL403: a question of the template is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.finding import Severity
from reportlens.rule import ReportRule
from reportlens.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.finding import Finding
    from reportlens.report.model import Report
    from reportlens.surroundings import Surroundings


class QuestionMissing(ReportRule):
    """A question of the template does not stand in the report.

    ## Why is this bad?
    It cannot be graded, and the course's checker refuses a report with fewer answers than questions.

    ## Example
    `### Question 12` followed by `### Question 14`.
    """

    code = "RL403"
    name = "question-missing"
    severity = Severity.ERROR

    def check(self, report: Report, around: Surroundings) -> Iterator[Finding]:
        """Compare the numbers with those of the edition, or with an unbroken row."""
        del around
        numbers = {it.number for it in report.questions}
        last = report.edition.questions or max(numbers, default=0)
        first = 1 if report.edition.questions else min(numbers, default=1)
        for missing in range(first, last + 1):
            if missing in numbers:
                continue
            before = [it for it in report.questions if it.number < missing]
            place = before[-1].at(before[-1].heading) if before else Span(0, 0)
            if not before and report.questions:
                place = report.questions[0].at(report.questions[0].heading)
            where = f"behind question {before[-1].number}" if before else "before the first question"
            yield self.finding(place, f"question {missing} is missing ({where})")
