"""RL104: a placeholder beside an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.finding import Fix
from reportlens.mending import without_line
from reportlens.rule import QuestionRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.finding import Finding
    from reportlens.report.model import Question


class PlaceholderLeft(QuestionRule):
    """The template's placeholder still stands beside an answer.

    ## Why is this bad?
    It shows on the page that the examiner reads, and the course's checker counts it as six words of the answer.

    ## Example
    ```md
    We manage our packages with uv.

    --- question 4 fill here ---
    ```
    """

    code = "RL104"
    name = "placeholder-left"

    def check(self, question: Question) -> Iterator[Finding]:
        """Report every placeholder of an answered question."""
        if question.answer.status != "answered":
            return
        for span in question.answer.placeholders:
            fix = Fix("Remove the placeholder", (without_line(question.source, span),))
            yield self.finding(
                span,
                "the template's placeholder is still here",
                question=question.number,
                fixes=(fix,),
                unnecessary=True,
            )
