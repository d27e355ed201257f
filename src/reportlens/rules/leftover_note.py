"""RL106: a note of the author to herself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.rule import QuestionRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.finding import Finding
    from reportlens.report.model import Question


class LeftoverNote(QuestionRule):
    """A note that the authors left to themselves still stands in an answer.

    ## Why is this bad?
    The report is scraped at midnight as it is; the examiner reads the note.

    ## Example
    ```md
    ## REWRITE AFTER THE API IS DONE
    **TODO** state the real costs
    ```
    """

    code = "RL106"
    name = "leftover-note"

    def check(self, question: Question) -> Iterator[Finding]:
        """Report every note."""
        for note in question.answer.notes:
            yield self.finding(
                note.span,
                f"a note to yourselves was left here: {note.text.strip()!r}",
                question=question.number,
            )
