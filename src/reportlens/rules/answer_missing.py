"""RL101: a question without an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.finding import Severity
from reportlens.rule import QuestionRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.finding import Finding
    from reportlens.report.model import Question


class AnswerMissing(QuestionRule):
    """A question has no answer: nothing stands behind its marker, or only the template's placeholder.

    ## Why is this bad?
    The placeholder is six "words" to the course's checker, so it lets an unanswered question of up to 200 words
    pass, and says no more than "too short" for the others.
    A question that was forgotten is worth nothing in the exam.

    ## Example
    ```md
    > Answer:

    --- question 5 fill here ---
    ```
    """

    code = "RL101"
    name = "answer-missing"

    def check(self, question: Question) -> Iterator[Finding]:
        """Look at what stands behind the marker."""
        answer = question.answer
        if answer.status == "answered":
            return
        what = f"Question {question.number}"
        if answer.status == "placeholder":
            place = answer.placeholders[0] if answer.placeholders else answer.span or question.heading
            message = f"{what} still holds its placeholder in place of an answer"
            yield self.finding(
                place, message, question=question.number, unnecessary=bool(answer.placeholders)
            )
        else:
            optional = question.limits.words is not None and question.limits.words[0] == 0
            message = f"{what} has no answer" + (
                " (none is demanded: 0 words are allowed)" if optional else ""
            )
            severity = Severity.INFO if optional else None
            yield self.finding(question.heading, message, question=question.number, severity=severity)
