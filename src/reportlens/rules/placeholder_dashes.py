"""RL105: the placeholder's dashes around an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.finding import Fix, Severity
from reportlens.mending import without_line
from reportlens.rule import QuestionRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.finding import Finding
    from reportlens.report.model import Question


class PlaceholderDashes(QuestionRule):
    """The dashes of the placeholder still stand around an answer.

    ## Why is this bad?
    They show on the page, count as words, and dashes on a line of their own right under a paragraph turn the whole
    paragraph into a heading.

    ## Example
    ```md
    --- We used uv to manage our packages. ---
    ```
    """

    code = "RL105"
    name = "placeholder-dashes"

    def check(self, question: Question) -> Iterator[Finding]:
        """Report the dashes at the two ends of an answer, once."""
        answer = question.answer
        if answer.status != "answered" or not answer.dashes:
            return
        first = answer.dashes[0]
        headings = [it for it in answer.blocks if it.kind == "heading" and it.span.meets(answer.dashes[-1])]
        if headings:
            message = "dashes right under the text turn it into a heading"
        else:
            message = (
                "dashes of the placeholder around the answer"
                if len(answer.dashes) > 1
                else "dashes left beside the answer"
            )
        alone = all(
            not question.source[_line_start(question, it.start) : it.start].strip(" \t>")
            for it in answer.dashes
        )
        separator = (
            alone and len(answer.dashes) == 1 and not headings and first.start > answer.region.start + 4
        )
        edits = tuple(without_line(question.source, it) for it in answer.dashes)
        yield self.finding(
            answer.dashes[-1] if headings else first,
            message,
            question=question.number,
            fixes=(Fix("Remove the dashes", edits),),
            severity=Severity.INFO if separator else None,
        )


def _line_start(question: Question, at: int) -> int:
    return question.source.rfind("\n", 0, at) + 1
