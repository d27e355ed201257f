"""RL404: a question stands twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.rule import ReportRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.finding import Finding
    from reportlens.report.model import Report
    from reportlens.surroundings import Surroundings


class QuestionRepeated(ReportRule):
    """A question's heading stands more than once, or the template has no question of this number.

    ## Why is this bad?
    The course's checker counts answers, not numbers: one too many, and it refuses the report.

    ## Example
    Two headings `### Question 14`.
    """

    code = "RL404"
    name = "question-repeated"

    def check(self, report: Report, around: Surroundings) -> Iterator[Finding]:
        """Report the later ones of equal numbers, and numbers beyond the edition's."""
        del around
        seen: set[int] = set()
        for question in report.questions:
            if question.number in seen:
                message = f"a second question {question.number}"
                yield self.finding(question.at(question.heading), message, question=question.number)
            elif report.edition.questions and question.number > report.edition.questions:
                message = f"the template ends with question {report.edition.questions}"
                yield self.finding(question.at(question.heading), message, question=question.number)
            seen.add(question.number)
            for repeat in question.repeats:
                message = f"the heading of question {question.number} once more, inside its answer"
                yield self.finding(question.at(repeat), message, question=question.number)
