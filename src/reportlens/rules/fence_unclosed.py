"""RL407: a code block that is never closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlens.rule import ReportRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlens.finding import Finding
    from reportlens.report.model import Report
    from reportlens.surroundings import Surroundings


class FenceUnclosed(ReportRule):
    """A code block is opened and not closed before the next question.

    ## Why is this bad?
    For a Markdown reader everything behind it is code: the following questions are shown as plain text in a grey box.

    ## Example
    An answer that opens a block with three backticks and ends without them.
    """

    code = "RL407"
    name = "fence-unclosed"

    def check(self, report: Report, around: Surroundings) -> Iterator[Finding]:
        """Report the opening, where the parser had to close a block by itself."""
        del around
        for question in report.questions:
            if question.unclosed_fence:
                message = "this code block is not closed before the next question"
                yield self.finding(question.at(question.unclosed_fence), message, question=question.number)
